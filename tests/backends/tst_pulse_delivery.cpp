// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_delivery.h"
#include "engine/realtime/clock.h"
#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "engine/realtime/realtime_scope.h"
#include "tests/fakes/realtime_trap.h"
#endif

#include <QTest>

#include <array>
#include <cmath>
#include <cstring>
#include <vector>

using namespace headroom;
using headroom::pulse::Delivery;

namespace {

constexpr int rate = 48000;
constexpr int channels = 2;
constexpr std::uint32_t blockFrames = 480;
constexpr std::int64_t msNs = 1'000'000;
constexpr std::int64_t blockNs = 10 * msNs;
constexpr std::int64_t beginNs = 100 * nsPerSecond;
constexpr std::uint64_t bufferFrames = 2 * rate;
constexpr std::size_t blockBytes = blockFrames * channels * sizeof(float);

struct Sink final : InputSink {
    struct Span {
        bool isGap;
        GapReason reason;
        std::uint64_t frames;
        std::int64_t hostNs;
        float first;
    };
    std::vector<Span> spans;
    Sink() { spans.reserve(10000); }
    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        spans.push_back({false, GapReason::Hole, frames, hostNs, interleaved[0]});
    }
    void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept override {
        spans.push_back({true, reason, frames, hostNs, 0.0F});
    }
    [[nodiscard]] std::uint64_t total() const {
        std::uint64_t frames = 0;
        for (const Span& span : spans)
            frames += span.frames;
        return frames;
    }
};

/// A server that delivers a block each 10 ms, each `delay` after its last frame was captured.
struct Server {
    Sink sink;
    Delivery delivery{rate, channels, bufferFrames};
    std::vector<float> samples = std::vector<float>(std::size_t{blockFrames} * channels, 0.5F);
    std::int64_t capturedNs = beginNs; ///< of the next frame
    std::int64_t frame = 0;

    Server() { delivery.setSink(&sink); }
    /// Tells the time of the next frame, as the server's timing answers do.
    void tellTime() { delivery.noteFrameTime(frame, capturedNs, capturedNs); }
    void deliver(std::int64_t delayNs = 0, bool hole = false) {
        delivery.fragment(hole ? nullptr : samples.data(), blockBytes, capturedNs + blockNs + delayNs);
        capturedNs += blockNs;
        frame += blockFrames;
    }
};

} // namespace

class tst_PulseDelivery : public QObject {
    Q_OBJECT

private slots:
    void aHoleOfTheServerIsAGapOfItsLength() {
        Server server;
        server.deliver();
        server.deliver(0, true);
        server.deliver();
        QCOMPARE(server.sink.spans.size(), std::size_t{3});
        QVERIFY(server.sink.spans[1].isGap);
        QVERIFY(server.sink.spans[1].reason == GapReason::Hole);
        QCOMPARE(server.sink.spans[1].frames, std::uint64_t{blockFrames});
        QVERIFY(!server.sink.spans[2].isGap);
        QCOMPARE(server.sink.spans[2].hostNs, beginNs + 2 * blockNs);
    }

    void aHoleBeforeTheFirstBlockIsNothing() {
        Server server;
        server.deliver(0, true);
        QCOMPARE(server.sink.spans.size(), std::size_t{0});
        server.deliver();
        QCOMPARE(server.sink.spans.size(), std::size_t{1});
        QVERIFY(!server.sink.spans[0].isGap);
    }

    void lateWakeupsDoNotMoveTheTime() {
        Server server;
        server.deliver();
        server.tellTime();
        // Up to 40 ms late, then what has piled up at once.
        for (const std::int64_t late : {0, 40, 30, 20, 10, 0, 5, 0, 35, 25})
            server.deliver(late * msNs);
        for (std::size_t i = 0; i < server.sink.spans.size(); ++i)
            QVERIFY(std::abs(server.sink.spans[i].hostNs -
                             (beginNs + static_cast<std::int64_t>(i) * blockNs)) < msNs / 10);
    }

    void dataThatComesSecondsLateIsNoGap() {
        Server server;
        for (int i = 0; i < 10; ++i) {
            server.deliver();
            server.tellTime();
        }
        for (int i = 0; i < 170; ++i)
            server.deliver(1700 * msNs - i * blockNs);
        QCOMPARE(server.sink.total(), std::uint64_t{180 * blockFrames});
        for (const auto& span : server.sink.spans)
            QVERIFY(!span.isGap);
        QVERIFY(std::abs(server.sink.spans.back().hostNs - (beginNs + 179 * blockNs)) < msNs);
    }

    void theServersClockCorrectsTheTimeSlowly() {
        Server server;
        for (int i = 0; i < 50; ++i) {
            server.deliver();
            server.tellTime();
        }
        const std::int64_t before = server.sink.spans.back().hostNs;
        // From now on the server says 20 ms more.
        server.capturedNs += 20 * msNs;
        server.tellTime();
        server.deliver();
        const std::int64_t step = server.sink.spans.back().hostNs - before;
        QVERIFY2(step > blockNs && step < blockNs + msNs, QByteArray::number(qlonglong(step)));
        for (int i = 0; i < 400; ++i) {
            server.deliver();
            server.tellTime();
        }
        QVERIFY(std::abs(server.sink.spans.back().hostNs - (server.capturedNs - blockNs)) < msNs);
        for (const auto& span : server.sink.spans)
            QVERIFY(!span.isGap);
    }

