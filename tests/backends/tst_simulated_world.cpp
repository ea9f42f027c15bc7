// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_backend.h"

#include <QTest>

#include <cmath>
#include <memory>
#include <vector>

using namespace headroom;

namespace {

constexpr auto microphone = "sim.microphone";

/// Notes what arrives. Room is made beforehand, as a sink must not allocate.
class NotingSink final : public InputSink {
public:
    struct Arrival {
        bool isGap = false;
        GapReason reason = GapReason::Hole;
        std::uint64_t frames = 0;
        std::int64_t hostNs = 0;
        float first = 0.0F;
        bool operator==(const Arrival&) const = default;
    };
    NotingSink() { arrivals.reserve(1U << 16U); }
    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        arrivals.push_back({false, {}, frames, hostNs, interleaved[0]});
    }
    void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept override {
        arrivals.push_back({true, reason, frames, hostNs, 0.0F});
    }
    [[nodiscard]] std::uint64_t frames() const {
        std::uint64_t sum = 0;
        for (const Arrival& arrival : arrivals)
            sum += arrival.frames;
        return sum;
    }
    std::vector<Arrival> arrivals;
};

struct Setup {
    Setup() {
        addShowcase(world);
        world.setSignals(microphone, {{SimulatedSignal::Kind::Ramp, 0.0, 0.0}});
        backend = makeSimulatedBackend(world);
        static_cast<void>(backend->connect({}).ok());
    }
    std::unique_ptr<InputStream> open(const char* id = microphone) {
        InputRequest request;
        request.deviceId = id;
        return std::move(backend->openInput(request)).value();
    }
    SteppedClock clock;
    SimulatedWorld world{clock};
    std::unique_ptr<Backend> backend;
    NotingSink sink;
};

} // namespace

class TestSimulatedWorld : public QObject {
    Q_OBJECT

private slots:
    void blocksDoNotDependOnTheStepsOfTheClock() {
        Setup large;
        Setup small;
        const auto first = large.open();
        const auto second = small.open();
        QVERIFY(first->start(large.sink).ok());
        QVERIFY(second->start(small.sink).ok());
        large.clock.advance(nsPerSecond);
        for (int i = 0; i < 1000; ++i)
            small.clock.advance(nsPerSecond / 1000);
        QCOMPARE(large.sink.arrivals.size(), std::size_t{100});
        QVERIFY(large.sink.arrivals == small.sink.arrivals);
    }

    void nothingArrivesBeforeStartAndAfterStop() {
        Setup s;
        const auto stream = s.open();
        s.clock.advance(nsPerSecond);
        QVERIFY(s.sink.arrivals.empty());
        QVERIFY(stream->start(s.sink).ok());
        s.clock.advance(nsPerSecond / 10);
        stream->stop();
        const std::size_t arrived = s.sink.arrivals.size();
        QCOMPARE(arrived, std::size_t{10});
        s.clock.advance(nsPerSecond);
        QCOMPARE(s.sink.arrivals.size(), arrived);
    }

    void hostTimesAreThoseOfTheFirstFrame() {
        Setup s;
        const std::int64_t startNs = s.clock.nowNs();
        const auto stream = s.open();
        QVERIFY(stream->start(s.sink).ok());
        s.clock.advance(nsPerSecond);
        for (std::size_t i = 0; i < s.sink.arrivals.size(); ++i) {
            QCOMPARE(s.sink.arrivals[i].hostNs, startNs + static_cast<std::int64_t>(i) * nsPerSecond / 100);
            QCOMPARE(s.sink.arrivals[i].first, rampSample(0, i * 480));
        }
    }

    void aFastClockDeliversMore() {
        Setup s;
        s.world.setClockPpm(microphone, 300.0);
        const auto stream = s.open();
        QVERIFY(stream->start(s.sink).ok());
        s.clock.advance(100 * nsPerSecond);
        const double ratio = static_cast<double>(s.sink.frames()) / (100.0 * 48000.0);
        QVERIFY(std::abs(ratio - 1.0003) < 1.1e-4);
    }

    void longTimesPassAndNoFrameIsMissed() {
        Setup s;
        s.world.setBlockSizes(microphone, {48000});
        const auto stream = s.open();
        QVERIFY(stream->start(s.sink).ok());
        s.clock.advance(600 * nsPerSecond);
        QCOMPARE(s.sink.frames(), std::uint64_t{600} * 48000);
        QCOMPARE(s.sink.arrivals.back().first, rampSample(0, 599ULL * 48000));
    }

    void aScriptRunsBetweenTheBlocksAroundItsTime() {
        Setup s;
        const auto stream = s.open();
        QVERIFY(stream->start(s.sink).ok());
        s.world.at(s.clock.nowNs() + nsPerSecond / 2 + 1,
                   [](SimulatedWorld& world) { world.hole(microphone, 480); });
        s.clock.advance(nsPerSecond); // in one step
        std::uint64_t frames = 0;
        int gaps = 0;
        for (const auto& arrival : s.sink.arrivals) {
            if (arrival.isGap) {
                ++gaps;
                QCOMPARE(frames, std::uint64_t{24000});
                QCOMPARE(arrival.frames, std::uint64_t{480});
            } else {
                QCOMPARE(arrival.first, rampSample(0, frames));
            }
            frames += arrival.frames;
        }
        QCOMPARE(gaps, 1);
    }

    void suspendedTimeIsToldTenTimesASecond() {
        Setup s;
        const auto stream = s.open();
        QVERIFY(stream->start(s.sink).ok());
        s.clock.advance(nsPerSecond);
        s.world.setSuspended(microphone, true);
        s.clock.advance(nsPerSecond);
        s.world.setSuspended(microphone, false);
        s.clock.advance(nsPerSecond);
        int gaps = 0;
        for (const auto& arrival : s.sink.arrivals)
            gaps += arrival.isGap && arrival.reason == GapReason::Suspended ? 1 : 0;
        QVERIFY(gaps >= 10);
        QVERIFY(s.sink.frames() >= 3 * 48000 - 480);
        QCOMPARE(s.sink.arrivals.back().first, rampSample(0, s.sink.frames() - 480));
    }

    void theRampTellsEveryChannelAndFrameApart() {
        for (int channel = 0; channel < 64; ++channel)
            for (std::uint64_t frame = 0; frame < 65536; frame += 257) {
                const double units = static_cast<double>(rampSample(channel, frame)) * (1 << 22) + (1 << 21);
                QCOMPARE(static_cast<std::int64_t>(units), static_cast<std::int64_t>(frame * 64) + channel);
            }
    }
};

QTEST_GUILESS_MAIN(TestSimulatedWorld)
#include "tst_simulated_world.moc"
