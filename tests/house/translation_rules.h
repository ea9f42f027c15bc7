// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace headroom::house {

/// What is wrong with a .ts file, one line each: a string that is unfinished, empty or gone from the sources,
/// a missing plural form, a place holder (%1, %n, %L1) that the translation lost or made up. Nothing where it
/// is complete. `messages`, where given, is raised by the number of strings that were read. A file that is no
/// .ts file, or says no language, is one line.
[[nodiscard]] QStringList incompleteTranslations(const QByteArray& ts, int* messages = nullptr);

} // namespace headroom::house
