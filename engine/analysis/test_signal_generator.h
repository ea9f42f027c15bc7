// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/test_signal.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace headroom {

/// Turns a signal on and off without a click: a raised cosine of 10 ms. One thread at a time; real-time safe.
class SoftSwitch {
public:
    explicit SoftSwitch(int rate) noexcept;

    void turn(bool on) noexcept { on_ = on; }
    /// The factor of the next frame, 0 to 1.
    [[nodiscard]] float next() noexcept;
    /// True where it is off and all the way down.
    [[nodiscard]] bool silent() const noexcept { return !on_ && at_ == 0; }
    [[nodiscard]] std::uint32_t edgeFrames() const noexcept { return edge_; }

private:
    std::uint32_t edge_;
    std::uint32_t at_ = 0; ///< of edge_
    bool on_ = false;
};

/// One channel of a test signal, without an end.
///
/// - Noise: pink, 20 Hz to half the rate. White noise through poles and zeros that take turns at every
/// octave,
///   which falls by 3.01 dB an octave to within 0.7 dB. Samples beyond ±1, of which there are some above
///   -12 dBFS, are cut off there.
/// - Tone: a sine of 1 kHz.
/// - Burst: the same noise four times a second, 130 ms long, with soft edges; its level is that of the noise
///   while it lasts.
///
/// The same seed gives the same samples. One thread at a time; process() is real-time safe.
class TestSignalGenerator {
public:
    /// `levelDb` is the root mean square, dBFS (a full-scale sine is -3.01). `rate` from 1000 on.
    TestSignalGenerator(TestSignal signal, int rate, double levelDb, std::uint64_t seed = 1) noexcept;

    void process(float* mono, std::size_t frames) noexcept;

private:
    /// H(z) = (1 - zero z^-1) / (1 - pole z^-1)
    struct Section {
        double pole = 0.0;
        double zero = 0.0;
        double in = 0.0;
        double out = 0.0;
    };
    static constexpr std::size_t mostSections = 12;

    void designPink() noexcept;
    [[nodiscard]] double filtered(double sample) noexcept;
    [[nodiscard]] double white() noexcept;
    [[nodiscard]] double pink() noexcept;
    [[nodiscard]] double burst() noexcept;
    [[nodiscard]] double tone() noexcept;

    const TestSignal signal_;
    const int rate_;
    double gain_ = 0.0;
    std::uint64_t random_;
    std::array<Section, mostSections> sections_{};
    std::size_t used_ = 0;
    std::uint64_t frame_ = 0;
    SoftSwitch rhythm_;
};

} // namespace headroom
