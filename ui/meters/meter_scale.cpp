// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meter_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::meter_scale {

int pixels(double db, int height) {
    if (!(db > floorDb) || height <= 0)
        return 0;
    const double share = (std::min(db, topDb) - floorDb) / (topDb - floorDb);
    return static_cast<int>(std::lround(share * height));
}

double level(int pixels, int height) {
    if (height <= 0)
        return floorDb;
    return floorDb + (topDb - floorDb) * pixels / height;
}

std::vector<double> ticks(int height, int spacing) {
    // Steps that a reader divides in the head; each hits both ends of the scale.
    constexpr std::array steps{3.0, 6.0, 12.0, 20.0, 30.0};
    double step = topDb - floorDb;
    for (const double candidate : steps)
        if (candidate / (topDb - floorDb) * height >= spacing) {
            step = candidate;
            break;
        }
    std::vector<double> marks;
    for (double mark = topDb; mark >= floorDb - 1e-9; mark -= step)
        marks.push_back(mark);
    return marks;
}

} // namespace headroom::meter_scale
