// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/input_file.h"
#include "engine/takes/report_facts.h"

#include <string>
#include <string_view>

namespace headroom {

/// What the iXML chunk of a WAV, RF64, BW64 or W64 file says; nothing where there is none. Where there are
/// several the last one holds.
[[nodiscard]] ReportFacts reportInside(InputFile& file);

/// What the report beside a sound file says; nothing where there is none.
[[nodiscard]] ReportFacts reportBeside(const std::string& path);

/// What the comment of a file that was written here says (sndfile_writer.h).
[[nodiscard]] ReportFacts reportInComment(std::string_view comment);

} // namespace headroom
