// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/sample_queue.h"

#include <algorithm>

namespace headroom {

SampleQueue::SampleQueue(int channels, std::uint64_t capacityFrames)
    : channels_(static_cast<std::uint64_t>(std::max(channels, 1))),
      capacityFrames_(std::max<std::uint64_t>(capacityFrames, 1)),
      samples_(capacityFrames_ * channels_, 0.0F) {}

std::uint64_t SampleQueue::write(const float* interleaved, std::uint64_t frames) noexcept {
    const std::uint64_t written = written_.load(std::memory_order_relaxed);
    const std::uint64_t room = capacityFrames_ - (written - taken_.load(std::memory_order_acquire));
    const std::uint64_t now = std::min(frames, room);
    const std::uint64_t at = written % capacityFrames_;
    const std::uint64_t first = std::min(now, capacityFrames_ - at); // up to the ring's end
    std::copy_n(interleaved, first * channels_, samples_.data() + at * channels_);
    std::copy_n(interleaved + first * channels_, (now - first) * channels_, samples_.data());
    written_.store(written + now, std::memory_order_release);
    return now;
}

std::uint64_t SampleQueue::read(float* to, std::uint64_t frames) noexcept {
    const std::uint64_t taken = taken_.load(std::memory_order_relaxed);
    const std::uint64_t there = written_.load(std::memory_order_acquire) - taken;
    const std::uint64_t now = std::min(frames, there);
    const std::uint64_t at = taken % capacityFrames_;
    const std::uint64_t first = std::min(now, capacityFrames_ - at);
    std::copy_n(samples_.data() + at * channels_, first * channels_, to);
    std::copy_n(samples_.data(), (now - first) * channels_, to + first * channels_);
    // Released only now: the writer may have these places.
    taken_.store(taken + now, std::memory_order_release);
    return now;
}

std::uint64_t SampleQueue::queued() const noexcept {
    // Taken first: it never overtakes what was written, so that the difference cannot be less than nothing.
    const std::uint64_t taken = taken_.load(std::memory_order_acquire);
    return std::min(written_.load(std::memory_order_acquire) - taken, capacityFrames_);
}

} // namespace headroom
