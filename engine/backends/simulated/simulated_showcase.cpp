// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_world.h"

#include <utility>

namespace headroom {

void addShowcase(SimulatedWorld& world) {
    using enum ChannelPosition;
    const std::vector<ChannelPosition> stereo{FrontLeft, FrontRight};
    const std::vector<ChannelPosition> surround{FrontLeft,   FrontRight, RearLeft, RearRight,
                                                FrontCenter, Lfe,        SideLeft, SideRight};
    const auto add = [&world](DeviceKind kind, std::string id, std::string name,
                              std::vector<ChannelPosition> map, std::vector<SimulatedSignal> signals,
                              bool isDefault = false) {
        SimulatedDevice device;
        device.device.kind = kind;
        device.device.id = std::move(id);
        device.device.name = std::move(name);
        device.device.format = {48000, std::move(map)};
        device.device.isDefault = isDefault;
        device.signals = std::move(signals);
        device.canBeExclusive = kind != DeviceKind::Loopback;
        if (kind == DeviceKind::Loopback)
            device.device.speakerId = device.device.id.substr(0, device.device.id.rfind('.'));
        world.add(std::move(device));
    };
    using Kind = SimulatedSignal::Kind;
    add(DeviceKind::Speaker, "sim.speakers", "Simulated Speakers", stereo, {}, true);
    add(DeviceKind::Speaker, "sim.surround", "Simulated Surround 7.1", surround, {});
    add(DeviceKind::Microphone, "sim.microphone", "Simulated Microphone", stereo,
        {{Kind::Tone, 1000.0, -18.0}}, true);
    add(DeviceKind::Microphone, "sim.noise", "Simulated Noise", {Mono}, {{Kind::Noise, 0.0, -30.0}});
    add(DeviceKind::Microphone, "sim.sweep", "Simulated Sweep", stereo, {{Kind::Sweep, 0.0, -12.0}});
    add(DeviceKind::Microphone, "sim.overload", "Simulated Overload", stereo,
        {{Kind::Overload, 440.0, 0.0}, {Kind::Tone, 440.0, -6.0}});
    add(DeviceKind::Microphone, "sim.silence", "Simulated Silence", stereo, {{Kind::Silence, 0.0, 0.0}});
    std::vector<ChannelPosition> aux;
    std::vector<SimulatedSignal> tones;
    for (int channel = 0; channel < 32; ++channel) {
        aux.push_back(auxPosition(channel));
        tones.push_back({Kind::Tone, 100.0 * (channel + 1), -6.0 - 1.5 * channel});
    }
    add(DeviceKind::Microphone, "sim.interface", "Simulated Interface", aux, tones);
    add(DeviceKind::Loopback, "sim.speakers.loopback", "Loopback of Simulated Speakers", stereo,
        {{Kind::Tone, 440.0, -20.0}, {Kind::Tone, 660.0, -23.0}});
    add(DeviceKind::Loopback, "sim.surround.loopback", "Loopback of Simulated Surround 7.1", surround,
        {{Kind::Noise, 0.0, -24.0}});
}

} // namespace headroom
