// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_bridge.h"
#include "app/file_levels.h"
#include "engine/session/engine.h"
#include "engine/takes/take_reader.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"
#include "ui/meters/meter_bridge.h"
#include "ui/panels/banner.h"
#include "ui/settings/settings_store.h"
#include "ui/window/main_window.h"

#include <QDir>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

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
