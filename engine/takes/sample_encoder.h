// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/quantiser.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace headroom {

/// Turns float samples into the little-endian bytes of a sample format, on every host.
class SampleEncoder {
public:
    SampleEncoder(SampleFormat format, int channels)
        : sampleBytes_(static_cast<std::size_t>(bytesPerSample(format))) {
        if (format != SampleFormat::Float)
            quantiser_ = Quantiser::forFormat(format, channels);
    }

    /// Whole frames; `out` has room for them. Floats are taken over bit by bit.
    void encode(std::span<const float> interleaved, std::span<std::byte> out) {
        if (!quantiser_) {
            if constexpr (std::endian::native == std::endian::little) {
                std::memcpy(out.data(), interleaved.data(), interleaved.size_bytes());
            } else {
                for (std::size_t i = 0; i < interleaved.size(); ++i)
                    put(out.data() + 4 * i, std::bit_cast<std::uint32_t>(interleaved[i]));
            }
            return;
        }
        integers_.resize(interleaved.size());
        quantiser_->quantise(interleaved, integers_);
        for (std::size_t i = 0; i < interleaved.size(); ++i)
            put(out.data() + sampleBytes_ * i, static_cast<std::uint32_t>(integers_[i]));
    }

private:
    void put(std::byte* to, std::uint32_t value) const {
        for (std::size_t i = 0; i < sampleBytes_; ++i)
            to[i] = static_cast<std::byte>(value >> (8 * i) & 0xFFU);
    }

    std::size_t sampleBytes_;
    std::optional<Quantiser> quantiser_;
    std::vector<std::int32_t> integers_;
};

} // namespace headroom
