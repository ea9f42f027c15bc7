// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_playout.h"
#include "engine/realtime/clock.h"
#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "engine/realtime/realtime_scope.h"
#include "tests/fakes/realtime_trap.h"
#endif

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace headroom;
using headroom::pulse::Playout;

namespace {

constexpr int rate = 48000;
constexpr int channels = 2;
constexpr std::uint32_t blockFrames = 480;
constexpr std::int64_t msNs = 1'000'000;
constexpr std::int64_t blockNs = 10 * msNs;
constexpr std::int64_t beginNs = 100 * nsPerSecond;
constexpr std::int64_t latencyNs = 30 * msNs;

struct Source final : OutputSource {
    struct Call {
        bool isUnderrun;
        std::uint64_t frames;
        std::int64_t hostNs;
    };
    std::vector<Call> calls;
    Source() { calls.reserve(10000); }
    void onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        std::fill_n(interleaved, std::size_t{frames} * channels, 0.5F);
        calls.push_back({false, frames, hostNs});
    }
    void onUnderrun(std::uint64_t frames, std::int64_t hostNs) noexcept override {
        calls.push_back({true, frames, hostNs});
    }
    [[nodiscard]] std::uint64_t underruns() const {
        return static_cast<std::uint64_t>(std::ranges::count_if(calls, &Call::isUnderrun));
    }
};

/// A server that asks for a block each 10 ms and plays it `latencyNs` later.
struct Server {
    Source source;
    Playout playout{rate, channels, blockFrames, latencyNs};
    std::vector<float> memory = std::vector<float>(std::size_t{blockFrames} * 100 * channels);
    std::int64_t nowNs = beginNs;
    std::int64_t shiftNs = 0; ///< by how much all is heard later than if nothing had happened

    void ask(std::uint64_t frames = blockFrames) {
        playout.fill(memory.data(), frames, nowNs);
        nowNs += static_cast<std::int64_t>(frames) * nsPerSecond / rate;
    }
    /// Tells when frame 0 was heard: all others follow from that.
    void tellTime() { playout.noteFrameTime(0, beginNs + latencyNs + shiftNs, nowNs); }
};

} // namespace

class tst_PulsePlayout : public QObject {
    Q_OBJECT

private slots:
    void givesSilenceWhileThereIsNoSource() {
        Server server;
        std::ranges::fill(server.memory, 1.0F);
        server.ask(960);
        QCOMPARE(server.playout.framesWritten(), std::int64_t{960});
        QVERIFY(std::all_of(server.memory.begin(), server.memory.begin() + 960 * channels,
                            [](float sample) { return sample == 0.0F; }));
        QCOMPARE(server.memory[960 * channels], 1.0F);
    }

    void asksForABlockAtMost() {
        Server server;
        server.playout.setSource(&server.source);
        server.ask(1000);
        QCOMPARE(server.source.calls.size(), std::size_t{3});
        QCOMPARE(server.source.calls[0].frames, std::uint64_t{480});
        QCOMPARE(server.source.calls[2].frames, std::uint64_t{40});
        QCOMPARE(server.source.calls[1].hostNs - server.source.calls[0].hostNs, blockNs);
        QVERIFY(std::all_of(server.memory.begin(), server.memory.begin() + 1000 * channels,
                            [](float sample) { return sample == 0.5F; }));
        QCOMPARE(server.memory[1000 * channels], 0.0F);
    }

    void saysWhenItWillBeHeard() {
        Server server;
        server.ask();
        server.tellTime();
        server.playout.setSource(&server.source);
        for (int i = 0; i < 20; ++i) {
            server.ask();
            QCOMPARE(server.source.calls.back().hostNs, beginNs + latencyNs + (i + 1) * blockNs);
            QCOMPARE(server.playout.latencyNs(), latencyNs);
            server.tellTime();
        }
    }

    void lateWakeupsDoNotMoveTheTime() {
        Server server;
        server.ask();
        server.tellTime();
        server.playout.setSource(&server.source);
        for (const int late : {0, 20, 10, 0, 25, 5}) {
            const std::int64_t inTime = server.nowNs;
            server.nowNs += late * msNs;
            server.ask();
            server.nowNs = inTime + blockNs;
        }
        for (std::size_t i = 0; i < server.source.calls.size(); ++i)
            QCOMPARE(server.source.calls[i].hostNs,
                     beginNs + latencyNs + static_cast<std::int64_t>(i + 1) * blockNs);
    }

