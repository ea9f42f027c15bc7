// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace headroom {

/// A piece of a take on its way to the disk.
struct TakeChunk {
    enum class Kind {
        Samples,
        Zeros, ///< missing frames: only their number is kept
        Break, ///< missing frames that no file holds: the file ends before them and another begins after
        End,   ///< the take is over
    };
    Kind kind = Kind::End;
    std::uint64_t frames = 0;
    std::int64_t hostNs = 0;          ///< of the first frame
    std::unique_ptr<float[]> samples; ///< Samples only: frames × channels, interleaved
};

/// What was collected and waits for the disk: a list of chunks that grows while the disk is busy, up to a
/// limit of memory. Missing frames take no memory. One thread adds, one takes; neither waits for the other's
/// work.
class TakeBuffer {
public:
    TakeBuffer(int rate, int channels, std::uint64_t limitBytes);

    /// @name Collector
    /// @{

    /// Whether append() would take a frame. After the limit was met there must be room for a second (or for
    /// an eighth of the limit) first: a few long faults can be mended or explained, thousands of short ones
    /// cannot.
    [[nodiscard]] bool hasRoom();
    /// Returns how many of the frames it took, from the first on: fewer at the limit.
    [[nodiscard]] std::uint64_t append(const float* interleaved, std::uint64_t frames, std::int64_t hostNs);
    void appendMissing(TakeChunk::Kind kind, std::uint64_t frames, std::int64_t hostNs);
    /// What follows does not join in time: it begins a chunk of its own.
    void seal();
    void end();
    /// @}

    /// @name Disk
    /// @{

    /// The oldest chunk. Waits up to `timeout` until there is enough to be worth a write, then gives what
    /// there is.
    [[nodiscard]] std::optional<TakeChunk> take(std::chrono::milliseconds timeout);
    /// A chunk that was taken is dealt with: its memory counts no more.
    void release(const TakeChunk& chunk);
    /// @}

    /// Bytes of samples that are not dealt with. Any thread.
    [[nodiscard]] std::uint64_t bytesWaiting() const;

private:
    [[nodiscard]] bool roomy();
    [[nodiscard]] float* placeFor(std::uint64_t frames, std::int64_t hostNs, std::uint64_t& fits);
    void sealTail();

    const int rate_;
    const std::size_t channels_;
    const std::uint64_t frameBytes_;
    const std::uint64_t chunkFrames_;
    const std::uint64_t limitBytes_;
    const std::uint64_t resumeBytes_;

    mutable std::mutex mutex_;
    std::condition_variable worthIt_;
    std::deque<TakeChunk> chunks_;
    bool tailOpen_ = false; ///< the last chunk holds samples and may hold more
    bool ended_ = false;
    bool full_ = false;
    std::uint64_t bytes_ = 0;
};

} // namespace headroom
