// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard and what is played in the simulated world.
#include "engine/backends/simulated/simulated_world.h"

#include "engine/realtime/realtime_scope.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace headroom {

std::vector<SimulatedWorld::Source*> SimulatedWorld::withLoopbacks(const std::string& id) {
    std::vector<Source*> found;
    if (Source* source = find(id))
        found.push_back(source);
    for (Source& source : sources_)
        if (const Source* speaker = heardBy(source); speaker != nullptr && speaker->content.device.id == id)
            found.push_back(&source);
    return found;
}

std::vector<SimulatedWorld::Source*> SimulatedWorld::withOneClock(const std::string& id) {
    const Source* source = find(id);
    const Source* speaker = source != nullptr ? heardBy(*source) : nullptr;
    return withLoopbacks(speaker != nullptr ? speaker->content.device.id : id);
}

SimulatedWorld::Source* SimulatedWorld::heardBy(const Source& source) {
    const Device& device = source.content.device;
    if (device.kind != DeviceKind::Loopback || device.speakerId.empty())
        return nullptr;
    Source* speaker = find(device.speakerId);
    const bool fits = speaker != nullptr && speaker->content.device.kind == DeviceKind::Speaker &&
                      speaker->content.device.format.channelCount() == device.format.channelCount();
    return fits ? speaker : nullptr;
}

void SimulatedWorld::hear(Stream& stream, const Source& source) {
    const std::uint32_t frames = nextBlockSize(stream, source);
    const int channels = source.content.device.format.channelCount();
    const int rate = source.content.device.format.rate;
    const auto& signals = source.content.signals;
    for (int c = 0; c < channels; ++c)
        fillSamples(signals[std::min(static_cast<std::size_t>(c), signals.size() - 1)], c, stream.nextFrame,
                    frames, rate, stream.buffer.data() + c, static_cast<std::size_t>(channels));
    Source* speaker = heardBy(source);
    if (speaker == nullptr)
        return;
    play(*speaker, stream.nextFrame + frames);
    const bool silent = std::ranges::all_of(
        signals, [](const SimulatedSignal& s) { return s.kind == SimulatedSignal::Kind::Silence; });
    if (silent) {
        speaker->mix.get(stream.nextFrame, frames, stream.buffer.data());
        return;
    }
    std::vector<float> played(std::size_t{frames} * static_cast<std::size_t>(channels));
    speaker->mix.get(stream.nextFrame, frames, played.data());
    std::ranges::transform(played, stream.buffer, stream.buffer.begin(),
                           [](float a, float b) { return a + b; });
}

void SimulatedWorld::play(Source& speaker, std::uint64_t frame) {
    const Device& device = speaker.content.device;
    std::uint64_t needed = frame;
    for (const Stream* stream : streams_)
        if (const Source* ear = find(stream->deviceId); stream->sink != nullptr && ear != nullptr)
            if (heardBy(*ear) == &speaker)
                needed = std::min(needed, stream->nextFrame);
    speaker.mix.forget(needed);
    const int channels = device.format.channelCount();
    for (Stream* stream : streams_) {
        if (stream->source == nullptr || stream->deviceId != device.id)
            continue;
        const std::uint64_t first = stream->firstGiven(channels);
        const std::uint64_t end = std::min(frame, stream->nextFrame);
        if (end <= first)
            continue;
        speaker.mix.add(first, stream->given.data(), end - first);
        stream->given.erase(stream->given.begin(),
                            stream->given.begin() +
                                static_cast<std::ptrdiff_t>((end - first) * static_cast<unsigned>(channels)));
    }
}

void SimulatedWorld::pull(Stream& stream, Source& speaker) {
    if (stream.dry > 0)
        runDry(stream, speaker, std::exchange(stream.dry, 0));
    // Too late for the frames that should be heard by now.
    const std::uint64_t reached = speaker.frameAt(reachedNs_);
    if (stream.nextFrame < reached)
        runDry(stream, speaker, reached - stream.nextFrame);
    play(speaker, reached);

    const std::uint32_t frames = nextBlockSize(stream, speaker);
    const std::size_t samples =
        std::size_t{frames} * static_cast<std::size_t>(speaker.content.device.format.channelCount());
    // A device hands out memory as it lies there: what a source leaves as it is can be heard.
    std::fill_n(stream.buffer.begin(), samples, std::numeric_limits<float>::quiet_NaN());
    {
        const RealtimeScope scope;
        stream.source->onFill(stream.buffer.data(), frames, speaker.timeOf(stream.nextFrame));
    }
    stream.given.insert(stream.given.end(), stream.buffer.begin(),
                        stream.buffer.begin() + static_cast<std::ptrdiff_t>(samples));
    stream.nextFrame += frames;
    ++stream.blockIndex;
}

void SimulatedWorld::runDry(Stream& stream, const Source& speaker, std::uint64_t frames) {
    {
        const RealtimeScope scope;
        stream.source->onUnderrun(frames, speaker.timeOf(stream.nextFrame));
    }
    const auto channels = static_cast<std::size_t>(speaker.content.device.format.channelCount());
    stream.given.resize(stream.given.size() + frames * channels, 0.0F);
    stream.nextFrame += frames;
}

void SimulatedWorld::tellSuspended(Stream& stream, const Source& source) {
    const std::uint64_t first = stream.firstGiven(source.content.device.format.channelCount());
    const std::int64_t hostNs = source.timeOf(first);
    const std::uint64_t frames = source.frameAt(std::max(reachedNs_, hostNs)) - first;
    if (frames == 0)
        return;
    const RealtimeScope scope;
    if (stream.sink != nullptr)
        stream.sink->onGap(frames, GapReason::Suspended, hostNs);
    else
        stream.source->onUnderrun(frames, hostNs);
    stream.nextFrame += frames;
}

} // namespace headroom
