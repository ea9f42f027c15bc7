// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_devices.h"

#include "engine/backends/pulse/pulse_applications.h"
#include "engine/backends/pulse/pulse_names.h"
#include "engine/core/text.h"

#include <pulse/error.h>
#include <pulse/proplist.h>
#include <pulse/volume.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace headroom::pulse {

namespace {

/// More sinks or sources than any machine has: a server that never stops listing them is not believed.
constexpr std::size_t mostDevices = 4096;

std::string_view property(const pa_proplist* properties, const char* key) {
    const char* value = properties != nullptr ? pa_proplist_gets(properties, key) : nullptr;
    return value != nullptr ? value : "";
}

bool isBluetooth(const pa_proplist* properties) {
    return property(properties, PA_PROP_DEVICE_BUS) == "bluetooth" ||
           property(properties, PA_PROP_DEVICE_API).starts_with("bluez");
}

/// A phone or a player that sends music to this machine: listening to it changes nothing.
bool isBluetoothSender(const pa_proplist* properties) {
    return property(properties, "bluetooth.protocol").starts_with("a2dp_source") ||
           property(properties, "api.bluez5.profile").starts_with("a2dp-source");
}

template <typename Info>
Device commonOf(const Info& info) {
    Device device;
    device.backend = "pulse";
    device.integers = IntegerMeaning::Position;
    device.id = validUtf8(info.name != nullptr ? info.name : "");
    const std::string_view description = info.description != nullptr ? info.description : "";
    device.name = description.empty() ? device.id : validUtf8(description);
    device.format.rate = static_cast<int>(info.sample_spec.rate);
    device.format.channels = positionsOf(info.channel_map);
    device.muted = info.mute != 0;
    if (pa_cvolume_valid(&info.volume) != 0)
        device.volumeDb = pa_sw_volume_to_dB(pa_cvolume_max(&info.volume));
    return device;
}

struct Listing {
    /// What an application on that sink is told by.
    struct Sink {
        std::uint32_t index;
        pa_channel_map map;
    };

    Connection* connection = nullptr;
    std::vector<Device> speakers;
    std::vector<Sink> sinks; ///< of the speakers, in their order
    std::vector<Device> inputs;
    std::vector<Application> applications;
    std::uint32_t cookie = 0;
    std::string defaultSink;
    std::string defaultSource;
};

void onServer(pa_context*, const pa_server_info* info, void* userdata) {
    auto* listing = static_cast<Listing*>(userdata);
    if (info != nullptr) {
        listing->cookie = info->cookie;
        // Either is null on a server that has none.
        if (info->default_sink_name != nullptr)
            listing->defaultSink = validUtf8(info->default_sink_name);
        if (info->default_source_name != nullptr)
            listing->defaultSource = validUtf8(info->default_source_name);
    }
    listing->connection->signal();
}

void onSink(pa_context*, const pa_sink_info* info, int end, void* userdata) {
    auto* listing = static_cast<Listing*>(userdata);
    if (end == 0 && info != nullptr && listing->speakers.size() < mostDevices) {
        listing->speakers.push_back(deviceOf(*info));
        listing->sinks.push_back({info->index, info->channel_map});
    }
    if (end != 0)
        listing->connection->signal();
}

void onSource(pa_context*, const pa_source_info* info, int end, void* userdata) {
    auto* listing = static_cast<Listing*>(userdata);
    if (end == 0 && info != nullptr && listing->inputs.size() < mostDevices)
        listing->inputs.push_back(deviceOf(*info));
    if (end != 0)
        listing->connection->signal();
}

void onSinkInput(pa_context* context, const pa_sink_input_info* info, int end, void* userdata) {
    auto* listing = static_cast<Listing*>(userdata);
    if (end == 0 && info != nullptr && listing->applications.size() < mostDevices)
        listing->applications.emplace_back(context, *info);
    if (end != 0)
        listing->connection->signal();
}

void appendApplications(std::vector<Device>& devices, const Listing& listing) {
    for (const Application& application : listing.applications)
        for (std::size_t i = 0; i < listing.sinks.size(); ++i)
            if (application.isProgram && listing.sinks[i].index == application.sink)
                devices.push_back(
                    application.device(listing.cookie, listing.speakers[i], listing.sinks[i].map));
}

void markDefault(std::vector<Device>& devices, const std::string& id) {
    for (Device& device : devices)
        device.isDefault = !id.empty() && device.id == id;
}

} // namespace

Device deviceOf(const pa_sink_info& sink) {
    Device device = commonOf(sink);
    device.kind = DeviceKind::Speaker;
    return device;
}

Device deviceOf(const pa_source_info& source) {
    Device device = commonOf(source);
    device.kind = source.monitor_of_sink != PA_INVALID_INDEX ? DeviceKind::Loopback : DeviceKind::Microphone;
    if (source.monitor_of_sink_name != nullptr)
        device.speakerId = validUtf8(source.monitor_of_sink_name);
    device.opensOnlyWhenAsked = device.kind == DeviceKind::Microphone && isBluetooth(source.proplist) &&
                                !isBluetoothSender(source.proplist);
    return device;
}

Result<std::vector<Device>> listDevices(Connection& connection, Deadline deadline) {
    pa_context* context = connection.context();
    if (context == nullptr || pa_context_get_state(context) != PA_CONTEXT_READY)
        return Error{ErrorKind::ServerDown, {}, {}, "pulse: not connected"};
    Listing listing;
    listing.connection = &connection;
    // All are asked before the first answer is waited for: one round trip.
    const Operation server(pa_context_get_server_info(context, &onServer, &listing));
    const Operation sinks(pa_context_get_sink_info_list(context, &onSink, &listing));
    const Operation sources(pa_context_get_source_info_list(context, &onSource, &listing));
    const Operation applications(pa_context_get_sink_input_info_list(context, &onSinkInput, &listing));
    if (!server.wasSent() || !sinks.wasSent() || !sources.wasSent() || !applications.wasSent())
        return errorOf(pa_context_errno(context));
    if (!connection.waitUntil(context, deadline, [&] {
            return server.over() && sinks.over() && sources.over() && applications.over();
        }))
        return errorOf(PA_ERR_TIMEOUT);
    if (pa_context_get_state(context) != PA_CONTEXT_READY)
        return Error{ErrorKind::ServerDown, {}, {}, errorOf(pa_context_errno(context)).native};

    markDefault(listing.speakers, listing.defaultSink);
    markDefault(listing.inputs, listing.defaultSource);
    appendApplications(listing.inputs, listing);
    std::vector<Device> devices = std::move(listing.speakers);
    devices.insert(devices.end(), std::make_move_iterator(listing.inputs.begin()),
                   std::make_move_iterator(listing.inputs.end()));
    return devices;
}

} // namespace headroom::pulse
