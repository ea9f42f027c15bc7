// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/simulated/simulated_signal.h"
#include "engine/realtime/clock.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace headroom::test {

/// Keeps what it is given, in memory that is there from the start. It may be read while it is written to:
/// what stands before spanCount() and sampleCount() does not change any more.
class RecordingSink final : public InputSink {
public:
    struct Span {
        bool isGap = false;
        GapReason reason = GapReason::Hole;
        std::uint64_t frames = 0;
        std::int64_t hostNs = 0;
        std::int64_t receivedNs = 0; ///< by the clock
    };

    /// Keeps at most `seconds` of samples; what comes later is counted but not kept.
    RecordingSink(const Clock& clock, int channels, double seconds = 20.0, int rate = 48000)
        : clock_(clock),
          channels_(static_cast<std::size_t>(channels)),
          samples_(static_cast<std::size_t>(seconds * rate) * channels_),
          spans_(1U << 17U) {}

    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        const std::size_t stored = storedSamples_.load(std::memory_order_relaxed);
        const std::size_t count = std::min(frames * channels_, samples_.size() - stored);
        std::copy_n(interleaved, count, samples_.begin() + static_cast<std::ptrdiff_t>(stored));
        storedSamples_.store(stored + count, std::memory_order_release);
        blockFrames_.fetch_add(frames);
        note({false, GapReason::Hole, frames, hostNs, clock_.nowNs()});
    }

    void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept override {
        gapFrames_.fetch_add(frames);
        note({true, reason, frames, hostNs, clock_.nowNs()});
    }

    [[nodiscard]] std::uint64_t blockFrames() const { return blockFrames_.load(); }
    [[nodiscard]] std::uint64_t gapFrames() const { return gapFrames_.load(); }
    /// Blocks and gaps together: the stream's whole time.
    [[nodiscard]] std::uint64_t frames() const { return blockFrames() + gapFrames(); }
    [[nodiscard]] std::span<const Span> spans() const {
        return {spans_.data(), spanCount_.load(std::memory_order_acquire)};
    }
    /// Interleaved.
    [[nodiscard]] std::span<const float> samples() const {
        return {samples_.data(), storedSamples_.load(std::memory_order_acquire)};
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
    std::vector<float> samples_;
    std::vector<Span> spans_;
    std::atomic<std::size_t> storedSamples_{0};
    std::atomic<std::size_t> spanCount_{0};
    std::atomic<std::uint64_t> blockFrames_{0};
    std::atomic<std::uint64_t> gapFrames_{0};
};

/// Where rampSample() begins in interleaved samples: the first frame that is not digital silence. Where that
/// is found, says in `fault` what the first frame is that does not follow from the one before, empty where
/// all do.
struct RampCheck {
    std::optional<std::size_t> begins; ///< a frame; none where all is silence
    std::uint64_t offset = 0;          ///< which frame of the ramp that is, modulo 2^16
    std::size_t frames = 0;            ///< from there to the end
    std::string fault;
};

inline RampCheck checkRamp(std::span<const float> samples, int channels) {
    const auto width = static_cast<std::size_t>(channels);
    const std::size_t frames = samples.size() / width;
    RampCheck check;
    const auto nonZero = std::ranges::find_if(samples, [](float sample) { return sample != 0.0F; });
    if (nonZero == samples.end())
        return check;
    const std::size_t begin = static_cast<std::size_t>(nonZero - samples.begin()) / width;
    check.begins = begin;
    check.frames = frames - begin;
    // The ramp comes round after 2^16 frames; which of them is the first is found by trying.
    std::uint64_t& offset = check.offset;
    while (offset < (1U << 16U) && rampSample(channels - 1, offset) != samples[begin * width + width - 1])
        ++offset;
    for (std::size_t frame = begin; frame < frames; ++frame)
        for (int channel = 0; channel < channels; ++channel) {
            const float is = samples[frame * width + static_cast<std::size_t>(channel)];
            const float should = rampSample(channel, offset + frame - begin);
            if (is != should) {
                check.fault = "frame " + std::to_string(frame - begin) + " channel " +
                              std::to_string(channel) + " is " + std::to_string(is) + " and not " +
                              std::to_string(should);
                return check;
            }
        }
    return check;
}

} // namespace headroom::test
