// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/requests.h"
#include "tests/conformance/wait_for.h"
#include "tests/servers/private_pipewire.h"
#include "tests/servers/private_pulse.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <vector>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;
constexpr std::uint64_t periodFrames = rate / 4;
constexpr std::size_t impulses = 8;

/// One frame of full scale each quarter of a second, and notes of when it was asked for and when it was to be
/// heard.
class ImpulseSource final : public OutputSource {
public:
    struct Impulse {
        std::int64_t calledNs = 0;
        std::int64_t heardNs = 0;
    };

    explicit ImpulseSource(const Clock& clock) : clock_(clock) {}
    void onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        for (std::uint32_t i = 0; i < frames; ++i, ++frame_) {
            const bool isImpulse = frame_ % periodFrames == periodFrames - 1 && count_ < impulses;
            interleaved[2 * i] = interleaved[2 * i + 1] = isImpulse ? 1.0F : 0.0F;
            if (isImpulse) {
                given_[count_] = {clock_.nowNs(), hostNs + std::int64_t{i} * nsPerSecond / rate};
                count_.fetch_add(1);
            }
        }
    }
    void onUnderrun(std::uint64_t, std::int64_t) noexcept override { ++underruns_; }

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] int underruns() const { return underruns_; }
    [[nodiscard]] const Impulse& operator[](std::size_t i) const { return given_[i]; }

private:
    const Clock& clock_;
    std::uint64_t frame_ = 0;
    std::array<Impulse, impulses> given_{};
    std::atomic<std::size_t> count_{0};
    std::atomic<int> underruns_{0};
};

struct Heard {
    std::int64_t capturedNs = 0; ///< by the input's host times
    std::int64_t receivedNs = 0; ///< by the clock, when the block with it came
};

std::vector<Heard> impulsesIn(const RecordingSink& sink) {
    std::vector<Heard> heard;
    std::size_t frame = 0;
    const auto samples = sink.samples();
    for (const RecordingSink::Span& span : sink.spans()) {
        if (span.isGap)
            continue;
        for (std::uint64_t i = 0; i < span.frames && 2 * (frame + i) < samples.size(); ++i)
            if (samples[2 * (frame + i)] != 0.0F)
                heard.push_back(
                    {span.hostNs + static_cast<std::int64_t>(i) * nsPerSecond / rate, span.receivedNs});
        frame += span.frames;
    }
    return heard;
}

double ms(double ns) {
    return ns * 1e-6;
}

} // namespace

/// What streams say of when something is heard, against when it is heard: an impulse through a sink and its
/// monitor.
class tst_PulseLatency : public QObject {
    Q_OBJECT

private slots:
    void saysWhenItWillBeHeard_data() {
        QTest::addColumn<bool>("pipewire");
        QTest::addColumn<bool>("prompt");
        QTest::addColumn<int>("blockFrames");
        for (const int block : {128, 480, 2048}) {
            QTest::addRow("PulseAudio, %d frames", block) << false << true << block;
            QTest::addRow("PulseAudio with rewinds, %d frames", block) << false << false << block;
            QTest::addRow("PipeWire, %d frames", block) << true << true << block;
        }
    }
    void saysWhenItWillBeHeard() {
        QFETCH(bool, pipewire);
        QFETCH(bool, prompt);
        QFETCH(int, blockFrames);
        if (pipewire ? !PrivatePipeWire::available() : !PrivatePulse::available())
            QSKIP("this server is not installed on this machine");
        std::unique_ptr<PulseControl> server;
        if (pipewire)
            server = std::make_unique<PrivatePipeWire>();
        else
            server = std::make_unique<PrivatePulse>();
        if (!server->start())
            QSKIP("the server did not come up on this machine");
        QVERIFY(server->addNullSink({.name = "a", .prompt = prompt}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        InputRequest wantedInput = on("a.monitor");
        OutputRequest wantedOutput = into("a");
        wantedInput.blockFrames = wantedOutput.blockFrames = static_cast<std::uint32_t>(blockFrames);
        RecordingSink sink(clock_, 2);
        ImpulseSource source(clock_);
        const auto input = backend->openInput(wantedInput);
        HEADROOM_OK(input);
        HEADROOM_OK(input.value()->start(sink));
        const auto output = backend->openOutput(wantedOutput);
        HEADROOM_OK(output);
        HEADROOM_OK(output.value()->start(source));
        std::vector<Heard> heard;
        QVERIFY(waitFor([&] {
            if (source.count() == impulses)
                heard = impulsesIn(sink);
            return heard.size() >= impulses;
        }));
        const double granted = output.value()->granted().latencySeconds * 1e3;
        const double now = output.value()->latencySeconds() * 1e3;
        output.value()->stop();
        input.value()->stop();
        if (source.underruns() > 0 || sink.gapFrames() > 0)
            QSKIP("this machine was too busy to play the signal without a break");
        QCOMPARE(heard.size(), impulses);

        std::vector<double> off;     // the output's word against the input's
        std::vector<double> through; // from the callback that gave it to the one that received it
        for (std::size_t i = 0; i < impulses; ++i) {
            off.push_back(ms(static_cast<double>(heard[i].capturedNs - source[i].heardNs)));
            through.push_back(ms(static_cast<double>(heard[i].receivedNs - source[i].calledNs)));
        }
        std::ranges::sort(off);
        std::ranges::sort(through);
        const double middle = off[impulses / 2];
        qInfo(
            "latency %.1f ms granted, %.1f ms now; through sink and monitor %.1f ms (%.1f to %.1f); the two "
            "streams' times are %.2f ms apart (%.2f to %.2f)",
            granted, now, through[impulses / 2], through.front(), through.back(), middle, off.front(),
            off.back());
        // Either side may be off by one of the device's own periods, in which the server moves data: a block
        // here, and never less than 1024 frames on PipeWire. A latency that was forgotten would be off by
        // several of them, in the same direction each time.
        const double period = 1e3 * std::max(blockFrames, pipewire ? 1024 : 0) / rate;
        QVERIFY2(std::abs(middle) < 2 * period + 5.0, QByteArray::number(middle));
    }

private:
    SystemClock clock_;
};

QTEST_GUILESS_MAIN(tst_PulseLatency)
#include "tst_pulse_latency.moc"
