// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_bridge.h"
#include "engine/session/engine.h"
#include "engine/takes/take_reader.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"
#include "ui/panels/main_window.h"
#include "ui/settings/settings_store.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace headroom;
using namespace headroom::test;

namespace {

constexpr double leftDb = -12.04;

float tone(int channel, std::uint64_t frame) {
    const double amplitude = channel == 0 ? 0.25 : 0.5;
    return static_cast<float>(
        amplitude * std::sin(2.0 * std::numbers::pi * 1000.0 * static_cast<double>(frame) / 48000.0));
}

/// The window as the program shows it, on a real PulseAudio whose one sink plays a tone.
struct Desk {
    explicit Desk(bool withServer = true) {
        settings.overrideFolder(folder.filePath(QStringLiteral("takes")));
        if (withServer)
            startServer();
        EngineParts parts = systemParts("pulse");
        parts.simulatedWhereNoServer = true;
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
        QTest::qWait(1500); // the meters move
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(desk.bridge->isRecording(), 2000);
        QTest::qWait(2000);
        QTest::keyClick(desk.window.get(), Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge->isRecording(), 5000);
        QCOMPARE(desk.takes().size(), 1);
        const TakeSummary take = summarize(desk.takePath().toStdString());
        QVERIFY(!take.error);
        QVERIFY(take.complete.value_or(false));
        QVERIFY(take.frames >= 48000 * 3 / 2 && take.frames < 48000 * 4);
        QVERIFY(take.peakDb && std::abs(*take.peakDb + 6.02) < 0.02); // of the louder channel
    }
};

QTEST_MAIN(TestWindowPulse)
#include "tst_window_pulse.moc"
