// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/block_levels.h"
#include "engine/analysis/clip_counter.h"
#include "engine/core/level_reading.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom {

/// The level meter of one stream: peak, hold, RMS, maximum, 100 ms intervals and clips of each channel.
///
/// - Peak: the sample peak with instant attack, falling 20 dB in 1.7 s (the return time of IEC 60268-18),
/// linearly
///   in dB. After 200 dB of falling it is silence.
/// - Hold: the highest sample of the last 1.5 s; what is older falls from there as the peak does.
/// - RMS: the plain root mean square of the last 300 ms (a full-scale sine reads -3.01 dBFS).
/// - Intervals: the stream in pieces of rate / 10 frames; where that is no whole number, piece n ends at
/// frame
///   floor(n × rate / 10), so that they keep time for ever.
///
/// The stream is measured in hops of 10 ms (floor(n × rate / 100)): the RMS window moves, and falling starts,
/// from hop to hop, which is at most 10 ms late; attack is not: a reading holds every sample up to its
/// position.
///
/// Readings depend on the samples and their number alone, not on how they are cut into calls; silence given
/// by its length reads the same as zeros. Broken samples count as BlockLevels says.
///
/// Any rate from 1000 on and any number of channels. One thread at a time; nothing but the constructor and
/// the first read() into a reading allocates.
class LevelMeter {
public:
    LevelMeter(int rate, int channels);

    /// frames × channels interleaved samples.
    void process(const float* interleaved, std::uint64_t frames) noexcept;
    /// Frames of digital silence: a gap. Takes the same short time for an hour as for two seconds.
    void processSilence(std::uint64_t frames) noexcept;
    /// Maxima, hold and clips begin anew. Peak, RMS and intervals go on.
    void reset() noexcept;

    /// Fills `reading` with how things stand now.
    void read(LevelReading& reading) const;

    [[nodiscard]] int channels() const noexcept { return hop_.channels(); }
    [[nodiscard]] std::uint64_t position() const noexcept { return position_; }

private:
    static constexpr std::uint64_t hopsPerSecond = 100;
    static constexpr std::size_t hopsPerInterval = 10;
    static constexpr std::size_t rmsHops = 30;
    static constexpr std::size_t holdHops = 150;

    /// A level that falls from where and when it last was reached. Kept so, it reads the same however often
    /// it is looked at.
    struct Falling {
        double db = silenceDb;
        std::uint64_t position = 0;
    };
    struct Channel {
        Falling peak;
        Falling hold;
        float heldNow = 0.0F; ///< highest of the hops of the present round of holds_
        float maximum = 0.0F;
        float hopHighest = 0.0F; ///< of the present hop, what was measured before a reset
        double hopSquares = 0.0;
        float intervalHighest = 0.0F;
        double intervalSquares = 0.0;
        double intervalPeakDb = silenceDb;
        double intervalRmsDb = silenceDb;
    };

    /// The position at which hop `number`, from 0, begins.
    [[nodiscard]] std::uint64_t hopStart(std::uint64_t number) const noexcept;
    [[nodiscard]] double fallenDb(const Falling& level) const noexcept;
    void reach(Falling& level, double db) const noexcept;
    void finishHop() noexcept;
    void finishHoldRound() noexcept;
    void finishInterval() noexcept;
    [[nodiscard]] float highestHeld(std::size_t channel) const noexcept;
    [[nodiscard]] bool quiet() const noexcept;

    std::uint64_t rate_;
    double fallDbPerFrame_;
    BlockLevels hop_; ///< of the present hop, from its start or the last reset on
    ClipCounter clips_;
    std::vector<Channel> channels_;
    std::uint64_t position_ = 0;
    std::uint64_t hops_ = 0;       ///< whole ones
    std::uint64_t silentHops_ = 0; ///< whole ones without a sound, up to now

    // Rings of the last hops, [hop][channel].
    std::vector<double> squares_; ///< rmsHops sums of squares
    /// holdHops highest samples. The highest of a sliding window, without a search at each step (van Herk
    /// 1992, Gil and Werman 1993): in the part that the present round has not reached yet, each value has
    /// been replaced by the highest from there to the end of its round.
    std::vector<float> holds_;
};

} // namespace headroom
