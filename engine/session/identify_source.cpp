// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/identify_source.h"

#include "engine/realtime/clock.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom {

namespace {
constexpr double pauseSeconds = 0.2;
} // namespace

IdentifySource::IdentifySource(const IdentifyWish& wish, PlayMap map, std::vector<int> entries,
                               const StreamFormat& granted)
    : map_(std::move(map)),
      entries_(std::move(entries)),
      rate_(granted.rate),
      channels_(granted.channels.size()),
      repeat_(wish.repeat),
      soundFrames_(static_cast<std::uint64_t>(std::llround(wish.seconds * granted.rate))),
      stepFrames_(soundFrames_ + static_cast<std::uint64_t>(std::llround(pauseSeconds * granted.rate))),
      generator_(wish.signal, granted.rate, wish.levelDb),
      switch_(granted.rate) {}

std::optional<int> IdentifySource::heardBy(std::int64_t nowNs) {
    if (told_ == steps_.load(std::memory_order_acquire) ||
        heardNs_[told_ % stepsKept].load(std::memory_order_relaxed) > nowNs)
        return std::nullopt;
    return entries_[told_++ % entries_.size()];
}

void IdentifySource::note(std::int64_t hostNs) noexcept {
    const std::uint64_t step = steps_.load(std::memory_order_relaxed);
    heardNs_[step % stepsKept].store(hostNs, std::memory_order_relaxed);
    steps_.store(step + 1, std::memory_order_release);
}

void IdentifySource::onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept {
    std::fill_n(interleaved, frames * channels_, 0.0F);
    if (!begun_.load(std::memory_order_acquire) || endNs_.load(std::memory_order_relaxed) != 0)
        return;
    std::uint64_t done = 0;
    while (done < frames) {
        const std::int64_t atNs = hostNs + static_cast<std::int64_t>(done) * nsPerSecond / rate_;
        const bool stopped = stopped_.load(std::memory_order_relaxed);
        const bool played = !repeat_ && step_ >= entries_.size();
        if (played || (stopped && switch_.silent())) {
            endNs_.store(atNs, std::memory_order_release);
            return;
        }
        if (at_ == 0 && !stopped)
            note(atNs);
        // In parts that end where the sound goes down and where the step ends.
        const std::uint64_t down = soundFrames_ - std::min<std::uint64_t>(switch_.edgeFrames(), soundFrames_);
        switch_.turn(!stopped && at_ < down);
        const std::uint64_t until = at_ < down ? down : stepFrames_;
        const std::uint64_t edge = stopped ? switch_.edgeFrames() : framesAtOnce;
        const std::uint64_t now =
            std::min({std::uint64_t{frames} - done, until - at_, std::uint64_t{framesAtOnce}, edge});
        fillPart(interleaved + done * channels_, static_cast<std::size_t>(now));
        done += now;
        at_ += now;
        if (at_ == stepFrames_) {
            at_ = 0;
            ++step_;
        }
    }
}

void IdentifySource::fillPart(float* interleaved, std::size_t frames) noexcept {
    const int entry = entries_[step_ % entries_.size()];
    generator_.process(mono_.data(), frames);
    for (std::size_t f = 0; f < frames; ++f)
        mono_[f] *= switch_.next();
    for (const PlayRoute& route : map_.routes) {
        if (route.from != entry)
            continue;
        float* to = interleaved + route.to;
        for (std::size_t f = 0; f < frames; ++f)
            to[f * channels_] = std::clamp(to[f * channels_] + mono_[f] * route.gain, -1.0F, 1.0F);
    }
}

} // namespace headroom
