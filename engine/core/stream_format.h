// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// More channels than this are refused: meters, maps and file formats are tested up to here.
inline constexpr int maxChannels = 64;
inline constexpr int minRate = 1000;
inline constexpr int maxRate = 384000;

/// Samples are always float32, 0 dBFS at ±1, interleaved: frames × channels.
struct StreamFormat {
    int rate = 0;                          ///< frames a second
    std::vector<ChannelPosition> channels; ///< one position per channel, in the stream's order

    [[nodiscard]] int channelCount() const { return static_cast<int>(channels.size()); }
    bool operator==(const StreamFormat&) const = default;
};

/// What a backend gave when a stream was opened. Shown as it is, whatever was asked for.
struct GrantedStream {
    StreamFormat format;
    std::uint32_t blockFrames = 0; ///< the usual block; single ones may be smaller or larger
    /// As reported. Input: from the converter (or the monitored sink) to our callback. Output: from our
    /// callback to the converter.
    double latencySeconds = 0.0;
    bool exclusive = false;

    bool operator==(const GrantedStream&) const = default;
};

} // namespace headroom
