// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom {

/// What a simulated speaker plays: the sum of its streams, by the speaker's own frames, for as long as
/// somebody may still hear it. One stream alone comes out bit by bit as it went in.
class SimulatedMix {
public:
    /// Interleaved float32; what was there is forgotten.
    void setChannels(int channels);

    /// Adds a stream's frames. Where there is nothing yet they are taken over as they are; frames that have
    /// been forgotten are passed over.
    void add(std::uint64_t firstFrame, const float* interleaved, std::uint64_t frames);

    /// Writes `frames` frames to `to`, silence where nothing was played.
    void get(std::uint64_t firstFrame, std::uint64_t frames, float* to) const;

    /// Nobody will ask for frames before this one any more. To be called now and then, and before the first
    /// add(): what is kept reaches from here to the last frame that was added.
    void forget(std::uint64_t before);

private:
    [[nodiscard]] std::uint64_t end() const { return begin_ + samples_.size() / channels_; }

    std::size_t channels_ = 1;
    std::uint64_t begin_ = 0;
    std::vector<float> samples_;
};

} // namespace headroom
