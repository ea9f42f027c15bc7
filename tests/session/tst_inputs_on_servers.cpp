// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h" // before any other of Qt's: the world has "signals" of its own

#include "engine/session/engine.h"
#include "tests/servers/private_pipewire.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>
#include <numbers>
#include <optional>
#include <vector>

using namespace headroom;
using namespace headroom::test;

namespace {

constexpr double wantedHz = 1000.0;
constexpr double otherHz = 3000.0;

PulsePlayer::Signal tone(double hertz, int rate = 48000) {
    return [hertz, rate](int, std::uint64_t frame) {
        return static_cast<float>(
            0.5 * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(frame) / rate));
    };
}

/// How strong a tone is in the left channel of each 50 ms of a file: its amplitude (Goertzel, Hann window, so
/// that the edge of another tone counts for little).
std::vector<double> amplitudes(const FileContent& file, double hertz) {
    const auto piece = static_cast<std::uint64_t>(file.rate / 20);
    const double turn = 2.0 * std::numbers::pi * hertz / file.rate;
    std::vector<double> found;
    for (std::uint64_t begin = 0; begin + piece <= file.frames(); begin += piece) {
        double s1 = 0.0;
        double s2 = 0.0;
        for (std::uint64_t n = 0; n < piece; ++n) {
            const double window =
                1.0 - std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(piece));
            const double s0 =
                static_cast<double>(file.at(begin + n, 0)) * window + 2.0 * std::cos(turn) * s1 - s2;
            s2 = s1;
            s1 = s0;
        }
        const double power = s1 * s1 + s2 * s2 - 2.0 * std::cos(turn) * s1 * s2;
        found.push_back(2.0 * std::sqrt(std::max(power, 0.0)) / static_cast<double>(piece));
    }
    return found;
}

double highest(const std::vector<double>& values, std::size_t from = 0) {
    double most = 0.0;
    for (std::size_t i = from; i < values.size(); ++i)
        most = std::max(most, values[i]);
    return most;
}

/// A server with sinks that are played into, and an engine on it.
struct Studio {
    Studio() = default;

    bool start(bool pipewire) {
        if (!pipewire) {
            server =
                std::make_unique<PrivatePulse>(PrivatePulse::Options{PrivatePulse::Modules::Usual, false});
            return server->start();
        }
        for (int attempt = 0; attempt < 3; ++attempt) { // that it starts is not what is tried here
            server.reset();
            server = std::make_unique<PrivatePipeWire>();
            if (server->start())
                return true;
        }
        return false;
    }

    /// A sink with a tone in it; false on failure.
    bool add(const QString& name, double hertz, int rate = 48000) {
        PulseControl::NullSink sink;
        sink.name = name;
        sink.rate = rate;
        sink.description = name; // by which it is told
        module = server->addNullSink(sink);
        auto player = std::make_unique<PulsePlayer>(server->server(), name, rate, pulseMapOf(2), 60);
        if (module < 0 || !player->start())
            return false;
        player->play(tone(hertz, rate));
        players.push_back(std::move(player));
        return true;
    }

    void startEngine() {
        engine = std::make_unique<Engine>(systemParts("pulse"));
        engine->start();
    }

    template <typename T>
    std::optional<T> waitFor(const std::function<bool(const T&)>& wanted = {}) {
        QElapsedTimer timer;
        timer.start();
        while (!timer.hasExpired(15'000)) {
            Event event;
            if (!engine->nextEvent(event, std::chrono::milliseconds(50)))
                continue;
            if (const T* match = std::get_if<T>(&event); match != nullptr && (!wanted || wanted(*match)))
                return *match;
        }
        return std::nullopt;
    }

    InputId open(InputWish wish) {
        wish.keepOpen = true;
        return engine->openInput(std::move(wish));
    }

    TakeId record(InputId input) {
        TakeSettings settings;
        settings.file = folder.filePath(QStringLiteral("take.wav")).toStdString();
        return engine->startTake(input, settings, std::nullopt);
    }

    QTemporaryDir folder;
    std::unique_ptr<PulseControl> server;
    qint64 module = -1;
    std::vector<std::unique_ptr<PulsePlayer>> players;
    std::unique_ptr<Engine> engine;
};

} // namespace

/// Pinned and followed inputs on real servers of the test's own, with what a desktop loads.
class TestInputsOnServers : public QObject {
    Q_OBJECT

private slots:
    void init() { QVERIFY(PrivatePulse::available()); }