    void aClockThatIsFarOffIsTakenAtOnceAndIsNoGap() {
        Server server;
        for (int i = 0; i < 50; ++i) {
            server.deliver();
            server.tellTime();
        }
        server.capturedNs += 80 * msNs;
        server.tellTime();
        server.deliver();
        QCOMPARE(server.sink.spans.back().hostNs, server.capturedNs - blockNs);
        QCOMPARE(server.sink.total(), std::uint64_t{51 * blockFrames});
    }

    void timeNeverRunsBack() {
        Server server;
        for (int i = 0; i < 50; ++i) {
            server.deliver();
            server.tellTime();
        }
        server.capturedNs -= 300 * msNs;
        for (int i = 0; i < 400; ++i) {
            server.tellTime();
            server.deliver();
        }
        for (std::size_t i = 1; i < server.sink.spans.size(); ++i)
            QVERIFY(server.sink.spans[i].hostNs > server.sink.spans[i - 1].hostNs);
        // And in the end it is where the server says.
        QVERIFY(std::abs(server.sink.spans.back().hostNs - (server.capturedNs - blockNs)) < msNs);
    }

    void withoutAWordOfTheServerABlockIsAsOldAsItIsLong() {
        Server server;
        server.deliver(3 * msNs);
        QCOMPARE(server.sink.spans[0].hostNs, beginNs + 3 * msNs);
        QCOMPARE(server.delivery.ageNs(), blockNs);
    }

    void aSleepBecomesGapsWhileItLastsAndIsAsLongAsTheClockSays() {
        Server server;
        for (int i = 0; i < 20; ++i) {
            server.deliver();
            server.tellTime();
        }
        const std::uint64_t before = server.sink.total();
        server.delivery.setSuspended(true, server.capturedNs);
        const std::int64_t asleep = server.capturedNs;
        std::uint64_t last = before;
        for (int tick = 1; tick <= 30; ++tick) {
            server.delivery.passTime(asleep + tick * 100 * msNs);
            if (tick > 2) {
                QVERIFY(server.sink.total() > last);
                last = server.sink.total();
            }
        }
        // Awake after 3.05 s; the server repeats its old word of the clock before it has a new one.
        server.capturedNs = asleep + 3050 * msNs;
        server.delivery.setSuspended(false, server.capturedNs);
        server.delivery.noteFrameTime(server.frame, asleep, asleep);
        server.delivery.noteFrameTime(server.frame, server.capturedNs - 500 * msNs, server.capturedNs + msNs);
        server.deliver();
        const std::uint64_t slept = server.sink.total() - before - blockFrames;
        QVERIFY2(std::abs(static_cast<double>(slept) - 3.05 * rate) < 2 * blockFrames,
                 QByteArray::number(qulonglong(slept)));
        for (const auto& span : server.sink.spans)
            if (span.isGap)
                QVERIFY(span.reason == GapReason::Suspended);
        // What comes after follows without a further gap.
        const std::size_t spans = server.sink.spans.size();
        server.deliver();
        QCOMPARE(server.sink.spans.size(), spans + 1);
    }

    void aSleepBeforeTheFirstBlockIsNoGap() {
        Server server;
        server.delivery.setSuspended(true, server.capturedNs);
        for (int tick = 1; tick <= 20; ++tick)
            server.delivery.passTime(beginNs + tick * 100 * msNs);
        QCOMPARE(server.sink.spans.size(), std::size_t{0});
        server.capturedNs = beginNs + 2000 * msNs;
        server.delivery.setSuspended(false, server.capturedNs);
        server.deliver();
        QCOMPARE(server.sink.total(), std::uint64_t{blockFrames});
    }

    void blocksThatWereOnTheirWayWhenItFellAsleepAreKept() {
        Server server;
        for (int i = 0; i < 20; ++i) {
            server.deliver();
            server.tellTime();
        }
        server.delivery.setSuspended(true, server.capturedNs);
        server.delivery.passTime(server.capturedNs + 50 * msNs);
        server.deliver(60 * msNs);
        server.deliver(60 * msNs);
        QCOMPARE(server.sink.total(), std::uint64_t{22 * blockFrames});
    }

