// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/error.h"

#include <QString>

namespace headroom {

/// An error for a person: what happened, and what to do next. Each ends with a full stop or a question mark.
struct ErrorWords {
    QString cause;
    QString nextStep;
};

/// Words for every ErrorKind. The native code is not in them: it is for the log. Any thread.
[[nodiscard]] ErrorWords errorWords(const Error& error);

/// "Cause. Next step." on one line.
[[nodiscard]] QString errorText(const Error& error);

} // namespace headroom
