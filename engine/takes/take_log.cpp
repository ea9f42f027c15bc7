// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_log.h"

#include "engine/takes/take_timeline.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

void sortByPosition(std::vector<Fault>& faults) {
    std::ranges::stable_sort(faults, {}, &Fault::position);
}

} // namespace

TakeLog::TakeLog(TakeReport known, std::string file) : report_(std::move(known)) {
    progress_.file = std::move(file);
}

void TakeLog::setStart(std::int64_t wallNs) {
    const std::scoped_lock lock(mutex_);
    report_.startWallNs = wallNs;
}

void TakeLog::setCollected(std::uint64_t frames, std::uint64_t pending) {
    const std::scoped_lock lock(mutex_);
    report_.frames = frames;
    pending_ = pending;
}

void TakeLog::addFault(const Fault& fault) {
    const std::scoped_lock lock(mutex_);
    report_.faults.push_back(fault);
    newFaults_.push_back(fault);
}

void TakeLog::addPause(const Pause& pause) {
    const std::scoped_lock lock(mutex_);
    report_.pauses.push_back(pause);
}

void TakeLog::addMarker(const Marker& marker, std::int64_t hostNs) {
    const std::scoped_lock lock(mutex_);
    std::size_t at = markerTimes_.size();
    while (at > 0 && (report_.markers[at - 1].position > marker.position ||
                      (report_.markers[at - 1].position == marker.position && markerTimes_[at - 1] > hostNs)))
        --at;
    report_.markers.insert(report_.markers.begin() + static_cast<std::ptrdiff_t>(at), marker);
    markerTimes_.insert(markerTimes_.begin() + static_cast<std::ptrdiff_t>(at), hostNs);
    newMarkers_.push_back(marker);
}

void TakeLog::setCollectorEnded() {
    const std::scoped_lock lock(mutex_);
    collectorEnded_ = true;
    // A pause after which nothing came is the end, not a stretch that was left out.
    std::erase_if(report_.pauses, [this](const Pause& pause) { return pause.position >= report_.frames; });
}

void TakeLog::setFiles(const std::vector<TakeFile>& files) {
    const std::scoped_lock lock(mutex_);
    report_.files = files;
    progress_.bytesWritten = 0;
    for (const TakeFile& file : files)
        progress_.bytesWritten += file.bytes;
    if (!files.empty())
        progress_.file = files.back().path;
}

void TakeLog::setFree(std::uint64_t bytes, double secondsLeft) {
    const std::scoped_lock lock(mutex_);
    progress_.bytesFree = bytes;
    progress_.secondsLeft = secondsLeft;
}

void TakeLog::setError(const Error& error) {
    const std::scoped_lock lock(mutex_);
    if (!report_.error)
        report_.error = error;
}

void TakeLog::setLevels(std::vector<double> peakDb, std::vector<std::uint64_t> clips) {
    const std::scoped_lock lock(mutex_);
    report_.peakDb = std::move(peakDb);
    report_.clips = std::move(clips);
}

void TakeLog::addUnsaved(std::uint64_t from, std::uint64_t to, int rate, std::int64_t wallTimeNs) {
    const std::scoped_lock lock(mutex_);
    sortByPosition(report_.faults);
    std::vector<Fault> unsaved;
    std::uint64_t at = from;
    const auto add = [&](std::uint64_t until) {
        if (at < until)
            unsaved.push_back({FaultCause::Disk, GapReason::Hole, at, until - at,
                               wallTimeNs + frameTimeNs(at - from, rate)});
    };
    for (const Fault& fault : report_.faults) {
        if (fault.position + fault.frames <= from || fault.position >= to)
            continue;
        add(fault.position);
        at = std::max(at, fault.position + fault.frames);
    }
    add(to);
    report_.faults.insert(report_.faults.end(), unsaved.begin(), unsaved.end());
    newFaults_.insert(newFaults_.end(), unsaved.begin(), unsaved.end());
}

void TakeLog::clearTimeline() {
    const std::scoped_lock lock(mutex_);
    report_.frames = 0;
    report_.startWallNs = 0;
    report_.faults.clear();
    report_.pauses.clear();
    report_.markers.clear();
    markerTimes_.clear();
    newFaults_.clear();
    newMarkers_.clear();
}

void TakeLog::setFinished() {
    const std::scoped_lock lock(mutex_);
    finished_ = true;
}

TakeReport TakeLog::reportUpTo(std::uint64_t end) const {
    const std::scoped_lock lock(mutex_);
    TakeReport report = report_;
    report.frames = end;
    const auto later = [end](const auto& entry) { return entry.position >= end; };
    std::erase_if(report.faults, later);
    std::erase_if(report.markers, later);
    std::erase_if(report.pauses, later);
    sortByPosition(report.faults);
    return report;
}

void TakeLog::setPauseAsked(bool paused) {
    const std::scoped_lock lock(mutex_);
    pauseAsked_ = paused;
}

TakeProgress TakeLog::progress() const {
    const std::scoped_lock lock(mutex_);
    TakeProgress progress = progress_;
    progress.state = state();
    progress.frames = report_.frames;
    progress.faults = report_.faults.size() + pending_;
    progress.markers = report_.markers.size();
    return progress;
}

std::vector<Fault> TakeLog::newFaults() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(newFaults_, {});
}

std::vector<Marker> TakeLog::newMarkers() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(newMarkers_, {});
}

bool TakeLog::failed() const {
    const std::scoped_lock lock(mutex_);
    return report_.error.has_value();
}

bool TakeLog::finished() const {
    const std::scoped_lock lock(mutex_);
    return finished_;
}

std::uint64_t TakeLog::collected() const {
    const std::scoped_lock lock(mutex_);
    return report_.frames;
}

TakeReport TakeLog::report() const {
    const std::scoped_lock lock(mutex_);
    TakeReport report = report_;
    sortByPosition(report.faults);
    return report;
}

TakeProgress::State TakeLog::state() const {
    if (finished_)
        return TakeProgress::State::Finished;
    if (collectorEnded_)
        return TakeProgress::State::Finishing;
    if (pauseAsked_)
        return TakeProgress::State::Paused;
    return report_.frames > 0 ? TakeProgress::State::Recording : TakeProgress::State::Waiting;
}

} // namespace headroom
