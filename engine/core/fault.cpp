// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/fault.h"

namespace headroom {

std::string_view name(FaultCause cause) {
    switch (cause) {
    case FaultCause::Device: return "device";
    case FaultCause::Tape: return "tape";
    case FaultCause::Disk: return "disk";
    }
    return "device";
}

std::string_view name(GapReason reason) {
    switch (reason) {
    case GapReason::Hole: return "hole";
    case GapReason::Suspended: return "suspended";
    case GapReason::DeviceGone: return "device-gone";
    case GapReason::ServerLost: return "server-lost";
    case GapReason::ClockJump: return "clock-jump";
    case GapReason::DefaultMoved: return "default-moved";
    }
    return "hole";
}

} // namespace headroom
