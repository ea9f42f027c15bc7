// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom {

/// What a sample beyond every sane level counts as in levels: +120 dBFS.
inline constexpr float highestAmplitude = 1.0e6F;

/// The highest sample and the sum of squares of each channel, over the frames added since the last clear().
///
/// A sample that is not a number counts as 0, an infinite one as highestAmplitude: one broken sample must not
/// spoil what is measured after it. What is summed does not depend on how the frames are cut into calls: the
/// same sums are made in the same order.
///
/// One thread at a time; nothing allocates but the constructor.
class BlockLevels {
public:
    explicit BlockLevels(int channels);

    /// frames × channels interleaved samples. Sums are kept in single precision: clear after some thousand
    /// frames.
    void add(const float* interleaved, std::uint64_t frames) noexcept;
    void addSilence(std::uint64_t frames) noexcept { frames_ += frames; }
    void clear() noexcept;

    [[nodiscard]] int channels() const noexcept { return static_cast<int>(channels_); }
    [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }
    [[nodiscard]] float highest(int channel) const noexcept;
    [[nodiscard]] double sumOfSquares(int channel) const noexcept;

private:
    std::size_t channels_;
    std::size_t framesAbreast_; ///< frames that the lanes take at once
    std::uint64_t frames_ = 0;
    // A lane is one channel of every framesAbreast_-th frame. Many of them make the inner loop one over an
    // array, which the compiler turns into vector instructions for any number of channels.
    std::vector<float> highest_;
    std::vector<float> squares_;
};

} // namespace headroom
