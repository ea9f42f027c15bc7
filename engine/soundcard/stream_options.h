// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::soundcard {

/// One entry of a channel map: a number or a name, as SoundCard has them. What they mean is said in
/// engine/core/channel_map.h: on PulseAudio a number is a position (0 is left, -1 the mean of all channels),
/// "#4" the device's fifth channel everywhere.
class ChannelSpecifier {
public:
    ChannelSpecifier(int index) : word_(std::to_string(index)) {}
    ChannelSpecifier(const char* name) : word_(name) {}
    ChannelSpecifier(std::string_view name) : word_(name) {}
    ChannelSpecifier(const std::string& name) : word_(name) {}

    /// As it is read by parseChannelMap().
    [[nodiscard]] const std::string& word() const { return word_; }

private:
    std::string word_;
};

/// Which channels of a device the channels of the data are, in the data's order: {0, 1}, {"left", "lfe", 4}.
/// An empty one stands for all channels of the device in its own order.
using ChannelMap = std::vector<ChannelSpecifier>;

/// What may be wished of a stream. What is left out is the device's own.
struct StreamOptions {
    std::optional<int> sampleRate = {}; ///< frames a second
    ChannelMap channels = {};
    /// Frames. Asks for about this latency; a recorder's or player's blockSize() tells what was granted.
    std::optional<std::uint32_t> blockSize = {};
    bool exclusiveMode = false; ///< alone on the device; PulseAudio has no such mode
    /// For how long a recorder keeps what nobody fetches, 0.1 to 600. A player does not look at it.
    double bufferSeconds = 10.0;
};

} // namespace headroom::soundcard
