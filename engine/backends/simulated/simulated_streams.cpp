// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_streams.h"

#include <utility>

namespace headroom {

SimulatedStream::SimulatedStream(SimulatedWorld& world, GrantedStream granted, const std::string& deviceId,
                                 std::uint64_t tag)
    : world_(world), granted_(std::move(granted)) {
    stream_.deviceId = deviceId;
    stream_.tag = tag;
    stream_.exclusive = granted_.exclusive;
    stream_.blockFrames = granted_.blockFrames;
    const std::scoped_lock lock(world_.mutex_);
    const bool odd = !world_.find(deviceId)->blockSizes.empty();
    stream_.buffer.resize(std::size_t{odd ? SimulatedWorld::largestBlock : granted_.blockFrames} *
                          granted_.format.channels.size());
    world_.streams_.push_back(&stream_);
}

SimulatedStream::~SimulatedStream() {
    stop();
    const std::scoped_lock lock(world_.mutex_);
    std::erase(world_.streams_, &stream_);
}

Result<void> SimulatedStream::start(InputSink* sink, OutputSource* source) {
    const std::scoped_lock lock(world_.mutex_);
    const SimulatedWorld::Source* device = world_.find(stream_.deviceId);
    if (!world_.serverUp_)
        return Error{ErrorKind::ServerDown, "simulated", {}, {}};
    if (device == nullptr || !device->present || device->content.device.format != granted_.format)
        return Error{ErrorKind::DeviceGone, stream_.deviceId, {}, {}};
    // What was captured before this call is not wanted; what is given from now on is heard a block later.
    stream_.nextFrame = device->frameAt(world_.nowNs());
    if (source != nullptr)
        stream_.nextFrame += stream_.blockFrames;
    stream_.sink = sink;
    stream_.source = source;
    world_.wake();
    return {};
}

void SimulatedStream::stop() noexcept {
    // The mutex is held while blocks are delivered: with it in hand, none is on its way.
    const std::scoped_lock lock(world_.mutex_);
    // What has been heard by now stays, the rest is cut off.
    SimulatedWorld::Source* device = world_.find(stream_.deviceId);
    if (stream_.source != nullptr && device != nullptr && !device->suspended)
        world_.play(*device, device->frameAt(world_.nowNs()));
    stream_.end();
}

} // namespace headroom
