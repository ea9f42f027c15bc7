// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/fault.h"
#include "engine/core/take.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace headroom {

/// A fault in words: "The device delivered nothing for 20 ms at 0:12:34." Any thread.
[[nodiscard]] QString faultText(const Fault& fault, int rate);

/// Who lost it and why: "the device was unplugged", "the disk was too slow".
[[nodiscard]] QString faultCauseText(const Fault& fault);

/// "3 faults, 520 ms missing."
[[nodiscard]] QString faultCountText(std::uint64_t faults, std::uint64_t missingFrames, int rate);

/// What a finished take says of itself: whether all is there, or what is missing and whose fault it was.
[[nodiscard]] QString takeReportText(const TakeReport& report);

/// "Complete", "120 ms missing", "Cannot be read", "Not known".
[[nodiscard]] QString takeStateText(const TakeSummary& take);

} // namespace headroom