    void theTimeForWhichAProgramPausesIsAGap() {
        Server server;
        server.delivery.expectPauses(3);
        for (int i = 0; i < 100; ++i) {
            server.deliver();
            server.tellTime();
            if (i % 10 == 9)
                server.delivery.passTime(server.capturedNs);
        }
        const std::uint64_t before = server.sink.total();
        QCOMPARE(before, std::uint64_t{100 * blockFrames});
        const std::int64_t paused = server.capturedNs;
        for (int tick = 1; tick <= 20; ++tick)
            server.delivery.passTime(paused + tick * 100 * msNs);
        // It is told of while it lasts.
        QVERIFY(server.sink.total() > before + rate);
        server.capturedNs = paused + 2050 * msNs;
        server.deliver();
        const std::uint64_t quiet = server.sink.total() - before - blockFrames;
        QVERIFY2(std::abs(static_cast<double>(quiet) - 2.05 * rate) < 2 * blockFrames,
                 QByteArray::number(qulonglong(quiet)));
        // And the next pause likewise.
        const std::uint64_t second = server.sink.total();
        for (int tick = 1; tick <= 20; ++tick)
            server.delivery.passTime(server.capturedNs + tick * 100 * msNs);
        QVERIFY(server.sink.total() > second + rate);
    }

    void aStandstillOfThisProcessIsNoPauseOfAProgram() {
        Server server;
        server.delivery.expectPauses(3);
        for (int i = 0; i < 100; ++i) {
            server.deliver();
            server.tellTime();
            if (i % 10 == 9)
                server.delivery.passTime(server.capturedNs);
        }
        // 1 s later the timer comes first, then what the server has kept.
        const std::int64_t awake = server.capturedNs + nsPerSecond;
        server.delivery.passTime(awake);
        for (int i = 0; i < 100; ++i)
            server.deliver(awake - server.capturedNs - blockNs);
        server.delivery.passTime(awake + 100 * msNs);
        QCOMPARE(server.sink.total(), std::uint64_t{200 * blockFrames});
        for (const auto& span : server.sink.spans)
            QVERIFY(!span.isGap);
    }

    void whatTheServerDroppedWhileThisProcessStoodStillIsAGap() {
        Server server;
        std::int64_t ticked = beginNs;
        for (int i = 0; i < 200; ++i) {
            server.deliver();
            server.tellTime();
            if (i % 10 == 0)
                server.delivery.passTime(ticked = server.capturedNs);
        }
        const std::uint64_t before = server.sink.total();
        // 5 s of standstill; the server kept the first 2 s and dropped the rest.
        const std::int64_t awake = server.capturedNs + 5 * nsPerSecond;
        server.delivery.passTime(awake);
        for (int i = 0; i < 200; ++i)
            server.deliver(awake - server.capturedNs - blockNs);
        QCOMPARE(server.sink.total(), before + 200 * blockFrames);
        server.capturedNs = awake;
        server.tellTime();
        server.deliver();
        const std::uint64_t missing = server.sink.total() - before - 201 * blockFrames;
        QVERIFY2(std::abs(static_cast<double>(missing) - 3.0 * rate) < 2 * blockFrames,
                 QByteArray::number(qulonglong(missing)));
        QVERIFY(server.sink.spans[server.sink.spans.size() - 2].isGap);
        QVERIFY(server.sink.spans[server.sink.spans.size() - 2].reason == GapReason::Hole);
    }

    void fragmentsAtOddAddressesArriveWhole() {
        Server server;
        constexpr std::size_t frames = 10000; // more than fits into one piece
        std::vector<float> samples(frames * channels);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = static_cast<float>(i);
        std::vector<unsigned char> bytes(samples.size() * sizeof(float) + 1);
        std::memcpy(bytes.data() + 1, samples.data(), samples.size() * sizeof(float));
        server.delivery.fragment(bytes.data() + 1, samples.size() * sizeof(float), beginNs);
        QCOMPARE(server.sink.total(), std::uint64_t{frames});
        std::uint64_t position = 0;
        for (const auto& span : server.sink.spans) {
            QCOMPARE(span.first, static_cast<float>(position * channels));
            position += span.frames;
        }
    }

    void nobodyIsHandedAnythingWithoutASink() {
        Server server;
        server.deliver();
        server.delivery.setSink(nullptr);
        server.deliver();
        server.delivery.setSuspended(true, server.capturedNs);
        server.delivery.passTime(server.capturedNs + nsPerSecond);
        QCOMPARE(server.sink.total(), std::uint64_t{blockFrames});
    }

#if defined(HEADROOM_HAS_REALTIME_TRAP)
    void keepsToTheRulesOfADataCallback() {
        namespace trap = headroom::test::RealtimeTrap;
        Server server;
        trap::reset();
        {
            const RealtimeScope scope;
            server.deliver();
            server.tellTime();
            server.deliver(0, true);
            server.delivery.fragment(reinterpret_cast<unsigned char*>(server.samples.data()) + 1,
                                     blockBytes - 8, server.capturedNs);
            server.delivery.setSuspended(true, server.capturedNs);
            server.delivery.passTime(server.capturedNs + nsPerSecond);
            server.delivery.setSuspended(false, server.capturedNs);
            server.deliver(2 * nsPerSecond);
        }
        QVERIFY2(trap::violations() == 0, trap::report().c_str());
        QVERIFY(server.sink.total() > 0);
    }
#endif
};

QTEST_GUILESS_MAIN(tst_PulseDelivery)
#include "tst_pulse_delivery.moc"
