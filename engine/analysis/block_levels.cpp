// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/block_levels.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

constexpr std::size_t wantedLanes = 32;
/// Also for many channels: more and shorter sums round less.
constexpr std::size_t leastFramesAbreast = 4;

/// The lanes are told apart from the samples, so that the loop needs no look at what overlaps.
void addLanes(const float* __restrict samples, std::size_t lanes, float* __restrict highest,
              float* __restrict squares) noexcept {
    for (std::size_t i = 0; i < lanes; ++i) {
        const float sample = samples[i];
        float amplitude = std::fabs(sample);
        amplitude = amplitude < highestAmplitude ? amplitude : highestAmplitude;
        amplitude = sample == sample ? amplitude : 0.0F; // not a number
        highest[i] = amplitude > highest[i] ? amplitude : highest[i];
        squares[i] += amplitude * amplitude;
    }
}

} // namespace

BlockLevels::BlockLevels(int channels)
    : channels_(static_cast<std::size_t>(channels)),
      framesAbreast_(std::max(leastFramesAbreast, wantedLanes / channels_)),
      highest_(channels_ * framesAbreast_, 0.0F),
      squares_(channels_ * framesAbreast_, 0.0F) {}

void BlockLevels::add(const float* interleaved, std::uint64_t frames) noexcept {
    // A frame's lanes follow from its number since clear(), never from where a call began.
    const float* const end = interleaved + frames * channels_;
    const std::size_t first = frames_ % framesAbreast_;
    frames_ += frames;
    if (first != 0) {
        const std::size_t now = std::min<std::uint64_t>(frames, framesAbreast_ - first) * channels_;
        addLanes(interleaved, now, &highest_[first * channels_], &squares_[first * channels_]);
        interleaved += now;
    }
    const std::size_t lanes = highest_.size();
    for (; static_cast<std::size_t>(end - interleaved) >= lanes; interleaved += lanes)
        addLanes(interleaved, lanes, highest_.data(), squares_.data());
    addLanes(interleaved, static_cast<std::size_t>(end - interleaved), highest_.data(), squares_.data());
}

void BlockLevels::clear() noexcept {
    frames_ = 0;
    std::ranges::fill(highest_, 0.0F);
    std::ranges::fill(squares_, 0.0F);
}

float BlockLevels::highest(int channel) const noexcept {
    float value = 0.0F;
    for (std::size_t i = static_cast<std::size_t>(channel); i < highest_.size(); i += channels_)
        value = std::max(value, highest_[i]);
    return value;
}

double BlockLevels::sumOfSquares(int channel) const noexcept {
    double sum = 0.0;
    for (std::size_t i = static_cast<std::size_t>(channel); i < squares_.size(); i += channels_)
        sum += static_cast<double>(squares_[i]);
    return sum;
}

} // namespace headroom
