// SPDX-License-Identifier: GPL-3.0-or-later
// The channel map's editor, fed with made-up values, to be looked at: demo_editor --help
#include "tests/ui/made_up.h"
#include "ui/dialogs/channel_map_editor.h"
#include "ui/dialogs/map_table.h"
#include "ui/dialogs/room_view.h"
#include "ui/models/channel_map_model.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTranslator>

#include <cmath>

using namespace headroom;

namespace {

using P = ChannelPosition;

Device deviceOf(int channels, bool speaker, bool tops) {
    Device device =
        made_up::device(speaker ? DeviceKind::Speaker : DeviceKind::Microphone, "device",
                        speaker ? "HDMI / DisplayPort Surround" : "Studio Interface Multichannel");
    auto& map = device.format.channels;
    const std::vector<P> surround{P::FrontLeft, P::FrontRight, P::FrontCenter, P::Lfe,
                                  P::RearLeft,  P::RearRight,  P::SideLeft,    P::SideRight};
    map.clear();
    if (tops) {
        map = surround;
        for (const P top : {P::TopFrontLeft, P::TopFrontRight, P::TopRearLeft, P::TopRearRight})
            map.push_back(top);
        for (int i = 0; i < 4; ++i)
            map.push_back(auxPosition(i));
    } else if (channels <= 2 || channels == 6 || channels == 8) {
        map.assign(surround.begin(), surround.begin() + channels);
        if (channels == 1)
            map = {P::Mono};
    } else {
        for (int i = 0; i < channels; ++i)
            map.push_back(channels <= 32 ? auxPosition(i) : P::Unpositioned);
    }
    return device;
}

LevelReading reading(int channels, double seconds) {
    LevelReading made;
    for (int i = 0; i < channels; ++i) {
        ChannelLevel level;
        const double swing = std::sin(seconds * 2.0 + i * 0.7) * std::sin(seconds * 0.63 + i * 1.9);
        level.rmsDb = -24.0 + 12.0 * swing - (i % 5) * 2;
        level.peakDb = std::min(0.0, level.rmsDb + 9.0 + 3.0 * std::sin(seconds * 7 + i));
        level.holdDb = std::min(0.0, level.peakDb + 4.0);
        level.maxPeakDb = i % 7 == 1 ? 0.4 : -3.2 - (i % 9) * 1.7;
        level.clips = i % 7 == 1 ? 3 : 0;
        if (i == 5)
            level = ChannelLevel{};
        made.channels.push_back(level);
    }
    return made;
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions(
        {{QStringLiteral("channels"), QStringLiteral("of the device"), QStringLiteral("n"),
          QStringLiteral("2")},
         {QStringLiteral("speaker"), QStringLiteral("a speaker instead of an input")},
         {QStringLiteral("tops"), QStringLiteral("7.1.4 and four auxiliary channels")},
         {QStringLiteral("locked"), QStringLiteral("while recording")},
         {QStringLiteral("absent"), QStringLiteral("the device is gone")},
         {QStringLiteral("edited"), QStringLiteral("with labels, gains, mute and polarity")},
         {QStringLiteral("map"), QStringLiteral("words of a map"), QStringLiteral("words")},
         {QStringLiteral("typed"), QStringLiteral("words in the text field"), QStringLiteral("words")},
         {QStringLiteral("identify"), QStringLiteral("this entry is heard"), QStringLiteral("n")},
         {QStringLiteral("edit"), QStringLiteral("column that is being edited"), QStringLiteral("n")},
         {QStringLiteral("menu"), QStringLiteral("presets or savedMaps, opened"), QStringLiteral("name")},
         {QStringLiteral("focus"), QStringLiteral("room or table"), QStringLiteral("name")},
         {QStringLiteral("size"), QStringLiteral("of the window"), QStringLiteral("WxH")},
         {QStringLiteral("theme"), QStringLiteral("light or dark"), QStringLiteral("name")},
         {QStringLiteral("qm"), QStringLiteral("a translation"), QStringLiteral("file")},
         {QStringLiteral("grab"), QStringLiteral("writes a picture and quits"), QStringLiteral("file")}});
    options.process(app);
    const auto has = [&](const char* name) { return options.isSet(QLatin1String(name)); };
    const auto value = [&](const char* name) { return options.value(QLatin1String(name)); };
    QTranslator translator;
    if (has("qm") && translator.load(value("qm"))) {
        QLocale::setDefault(QLocale(QLocale::German));
        QCoreApplication::installTranslator(&translator);
    }
    Theme theme;
    theme.setChoice(value("theme") == QStringLiteral("dark") ? ThemeChoice::Dark : ThemeChoice::Light);
    SettingsStore store(std::make_unique<made_up::MemoryStorage>());
    const int channels = value("channels").toInt();
    const Device device = deviceOf(channels, has("speaker"), has("tops"));
    if (has("map"))
        if (auto map = parseChannelMap(value("map").toStdString()))
            store.setMapFor(device, map.value());
    store.saveNamedMap({QStringLiteral("Drums & room"), parseChannelMap("#0,#1,#2").value()});
    store.saveNamedMap({QStringLiteral("Interview"), parseChannelMap("left,right").value()});

    ChannelMapEditor editor(store);
    editor.setDevice(device);
    ChannelMapModel& model = editor.model();
    if (has("edited")) {
        const char* labels[] = {"Kick",           "Snare",   "Overhead left",
                                "Overhead right", "Bass DI", "Vocals, take-up mic"};
        for (int row = 0; row < std::min(6, model.rowCount()); ++row)
            model.setData(model.index(row, ChannelMapModel::Label), QString::fromLatin1(labels[row]));
        model.changeGain({1}, -6.5, 0);
        model.changeGain({3}, 12.0, 0);
        model.setMuted({2}, true);
        model.setInverted({1}, true);
    }
    if (const QStringList size = value("size").split(QLatin1Char('x')); size.size() == 2)
        editor.resize(size[0].toInt(), size[1].toInt());
    editor.setLocked(has("locked"));
    editor.setDevicePresent(!has("absent"));
    QObject::connect(
        &editor, &ChannelMapEditor::identifyRequested, &editor,
        [&](const IdentifyChoice& choice) { editor.setIdentifyStep(choice.onlyEntry.value_or(0)); });
    editor.show();
    if (has("identify")) {
        QTest::keyClick(&editor, Qt::Key_Space);
        editor.setIdentifyStep(value("identify").toInt());
    }
    if (has("typed")) {
        auto* words = editor.findChild<QLineEdit*>(QStringLiteral("mapWords"));
        words->setFocus();
        words->selectAll();
        QTest::keyClicks(words, value("typed"));
    }
    if (value("focus") == QStringLiteral("room"))
        editor.room()->setFocus();
    if (has("edit"))
        editor.table()->edit(model.index(1, value("edit").toInt()));
    double seconds = 3.0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &editor, [&] {
        seconds += 0.033;
        editor.setLevels(reading(device.format.channelCount(), seconds), reading(model.rowCount(), seconds));
    });
    timer.start(33);
    if (has("menu"))
        QTimer::singleShot(200, &editor, [&] { editor.findChild<QToolButton*>(value("menu"))->showMenu(); });
    if (has("grab"))
        QTimer::singleShot(600, &editor, [&] {
            QWidget* what = QApplication::activePopupWidget();
            const bool saved = (what != nullptr && has("menu") ? what : &editor)->grab().save(value("grab"));
            QCoreApplication::exit(saved ? 0 : 1);
        });
    return QApplication::exec();
}
