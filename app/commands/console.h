// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/error.h"

#include <QString>

#include <string>

namespace headroom::console {

/// A line on standard output, sent at once.
void print(const QString& text);
void print(const std::string& utf8);
/// A line on standard error, sent at once.
void warn(const QString& text);
/// One line on standard error that names the cause and the next step.
void fail(const QString& text);
void fail(const Error& error);

/// A line that replaces itself on the terminal. Nothing is written and false returned where standard output
/// or error is no terminal, as then there must be no control characters.
bool progress(const QString& text);
/// Ends such a line, so that the next one begins below it.
void endProgress();

/// From now on Ctrl+C and SIGTERM are noted and do not end the program.
void catchInterrupts();
[[nodiscard]] bool interrupted();
} // namespace headroom::console
