// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/analysis_thread.h"

#include "engine/analysis/level_meter.h"
#include "engine/realtime/snapshot.h"
#include "engine/realtime/tape_head.h"
#include "engine/realtime/thread_priority.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace headroom {

namespace {
constexpr std::chrono::milliseconds pollInterval{10};
constexpr std::uint64_t framesAtOnce = 2048;
} // namespace

struct AnalysisThread::Entry {
    Entry(InputId id, std::shared_ptr<const Tape> tape, std::optional<RecordMap> wanted)
        : input(id),
          map(std::move(wanted)),
          head(tape),
          meter(tape->rate(), map ? map->channels() : tape->channels()),
          samples(framesAtOnce * static_cast<std::size_t>(tape->channels())),
          mapped(map ? framesAtOnce * map->sources.size() : 0) {
        head.toOldest();
        meter.read(latest.next());
        latest.publish();
    }

    /// All that is new on the tape.
    void work() {
        if (reset.exchange(false))
            meter.reset();
        bool fresh = false;
        for (;;) {
            const TapeSpan span = head.read(samples.data(), framesAtOnce);
            if (span.kind == TapeSpan::Kind::Data) {
                if (map)
                    applyRecordMap(*map, samples.data(), head.tape().channels(), span.frames, mapped.data());
                meter.process(map ? mapped.data() : samples.data(), span.frames);
            } else if (span.kind == TapeSpan::Kind::Gap)
                meter.processSilence(span.frames);
            else if (span.kind != TapeSpan::Kind::Lost) // what was lost is merely not shown
                break;
            fresh = true;
        }
        if (!fresh)
            return;
        meter.read(latest.next());
        latest.publish();
    }

    const InputId input;
    const std::optional<RecordMap> map;
    TapeHead head;
    LevelMeter meter;
    std::vector<float> samples;
    std::vector<float> mapped;
    Snapshot<LevelReading> latest;
    std::atomic<bool> reset{false};
};

AnalysisThread::AnalysisThread() : thread_([this] { run(); }) {}

AnalysisThread::~AnalysisThread() {
    {
        const std::scoped_lock lock(mutex_);
        quit_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void AnalysisThread::measure(InputId input, std::shared_ptr<const Tape> tape, std::optional<RecordMap> map) {
    auto entry = std::make_shared<Entry>(input, std::move(tape), std::move(map));
    {
        const std::scoped_lock lock(mutex_);
        std::erase_if(entries_, [&](const auto& e) { return e->input == input; });
        entries_.push_back(std::move(entry));
    }
    changed_.notify_all();
}

void AnalysisThread::forget(InputId input) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(entries_, [&](const auto& e) { return e->input == input; });
}

void AnalysisThread::resetLevels(InputId input) {
    const std::scoped_lock lock(mutex_);
    for (const auto& entry : entries_)
        if (entry->input == input)
            entry->reset = true;
}

bool AnalysisThread::levels(InputId input, LevelReading& reading) {
    std::shared_ptr<Entry> found;
    {
        const std::scoped_lock lock(mutex_);
        const auto it = std::ranges::find(entries_, input, [](const auto& e) { return e->input; });
        if (it == entries_.end())
            return false;
        found = *it;
    }
    reading = found->latest.latest();
    return true;
}

void AnalysisThread::run() {
    nameThisThread("analysis");
    flushDenormals();
    std::vector<std::shared_ptr<Entry>> now;
    std::unique_lock lock(mutex_);
    while (!quit_) {
        if (entries_.empty()) {
            changed_.wait(lock);
            continue;
        }
        now = entries_;
        lock.unlock();
        for (const auto& entry : now)
            entry->work();
        now.clear();
        lock.lock();
        changed_.wait_for(lock, pollInterval, [this] { return quit_; });
    }
}

} // namespace headroom