    void anUnderrunIsAsLongAsTheServersClockSays() {
        Server server;
        server.playout.setSource(&server.source);
        for (int i = 0; i < 50; ++i) {
            server.ask();
            server.tellTime();
        }
        // All was played; then nothing for 200 ms, of which this process hears only at the end.
        const std::int64_t dryFrame = server.playout.framesWritten();
        const std::int64_t dryNs = beginNs + latencyNs + 50 * blockNs;
        server.nowNs += 230 * msNs;
        server.ask(2 * blockFrames);
        server.playout.ranDry(server.nowNs, dryFrame);
        server.tellTime(); // as it was before: not believed
        server.nowNs -= 1;
        server.tellTime();
        QCOMPARE(server.source.underruns(), std::uint64_t{0});
        server.nowNs += 5 * msNs;
        server.shiftNs = 200 * msNs;
        server.tellTime();
        QCOMPARE(server.source.underruns(), std::uint64_t{1});
        const auto& told = server.source.calls.back();
        QVERIFY(told.isUnderrun);
        QVERIFY2(std::abs(static_cast<double>(told.frames) - 0.2 * rate) <= 1.0,
                 QByteArray::number(qulonglong(told.frames)));
        QVERIFY(std::abs(told.hostNs - dryNs) < msNs);
        // It is told of once, and what comes after is heard that much later.
        server.tellTime();
        server.ask();
        QCOMPARE(server.source.underruns(), std::uint64_t{1});
        QVERIFY(std::abs(server.source.calls.back().hostNs - (dryNs + 20 * msNs + 200 * msNs)) < msNs);
    }

    void anUnderrunWithoutALengthIsToldToo() {
        Server server;
        server.playout.setSource(&server.source);
        for (int i = 0; i < 20; ++i) {
            server.ask();
            server.tellTime();
        }
        server.playout.ranDry(server.nowNs, std::nullopt);
        server.nowNs += msNs;
        server.tellTime(); // nothing has moved
        QCOMPARE(server.source.underruns(), std::uint64_t{1});
        QCOMPARE(server.source.calls.back().frames, std::uint64_t{0});
    }

    void nothingIsMissingBeforeTheSourcesFirstFrame() {
        Server server;
        server.ask();
        server.playout.ranDry(server.nowNs, 480);
        server.nowNs += 100 * msNs;
        server.shiftNs = 100 * msNs;
        server.tellTime();
        server.playout.setSource(&server.source);
        server.ask();
        QCOMPARE(server.source.calls.size(), std::size_t{1});
        QVERIFY(!server.source.calls[0].isUnderrun);
    }

    void timeNeverRunsBack() {
        Server server;
        server.playout.setSource(&server.source);
        for (int i = 0; i < 200; ++i) {
            server.shiftNs = (i % 7 - 3) * 40 * msNs;
            server.tellTime();
            server.ask();
        }
        for (std::size_t i = 1; i < server.source.calls.size(); ++i)
            QVERIFY(server.source.calls[i].hostNs > server.source.calls[i - 1].hostNs);
    }

#if defined(HEADROOM_HAS_REALTIME_TRAP)
    void keepsToTheRulesOfADataCallback() {
        namespace trap = headroom::test::RealtimeTrap;
        Server server;
        trap::reset();
        {
            const RealtimeScope scope;
            server.ask();
            server.playout.setSource(&server.source);
            server.tellTime();
            server.ask(5000);
            server.playout.ranDry(server.nowNs, std::nullopt);
            server.nowNs += nsPerSecond;
            server.shiftNs = nsPerSecond;
            server.tellTime();
            server.ask();
        }
        QVERIFY2(trap::violations() == 0, trap::report().c_str());
        QCOMPARE(server.source.underruns(), std::uint64_t{1});
    }
#endif
};

QTEST_GUILESS_MAIN(tst_PulsePlayout)
#include "tst_pulse_playout.moc"
