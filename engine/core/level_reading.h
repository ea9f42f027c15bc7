// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/level.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// The levels of one channel. Decibels are dBFS: a sample of ±1 is 0; RMS is the plain root mean square, so
/// that a full-scale sine reads -3.01. Digital silence is silenceDb.
struct ChannelLevel {
    double peakDb = silenceDb;         ///< sample peak, instant attack, falling 20 dB in 1.7 s
    double holdDb = silenceDb;         ///< the highest sample of the last 1.5 s, held, then falling
    double rmsDb = silenceDb;          ///< over the last 300 ms
    double maxPeakDb = silenceDb;      ///< the highest sample since the reset
    double intervalPeakDb = silenceDb; ///< the highest sample of the last whole interval
    double intervalRmsDb = silenceDb;  ///< over the last whole interval
    std::uint64_t clips = 0;           ///< runs of full-scale samples since the reset

    bool operator==(const ChannelLevel&) const = default;
};

/// What the meters of one open input show. An interval is 100 ms of the stream.
struct LevelReading {
    std::uint64_t position = 0;  ///< frames of the stream that are in this reading
    std::uint64_t intervals = 0; ///< whole intervals so far
    std::vector<ChannelLevel> channels;

    bool operator==(const LevelReading&) const = default;
};

} // namespace headroom
