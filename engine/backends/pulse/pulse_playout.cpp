// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_playout.h"

#include <algorithm>

namespace headroom::pulse {

Playout::Playout(int rate, int channels, std::uint32_t blockFrames, std::int64_t latencyNs)
    : channels_(static_cast<std::uint64_t>(channels)),
      blockFrames_(std::max(blockFrames, 1U)),
      time_(rate),
      latencyNs_(latencyNs) {}

void Playout::noteFrameTime(std::int64_t frame, std::int64_t hostNs, std::int64_t toldNs) noexcept {
    if (dry_ && toldNs <= dryNotedNs_)
        return;
    time_.anchor(frame, hostNs);
    if (!dry_)
        return;
    dry_ = false;
    // Every frame from the dry one on is heard later by the same time.
    const std::int64_t nextNs = time_.measured(framesWritten_);
    const std::uint64_t silent = time_.framesBetween(time_.nextNs(), nextNs);
    if (silent > 0)
        time_.begin(nextNs);
    if (source_ != nullptr)
        source_->onUnderrun(silent, dryFromNs_);
}

void Playout::fill(float* interleaved, std::uint64_t frames, std::int64_t nowNs) noexcept {
    if (source_ == nullptr) {
        std::fill_n(interleaved, frames * channels_, 0.0F);
        framesWritten_ += static_cast<std::int64_t>(frames);
        return;
    }
    const std::int64_t measured = time_.anchored() ? time_.measured(framesWritten_) : nowNs + latencyNs_;
    if (!time_.begun())
        time_.begin(measured);
    // While it is dry the server's word is old: it is corrected when there is a new one.
    latencyNs_ = (dry_ ? time_.nextNs() : time_.correct(measured)) - nowNs;
    framesWritten_ += static_cast<std::int64_t>(frames);
    while (frames > 0) {
        const std::uint64_t now = std::min(frames, blockFrames_);
        source_->onFill(interleaved, static_cast<std::uint32_t>(now), time_.nextNs());
        time_.advance(now);
        interleaved += now * channels_;
        frames -= now;
    }
}

void Playout::ranDry(std::int64_t nowNs, std::optional<std::int64_t> frame) noexcept {
    // Before the source's first frame there is nothing that could be missing. A second drought before the
    // first one's end was told of moves the times further: it is told of with it.
    if (dry_ || !time_.begun())
        return;
    dry_ = true;
    dryNotedNs_ = nowNs;
    const std::int64_t written = frame ? std::max<std::int64_t>(framesWritten_ - *frame, 0) : 0;
    dryFromNs_ = time_.nextNs() - time_.lengthNs(static_cast<std::uint64_t>(written));
}

} // namespace headroom::pulse
