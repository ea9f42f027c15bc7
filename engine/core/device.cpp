// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/device.h"

#include "engine/core/text.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace headroom {

namespace {

bool isWanted(const Device& device, Wanted wanted) {
    switch (wanted) {
    case Wanted::Speakers: return device.kind == DeviceKind::Speaker;
    case Wanted::Microphones: return device.kind == DeviceKind::Microphone;
    case Wanted::MicrophonesAndLoopbacks: return device.isInput();
    }
    return false;
}

bool contains(std::string_view name, std::string_view pattern) {
    return name.find(pattern) != std::string_view::npos;
}

bool matchesFuzzily(std::string_view name, std::string_view pattern) {
    if (pattern.empty())
        return true;
    if (!name.starts_with(pattern.substr(0, characterLength(pattern))))
        return false;
    std::size_t next = 0;
    while (!pattern.empty()) {
        // Whole characters: a byte of one letter is not found among those of another.
        const std::string_view character = pattern.substr(0, characterLength(pattern));
        next = name.find(character, next);
        if (next == std::string_view::npos)
            return false;
        next += character.size();
        pattern.remove_prefix(character.size());
    }
    return true;
}

} // namespace

std::string_view name(DeviceKind kind) {
    switch (kind) {
    case DeviceKind::Speaker: return "speaker";
    case DeviceKind::Microphone: return "microphone";
    case DeviceKind::Loopback: return "loopback";
    }
    return "microphone";
}

const Device* defaultInput(std::span<const Device> devices) {
    const auto it = std::ranges::find_if(devices, [](const Device& d) { return d.isInput() && d.isDefault; });
    return it == devices.end() ? nullptr : &*it;
}

const Device* defaultSpeaker(std::span<const Device> devices) {
    const auto it = std::ranges::find_if(
        devices, [](const Device& d) { return d.kind == DeviceKind::Speaker && d.isDefault; });
    return it == devices.end() ? nullptr : &*it;
}

const Device* findRemembered(std::span<const Device> devices, DeviceKind kind, std::string_view id,
                             std::string_view name) {
    if (const auto it = std::ranges::find(devices, id, &Device::id); it != devices.end())
        return &*it;
    const auto isNamesake = [&](const Device& d) { return d.kind == kind && d.name == name; };
    if (name.empty() || std::ranges::count_if(devices, isNamesake) != 1)
        return nullptr;
    return &*std::ranges::find_if(devices, isNamesake);
}

Result<DeviceMatches> matchDevices(std::span<const Device> devices, std::string_view pattern, Wanted wanted) {
    const std::string folded = lowerCase(pattern);
    struct Rule {
        MatchRule rule;
        std::function<bool(const Device&)> satisfiedBy;
    };
    const Rule rules[] = {
        {MatchRule::Id, [&](const Device& d) { return isWanted(d, wanted) && d.id == pattern; }},
        {MatchRule::LoopbackId,
         [&](const Device& d) {
             return wanted == Wanted::Microphones && d.kind == DeviceKind::Loopback && d.id == pattern;
         }},
        {MatchRule::PartOfName,
         [&](const Device& d) { return isWanted(d, wanted) && contains(d.name, pattern); }},
        {MatchRule::LettersInOrder,
         [&](const Device& d) { return isWanted(d, wanted) && matchesFuzzily(d.name, pattern); }},
        {MatchRule::PartOfNameAnyCase,
         [&](const Device& d) { return isWanted(d, wanted) && contains(lowerCase(d.name), folded); }},
        {MatchRule::LettersInOrderAnyCase,
         [&](const Device& d) { return isWanted(d, wanted) && matchesFuzzily(lowerCase(d.name), folded); }},
    };
    for (const Rule& rule : rules) {
        DeviceMatches matches{rule.rule, {}};
        std::ranges::copy_if(devices, std::back_inserter(matches.devices), rule.satisfiedBy);
        if (!matches.devices.empty())
            return matches;
    }
    Error error{ErrorKind::NoSuchDevice, validUtf8(pattern), {}, {}};
    for (const Device& device : devices)
        if (isWanted(device, wanted))
            error.offers.push_back(device.name + " (" + device.id + ")");
    return error;
}

Result<Device> findDevice(std::span<const Device> devices, std::string_view pattern, Wanted wanted) {
    auto matches = matchDevices(devices, pattern, wanted);
    if (!matches)
        return matches.error();
    return matches.value().devices.front();
}

} // namespace headroom
