// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/events.h"
#include "engine/session/engine.h"
#include "engine/session/identify_source.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace headroom {

/// One open output and what plays on it. Engine thread.
class Playback {
public:
    /// Opens the speaker and begins. Errors: InvalidArgument and those of resolveForPlayback, before anything
    /// is opened; those of Backend::openOutput and OutputStream::start.
    [[nodiscard]] static Result<std::unique_ptr<Playback>>
    identify(PlaybackId id, Backend& backend, const Device& speaker, const IdentifyWish& wish);

    [[nodiscard]] PlaybackId id() const { return id_; }
    [[nodiscard]] const Device& device() const { return device_; }
    [[nodiscard]] const GrantedStream& granted() const { return stream_->granted(); }
    /// What names its stream in BackendListener::streamLost; no input has such a one.
    [[nodiscard]] std::uint64_t streamTag() const { return tagOf(id_); }

    /// Fades out.
    void stop(std::int64_t nowNs);
    [[nodiscard]] std::optional<int> heardBy(std::int64_t nowNs) { return source_->heardBy(nowNs); }
    /// Everything was heard, or it was stopped and has had its time to fade out.
    [[nodiscard]] bool over(std::int64_t nowNs) const;

private:
    Playback(PlaybackId id, Device device) : id_(id), device_(std::move(device)) {}
    [[nodiscard]] static std::uint64_t tagOf(PlaybackId id) { return std::uint64_t{1} << 63U | id; }

    const PlaybackId id_;
    const Device device_;
    std::optional<std::int64_t> stoppedNs_;
    std::unique_ptr<IdentifySource> source_;
    std::unique_ptr<OutputStream> stream_; ///< after the source: it must stop before that goes
};

} // namespace headroom
