// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/test_signal.h"

#include <QString>

#include <optional>

namespace headroom {

/// Which loudspeakers a person wants to hear, and how. Shaped like the engine's wish.
struct IdentifyChoice {
    QString deviceId;
    std::optional<MapSpec> map;   ///< nullopt: all of the device's channels
    std::optional<int> onlyEntry; ///< of the map; nullopt: one after the other
    TestSignal signal = TestSignal::Noise;
    double levelDb = -20.0; ///< RMS, dBFS
    bool repeat = false;

    bool operator==(const IdentifyChoice&) const = default;
};

} // namespace headroom
