// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_stream_facts.h"

#include "engine/core/text.h"

#include <pulse/def.h>

#include <algorithm>

#include <algorithm>

namespace headroom::pulse {

pa_cvolume StreamFacts::unity() const {
    if (flatVolume)
        return sourceVolume;
    // By hand: libpulse ends the program over a number of channels that it does not like.
    pa_cvolume unity{};
    unity.channels = volume.channels;
    std::ranges::fill(unity.values, PA_VOLUME_NORM);
    return unity;
}

bool StreamFacts::isUnity() const {
    if (muted || !hasVolume)
        return !muted;
    const pa_cvolume wanted = unity();
    return pa_cvolume_equal(&volume, &wanted) != 0;
}

void noteSource(pa_context*, const pa_source_info* info, int end, void* userdata) {
    auto* facts = static_cast<StreamFacts*>(userdata);
    if (end == 0 && info != nullptr) {
        facts->sourceFound = true;
        facts->sourceName = validUtf8(info->name != nullptr ? info->name : "");
        facts->description = validUtf8(info->description != nullptr ? info->description : "");
        facts->spec = info->sample_spec;
        facts->map = info->channel_map;
        facts->sourceVolume = info->volume;
        facts->flatVolume = (info->flags & PA_SOURCE_FLAT_VOLUME) != 0;
        facts->sourceLatency = info->configured_latency;
    }
    if (end != 0)
        facts->connection->signal();
}

void noteOutput(pa_context*, const pa_source_output_info* info, int end, void* userdata) {
    auto* facts = static_cast<StreamFacts*>(userdata);
    if (end == 0 && info != nullptr) {
        facts->outputFound = true;
        facts->hasVolume = info->has_volume != 0;
        facts->volume = info->volume;
        facts->muted = info->mute != 0;
    }
    if (end != 0)
        facts->connection->signal();
}

} // namespace headroom::pulse
