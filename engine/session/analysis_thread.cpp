// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/analysis_thread.h"

#include "engine/realtime/thread_priority.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace headroom {

namespace {
constexpr std::chrono::milliseconds pollInterval{10};
} // namespace

AnalysisThread::AnalysisThread() : thread_([this] { run(); }) {}

AnalysisThread::~AnalysisThread() {
    {
        const std::scoped_lock lock(mutex_);
        quit_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void AnalysisThread::measure(InputId input, std::shared_ptr<const Tape> tape, RecordMap map) {
    auto meter = std::make_shared<InputMeter>(input, std::move(tape), std::move(map));
    {
        const std::scoped_lock lock(mutex_);
        std::erase_if(meters_, [&](const auto& m) { return m->input() == input; });
        meters_.push_back(std::move(meter));
    }
    changed_.notify_all();
}

void AnalysisThread::forget(InputId input) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(meters_, [&](const auto& m) { return m->input() == input; });
}

void AnalysisThread::resetLevels(InputId input) {
    const std::scoped_lock lock(mutex_);
    for (const auto& meter : meters_)
        if (meter->input() == input)
            meter->reset();
}

void AnalysisThread::setMap(InputId input, const RecordMap& map) {
    const std::scoped_lock lock(mutex_);
    for (const auto& meter : meters_)
        if (meter->input() == input)
            meter->setMap(map);
}

std::shared_ptr<InputMeter> AnalysisThread::find(InputId input) {
    const std::scoped_lock lock(mutex_);
    const auto it = std::ranges::find(meters_, input, [](const auto& m) { return m->input(); });
    return it == meters_.end() ? nullptr : *it;
}

bool AnalysisThread::levels(InputId input, LevelReading& reading) {
    const auto meter = find(input);
    if (meter)
        reading = meter->levels();
    return meter != nullptr;
}

bool AnalysisThread::deviceLevels(InputId input, LevelReading& reading) {
    const auto meter = find(input);
    if (meter)
        reading = meter->deviceLevels();
    return meter != nullptr;
}

void AnalysisThread::run() {
    nameThisThread("analysis");
    flushDenormals();
    std::vector<std::shared_ptr<InputMeter>> now;
    std::unique_lock lock(mutex_);
    while (!quit_) {
        if (meters_.empty()) {
            changed_.wait(lock);
            continue;
        }
        now = meters_;
        lock.unlock();
        for (const auto& meter : now)
            meter->work();
        now.clear();
        lock.lock();
        changed_.wait_for(lock, pollInterval, [this] { return quit_; });
    }
}

} // namespace headroom
