// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace headroom {

/// Who lost frames. The three are counted apart: their remedies differ.
enum class FaultCause {
    Device, ///< the device or the sound server delivered nothing for these frames
    Tape,   ///< our own reader was too late and the ring had moved on
    Disk,   ///< the disk could not take them
};
[[nodiscard]] std::string_view name(FaultCause cause);

/// Why the device delivered nothing.
enum class GapReason : std::uint8_t {
    Hole,         ///< the server or the driver said that frames are missing
    Suspended,    ///< the device slept
    DeviceGone,   ///< unplugged, then back
    ServerLost,   ///< the sound server ended, then was back
    ClockJump,    ///< the device's own position jumped
    DefaultMoved, ///< a followed default is another device now; until that one delivered
};
[[nodiscard]] std::string_view name(GapReason reason);

/// One stretch of frames that is missing from a take and stands there as zeros.
struct Fault {
    FaultCause cause = FaultCause::Device;
    GapReason reason = GapReason::Hole; ///< Device only
    std::uint64_t position = 0;         ///< first missing frame, counted from the start of the take
    std::uint64_t frames = 0;
    std::int64_t wallTimeNs = 0; ///< when it began, nanoseconds since 1970-01-01 UTC

    bool operator==(const Fault&) const = default;
};

} // namespace headroom
