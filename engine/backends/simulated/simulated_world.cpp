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
constexpr std::uint32_t largestBlock = 1U << 16U;
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
            if (const Source* source = find(stream->deviceId); stream->sink != nullptr && source != nullptr)
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
    const std::int64_t due = source.suspended
                                 ? source.timeOf(stream.nextFrame) + suspendedTellNs
                                 : source.timeOf(stream.nextFrame + nextBlockSize(stream, source));
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
            if (stream->sink == nullptr || source == nullptr)
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
    // A real device would have its numbers ready; making them is the world's work, not the callback's.
    const std::int64_t hostNs = source.timeOf(stream.nextFrame);
    if (source.suspended) {
        const std::uint64_t frames = source.frameAt(std::max(reachedNs_, hostNs)) - stream.nextFrame;
        const RealtimeScope scope;
        stream.sink->onGap(frames, GapReason::Suspended, hostNs);
        stream.nextFrame += frames;
        return;
    }
    if (source.hole > 0) {
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
    const std::uint32_t frames = nextBlockSize(stream, source);
    const int channels = source.content.device.format.channelCount();
    const int rate = source.content.device.format.rate;
    const auto& signals = source.content.signals;
    for (int c = 0; c < channels; ++c)
        fillSamples(signals[std::min(static_cast<std::size_t>(c), signals.size() - 1)], c, stream.nextFrame,
                    frames, rate, stream.buffer.data() + c, static_cast<std::size_t>(channels));
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

void SimulatedWorld::loseStreams(const std::string& id, ErrorKind kind) {
    const Source* source = find(id);
    for (Stream* stream : streams_) {
        if (stream->deviceId != id || stream->sink == nullptr)
            continue;
        stream->sink = nullptr;
        for (BackendListener* listener : listeners_)
            listener->streamLost(stream->tag, Error{kind, source->content.device.name, {}, "simulated"});
    }
}

void SimulatedWorld::reanchor(Source& source) {
    source.anchorFrame = source.frameAt(reachedNs_);
    source.anchorNs = source.timeOf(source.anchorFrame);
}

void SimulatedWorld::add(SimulatedDevice device) {
    const std::scoped_lock lock(mutex_);
    device.device.backend = "simulated";
    if (device.signals.empty())
        device.signals.emplace_back();
    Source source;
    source.content = std::move(device);
    source.anchorNs = reachedNs_;
    sources_.push_back(std::move(source));
    announce();
}

void SimulatedWorld::remove(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id)) {
        source->present = false;
        loseStreams(id, ErrorKind::DeviceGone);
        announce();
    }
}

void SimulatedWorld::bringBack(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id)) {
        source->present = true;
        announce();
    }
}

void SimulatedWorld::makeDefault(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    const Source* chosen = find(id);
    if (chosen == nullptr)
        return;
    const bool input = chosen->content.device.isInput();
    for (Source& source : sources_)
        if (source.content.device.isInput() == input)
            source.content.device.isDefault = source.content.device.id == id;
    announce();
}

void SimulatedWorld::changeRate(const std::string& id, int rate) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id)) {
        reanchor(*source);
        source->content.device.format.rate = rate;
        loseStreams(id, ErrorKind::DeviceGone);
        announce();
    }
}

void SimulatedWorld::changeChannels(const std::string& id, std::vector<ChannelPosition> channels) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id)) {
        source->content.device.format.channels = std::move(channels);
        loseStreams(id, ErrorKind::DeviceGone);
        announce();
    }
}

void SimulatedWorld::clearDefaultInput() {
    const std::scoped_lock lock(mutex_);
    for (Source& source : sources_)
        if (source.content.device.isInput())
            source.content.device.isDefault = false;
    announce();
}

void SimulatedWorld::setClockPpm(const std::string& id, double ppm) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id)) {
        reanchor(*source);
        source->content.clockPpm = ppm;
    }
}

void SimulatedWorld::setSignals(const std::string& id, std::vector<SimulatedSignal> signals) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id); source != nullptr && !signals.empty())
        source->content.signals = std::move(signals);
}

std::vector<Device> SimulatedWorld::devices() const {
    const std::scoped_lock lock(mutex_);
    std::vector<Device> devices;
    for (const Source& source : sources_)
        if (source.present)
            devices.push_back(source.content.device);
    return devices;
}

void SimulatedWorld::loseServer() {
    const std::scoped_lock lock(mutex_);
    serverUp_ = false;
    for (Stream* stream : streams_)
        stream->sink = nullptr;
    for (BackendListener* listener : listeners_)
        listener->serverLost(Error{ErrorKind::ServerDown, "simulated", {}, "the script ended it"});
}

void SimulatedWorld::restoreServer() {
    const std::scoped_lock lock(mutex_);
    serverUp_ = true;
    announce();
}

