// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/capture_feed.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom {

std::uint64_t framesIn(std::int64_t ns, int rate) noexcept {
    return static_cast<std::uint64_t>(static_cast<double>(std::max<std::int64_t>(ns, 0)) * rate /
                                      static_cast<double>(nsPerSecond));
}

Result<void> CaptureFeed::open(Backend& backend, InputRequest request) {
    request.deviceId = device_.id;
    request.streamTag = tag_;
    auto opened = backend.openInput(request);
    if (!opened)
        return opened.error();
    stream_ = std::move(opened).value();
    return {};
}

Result<void> CaptureFeed::start(std::shared_ptr<Tape> tape, Entry entry, GapReason absence) {
    tape_ = std::move(tape);
    absence_ = absence;
    joining_ = tape_->endHostNs() != 0;
    writes_.store(entry == Entry::Writes, std::memory_order_release);
    return stream_->start(*this);
}

void CaptureFeed::join(GapReason absence) {
    absence_ = absence;
    joining_ = tape_->endHostNs() != 0;
    writes_.store(true, std::memory_order_release);
}

void CaptureFeed::stop() noexcept {
    if (stream_)
        stream_->stop();
}

std::uint64_t CaptureFeed::bridge(std::int64_t hostNs) noexcept {
    const std::int64_t endNs = tape_->endHostNs();
    const auto apart = static_cast<std::uint64_t>(std::llround(
        static_cast<double>(std::abs(hostNs - endNs)) * tape_->rate() / static_cast<double>(nsPerSecond)));
    if (hostNs < endNs)
        return apart;
    tape_->writeGap(apart, absence_, endNs);
    return 0;
}

void CaptureFeed::onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept {
    delivers_.store(true, std::memory_order_relaxed);
    if (!writes_.load(std::memory_order_acquire))
        return;
    std::uint64_t from = 0;
    if (joining_) {
        from = bridge(hostNs);
        if (from >= frames)
            return;
        joining_ = false;
    }
    hostNs += static_cast<std::int64_t>(from) * nsPerSecond / tape_->rate();
    tape_->writeBlock(interleaved + from * static_cast<std::uint64_t>(tape_->channels()), frames - from,
                      hostNs);
    if (firstNs_.load(std::memory_order_relaxed) == 0)
        firstNs_.store(hostNs, std::memory_order_release);
}

void CaptureFeed::onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept {
    if (!writes_.load(std::memory_order_acquire))
        return;
    if (joining_) {
        const std::uint64_t had = bridge(hostNs);
        if (had >= frames)
            return;
        joining_ = false;
        frames -= had;
        hostNs += static_cast<std::int64_t>(had) * nsPerSecond / tape_->rate();
    }
    tape_->writeGap(frames, reason, hostNs);
}

} // namespace headroom
