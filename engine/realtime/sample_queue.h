// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

namespace headroom {

/// Frames on their way from one thread to another: a ring of float32 samples (frames × channels, interleaved)
/// with one writer and one reader, neither of which ever waits or signals. What is played goes through one: a
/// program or a file's reader fills it, the device thread empties it.
///
/// Unlike on a Tape nothing is ever overwritten: the writer is told how much there was room for, and comes
/// again. The samples are ordered by the two counters alone, released by the one side and acquired by the
/// other; there are no fences.
class SampleQueue {
public:
    /// Room for `capacityFrames` frames, at least one. Memory is touched here. Not real-time safe.
    SampleQueue(int channels, std::uint64_t capacityFrames);
    SampleQueue(const SampleQueue&) = delete;
    SampleQueue& operator=(const SampleQueue&) = delete;

    [[nodiscard]] int channels() const noexcept { return static_cast<int>(channels_); }
    [[nodiscard]] std::uint64_t capacity() const noexcept { return capacityFrames_; }

    /// Appends as many of `frames` frames as there is room for and returns how many these were. The writer's
    /// thread; real-time safe.
    std::uint64_t write(const float* interleaved, std::uint64_t frames) noexcept;

    /// Takes the oldest frames, at most `frames`, and returns how many these were. The reader's thread;
    /// real-time safe.
    std::uint64_t read(float* to, std::uint64_t frames) noexcept;

    /// @name Any thread, real-time safe
    /// @{

    /// All frames that were ever written; never wraps.
    [[nodiscard]] std::uint64_t written() const noexcept { return written_.load(std::memory_order_acquire); }
    /// All frames that were ever taken.
    [[nodiscard]] std::uint64_t taken() const noexcept { return taken_.load(std::memory_order_acquire); }
    /// Frames that wait. The writer finds no more than these when it looks again, the reader no fewer.
    [[nodiscard]] std::uint64_t queued() const noexcept;
    /// @}

private:
    std::uint64_t channels_;
    std::uint64_t capacityFrames_;
    std::vector<float> samples_;
    // Each on a cache line of its own, as each is written by another thread.
    alignas(64) std::atomic<std::uint64_t> written_{0};
    alignas(64) std::atomic<std::uint64_t> taken_{0};
};

} // namespace headroom
