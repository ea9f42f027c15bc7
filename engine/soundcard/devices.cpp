// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/channel_position.h"
#include "engine/soundcard/connection.h"
#include "engine/soundcard/soundcard.h"

#include <ostream>
#include <utility>

namespace headroom::soundcard {

namespace {

Result<std::vector<Device>> allDevices() {
    auto connection = Connection::current();
    if (!connection)
        return connection.error();
    return connection.value()->withBackend<std::vector<Device>>(
        [](Backend& backend) { return backend.devices(); });
}

template <typename Kind>
Result<Kind> find(std::string_view pattern, Wanted wanted) {
    const auto devices = allDevices();
    if (!devices)
        return devices.error();
    auto device = findDevice(devices.value(), pattern, wanted);
    if (!device)
        return device.error();
    return Kind(std::move(device).value());
}

template <typename Kind>
Result<Kind> findDefault(const Device* (*choose)(std::span<const Device>)) {
    const auto devices = allDevices();
    if (!devices)
        return devices.error();
    const Device* device = choose(devices.value());
    if (device == nullptr)
        return Error{ErrorKind::NoSuchDevice, "default", {}, {}};
    return Kind(*device);
}

std::string printed(std::string_view kind, const Device& device) {
    return "<" + std::string(kind) + " " + device.name + " (" + std::to_string(device.format.channelCount()) +
           " channels)>";
}

} // namespace

Result<std::vector<Speaker>> allSpeakers() {
    auto devices = allDevices();
    if (!devices)
        return devices.error();
    std::vector<Speaker> speakers;
    for (Device& device : devices.value())
        if (!device.isInput())
            speakers.emplace_back(std::move(device));
    return speakers;
}

Result<std::vector<Microphone>> allMicrophones(bool includeLoopback) {
    auto devices = allDevices();
    if (!devices)
        return devices.error();
    std::vector<Microphone> microphones;
    for (Device& device : devices.value())
        if (device.kind == DeviceKind::Microphone || (includeLoopback && device.kind == DeviceKind::Loopback))
            microphones.emplace_back(std::move(device));
    return microphones;
}

Result<Speaker> defaultSpeaker() {
    return findDefault<Speaker>(&headroom::defaultSpeaker);
}

Result<Microphone> defaultMicrophone() {
    return findDefault<Microphone>(&headroom::defaultInput);
}

Result<Speaker> speaker(std::string_view pattern) {
    return find<Speaker>(pattern, Wanted::Speakers);
}

Result<Microphone> microphone(std::string_view pattern, bool includeLoopback) {
    return find<Microphone>(pattern, includeLoopback ? Wanted::MicrophonesAndLoopbacks : Wanted::Microphones);
}

std::map<std::string, int> channelNameMap() {
    std::map<std::string, int> names;
    for (const ChannelName& entry : allChannelNames())
        names.emplace(entry.name, entry.index);
    return names;
}

Speaker::Speaker(Device device) : device_(std::move(device)) {}

Microphone::Microphone(Device device) : device_(std::move(device)) {}

std::string Speaker::toString() const {
    return printed("Speaker", device_);
}

std::string Microphone::toString() const {
    return printed(isLoopback() ? "Loopback" : "Microphone", device_);
}

std::ostream& operator<<(std::ostream& out, const Speaker& speaker) {
    return out << speaker.toString();
}

std::ostream& operator<<(std::ostream& out, const Microphone& microphone) {
    return out << microphone.toString();
}

} // namespace headroom::soundcard
