// SPDX-License-Identifier: GPL-3.0-or-later
// What a script can do to the simulated world.
#include "engine/backends/simulated/simulated_world.h"

#include <utility>

namespace headroom {

void SimulatedWorld::add(SimulatedDevice device) {
    const std::scoped_lock lock(mutex_);
    device.device.backend = "simulated";
    if (device.signals.empty())
        device.signals.emplace_back();
    Source source;
    source.content = std::move(device);
    source.anchorNs = reachedNs_;
    source.mix.setChannels(source.content.device.format.channelCount());
    if (const Source* speaker = heardBy(source)) {
        source.content.clockPpm = speaker->content.clockPpm;
        source.anchorNs = speaker->anchorNs;
        source.anchorFrame = speaker->anchorFrame;
    }
    sources_.push_back(std::move(source));
    announce();
}

void SimulatedWorld::remove(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    for (Source* source : withLoopbacks(id)) {
        source->present = false;
        loseStreams(source->content.device.id, ErrorKind::DeviceGone);
    }
    announce();
}

void SimulatedWorld::bringBack(const std::string& id) {
    const std::scoped_lock lock(mutex_);
    for (Source* source : withLoopbacks(id))
        source->present = true;
    announce();
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
    for (Source* source : withOneClock(id)) {
        reanchor(*source);
        source->content.device.format.rate = rate;
        loseStreams(source->content.device.id, ErrorKind::DeviceGone);
    }
    announce();
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
    for (Source* source : withOneClock(id)) {
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
        stream->end();
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

void SimulatedWorld::underrun(const std::string& id, std::uint64_t frames) {
    const std::scoped_lock lock(mutex_);
    for (Stream* stream : streams_)
        if (stream->deviceId == id && stream->source != nullptr)
            stream->dry += frames;
}

void SimulatedWorld::setSuspended(const std::string& id, bool suspended) {
    const std::scoped_lock lock(mutex_);
    for (Source* source : withLoopbacks(id)) {
        if (source->suspended == suspended)
            continue;
        if (suspended && source->content.device.kind == DeviceKind::Speaker)
            play(*source, source->frameAt(reachedNs_));
        // What was missed up to this moment is told before blocks begin again.
        if (!suspended)
            for (Stream* stream : streams_)
                if (stream->deviceId == source->content.device.id && stream->runs())
                    tellSuspended(*stream, *source);
        source->suspended = suspended;
    }
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

} // namespace headroom
