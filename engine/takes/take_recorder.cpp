// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_recorder.h"

#include "engine/realtime/thread_priority.h"
#include "engine/takes/take_buffer.h"
#include "engine/takes/take_collector.h"
#include "engine/takes/take_log.h"
#include "engine/takes/take_writer.h"

#include <chrono>
#include <thread>
#include <utility>

namespace headroom {

namespace {

/// The tape holds seconds: so often is often enough, and seldom enough to cost nothing.
constexpr std::chrono::milliseconds pollInterval{10};

TakeReport knownReport(const TakeSource& source, const TakeSettings& settings, const RecordMap& map) {
    TakeReport report;
    report.format = settings.format;
    report.sampleFormat = settings.sampleFormat;
    report.rate = source.tape->rate();
    report.channels = map.positions;
    report.labels = map.labels;
    report.device = source.device;
    report.granted = source.granted;
    return report;
}

AudioFileSpec fileSpec(const TakeSource& source, const TakeSettings& settings, const RecordMap& map) {
    AudioFileSpec spec;
    spec.path = settings.file;
    spec.overwrite = settings.overwrite;
    spec.format = settings.format;
    spec.sampleFormat = settings.sampleFormat;
    spec.rate = source.tape->rate();
    spec.channels = map.positions;
    spec.labels = map.labels;
    spec.device = source.device;
    return spec;
}

class ThreadedTakeRecorder final : public TakeRecorder {
public:
    ThreadedTakeRecorder(const TakeSource& source, const TakeSettings& settings, RecordMap map,
                         TakeStart start, const Clock& clock, FileSystem& files, TakeParts parts)
        : log_(knownReport(source, settings, map), settings.file),
          buffer_(source.tape->rate(), map.channels(), settings.memoryLimitBytes),
          writer_(settings, fileSpec(source, settings, map), std::move(parts), files, clock, buffer_, log_,
                  start.numbers ? start.numbers : std::make_shared<FileNumbers>()),
          collector_(source.tape,
                     {std::move(map), start.hostNs, settings.maxFrames, settings.gapLimitSeconds,
                      source.granted.blockFrames, start.paused, start.joins},
                     clock, buffer_, log_),
          collectorThread_([this] {
              nameThisThread("take-collector");
              while (collector_.poll())
                  std::this_thread::sleep_for(pollInterval);
          }),
          diskThread_([this] {
              nameThisThread("take-disk");
              writer_.run();
          }) {}

    ~ThreadedTakeRecorder() override {
        collector_.stopNow();
        collectorThread_.join();
        diskThread_.join();
    }

    void pause(std::int64_t hostNs) override { collector_.pause(hostNs); }
    void resume(std::int64_t hostNs) override { collector_.resume(hostNs); }
    void addMarker(std::int64_t hostNs, std::string label) override {
        collector_.addMarker(hostNs, std::move(label));
    }
    void stop(std::int64_t hostNs, std::int64_t graceNs, GapReason absence) override {
        collector_.stop(hostNs, graceNs, absence);
    }

    void failAtTapeEnd(const Error& error) override { collector_.failAtTapeEnd(error); }

    [[nodiscard]] TakeProgress progress() const override {
        TakeProgress progress = log_.progress();
        progress.bytesWaiting = buffer_.bytesWaiting();
        return progress;
    }
    [[nodiscard]] std::vector<Fault> newFaults() override { return log_.newFaults(); }
    [[nodiscard]] std::vector<Marker> newMarkers() override { return log_.newMarkers(); }
    [[nodiscard]] bool finished() const override { return log_.finished(); }
    [[nodiscard]] bool failed() const override { return log_.failed(); }
    [[nodiscard]] TakeReport report() const override { return log_.report(); }

private:
    TakeLog log_;
    TakeBuffer buffer_;
    TakeWriter writer_;
    TakeCollector collector_;
    std::thread collectorThread_;
    std::thread diskThread_;
};

} // namespace

std::unique_ptr<TakeRecorder> TakeRecorder::begin(TakeSource source, TakeSettings settings, RecordMap map,
                                                  TakeStart start, const Clock& clock, FileSystem& files,
                                                  TakeParts parts) {
    return std::make_unique<ThreadedTakeRecorder>(source, settings, std::move(map), start, clock, files,
                                                  std::move(parts));
}

} // namespace headroom
