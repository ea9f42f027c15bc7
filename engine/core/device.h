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

/// Finds a device as SoundCard does: by its id, else by a part of its name, else by the pattern's characters
/// taken literally and in this order, the first one at the name's start; else by the same two without regard
/// to case. The first match wins. A pattern that is a loopback's whole id finds it under Microphones
/// too. Errors: NoSuchDevice, `offers` lists "name (id)".
[[nodiscard]] Result<Device> findDevice(std::span<const Device> devices, std::string_view pattern,
                                        Wanted wanted);

} // namespace headroom
