// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_side.h"

#include "engine/core/text.h"

#include <pulse/def.h>

#include <algorithm>

namespace headroom::pulse {

namespace {

bool hasFlatVolume(const pa_source_info& source) {
    return (source.flags & PA_SOURCE_FLAT_VOLUME) != 0;
}
bool hasFlatVolume(const pa_sink_info& sink) {
    return (sink.flags & PA_SINK_FLAT_VOLUME) != 0;
}

template <typename Info>
void noteDevice(pa_context*, const Info* info, int end, void* userdata) {
    auto* facts = static_cast<StreamFacts*>(userdata);
    if (end == 0 && info != nullptr) {
        facts->deviceFound = true;
        facts->deviceName = validUtf8(info->name != nullptr ? info->name : "");
        facts->description = validUtf8(info->description != nullptr ? info->description : "");
        facts->spec = info->sample_spec;
        facts->map = info->channel_map;
        facts->deviceVolume = info->volume;
        facts->flatVolume = hasFlatVolume(*info);
        facts->deviceLatency = info->configured_latency;
    }
    if (end != 0)
        facts->answered();
}

template <typename Info>
void noteStream(pa_context*, const Info* info, int end, void* userdata) {
    auto* facts = static_cast<StreamFacts*>(userdata);
    if (end == 0 && info != nullptr) {
        facts->streamFound = true;
        facts->hasVolume = info->has_volume != 0;
        facts->volume = info->volume;
        facts->muted = info->mute != 0;
    }
    if (end != 0)
        facts->answered();
}

} // namespace

pa_cvolume StreamFacts::unity() const {
    if (flatVolume)
        return deviceVolume;
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

pa_operation* askDevice(pa_context* context, Side side, const char* name, StreamFacts& facts) {
    return side == Side::Recording
               ? pa_context_get_source_info_by_name(context, name, &noteDevice<pa_source_info>, &facts)
               : pa_context_get_sink_info_by_name(context, name, &noteDevice<pa_sink_info>, &facts);
}

pa_operation* askDevice(pa_context* context, Side side, std::uint32_t index, StreamFacts& facts) {
    return side == Side::Recording
               ? pa_context_get_source_info_by_index(context, index, &noteDevice<pa_source_info>, &facts)
               : pa_context_get_sink_info_by_index(context, index, &noteDevice<pa_sink_info>, &facts);
}

pa_operation* askStream(pa_context* context, Side side, std::uint32_t index, StreamFacts& facts) {
    return side == Side::Recording
               ? pa_context_get_source_output_info(context, index, &noteStream<pa_source_output_info>, &facts)
               : pa_context_get_sink_input_info(context, index, &noteStream<pa_sink_input_info>, &facts);
}

pa_operation* setVolume(pa_context* context, Side side, std::uint32_t index, const pa_cvolume& volume,
                        pa_context_success_cb_t done, void* userdata) {
    return side == Side::Recording
               ? pa_context_set_source_output_volume(context, index, &volume, done, userdata)
               : pa_context_set_sink_input_volume(context, index, &volume, done, userdata);
}

pa_operation* unmute(pa_context* context, Side side, std::uint32_t index, pa_context_success_cb_t done,
                     void* userdata) {
    return side == Side::Recording ? pa_context_set_source_output_mute(context, index, 0, done, userdata)
                                   : pa_context_set_sink_input_mute(context, index, 0, done, userdata);
}

pa_subscription_event_type_t devicesOf(Side side) {
    return side == Side::Recording ? PA_SUBSCRIPTION_EVENT_SOURCE : PA_SUBSCRIPTION_EVENT_SINK;
}

pa_subscription_event_type_t streamsOf(Side side) {
    return side == Side::Recording ? PA_SUBSCRIPTION_EVENT_SOURCE_OUTPUT : PA_SUBSCRIPTION_EVENT_SINK_INPUT;
}

} // namespace headroom::pulse
