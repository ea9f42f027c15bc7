// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/level_reading.h"

#include <QRect>

class QPainter;

namespace headroom {

/// What a small bar from left to right shows, in its pixels; what is the same need not be painted again.
struct LevelBarPixels {
    int peak = 0;
    int rms = 0;
    int hold = 0;
    bool clipped = false;
    bool measured = false; ///< false: an empty track

    bool operator==(const LevelBarPixels&) const = default;
};

/// The pixels of a level in a bar of this width, with its lamp. `level` null: nothing is measured.
[[nodiscard]] LevelBarPixels levelBarPixels(const ChannelLevel* level, int width);

/// Paints such a bar with the scale, zones and colours of the large meters: RMS strong, the peak weaker, the
/// hold as a line, and at the right end a lamp that is filled once something clipped and a mere frame before.
void paintLevelBar(QPainter& painter, const QRect& rect, const LevelBarPixels& pixels);

} // namespace headroom
