// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

#include <QCoreApplication>

#include <memory>

namespace headroom {

/// The application of a run with a window. `argc` and `argv` must live as long as it. Ends the program with a
/// clear line where there is no display.
[[nodiscard]] std::unique_ptr<QCoreApplication> makeWindowApplication(int& argc, char** argv);

/// Shows the window until it is closed and all takes are ended properly.
[[nodiscard]] ExitCode runWindow(const CommandLine& line);

} // namespace headroom
