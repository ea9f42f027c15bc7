// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/fault.h"
#include "engine/core/take.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// The host time that `frames` frames at `rate` take, in nanoseconds, rounded down.
[[nodiscard]] std::int64_t frameTimeNs(std::uint64_t frames, int rate) noexcept;

/// The first frame captured at `timeNs` or after it, counted from one that was captured at `originNs`; 0
/// where that is late enough itself. A frame has no whole number of nanoseconds: a time less than a hundredth
/// of a frame after one means that one, so that a time computed from a frame finds it again however it was
/// rounded.
[[nodiscard]] std::uint64_t frameAtTime(std::int64_t originNs, std::int64_t timeNs, int rate) noexcept;

/// A stretch of the tape as the take sees it: frames that are there, or frames that are missing.
struct TapeStretch {
    bool missing = false;
    FaultCause cause = FaultCause::Device; ///< missing only
    GapReason reason = GapReason::Hole;    ///< missing only
    std::uint64_t position = 0;            ///< on the tape, of the first frame
    std::uint64_t frames = 0;
    std::int64_t hostNs = 0; ///< of the first frame
};

/// Where a take begins, pauses and ends: cuts stretches of the tape into the take's own frames. Pure
/// computation; no thread, no samples.
///
/// The take's frames are counted without what was paused and with what is missing. It begins with the first
/// frame captured at its start or after it: a device that delivers nothing yet makes it wait, not faulty.
/// Times are turned into frames by the host time of the stretch in which they lie; those that lie ahead wait
/// for it.
///
/// What was asked for at a time that is past cannot undo what is written: a pause, its end and the take's end
/// take effect at the tape's position `notBefore` (the tape's end when it was asked for) if their time lies
/// before it. So the outcome never depends on how far the reader had come.
class TakeTimeline {
public:
    /// Is told what becomes of the stretches, in order.
    class Output {
    public:
        virtual ~Output() = default;
        /// `frames` frames from `offset` of the stretch at hand are the take's next ones.
        virtual void onFrames(std::uint64_t offset, std::uint64_t frames, std::int64_t hostNs) = 0;
        /// The take's next `frames` frames are missing.
        virtual void onMissing(const TapeStretch& stretch) = 0;
        /// What follows does not join what came before.
        virtual void onPause() = 0;
        /// Both are told in the order in which they are known; a marker's position may be an earlier one.
        virtual void onPaused(const Pause& pause) = 0;
        virtual void onMarker(Marker marker, std::int64_t hostNs) = 0;
    };

    TakeTimeline(int rate, std::optional<std::int64_t> startNs, std::optional<std::uint64_t> maxFrames,
                 Output& output);

    /// The take goes on from another one: what the device did not deliver before its first frame is missing
    /// too. To be called first.
    void join() { joins_ = true; }
    void pause(std::int64_t hostNs, std::uint64_t notBefore);
    void resume(std::int64_t hostNs, std::uint64_t notBefore);
    /// Ends after the block in which the last frame before `hostNs` lies; what is missing ends at `hostNs`
    /// exactly.
    void stop(std::int64_t hostNs, std::uint64_t notBefore);
    /// `givenAt` is the tape's end when it was asked for: a marker that comes after the take's own end is
    /// none.
    void addMarker(std::int64_t hostNs, std::uint64_t givenAt, std::string label);

    /// The next stretch; a block, as a rule. Stretches follow each other without a hole.
    void add(const TapeStretch& stretch);
    /// The take ends here. Markers that lie ahead are set at its end.
    void end();

    [[nodiscard]] bool ended() const noexcept { return ended_; }
    [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }

private:
    struct Command {
        bool pause = false;
        std::int64_t hostNs = 0;
        std::uint64_t notBefore = 0;
    };
    /// A part of a stretch that was passed, for markers.
    struct Passed {
        std::int64_t hostNs = 0;
        std::uint64_t frames = 0;
        std::uint64_t position = 0; ///< of the take
        bool counted = false;
    };
    struct WaitingMarker {
        std::int64_t hostNs = 0;
        std::uint64_t givenAt = 0;
        std::string label;
    };

    [[nodiscard]] std::uint64_t offsetOf(const TapeStretch& stretch, std::int64_t hostNs,
                                         std::uint64_t notBefore) const noexcept;
    void apply(const Command& command);
    /// Returns how many of the frames it passed: fewer where the take is full.
    std::uint64_t pass(const TapeStretch& stretch, std::uint64_t offset, std::uint64_t frames);
    [[nodiscard]] std::optional<std::uint64_t> markedFrame(std::int64_t hostNs) const;
    void setMarkers();

    int rate_;
    std::optional<std::int64_t> startNs_;
    std::optional<std::uint64_t> maxFrames_;
    Output& output_;

    std::deque<Command> commands_;
    std::optional<Command> stop_;
    std::vector<WaitingMarker> markers_;
    std::deque<Passed> passed_;
    TapeStretch last_;          ///< the newest; no frames before the first
    std::uint64_t reached_ = 0; ///< the tape's position up to which all is passed
    bool joins_ = false;
    bool started_ = false;
    bool paused_ = false;
    bool ended_ = false;
    std::uint64_t pausedFrames_ = 0;
    std::uint64_t frames_ = 0;
};

} // namespace headroom