    void aPinnedDeviceIsUnloadedAndLoadedAgainDuringATake_data() { servers(); }
    void aPinnedDeviceIsUnloadedAndLoadedAgainDuringATake() {
        QFETCH(bool, pipewire);
        Studio s;
        if (!begin(s, pipewire))
            return;
        QVERIFY(s.add("other", otherHz));
        QVERIFY(s.add("pinned", wantedHz));
        s.server->pactl({"set-default-source", "other.monitor"});
        s.server->pactl({"set-default-sink", "other"});
        s.startEngine();
        InputWish wish;
        wish.deviceId = "pinned.monitor";
        const InputId input = s.open(wish);
        const auto opened = s.waitFor<InputOpened>();
        QVERIFY(opened);
        QCOMPARE(opened->device.id, std::string("pinned.monitor"));
        const TakeId take = s.record(input);
        QVERIFY(s.waitFor<TakeStarted>());
        QTest::qWait(1500);
        s.server->unloadModule(s.module);
        const auto waiting = s.waitFor<InputWaiting>();
        QVERIFY(waiting);
        QTest::qWait(1500);
        s.players.pop_back();
        QVERIFY(s.add("pinned", wantedHz));
        QVERIFY(s.waitFor<InputOpened>());
        QTest::qWait(1500);
        const std::int64_t stopWallNs = s.engine->clock().wallNs();
        s.engine->stopTake(take);
        const auto finished = s.waitFor<TakeFinished>();
        QVERIFY(finished);
        const TakeReport& report = finished->report;
        QVERIFY(!report.error);
        QCOMPARE(report.files.size(), std::size_t{1});
        const double wanted = static_cast<double>(stopWallNs - report.startWallNs) / 1e9;
        const double length = static_cast<double>(report.frames) / 48000.0;
        qInfo("the take is %.1f ms longer than the time that passed", (length - wanted) * 1e3);
        QVERIFY2(std::abs(length - wanted) < 0.050, qPrintable(QString::number(length - wanted)));

        // PipeWire without real-time priority drops periods now and then: those are holes of their own.
        std::vector<Fault> gone;
        for (const Fault& fault : report.faults)
            if (fault.reason == GapReason::DeviceGone)
                gone.push_back(fault);
        QCOMPARE(gone.size(), std::size_t{1});
        if (!pipewire)
            QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(gone[0].cause, FaultCause::Device);
        qInfo("gap of %.3f s", static_cast<double>(gone[0].frames) / 48000.0);
        QVERIFY(gone[0].frames > 48000);

        const FileContent file = EngineFixture::read(report.files[0].path);
        QCOMPARE(file.frames(), report.frames);
        const auto other = amplitudes(file, otherHz);
        QVERIFY2(highest(other) < 0.005, qPrintable(QString::number(highest(other))));
        const auto own = amplitudes(file, wantedHz);
        QVERIFY(own[own.size() / 10] > 0.3);
        QVERIFY(own[own.size() * 9 / 10] > 0.3);
        QVERIFY(own[own.size() / 2] < 0.01);
    }

    void theDefaultMovesDuringAFollowedTake_data() {
        QTest::addColumn<bool>("pipewire");
        QTest::addColumn<int>("rate");
        QTest::newRow("PulseAudio, the same rate") << false << 48000;
        QTest::newRow("PulseAudio, another rate") << false << 44100;
        QTest::newRow("PipeWire, the same rate") << true << 48000;
    }
    void theDefaultMovesDuringAFollowedTake() {
        QFETCH(bool, pipewire);
        QFETCH(int, rate);
        Studio s;
        if (!begin(s, pipewire))
            return;
        QVERIFY(s.add("first", wantedHz));
        QVERIFY(s.add("second", otherHz, rate));
        s.server->pactl({"set-default-source", "first.monitor"});
        s.startEngine();
        InputWish wish;
        wish.policy = DevicePolicy::FollowDefault;
        const InputId input = s.open(wish);
        const auto opened = s.waitFor<InputOpened>();
        QVERIFY(opened);
        QCOMPARE(opened->device.id, std::string("first.monitor"));
        const TakeId take = s.record(input);
        QVERIFY(s.waitFor<TakeStarted>());
        QTest::qWait(1500);
        const std::int64_t movedNs = s.engine->clock().nowNs();
        s.server->pactl({"set-default-source", "second.monitor"});
        std::optional<TakeStarted> next;
        if (rate != 48000) {
            next = s.waitFor<TakeStarted>();
            QVERIFY(next);
            QCOMPARE(next->continues, take);
        } else {
            const auto moved = s.waitFor<InputOpened>();
            QVERIFY(moved);
            QCOMPARE(moved->device.id, std::string("second.monitor"));
        }
        qInfo("followed %.0f ms after the word of it",
              static_cast<double>(s.engine->clock().nowNs() - movedNs) / 1e6);
        QTest::qWait(1500);
        const std::int64_t stopWallNs = s.engine->clock().wallNs();
        s.engine->stopTake(take);
        const auto finished = s.waitFor<TakeFinished>();
        QVERIFY(finished);
        const TakeReport first = finished->report;
        double length = static_cast<double>(first.frames) / 48000.0;
        const double wanted = static_cast<double>(stopWallNs - first.startWallNs) / 1e9;
        const FileContent file = EngineFixture::read(first.files[0].path);
        for (const Fault& fault : first.faults)
            qInfo("gap of %.1f ms: %s", static_cast<double>(fault.frames) / 48.0, name(fault.reason).data());
        if (next) {
            const auto rest = s.waitFor<TakeFinished>();
            QVERIFY(rest);
            QCOMPARE(rest->report.rate, rate);
            QVERIFY(rest->report.complete());
            length += static_cast<double>(rest->report.frames) / rate;
            QVERIFY(highest(amplitudes(file, otherHz)) < 0.005);
            const FileContent second = EngineFixture::read(rest->report.files[0].path);
            QCOMPARE(second.rate, rate);
            QVERIFY(highest(amplitudes(second, wantedHz)) < 0.005);
            QVERIFY(highest(amplitudes(second, otherHz)) > 0.3);
        } else {
            QCOMPARE(first.markers.size(), std::size_t{1});
            QVERIFY(first.markers[0].label.find("second") != std::string::npos);
            int moves = 0;
            for (const Fault& fault : first.faults) {
                moves += fault.reason == GapReason::DefaultMoved ? 1 : 0;
                QVERIFY(fault.frames < 9600);
            }
            QVERIFY(moves <= 1);
            QVERIFY(pipewire || first.faults.size() <= 1);
            const std::size_t at = first.markers[0].position / 2400;
            const auto own = amplitudes(file, wantedHz);
            const auto other = amplitudes(file, otherHz);
            QVERIFY(highest(own, at + 2) < 0.005);
            QVERIFY(highest(other, at + 2) > 0.3);
            QVERIFY(highest({other.begin(), other.begin() + static_cast<std::ptrdiff_t>(at)}) < 0.005);
        }
        qInfo("the take is %.1f ms longer than the time that passed", (length - wanted) * 1e3);
        QVERIFY2(std::abs(length - wanted) < 0.050, qPrintable(QString::number(length - wanted)));
    }

