// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// What is known of a take: written by its two threads, read by any. Every function takes a short lock and is
/// done; none waits for a disk.
class TakeLog {
public:
    /// `known` holds what is known from the start: format, rate, channels, device.
    TakeLog(TakeReport known, std::string file);

    /// @name Collector
    /// @{
    void setStart(std::int64_t wallNs);
    /// `pending` holes have begun and are not in the report yet.
    void setCollected(std::uint64_t frames, std::uint64_t pending);
    void addFault(const Fault& fault);
    void addPause(const Pause& pause);
    /// Markers at one frame are reported in the order of their times, in whatever order they became known.
    void addMarker(const Marker& marker, std::int64_t hostNs);
    void setCollectorEnded();
    /// @}

    /// @name Disk
    /// @{
    /// The files as they are, the one that is being written last.
    void setFiles(const std::vector<TakeFile>& files);
    void setFree(std::uint64_t bytes, double secondsLeft);
    /// The first error ends the take; later ones are its consequences.
    void setError(const Error& error);
    void setLevels(std::vector<double> peakDb, std::vector<std::uint64_t> clips);
    /// The frames [from, to) reached no file: those of them that are no fault yet become Disk faults.
    void addUnsaved(std::uint64_t from, std::uint64_t to, int rate, std::int64_t wallTimeNs);
    /// Nothing was ever written: the take has no frames.
    void clearTimeline();
    void setFinished();
    /// The take as it would be reported if it ended before frame `end`, which the disk has come to. What is
    /// known of it is ahead of what is counted: a fault may stand here before its frames do.
    [[nodiscard]] TakeReport reportUpTo(std::uint64_t end) const;
    /// @}

    /// @name Any thread
    /// @{
    void setPauseAsked(bool paused);
    [[nodiscard]] TakeProgress progress() const;
    [[nodiscard]] std::vector<Fault> newFaults();
    [[nodiscard]] std::vector<Marker> newMarkers();
    [[nodiscard]] bool failed() const;
    [[nodiscard]] bool finished() const;
    [[nodiscard]] std::uint64_t collected() const;
    [[nodiscard]] TakeReport report() const;
    /// @}

private:
    [[nodiscard]] TakeProgress::State state() const;

    mutable std::mutex mutex_;
    TakeReport report_;
    TakeProgress progress_;
    std::vector<std::int64_t> markerTimes_; ///< of report_.markers
    std::vector<Fault> newFaults_;
    std::vector<Marker> newMarkers_;
    std::uint64_t pending_ = 0;
    bool pauseAsked_ = false;
    bool collectorEnded_ = false;
    bool finished_ = false;
};

} // namespace headroom
