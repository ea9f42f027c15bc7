// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/registry.h"

#include "engine/backends/simulated/simulated_backend.h"
#include "engine/core/text.h"
#if defined(HEADROOM_HAS_PULSE)
#include "engine/backends/pulse/pulse_backend.h"
#endif

namespace headroom {

std::vector<std::string> backendNames() {
    return {
#if defined(HEADROOM_HAS_PULSE)
        "pulse",
#endif
            "simulated",
    };
}

std::string platformBackendName() {
    return backendNames().front();
}

Result<std::unique_ptr<Backend>> makeBackend(std::string_view name, const Clock& clock) {
#if defined(HEADROOM_HAS_PULSE)
    if (name == "pulse")
        return makePulseBackend(clock);
#endif
    if (name == "simulated")
        return makeSimulatedBackend(clock);
    return Error{ErrorKind::InvalidArgument, validUtf8(name), backendNames(), {}};
}

} // namespace headroom
