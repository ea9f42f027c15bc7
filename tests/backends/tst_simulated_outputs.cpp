// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_backend.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

using namespace headroom;

namespace {

constexpr auto speakers = "speakers";
constexpr auto loopback = "speakers.loopback";
constexpr std::uint32_t block = 480;

/// Plays the ramp, counted from its first frame, and notes when it was asked. Room is made beforehand.
class RampSource final : public OutputSource {
public:
    struct Call {
        bool isUnderrun = false;
        std::uint64_t frames = 0;
        std::int64_t hostNs = 0;
        bool operator==(const Call&) const = default;
    };
    explicit RampSource(int channels = 2, float gain = 1.0F) : channels_(channels), gain_(gain) {
        calls.reserve(1U << 16U);
    }
    void onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        calls.push_back({false, frames, hostNs});
        for (std::uint32_t f = 0; f < frames; ++f, ++next)
            for (int c = 0; c < channels_; ++c)
                *interleaved++ = rampSample(c, next) * gain_;
    }
    void onUnderrun(std::uint64_t frames, std::int64_t hostNs) noexcept override {
        calls.push_back({true, frames, hostNs});
    }
    [[nodiscard]] std::uint64_t underrunFrames() const {
        std::uint64_t sum = 0;
        for (const Call& call : calls)
            sum += call.isUnderrun ? call.frames : 0;
        return sum;
    }
    std::vector<Call> calls;
    std::uint64_t next = 0;

private:
    int channels_;
    float gain_;
};

/// Keeps everything; a gap becomes zeros.
class KeepingSink final : public InputSink {
public:
    explicit KeepingSink(int channels = 2) : channels_(static_cast<std::size_t>(channels)) {
        samples.reserve(1U << 22U);
    }
    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t) noexcept override {
        samples.insert(samples.end(), interleaved, interleaved + frames * channels_);
    }
    void onGap(std::uint64_t frames, GapReason, std::int64_t) noexcept override {
        samples.insert(samples.end(), frames * channels_, 0.0F);
    }
    [[nodiscard]] std::size_t frames() const { return samples.size() / channels_; }
    std::vector<float> samples;

private:
    std::size_t channels_;
};

class NotingListener final : public BackendListener {
public:
    void devicesChanged() override {}
    void serverLost(const Error& error) override { server.push_back(error.kind); }
    void streamLost(std::uint64_t streamTag, const Error& error) override {
        streams.emplace_back(streamTag, error.kind);
    }
    std::vector<ErrorKind> server;
    std::vector<std::pair<std::uint64_t, ErrorKind>> streams;
};

struct Setup {
    Setup() {
        SimulatedDevice device;
        device.device.kind = DeviceKind::Speaker;
        device.device.id = speakers;
        device.device.name = "Speakers";
        device.device.format = {48000, {ChannelPosition::FrontLeft, ChannelPosition::FrontRight}};
        device.blockFrames = block;
        device.canBeExclusive = true;
        world.add(device);
        device.device.kind = DeviceKind::Loopback;
        device.device.id = loopback;
        device.device.speakerId = speakers;
        device.canBeExclusive = false;
        world.add(device);
        backend = makeSimulatedBackend(world);
        static_cast<void>(backend->connect({}).ok());
    }
    std::unique_ptr<OutputStream> output(std::uint64_t tag = 1) {
        OutputRequest request;
        request.deviceId = speakers;
        request.streamTag = tag;
        return std::move(backend->openOutput(request)).value();
    }
    std::unique_ptr<InputStream> ear() {
        InputRequest request;
        request.deviceId = loopback;
        return std::move(backend->openInput(request)).value();
    }
    SteppedClock clock;
    SimulatedWorld world{clock};
    std::unique_ptr<Backend> backend;
    KeepingSink heard;
};

} // namespace

class TestSimulatedOutputs : public QObject {
    Q_OBJECT

private slots:
    void aLoopbackHearsEveryFrameBitForBit() {
        Setup s;
        const auto ear = s.ear();
        QVERIFY(ear->start(s.heard).ok());
        s.clock.advance(nsPerSecond / 10);
        const auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.clock.advance(nsPerSecond);
        // Started after 4800 frames; the first frame is heard one block later.
        const std::size_t first = 4800 + block;
        QCOMPARE(s.heard.frames(), std::size_t{52800});
        for (std::size_t f = 0; f < s.heard.frames(); ++f)
            for (int c = 0; c < 2; ++c)
                QCOMPARE(s.heard.samples[f * 2 + static_cast<std::size_t>(c)],
                         f < first ? 0.0F : rampSample(c, f - first));
    }

