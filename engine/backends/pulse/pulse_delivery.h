// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/pulse/pulse_frame_clock.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace headroom::pulse {

/// Hands what a record stream delivers to its sink as blocks and gaps, and works out their host times.
///
/// The times are those of a FrameClock: fragments follow each other without a seam, however late they come.
/// No gap is made of a time that jumps: nothing is missing.
///
/// Three things are gaps: a hole that the server reports; the time for which the device was suspended, once
/// it has delivered something; and what is missing on the clock after this process stood still for so long
/// that the server's buffer ran over, as the server then drops data without a word.
///
/// One thread at a time. All functions but the constructor are real-time safe.
class Delivery {
public:
    /// `bufferFrames` is what the server keeps for a reader that does not come.
    Delivery(int rate, int channels, std::uint64_t bufferFrames);

    /// Whom to hand to; null for nobody.
    void setSink(InputSink* sink) noexcept { sink_ = sink; }

    /// The server said at `toldNs` that frame number `frame`, counted from the first one it ever had for this
    /// stream, was or will be captured at `hostNs`. Words from before the device woke up are not listened to,
    /// nor those from before it had captured anything.
    void noteFrameTime(std::int64_t frame, std::int64_t hostNs, std::int64_t toldNs) noexcept;

    /// The next fragment, of `bytes` bytes; `data` is null for a hole.
    void fragment(const void* data, std::size_t bytes, std::int64_t nowNs) noexcept;

    /// How old the first frame of the last fragment was when it came; negative where a monitor is ahead of
    /// its sink.
    [[nodiscard]] std::int64_t ageNs() const noexcept { return ageNs_; }

    /// The device went to sleep or woke up.
    void setSuspended(bool suspended, std::int64_t nowNs) noexcept;
    /// To be called about ten times a second while the stream runs. Time that passes while the device sleeps
    /// becomes a gap.
    void passTime(std::int64_t nowNs) noexcept;

private:
    void fillUpTo(std::int64_t ns, GapReason reason) noexcept;
    void gap(std::uint64_t frames, GapReason reason) noexcept;
    void block(const float* samples, std::uint64_t frames) noexcept;
    void blocks(const void* data, std::uint64_t frames) noexcept;

    InputSink* sink_ = nullptr;
    std::uint64_t channels_;
    std::uint64_t frameBytes_;
    FrameClock time_; ///< begins with the first fragment that is handed over
    std::int64_t bufferNs_;

    std::int64_t framesRead_ = 0; ///< the number of the next frame, as the server counts
    std::int64_t oldFrame_ = 0;   ///< up to here a frame's time is of no use
    std::int64_t wokeNs_ = 0;     ///< likewise what was told before

    std::int64_t ageNs_ = 0;

    bool suspended_ = false;
    bool woke_ = false; ///< and nothing has come since
    std::int64_t passedNs_ = 0;
    std::int64_t dropsUntilNs_ = 0; ///< until then a jump of the clock is data that the server dropped

    std::array<float, 4096> aligned_; ///< for fragments that do not begin at a float's address
};

} // namespace headroom::pulse
