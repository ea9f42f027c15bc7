// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_bridge.h"
#include "app/file_levels.h"
#include "engine/session/engine.h"
#include "engine/takes/take_reader.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"
#include "ui/meters/meter_bridge.h"
#include "ui/models/take_model.h"
#include "ui/panels/banner.h"
#include "ui/panels/device_panel.h"
#include "ui/settings/settings_store.h"
#include "ui/window/main_window.h"

#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace headroom;
using namespace headroom::test;

namespace {

constexpr double leftDb = -12.04;
constexpr double rightDb = -6.02;

float tone(int channel, std::uint64_t frame) {
    const double amplitude = channel == 0 ? 0.25 : 0.5;
    return static_cast<float>(
        amplitude * std::sin(2.0 * std::numbers::pi * 1000.0 * static_cast<double>(frame) / 48000.0));
}

constexpr float boothFactor = 0.25F;

/// The highest sample of a file's first channel in each tenth of a second.
std::vector<double> peaks(const QString& path) {
    const auto file = openAudioFile(path.toStdString());
    std::vector<double> found;
    if (!file)
        return found;
    const std::size_t channels = file.value()->channels().size();
    const auto tenth = static_cast<std::uint64_t>(file.value()->rate() / 10);
    std::vector<float> samples(tenth * channels);
    for (;;) {
        const auto read = file.value()->read(samples.data(), tenth);
        if (!read || read.value() < tenth)
            return found;
        double highest = 0.0;
        for (std::size_t i = 0; i < samples.size(); i += channels)
            highest = std::max(highest, static_cast<double>(std::abs(samples[i])));
        found.push_back(highest);
    }
}

bool near(double a, double b) {
    return std::abs(a - b) < 0.02 * b;
}

constexpr double hallPeak = 0.25;
constexpr double boothPeak = hallPeak * boothFactor;

/// The window as the program shows it, on a real PulseAudio whose one sink plays a tone.
struct Desk {
    enum class Server { Running, None };

    explicit Desk(Server wanted = Server::Running, double preRollSeconds = 0.0) {
        Settings remembered = settings.current();
        remembered.preRollSeconds = preRollSeconds;
        settings.update(remembered);
        settings.overrideFolder(folder.filePath(QStringLiteral("takes")));
        if (wanted == Server::Running)
            startServer();
        EngineParts parts = systemParts("pulse");
        parts.simulatedWhereNoServer = true;
        parts.preRollSeconds = preRollSeconds;
        engine = std::make_unique<Engine>(std::move(parts));
        engine->start();
        window = std::make_unique<MainWindow>(settings);
        window->setRecordingFacts(recordingFacts());
        bridge = std::make_unique<EngineBridge>(*engine, *window);
        window->resize(1100, 720);
        window->show();
    }
    void press(Qt::Key key) const { QTest::keyClick(window.get(), key); }
    ~Desk() {
        bridge.reset();
        window.reset();
        engine.reset();
    }
    void startServer() {
        ok = server.start() &&
             server.addNullSink({QStringLiteral("sink"), 2, 48000, {}, QStringLiteral("Hall")}) >= 0;
        server.pactl({QStringLiteral("set-default-sink"), QStringLiteral("sink")});
        server.pactl({QStringLiteral("set-default-source"), QStringLiteral("sink.monitor")});
        player = std::make_unique<PulsePlayer>(server.server(), QStringLiteral("sink"), 48000, pulseMapOf(2));
        ok = ok && player->start();
        player->play(tone);
    }
    /// Another sink, which plays a weaker tone than the first.
    void addBooth(int rate = 48000) {
        booth = server.addNullSink({QStringLiteral("booth"), 2, rate, {}, QStringLiteral("Booth")});
        boothPlayer =
            std::make_unique<PulsePlayer>(server.server(), QStringLiteral("booth"), rate, pulseMapOf(2));
        ok = ok && booth >= 0 && boothPlayer->start();
        boothPlayer->play(
            [](int channel, std::uint64_t frame) { return tone(channel, frame) * boothFactor; });
    }
    [[nodiscard]] QStringList takes() const {
        return QDir(folder.filePath(QStringLiteral("takes")))
            .entryList({QStringLiteral("*.wav")}, QDir::Files);
    }
    [[nodiscard]] QString takePath(int index = 0) const {
        return folder.filePath(QStringLiteral("takes/") + takes().value(index));
    }

