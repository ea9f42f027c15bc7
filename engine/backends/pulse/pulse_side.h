// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pulse/context.h>
#include <pulse/introspect.h>
#include <pulse/sample.h>
#include <pulse/subscribe.h>
#include <pulse/volume.h>

#include <functional>
#include <string>

namespace headroom::pulse {

/// The server has everything twice, under other names: once for what is recorded, once for what is played.
enum class Side {
    Recording, ///< sources, and source outputs as the server calls the streams that hear them
    Playing,   ///< sinks, and sink inputs
};

/// What the server says of a stream and of the device that it is connected to.
struct StreamFacts {
    std::function<void()> answered; ///< called on the loop thread when one of the questions is answered

    bool deviceFound = false;
    std::string deviceName;
    std::string description;
    pa_sample_spec spec{}; ///< of the device
    pa_channel_map map{};
    pa_cvolume deviceVolume{};
    bool flatVolume = false; ///< stream volumes are absolute there, not relative to the device's
    pa_usec_t deviceLatency = 0;

    bool streamFound = false;
    bool hasVolume = false;
    pa_cvolume volume{}; ///< of the stream
    bool muted = false;

    /// The volume at which the stream takes nothing away from what passes through it and adds nothing.
    [[nodiscard]] pa_cvolume unity() const;
    [[nodiscard]] bool isUnity() const;
};

/// @name Questions, whose answers fill `facts`; it must outlive the operation. Null where they cannot be
/// sent.
/// @{
[[nodiscard]] pa_operation* askDevice(pa_context* context, Side side, const char* name, StreamFacts& facts);
[[nodiscard]] pa_operation* askDevice(pa_context* context, Side side, std::uint32_t index,
                                      StreamFacts& facts);
[[nodiscard]] pa_operation* askStream(pa_context* context, Side side, std::uint32_t index,
                                      StreamFacts& facts);
/// @}

/// @name Orders to the server
/// @{
[[nodiscard]] pa_operation* setVolume(pa_context* context, Side side, std::uint32_t index,
                                      const pa_cvolume& volume, pa_context_success_cb_t done, void* userdata);
[[nodiscard]] pa_operation* unmute(pa_context* context, Side side, std::uint32_t index,
                                   pa_context_success_cb_t done, void* userdata);
/// @}

/// Which announcements speak of the devices and of the streams of a side.
[[nodiscard]] pa_subscription_event_type_t devicesOf(Side side);
[[nodiscard]] pa_subscription_event_type_t streamsOf(Side side);

} // namespace headroom::pulse
