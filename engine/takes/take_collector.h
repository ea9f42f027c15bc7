// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/realtime/clock.h"
#include "engine/realtime/tape_head.h"
#include "engine/takes/take_buffer.h"
#include "engine/takes/take_log.h"
#include "engine/takes/take_timeline.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// Reads a tape for one take: every frame, through the take's channel map, into the buffer that waits for the
/// disk. Never touches a disk.
///
/// A hole is held back until it is over: only then it is known how long it is, and whether it becomes zeros
/// or ends the file. Frames for which the buffer has no room are a hole too.
class TakeCollector final : private TakeTimeline::Output {
public:
    struct Wanted {
        RecordMap map;
        std::optional<std::int64_t> startNs;
        std::optional<std::uint64_t> maxFrames;
        double gapLimitSeconds = 0.0;
        std::uint32_t blockFrames = 0; ///< usual block; 0 where unknown
        bool paused = false;           ///< from the first frame on
        bool joins = false;            ///< what the tape has lost since startNs is a fault
    };

    /// Places the head: what is on the tape now, from the start on, is in the take.
    TakeCollector(std::shared_ptr<const Tape> tape, Wanted wanted, const Clock& clock, TakeBuffer& buffer,
                  TakeLog& log);

    /// @name Control thread; see TakeRecorder
    /// @{
    void pause(std::int64_t hostNs);
    void resume(std::int64_t hostNs);
    void addMarker(std::int64_t hostNs, std::string label);
    void stop(std::int64_t hostNs, std::int64_t graceNs, GapReason absence);
    void failAtTapeEnd(const Error& error);
    /// Ends with what the tape has, without a wait for what is still to come.
    void stopNow();
    /// @}

    /// Reads what is new. Returns false once the take is over. Collector thread.
    [[nodiscard]] bool poll();

private:
    struct Command {
        enum class Kind { Pause, Resume, Marker, Stop, StopNow, FailAtEnd };
        Kind kind = Kind::Pause;
        std::int64_t hostNs = 0;
        std::uint64_t tapeEnd = 0; ///< when it was given
        std::string label;
        std::int64_t deadlineNs = 0;
        GapReason absence = GapReason::Hole;
        Error error = {};
    };
    /// A hole that is not over yet, or one that waits for its end together with those before it.
    struct Hole {
        FaultCause cause = FaultCause::Device;
        GapReason reason = GapReason::Hole;
        std::uint64_t frames = 0;
        std::int64_t hostNs = 0;
        bool closed = false; ///< by a pause: what follows is another one
    };

    void give(Command command);
    void obey(Command& command);
    [[nodiscard]] bool readUpTo(std::uint64_t end);
    void addStretch(TapeStretch stretch);
    [[nodiscard]] bool absent(bool progressed);
    void endTake();

    void onFrames(std::uint64_t offset, std::uint64_t frames, std::int64_t hostNs) override;
    void onMissing(const TapeStretch& stretch) override;
    void onPause() override;
    void onPaused(const Pause& pause) override;
    void onMarker(Marker marker, std::int64_t hostNs) override;
    void begun(std::int64_t hostNs);
    void addHole(Hole hole);
    void fillHoles();

    TapeHead head_;
    const RecordMap map_;
    const bool mapped_;
    const std::uint64_t gapLimitFrames_;
    const std::chrono::nanoseconds stillness_;
    const Clock& clock_;
    TakeBuffer& buffer_;
    TakeLog& log_;

    std::mutex mutex_; ///< guards given_, and makes a command and the tape's end one moment
    std::vector<Command> given_;

    // The collector thread's own.
    TakeTimeline timeline_;
    std::vector<float> read_;
    std::vector<float> converted_;
    std::vector<Hole> holes_;  ///< each begins where the one before it ends
    std::uint64_t frames_ = 0; ///< of the take, those in holes_ included
    std::uint64_t holeFrames_ = 0;
    std::optional<std::int64_t>
        joinNs_; ///< where the take that this one goes on from ends; until the first stretch
    std::uint64_t lostFrames_ = 0; ///< lapped, and their time not known yet
    std::optional<Command> stop_;
    std::optional<Error> failure_; ///< what it means that the tape ends
    bool stopNow_ = false;
    bool idle_ = false;
    std::chrono::steady_clock::time_point idleSince_;
};

} // namespace headroom
