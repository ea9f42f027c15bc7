// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"

#include <QString>

#include <span>
#include <vector>

namespace headroom {

/// A map that is asked for often, made for one device.
struct MapPreset {
    QString key;                          ///< stable, for tests and object names: "film-5.1"
    QString text;                         ///< for a person
    MapSpec map;                          ///< empty where something is missing
    std::vector<ChannelPosition> missing; ///< positions that the device does not have
    bool isFirst = false;                 ///< one of the "first N channels"

    [[nodiscard]] bool fits() const { return missing.empty() && !map.empty(); }
};

/// All presets, those that a device cannot fill as well. The first one is the device's own map. Any thread.
[[nodiscard]] std::vector<MapPreset> mapPresets(std::span<const ChannelPosition> device);

} // namespace headroom
