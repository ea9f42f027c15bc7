// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/engine_thread.h"

#include <algorithm>
#include <utility>

namespace headroom {

void EngineThread::identify(PlaybackId playback, const IdentifyWish& wish) {
    const auto fail = [&](Error error) { send(PlaybackFinished{playback, std::move(error)}); };
    if (server_ == ServerChanged::State::Lost)
        return fail(Error{ErrorKind::ServerDown, parts.backend, {}, {}});
    const auto speaker = std::ranges::find_if(devices_, [&](const Device& device) {
        return device.id == wish.speakerId && device.kind == DeviceKind::Speaker;
    });
    if (speaker == devices_.end())
        return fail(Error{ErrorKind::NoSuchDevice, wish.speakerId, {}, {}});
    auto begun = Playback::identify(playback, *backend_, *speaker, wish);
    if (!begun)
        return fail(begun.error());
    send(PlaybackStarted{playback, begun.value()->device(), begun.value()->granted()});
    playbacks_.push_back(std::move(begun).value());
}

void EngineThread::stopPlayback(PlaybackId playback) {
    for (const auto& each : playbacks_)
        if (each->id() == playback)
            each->stop(clock_.nowNs());
}

void EngineThread::onPlaybackLost(std::uint64_t streamTag, const Error& error) {
    std::erase_if(playbacks_, [&](const auto& each) {
        if (each->streamTag() != streamTag)
            return false;
        send(PlaybackFinished{each->id(), error});
        return true;
    });
}

void EngineThread::losePlaybacks(const Error& error) {
    for (const auto& each : playbacks_)
        send(PlaybackFinished{each->id(), error});
    playbacks_.clear();
}

void EngineThread::tendPlaybacks(std::int64_t nowNs) {
    std::erase_if(playbacks_, [&](const auto& each) {
        while (const auto entry = each->heardBy(nowNs))
            send(IdentifyStepped{each->id(), *entry});
        if (!each->over(nowNs))
            return false;
        send(PlaybackFinished{each->id(), std::nullopt});
        return true;
    });
}

} // namespace headroom
