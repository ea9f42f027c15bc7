// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace headroom {

/// Whether one file of a take has everything.
struct FileVerdict {
    bool complete = true;
    std::uint64_t missingFrames = 0; ///< of this file, that stand in it as zeros or are not in it at all
};

/// What a take's report says of the file that begins at the take's frame `firstFrame`. Where an error ended
/// the take, all frames lost from there on count, as no later file holds them.
[[nodiscard]] FileVerdict verdictFor(const TakeReport& report, std::uint64_t firstFrame,
                                     std::uint64_t frames);

/// What was read back of a report.
struct ReportFacts {
    bool ours = false;            ///< it was written here; without this only `channels` may be set
    std::optional<bool> complete; ///< none in a file that was not finished
    std::uint64_t missingFrames = 0;
    bool simulated = false;
    std::optional<double> peakDb;          ///< the highest of all channels; silenceDb for digital silence
    std::vector<ChannelPosition> channels; ///< empty where not said
};

} // namespace headroom
