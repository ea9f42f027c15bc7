// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_names.h"

#include "engine/core/text.h"

#include <pulse/def.h>
#include <pulse/error.h>

#include <algorithm>
#include <utility>

namespace headroom::pulse {

std::vector<ChannelPosition> positionsOf(const pa_channel_map& map) {
    std::vector<ChannelPosition> positions;
    const int count = std::min<int>(map.channels, PA_CHANNELS_MAX);
    for (int channel = 0; channel < count; ++channel)
        // The house's indices are PulseAudio's less one: see ChannelPosition.
        positions.push_back(positionFromIndex(static_cast<int>(map.map[channel]) - 1)
                                .value_or(ChannelPosition::Unpositioned));
    return positions;
}

ErrorKind kindOf(int code) {
    switch (code) {
    case PA_ERR_ACCESS:
    case PA_ERR_AUTHKEY:
    case PA_ERR_FORKED: return ErrorKind::PermissionDenied;
    case PA_ERR_BUSY: return ErrorKind::DeviceBusy;
    case PA_ERR_NOENTITY: return ErrorKind::NoSuchDevice;
    case PA_ERR_KILLED: return ErrorKind::DeviceGone;
    case PA_ERR_NOTSUPPORTED: return ErrorKind::FormatNotSupported;
    case PA_ERR_TIMEOUT: return ErrorKind::TimedOut;
    case PA_ERR_CONNECTIONREFUSED:
    case PA_ERR_CONNECTIONTERMINATED:
    case PA_ERR_INVALIDSERVER:
    case PA_ERR_BADSTATE:
    case PA_ERR_PROTOCOL:
    case PA_ERR_VERSION: return ErrorKind::ServerDown;
    default: return ErrorKind::BackendFailed;
    }
}

Error errorOf(int code, std::string subject) {
    const char* words = pa_strerror(code);
    return {kindOf(code),
            std::move(subject),
            {},
            "pulse " + std::to_string(code) + ": " + validUtf8(words != nullptr ? words : "")};
}

} // namespace headroom::pulse
