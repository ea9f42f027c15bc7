// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/result.h"
#include "engine/core/stream_format.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

enum class DeviceKind {
    Speaker,
    Microphone, ///< any real input
    Loopback,   ///< what a speaker plays, as an input
};
[[nodiscard]] std::string_view name(DeviceKind kind);

struct Device {
    DeviceKind kind = DeviceKind::Microphone;
    std::string id;      ///< stable across runs and re-plugging where the system allows it
    std::string name;    ///< for a person; not unique
    StreamFormat format; ///< the device's own map and rate
    bool isDefault = false;
    std::string backend; ///< "pulse", "wasapi", "coreaudio", "simulated"
    IntegerMeaning integers = IntegerMeaning::Position;
    bool opensOnlyWhenAsked = false; ///< opening has a price: a Bluetooth headset would switch to hands-free
    /// The speaker whose sound a loopback carries; empty where the system does not say.
    std::string speakerId;
    /// A loopback of one program that is playing, not of a whole speaker. It comes and goes with the sound.
    bool isApplication = false;
    bool muted = false;    ///< muted at the server
    double volumeDb = 0.0; ///< the server's volume of the device; 0 is unity

    [[nodiscard]] bool isInput() const { return kind != DeviceKind::Speaker; }
    [[nodiscard]] bool isSimulated() const { return backend == "simulated"; }
    bool operator==(const Device&) const = default;
};

/// Which device a slot of the window or a command stands for.
enum class DevicePolicy {
    Pin,           ///< that very device: it is waited for when it is gone, and nothing else takes its place
    FollowDefault, ///< whatever the system's default is, now and later
};

/// The default of one kind, or null. For inputs `kind` Microphone is asked: a system whose default source is
/// a monitor has a loopback as its default input, and that one is found too.
[[nodiscard]] const Device* defaultInput(std::span<const Device> devices);
[[nodiscard]] const Device* defaultSpeaker(std::span<const Device> devices);

/// The device that is meant by what was remembered of it: the one of this id, else, where the system gave it
/// another one, the only one of this kind and name. Null where there is none or the name says nothing.
[[nodiscard]] const Device* findRemembered(std::span<const Device> devices, DeviceKind kind,
                                           std::string_view id, std::string_view name);

/// Which devices a pattern may find.
enum class Wanted { Speakers, Microphones, MicrophonesAndLoopbacks };

/// The rules by which a pattern finds devices, in their order. The first that any device satisfies counts.
enum class MatchRule {
    Id,                ///< the whole id
    LoopbackId,        ///< the whole id of a loopback, though only microphones are wanted
    PartOfName,        ///< the pattern stands in the name
    LettersInOrder,    ///< its characters, taken literally, stand in the name in this order, the first at its
                       ///< start
    PartOfNameAnyCase, ///< PartOfName without regard to case
    LettersInOrderAnyCase, ///< LettersInOrder likewise
};

struct DeviceMatches {
    MatchRule rule = MatchRule::Id;
    std::vector<Device> devices; ///< all that satisfy the rule, in the order of the list; at least one
};

/// Finds devices as SoundCard does; the first one is its choice, and findDevice's. An empty pattern is a part
/// of every name. Errors: NoSuchDevice, `offers` lists "name (id)" of all that are wanted.
[[nodiscard]] Result<DeviceMatches> matchDevices(std::span<const Device> devices, std::string_view pattern,
                                                 Wanted wanted);

/// The first of matchDevices(). Errors: likewise.
[[nodiscard]] Result<Device> findDevice(std::span<const Device> devices, std::string_view pattern,
                                        Wanted wanted);

} // namespace headroom
