// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"

#include <cstddef>
#include <span>
#include <vector>

namespace headroom {

/// libsndfile's numbers for these positions (sndfile.h, SF_CHANNEL_MAP_*); empty where one of them has none.
[[nodiscard]] std::vector<int> sndfileChannelMap(std::span<const ChannelPosition> channels);
/// The position of such a number; Unpositioned where there is none.
[[nodiscard]] ChannelPosition positionFromSndfile(int number);

/// The content of CAF's `chan` chunk that describes each channel by its own label (Apple Core Audio Format
/// Specification 1.0, "Channel Layout Chunk"). Big-endian.
[[nodiscard]] std::vector<std::byte> cafChannelDescriptions(std::span<const ChannelPosition> channels);

} // namespace headroom
