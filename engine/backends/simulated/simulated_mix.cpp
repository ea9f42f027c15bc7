// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_mix.h"

#include <algorithm>

namespace headroom {

void SimulatedMix::setChannels(int channels) {
    channels_ = static_cast<std::size_t>(std::max(channels, 1));
    samples_.clear();
}

void SimulatedMix::add(std::uint64_t firstFrame, const float* interleaved, std::uint64_t frames) {
    if (firstFrame < begin_) {
        const std::uint64_t gone = std::min(begin_ - firstFrame, frames);
        firstFrame += gone;
        interleaved += gone * channels_;
        frames -= gone;
    }
    if (frames == 0)
        return;
    if (firstFrame > end())
        samples_.resize((firstFrame - begin_) * channels_, 0.0F);
    const std::uint64_t sum = std::min(frames, end() - firstFrame) * channels_;
    const auto from = static_cast<std::ptrdiff_t>((firstFrame - begin_) * channels_);
    std::transform(interleaved, interleaved + sum, samples_.begin() + from, samples_.begin() + from,
                   [](float more, float there) { return there + more; });
    samples_.insert(samples_.end(), interleaved + sum, interleaved + frames * channels_);
}

void SimulatedMix::get(std::uint64_t firstFrame, std::uint64_t frames, float* to) const {
    std::fill_n(to, frames * channels_, 0.0F);
    const std::uint64_t first = std::max(firstFrame, begin_);
    const std::uint64_t last = std::min(firstFrame + frames, end());
    if (first < last)
        std::copy_n(samples_.data() + (first - begin_) * channels_, (last - first) * channels_,
                    to + (first - firstFrame) * channels_);
}

void SimulatedMix::forget(std::uint64_t before) {
    if (before <= begin_)
        return;
    const std::uint64_t frames = std::min(before - begin_, samples_.size() / channels_);
    samples_.erase(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(frames * channels_));
    begin_ = before;
}

} // namespace headroom
