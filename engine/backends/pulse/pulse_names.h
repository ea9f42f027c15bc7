// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"
#include "engine/core/error.h"

#include <pulse/channelmap.h>

#include <string>
#include <vector>

namespace headroom::pulse {

/// The property in which a stream of ours carries the number of its process.
inline constexpr auto processProperty = "headroom.process";

/// The positions of a map, in order. What PulseAudio has and the house has not is Unpositioned.
[[nodiscard]] std::vector<ChannelPosition> positionsOf(const pa_channel_map& map);

/// The kind of an error code of libpulse.
[[nodiscard]] ErrorKind kindOf(int code);

/// An Error from a code of libpulse, the code and libpulse's words kept.
[[nodiscard]] Error errorOf(int code, std::string subject = {});

} // namespace headroom::pulse
