// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// The rules of the house that a program can see. Each function reads a source tree and returns what breaks
/// its rule, one line each, the file first; nothing where the tree keeps it.
namespace headroom::house {

/// Sources, build files and scripts name their licence in the first line, or in the second after a #! line.
[[nodiscard]] QStringList withoutLicence(const QString& root);

/// Each folder that is a room has a README.md that says what belongs in it: the folders of engine/, and the
/// folders at the top that hold sources or scripts.
[[nodiscard]] QStringList withoutReadme(const QString& root);

/// The top level holds the agreed names only; hidden files and folders that are built into are not looked at.
[[nodiscard]] QStringList strangersAtTheTop(const QString& root);

/// No file names a place on somebody's machine or a server that packages come from.
[[nodiscard]] QStringList placesNamed(const QString& root);

/// No file holds a note that something is still to be done.
[[nodiscard]] QStringList looseEnds(const QString& root);

/// Scripts can be started, and bash can read them.
[[nodiscard]] QStringList brokenScripts(const QString& root);

} // namespace headroom::house
