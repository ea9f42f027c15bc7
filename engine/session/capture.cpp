// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/capture.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {
/// While a device is away, the gap is written up to this much before now: when it is back, its first block
/// was captured up to its latency before now, and time must not have been told twice.
constexpr std::int64_t behindNowNs = nsPerSecond / 4;
} // namespace

Capture::Capture(InputId id, InputWish wish, Device device, const Clock& clock)
    : id_(id), wish_(std::move(wish)), device_(std::move(device)), clock_(clock) {}

Capture::~Capture() {
    close();
}

Result<void> Capture::open(Backend& backend, double tapeSeconds) {
    stream_.reset();
    ++opens_;
    InputRequest request;
    request.deviceId = wish_.deviceId;
    request.rate = wish_.rate;
    request.blockFrames = wish_.blockFrames;
    request.exclusive = wish_.exclusive;
    request.streamTag = streamTag();
    auto opened = backend.openInput(request);
    if (!opened)
        return opened.error();
    stream_ = std::move(opened).value();

    const GrantedStream granted = stream_->granted();
    const bool goesOn = tape_ && !tape_->ended() && granted.format == granted_.format;
    if (!goesOn) {
        if (tape_)
            tape_->end();
        tape_ = std::make_shared<Tape>(granted.format.rate, granted.format.channelCount(), tapeSeconds,
                                       granted.blockFrames);
    }
    granted_ = granted;
    resuming_ = goesOn && tape_->endHostNs() != 0;
    if (auto started = stream_->start(*this); !started) {
        stream_.reset();
        return started.error();
    }
    state_ = State::Running;
    return {};
}

void Capture::lose(GapReason reason) {
    if (stream_)
        stream_->stop();
    stream_.reset();
    absence_ = reason;
    state_ = State::Waiting;
}

void Capture::passTime() {
    // The stream is closed, so that this thread is the tape's one writer. Before a first frame there is no
    // time.
    if (state_ != State::Waiting || !tape_ || tape_->endHostNs() == 0)
        return;
    tape_->writeGap(framesUntil(clock_.nowNs() - behindNowNs), absence_, tape_->endHostNs());
}

void Capture::close() {
    if (stream_)
        stream_->stop();
    stream_.reset();
    if (tape_)
        tape_->end();
    state_ = State::Closed;
}

std::uint64_t Capture::framesUntil(std::int64_t hostNs) const noexcept {
    const std::int64_t missed = std::max<std::int64_t>(hostNs - tape_->endHostNs(), 0);
    return static_cast<std::uint64_t>(static_cast<double>(missed) * granted_.format.rate /
                                      static_cast<double>(nsPerSecond));
}

void Capture::onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept {
    if (std::exchange(resuming_, false))
        tape_->writeGap(framesUntil(hostNs), absence_, tape_->endHostNs());
    tape_->writeBlock(interleaved, frames, hostNs);
}

void Capture::onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept {
    if (std::exchange(resuming_, false))
        tape_->writeGap(framesUntil(hostNs), absence_, tape_->endHostNs());
    tape_->writeGap(frames, reason, hostNs);
}

} // namespace headroom
