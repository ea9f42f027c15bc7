// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/report_facts.h"

#include <algorithm>
#include <limits>

namespace headroom {

FileVerdict verdictFor(const TakeReport& report, std::uint64_t firstFrame, std::uint64_t frames) {
    FileVerdict verdict;
    verdict.complete = !report.error.has_value();
    const std::uint64_t end = report.error ? std::numeric_limits<std::uint64_t>::max() : firstFrame + frames;
    for (const Fault& fault : report.faults) {
        const std::uint64_t from = std::max(fault.position, firstFrame);
        const std::uint64_t to = std::min(fault.position + fault.frames, end);
        if (from < to)
            verdict.missingFrames += to - from;
    }
    verdict.complete = verdict.complete && verdict.missingFrames == 0;
    return verdict;
}

} // namespace headroom
