// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/realtime_scope.h"

namespace headroom {

namespace {
// constinit: a thread-local that is set up on first use would allocate inside the first callback.
constinit thread_local int depth = 0;
} // namespace

RealtimeScope::RealtimeScope() noexcept {
    ++depth;
}
RealtimeScope::~RealtimeScope() {
    --depth;
}
bool RealtimeScope::active() noexcept {
    return depth > 0;
}

RealtimeLeave::RealtimeLeave() noexcept : depth_(depth) {
    depth = 0;
}
RealtimeLeave::~RealtimeLeave() {
    depth = depth_;
}

} // namespace headroom