    void theHostTimeIsWhenTheFirstFrameIsHeard() {
        Setup s;
        s.clock.advance(nsPerSecond / 7);
        const std::int64_t startNs = s.clock.nowNs();
        const auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.clock.advance(nsPerSecond);
        const double latency = output->latencySeconds();
        QCOMPARE(latency, 0.01);
        QVERIFY(std::abs(static_cast<double>(ramp.calls[0].hostNs - startNs) * 1e-9 - latency) < 0.00003);
        for (std::size_t i = 1; i < ramp.calls.size(); ++i)
            QVERIFY(std::abs(ramp.calls[i].hostNs - ramp.calls[i - 1].hostNs - nsPerSecond / 100) <= 1);
    }

    void blocksDoNotDependOnTheStepsOfTheClock() {
        Setup large;
        Setup small;
        RampSource first;
        RampSource second;
        const auto one = large.output();
        const auto two = small.output();
        QVERIFY(one->start(first).ok());
        QVERIFY(two->start(second).ok());
        large.clock.advance(nsPerSecond);
        for (int i = 0; i < 1000; ++i)
            small.clock.advance(nsPerSecond / 1000);
        QCOMPARE(first.calls.size(), std::size_t{101});
        QVERIFY(first.calls == second.calls);
    }

    void severalStreamsAreSummed() {
        Setup s;
        const auto ear = s.ear();
        QVERIFY(ear->start(s.heard).ok());
        const auto one = s.output(1);
        const auto two = s.output(2);
        RampSource whole;
        RampSource half(2, 0.5F);
        QVERIFY(one->start(whole).ok());
        s.clock.advance(nsPerSecond / 10);
        QVERIFY(two->start(half).ok());
        s.clock.advance(nsPerSecond / 10);
        for (std::size_t f = block; f < s.heard.frames(); ++f) {
            const float alone = rampSample(0, f - block);
            const float both = f < 4800 + block ? alone : alone + rampSample(0, f - 4800 - block) * 0.5F;
            QCOMPARE(s.heard.samples[f * 2], both);
        }
    }

    void theLoopbacksOwnSignalIsAdded() {
        Setup s;
        s.world.setSignals(loopback, {{SimulatedSignal::Kind::Noise, 0.0, -20.0}});
        const auto ear = s.ear();
        QVERIFY(ear->start(s.heard).ok());
        const auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        const std::uint64_t firstFrame = s.world.frameAt(loopback, s.clock.nowNs());
        s.clock.advance(nsPerSecond / 10);
        for (std::size_t f = block; f < s.heard.frames(); ++f) {
            const float noise =
                sampleAt({SimulatedSignal::Kind::Noise, 0.0, -20.0}, 1, firstFrame + f, 48000);
            QCOMPARE(s.heard.samples[f * 2 + 1], rampSample(1, f - block) + noise);
        }
    }

    void closingCutsOffWhatWasNotHeardYet() {
        Setup s;
        const auto ear = s.ear();
        QVERIFY(ear->start(s.heard).ok());
        auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.clock.advance(nsPerSecond / 10 + nsPerSecond / 200); // half a block farther
        output.reset();
        const std::size_t calls = ramp.calls.size();
        s.clock.advance(nsPerSecond / 10);
        QCOMPARE(ramp.calls.size(), calls);
        for (std::size_t f = block; f < s.heard.frames(); ++f)
            QCOMPARE(s.heard.samples[f * 2], f < 5040 ? rampSample(0, f - block) : 0.0F);
    }

    void anUnderrunIsToldAndIsSilence() {
        Setup s;
        const auto ear = s.ear();
        QVERIFY(ear->start(s.heard).ok());
        const auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.clock.advance(nsPerSecond / 10);
        s.world.underrun(speakers, 100);
        s.clock.advance(nsPerSecond / 10);
        QCOMPARE(ramp.underrunFrames(), std::uint64_t{100});
        std::vector<float> expected(std::size_t{block}, 0.0F);
        for (std::uint64_t f = 0; f < 5280; ++f)
            expected.push_back(rampSample(0, f));
        expected.insert(expected.end(), 100, 0.0F);
        for (std::uint64_t f = 5280; expected.size() < s.heard.frames(); ++f)
            expected.push_back(rampSample(0, f));
        for (std::size_t f = 0; f < s.heard.frames(); ++f)
            QCOMPARE(s.heard.samples[f * 2], expected[f]);
    }

    void aBlockThatComesTooLateIsAnUnderrun() {
        Setup s;
        const auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.clock.advance(nsPerSecond / 10);
        s.world.delayNextBlock(speakers, nsPerSecond / 200); // half a block: in time still
        s.clock.advance(nsPerSecond / 10);
        QCOMPARE(ramp.underrunFrames(), std::uint64_t{0});
        s.world.delayNextBlock(speakers, nsPerSecond / 50); // two blocks: one was missed
        s.clock.advance(nsPerSecond / 10);
        QCOMPARE(ramp.underrunFrames(), std::uint64_t{block});
        QCOMPARE(ramp.next + ramp.underrunFrames(), std::uint64_t{30 * block + block});
    }

