// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/fault.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace headroom {

/// The last seconds of one input stream: float32 samples (frames × channels, interleaved) and, beside them,
/// what happened: blocks with their host time, and gaps. One writer, which never waits and signals nobody;
/// any number of readers, each a TapeHead, that never hinder it.
///
/// Positions are frames since the tape began, gaps included; they are 64 bits wide and never wrap. A gap is a
/// record, never zeros in the ring: however long it is, it overwrites nothing.
///
/// How it is made safe: samples and records are stored as 8-byte words through atomic_ref (release, acquire).
/// Two counters stand beside each ring, `claimed`, raised before anything is overwritten, and `written`,
/// raised after. A reader copies and then looks whether what it copied had been claimed for something newer
/// meanwhile; if so it was lapped and throws the copy away. No fence is used: a reader that saw a word of a
/// newer block has, by that word's release and acquire, seen the claim as well.
class Tape {
public:
    /// A tape that holds `seconds` of stream. `blockFrames` is the usual block: the ring of records has room
    /// for four times as many as such blocks need, and for blocks of 2.5 ms at the least. Memory is touched
    /// here and locked where that is allowed. rate and channels stay for life. Not real-time safe.
    Tape(int rate, int channels, double seconds, std::uint32_t blockFrames);
    ~Tape();
    Tape(const Tape&) = delete;
    Tape& operator=(const Tape&) = delete;

    [[nodiscard]] int rate() const noexcept { return rate_; }
    [[nodiscard]] int channels() const noexcept { return static_cast<int>(channels_); }
    [[nodiscard]] double capacitySeconds() const noexcept {
        return static_cast<double>(capacityFrames_) / rate_;
    }

    /// @name Writer
    /// One thread at a time; a change of threads must be ordered by the caller. Real-time safe.
    /// @{

    /// Appends a block whose first frame was captured at `hostNs`.
    void writeBlock(const float* interleaved, std::uint64_t frames, std::int64_t hostNs) noexcept;
    /// Appends frames that were never delivered.
    void writeGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept;
    /// Says that nothing more will come: the stream's rate or channels changed, or the input was closed.
    void end() noexcept;
    /// @}

    /// @name Any thread, real-time safe
    /// @{

    /// The position after the last frame.
    [[nodiscard]] std::uint64_t endPosition() const noexcept {
        return endPosition_.load(std::memory_order_acquire);
    }
    /// The host time of endPosition(), 0 while the tape is empty.
    [[nodiscard]] std::int64_t endHostNs() const noexcept {
        return endHostNs_.load(std::memory_order_acquire);
    }
    [[nodiscard]] bool ended() const noexcept { return ended_.load(std::memory_order_acquire); }
    /// @}

private:
    friend class TapeHead;

    struct Record {
        bool isGap = false;
        GapReason reason = GapReason::Hole;
        std::uint64_t position = 0;
        std::uint64_t frames = 0;
        std::uint64_t storage = 0; ///< index of its first frame among all frames ever stored, gaps left out
        std::int64_t hostNs = 0;
    };
    static constexpr std::size_t wordsPerRecord = 5;

    void append(const Record& record) noexcept;
    void storeSamples(const float* samples, std::uint64_t firstSample, std::uint64_t count) noexcept;

    // Readers. Each returns false where the content was overwritten before or while it was copied.
    [[nodiscard]] bool loadRecord(std::uint64_t index, Record& record) const noexcept;
    [[nodiscard]] bool loadSamples(std::uint64_t firstSample, std::uint64_t count, float* to) const noexcept;
    /// With `spare` frames of the ring left before it is overwritten.
    [[nodiscard]] bool stillStored(std::uint64_t storage, std::uint64_t spare = 0) const noexcept;

    int rate_;
    std::uint64_t channels_;
    std::uint64_t capacityFrames_;
    std::uint64_t recordCapacity_;

    // Plain words; every access while the stream runs goes through atomic_ref.
    mutable std::vector<std::uint64_t> samples_;
    mutable std::vector<std::uint64_t> records_;
    bool locked_ = false;

    alignas(64) std::atomic<std::uint64_t> claimedFrames_{0}; ///< stored frames, gaps left out
    std::atomic<std::uint64_t> claimedRecords_{0};
    std::atomic<std::uint64_t> writtenRecords_{0};
    std::atomic<std::uint64_t> endPosition_{0};
    std::atomic<std::int64_t> endHostNs_{0};
    std::atomic<bool> ended_{false};

    // The writer's own.
    alignas(64) std::uint64_t storedFrames_ = 0;
    std::uint64_t position_ = 0;
};

} // namespace headroom
