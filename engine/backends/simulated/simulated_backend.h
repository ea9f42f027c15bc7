// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/realtime/clock.h"

#include <memory>

namespace headroom {

/// Devices that are scripts. `clock` must live longer than the backend.
[[nodiscard]] std::unique_ptr<Backend> makeSimulatedBackend(const Clock& clock);

} // namespace headroom
