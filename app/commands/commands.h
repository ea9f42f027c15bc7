// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace headroom {

// One function per command of the command line. Each runs to its end on the main thread and needs no display.

[[nodiscard]] ExitCode runDevices(const CommandLine& line);
[[nodiscard]] ExitCode runChannels(const CommandLine& line);
[[nodiscard]] ExitCode runRecord(const CommandLine& line);
[[nodiscard]] ExitCode runMeter(const CommandLine& line);
[[nodiscard]] ExitCode runIdentify(const CommandLine& line);
[[nodiscard]] ExitCode runAnalyze(const CommandLine& line);
[[nodiscard]] ExitCode runDoctor(const CommandLine& line);

} // namespace headroom