    void identifyIsHeardOnTheRightChannelAlone() {
        Studio s;
        if (!begin(s, false))
            return;
        PulseControl::NullSink sink;
        sink.name = "speaker";
        QVERIFY(s.server->addNullSink(sink) >= 0);
        s.startEngine();
        QVERIFY(s.waitFor<DevicesChanged>());
        InputWish wish;
        wish.deviceId = "speaker.monitor";
        const InputId input = s.open(wish);
        QVERIFY(s.waitFor<InputOpened>());
        const TakeId take = s.record(input);
        IdentifyWish identify;
        identify.speakerId = "speaker";
        identify.signal = TestSignal::Tone;
        identify.seconds = 0.4;
        s.engine->identify(identify);
        QVERIFY(s.waitFor<PlaybackStarted>());
        const auto left = s.waitFor<IdentifyStepped>();
        const auto right = s.waitFor<IdentifyStepped>();
        QVERIFY(left && left->entry == 0 && right && right->entry == 1);
        const auto over = s.waitFor<PlaybackFinished>();
        QVERIFY(over && !over->error);
        QTest::qWait(300);
        s.engine->stopTake(take);
        const auto finished = s.waitFor<TakeFinished>();
        QVERIFY(finished && !finished->report.files.empty());
        const FileContent file = EngineFixture::read(finished->report.files[0].path);
        std::vector<std::uint64_t> sounds(2);
        std::uint64_t both = 0;
        for (std::uint64_t frame = 0; frame < file.frames(); ++frame) {
            const bool l = file.at(frame, 0) != 0.0F;
            const bool r = file.at(frame, 1) != 0.0F;
            sounds[0] += l ? 1 : 0;
            sounds[1] += r ? 1 : 0;
            both += l && r ? 1 : 0;
        }
        QCOMPARE(both, std::uint64_t{0});
        QVERIFY2(sounds[0] > 17000 && sounds[0] <= 19200, qPrintable(QString::number(sounds[0])));
        QVERIFY2(sounds[1] > 17000 && sounds[1] <= 19200, qPrintable(QString::number(sounds[1])));
    }

private:
    static void servers() {
        QTest::addColumn<bool>("pipewire");
        QTest::newRow("PulseAudio") << false;
        QTest::newRow("PipeWire") << true;
    }
    /// False, and the case is skipped or has failed, where the server is not there.
    static bool begin(Studio& s, bool pipewire) {
        bool started = false;
        [&] {
            if (pipewire && !PrivatePipeWire::available())
                QSKIP("PipeWire is not installed on this machine");
            started = s.start(pipewire);
            if (pipewire && !started)
                QSKIP("PipeWire did not come up on this machine");
            QVERIFY(started);
        }();
        return started;
    }
};

QTEST_GUILESS_MAIN(TestInputsOnServers)
#include "tst_inputs_on_servers.moc"
