// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace headroom {

/// What one channel of a simulated input hears. A sample depends on nothing but the signal, the channel and
/// the device's frame, so that a test can say what any frame of a recording must be.
struct SimulatedSignal {
    enum class Kind {
        Silence,  ///< digital zeros
        Tone,     ///< a sine of `levelDb` peak
        Noise,    ///< white, even between ±levelDb
        Sweep,    ///< a sine that glides from 20 Hz to 20 kHz in 10 s, again and again
        Overload, ///< a sine 6 dB above full scale, cut off at ±1
        Ramp,     ///< frame number and channel, exactly: see rampSample()
    };
    Kind kind = Kind::Silence;
    double frequencyHz = 1000.0;
    double levelDb = -18.0;

    bool operator==(const SimulatedSignal&) const = default;
};

/// The sample of `channel` at `frame` of a device that runs at `rate`. Real-time safe.
[[nodiscard]] float sampleAt(const SimulatedSignal& signal, int channel, std::uint64_t frame,
                             int rate) noexcept;

/// The same for `frames` frames from `firstFrame` on, `stride` floats apart: one channel of an interleaved
/// block.
void fillSamples(const SimulatedSignal& signal, int channel, std::uint64_t firstFrame, std::uint32_t frames,
                 int rate, float* to, std::size_t stride) noexcept;

/// A sample that tells which frame and channel it is, modulo 2^16 frames and 64 channels: a multiple of 2^-22
/// within ±1, so that float and 24 bits hold it exactly.
[[nodiscard]] float rampSample(int channel, std::uint64_t frame) noexcept;

} // namespace headroom
