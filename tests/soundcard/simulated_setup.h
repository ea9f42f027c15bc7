// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/simulated/simulated_backend.h"
#include "engine/soundcard/connection.h"
#include "engine/soundcard/soundcard.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom::test {

/// A microphone of stereo and one of eight channels, both of which hear the ramp; speakers of two and of
/// eight channels with their loopbacks; two microphones of one name. Under the system's clock, on a thread of
/// its own.
template <typename ClockType = SystemClock>
class SimulatedSetup {
public:
    SimulatedSetup() {
        using enum ChannelPosition;
        const std::vector<ChannelPosition> stereo{FrontLeft, FrontRight};
        const std::vector<ChannelPosition> surround{FrontLeft,   FrontRight, RearLeft, RearRight,
                                                    FrontCenter, Lfe,        SideLeft, SideRight};
        add(DeviceKind::Speaker, "scarlett.out", "Focusrite Scarlett 2i2", stereo, true);
        add(DeviceKind::Loopback, "scarlett.out.loopback", "Monitor of Focusrite Scarlett 2i2", stereo);
        add(DeviceKind::Speaker, "surround", "Surround 7.1", surround);
        add(DeviceKind::Loopback, "surround.loopback", "Monitor of Surround 7.1", surround);
        add(DeviceKind::Microphone, "scarlett.in", "Focusrite Scarlett 2i2", stereo, true);
        add(DeviceKind::Microphone, "rme", "RME Eight", surround);
        add(DeviceKind::Microphone, "twin.1", "USB Microphone", stereo);
        add(DeviceKind::Microphone, "twin.2", "USB Microphone", {Mono});
        soundcard::Connection::setCurrent(
            std::make_shared<soundcard::Connection>(makeSimulatedBackend(world), clock));
    }
    ~SimulatedSetup() { soundcard::Connection::setCurrent(nullptr); }

    ClockType clock;
    SimulatedWorld world{clock};

private:
    void add(DeviceKind kind, const char* id, const char* name, std::vector<ChannelPosition> channels,
             bool isDefault = false) {
        SimulatedDevice device;
        device.device.kind = kind;
        device.device.id = id;
        device.device.name = name;
        device.device.format = {48000, std::move(channels)};
        device.device.isDefault = isDefault;
        device.canBeExclusive = kind != DeviceKind::Loopback;
        if (kind == DeviceKind::Loopback)
            device.device.speakerId = device.device.id.substr(0, device.device.id.rfind('.'));
        if (kind == DeviceKind::Microphone)
            device.signals = {{.kind = SimulatedSignal::Kind::Ramp}};
        world.add(std::move(device));
    }
};

/// The frame of the ramp, modulo 2^16, that a sample of channel 0 is.
[[nodiscard]] inline std::uint64_t rampFrame(float sample) {
    const auto number = static_cast<std::int64_t>(static_cast<double>(sample) * (1 << 22)) + (1 << 21);
    return static_cast<std::uint64_t>(number) >> 6U;
}

/// What follows one another as one recording.
inline void append(soundcard::Audio& whole, const soundcard::Audio& more) {
    whole.channels = more.channels;
    whole.samples.insert(whole.samples.end(), more.samples.begin(), more.samples.end());
}

/// The first frame in which a channel is not silent; frames() where there is none.
[[nodiscard]] inline std::size_t firstSound(const soundcard::Audio& audio) {
    const auto it = std::ranges::find_if(audio.samples, [](float s) { return s != 0.0F; });
    return static_cast<std::size_t>(it - audio.samples.begin()) / static_cast<std::size_t>(audio.channels);
}

/// A ramp in every channel; no sample of it is zero.
[[nodiscard]] inline soundcard::Audio rampAudio(std::size_t frames, int channels) {
    soundcard::Audio audio(frames, channels);
    for (std::size_t f = 0; f < frames; ++f)
        for (int c = 0; c < channels; ++c)
            audio.at(f, c) = rampSample(c, f % 30000);
    return audio;
}

} // namespace headroom::test
