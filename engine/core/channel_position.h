// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// Where a channel belongs in the room. The values are SoundCard's indices, which are PulseAudio's positions
/// (pulse/channelmap.h) less one, so that mono is -1 and front-left 0.
enum class ChannelPosition : std::int8_t {
    Unpositioned = -2, ///< the device says nothing; such a channel has a number only
    Mono = -1,
    FrontLeft = 0,
    FrontRight = 1,
    FrontCenter = 2,
    RearCenter = 3,
    RearLeft = 4,
    RearRight = 5,
    Lfe = 6,
    FrontLeftOfCenter = 7,
    FrontRightOfCenter = 8,
    SideLeft = 9,
    SideRight = 10,
    Aux0 = 11,
    Aux31 = 42,
    TopCenter = 43,
    TopFrontLeft = 44,
    TopFrontRight = 45,
    TopFrontCenter = 46,
    TopRearLeft = 47,
    TopRearRight = 48,
    TopRearCenter = 49,
};

/// The number of positions from FrontLeft on.
inline constexpr int positionCount = 50;

/// The n-th auxiliary position, n from 0 to 31.
[[nodiscard]] constexpr ChannelPosition auxPosition(int n) {
    return static_cast<ChannelPosition>(static_cast<int>(ChannelPosition::Aux0) + n);
}
[[nodiscard]] constexpr bool isAux(ChannelPosition p) {
    return p >= ChannelPosition::Aux0 && p <= ChannelPosition::Aux31;
}

/// "front-left", "aux3"; "unpositioned" where there is none.
[[nodiscard]] std::string_view name(ChannelPosition position);

/// The short label of a meter: "L", "Rs", "LFE", "A3". `channel` (from 0) is shown where there is no
/// position.
[[nodiscard]] std::string shortLabel(ChannelPosition position, int channel);

/// The position of a name; SoundCard's short names (left, right, center, subwoofer) are understood too.
[[nodiscard]] std::optional<ChannelPosition> positionFromName(std::string_view name);

/// The position with one of SoundCard's indices, -1 to 49.
[[nodiscard]] std::optional<ChannelPosition> positionFromIndex(int index);

struct ChannelName {
    std::string_view name;
    int index;
};
/// Every name with its index, the short names included, by index.
[[nodiscard]] std::span<const ChannelName> allChannelNames();

/// The bit of a position in WAVE_FORMAT_EXTENSIBLE's dwChannelMask (Microsoft, ksmedia.h's SPEAKER_
/// constants); 0 where it has none. Mono counts as front centre.
[[nodiscard]] std::uint32_t waveMaskBit(ChannelPosition position);

/// The mask of these channels where their order is the order of the mask's bits, else 0, as no mask can then
/// say which channel is which.
[[nodiscard]] std::uint32_t waveMask(std::span<const ChannelPosition> channels);

} // namespace headroom
