// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_collector.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace headroom {

namespace {

/// Larger blocks are read in parts of so many samples.
constexpr std::uint64_t readSamples = 64 * 1024;

/// How long a tape must have been still, in the time of this machine, before a device counts as absent: two
/// blocks, and at least this. Where a clock is stepped by hand, the blocks of a step come a moment after it.
constexpr std::chrono::milliseconds leastStillness{100};

std::uint64_t framesOf(double seconds, int rate) {
    const double frames = std::round(seconds * rate);
    return frames < 1.0e18 ? static_cast<std::uint64_t>(std::max(frames, 0.0))
                           : std::numeric_limits<std::uint64_t>::max();
}

} // namespace

TakeCollector::TakeCollector(std::shared_ptr<const Tape> tape, Wanted wanted, const Clock& clock,
                             TakeBuffer& buffer, TakeLog& log)
    : head_(std::move(tape)),
      map_(std::move(wanted.map)),
      mapped_(!isIdentity(map_, head_.tape().channels())),
      gapLimitFrames_(framesOf(wanted.gapLimitSeconds, head_.tape().rate())),
      stillness_(std::max<std::chrono::nanoseconds>(
          leastStillness,
          std::chrono::nanoseconds(2 * frameTimeNs(wanted.blockFrames, head_.tape().rate())))),
      clock_(clock),
      buffer_(buffer),
      log_(log),
      timeline_(head_.tape().rate(), wanted.startNs, wanted.maxFrames, *this) {
    const auto channels = static_cast<std::uint64_t>(head_.tape().channels());
    const std::uint64_t readFrames = std::max<std::uint64_t>(readSamples / channels, 1);
    read_.resize(readFrames * channels);
    if (mapped_)
        converted_.resize(readFrames * map_.sources.size());
    if (wanted.joins) {
        joinNs_ = wanted.startNs;
        timeline_.join();
    }
    if (wanted.paused) {
        timeline_.pause(std::numeric_limits<std::int64_t>::min(), 0);
        log_.setPauseAsked(true);
    }
    if (wanted.startNs)
        head_.toTime(*wanted.startNs);
    else
        head_.toOldest();
}

void TakeCollector::pause(std::int64_t hostNs) {
    give({Command::Kind::Pause, hostNs, 0, {}, 0, GapReason::Hole});
    log_.setPauseAsked(true);
}

void TakeCollector::resume(std::int64_t hostNs) {
    give({Command::Kind::Resume, hostNs, 0, {}, 0, GapReason::Hole});
    log_.setPauseAsked(false);
}

void TakeCollector::addMarker(std::int64_t hostNs, std::string label) {
    give({Command::Kind::Marker, hostNs, 0, std::move(label), 0, GapReason::Hole});
}

void TakeCollector::stop(std::int64_t hostNs, std::int64_t graceNs, GapReason absence) {
    give({Command::Kind::Stop, hostNs, 0, {}, std::max(hostNs, clock_.nowNs()) + graceNs, absence});
}

void TakeCollector::failAtTapeEnd(const Error& error) {
    give({Command::Kind::FailAtEnd, 0, 0, {}, 0, GapReason::Hole, error});
}

void TakeCollector::stopNow() {
    give({Command::Kind::StopNow, 0, 0, {}, 0, GapReason::Hole});
}

void TakeCollector::give(Command command) {
    const std::scoped_lock lock(mutex_);
    command.tapeEnd = head_.tape().endPosition();
    given_.push_back(std::move(command));
}

bool TakeCollector::poll() {
    // The order matters. A block that was written before a deadline is seen below, as the clock is read
    // first; and one that was written after a command was given is not read before the command, as both are
    // looked at in one.
    const std::int64_t now = clock_.nowNs();
    bool tapeEnded = false;
    std::uint64_t end = 0;
    std::vector<Command> commands;
    {
        const std::scoped_lock lock(mutex_);
        tapeEnded = head_.tape().ended();
        end = head_.tape().endPosition();
        commands.swap(given_);
    }
    for (Command& command : commands)
        obey(command);

    const bool progressed = readUpTo(end);
    const bool nothingMore = tapeEnded && head_.position() >= end;
    const bool gone = stop_ && now >= stop_->deadlineNs && absent(progressed);
    if (gone && !timeline_.ended()) {
        // The tape stands still and its end does not move: what it lacks up to the wanted end was not
        // delivered.
        const Tape& tape = head_.tape();
        const std::int64_t tapeEndNs = tape.endHostNs();
        if (tape.endPosition() > 0)
            addStretch({true, FaultCause::Device, stop_->absence, head_.position(),
                        frameAtTime(tapeEndNs, stop_->hostNs, tape.rate()), tapeEndNs});
    }
    if (nothingMore && failure_ && !timeline_.ended())
        log_.setError(*failure_);
    if (timeline_.ended() || nothingMore || gone || stopNow_ || log_.failed()) {
        endTake();
        return false;
    }
    log_.setCollected(frames_, holes_.size());
    return true;
}

void TakeCollector::obey(Command& command) {
    switch (command.kind) {
    case Command::Kind::Pause: timeline_.pause(command.hostNs, command.tapeEnd); break;
    case Command::Kind::Resume: timeline_.resume(command.hostNs, command.tapeEnd); break;
    case Command::Kind::Marker:
        timeline_.addMarker(command.hostNs, command.tapeEnd, std::move(command.label));
        break;
    case Command::Kind::Stop:
        if (!stop_) {
            timeline_.stop(command.hostNs, command.tapeEnd);
            stop_ = command;
        }
        break;
    case Command::Kind::StopNow: stopNow_ = true; break;
    case Command::Kind::FailAtEnd: failure_ = std::move(command.error); break;
    }
}

