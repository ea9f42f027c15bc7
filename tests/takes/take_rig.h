// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/realtime/clock.h"
#include "engine/realtime/tape.h"
#include "engine/takes/take_recorder.h"
#include "tests/fakes/memory_audio_file.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace headroom {

/// A clock that moves by hand and can stop every thread but the test's own where it asks for the time: the
/// collector does so once a round, so that a test can let it fall behind.
class HeldClock final : public Clock {
public:
    [[nodiscard]] std::int64_t nowNs() const noexcept override;
    [[nodiscard]] std::int64_t wallNs() const noexcept override { return stepped_.wallNs(); }
    [[nodiscard]] std::int64_t wallAt(std::int64_t hostNs) const noexcept override {
        return stepped_.wallAt(hostNs);
    }
    void advance(std::int64_t ns) { stepped_.advance(ns); }

    void hold();
    /// Returns once a thread waits.
    void waitUntilHeld();
    void release();

private:
    SteppedClock stepped_;
    std::thread::id owner_ = std::this_thread::get_id();
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    bool holding_ = false;
    mutable int held_ = 0;
};

/// A tape that the test writes, a clock that moves with it, and a disk in memory. Each sample says where it
/// comes from.
struct TakeRig {
    explicit TakeRig(int rateHz = 48000, int channelCount = 2, double seconds = 2.0);

    /// A sample that is unique within 2^22 samples, not 0 and far from full scale.
    [[nodiscard]] float sampleAt(std::uint64_t position, int channel) const;
    /// Frames [from, to) of the tape as a file without a gap holds them.
    [[nodiscard]] std::vector<float> samples(std::uint64_t from, std::uint64_t to) const;
    [[nodiscard]] std::vector<float> zeros(std::uint64_t frames) const;

    /// The device delivers: time passes and then the block is there.
    void block(std::uint64_t frames);
    void blocks(int count, std::uint64_t frames);
    void gap(std::uint64_t frames, GapReason reason = GapReason::Hole);
    /// The host time of a frame of the tape.
    [[nodiscard]] std::int64_t timeOf(std::uint64_t position) const;
    [[nodiscard]] std::int64_t wallOf(std::uint64_t position) const { return clock.wallAt(timeOf(position)); }

    /// `words` are a channel map; all channels where there are none.
    [[nodiscard]] std::unique_ptr<TakeRecorder> begin(TakeSettings settings = {}, TakeStart start = {},
                                                      const char* words = nullptr);
    /// Likewise, into real files on another disk.
    [[nodiscard]] std::unique_ptr<TakeRecorder> beginOn(FileSystem& files, TakeParts parts,
                                                        TakeSettings settings, TakeStart start = {},
                                                        const char* words = nullptr);
    /// Ends the take with the last frame that is on the tape.
    void stop(TakeRecorder& recorder) const {
        recorder.stop(timeOf(tape->endPosition()), 0, GapReason::Hole);
    }

    int rate;
    int channels;
    HeldClock clock;
    std::int64_t originNs;
    std::shared_ptr<Tape> tape;
    MemoryDisk disk;
};

/// Wait for a condition of another thread; no condition is a time.
bool waitFinished(const TakeRecorder& recorder);
bool waitFrames(const TakeRecorder& recorder, std::uint64_t frames);

/// The samples of one file after another.
std::vector<float> operator+(std::vector<float> a, const std::vector<float>& b);

} // namespace headroom
