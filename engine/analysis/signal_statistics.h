// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/block_levels.h"
#include "engine/analysis/clip_counter.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// Peak, RMS and clips of a whole signal: a finished file, or a take as it is written.
///
/// Results depend on the samples alone, not on how they are cut into calls; broken samples count as
/// BlockLevels says. One thread at a time; process functions do not allocate.
class SignalStatistics {
public:
    explicit SignalStatistics(int channels);

    /// frames × channels interleaved samples.
    void process(const float* interleaved, std::uint64_t frames) noexcept;
    /// Frames of digital silence, however many.
    void processSilence(std::uint64_t frames) noexcept;

    [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }
    /// Per channel, the highest sample in dBFS; silenceDb where all are 0.
    [[nodiscard]] std::vector<double> peakDb() const;
    /// Per channel, the plain root mean square in dBFS: a full-scale sine reads -3.01.
    [[nodiscard]] std::vector<double> rmsDb() const;
    /// Per channel: how often it clipped.
    [[nodiscard]] std::vector<std::uint64_t> clips() const;
    /// Where: the first ones of all channels together.
    [[nodiscard]] const std::vector<ClipRun>& clipRuns() const noexcept { return clips_.runs(); }

private:
    void fold() noexcept;

    struct Channel {
        float highest = 0.0F;
        double squares = 0.0;
    };
    std::vector<Channel> channels_; ///< of the parts that are folded in
    BlockLevels part_;
    ClipCounter clips_;
    std::uint64_t frames_ = 0;
};

} // namespace headroom
