// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace headroom::house {

/// The files of a source tree, relative to `root`, sorted: those of folders that are built into (build*),
/// hidden folders but .ci and .github, and links are left out.
[[nodiscard]] QStringList filesOf(const QString& root);

/// The whole of a file; empty where it cannot be read.
[[nodiscard]] QByteArray contentOf(const QString& root, const QString& file);

/// Writes a file of a made-up tree, its folders too. False where the disk refuses.
[[nodiscard]] bool writeFile(const QString& root, const QString& file, const QByteArray& content);

} // namespace headroom::house
