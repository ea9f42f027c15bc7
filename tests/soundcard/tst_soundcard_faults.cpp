// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soundcard/simulated_setup.h"

#include <QTest>

#include <future>

#if defined(Q_OS_UNIX)
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace headroom;
using namespace headroom::test;
using soundcard::Audio;

namespace {

/// Whether every frame is either the ramp's, counted on from the first one, or zero inside a gap that was
/// told.
bool isTrue(const Audio& audio, const std::vector<Fault>& gaps) {
    const std::uint64_t first = rampFrame(audio.at(0, 0));
    for (std::size_t f = 0; f < audio.frames(); ++f) {
        const bool missing = std::ranges::any_of(
            gaps, [f](const Fault& gap) { return f >= gap.position && f < gap.position + gap.frames; });
        for (int c = 0; c < audio.channels; ++c)
            if (audio.at(f, c) != (missing ? 0.0F : rampSample(c, first + f)))
                return false;
    }
    return true;
}

/// A microphone that hands out what it had heard before it was asked: 100 ms at once, of which the last one
/// was captured now.
class EarlyInput final : public InputStream {
public:
    explicit EarlyInput(const Clock& clock) : clock_(clock) {
        granted_.format = {48000, {ChannelPosition::Mono}};
        granted_.blockFrames = 480;
    }
    [[nodiscard]] const GrantedStream& granted() const override { return granted_; }
    Result<void> start(InputSink& sink) override {
        std::vector<float> heard;
        for (std::uint64_t f = 0; f < 4800; ++f)
            heard.push_back(rampSample(0, f));
        const std::int64_t nowNs = clock_.nowNs();
        sink.onGap(480, GapReason::Hole, nowNs - nsPerSecond / 10 - nsPerSecond / 100);
        sink.onBlock(heard.data(), 4800, nowNs - nsPerSecond / 10);
        std::vector<float> later;
        for (std::uint64_t f = 4800; f < 96000; ++f)
            later.push_back(rampSample(0, f));
        sink.onBlock(later.data(), 91200, nowNs);
        return {};
    }
    void stop() noexcept override {}
    [[nodiscard]] double latencySeconds() const override { return 0.0; }

private:
    const Clock& clock_;
    GrantedStream granted_;
};

class EarlyBackend final : public Backend {
public:
    explicit EarlyBackend(const Clock& clock) : clock_(clock) {}
    [[nodiscard]] std::string_view name() const override { return "early"; }
    Result<void> connect(std::chrono::milliseconds) override { return {}; }
    [[nodiscard]] bool connected() const override { return true; }
    void setListener(BackendListener*) override {}
    [[nodiscard]] Result<std::vector<Device>> devices() override {
        Device device;
        device.id = device.name = "early";
        device.format = {48000, {ChannelPosition::Mono}};
        device.isDefault = true;
        return std::vector<Device>{device};
    }
    [[nodiscard]] Result<std::unique_ptr<InputStream>> openInput(const InputRequest&) override {
        return std::unique_ptr<InputStream>(std::make_unique<EarlyInput>(clock_));
    }
    [[nodiscard]] Result<std::unique_ptr<OutputStream>> openOutput(const OutputRequest&) override {
        return Error{};
    }

private:
    const Clock& clock_;
};

} // namespace

class TestSoundcardFaults : public QObject {
    Q_OBJECT

private slots:
    void whatWasCapturedBeforeIsNotHandedOut() {
        const SystemClock clock;
        soundcard::Connection::setCurrent(
            std::make_shared<soundcard::Connection>(std::make_unique<EarlyBackend>(clock), clock));
        {
            const std::int64_t beforeNs = clock.nowNs();
            auto recorder = soundcard::defaultMicrophone().value().recorder().value();
            const std::int64_t afterNs = clock.nowNs();
            const std::uint64_t first = rampFrame(recorder.record(1).value().at(0, 0));
            QVERIFY(first >= 4800); // and not a frame of the 100 ms before
            QVERIFY(first <= 4800 + static_cast<std::uint64_t>((afterNs - beforeNs) * 48 / 1'000'000 + 1));
            QVERIFY(recorder.gaps().empty()); // nor its gap
        }
        soundcard::Connection::setCurrent(nullptr);
    }

