// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

namespace headroom {

/// The level of digital silence.
inline constexpr double silenceDb = -std::numeric_limits<double>::infinity();

/// 20·log10 of an amplitude; silenceDb for 0. Full scale, ±1, is 0 dBFS.
[[nodiscard]] inline double toDb(double amplitude) {
    return amplitude > 0.0 ? 20.0 * std::log10(amplitude) : silenceDb;
}

/// The amplitude of a level in dB.
[[nodiscard]] inline double fromDb(double db) {
    return std::pow(10.0, db / 20.0);
}

/// 10·log10 of a mean square; silenceDb for 0.
[[nodiscard]] inline double powerToDb(double meanSquare) {
    return meanSquare > 0.0 ? 10.0 * std::log10(meanSquare) : silenceDb;
}

} // namespace headroom
