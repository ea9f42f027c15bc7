// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_frame_clock.h"

#include "engine/realtime/clock.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace headroom::pulse {

namespace {

/// Farther off than this is no jitter.
constexpr std::int64_t resyncNs = 50'000'000;
/// The least part of a piece's error that is taken over. At 100 pieces a second the time follows within half
/// a second, and a crystal that is 100 ppm off leaves it 50 µs behind. The first ones are averaged, to begin
/// well.
constexpr double leastCorrection = 0.02;

} // namespace

FrameClock::FrameClock(int rate) noexcept : nsPerFrame_(static_cast<double>(nsPerSecond) / rate) {}

std::int64_t FrameClock::lengthNs(std::uint64_t frames) const noexcept {
    return std::llround(static_cast<double>(frames) * nsPerFrame_);
}

std::uint64_t FrameClock::framesBetween(std::int64_t fromNs, std::int64_t toNs) const noexcept {
    return toNs > fromNs ? static_cast<std::uint64_t>(static_cast<double>(toNs - fromNs) / nsPerFrame_) : 0;
}

void FrameClock::anchor(std::int64_t frame, std::int64_t hostNs) noexcept {
    anchored_ = true;
    anchorFrame_ = frame;
    anchorNs_ = hostNs;
}

std::int64_t FrameClock::measured(std::int64_t frame) const noexcept {
    return anchorNs_ + std::llround(static_cast<double>(frame - anchorFrame_) * nsPerFrame_);
}

void FrameClock::begin(std::int64_t hostNs) noexcept {
    begun_ = true;
    pieces_ = 0;
    lastNs_ = nextNs_ = hostNs;
}

std::int64_t FrameClock::correct(std::int64_t measuredNs) noexcept {
    const std::int64_t off = measuredNs - nextNs_;
    const double part = std::max(leastCorrection, 1.0 / static_cast<double>(++pieces_));
    const std::int64_t time =
        std::abs(off) > resyncNs ? measuredNs : nextNs_ + std::llround(static_cast<double>(off) * part);
    // Backwards it goes no faster than at half speed, so that time always runs on.
    nextNs_ = std::max(time, lastNs_ + (nextNs_ - lastNs_) / 2);
    lastNs_ = nextNs_;
    return nextNs_;
}

} // namespace headroom::pulse
