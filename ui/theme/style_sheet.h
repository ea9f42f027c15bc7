// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"

#include <QString>

namespace headroom {

/// What the palette cannot say: edges, corners, focus rings, distances.
[[nodiscard]] QString styleSheetOf(const Colors& colors);

} // namespace headroom
