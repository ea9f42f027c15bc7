// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/simulated/simulated_signal.h"
#include "engine/realtime/clock.h"
#include "engine/realtime/realtime_scope.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

namespace headroom::test {

/// Plays rampSample() on every channel, from its first frame on, and notes how it was asked. It may be read
/// while it is asked: what stands in the spans does not change any more.
class RampSource final : public OutputSource {
public:
    struct Span {
        bool isUnderrun = false;
        std::uint64_t frames = 0;
        std::int64_t hostNs = 0;
        std::int64_t calledNs = 0; ///< by the clock
    };

    RampSource(const Clock& clock, int channels)
        : clock_(clock), channels_(static_cast<std::size_t>(channels)), spans_(1U << 17U) {}

    /// From the next call on silence is given; the ramp does not run on meanwhile.
    void silence() { silent_ = true; }
    /// Stands still once for that long, as a process does that is stopped and continued.
    void stallOnce(std::chrono::milliseconds stall) { stallMs_ = stall.count(); }
    [[nodiscard]] bool hasStalled() const { return stalled_; }

    void onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        if (!RealtimeScope::active())
            outsideScope_ = true;
        if (const auto stall = stallMs_.exchange(0); stall > 0) {
            const RealtimeLeave leave; // it is what such a test is about
            std::this_thread::sleep_for(std::chrono::milliseconds(stall));
            stalled_ = true;
        }
        const bool silent = silent_;
        const std::uint64_t first = framesGiven_.load(std::memory_order_relaxed);
        for (std::uint32_t frame = 0; frame < frames; ++frame)
            for (std::size_t channel = 0; channel < channels_; ++channel)
                *interleaved++ = silent ? 0.0F : rampSample(static_cast<int>(channel), first + frame);
        if (!silent)
            framesGiven_.store(first + frames);
        note({false, frames, hostNs, clock_.nowNs()});
    }
    void onUnderrun(std::uint64_t frames, std::int64_t hostNs) noexcept override {
        if (!RealtimeScope::active())
            outsideScope_ = true;
        ++underruns_;
        framesDry_ += frames;
        note({true, frames, hostNs, clock_.nowNs()});
    }

    /// Of the ramp.
    [[nodiscard]] std::uint64_t framesGiven() const { return framesGiven_; }
    [[nodiscard]] int underruns() const { return underruns_; }
    [[nodiscard]] std::uint64_t framesDry() const { return framesDry_; }
    /// True where a call came without a RealtimeScope around it.
    [[nodiscard]] bool calledOutsideScope() const { return outsideScope_; }
    [[nodiscard]] std::span<const Span> spans() const {
        return {spans_.data(), spanCount_.load(std::memory_order_acquire)};
    }

private:
    void note(const Span& span) noexcept {
        const std::size_t at = spanCount_.load(std::memory_order_relaxed);
        if (at == spans_.size())
            return;
        spans_[at] = span;
        spanCount_.store(at + 1, std::memory_order_release);
    }

    const Clock& clock_;
    std::size_t channels_;
    std::vector<Span> spans_;
    std::atomic<std::size_t> spanCount_{0};
    std::atomic<std::uint64_t> framesGiven_{0};
    std::atomic<int> underruns_{0};
    std::atomic<std::uint64_t> framesDry_{0};
    std::atomic<bool> silent_{false};
    std::atomic<std::int64_t> stallMs_{0};
    std::atomic<bool> stalled_{false};
    std::atomic<bool> outsideScope_{false};
};

/// How much of a ramp from its first frame on stands in interleaved samples in its order, whatever silence
/// lies between.
struct OrderCheck {
    std::uint64_t frames = 0;
    std::uint64_t silence = 0; ///< frames of it between the first and the last
    bool inOrder = true;       ///< there is nothing but such frames and silence
};

inline OrderCheck checkOrder(std::span<const float> samples, int channels) {
    OrderCheck check;
    const auto width = static_cast<std::size_t>(channels);
    std::uint64_t silence = 0;
    for (std::size_t at = 0; at + width <= samples.size(); at += width) {
        const auto frame = samples.subspan(at, width);
        bool isNext = true;
        for (std::size_t channel = 0; channel < width; ++channel)
            isNext = isNext && frame[channel] == rampSample(static_cast<int>(channel), check.frames);
        if (isNext) {
            check.silence += check.frames > 0 ? silence : 0;
            silence = 0;
            ++check.frames;
        } else if (std::ranges::all_of(frame, [](float sample) { return sample == 0.0F; })) {
            ++silence;
        } else {
            check.inOrder = false;
            return check;
        }
    }
    return check;
}

} // namespace headroom::test
