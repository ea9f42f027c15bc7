// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_world.h"

#include "engine/realtime/realtime_scope.h"
#include "engine/realtime/thread_priority.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

namespace headroom {

namespace {
constexpr std::int64_t suspendedTellNs = nsPerSecond / 10;
} // namespace

double SimulatedWorld::Source::nsPerFrame() const {
    return static_cast<double>(nsPerSecond) / (content.device.format.rate * (1.0 + content.clockPpm * 1e-6));
}

std::int64_t SimulatedWorld::Source::timeOf(std::uint64_t frame) const {
    const auto frames = static_cast<double>(static_cast<std::int64_t>(frame - anchorFrame));
    return anchorNs + std::llround(frames * nsPerFrame());
}

std::uint64_t SimulatedWorld::Source::frameAt(std::int64_t ns) const {
    const auto frames = std::ceil(static_cast<double>(ns - anchorNs) / nsPerFrame() - 1e-6);
    return anchorFrame + static_cast<std::uint64_t>(static_cast<std::int64_t>(std::max(frames, 0.0)));
}

SimulatedWorld::SimulatedWorld(const Clock& clock) : clock_(clock), reachedNs_(clock.nowNs()) {
    // The one clock that must tell the world of its steps; every other one moves by itself.
    stepped_ = const_cast<SteppedClock*>(dynamic_cast<const SteppedClock*>(&clock));
    if (stepped_ != nullptr) {
        stepped_->setFollower([this](std::int64_t nowNs) {
            const std::scoped_lock lock(mutex_);
            runUntil(nowNs);
        });
    } else {
        thread_ = std::thread([this] { runThread(); });
    }
}

SimulatedWorld::~SimulatedWorld() {
    if (stepped_ != nullptr) {
        stepped_->setFollower({});
        return;
    }
    {
        const std::scoped_lock lock(mutex_);
        quit_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void SimulatedWorld::runThread() {
    nameThisThread("sim device");
    raiseThisThread();
    flushDenormals();
    std::unique_lock lock(mutex_);
    while (!quit_) {
        runUntil(clock_.nowNs());
        std::int64_t next = clock_.nowNs() + nsPerSecond;
        if (!script_.empty())
            next = std::min(next, script_.begin()->first);
        for (const Stream* stream : streams_)
            if (const Source* source = find(stream->deviceId); stream->runs() && source != nullptr)
                next = std::min(next, dueNs(*stream, *source));
        const std::int64_t pause = next - clock_.nowNs();
        if (pause > 0)
            changed_.wait_for(lock, std::chrono::nanoseconds(pause));
    }
}

void SimulatedWorld::wake() {
    changed_.notify_all();
}

std::uint32_t SimulatedWorld::nextBlockSize(const Stream& stream, const Source& source) const {
    if (source.blockSizes.empty())
        return stream.blockFrames;
    return std::clamp<std::uint32_t>(source.blockSizes[stream.blockIndex % source.blockSizes.size()], 1,
                                     largestBlock);
}

std::int64_t SimulatedWorld::dueNs(const Stream& stream, const Source& source) const {
    const int channels = source.content.device.format.channelCount();
    std::int64_t due = 0;
    if (source.suspended)
        due = source.timeOf(stream.firstGiven(channels)) + suspendedTellNs;
    else if (stream.source != nullptr)
        due = source.timeOf(stream.nextFrame - stream.blockFrames);
    else
        due = source.timeOf(stream.nextFrame + nextBlockSize(stream, source));
    return std::max(due, stream.notBeforeNs);
}

void SimulatedWorld::runUntil(std::int64_t nowNs) {
    for (;;) {
        // The earliest of all that is due; among equals the script first, then the streams as they were
        // opened.
        std::int64_t earliest = script_.empty() ? nowNs + 1 : script_.begin()->first;
        Stream* next = nullptr;
        for (Stream* stream : streams_) {
            const Source* source = find(stream->deviceId);
            if (!stream->runs() || source == nullptr)
                continue;
            const std::int64_t due = dueNs(*stream, *source);
            if (due < earliest) {
                earliest = due;
                next = stream;
            }
        }
        if (earliest > nowNs)
            break;
        reachedNs_ = std::max(reachedNs_, earliest);
        if (next != nullptr) {
            deliver(*next, *find(next->deviceId));
        } else {
            const auto action = std::move(script_.begin()->second);
            script_.erase(script_.begin());
            action(*this);
        }
    }
    reachedNs_ = std::max(reachedNs_, nowNs);
}

void SimulatedWorld::deliver(Stream& stream, Source& source) {
    if (source.suspended) {
        tellSuspended(stream, source);
        return;
    }
    const std::int64_t hostNs = source.timeOf(stream.nextFrame);
    if (stream.sink != nullptr && source.hole > 0) {
        const std::uint64_t frames = std::exchange(source.hole, 0);
        const RealtimeScope scope;
        stream.sink->onGap(frames, GapReason::Hole, hostNs);
        stream.nextFrame += frames;
        return;
    }
    if (source.delayNs > 0) {
        stream.notBeforeNs = reachedNs_ + std::exchange(source.delayNs, 0);
        return;
    }
    if (stream.source != nullptr) {
        pull(stream, source);
        return;
    }
    // A real device would have its numbers ready; making them is the world's work, not the callback's.
    const std::uint32_t frames = nextBlockSize(stream, source);
    hear(stream, source);
    {
        const RealtimeScope scope;
        stream.sink->onBlock(stream.buffer.data(), frames, hostNs);
    }
    stream.nextFrame += frames;
    ++stream.blockIndex;
}

SimulatedWorld::Source* SimulatedWorld::find(const std::string& id) {
    const auto it = std::ranges::find(sources_, id, [](const Source& s) { return s.content.device.id; });
    return it == sources_.end() ? nullptr : &*it;
}

const SimulatedWorld::Source* SimulatedWorld::find(const std::string& id) const {
    return const_cast<SimulatedWorld*>(this)->find(id);
}

void SimulatedWorld::announce() {
    for (BackendListener* listener : listeners_)
        listener->devicesChanged();
    wake();
}

void SimulatedWorld::Stream::end() {
    sink = nullptr;
    source = nullptr;
    given.clear();
}

void SimulatedWorld::loseStreams(const std::string& id, ErrorKind kind) {
    const Source* source = find(id);
    for (Stream* stream : streams_) {
        if (stream->deviceId != id || !stream->runs())
            continue;
        stream->end();
        for (BackendListener* listener : listeners_)
            listener->streamLost(stream->tag, Error{kind, source->content.device.name, {}, "simulated"});
    }
}

std::int64_t SimulatedWorld::nowNs() const {
    // A world on a thread of its own may have slept.
    return stepped_ != nullptr ? reachedNs_ : std::max(reachedNs_, clock_.nowNs());
}

void SimulatedWorld::reanchor(Source& source) {
    source.anchorFrame = source.frameAt(reachedNs_);
    source.anchorNs = source.timeOf(source.anchorFrame);
}

} // namespace headroom
