// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"
#include "engine/takes/report_facts.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom {

/// The ending of a file that holds the report of the sound file whose name stands before it.
inline constexpr std::string_view sidecarEnding = ".report.json";

/// The report as one line of JSON; `report` is null while the file is being written. Positions count from the
/// take's start, `first_frame` is the file's.
[[nodiscard]] std::string reportJson(const AudioFileSpec& spec, const TakeReport* report,
                                     std::uint64_t frames);

/// Reads what reportJson wrote; anything else gives nothing.
[[nodiscard]] ReportFacts readReportJson(std::string_view json);

/// To be called when a file is created. A report that an earlier file of that name left there would be untrue
/// of this one and is replaced.
[[nodiscard]] Result<void> beginSidecar(const AudioFileSpec& spec, FileSystem& files);

/// Writes the report beside a finished file, where there is something to say: faults, pauses, markers,
/// labels, an error, or a sidecar that is there already.
[[nodiscard]] Result<void> finishSidecar(const AudioFileSpec& spec, const TakeReport& report,
                                         std::uint64_t frames, FileSystem& files);

} // namespace headroom
