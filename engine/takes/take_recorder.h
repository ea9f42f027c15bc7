// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"
#include "engine/realtime/clock.h"
#include "engine/realtime/tape.h"
#include "engine/takes/output_file.h"
#include "engine/takes/take_parts.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// What a take is made from.
struct TakeSource {
    std::shared_ptr<const Tape> tape;
    Device device;
    GrantedStream granted;
};

/// The numbers of a take's files. A take that goes on from another one goes on counting.
struct FileNumbers {
    std::atomic<int> last{0}; ///< given away
};

/// Where a take begins on its tape.
struct TakeStart {
    /// The first frame captured at this host time or after it, which may lie in the past as far as the tape
    /// reaches; the first frame of the tape where not given. Frames that the device did not deliver before
    /// the first one that it did are waited for: they are neither in the take nor a fault of it.
    std::optional<std::int64_t> hostNs;
    /// The take joins another one at `hostNs`: what the tape has lost since then, and what the device has not
    /// delivered, are faults of this one.
    bool joins = false;
    bool paused = false; ///< from its first frame on, until resume()
    /// Shared with the take that this one goes on from, so that no two of their files have one name. A take
    /// of its own where there is none.
    std::shared_ptr<FileNumbers> numbers = {};
};

/// Records one tape into files: a collector thread reads the tape and never touches the disk, a disk thread
/// writes what was collected, in chunks that may pile up in memory to TakeSettings::memoryLimitBytes.
///
/// Control functions come from one thread, the engine's, and return at once. Times are host times of the
/// clock: a pause that is asked for at T leaves out what was captured from T on. A T that lies ahead of the
/// tape is waited for. A pause, its end and the take's end whose T lies before the tape's end at the call
/// take effect there: what is on the tape is in the take. So the outcome depends on what was written and
/// asked for in which order, never on when the threads looked.
///
/// Every hole is in the file as zeros and in the report as a fault; frames that the disk could not take are
/// too. A gap of the device that is longer than TakeSettings::gapLimitSeconds is in no file: one ends before
/// it and the next begins after it. It is in the report as any other, and positions, TakeFile::firstFrame and
/// TakeReport::frames count it, so that they tell the time.
///
/// A take of which no file could be made, or for which the device delivered nothing, has no frames and no
/// files. One that an error ended keeps what was written; the rest of what was collected is a Disk fault.
class TakeRecorder {
public:
    /// Begins at once. `map` was fitted to the source.
    /// The file is created on the disk thread; that it cannot be is told by the report.
    static std::unique_ptr<TakeRecorder> begin(TakeSource source, TakeSettings settings, RecordMap map,
                                               TakeStart start, const Clock& clock, FileSystem& files,
                                               TakeParts parts = systemTakeParts());

    /// Ends the take with what the tape has now, and waits for the disk.
    virtual ~TakeRecorder() = default;

    virtual void pause(std::int64_t hostNs) = 0;
    virtual void resume(std::int64_t hostNs) = 0;
    /// Sits on the first frame captured at this time or after it; in a pause, on the frame with which the
    /// take goes on; where the time lies after the take's end, at the end.
    virtual void addMarker(std::int64_t hostNs, std::string label) = 0;

    /// Ends the take after the block with the last frame before `hostNs`, once the tape has it; a gap in
    /// which `hostNs` lies is cut there. Where the device has not delivered it when the clock is `graceNs`
    /// past `hostNs` (or past this call, where that is later), and delivers nothing for two blocks more, the
    /// time up to `hostNs` becomes a gap of `absence`.
    virtual void stop(std::int64_t hostNs, std::int64_t graceNs, GapReason absence) = 0;

    /// Where the take ends because its tape does, and not by a stop, `error` ended it. To be called before
    /// the tape ends.
    virtual void failAtTapeEnd(const Error& error) = 0;

    /// @name Any thread
    /// @{
    /// Cheap. For standard output bytesFree is the highest number there is, and secondsLeft infinite.
    [[nodiscard]] virtual TakeProgress progress() const = 0;
    /// What has happened since the last call, for live display. A fault is told when it is over and its
    /// length is known; progress() counts it as soon as it begins.
    [[nodiscard]] virtual std::vector<Fault> newFaults() = 0;
    [[nodiscard]] virtual std::vector<Marker> newMarkers() = 0;

    /// True once all files are closed: by stop(), by maxFrames, at the tape's end, or by an error.
    [[nodiscard]] virtual bool finished() const = 0;
    /// Whether an error has ended it.
    [[nodiscard]] virtual bool failed() const = 0;
    /// Only once finished().
    [[nodiscard]] virtual TakeReport report() const = 0;
    /// @}
};

} // namespace headroom
