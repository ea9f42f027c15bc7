// SPDX-License-Identifier: GPL-3.0-or-later
// The window, fed with made-up values, to be looked at: demo_window --help
#include "engine/core/level.h"
#include "tests/ui/made_up.h"
#include "ui/dialogs/channel_map_editor.h"
#include "ui/panels/device_panel.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QLineEdit>
#include <QTimer>
#include <QTranslator>

#include <cmath>
#include <cstdio>

using namespace headroom;

namespace {

Device device(DeviceKind kind, const char* id, const char* name, int channels, bool isDefault = false) {
    Device made;
    made.kind = kind;
    made.id = id;
    made.name = name;
    made.format.rate = 48000;
    made.isDefault = isDefault;
    made.backend = "pulse";
    for (int i = 0; i < channels; ++i)
        made.format.channels.push_back(channels == 1    ? ChannelPosition::Mono
                                       : channels == 2  ? static_cast<ChannelPosition>(i)
                                       : channels <= 32 ? auxPosition(i)
                                                        : ChannelPosition::Unpositioned);
    if (channels == 6)
        made.format.channels = {ChannelPosition::FrontLeft,   ChannelPosition::FrontRight,
                                ChannelPosition::FrontCenter, ChannelPosition::Lfe,
                                ChannelPosition::RearLeft,    ChannelPosition::RearRight};
    return made;
}

std::vector<Device> devices(int channels, bool simulated) {
    std::vector<Device> list{
        device(DeviceKind::Microphone, "alsa_input.interface", "Studio Interface Multichannel", channels,
               true),
        device(DeviceKind::Microphone, "alsa_input.builtin", "Built-in Audio Analog Stereo", 2),
        device(DeviceKind::Microphone, "bluez_input.headset", "Bluetooth Headset", 1),
        device(DeviceKind::Loopback, "alsa_output.builtin.monitor", "Monitor of Built-in Audio Analog Stereo",
               2),
        device(DeviceKind::Loopback, "alsa_output.hdmi.monitor", "Monitor of HDMI / DisplayPort Surround 5.1",
               6),
        device(DeviceKind::Speaker, "alsa_output.builtin", "Built-in Audio Analog Stereo", 2, true),
        device(DeviceKind::Speaker, "alsa_output.hdmi", "HDMI / DisplayPort Surround 5.1", 6)};
    list[2].opensOnlyWhenAsked = true;
    list[1].muted = true;
    if (simulated)
        for (Device& each : list)
            each.backend = "simulated";
    return list;
}

LevelReading reading(int channels, double seconds) {
    LevelReading made;
    made.position = static_cast<std::uint64_t>(seconds * 48000);
    made.intervals = static_cast<std::uint64_t>(seconds * 10);
    for (int i = 0; i < channels; ++i) {
        ChannelLevel level;
        const double swing = std::sin(seconds * 2.0 + i * 0.7) * std::sin(seconds * 0.63 + i * 1.9);
        level.rmsDb = -26.0 + 12.0 * swing - (i % 5);
        level.peakDb = level.rmsDb + 9.0 + 3.0 * std::sin(seconds * 7 + i);
        level.holdDb = std::min(0.0, level.peakDb + 4.0);
        level.maxPeakDb = i % 7 == 1 ? 0.4 : -3.2 - (i % 9) * 1.7;
        level.clips = i % 7 == 1 ? 3 : 0;
        if (i == 5)
            level = ChannelLevel{};
        made.channels.push_back(level);
    }
    return made;
}

std::vector<TakeSummary> takes(const QString& folder) {
    std::vector<TakeSummary> list(5);
    const char* names[] = {"2026-08-20 19-30-02 Studio Interface Multichannel.wav",
                           "2026-08-21 10-02-44 Built-in Audio Analog Stereo.flac",
                           "2026-08-21 11-15-09 Built-in Audio Analog Stereo.wav", "Interview.wav",
                           "broken.wav"};
    for (std::size_t i = 0; i < list.size(); ++i) {
        list[i].path = (folder + QLatin1Char('/')).toStdString() + names[i];
        list[i].rate = 48000;
        list[i].channels = i == 0 ? 32 : 2;
        list[i].frames = 48000ULL * (75 + 1811 * i);
        list[i].bytes = list[i].frames * 8;
        list[i].modifiedWallNs = (1787250602LL + static_cast<std::int64_t>(i) * 40000) * 1'000'000'000LL;
        list[i].peakDb = -3.2 - 2.1 * static_cast<double>(i);
        list[i].complete = true;
    }
    list[1].complete = false;
    list[1].missingFrames = 5760;
    list[2].simulated = true;
    list[3].complete.reset();
    list[4].error = Error{ErrorKind::FileDamaged, "broken.wav", {}, {}};
    list[4].peakDb.reset();
    list[4].complete.reset();
    return list;
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions(
        {{QStringLiteral("channels"), QStringLiteral("of the input"), QStringLiteral("n"),
          QStringLiteral("2")},
         {QStringLiteral("size"), QStringLiteral("of the window"), QStringLiteral("WxH")},
         {QStringLiteral("theme"), QStringLiteral("light, dark or system"), QStringLiteral("name")},
         {QStringLiteral("qm"), QStringLiteral("a translation"), QStringLiteral("file")},
         {QStringLiteral("state"),
          QStringLiteral(
              "any of: recording paused simulated fault server waiting failed disk empty "
              "bluetooth notakes finished pinned absent moved part programs stopped twins mapped misfit "
              "editor speaker hint menu"),
          QStringLiteral("words")},
         {QStringLiteral("search"), QStringLiteral("typed into the search field"), QStringLiteral("words")},
         {QStringLiteral("grab"), QStringLiteral("writes a picture and quits"), QStringLiteral("file")}});
    options.process(app);
    QTranslator translator;
    if (options.isSet(QStringLiteral("qm")) && translator.load(options.value(QStringLiteral("qm")))) {
        QLocale::setDefault(QLocale(QLocale::German));
        QCoreApplication::installTranslator(&translator);
    }
    const QString folder = QStringLiteral("/home/someone/Music/Headroom");
    SettingsStore store(std::make_unique<made_up::MemoryStorage>());
    store.overrideFolder(folder);
    Settings settings = store.current();
    settings.preRollSeconds = 5;
    if (const QString theme = options.value(QStringLiteral("theme")); !theme.isEmpty())
        settings.theme = theme == QStringLiteral("dark") ? ThemeChoice::Dark : ThemeChoice::Light;
    const QStringList states = options.value(QStringLiteral("state")).split(QLatin1Char(','));
    const auto has = [&](const char* word) { return states.contains(QLatin1String(word)); };
    const int channels = options.value(QStringLiteral("channels")).toInt();
    std::vector<Device> list = has("empty") ? std::vector<Device>{} : devices(channels, has("simulated"));
    if (has("programs") || has("stopped"))
        for (const char* name : {"Firefox", "Music Player (Goldberg Variations, BWV 988)"}) {
            list.push_back(device(DeviceKind::Loopback, name, name, 2));
            list.back().isApplication = true;
        }
    if (has("twins"))
        for (const char* id : {"alsa_input.usb-Maker_Stage_Mic_A1B2C3-00.analog-stereo",
                               "alsa_input.usb-Maker_Stage_Mic_D4E5F6-00.analog-stereo"})
            list.push_back(device(DeviceKind::Microphone, id, "Stage Microphone", 2));
    if (has("pinned"))
        settings.input = pinned(list[0]);
    if (has("stopped"))
        settings.input = pinned(list[7]);
    if (has("absent"))
        settings.input = pinned(device(DeviceKind::Microphone, "usb", "USB Podcast Microphone", 1));
    store.update(settings);
    if (has("mapped") || has("misfit")) {
        MapSpec map = parseChannelMap(has("misfit") ? "#40,#41" : "#1,#0,mono").value();
        map[0].label = "Guitar";
        map[1].label = "Singer, close microphone";
        store.setMapFor(list[0], map);
    }

    MainWindow window(store);
    RecordingFacts facts;
    facts.formats = {{FileFormat::Wav, {SampleFormat::Float, SampleFormat::Pcm16, SampleFormat::Pcm24}},
                     {FileFormat::Flac, {SampleFormat::Pcm24, SampleFormat::Pcm16}},
                     {FileFormat::Mp3, {SampleFormat::Float}}};
    facts.usualNamingTemplate = QStringLiteral("{date} {time} {device}");
    facts.namingTokens = {QStringLiteral("{date}"), QStringLiteral("{time}"), QStringLiteral("{device}")};
    facts.previewName = [](const QString& text) { return Result<QString>(text); };
    window.setRecordingFacts(facts);
    if (const QStringList size = options.value(QStringLiteral("size")).split(QLatin1Char('x'));
        size.size() == 2)
        window.resize(size[0].toInt(), size[1].toInt());

    InputId next = 0;
    GrantedStream granted;
    int mapped = 2;
    QObject::connect(&window, &MainWindow::inputMapChanged, &window,
                     [&](InputId, const std::optional<MapSpec>& map) {
                         mapped = map ? static_cast<int>(map->size()) : granted.format.channelCount();
                     });
    constexpr InputId other = 1000; // another one that is open
    QObject::connect(
        &window, &MainWindow::inputSelected, &window,
        [&](const InputChoice& choice, const std::optional<MapSpec>& map) {
            window.setInput(++next);
            const Device* found = defaultInput(list);
            if (choice.isPinned())
                found = findRemembered(list, choice.deviceKind, choice.deviceId.toStdString(), {});
            if (found == nullptr) {
                window.apply(InputWaiting{next, {}, {ErrorKind::NoSuchDevice, {}, {}, {}}});
            } else if (has("failed")) {
                window.apply(InputFailed{next, found->id, {ErrorKind::DeviceBusy, found->name, {}, {}}});
            } else if (has("misfit")) {
                window.apply(InputFailed{next, found->id, {ErrorKind::NoSuchChannel, "#40", {"0", "1"}, {}}});
            } else {
                mapped = map ? static_cast<int>(map->size()) : found->format.channelCount();
                granted = {found->format, 480, 0.012, false};
                window.apply(InputOpened{next, *found, granted});
            }
        });
    TakeProgress progress;
    progress.bytesFree = 120'000'000'000ULL;
    progress.secondsLeft = has("disk") ? 540 : 91234;
    std::uint64_t start = 0;
    QObject::connect(&window, &MainWindow::recordRequested, &window, [&](const RecordChoice& choice) {
        const std::string file =
            (choice.folder + QStringLiteral("/2026-08-22 14-03-11 ")).toStdString() + list[0].name + ".wav";
        progress.file = file;
        progress.state = TakeProgress::State::Recording;
        start = 0;
        window.apply(TakeStarted{1, next, list[0], granted, file, list[0].format.channels});
    });
    QObject::connect(&window, &MainWindow::pauseRequested, &window,
                     [&] { progress.state = TakeProgress::State::Paused; });
    QObject::connect(&window, &MainWindow::resumeRequested, &window,
                     [&] { progress.state = TakeProgress::State::Recording; });
    QObject::connect(&window, &MainWindow::markerRequested, &window, [&] { ++progress.markers; });
    QObject::connect(&window, &MainWindow::stopRequested, &window, [&] {
        TakeReport report;
        report.files = {{progress.file, 0, progress.frames, progress.bytesWritten}};
        report.rate = 48000;
        report.frames = progress.frames;
        report.device = list[0];
        window.apply(TakeFinished{1, report});
        progress = TakeProgress{};
        progress.secondsLeft = 91234;
    });
    window.apply(
        ServerChanged{has("simulated") ? ServerChanged::State::Simulated : ServerChanged::State::Connected,
                      has("simulated") ? "simulated" : "pulse", std::nullopt});
    window.apply(DevicesChanged{list});
    if (!has("notakes"))
        window.setTakes(takes(folder));
    window.setFolderStatus({folder, 120'000'000'000ULL, std::nullopt});
    window.show();
    auto* devicePanel = window.findChild<DevicePanel*>();
    const auto speakerRow = [&] {
        const QAbstractItemModel* model = devicePanel->view()->model();
        return model->index(0, 0, model->index(model->rowCount() - 1, 0));
    };
    if (has("editor"))
        window.findChild<QAction*>(QStringLiteral("channel-map"))->trigger();
    if (has("speaker")) {
        devicePanel->view()->setFocus();
        devicePanel->view()->setCurrentIndex(speakerRow());
        emit devicePanel->mapRequested(list[5]);
    }
    if (has("hint"))
        emit devicePanel->view()->meant(speakerRow());
    if (has("menu"))
        emit devicePanel->view()->customContextMenuRequested(
            devicePanel->view()->visualRect(speakerRow()).center());
    if (const QString words = options.value(QStringLiteral("search")); !words.isEmpty())
        window.findChild<DevicePanel*>()->search()->setText(words);
    if (has("recording"))
        window.apply(InputOpened{other, list[1], {list[1].format, 480, 0.012, false}});
    if (has("recording") || has("paused"))
        emit window.findChild<QAction*>(QStringLiteral("record"))->trigger();
    double seconds = has("recording") || has("paused") ? 754.3 : 0.0;
    if (has("paused"))
        progress.state = TakeProgress::State::Paused;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    bool told = false;
    QObject::connect(&timer, &QTimer::timeout, &window, [&] {
        seconds += 0.016;
        if (window.wantsReadings()) {
            window.setLevels(next, reading(mapped, seconds));
            if (window.wantsDeviceLevels())
                window.setDeviceLevels(reading(granted.format.channelCount(), seconds));
            if (has("recording"))
                window.setLevels(other, reading(2, seconds));
        }
        if (window.isRecording() && ++start % 6 == 0) {
            if (progress.state == TakeProgress::State::Recording)
                progress.frames = static_cast<std::uint64_t>(seconds * 48000);
            progress.bytesWritten = progress.frames * 8;
            window.apply(TakeProgressed{has("part") ? 2U : 1U, progress});
        }
        if (!told) {
            told = true;
            if (has("fault")) {
                window.apply(TakeFaulted{1, {FaultCause::Device, GapReason::Hole, 48000ULL * 61, 960, 0}});
                window.apply(TakeFaulted{1, {FaultCause::Disk, GapReason::Hole, 48000ULL * 700, 24000, 0}});
            }
            if (has("server"))
                window.apply(ServerChanged{ServerChanged::State::Lost, "pulse", std::nullopt});
            if (has("waiting")) {
                window.apply(InputWaiting{next, list[0], {ErrorKind::DeviceGone, list[0].name, {}, {}}});
                window.apply(DevicesChanged{std::vector<Device>(list.begin() + 1, list.end())});
            }
            if (has("moved") || has("part")) {
                list[0].isDefault = false;
                list[1].isDefault = true;
                window.apply(DevicesChanged{list});
                granted = {list[1].format, 480, 0.012, false};
                if (has("part")) {
                    progress.file = "/home/someone/Music/Headroom/2026-08-22 14-15-45 Built-in.wav";
                    window.apply(
                        TakeStarted{2, next, list[1], granted, progress.file, list[1].format.channels, 1});
                }
                window.apply(InputOpened{next, list[1], granted});
                if (has("recording"))
                    window.apply(
                        TakeFaulted{has("part") ? 2U : 1U,
                                    {FaultCause::Device, GapReason::DefaultMoved, 48000ULL * 700, 9600, 0}});
            }
            if (has("stopped"))
                window.apply(DevicesChanged{std::vector<Device>(list.begin(), list.begin() + 7)});
            if (has("finished"))
                QTimer::singleShot(300, &window, [&] {
                    TakeReport report;
                    report.files = {{progress.file, 0, progress.frames, progress.bytesWritten}};
                    report.rate = 48000;
                    report.frames = progress.frames;
                    report.device = list[0];
                    report.faults = {{FaultCause::Device, GapReason::Hole, 48000ULL * 61, 960, 0}};
                    window.apply(TakeFinished{1, report});
                });
        }
    });
    timer.start(16);
    if (options.isSet(QStringLiteral("grab")))
        QTimer::singleShot(900, &window, [&] {
            QWidget* what = &window;
            if (QWidget* popup = QApplication::activePopupWidget())
                what = popup;
            else if (has("editor") || has("speaker"))
                what = window.findChild<ChannelMapEditor*>();
            const bool saved = what->grab().save(options.value(QStringLiteral("grab")));
            QCoreApplication::exit(saved ? 0 : 1);
        });
    return QApplication::exec();
}
