// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"

#include <QString>

namespace headroom {

/// Which input a person wants: one device and no other, or whatever the system's default is. As it is
/// remembered, too: the name finds the device again where the system gave it another id.
struct InputChoice {
    DevicePolicy policy = DevicePolicy::FollowDefault;
    QString deviceId;   ///< Pin
    QString deviceName; ///< Pin
    DeviceKind deviceKind = DeviceKind::Microphone;
    bool isApplication = false; ///< Pin: one program's sound

    [[nodiscard]] bool isPinned() const { return policy == DevicePolicy::Pin; }
    /// Whether both stand for the same input; a name may have changed.
    [[nodiscard]] bool meansSame(const InputChoice& other) const {
        return policy == other.policy && (!isPinned() || deviceId == other.deviceId);
    }
    bool operator==(const InputChoice&) const = default;
};

/// That very device.
[[nodiscard]] inline InputChoice pinned(const Device& device) {
    return {DevicePolicy::Pin, QString::fromStdString(device.id), QString::fromStdString(device.name),
            device.kind, device.isApplication};
}

} // namespace headroom