    void aHoleIsZerosOfTheSameLengthAndTold() {
        SimulatedSetup setup;
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        Audio audio = recorder.record(4800).value();
        setup.world.hole("scarlett.in", 3000);
        append(audio, recorder.record(9600).value());
        QCOMPARE(recorder.gaps().size(), std::size_t{1});
        const Fault gap = recorder.gaps().front();
        QCOMPARE(gap.cause, FaultCause::Device);
        QCOMPARE(gap.reason, GapReason::Hole);
        QCOMPARE(gap.frames, std::uint64_t{3000});
        QVERIFY(std::abs(gap.wallTimeNs - setup.clock.wallNs()) < 10 * nsPerSecond);
        QCOMPARE(recorder.missingFrames(), std::uint64_t{3000});
        QVERIFY(isTrue(audio, recorder.gaps()));
    }

    void aSleepOfTheDeviceIsOneGap() {
        SimulatedSetup setup;
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        Audio audio = recorder.record(4800).value();
        setup.world.setSuspended("scarlett.in", true);
        append(audio, recorder.record(24000).value()); // time goes on though nothing comes
        setup.world.setSuspended("scarlett.in", false);
        append(audio, recorder.record(24000).value());
        QCOMPARE(recorder.gaps().size(), std::size_t{1});
        QCOMPARE(recorder.gaps().front().reason, GapReason::Suspended);
        QVERIFY(recorder.missingFrames() > 14400);
        QVERIFY(isTrue(audio, recorder.gaps()));
    }

    void whoFetchesTooLateIsTold() {
        const SimulatedSetup setup;
        auto recorder = soundcard::defaultMicrophone().value().recorder({.bufferSeconds = 0.1}).value();
        Audio audio = recorder.record(480).value();
        const std::int64_t fromNs = setup.clock.nowNs();
        QTRY_VERIFY(setup.clock.nowNs() - fromNs > nsPerSecond / 2);
        append(audio, recorder.record(48000).value());
        QVERIFY(!recorder.gaps().empty());
        QCOMPARE(recorder.gaps().front().cause, FaultCause::Tape);
        QCOMPARE(recorder.gaps().front().position, std::uint64_t{480});
        QVERIFY(recorder.missingFrames() >= 15000);
        QVERIFY(isTrue(audio, recorder.gaps())); // and as long as the time that it took
    }

    void aDeviceThatGoesIsAnErrorAfterItsLastFrame() {
        SimulatedSetup setup;
        const auto microphone = soundcard::defaultMicrophone().value();
        auto recorder = microphone.recorder().value();
        Audio audio = recorder.record(4800).value();
        const std::int64_t fromNs = setup.clock.nowNs();
        QTRY_VERIFY(setup.clock.nowNs() - fromNs > nsPerSecond / 10);
        setup.world.remove("scarlett.in");
        append(audio, recorder.record(2400).value()); // was captured before
        const auto more = recorder.record(480000);
        QCOMPARE(more.error().kind, ErrorKind::DeviceGone);
        append(audio, recorder.flush()); // what had come of these is not lost
        QVERIFY(audio.frames() > 7200);
        QVERIFY(isTrue(audio, {}));
        QCOMPARE(recorder.record().error().kind, ErrorKind::DeviceGone);
        QCOMPARE(microphone.recorder().error().kind, ErrorKind::NoSuchDevice);
        setup.world.bringBack("scarlett.in");
        QVERIFY(microphone.record(480).ok());
    }

    void aSpeakerThatGoesIsAnError() {
        SimulatedSetup setup;
        const auto speaker = soundcard::defaultSpeaker().value();
        auto player = speaker.player({.blockSize = 480}).value();
        setup.world.at(setup.clock.nowNs() + nsPerSecond / 10,
                       [](SimulatedWorld& world) { world.remove("scarlett.out"); });
        QCOMPARE(player.play(Audio(480000, 2)).error().kind, ErrorKind::DeviceGone);
        QCOMPARE(player.close().error().kind, ErrorKind::DeviceGone);
        setup.world.bringBack("scarlett.out");
        QVERIFY(speaker.play(Audio(480, 2)).ok());
    }

