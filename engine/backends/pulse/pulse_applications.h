// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/pulse/pulse_connection.h"
#include "engine/core/device.h"
#include "engine/core/result.h"

#include <pulse/introspect.h>

#include <string>
#include <string_view>

namespace headroom::pulse {

/// What the server says of a stream that a program plays: a sink input, which can be heard alone on its
/// sink's monitor. Nothing of it is trusted.
///
/// It can be heard as its sink takes it: at the sink's rate, at the volume that the server gives the program.
/// Its channels are its own where the sink has all of them, and the sink's where the server had to mix them
/// down or up.
struct Application {
    std::uint32_t index = PA_INVALID_INDEX;
    std::uint32_t sink = PA_INVALID_INDEX;
    std::string program; ///< what it calls itself
    std::string plays;   ///< what it says that it plays; empty where that tells no more
    pa_channel_map map{};
    bool muted = false;
    double volumeDb = 0.0;
    bool isProgram = false; ///< of a program other than this one, not the server's own

    Application() = default;
    Application(pa_context* context, const pa_sink_input_info& info);

    /// The same for as long as the stream is there; no other stream ever has it, as the server counts its
    /// streams up and `cookie` is another one for each server.
    [[nodiscard]] std::string id(std::uint32_t cookie) const;
    /// For a person.
    [[nodiscard]] std::string name() const;
    /// The channels in which it is heard on such a sink.
    [[nodiscard]] pa_channel_map heardOn(const pa_channel_map& sink) const;
    /// As an input, on the given speaker, whose channels are `sink`.
    [[nodiscard]] Device device(std::uint32_t cookie, const Device& speaker,
                                const pa_channel_map& sink) const;
};

[[nodiscard]] bool isApplicationId(std::string_view id);

/// One that is there, and where it plays.
struct PlayingApplication {
    std::uint32_t index = PA_INVALID_INDEX;
    std::string name;    ///< for a person
    std::string monitor; ///< the source on which it can be heard
    pa_channel_map heard{};
};

/// Looks the id up. With the lock held. Errors: NoSuchDevice, ServerDown, TimedOut.
[[nodiscard]] Result<PlayingApplication> findApplication(Connection& connection, pa_context* context,
                                                         const std::string& id, Deadline deadline);

} // namespace headroom::pulse
