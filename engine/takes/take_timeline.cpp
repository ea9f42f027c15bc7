// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_timeline.h"

#include "engine/realtime/clock.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

/// Some seconds of usual blocks: a marker is asked for at once, so that its time is hardly ever further back.
constexpr std::size_t passedKept = 1024;

} // namespace

std::int64_t frameTimeNs(std::uint64_t frames, int rate) noexcept {
    // In two steps, as frames × 10^9 would not fit for a stream of days.
    const auto perSecond = static_cast<std::uint64_t>(rate);
    const auto second = static_cast<std::uint64_t>(nsPerSecond);
    return static_cast<std::int64_t>(frames / perSecond * second + frames % perSecond * second / perSecond);
}

std::uint64_t frameAtTime(std::int64_t originNs, std::int64_t timeNs, int rate) noexcept {
    if (timeNs <= originNs)
        return 0;
    constexpr auto second = static_cast<std::uint64_t>(nsPerSecond);
    constexpr std::uint64_t tolerance = second / 100;
    const auto perSecond = static_cast<std::uint64_t>(rate);
    const std::uint64_t elapsed = static_cast<std::uint64_t>(timeNs) - static_cast<std::uint64_t>(originNs);
    const std::uint64_t rest = elapsed % second * perSecond; // in 10^-9 frames
    return elapsed / second * perSecond + (rest + second - 1 - tolerance) / second;
}

TakeTimeline::TakeTimeline(int rate, std::optional<std::int64_t> startNs,
                           std::optional<std::uint64_t> maxFrames, Output& output)
    : rate_(rate), startNs_(startNs), maxFrames_(maxFrames), output_(output), ended_(maxFrames == 0U) {}

void TakeTimeline::pause(std::int64_t hostNs, std::uint64_t notBefore) {
    commands_.push_back({true, hostNs, notBefore});
}

void TakeTimeline::resume(std::int64_t hostNs, std::uint64_t notBefore) {
    commands_.push_back({false, hostNs, notBefore});
}

void TakeTimeline::stop(std::int64_t hostNs, std::uint64_t notBefore) {
    if (stop_)
        return;
    stop_ = Command{false, hostNs, notBefore};
    // Where the block that ends it was passed already, none that comes must be waited for.
    ended_ = ended_ || (last_.frames > 0 && offsetOf(last_, hostNs, notBefore) <= last_.frames);
}

void TakeTimeline::addMarker(std::int64_t hostNs, std::uint64_t givenAt, std::string label) {
    markers_.push_back({hostNs, givenAt, std::move(label)});
    setMarkers();
}

void TakeTimeline::add(const TapeStretch& stretch) {
    if (ended_)
        return;
    last_ = stretch;
    std::uint64_t limit = stretch.frames;
    bool last = false;
    if (stop_) {
        const std::uint64_t stopAt = offsetOf(stretch, stop_->hostNs, stop_->notBefore);
        if (stretch.missing || stopAt == 0)
            limit = std::min(limit, stopAt);
        last = stopAt <= stretch.frames;
    }
    std::uint64_t at = 0;
    if (!started_) {
        at = startNs_ ? frameAtTime(stretch.hostNs, *startNs_, rate_) : 0;
        started_ = at < limit;
    }
    while (at < limit && !ended_) {
        std::uint64_t until = limit;
        while (!commands_.empty()) {
            const std::uint64_t due =
                offsetOf(stretch, commands_.front().hostNs, commands_.front().notBefore);
            if (due > at) {
                until = std::min(until, due);
                break;
            }
            apply(commands_.front());
            commands_.pop_front();
        }
        at += pass(stretch, at, until - at);
    }
    reached_ = stretch.position + (ended_ ? at : stretch.frames);
    ended_ = ended_ || last;
    setMarkers();
}

void TakeTimeline::end() {
    ended_ = true;
    setMarkers();
    const bool full = frames_ == maxFrames_;
    for (WaitingMarker& marker : markers_)
        if (marker.givenAt < reached_ || (marker.givenAt == reached_ && !full))
            output_.onMarker({frames_, std::move(marker.label)}, marker.hostNs);
    markers_.clear();
}

std::uint64_t TakeTimeline::offsetOf(const TapeStretch& stretch, std::int64_t hostNs,
                                     std::uint64_t notBefore) const noexcept {
    const std::uint64_t least = notBefore > stretch.position ? notBefore - stretch.position : 0;
    return std::max(frameAtTime(stretch.hostNs, hostNs, rate_), least);
}

void TakeTimeline::apply(const Command& command) {
    if (command.pause == paused_)
        return;
    paused_ = command.pause;
    if (paused_) {
        pausedFrames_ = 0;
        output_.onPause();
    } else if (pausedFrames_ > 0 && frames_ > 0) {
        output_.onPaused({frames_, pausedFrames_});
    }
}

std::uint64_t TakeTimeline::pass(const TapeStretch& stretch, std::uint64_t offset, std::uint64_t frames) {
    const std::int64_t hostNs = stretch.hostNs + frameTimeNs(offset, rate_);
    // A take begins with a frame that the device delivered; waiting for it is no fault.
    const bool waits = !joins_ && frames_ == 0 && stretch.missing && stretch.cause == FaultCause::Device;
    const bool counted = !paused_ && !waits;
    if (counted && maxFrames_)
        frames = std::min(frames, *maxFrames_ - frames_);
    passed_.push_back({hostNs, frames, frames_, counted});
    if (passed_.size() > passedKept)
        passed_.pop_front();
    if (paused_)
        pausedFrames_ += frames;
    if (!counted)
        return frames;
    if (stretch.missing)
        output_.onMissing({true, stretch.cause, stretch.reason, stretch.position + offset, frames, hostNs});
    else
        output_.onFrames(offset, frames, hostNs);
    frames_ += frames;
    ended_ = frames_ == maxFrames_;
    return frames;
}

std::optional<std::uint64_t> TakeTimeline::markedFrame(std::int64_t hostNs) const {
    for (const Passed& part : passed_) {
        const std::uint64_t offset = frameAtTime(part.hostNs, hostNs, rate_);
        if (offset < part.frames)
            return part.position + (part.counted ? offset : 0);
    }
    return std::nullopt;
}

void TakeTimeline::setMarkers() {
    std::erase_if(markers_, [this](WaitingMarker& marker) {
        // Not before all is passed that was there when it was given: whether it comes after the end is known
        // then.
        if (marker.givenAt > reached_)
            return false;
        const auto position = markedFrame(marker.hostNs);
        if (position)
            output_.onMarker({*position, std::move(marker.label)}, marker.hostNs);
        return position.has_value();
    });
}

} // namespace headroom
