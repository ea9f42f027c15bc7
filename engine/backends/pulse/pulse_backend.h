// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/realtime/clock.h"

#include <memory>

namespace headroom {

/// PulseAudio, and PipeWire through its PulseAudio server. `clock` must live longer than the backend.
[[nodiscard]] std::unique_ptr<Backend> makePulseBackend(const Clock& clock);

} // namespace headroom
