// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_backend.h"

namespace headroom {
std::unique_ptr<Backend> makeSimulatedBackend(const Clock&) { return nullptr; }
} // namespace headroom