bool TakeCollector::readUpTo(std::uint64_t end) {
    bool progressed = false;
    const std::uint64_t readFrames = read_.size() / static_cast<std::uint64_t>(head_.tape().channels());
    while (!timeline_.ended() && head_.position() < end) {
        const TapeSpan span = head_.read(read_.data(), readFrames);
        if (span.kind == TapeSpan::Kind::None || span.kind == TapeSpan::Kind::Ended)
            break;
        progressed = true;
        if (span.kind == TapeSpan::Kind::Lost)
            lostFrames_ += span.frames;
        else
            addStretch({span.kind == TapeSpan::Kind::Gap, FaultCause::Device, span.reason, span.position,
                        span.frames, span.hostNs});
    }
    return progressed;
}

void TakeCollector::addStretch(TapeStretch stretch) {
    // Frames that were overwritten before they were read tell no time: it follows from what comes after them.
    if (const auto joinNs = std::exchange(joinNs_, std::nullopt)) {
        const std::int64_t firstNs = stretch.hostNs - frameTimeNs(lostFrames_, head_.tape().rate());
        const std::uint64_t missed = frameAtTime(*joinNs, firstNs, head_.tape().rate());
        // One frame may be the rounding between the two tapes. More is what this tape has overwritten, or
        // what stood on one that came and went between the two before the take could go on to it.
        if (missed > 1)
            lostFrames_ += missed;
    }
    if (const std::uint64_t lost = std::exchange(lostFrames_, 0); lost > 0)
        timeline_.add({true, FaultCause::Tape, GapReason::Hole,
                       stretch.position - std::min(lost, stretch.position), lost,
                       stretch.hostNs - frameTimeNs(lost, head_.tape().rate())});
    if (stretch.frames > 0)
        timeline_.add(stretch);
}

bool TakeCollector::absent(bool progressed) {
    const auto now = std::chrono::steady_clock::now();
    if (progressed || !idle_)
        idleSince_ = now;
    idle_ = !progressed;
    return idle_ && now - idleSince_ >= stillness_;
}

void TakeCollector::endTake() {
    if (lostFrames_ > 0 && !timeline_.ended())
        addStretch({true, FaultCause::Tape, GapReason::Hole, head_.position(), 0, head_.tape().endHostNs()});
    timeline_.end();
    fillHoles();
    log_.setCollected(frames_, 0);
    log_.setCollectorEnded();
    buffer_.end();
}

void TakeCollector::onFrames(std::uint64_t offset, std::uint64_t frames, std::int64_t hostNs) {
    begun(hostNs);
    const auto deviceChannels = static_cast<std::uint64_t>(head_.tape().channels());
    const float* samples = read_.data() + offset * deviceChannels;
    std::uint64_t taken = 0;
    if (buffer_.hasRoom()) {
        fillHoles();
        if (mapped_) {
            applyRecordMap(map_, samples, head_.tape().channels(), frames, converted_.data());
            samples = converted_.data();
        }
        taken = buffer_.append(samples, frames, hostNs);
        frames_ += taken;
    }
    if (taken < frames)
        addHole({FaultCause::Disk, GapReason::Hole, frames - taken,
                 hostNs + frameTimeNs(taken, head_.tape().rate()), false});
}

void TakeCollector::onMissing(const TapeStretch& stretch) {
    begun(stretch.hostNs);
    addHole({stretch.cause, stretch.reason, stretch.frames, stretch.hostNs, false});
}

void TakeCollector::onPause() {
    if (!holes_.empty())
        holes_.back().closed = true;
    buffer_.seal();
}

void TakeCollector::onPaused(const Pause& pause) {
    log_.addPause(pause);
}

void TakeCollector::onMarker(Marker marker, std::int64_t hostNs) {
    log_.addMarker(marker, hostNs);
}

void TakeCollector::begun(std::int64_t hostNs) {
    if (frames_ == 0)
        log_.setStart(clock_.wallAt(hostNs));
}

void TakeCollector::addHole(Hole hole) {
    frames_ += hole.frames;
    holeFrames_ += hole.frames;
    if (!holes_.empty() && !holes_.back().closed && holes_.back().cause == hole.cause &&
        holes_.back().reason == hole.reason)
        holes_.back().frames += hole.frames;
    else
        holes_.push_back(hole);
}

void TakeCollector::fillHoles() {
    std::uint64_t position = frames_ - holeFrames_;
    for (const Hole& hole : holes_) {
        log_.addFault({hole.cause, hole.reason, position, hole.frames, clock_.wallAt(hole.hostNs)});
        position += hole.frames;
    }
    for (auto hole = holes_.cbegin(); hole != holes_.cend();) {
        // An outage is one, though it may have several reasons; what the disk could not take is none.
        const Hole& first = *hole;
        std::uint64_t frames = 0;
        do {
            frames += hole->frames;
            ++hole;
        } while (hole != holes_.cend() && !std::prev(hole)->closed &&
                 (first.cause == FaultCause::Disk) == (hole->cause == FaultCause::Disk));
        const bool outage = first.cause != FaultCause::Disk && frames > gapLimitFrames_;
        buffer_.appendMissing(outage ? TakeChunk::Kind::Break : TakeChunk::Kind::Zeros, frames, first.hostNs);
    }
    holes_.clear();
    holeFrames_ = 0;
}

} // namespace headroom