    void aSpeakerThatSleepsKeepsWhatItWasGiven() {
        Setup s;
        const auto ear = s.ear();
        QVERIFY(ear->start(s.heard).ok());
        const auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.clock.advance(nsPerSecond / 10);
        s.world.setSuspended(speakers, true);
        s.clock.advance(nsPerSecond);
        s.world.setSuspended(speakers, false);
        s.clock.advance(nsPerSecond / 10);
        QCOMPARE(ramp.underrunFrames(), std::uint64_t{48000});
        QVERIFY(ramp.calls.size() >= 30); // told ten times a second
        QCOMPARE(s.heard.frames(), std::size_t{57600});
        for (std::size_t f = block; f < s.heard.frames(); ++f) {
            const float sample = f < 4800           ? rampSample(0, f - block)
                                 : f < 4800 + 48000 ? 0.0F
                                                    : rampSample(0, f - 48000 - block);
            QCOMPARE(s.heard.samples[f * 2], sample);
        }
    }

    void aSpeakerThatGoesTakesItsStreamsAndItsLoopbackAlong() {
        Setup s;
        NotingListener listener;
        s.backend->setListener(&listener);
        const auto ear = s.ear();
        QVERIFY(ear->start(s.heard).ok());
        const auto output = s.output(7);
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.clock.advance(nsPerSecond / 10);
        s.world.remove(speakers);
        const std::size_t calls = ramp.calls.size();
        s.clock.advance(nsPerSecond / 10);
        QCOMPARE(ramp.calls.size(), calls);
        QCOMPARE(listener.streams.size(), std::size_t{2});
        QVERIFY(listener.streams[0] == std::pair(std::uint64_t{7}, ErrorKind::DeviceGone));
        QVERIFY(s.backend->devices().value().empty());
        QCOMPARE(output->start(ramp).error().kind, ErrorKind::DeviceGone);
        s.world.bringBack(speakers);
        QCOMPARE(s.backend->devices().value().size(), std::size_t{2});
        const auto again = s.output();
        QVERIFY(again->start(ramp).ok());
        s.clock.advance(nsPerSecond / 10);
        QVERIFY(ramp.calls.size() > calls);
        s.backend->setListener(nullptr);
    }

    void aServerThatEndsEndsItsStreams() {
        Setup s;
        NotingListener listener;
        s.backend->setListener(&listener);
        const auto output = s.output();
        RampSource ramp;
        QVERIFY(output->start(ramp).ok());
        s.world.loseServer();
        const std::size_t calls = ramp.calls.size();
        s.clock.advance(nsPerSecond / 10);
        QCOMPARE(ramp.calls.size(), calls);
        QVERIFY(listener.server == std::vector{ErrorKind::ServerDown});
        OutputRequest request;
        request.deviceId = speakers;
        QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::ServerDown);
        s.backend->setListener(nullptr);
    }

    void whatCannotBeOpenedSaysWhy() {
        Setup s;
        OutputRequest request;
        request.deviceId = loopback;
        QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::NoSuchDevice);
        request.deviceId = "nobody";
        QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::NoSuchDevice);
        request.deviceId = speakers;
        request.rate = 44100;
        QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::FormatNotSupported);
        request.rate.reset();
        s.world.setBusy(speakers, true);
        QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::DeviceBusy);
        s.world.setBusy(speakers, false);
        s.world.denyPermission(speakers, true);
        QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::PermissionDenied);
    }

    void anExclusiveStreamIsAloneOnItsDevice() {
        Setup s;
        OutputRequest request;
        request.deviceId = speakers;
        {
            const auto shared = s.output();
            request.exclusive = true;
            QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::DeviceBusy);
        }
        const auto exclusive = s.backend->openOutput(request);
        QVERIFY(exclusive.ok());
        QVERIFY(exclusive.value()->granted().exclusive);
        request.exclusive = false;
        QCOMPARE(s.backend->openOutput(request).error().kind, ErrorKind::DeviceBusy);
    }

    void theLoopbacksOfTheShowcaseNameTheirSpeakers() {
        SteppedClock clock;
        SimulatedWorld world(clock);
        addShowcase(world);
        int loopbacks = 0;
        const std::vector<Device> devices = world.devices();
        for (const Device& device : devices) {
            if (device.kind != DeviceKind::Loopback)
                continue;
            ++loopbacks;
            const auto speaker = std::ranges::find(devices, device.speakerId, &Device::id);
            QVERIFY(speaker != devices.end());
            QCOMPARE(speaker->kind, DeviceKind::Speaker);
            QCOMPARE(device.name, "Loopback of " + speaker->name);
        }
        QCOMPARE(loopbacks, 2);
    }
};

QTEST_GUILESS_MAIN(TestSimulatedOutputs)
#include "tst_simulated_outputs.moc"
