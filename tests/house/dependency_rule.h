// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace headroom::house {

/// An include that the house forbids.
struct Violation {
    QString file; ///< relative to the tree's root
    int line = 0;
    QString what; ///< which rule it breaks, and how
};

/// What a scan of the includes saw.
struct IncludeScan {
    int files = 0;
    int includes = 0;
    QList<Violation> violations;
};

/// Reads every #include of the tree's engine, ui, app and tests folders and holds it against the dependency
/// rule: app → ui → engine/core, and app → session → {takes, analysis, backends} → realtime → core. The
/// tables are in the source; ARCHITECTURE.md says it in words.
[[nodiscard]] IncludeScan checkIncludes(const QString& root);

} // namespace headroom::house
