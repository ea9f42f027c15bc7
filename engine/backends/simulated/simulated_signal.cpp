// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_signal.h"

#include "engine/core/level.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {

namespace {

/// SplitMix64: a number that looks random for each input, without a state.
std::uint64_t scrambled(std::uint64_t x) noexcept {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27U) * 0x94D049BB133111EBULL;
    return x ^ x >> 31U;
}

/// sin(2π·f·n/rate) without the loss of digits that a large n would bring: whole seconds are whole periods of
/// the whole hertz, so only the part of the frequency below 1 Hz needs all of n.
double sineAt(double frequencyHz, std::uint64_t frame, int rate) noexcept {
    const auto r = static_cast<std::uint64_t>(rate);
    const double whole = std::floor(frequencyHz);
    const double inSecond = static_cast<double>(frame % r) / rate;
    const double phase =
        whole * inSecond + std::fmod((frequencyHz - whole) * (static_cast<double>(frame) / rate), 1.0);
    return std::sin(2.0 * std::numbers::pi * std::fmod(phase, 1.0));
}

double sweepAt(std::uint64_t frame, int rate) noexcept {
    constexpr double seconds = 10.0;
    constexpr double from = 20.0;
    const double octaves = std::log(std::min(20000.0, 0.45 * rate) / from);
    const double t = static_cast<double>(frame % static_cast<std::uint64_t>(seconds * rate)) / rate;
    // The phase of an exponential sweep is the integral of its frequency.
    const double cycles = from * seconds / octaves * (std::exp(octaves * t / seconds) - 1.0);
    return std::sin(2.0 * std::numbers::pi * std::fmod(cycles, 1.0));
}

/// `level` is the amplitude of signal.levelDb, which is dear to compute.
float sample(const SimulatedSignal& signal, double level, int channel, std::uint64_t frame,
             int rate) noexcept {
    switch (signal.kind) {
    case SimulatedSignal::Kind::Silence: return 0.0F;
    case SimulatedSignal::Kind::Tone:
        return static_cast<float>(level * sineAt(signal.frequencyHz, frame, rate));
    case SimulatedSignal::Kind::Noise: {
        const std::uint64_t bits = scrambled(frame * 64 + static_cast<unsigned>(channel)) >> 11U;
        return static_cast<float>(level * (static_cast<double>(bits) * 0x1p-52 - 1.0));
    }
    case SimulatedSignal::Kind::Sweep: return static_cast<float>(level * sweepAt(frame, rate));
    case SimulatedSignal::Kind::Overload:
        return static_cast<float>(std::clamp(2.0 * sineAt(signal.frequencyHz, frame, rate), -1.0, 1.0));
    case SimulatedSignal::Kind::Ramp: return rampSample(channel, frame);
    }
    return 0.0F;
}

} // namespace

float rampSample(int channel, std::uint64_t frame) noexcept {
    const auto number =
        static_cast<std::int64_t>((frame & 0xFFFFU) << 6U | (static_cast<unsigned>(channel) & 0x3FU));
    return static_cast<float>(static_cast<double>(number - (1 << 21)) / (1 << 22));
}

float sampleAt(const SimulatedSignal& signal, int channel, std::uint64_t frame, int rate) noexcept {
    return sample(signal, fromDb(signal.levelDb), channel, frame, rate);
}

void fillSamples(const SimulatedSignal& signal, int channel, std::uint64_t firstFrame, std::uint32_t frames,
                 int rate, float* to, std::size_t stride) noexcept {
    const double level = fromDb(signal.levelDb);
    for (std::uint32_t f = 0; f < frames; ++f)
        to[f * stride] = sample(signal, level, channel, firstFrame + f, rate);
}

} // namespace headroom
