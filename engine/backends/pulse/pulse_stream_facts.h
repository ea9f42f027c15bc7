// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/pulse/pulse_connection.h"

#include <pulse/introspect.h>
#include <pulse/sample.h>
#include <pulse/volume.h>

#include <string>

namespace headroom::pulse {

/// What the server says of a record stream and of the source it hears.
struct StreamFacts {
    Connection* connection = nullptr; ///< is woken by an answer

    bool sourceFound = false;
    std::string sourceName;
    std::string description;
    pa_sample_spec spec{}; ///< of the source
    pa_channel_map map{};
    pa_cvolume sourceVolume{};
    bool flatVolume = false; ///< stream volumes are absolute there, not relative to the source's
    pa_usec_t sourceLatency = 0;

    bool outputFound = false;
    bool hasVolume = false;
    pa_cvolume volume{}; ///< of the stream
    bool muted = false;

    /// The volume at which the stream takes nothing away from what the source delivers and adds nothing.
    [[nodiscard]] pa_cvolume unity() const;
    [[nodiscard]] bool isUnity() const;
};

/// Callbacks of libpulse that fill the StreamFacts to which `facts` points.
void noteSource(pa_context* context, const pa_source_info* info, int end, void* facts);
void noteOutput(pa_context* context, const pa_source_output_info* info, int end, void* facts);

} // namespace headroom::pulse
