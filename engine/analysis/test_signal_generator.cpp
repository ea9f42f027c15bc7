// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/test_signal_generator.h"

#include "engine/core/level.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {

namespace {
constexpr double edgeSeconds = 0.010;
constexpr double toneHz = 1000.0;
constexpr double lowestHz = 20.0;
constexpr double syllableSeconds = 0.130;
constexpr int syllablesPerSecond = 4;
} // namespace

SoftSwitch::SoftSwitch(int rate) noexcept
    : edge_(static_cast<std::uint32_t>(std::max(std::lround(edgeSeconds * rate), 1L))) {}

float SoftSwitch::next() noexcept {
    at_ = on_ ? std::min(at_ + 1, edge_) : (at_ > 0 ? at_ - 1 : 0);
    if (at_ == 0 || at_ == edge_)
        return at_ == 0 ? 0.0F : 1.0F;
    return static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * at_ / edge_));
}

TestSignalGenerator::TestSignalGenerator(TestSignal signal, int rate, double levelDb,
                                         std::uint64_t seed) noexcept
    : signal_(signal), rate_(rate), random_(seed), rhythm_(rate) {
    if (signal == TestSignal::Tone) {
        gain_ = fromDb(levelDb) * std::numbers::sqrt2;
        return;
    }
    designPink();
    // White noise even between ±1 has a mean square of 1/3; what the filter makes of it follows from the
    // energy of its response to a pulse.
    double energy = 0.0;
    for (int n = 0; n < rate; ++n) {
        const double response = filtered(n == 0 ? 1.0 : 0.0);
        energy += response * response;
    }
    for (Section& section : sections_)
        section.in = section.out = 0.0;
    gain_ = fromDb(levelDb) / std::sqrt(energy / 3.0);
}

void TestSignalGenerator::designPink() noexcept {
    const auto at = [this](double hertz) { return std::exp(-2.0 * std::numbers::pi * hertz / rate_); };
    sections_[used_++] = {at(lowestHz), 1.0, 0.0, 0.0}; // nothing below what can be heard
    for (double hertz = lowestHz; hertz * 2.0 < 0.5 * rate_ && used_ < mostSections; hertz *= 4.0)
        sections_[used_++] = {at(hertz), at(hertz * 2.0), 0.0, 0.0};
}

double TestSignalGenerator::filtered(double sample) noexcept {
    for (std::size_t i = 0; i < used_; ++i) {
        Section& section = sections_[i];
        section.out = sample - section.zero * section.in + section.pole * section.out;
        section.in = sample;
        sample = section.out;
    }
    return sample;
}

double TestSignalGenerator::white() noexcept {
    // SplitMix64 (Steele, Lea, Flood 2014): any seed will do.
    random_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t x = random_;
    x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27U) * 0x94D049BB133111EBULL;
    x ^= x >> 31U;
    return static_cast<double>(static_cast<std::int64_t>(x)) * 0x1p-63;
}

double TestSignalGenerator::pink() noexcept {
    return filtered(white());
}

double TestSignalGenerator::burst() noexcept {
    const auto period = static_cast<std::uint64_t>(rate_ / syllablesPerSecond);
    const auto sounding = static_cast<std::uint64_t>(syllableSeconds * rate_);
    rhythm_.turn(frame_++ % period < sounding);
    return pink() * static_cast<double>(rhythm_.next());
}

double TestSignalGenerator::tone() noexcept {
    // The phase begins anew with each second, so that it stays exact for ever.
    const auto frame = static_cast<double>(frame_++ % static_cast<std::uint64_t>(rate_));
    return std::sin(2.0 * std::numbers::pi * toneHz * frame / rate_);
}

void TestSignalGenerator::process(float* mono, std::size_t frames) noexcept {
    for (std::size_t f = 0; f < frames; ++f) {
        double sample = 0.0;
        switch (signal_) {
        case TestSignal::Noise: sample = pink(); break;
        case TestSignal::Tone: sample = tone(); break;
        case TestSignal::Burst: sample = burst(); break;
        }
        mono[f] = static_cast<float>(std::clamp(sample * gain_, -1.0, 1.0));
    }
}

} // namespace headroom
