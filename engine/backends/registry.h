// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/realtime/clock.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The backends of this build, the platform's own first.
[[nodiscard]] std::vector<std::string> backendNames();

/// The backend that is used where none is named.
[[nodiscard]] std::string platformBackendName();

/// Makes a backend; it is not connected yet. `clock` must live longer than it.
/// Errors: InvalidArgument, `offers` lists the names.
[[nodiscard]] Result<std::unique_ptr<Backend>> makeBackend(std::string_view name, const Clock& clock);

} // namespace headroom
