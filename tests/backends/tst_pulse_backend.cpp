// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "engine/realtime/realtime_scope.h"
#include "tests/backends/pulse_cases.h"
#include "tests/conformance/noted_listener.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/wait_for.h"
#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "tests/fakes/realtime_trap.h"
#endif
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;

/// A socket that lets everybody in and then says nothing.
class SilentSocket {
public:
    SilentSocket() : path_(QFile::encodeName(folder_.filePath("native"))) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path_.constData(), static_cast<std::size_t>(path_.size()));
        fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        listens_ = ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                   ::listen(fd_, 16) == 0;
    }
    ~SilentSocket() { ::close(fd_); }
    [[nodiscard]] bool listens() const { return listens_; }
    [[nodiscard]] QByteArray server() const { return "unix:" + path_; }

private:
    QTemporaryDir folder_;
    QByteArray path_;
    int fd_ = -1;
    bool listens_ = false;
};

/// A TCP port of this machine that nobody listens on.
int freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                       ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(fd);
    return bound ? ntohs(address.sin_port) : 0;
}

/// PULSE_SERVER for as long as this lives.
class ServerVariable {
public:
    explicit ServerVariable(const QByteArray& value)
        : former_(qEnvironmentVariableIsSet("PULSE_SERVER") ? qgetenv("PULSE_SERVER") : QByteArray()) {
        qputenv("PULSE_SERVER", value);
    }
    ~ServerVariable() { setEnvironment("PULSE_SERVER", former_); }

private:
    QByteArray former_;
};

/// A sink that stands still once, as a process does that is stopped and continued.
class StallingSink final : public InputSink {
public:
    StallingSink(RecordingSink& to, std::chrono::milliseconds stall) : to_(to), stall_(stall) {}
    void stallNow() { wanted_ = true; }
    [[nodiscard]] bool hasStalled() const { return done_; }

    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        if (wanted_.exchange(false)) {
            const RealtimeLeave leave; // it is what this test is about
            std::this_thread::sleep_for(stall_);
            done_ = true;
        }
        to_.onBlock(interleaved, frames, hostNs);
    }
    void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept override {
        to_.onGap(frames, reason, hostNs);
    }

private:
    RecordingSink& to_;
    std::chrono::milliseconds stall_;
    std::atomic<bool> wanted_{false};
    std::atomic<bool> done_{false};
};

} // namespace

