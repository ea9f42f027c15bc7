// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/pulse/pulse_frame_clock.h"

#include <cstdint>
#include <optional>

namespace headroom::pulse {

/// Asks a source for what a playback stream needs, in pieces of a block at most, and works out when they will
/// be heard. Where there is no source yet it gives silence.
///
/// The server plays what it has been given in order and waits where it has been given too little; it makes up
/// for nothing that came late. So the frames heard are the frames written, and an underrun or a sleep of the
/// device only moves the times of all that follow. How long it was is seen by that: once the server plays
/// again, the time it tells against the one that was to be expected.
///
/// One thread at a time. All functions but the constructor are real-time safe.
class Playout {
public:
    /// `latencyNs` is what the way to the device takes where the server has told nothing yet.
    Playout(int rate, int channels, std::uint32_t blockFrames, std::int64_t latencyNs);

    /// Whom to ask; null for silence.
    void setSource(OutputSource* source) noexcept { source_ = source; }

    /// The server said at `toldNs`, playing, that frame number `frame`, counted from the first one that was
    /// ever written, was or will be heard at `hostNs`. Ends an underrun that was noted before `toldNs`, and
    /// tells the source of it.
    void noteFrameTime(std::int64_t frame, std::int64_t hostNs, std::int64_t toldNs) noexcept;

    /// Writes `frames` × channels samples for the server.
    void fill(float* interleaved, std::uint64_t frames, std::int64_t nowNs) noexcept;

    /// The server had played all that was written, up to frame number `frame` where it says so; or the device
    /// went to sleep.
    void ranDry(std::int64_t nowNs, std::optional<std::int64_t> frame) noexcept;

    /// How far ahead of being heard the first frame of the last fill was.
    [[nodiscard]] std::int64_t latencyNs() const noexcept { return latencyNs_; }
    [[nodiscard]] std::int64_t framesWritten() const noexcept { return framesWritten_; }

private:
    OutputSource* source_ = nullptr;
    std::uint64_t channels_;
    std::uint64_t blockFrames_;
    FrameClock time_; ///< begins with the first frame that the source gave
    std::int64_t latencyNs_;
    std::int64_t framesWritten_ = 0;

    bool dry_ = false;
    std::int64_t dryNotedNs_ = 0;
    std::int64_t dryFromNs_ = 0; ///< from then on nothing of the source's was heard
};

} // namespace headroom::pulse
