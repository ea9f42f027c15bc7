// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"

#include <cstdint>
#include <span>
#include <vector>

namespace headroom {

/// Turns float samples into integers of 16, 24 or 32 bits.
///
/// Unity gain at 2^(bits-1): k/2^23 becomes k in 24 bits, so that what was read from a 24-bit converter is
/// written as it was. Rounds to nearest, ties to even. Beyond the range it saturates, never wraps: +1.0
/// becomes the largest integer, -1.0 the smallest. Not a number becomes 0.
///
/// Dither is for 16 bits: triangular, ±1 step wide (Lipshitz, Wannamaker, Vanderkooy: "Quantization and
/// Dither", JAES 40, 1992: the error's mean and variance then do not depend on the signal), from a generator
/// of its own per channel that always begins alike. A sample that 16 bits hold exactly is not dithered, as
/// there is nothing to round: silence and the zeros of a gap stay zeros, and a 16-bit source is written bit
/// for bit.
class Quantiser {
public:
    /// `format` is not Float.
    Quantiser(SampleFormat format, int channels, bool dither);

    /// The usual one: dithers where the samples become 16 bits wide.
    [[nodiscard]] static Quantiser forFormat(SampleFormat format, int channels) {
        return {format, channels, format == SampleFormat::Pcm16};
    }

    /// Whole frames of interleaved samples; as many integers, right-justified, in ±2^(bits-1). Keeps the
    /// generators' state, so that the result does not depend on how a stream is cut. Real-time safe.
    void quantise(std::span<const float> interleaved, std::span<std::int32_t> out) noexcept;

private:
    double scale_;
    std::size_t channels_;
    bool dither_;
    std::vector<std::uint64_t> state_; ///< one generator a channel
};

} // namespace headroom