/// What is PulseAudio's own; what every backend promises stands in the conformance cases.
class tst_PulseBackend : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!PrivatePulse::available())
            QSKIP("PulseAudio is not installed on this machine");
    }

    // --- connecting ---

    void saysAtOnceThatThereIsNoServer() {
        const QTemporaryDir folder;
        const ServerVariable variable("unix:" + QFile::encodeName(folder.filePath("nothing")));
        const auto backend = makePulseBackend(clock_);
        QElapsedTimer timer;
        timer.start();
        const auto connected = backend->connect(10s);
        QVERIFY(!connected.ok());
        QCOMPARE(name(connected.error().kind), name(ErrorKind::ServerDown));
        QVERIFY(timer.elapsed() < 5000); // by far not the timeout: nobody was waited for
        qInfo("no server: %lld ms", static_cast<long long>(timer.elapsed()));
    }

    void givesUpOnASocketThatNeverAnswers() {
        const SilentSocket silent;
        QVERIFY(silent.listens());
        const ServerVariable variable(silent.server());
        const auto backend = makePulseBackend(clock_);
        for (int attempt = 0; attempt < 3; ++attempt) {
            QElapsedTimer timer;
            timer.start();
            const auto connected = backend->connect(200ms);
            QVERIFY(!connected.ok());
            QCOMPARE(name(connected.error().kind), name(ErrorKind::TimedOut));
            QVERIFY(timer.elapsed() >= 190);
            QVERIFY(!backend->connected());
        }
    }

    void tellsARefusalFromAMissingServer() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        // By TCP the server lets in only who knows its cookie, which lies in its own home.
        const int port = freePort();
        QVERIFY(pulse.loadModule({"module-native-protocol-tcp", "listen=127.0.0.1",
                                  "port=" + QString::number(port)}) >= 0);
        const ServerVariable variable("tcp:127.0.0.1:" + QByteArray::number(port));
        const auto backend = makePulseBackend(clock_);
        const auto connected = backend->connect(5s);
        QVERIFY(!connected.ok());
        QCOMPARE(name(connected.error().kind), name(ErrorKind::PermissionDenied));
        QVERIFY(!backend->connected());
    }

    void answersInTimeThoughTheServerHangs() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        RecordingSink never(clock_, 2);
        auto running = backend->openInput(on("a.monitor"));
        HEADROOM_OK(running);
        auto opened = backend->openInput(on("a.monitor"));
        HEADROOM_OK(opened);
        HEADROOM_OK(running.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > 0; }));

        pulse.pause();
        // Each of these ends; that it does is the promise.
        QCOMPARE(name(backend->devices().error().kind), name(ErrorKind::TimedOut));
        QCOMPARE(name(backend->openInput(on("a.monitor")).error().kind), name(ErrorKind::TimedOut));
        QVERIFY(!opened.value()->start(never).ok());
        running.value()->stop();
        const std::size_t spans = sink.spans().size();
        const auto second = makePulseBackend(clock_);
        QCOMPARE(name(second->connect(200ms).error().kind), name(ErrorKind::TimedOut));

        pulse.resume();
        HEADROOM_OK(second->connect(5s));
        HEADROOM_OK(backend->devices());
        QCOMPARE(sink.spans().size(), spans);
        QCOMPARE(never.spans().size(), std::size_t{0});
        opened.value().reset();
        running.value().reset();
        // Nothing is left behind at the server of what was given up.
        QVERIFY(waitFor([&] { return pulse.pactl({"list", "short", "source-outputs"}).isEmpty(); }));

        pulse.pause();
        backend.reset();
        pulse.resume();
    }

    // --- devices ---

    void listsSpeakersMicrophonesAndLoopbacks() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "main",
                                   .channels = 6,
                                   .rate = 44100,
                                   .map = "front-left,front-right,rear-left,rear-right,front-center,lfe",
                                   .description = "Größe 5"}) >= 0);
        QVERIFY(pulse.loadModule({"module-remap-source", "master=main.monitor", "source_name=mic", "remix=no",
                                  "source_properties=device.description=Desk"}) >= 0);
        QVERIFY(pulse.loadModule({"module-remap-source", "master=main.monitor", "source_name=headset",
                                  "remix=no", "source_properties=device.bus=bluetooth"}) >= 0);
        pulse.pactl({"set-source-mute", "mic", "1"});
        pulse.pactl({"set-source-volume", "mic", "50%"});
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        const auto devices = backend->devices();
        HEADROOM_OK(devices);

        const Device* speaker = find(devices.value(), "main");
        QVERIFY(speaker != nullptr);
        QVERIFY(speaker->kind == DeviceKind::Speaker);
        QCOMPARE(speaker->name, std::string("Größe 5"));
        QVERIFY(speaker->isDefault);
        QCOMPARE(speaker->format.rate, 44100);
        using enum ChannelPosition;
        const std::vector<ChannelPosition> surround{FrontLeft, FrontRight,  RearLeft,
                                                    RearRight, FrontCenter, Lfe};
        QVERIFY(speaker->format.channels == surround);

        const Device* loopback = find(devices.value(), "main.monitor");
        QVERIFY(loopback != nullptr);
        QVERIFY(loopback->kind == DeviceKind::Loopback);
        QVERIFY(loopback->name.find("Größe 5") != std::string::npos);
        QVERIFY(loopback->name != speaker->name);
        QVERIFY(loopback->format == speaker->format);

        const Device* microphone = find(devices.value(), "mic");
        QVERIFY(microphone != nullptr);
        QVERIFY(microphone->kind == DeviceKind::Microphone);
        QVERIFY(microphone->muted);
        QVERIFY2(std::abs(microphone->volumeDb + 18.06) < 0.01, QByteArray::number(microphone->volumeDb));
        QVERIFY(!microphone->opensOnlyWhenAsked);
        QVERIFY(microphone->integers == IntegerMeaning::Position);

        const Device* headset = find(devices.value(), "headset");
        QVERIFY(headset != nullptr);
        QVERIFY(headset->opensOnlyWhenAsked);
    }

    void marksALoopbackThatIsTheDefaultInput() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "main"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        const auto devices = backend->devices();
        HEADROOM_OK(devices);
        const Device* input = defaultInput(devices.value());
        QVERIFY(input != nullptr);
        QCOMPARE(input->id, std::string("main.monitor"));
        QVERIFY(input->kind == DeviceKind::Loopback);
    }

    void livesWithAServerThatHasNoDevices() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        const auto devices = backend->devices();
        HEADROOM_OK(devices);
        QVERIFY(devices.value().empty());
    }

    void readsAnIdAsADeviceAndNothingElse_data() {
        QTest::addColumn<QByteArray>("id");
        for (const char* id : {"0", "1", "@DEFAULT_SOURCE@", "@DEFAULT_MONITOR@", "main", "main.monitor ",
                               "MAIN.MONITOR", "a b", "\xff"})
            QTest::newRow(id) << QByteArray(id);
    }
    void readsAnIdAsADeviceAndNothingElse() {
        QFETCH(QByteArray, id);
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "main", .description = "Main"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        const auto stream = backend->openInput(on(id.toStdString()));
        QVERIFY(!stream.ok());
        QCOMPARE(name(stream.error().kind), name(ErrorKind::NoSuchDevice));
        QCOMPARE(stream.error().offers, std::vector<std::string>{"Monitor of Main (main.monitor)"});
        HEADROOM_OK(backend->openInput(on("main.monitor")));
    }

    // --- format ---

    void convertsOnlyToARateThatWasAskedForAndTellsIt() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a", .rate = 44100}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2, 20.0, 96000);
        const auto own = backend->openInput(on("a.monitor"));
        HEADROOM_OK(own);
        QCOMPARE(own.value()->granted().format.rate, 44100);

        InputRequest request = on("a.monitor");
        request.rate = 96000;
        const auto asked = backend->openInput(request);
        HEADROOM_OK(asked);
        QCOMPARE(asked.value()->granted().format.rate, 96000);
        HEADROOM_OK(asked.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > 96000; }));
        const auto spans = sink.spans();
        const auto seconds = static_cast<double>(spans.back().hostNs - spans.front().hostNs) * 1e-9;
        QVERIFY(std::abs(seconds - 1.0) < 0.3);
    }

    void refusesARateThatNoServerHas() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        for (const int wanted : {0, -1, 999, 400000}) {
            InputRequest request = on("a.monitor");
            request.rate = wanted;
            const auto stream = backend->openInput(request);
            QVERIFY(!stream.ok());
            QCOMPARE(name(stream.error().kind), name(ErrorKind::FormatNotSupported));
            QCOMPARE(stream.error().offers, std::vector<std::string>{"48000"});
        }
    }

    // --- time ---

    void tellsTheTimeOfAnIdleSinksMonitor() {
        // Such a monitor begins up to 2 s late. Its first block is as young as any other.
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a", .prompt = false}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate; }));
        stream.value()->stop();
        QCOMPARE(sink.gapFrames(), std::uint64_t{0});
        for (const auto& span : sink.spans()) {
            const auto age = static_cast<double>(span.receivedNs - span.hostNs) * 1e-9;
            QVERIFY2(std::abs(age) < 0.3, QByteArray::number(age));
        }
    }

    void countsWhatTheServerDroppedWhileTheProcessStoodStill() {
        // 32 channels at 48 kHz fill the server's 4 MB within 0.7 s; after that it drops without a word.
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a", .channels = 32}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 32, 1.0);
        StallingSink stalling(sink, 3s);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(stalling));
        QVERIFY(waitFor([&] { return sink.frames() > rate; }));
        stalling.stallNow();
        QVERIFY(waitFor([&] { return stalling.hasStalled(); }));
        QVERIFY(waitFor([&] { return sink.gapFrames() > rate; }));
        const std::uint64_t seen = sink.blockFrames();
        QVERIFY(waitFor([&] { return sink.blockFrames() > seen + rate; }));
        stream.value()->stop();
        const auto spans = sink.spans();
        const auto elapsed = static_cast<double>(spans.back().receivedNs - spans.front().receivedNs) * 1e-9;
        const double counted = static_cast<double>(sink.frames() - spans.front().frames) / rate;
        QVERIFY2(std::abs(counted - elapsed) < 0.3,
                 QByteArray::number(counted) + " s counted in " + QByteArray::number(elapsed) + " s");
        for (const auto& span : spans)
            if (span.isGap)
                QVERIFY(span.reason == GapReason::Hole);
    }

    void hasItsFirstBlockSoonAfterTheStartOfARunningSource() {
        // Told, not judged: how long it takes is the machine's affair.
        PrivatePulse pulse({.modules = PrivatePulse::Modules::Usual});
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        PulsePlayer player(pulse.server(), "a", rate, pulseMapOf(2), 20);
        QVERIFY(player.start());
        const auto ms = [](std::int64_t ns) { return static_cast<double>(ns) * 1e-6; };
        const std::int64_t begin = clock_.nowNs();
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        const std::int64_t connected = clock_.nowNs();
        HEADROOM_OK(backend->devices());
        const std::int64_t listed = clock_.nowNs();
        RecordingSink sink(clock_, 2, 1.0);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        const std::int64_t opened = clock_.nowNs();
        HEADROOM_OK(stream.value()->start(sink));
        const std::int64_t started = clock_.nowNs();
        QVERIFY(waitFor([&] { return !sink.spans().empty(); }));
        qInfo("connected %.1f ms, listed %.1f ms, opened %.1f ms, started %.1f ms, first block %.1f ms",
              ms(connected - begin), ms(listed - begin), ms(opened - begin), ms(started - begin),
              ms(sink.spans().front().receivedNs - begin));
    }

    // --- lifetimes ---

    void aStreamMayOutliveItsBackend() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        NotedListener listener;
        backend->setListener(&listener);
        backend.reset();
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4; }));
        pulse.kill();
        stream.value()->stop();
        QCOMPARE(listener.serverLosses().size(), std::size_t{0});
    }

    void startsOnceAndOnlyUntilItWasStopped() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(!stream.value()->start(sink).ok());
        stream.value()->stop();
        QVERIFY(!stream.value()->start(sink).ok());
    }

private:
    SystemClock clock_;
};

QTEST_GUILESS_MAIN(tst_PulseBackend)
#include "tst_pulse_backend.moc"
