// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/json_writer.h"
#include "engine/core/level_reading.h"
#include "engine/core/take.h"

#include <span>
#include <string>

namespace headroom {

// The JSON objects of the command line, one a line.

/// {"kind":...,"id":...,"name":...,"channels":N,"map":[...],"rate":HZ,"default":bool,"backend":...}
void writeDevice(JsonWriter& json, const Device& device);
[[nodiscard]] std::string deviceLine(const Device& device);
/// {"event":"started",...}: what was granted. `channels` are those of the file or of the meter.
[[nodiscard]] std::string startedLine(const Device& device, const GrantedStream& granted, int channels);
/// {"event":"levels",...}: the last whole interval of 100 ms.
[[nodiscard]] std::string levelsLine(const LevelReading& reading);
/// {"event":"finished",...}: of a recording that is one take, as a rule. Where it went on at another rate or
/// with other channels it is several: `files` are then all their files, `frames` and the faults' positions
/// count through all of them, `rate` and `channels` are the first one's, and `takes` has each for itself.
[[nodiscard]] std::string finishedLine(std::span<const TakeReport> takes);

void writeLevels(JsonWriter& json, std::string_view key, std::span<const double> levelsDb);
void writeCounts(JsonWriter& json, std::string_view key, std::span<const std::uint64_t> counts);

} // namespace headroom
