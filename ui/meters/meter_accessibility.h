// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom {

/// Makes meters readable for screen readers: each channel is a value in dBFS with a name, a range and its
/// clips. Idempotent.
void installMeterAccessibility();

} // namespace headroom
