// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"

namespace headroom {
std::unique_ptr<Backend> makePulseBackend(const Clock&) {
    return nullptr;
}
} // namespace headroom
