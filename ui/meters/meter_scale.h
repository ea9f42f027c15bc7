// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace headroom {

/// The scale of the bars: linear in decibels, full scale at the top.
namespace meter_scale {

inline constexpr double topDb = 0.0;
inline constexpr double floorDb = -60.0;

/// Where the zones begin. -18 dBFS is the alignment level of EBU R 68, and what lies above -6 leaves little
/// room.
inline constexpr double middleDb = -18.0;
inline constexpr double highDb = -6.0;

/// How many of `height` pixels, counted from the bottom, are lit at a level; 0 below the floor and for
/// silence.
[[nodiscard]] int pixels(double db, int height);

/// The level in the middle of that pixel's upper edge: the inverse, to half a pixel.
[[nodiscard]] double level(int pixels, int height);

/// The marks that fit, from the top down, `spacing` pixels apart at least.
[[nodiscard]] std::vector<double> ticks(int height, int spacing);

} // namespace meter_scale

} // namespace headroom
