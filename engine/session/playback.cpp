// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/playback.h"

#include "engine/realtime/clock.h"

#include <numeric>
#include <utility>

namespace headroom {

namespace {

constexpr double highestDb = -6.0;
constexpr double lowestDb = -120.0;
constexpr double shortestSeconds = 0.05;
constexpr double longestSeconds = 60.0;
/// A device that does not play on is not waited for when it is to be closed.
constexpr std::int64_t fadePatienceNs = 2 * nsPerSecond;

Result<void> check(const IdentifyWish& wish, int entries) {
    if (!(wish.levelDb >= lowestDb && wish.levelDb <= highestDb))
        return Error{ErrorKind::InvalidArgument, "level", {"-120 to -6 dBFS"}, {}};
    if (!(wish.seconds >= shortestSeconds && wish.seconds <= longestSeconds))
        return Error{ErrorKind::InvalidArgument, "seconds", {"0.05 to 60 s"}, {}};
    if (wish.onlyEntry && (*wish.onlyEntry < 0 || *wish.onlyEntry >= entries))
        return Error{ErrorKind::InvalidArgument, "entry", {"0 to " + std::to_string(entries - 1)}, {}};
    return {};
}

} // namespace

Result<std::unique_ptr<Playback>> Playback::identify(PlaybackId id, Backend& backend, const Device& speaker,
                                                     const IdentifyWish& wish) {
    const auto fit = [&](const std::vector<ChannelPosition>& channels) {
        return resolveForPlayback(wish.map ? *wish.map : mapOfDevice(channels), channels, speaker.integers);
    };
    const auto wanted = fit(speaker.format.channels);
    if (!wanted)
        return wanted.error();
    if (const auto valid = check(wish, wanted.value().channels); !valid)
        return valid.error();

    OutputRequest request;
    request.deviceId = speaker.id;
    request.streamTag = tagOf(id);
    auto opened = backend.openOutput(request);
    if (!opened)
        return opened.error();
    std::unique_ptr<Playback> playback(new Playback(id, speaker));
    playback->stream_ = std::move(opened).value();
    const StreamFormat& granted = playback->stream_->granted().format;
    auto map = fit(granted.channels); // what counts is what was granted
    if (!map)
        return map.error();
    std::vector<int> entries(static_cast<std::size_t>(map.value().channels));
    std::iota(entries.begin(), entries.end(), 0);
    if (wish.onlyEntry)
        entries = {*wish.onlyEntry};
    playback->source_ =
        std::make_unique<IdentifySource>(wish, std::move(map).value(), std::move(entries), granted);
    if (auto started = playback->stream_->start(*playback->source_); !started)
        return started.error();
    playback->source_->begin();
    return playback;
}

void Playback::stop(std::int64_t nowNs) {
    if (!stoppedNs_)
        stoppedNs_ = nowNs;
    source_->stop();
}

bool Playback::over(std::int64_t nowNs) const {
    const std::int64_t endNs = source_->endNs();
    return (endNs != 0 && nowNs >= endNs) || (stoppedNs_ && nowNs >= *stoppedNs_ + fadePatienceNs);
}

} // namespace headroom
