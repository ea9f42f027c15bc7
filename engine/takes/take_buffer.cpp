// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_buffer.h"

#include "engine/takes/take_timeline.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace headroom {

namespace {

constexpr std::uint64_t chunkBytes = 64 * 1024;

} // namespace

TakeBuffer::TakeBuffer(int rate, int channels, std::uint64_t limitBytes)
    : rate_(rate),
      channels_(static_cast<std::size_t>(channels)),
      frameBytes_(channels_ * sizeof(float)),
      chunkFrames_(chunkBytes / frameBytes_),
      limitBytes_(limitBytes),
      resumeBytes_(std::clamp(static_cast<std::uint64_t>(rate) * frameBytes_, frameBytes_,
                              std::max(frameBytes_, limitBytes / 8))) {}

bool TakeBuffer::hasRoom() {
    const std::scoped_lock lock(mutex_);
    return roomy();
}

std::uint64_t TakeBuffer::append(const float* interleaved, std::uint64_t frames, std::int64_t hostNs) {
    const std::scoped_lock lock(mutex_);
    std::uint64_t done = 0;
    while (done < frames && roomy()) {
        std::uint64_t fits = 0;
        float* const to = placeFor(frames - done, hostNs + frameTimeNs(done, rate_), fits);
        if (to == nullptr) {
            full_ = true; // the system has no more memory than this
            break;
        }
        std::memcpy(to, interleaved + done * channels_, fits * frameBytes_);
        chunks_.back().frames += fits;
        bytes_ += fits * frameBytes_;
        done += fits;
        if (chunks_.back().frames == chunkFrames_) {
            tailOpen_ = false;
            worthIt_.notify_one();
        }
    }
    if (done < frames)
        full_ = true;
    return done;
}

void TakeBuffer::appendMissing(TakeChunk::Kind kind, std::uint64_t frames, std::int64_t hostNs) {
    const std::scoped_lock lock(mutex_);
    sealTail();
    chunks_.push_back({kind, frames, hostNs, nullptr});
}

void TakeBuffer::seal() {
    const std::scoped_lock lock(mutex_);
    sealTail();
}

void TakeBuffer::end() {
    const std::scoped_lock lock(mutex_);
    tailOpen_ = false;
    ended_ = true;
    chunks_.push_back({});
    worthIt_.notify_one();
}

std::optional<TakeChunk> TakeBuffer::take(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    worthIt_.wait_for(lock, timeout,
                      [this] { return ended_ || (!chunks_.empty() && !tailOpen_) || chunks_.size() > 1; });
    if (chunks_.empty())
        return std::nullopt;
    std::optional<TakeChunk> chunk = std::move(chunks_.front());
    chunks_.pop_front();
    if (chunks_.empty())
        tailOpen_ = false;
    return chunk;
}

void TakeBuffer::release(const TakeChunk& chunk) {
    if (chunk.kind != TakeChunk::Kind::Samples)
        return;
    const std::scoped_lock lock(mutex_);
    bytes_ -= chunk.frames * frameBytes_;
}

std::uint64_t TakeBuffer::bytesWaiting() const {
    const std::scoped_lock lock(mutex_);
    return bytes_;
}

bool TakeBuffer::roomy() {
    const std::uint64_t room = limitBytes_ > bytes_ ? limitBytes_ - bytes_ : 0;
    if (room < frameBytes_)
        full_ = true;
    else if (room >= resumeBytes_)
        full_ = false;
    return !full_;
}

float* TakeBuffer::placeFor(std::uint64_t frames, std::int64_t hostNs, std::uint64_t& fits) {
    if (!tailOpen_) {
        TakeChunk chunk;
        chunk.kind = TakeChunk::Kind::Samples;
        chunk.hostNs = hostNs;
        try {
            chunk.samples.reset(new float[chunkFrames_ * channels_]);
            chunks_.push_back(std::move(chunk));
        } catch (const std::bad_alloc&) {
            return nullptr;
        }
        tailOpen_ = true;
    }
    const TakeChunk& tail = chunks_.back();
    fits = std::min({frames, chunkFrames_ - tail.frames, (limitBytes_ - bytes_) / frameBytes_});
    return tail.samples.get() + tail.frames * channels_;
}

void TakeBuffer::sealTail() {
    if (!tailOpen_)
        return;
    tailOpen_ = false;
    // Many short runs between holes must not take the memory of as many whole chunks.
    TakeChunk& tail = chunks_.back();
    const std::uint64_t samples = tail.frames * channels_;
    if (tail.frames < chunkFrames_ / 2) {
        if (std::unique_ptr<float[]> smaller{new (std::nothrow) float[samples]}) {
            std::memcpy(smaller.get(), tail.samples.get(), samples * sizeof(float));
            tail.samples = std::move(smaller);
        }
    }
}

} // namespace headroom
