// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"
#include "engine/realtime/clock.h"
#include "engine/realtime/tape.h"
#include "engine/takes/output_file.h"
#include "engine/takes/take_parts.h"

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

/// Where a take begins on its tape.
struct TakeStart {
    /// The first frame captured at this host time or after it, which may lie in the past as far as the tape
    /// reaches; the first frame of the tape where not given.
    std::optional<std::int64_t> hostNs;
};

/// Records one tape into files: a collector thread reads the tape and never touches the disk, a disk thread
/// writes what was collected, in chunks that may pile up in memory to TakeSettings::memoryLimitBytes.
///
/// Control functions come from one thread, the engine's, and return at once. Times are host times of the
/// clock: a pause that is asked for at T leaves out what was captured from T on.
///
/// Every hole is in the file as zeros and in the report as a fault; frames that the disk could not take are
/// too.
class TakeRecorder {
public:
    /// Begins at once. `settings.map` must have been resolved by resolveForRecording for the source: `map`.
    /// The file is created on the disk thread; that it cannot be is told by the report.
    static std::unique_ptr<TakeRecorder> begin(TakeSource source, TakeSettings settings, RecordMap map,
                                               TakeStart start, const Clock& clock, FileSystem& files,
                                               TakeParts parts = systemTakeParts());

    virtual ~TakeRecorder() = default; ///< ends the take as if stopped now, and waits for the disk

    virtual void pause(std::int64_t hostNs) = 0;
    virtual void resume(std::int64_t hostNs) = 0;
    virtual void addMarker(std::int64_t hostNs, std::string label) = 0;

    /// Ends the take after the block in which `hostNs` lies, once the tape has it. Where the device delivers
    /// nothing within `graceNs` of the clock, the time up to `hostNs` becomes a gap of `absence`.
    virtual void stop(std::int64_t hostNs, std::int64_t graceNs, GapReason absence) = 0;

    [[nodiscard]] virtual TakeProgress progress() const = 0;
    /// What has happened since the last call, for live display.
    [[nodiscard]] virtual std::vector<Fault> newFaults() = 0;
    [[nodiscard]] virtual std::vector<Marker> newMarkers() = 0;

    /// True once all files are closed: by stop(), by maxFrames, at the tape's end, or by an error.
    [[nodiscard]] virtual bool finished() const = 0;
    /// Only once finished().
    [[nodiscard]] virtual TakeReport report() const = 0;
};

} // namespace headroom