    void aServerThatEndsIsAnErrorUntilItIsBack() {
        SimulatedSetup setup;
        const auto microphone = soundcard::defaultMicrophone().value();
        const auto speaker = soundcard::defaultSpeaker().value();
        auto recorder = microphone.recorder().value();
        auto player = speaker.player({.blockSize = 480}).value();
        setup.world.at(setup.clock.nowNs() + nsPerSecond / 10,
                       [](SimulatedWorld& world) { world.loseServer(); });
        QCOMPARE(player.play(Audio(480000, 2)).error().kind, ErrorKind::ServerDown);
        QCOMPARE(recorder.record(480000).error().kind, ErrorKind::ServerDown);
        QCOMPARE(soundcard::allSpeakers().error().kind, ErrorKind::ServerDown);
        QCOMPARE(microphone.recorder().error().kind, ErrorKind::ServerDown);
        setup.world.restoreServer();
        QVERIFY(microphone.record(480).ok());
        QVERIFY(speaker.play(Audio(480, 2)).ok());
        QCOMPARE(recorder.record(480000).error().kind, ErrorKind::ServerDown); // a stream does not come back
    }

    void devicesThatCannotBeOpenedSayWhy() {
        SimulatedSetup setup;
        const auto microphone = soundcard::defaultMicrophone().value();
        const auto speaker = soundcard::defaultSpeaker().value();
        setup.world.setBusy("scarlett.in", true);
        setup.world.denyPermission("scarlett.out", true);
        QCOMPARE(microphone.recorder().error().kind, ErrorKind::DeviceBusy);
        QCOMPARE(speaker.player().error().kind, ErrorKind::PermissionDenied);
        const auto loopback = soundcard::microphone("surround.loopback").value();
        QCOMPARE(loopback.recorder({.exclusiveMode = true}).error().kind, ErrorKind::ModeNotSupported);
    }

    void anUnderrunInsideWhatIsPlayedIsTold() {
        SimulatedSetup setup;
        auto player = soundcard::defaultSpeaker().value().player().value();
        setup.world.underrun("scarlett.out", 50); // nothing is played yet: no fault
        const std::int64_t fromNs = setup.clock.nowNs();
        QTRY_VERIFY(setup.clock.nowNs() - fromNs > nsPerSecond / 10);
        QCOMPARE(player.missingFrames(), std::uint64_t{0});
        setup.world.at(setup.clock.nowNs() + nsPerSecond / 5,
                       [](SimulatedWorld& world) { world.underrun("scarlett.out", 100); });
        QVERIFY(player.play(Audio(24000, 2)).ok());
        QVERIFY(player.close().ok());
        QCOMPARE(player.missingFrames(), std::uint64_t{100});
    }

    void aDeviceThatGivesAndTakesNothingEndsTheWait() {
        SimulatedSetup<SteppedClock> setup; // no time passes, so nothing moves
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        auto player = soundcard::defaultSpeaker().value().player().value();
        auto recorded = std::async(std::launch::async, [&] { return recorder.record(480); });
        QCOMPARE(player.play(Audio(480000, 2)).error().kind, ErrorKind::TimedOut);
        QCOMPARE(player.close().error().kind, ErrorKind::TimedOut);
        QCOMPARE(recorded.get().error().kind, ErrorKind::TimedOut);
        QVERIFY(recorder.flush().samples.empty());
        setup.clock.advance(nsPerSecond / 10);
        QVERIFY(recorder.record(480).ok()); // it only waited
    }

    void whatIsClosedSaysSo() {
        const SimulatedSetup setup;
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        QVERIFY(recorder.record(480).ok());
        const std::int64_t fromNs = setup.clock.nowNs();
        QTRY_VERIFY(setup.clock.nowNs() - fromNs > nsPerSecond / 20);
        recorder.close();
        recorder.close();
        QVERIFY(recorder.record(480).ok()); // was captured before
        QCOMPARE(recorder.record(480000).error().kind, ErrorKind::InvalidArgument);
        auto player = soundcard::defaultSpeaker().value().player().value();
        QVERIFY(player.close().ok());
        QVERIFY(player.close().ok());
        QCOMPARE(player.play(Audio(480, 2)).error().kind, ErrorKind::InvalidArgument);
        QVERIFY(player.latency() > 0.0);
    }

#if defined(Q_OS_UNIX)
    void aChildOfForkIsToldThatItHasNoSound() {
        const SimulatedSetup setup;
        QVERIFY(soundcard::allSpeakers().ok());
        const pid_t child = ::fork();
        if (child == 0) {
            const auto speakers = soundcard::allSpeakers();
            ::_exit(!speakers && speakers.error().kind == ErrorKind::BackendFailed ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        QVERIFY(soundcard::allSpeakers().ok());
    }
#endif
};

QTEST_GUILESS_MAIN(TestSoundcardFaults)
#include "tst_soundcard_faults.moc"
