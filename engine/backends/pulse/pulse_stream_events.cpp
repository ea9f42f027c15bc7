// SPDX-License-Identifier: GPL-3.0-or-later
// What the server does to a stream, and what it tells of it.
#include "engine/backends/pulse/pulse_names.h"
#include "engine/backends/pulse/pulse_stream.h"
#include "engine/core/text.h"

#include <pulse/def.h>
#include <pulse/proplist.h>
#include <pulse/timeval.h>

#include <cstdint>
#include <utility>

namespace headroom::pulse {

namespace {

/// Corrections of the volume in a row, none of which helped, before the server is believed to mean it.
constexpr int mostCorrections = 20;

std::int64_t nsOf(const timeval& time) noexcept {
    return std::int64_t{time.tv_sec} * nsPerSecond + std::int64_t{time.tv_usec} * 1000;
}

} // namespace

void Stream::watchStream() {
    pa_stream_set_state_callback(
        stream_,
        [](pa_stream* stream, void* userdata) {
            auto* self = static_cast<Stream*>(userdata);
            if (self->opened_ && !PA_STREAM_IS_GOOD(pa_stream_get_state(stream))) {
                Error error = errorOf(pa_context_errno(self->context_), self->deviceName());
                error.kind = ErrorKind::DeviceGone;
                self->lose(std::move(error));
            }
            self->connection_->signal();
        },
        this);
    pa_stream_set_moved_callback(
        stream_,
        [](pa_stream* stream, void* userdata) {
            auto* self = static_cast<Stream*>(userdata);
            const char* now = pa_stream_get_device_name(stream);
            if (now != nullptr && self->place_.device.deviceName == now)
                return;
            self->moved_ = true;
            if (!self->mayMove())
                self->lose({ErrorKind::DeviceGone,
                            self->deviceName(),
                            {},
                            "pulse: moved to " + validUtf8(now != nullptr ? now : "nowhere")});
        },
        this);
    pa_stream_set_suspended_callback(
        stream_,
        [](pa_stream* stream, void* userdata) {
            auto* self = static_cast<Stream*>(userdata);
            if (self->opened_ && !self->lost_)
                self->suspended(pa_stream_is_suspended(stream) > 0);
        },
        this);
    connection_->add(this);
}

void Stream::lose(Error error) {
    if (std::exchange(lost_, true))
        return;
    silenced();
    // Where the whole server is gone, serverLost() says so for every stream.
    const bool serverIsThere = pa_context_get_state(context_) == PA_CONTEXT_READY;
    if (serverIsThere && connection_->listener() != nullptr)
        connection_->listener()->streamLost(wish_.tag, error);
}

void Stream::serverAnnounced(pa_context* context, pa_subscription_event_type_t what, std::uint32_t index) {
    if (!opened_ || lost_ || context != context_ ||
        (what & PA_SUBSCRIPTION_EVENT_TYPE_MASK) != PA_SUBSCRIPTION_EVENT_CHANGE)
        return;
    const int facility = what & PA_SUBSCRIPTION_EVENT_FACILITY_MASK;
    if (facility == devicesOf(side_) && index == pa_stream_get_device_index(stream_)) {
        deviceQuestion_.reset();
        deviceAnswer_ = {};
        deviceAnswer_.answered = [this] { checkDevice(); };
        deviceQuestion_.emplace(pulse::askDevice(context_, side_, index, deviceAnswer_));
    }
    if (facility == streamsOf(side_) && index == pa_stream_get_index(stream_)) {
        streamQuestion_.reset();
        streamAnswer_ = {};
        streamAnswer_.answered = [this] { checkVolume(); };
        streamQuestion_.emplace(pulse::askStream(context_, side_, index, streamAnswer_));
    }
}

void Stream::programRenamed(const std::string& name) {
    // A stream has its program's name from when it was made.
    if (!alive())
        return;
    pa_proplist* properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_APPLICATION_NAME, name.c_str());
    if (pa_operation* sent =
            pa_stream_proplist_update(stream_, PA_UPDATE_REPLACE, properties, nullptr, nullptr))
        pa_operation_unref(sent);
    pa_proplist_free(properties);
}

void Stream::checkDevice() {
    if (deviceAnswer_.deviceFound && !moved_ && !isAsGranted(deviceAnswer_))
        // From now on the server converts: that is not what was granted.
        lose({ErrorKind::DeviceGone, deviceName(), {}, "pulse: the device changed its format"});
}

bool Stream::isAsGranted(const StreamFacts& device) const {
    return device.deviceName == place_.device.deviceName &&
           (wish_.rate || device.spec.rate == place_.device.spec.rate) &&
           pa_channel_map_equal(&device.map, &place_.device.map) != 0;
}

void Stream::checkVolume() {
    const StreamFacts& facts = streamAnswer_;
    // Under flat volumes to set a stream's volume may turn the device's own up or down. While it runs that is
    // not ours to do.
    if (!facts.streamFound || place_.device.flatVolume)
        return;
    if (facts.isUnity()) {
        corrections_ = 0;
        return;
    }
    if (++corrections_ > mostCorrections)
        return;
    const std::uint32_t index = pa_stream_get_index(stream_);
    if (pa_operation* sent = setVolume(context_, side_, index, facts.unity(), nullptr, nullptr))
        pa_operation_unref(sent);
    if (pa_operation* sent = unmute(context_, side_, index, nullptr, nullptr))
        pa_operation_unref(sent);
}

std::optional<Stream::Told> Stream::told(std::int64_t nowNs) const noexcept {
    // Taken as the server told it. libpulse would interpolate it, but its guess is wrong by up to a second
    // after a stream that waited for its first data (an idle sink's monitor), and takes as long to recover.
    const pa_timing_info* timing = pa_stream_get_timing_info(stream_);
    if (timing == nullptr || timing->write_index_corrupt != 0 || timing->read_index_corrupt != 0)
        return std::nullopt;
    timeval wall{};
    pa_gettimeofday(&wall);
    return Told{*timing, nowNs - (nsOf(wall) - nsOf(timing->timestamp))};
}

} // namespace headroom::pulse
