// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/caf_channels.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <sndfile.h>

namespace headroom {

namespace {

using enum ChannelPosition;

struct Numbers {
    ChannelPosition position;
    int sndfile;
    std::uint32_t caf; ///< the specification's kCAFChannelLabel_*
};

constexpr std::array numbers = {
    Numbers{Mono, SF_CHANNEL_MAP_MONO, 42},
    Numbers{FrontLeft, SF_CHANNEL_MAP_LEFT, 1},
    Numbers{FrontRight, SF_CHANNEL_MAP_RIGHT, 2},
    Numbers{FrontCenter, SF_CHANNEL_MAP_CENTER, 3},
    Numbers{Lfe, SF_CHANNEL_MAP_LFE, 4},
    Numbers{RearLeft, SF_CHANNEL_MAP_REAR_LEFT, 5},
    Numbers{RearRight, SF_CHANNEL_MAP_REAR_RIGHT, 6},
    Numbers{FrontLeftOfCenter, SF_CHANNEL_MAP_FRONT_LEFT_OF_CENTER, 7},
    Numbers{FrontRightOfCenter, SF_CHANNEL_MAP_FRONT_RIGHT_OF_CENTER, 8},
    Numbers{RearCenter, SF_CHANNEL_MAP_REAR_CENTER, 9},
    Numbers{SideLeft, SF_CHANNEL_MAP_SIDE_LEFT, 10},
    Numbers{SideRight, SF_CHANNEL_MAP_SIDE_RIGHT, 11},
    Numbers{TopCenter, SF_CHANNEL_MAP_TOP_CENTER, 12},
    Numbers{TopFrontLeft, SF_CHANNEL_MAP_TOP_FRONT_LEFT, 13},
    Numbers{TopFrontCenter, SF_CHANNEL_MAP_TOP_FRONT_CENTER, 14},
    Numbers{TopFrontRight, SF_CHANNEL_MAP_TOP_FRONT_RIGHT, 15},
    Numbers{TopRearLeft, SF_CHANNEL_MAP_TOP_REAR_LEFT, 16},
    Numbers{TopRearCenter, SF_CHANNEL_MAP_TOP_REAR_CENTER, 17},
    Numbers{TopRearRight, SF_CHANNEL_MAP_TOP_REAR_RIGHT, 18},
};

/// "Discrete 0" and those after it: a channel with a number and no place.
constexpr std::uint32_t discreteLabel = 1U << 16U;

} // namespace

std::vector<int> sndfileChannelMap(std::span<const ChannelPosition> channels) {
    std::vector<int> map;
    for (const ChannelPosition position : channels) {
        const auto known = std::ranges::find(numbers, position, &Numbers::position);
        if (known == numbers.end())
            return {};
        map.push_back(known->sndfile);
    }
    return map;
}

ChannelPosition positionFromSndfile(int number) {
    const auto known = std::ranges::find(numbers, number, &Numbers::sndfile);
    return known == numbers.end() ? Unpositioned : known->position;
}

std::vector<std::byte> cafChannelDescriptions(std::span<const ChannelPosition> channels) {
    std::vector<std::byte> content;
    const auto u32 = [&content](std::uint32_t value) {
        for (int shift = 24; shift >= 0; shift -= 8)
            content.push_back(static_cast<std::byte>(value >> static_cast<unsigned>(shift) & 0xFFU));
    };
    u32(0); // the layout is in the descriptions
    u32(0); // and in no bit map
    u32(static_cast<std::uint32_t>(channels.size()));
    std::uint32_t discrete = 0;
    for (const ChannelPosition position : channels) {
        const auto known = std::ranges::find(numbers, position, &Numbers::position);
        u32(known != numbers.end() ? known->caf : discreteLabel + discrete++);
        u32(0); // no coordinates
        for (int i = 0; i < 3; ++i)
            u32(0);
    }
    return content;
}

} // namespace headroom
