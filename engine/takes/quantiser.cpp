// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/quantiser.h"

#include <cassert>
#include <cmath>

namespace headroom {

namespace {

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
std::uint64_t nextRandom(std::uint64_t& state) noexcept {
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

/// Triangular between -1 and 1: the difference of two uniform numbers.
double triangular(std::uint64_t& state) noexcept {
    const std::uint64_t random = nextRandom(state);
    const double first = static_cast<double>(random >> 32U);
    const double second = static_cast<double>(random & 0xFFFFFFFFU);
    return (first - second) * 0x1p-32;
}

double scaleOf(SampleFormat format) {
    switch (format) {
    case SampleFormat::Pcm16: return 0x1p15;
    case SampleFormat::Pcm24: return 0x1p23;
    case SampleFormat::Pcm32:
    case SampleFormat::Float: break;
    }
    return 0x1p31;
}

} // namespace

Quantiser::Quantiser(SampleFormat format, int channels, bool dither)
    : scale_(scaleOf(format)), channels_(static_cast<std::size_t>(channels)), dither_(dither) {
    state_.resize(channels_);
    for (std::size_t channel = 0; channel < channels_; ++channel) {
        // Neighbouring seeds would be the same sequence one step apart: mix them first.
        std::uint64_t seed = channel + 1;
        state_[channel] = nextRandom(seed);
    }
}

void Quantiser::quantise(std::span<const float> interleaved, std::span<std::int32_t> out) noexcept {
    assert(interleaved.size() % channels_ == 0 && out.size() >= interleaved.size());
    const double lowest = -scale_;
    const double highest = scale_ - 1.0;
    std::size_t channel = 0;
    for (std::size_t i = 0; i < interleaved.size(); ++i) {
        // Exact: a double holds a float times a power of two.
        const double exact = static_cast<double>(interleaved[i]) * scale_;
        double rounded = std::nearbyint(exact);
        // The generator runs for every sample, so that what follows does not depend on this one.
        if (dither_) {
            const double noise = triangular(state_[channel]);
            if (rounded != exact)
                rounded = std::nearbyint(exact + noise);
            channel = channel + 1 == channels_ ? 0 : channel + 1;
        }
        if (rounded > highest)
            rounded = highest;
        else if (rounded < lowest)
            rounded = lowest;
        else if (std::isnan(rounded))
            rounded = 0.0;
        out[i] = static_cast<std::int32_t>(rounded);
    }
}

} // namespace headroom
