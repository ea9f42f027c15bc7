// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace headroom::soundcard {

/// What is recorded and played: frames × channels, interleaved float32, full scale (0 dBFS) at ±1. Nothing is
/// cut off here; what a speaker does beyond ±1 is its own affair.
struct Audio {
    std::vector<float> samples; ///< frame after frame; a whole number of frames
    int channels = 1;           ///< at least 1

    Audio() = default;
    /// Silence.
    Audio(std::size_t frames, int channelCount)
        : samples(frames * static_cast<std::size_t>(channelCount)), channels(channelCount) {}
    /// One channel, so that a plain vector can be played.
    Audio(std::vector<float> mono) : samples(std::move(mono)) {}
    Audio(std::vector<float> interleaved, int channelCount)
        : samples(std::move(interleaved)), channels(channelCount) {}

    [[nodiscard]] std::size_t frames() const { return samples.size() / static_cast<std::size_t>(channels); }

    /// Both from 0, and within.
    [[nodiscard]] float& at(std::size_t frame, int channel) {
        return samples[frame * static_cast<std::size_t>(channels) + static_cast<std::size_t>(channel)];
    }
    [[nodiscard]] float at(std::size_t frame, int channel) const {
        return samples[frame * static_cast<std::size_t>(channels) + static_cast<std::size_t>(channel)];
    }

    /// A copy of one channel.
    [[nodiscard]] std::vector<float> channel(int number) const {
        std::vector<float> one(frames());
        for (std::size_t frame = 0; frame < one.size(); ++frame)
            one[frame] = at(frame, number);
        return one;
    }
};

} // namespace headroom::soundcard
