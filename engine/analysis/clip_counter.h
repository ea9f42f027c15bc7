// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom {

/// A sample of at least this amplitude is at full scale: 1 - 2^-15, the highest positive value of a 16-bit
/// converter.
inline constexpr float fullScale = 1.0F - 1.0F / 32768.0F;

/// A clip: this many samples at full scale, one after another. One or two may be a peak that just fits.
inline constexpr std::uint64_t clipSamples = 3;

/// One clip of one channel.
struct ClipRun {
    int channel = 0;
    std::uint64_t position = 0; ///< of its first sample, in frames since the counter began
    std::uint64_t frames = 0;

    bool operator==(const ClipRun&) const = default;
};

/// Counts clips: runs of at least clipSamples samples with |x| >= fullScale. A run that goes on from one call
/// to the next is one. A sample that is not a number is below full scale, an infinite one is not.
///
/// One thread at a time; nothing allocates but the constructor.
class ClipCounter {
public:
    /// Remembers where the first `rememberedRuns` clips of all channels together lie; counts all.
    explicit ClipCounter(int channels, std::size_t rememberedRuns = 1000);

    /// frames × channels interleaved samples.
    void process(const float* interleaved, std::uint64_t frames) noexcept;
    /// Frames of digital silence, however many.
    void processSilence(std::uint64_t frames) noexcept;
    /// Forgets counts and runs; a run that is going on counts again once it has gone on for clipSamples more.
    /// Positions count on.
    void reset() noexcept;

    [[nodiscard]] std::uint64_t count(int channel) const noexcept {
        return channels_[static_cast<std::size_t>(channel)].count;
    }
    /// In the order in which they became clips.
    [[nodiscard]] const std::vector<ClipRun>& runs() const noexcept { return runs_; }

private:
    struct Channel {
        std::uint64_t run = 0; ///< samples at full scale up to now
        std::uint64_t count = 0;
        std::size_t remembered = 0; ///< 1 + index of the run that is going on, 0 for none
    };
    void add(int channel, float sample) noexcept;

    std::vector<Channel> channels_;
    std::vector<ClipRun> runs_;
    std::size_t rememberedRuns_;
    std::uint64_t position_ = 0;
};

} // namespace headroom
