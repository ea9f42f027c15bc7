// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/simulated/simulated_world.h"
#include "engine/realtime/clock.h"

#include <memory>

namespace headroom {

/// A backend over a world that the caller holds and scripts; it must live longer than the backend.
[[nodiscard]] std::unique_ptr<Backend> makeSimulatedBackend(SimulatedWorld& world);

/// A backend with a showcase world of its own. `clock` must live longer than it.
[[nodiscard]] std::unique_ptr<Backend> makeSimulatedBackend(const Clock& clock);

} // namespace headroom
