// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/clock.h"

#include <chrono>

namespace headroom {

std::int64_t SystemClock::nowNs() const noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::int64_t SystemClock::wallNs() const noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

SteppedClock::SteppedClock(std::int64_t startNs, std::int64_t wallStartNs)
    : wallOffsetNs_(wallStartNs - startNs), nowNs_(startNs) {}

std::int64_t SteppedClock::nowNs() const noexcept {
    return nowNs_.load(std::memory_order_acquire);
}

std::int64_t SteppedClock::wallNs() const noexcept {
    return nowNs() + wallOffsetNs_;
}

void SteppedClock::advance(std::int64_t ns) {
    const std::int64_t now = nowNs_.fetch_add(ns, std::memory_order_acq_rel) + ns;
    const std::scoped_lock lock(mutex_);
    if (follower_)
        follower_(now);
}

void SteppedClock::setFollower(std::function<void(std::int64_t)> follower) {
    const std::scoped_lock lock(mutex_);
    follower_ = std::move(follower);
}

} // namespace headroom
