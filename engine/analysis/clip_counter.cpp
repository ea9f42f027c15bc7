// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/clip_counter.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

/// Whether any sample is at full scale. The whole part is looked at without a branch, which is quicker than
/// stopping early: nearly always there is none.
bool anyAtFullScale(const float* samples, std::size_t count) noexcept {
    int found = 0;
    for (std::size_t i = 0; i < count; ++i)
        found |= std::fabs(samples[i]) >= fullScale ? 1 : 0;
    return found != 0;
}

} // namespace

ClipCounter::ClipCounter(int channels, std::size_t rememberedRuns)
    : channels_(static_cast<std::size_t>(channels)), rememberedRuns_(rememberedRuns) {
    runs_.reserve(rememberedRuns);
}

void ClipCounter::process(const float* interleaved, std::uint64_t frames) noexcept {
    // Small parts, so that one loud moment does not make a whole block be looked at sample by sample.
    constexpr std::uint64_t partFrames = 256;
    const std::size_t channels = channels_.size();
    while (frames > 0) {
        const std::uint64_t now = std::min(frames, partFrames);
        if (!anyAtFullScale(interleaved, now * channels)) {
            processSilence(now);
        } else {
            // Frame by frame, so that the order of what is remembered does not depend on the parts.
            for (std::uint64_t f = 0; f < now; ++f, ++position_)
                for (std::size_t c = 0; c < channels; ++c)
                    add(static_cast<int>(c), interleaved[f * channels + c]);
        }
        interleaved += now * channels;
        frames -= now;
    }
}

void ClipCounter::processSilence(std::uint64_t frames) noexcept {
    if (frames == 0)
        return;
    for (Channel& channel : channels_) {
        channel.run = 0;
        channel.remembered = 0;
    }
    position_ += frames;
}

void ClipCounter::reset() noexcept {
    for (Channel& channel : channels_)
        channel = Channel{};
    runs_.clear();
}

void ClipCounter::add(int number, float sample) noexcept {
    Channel& channel = channels_[static_cast<std::size_t>(number)];
    if (!(std::fabs(sample) >= fullScale)) { // so that not-a-number is below
        channel.run = 0;
        channel.remembered = 0;
        return;
    }
    ++channel.run;
    if (channel.run == clipSamples) {
        ++channel.count;
        if (runs_.size() < rememberedRuns_) {
            runs_.push_back({number, position_ + 1 - clipSamples, 0});
            channel.remembered = runs_.size();
        }
    }
    if (channel.remembered != 0)
        runs_[channel.remembered - 1].frames = channel.run;
}

} // namespace headroom