void SimulatedWorld::denyPermission(const std::string& id, bool denied) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id))
        source->denied = denied;
}

void SimulatedWorld::setBusy(const std::string& id, bool busy) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id))
        source->busy = busy;
}

void SimulatedWorld::hole(const std::string& id, std::uint64_t frames) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id))
        source->hole += frames;
}

void SimulatedWorld::setSuspended(const std::string& id, bool suspended) {
    const std::scoped_lock lock(mutex_);
    Source* source = find(id);
    if (source == nullptr || source->suspended == suspended)
        return;
    // What was missed up to this moment is told before blocks begin again.
    if (!suspended)
        for (Stream* stream : streams_)
            if (stream->deviceId == id && stream->sink != nullptr)
                deliver(*stream, *source);
    source->suspended = suspended;
    wake();
}

void SimulatedWorld::delayNextBlock(const std::string& id, std::int64_t ns) {
    const std::scoped_lock lock(mutex_);
    if (Source* source = find(id))
        source->delayNs = ns;
}

void SimulatedWorld::setBlockSizes(const std::string& id, std::vector<std::uint32_t> frames) {
    const std::scoped_lock lock(mutex_);
    Source* source = find(id);
    if (source == nullptr)
        return;
    for (Stream* stream : streams_)
        if (stream->deviceId == id)
            stream->buffer.resize(std::size_t{largestBlock} *
                                  static_cast<std::size_t>(source->content.device.format.channelCount()));
    source->blockSizes = std::move(frames);
    wake();
}

void SimulatedWorld::at(std::int64_t atNs, std::function<void(SimulatedWorld&)> action) {
    const std::scoped_lock lock(mutex_);
    script_.emplace(atNs, std::move(action));
    wake();
}

std::uint64_t SimulatedWorld::frameAt(const std::string& id, std::int64_t hostNs) const {
    const std::scoped_lock lock(mutex_);
    const Source* source = find(id);
    return source == nullptr ? 0 : source->frameAt(hostNs);
}

void addShowcase(SimulatedWorld& world) {
    using enum ChannelPosition;
    const std::vector<ChannelPosition> stereo{FrontLeft, FrontRight};
    const std::vector<ChannelPosition> surround{FrontLeft,   FrontRight, RearLeft, RearRight,
                                                FrontCenter, Lfe,        SideLeft, SideRight};
    const auto add = [&world](DeviceKind kind, std::string id, std::string name,
                              std::vector<ChannelPosition> map, std::vector<SimulatedSignal> signals,
                              bool isDefault = false) {
        SimulatedDevice device;
        device.device.kind = kind;
        device.device.id = std::move(id);
        device.device.name = std::move(name);
        device.device.format = {48000, std::move(map)};
        device.device.isDefault = isDefault;
        device.signals = std::move(signals);
        device.canBeExclusive = kind == DeviceKind::Microphone;
        world.add(std::move(device));
    };
    using Kind = SimulatedSignal::Kind;
    add(DeviceKind::Speaker, "sim.speakers", "Simulated Speakers", stereo, {}, true);
    add(DeviceKind::Speaker, "sim.surround", "Simulated Surround 7.1", surround, {});
    add(DeviceKind::Microphone, "sim.microphone", "Simulated Microphone", stereo,
        {{Kind::Tone, 1000.0, -18.0}}, true);
    add(DeviceKind::Microphone, "sim.noise", "Simulated Noise", {Mono}, {{Kind::Noise, 0.0, -30.0}});
    add(DeviceKind::Microphone, "sim.sweep", "Simulated Sweep", stereo, {{Kind::Sweep, 0.0, -12.0}});
    add(DeviceKind::Microphone, "sim.overload", "Simulated Overload", stereo,
        {{Kind::Overload, 440.0, 0.0}, {Kind::Tone, 440.0, -6.0}});
    add(DeviceKind::Microphone, "sim.silence", "Simulated Silence", stereo, {{Kind::Silence, 0.0, 0.0}});
    std::vector<ChannelPosition> aux;
    std::vector<SimulatedSignal> tones;
    for (int channel = 0; channel < 32; ++channel) {
        aux.push_back(auxPosition(channel));
        tones.push_back({Kind::Tone, 100.0 * (channel + 1), -6.0 - 1.5 * channel});
    }
    add(DeviceKind::Microphone, "sim.interface", "Simulated Interface", aux, tones);
    add(DeviceKind::Loopback, "sim.speakers.loopback", "Loopback of Simulated Speakers", stereo,
        {{Kind::Tone, 440.0, -20.0}, {Kind::Tone, 660.0, -23.0}});
    add(DeviceKind::Loopback, "sim.surround.loopback", "Loopback of Simulated Surround 7.1", surround,
        {{Kind::Noise, 0.0, -24.0}});
}

} // namespace headroom
