// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/channel_position.h"

#include <algorithm>
#include <array>

namespace headroom {

namespace {

// By index, short names after the full one.
constexpr std::array channelNames = {
    ChannelName{"mono", -1},
    ChannelName{"front-left", 0},
    ChannelName{"left", 0},
    ChannelName{"front-right", 1},
    ChannelName{"right", 1},
    ChannelName{"front-center", 2},
    ChannelName{"center", 2},
    ChannelName{"rear-center", 3},
    ChannelName{"rear-left", 4},
    ChannelName{"rear-right", 5},
    ChannelName{"lfe", 6},
    ChannelName{"subwoofer", 6},
    ChannelName{"front-left-of-center", 7},
    ChannelName{"front-right-of-center", 8},
    ChannelName{"side-left", 9},
    ChannelName{"side-right", 10},
    ChannelName{"aux0", 11},
    ChannelName{"aux1", 12},
    ChannelName{"aux2", 13},
    ChannelName{"aux3", 14},
    ChannelName{"aux4", 15},
    ChannelName{"aux5", 16},
    ChannelName{"aux6", 17},
    ChannelName{"aux7", 18},
    ChannelName{"aux8", 19},
    ChannelName{"aux9", 20},
    ChannelName{"aux10", 21},
    ChannelName{"aux11", 22},
    ChannelName{"aux12", 23},
    ChannelName{"aux13", 24},
    ChannelName{"aux14", 25},
    ChannelName{"aux15", 26},
    ChannelName{"aux16", 27},
    ChannelName{"aux17", 28},
    ChannelName{"aux18", 29},
    ChannelName{"aux19", 30},
    ChannelName{"aux20", 31},
    ChannelName{"aux21", 32},
    ChannelName{"aux22", 33},
    ChannelName{"aux23", 34},
    ChannelName{"aux24", 35},
    ChannelName{"aux25", 36},
    ChannelName{"aux26", 37},
    ChannelName{"aux27", 38},
    ChannelName{"aux28", 39},
    ChannelName{"aux29", 40},
    ChannelName{"aux30", 41},
    ChannelName{"aux31", 42},
    ChannelName{"top-center", 43},
    ChannelName{"top-front-left", 44},
    ChannelName{"top-front-right", 45},
    ChannelName{"top-front-center", 46},
    ChannelName{"top-rear-left", 47},
    ChannelName{"top-rear-right", 48},
    ChannelName{"top-rear-center", 49},
};

struct Detail {
    ChannelPosition position;
    std::string_view label;
    std::uint32_t maskBit;
};

constexpr std::array details = {
    Detail{ChannelPosition::Mono, "M", 0x4},
    Detail{ChannelPosition::FrontLeft, "L", 0x1},
    Detail{ChannelPosition::FrontRight, "R", 0x2},
    Detail{ChannelPosition::FrontCenter, "C", 0x4},
    Detail{ChannelPosition::Lfe, "LFE", 0x8},
    Detail{ChannelPosition::RearLeft, "Lr", 0x10},
    Detail{ChannelPosition::RearRight, "Rr", 0x20},
    Detail{ChannelPosition::FrontLeftOfCenter, "Lc", 0x40},
    Detail{ChannelPosition::FrontRightOfCenter, "Rc", 0x80},
    Detail{ChannelPosition::RearCenter, "Cr", 0x100},
    Detail{ChannelPosition::SideLeft, "Ls", 0x200},
    Detail{ChannelPosition::SideRight, "Rs", 0x400},
    Detail{ChannelPosition::TopCenter, "Tc", 0x800},
    Detail{ChannelPosition::TopFrontLeft, "Tfl", 0x1000},
    Detail{ChannelPosition::TopFrontCenter, "Tfc", 0x2000},
    Detail{ChannelPosition::TopFrontRight, "Tfr", 0x4000},
    Detail{ChannelPosition::TopRearLeft, "Trl", 0x8000},
    Detail{ChannelPosition::TopRearCenter, "Trc", 0x10000},
    Detail{ChannelPosition::TopRearRight, "Trr", 0x20000},
};

const Detail* detailOf(ChannelPosition position) {
    const auto it = std::ranges::find(details, position, &Detail::position);
    return it == details.end() ? nullptr : &*it;
}

} // namespace

std::string_view name(ChannelPosition position) {
    const auto it = std::ranges::find(channelNames, static_cast<int>(position), &ChannelName::index);
    return it == channelNames.end() ? std::string_view("unpositioned") : it->name;
}

std::string shortLabel(ChannelPosition position, int channel) {
    if (isAux(position))
        return "A" + std::to_string(static_cast<int>(position) - static_cast<int>(ChannelPosition::Aux0));
    const Detail* detail = detailOf(position);
    return detail != nullptr ? std::string(detail->label) : std::to_string(channel);
}

std::optional<ChannelPosition> positionFromName(std::string_view name) {
    const auto it = std::ranges::find(channelNames, name, &ChannelName::name);
    if (it == channelNames.end())
        return std::nullopt;
    return static_cast<ChannelPosition>(it->index);
}

std::optional<ChannelPosition> positionFromIndex(int index) {
    if (index < -1 || index >= positionCount)
        return std::nullopt;
    return static_cast<ChannelPosition>(index);
}

std::span<const ChannelName> allChannelNames() {
    return channelNames;
}

std::uint32_t waveMaskBit(ChannelPosition position) {
    const Detail* detail = detailOf(position);
    return detail != nullptr ? detail->maskBit : 0;
}

std::uint32_t waveMask(std::span<const ChannelPosition> channels) {
    std::uint32_t mask = 0;
    std::uint32_t last = 0;
    for (const ChannelPosition position : channels) {
        const std::uint32_t bit = waveMaskBit(position);
        if (bit <= last)
            return 0;
        mask |= bit;
        last = bit;
    }
    return mask;
}

} // namespace headroom
