// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_delivery.h"

#include "engine/realtime/clock.h"

#include <algorithm>
#include <cstring>

namespace headroom::pulse {

namespace {

constexpr std::int64_t nsPerMs = 1'000'000;
/// A jump of the clock by more than this is no jitter.
constexpr std::int64_t jumpNs = 50 * nsPerMs;
/// Blocks that were captured before the device slept may still be on their way for so long.
constexpr std::int64_t inFlightNs = 100 * nsPerMs;
/// passTime() comes ten times a second. Later than this and the process stood still.
constexpr std::int64_t standstillNs = 300 * nsPerMs;
/// After a standstill what the server had kept comes first, the jump later.
constexpr std::int64_t dropsShowWithinNs = 5 * nsPerSecond;

} // namespace

Delivery::Delivery(int rate, int channels, std::uint64_t bufferFrames)
    : channels_(static_cast<std::uint64_t>(channels)),
      frameBytes_(channels_ * sizeof(float)),
      time_(rate),
      bufferNs_(time_.lengthNs(bufferFrames)),
      aligned_{} {}

void Delivery::noteFrameTime(std::int64_t frame, std::int64_t hostNs, std::int64_t toldNs) noexcept {
    if (frame <= oldFrame_ || toldNs < wokeNs_)
        return;
    time_.anchor(frame, hostNs);
}

void Delivery::fragment(const void* data, std::size_t bytes, std::int64_t nowNs) noexcept {
    const std::uint64_t frames = bytes / frameBytes_;
    if (frames == 0)
        return;
    // Where the server has told nothing yet: the fragment came at once, and its first frame is as old as it
    // is long.
    const std::int64_t measured =
        time_.anchored() ? time_.measured(framesRead_) : nowNs - time_.lengthNs(frames);
    framesRead_ += static_cast<std::int64_t>(frames);
    if (sink_ == nullptr)
        return;
    if (!time_.begun()) {
        if (data == nullptr)
            return;
        time_.begin(measured);
    } else if (woke_) {
        fillUpTo(measured, GapReason::Suspended);
    } else if (nowNs < dropsUntilNs_ && measured - time_.nextNs() > jumpNs) {
        fillUpTo(measured, GapReason::Hole);
    }
    if (!suspended_)
        woke_ = false;

    ageNs_ = nowNs - time_.correct(measured);
    if (data == nullptr)
        gap(frames, GapReason::Hole);
    else
        blocks(data, frames);
}

void Delivery::setSuspended(bool suspended, std::int64_t nowNs) noexcept {
    if (suspended_ && !suspended) {
        woke_ = true;
        // The sleep moved every frame that is still to come.
        time_.forgetAnchor();
        oldFrame_ = framesRead_;
        wokeNs_ = nowNs;
    }
    suspended_ = suspended;
}

void Delivery::passTime(std::int64_t nowNs) noexcept {
    const std::int64_t passed = passedNs_ != 0 ? nowNs - passedNs_ : 0;
    passedNs_ = nowNs;
    if (passed > std::max(standstillNs, bufferNs_ / 2))
        dropsUntilNs_ = nowNs + dropsShowWithinNs;
    if (suspended_ && time_.begun() && sink_ != nullptr)
        fillUpTo(nowNs - inFlightNs, GapReason::Suspended);
}

void Delivery::fillUpTo(std::int64_t ns, GapReason reason) noexcept {
    gap(time_.framesBetween(time_.nextNs(), ns), reason);
}

void Delivery::gap(std::uint64_t frames, GapReason reason) noexcept {
    if (frames == 0)
        return;
    sink_->onGap(frames, reason, time_.nextNs());
    time_.advance(frames);
}

void Delivery::block(const float* samples, std::uint64_t frames) noexcept {
    sink_->onBlock(samples, static_cast<std::uint32_t>(frames), time_.nextNs());
    time_.advance(frames);
}

void Delivery::blocks(const void* data, std::uint64_t frames) noexcept {
    if (reinterpret_cast<std::uintptr_t>(data) % alignof(float) == 0) {
        block(static_cast<const float*>(data), frames);
        return;
    }
    const auto* from = static_cast<const unsigned char*>(data);
    const std::uint64_t most = aligned_.size() / channels_;
    while (frames > 0) {
        const std::uint64_t now = std::min(frames, most);
        std::memcpy(aligned_.data(), from, now * frameBytes_);
        block(aligned_.data(), now);
        from += now * frameBytes_;
        frames -= now;
    }
}

} // namespace headroom::pulse
