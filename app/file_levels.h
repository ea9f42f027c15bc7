// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace headroom {

/// The levels of a finished file; one entry per channel, dBFS.
struct FileLevels {
    std::uint64_t frames = 0;
    int rate = 0;
    std::vector<double> peakDb;
    std::vector<double> rmsDb;
    std::vector<std::uint64_t> clips;
};

/// Reads a file from its start to its end. `goOn` is told the part that is done, 0 to 1, many times a second,
/// and ends it early by returning false. Any thread; blocks. Errors: those of the file reader.
[[nodiscard]] Result<FileLevels> measureFile(const std::string& path,
                                             const std::function<bool(double done)>& goOn);

} // namespace headroom
