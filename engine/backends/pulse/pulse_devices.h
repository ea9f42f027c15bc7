// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/pulse/pulse_connection.h"
#include "engine/core/device.h"
#include "engine/core/result.h"

#include <pulse/introspect.h>

#include <vector>

namespace headroom::pulse {

/// What the server says of a sink or a source. Nothing of it is trusted; defaults are not marked.
[[nodiscard]] Device deviceOf(const pa_sink_info& sink);
[[nodiscard]] Device deviceOf(const pa_source_info& source);

/// All speakers in the server's order, then all microphones and loopbacks in the server's order, then the
/// programs that play, defaults marked. A program that pauses is still listed: who wants its sound chooses it
/// before it begins. With the lock held. Errors: ServerDown, TimedOut.
[[nodiscard]] Result<std::vector<Device>> listDevices(Connection& connection, Deadline deadline);

} // namespace headroom::pulse