    /// The number on the meter; far off while it is not there.
    [[nodiscard]] double paintedMaximum(int channel) const {
        const auto* meters = window->findChild<MeterBridge*>();
        if (meters == nullptr || channel >= meters->channelCount())
            return 1000.0;
        bool isNumber = false;
        const double level = QLocale().toDouble(meters->channel(channel)->maximumText(), &isNumber);
        return isNumber ? level : 1000.0;
    }
    /// Whether a banner of this kind stands over the window.
    [[nodiscard]] bool shows(const char* notice) const {
        const auto* banners = window->findChild<BannerStack*>();
        return banners != nullptr && banners->banner(QLatin1String(notice)) != nullptr;
    }

    QTemporaryDir folder;
    SettingsStore settings{folder.filePath(QStringLiteral("settings.ini"))};
    PrivatePulse server;
    std::unique_ptr<PulsePlayer> player;
    std::unique_ptr<PulsePlayer> boothPlayer;
    qint64 booth = -1;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<EngineBridge> bridge;
    bool ok = true;
};

} // namespace

/// The whole program in one process: the window's real widgets, the engine, a real sound server.
class TestWindowPulse : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(PrivatePulse::available());
        QStandardPaths::setTestModeEnabled(true);
    }

    void theFirstStartOpensTheDefaultInputAndRRecordsIt() {
        Desk desk;
        QVERIFY(desk.ok);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->selectedInput(), QStringLiteral("sink.monitor"), 5000);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(desk.paintedMaximum(0) - leftDb) < 0.1,
                                 5000); // without a recording
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::qWait(2000);
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        QCOMPARE(desk.takes().size(), 1);
        const auto levels = measureFile(desk.takePath().toStdString(), [](double) { return true; });
        QVERIFY(levels.ok());
        QVERIFY(levels.value().frames >= 48000 * 3 / 2 && levels.value().frames < 48000 * 4);
        for (int channel = 0; channel < 2; ++channel) {
            const double inFile = levels.value().peakDb[static_cast<std::size_t>(channel)];
            QVERIFY(std::abs(inFile - (channel == 0 ? leftDb : rightDb)) < 0.02);
            QVERIFY(std::abs(desk.paintedMaximum(channel) - inFile) <= 0.1);
        }
        QVERIFY(summarize(desk.takePath().toStdString()).complete.value_or(false));
    }

    void aDefaultThatMovesWhileRecordingIsFollowedAndTheTakeHasBothSounds() {
        Desk desk;
        desk.addBooth();
        QVERIFY(desk.ok);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(desk.paintedMaximum(0) - leftDb) < 0.1, 5000);
        desk.press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::qWait(1500);
        desk.server.pactl({QStringLiteral("set-default-source"), QStringLiteral("booth.monitor")});
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->selectedInput(), QStringLiteral("booth.monitor"), 5000);
        QVERIFY(desk.shows("moved"));
        QTest::qWait(1500);
        QVERIFY(desk.bridge->isRecording());
        desk.press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        QCOMPARE(desk.takes().size(), 1);
        const std::vector<double> levels = peaks(desk.takePath());
        QVERIFY(levels.size() > 25);
        QVERIFY(near(levels[3], hallPeak));
        QVERIFY(near(levels[levels.size() - 3], boothPeak));
        // It is one or the other, but for the moments of the change.
        const auto odd = std::ranges::count_if(
            levels, [](double level) { return !near(level, hallPeak) && !near(level, boothPeak); });
        QVERIFY2(odd <= 8, qPrintable(QString::number(odd)));
    }

    void aDefaultWithAnotherRateGoesOnInANewFileByItself() {
        Desk desk;
        desk.addBooth(44100);
        QVERIFY(desk.ok);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(desk.paintedMaximum(0) - leftDb) < 0.1, 5000);
        desk.press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::qWait(1500);
        desk.server.pactl({QStringLiteral("set-default-source"), QStringLiteral("booth.monitor")});
        QTRY_VERIFY_WITH_TIMEOUT(desk.shows("part"), 8000);
        QVERIFY(desk.window->isRecording());
        QTest::qWait(1500);
        desk.press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        QVERIFY(!desk.window->isRecording());
        QCOMPARE(desk.takes().size(), 2);
        int rates = 0;
        for (int i = 0; i < 2; ++i) {
            const TakeSummary take = summarize(desk.takePath(i).toStdString());
            rates += take.rate;
            const std::vector<double> levels = peaks(desk.takePath(i));
            QVERIFY(levels.size() > 8);
            QVERIFY(near(levels[levels.size() / 2], take.rate == 48000 ? hallPeak : boothPeak));
        }
        QCOMPARE(rates, 48000 + 44100);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->findChild<TakeModel*>()->rowCount(), 2, 3000);
    }

    void aPinnedDeviceThatGoesAndComesBackIsOneTakeWithItsGap() {
        Desk desk;
        desk.addBooth();
        QVERIFY(desk.ok);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(desk.paintedMaximum(0) - leftDb) < 0.1, 5000);
        auto* panel = desk.window->findChild<DevicePanel*>();
        panel->search()->setText(QStringLiteral("Monitor of Booth"));
        QTRY_VERIFY_WITH_TIMEOUT(panel->view()->model()->rowCount() == 1, 5000); // it has only just come
        QTest::keyClick(panel->search(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->selectedInput(), QStringLiteral("booth.monitor"), 5000);
        QCOMPARE(desk.settings.current().input.deviceId, QStringLiteral("booth.monitor"));
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(desk.paintedMaximum(0) - (leftDb - 12.04)) < 0.1, 5000);
        desk.press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::qWait(1000);
        desk.boothPlayer.reset();
        desk.server.unloadModule(desk.booth);
        QTRY_VERIFY_WITH_TIMEOUT(desk.shows("waiting"), 5000);
        QCOMPARE(desk.window->selectedInput(), QStringLiteral("booth.monitor"));
        QTest::qWait(1000);
        desk.addBooth();
        QVERIFY(desk.ok);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.shows("waiting"), 5000);
        QTest::qWait(1500);
        QVERIFY(desk.shows("faults"));
        desk.press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        QCOMPARE(desk.takes().size(), 1);
        const TakeSummary take = summarize(desk.takePath().toStdString());
        QVERIFY(take.complete && !*take.complete);
        QVERIFY(take.missingFrames > 48000);
        const std::vector<double> levels = peaks(desk.takePath());
        QVERIFY(near(levels[3], boothPeak));
        QVERIFY(near(levels[levels.size() - 3], boothPeak));
        // The other device, louder by far, is nowhere in it.
        QVERIFY(std::ranges::none_of(levels, [](double level) { return level > 2.0 * boothPeak; }));
        QVERIFY(std::ranges::count(levels, 0.0) >= 10);
    }

    void preRollReachesBackBeforeTheKeyPress() {
        Desk desk(Desk::Server::Running, 3.0);
        QVERIFY(desk.ok);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(desk.paintedMaximum(0) - leftDb) < 0.1, 5000);
        QTest::qWait(3500);
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        QVERIFY(summarize(desk.takePath().toStdString()).frames >= 48000 * 2.95);
    }

    void withoutAServerItShowsSimulatedDevicesAndSaysSoInTheFileToo() {
        QElapsedTimer timer;
        timer.start();
        Desk desk(Desk::Server::None);
        QTRY_VERIFY_WITH_TIMEOUT(desk.shows("simulated"), 2000);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->selectedInput(), QStringLiteral("sim.microphone"), 2000);
        QVERIFY(timer.elapsed() < 2000);
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::qWait(500);
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        QVERIFY(summarize(desk.takePath().toStdString()).simulated);
        // It returns by itself when the server does.
        desk.startServer();
        QVERIFY(desk.ok);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window->selectedInput(), QStringLiteral("sink.monitor"), 5000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.shows("simulated"), 2000);
    }

    void aServerThatDiesIsSaidTheTakeIsValidAndAllReturnsByItself() {
        Desk desk;
        QVERIFY(desk.ok);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(desk.paintedMaximum(0) - leftDb) < 0.1, 5000);
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::qWait(2000);
        desk.player.reset();
        desk.server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(desk.shows("server"), 3000);
        QTest::qWait(1500);
        // The file is valid as it lies on the disk, though the take is not over.
        QTRY_COMPARE_WITH_TIMEOUT(desk.takes().size(), 1, 2000);
        const auto levels = measureFile(desk.takePath().toStdString(), [](double) { return true; });
        QVERIFY(levels.ok());
        QVERIFY(levels.value().frames >= 48000);
        desk.startServer();
        QVERIFY(desk.ok);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.shows("server"), 5000);
        QTest::qWait(1500);
        QVERIFY(desk.bridge->isRecording());
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        const TakeSummary take = summarize(desk.takePath().toStdString());
        QVERIFY(take.complete && !*take.complete);
        QVERIFY(take.missingFrames > 48000);
        QVERIFY(take.frames > 48000 * 4);
        QCOMPARE(desk.takes().size(), 1);
    }
};

QTEST_MAIN(TestWindowPulse)
#include "tst_window_pulse.moc"
