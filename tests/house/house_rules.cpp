// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/house_rules.h"

#include "tests/house/source_tree.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>

namespace headroom::house {

namespace {

bool isScript(const QString& root, const QString& file) {
    return contentOf(root, file).startsWith("#!");
}

/// What is written by hand and may carry a licence line: not data, not what another tool writes.
bool isSource(const QString& root, const QString& file) {
    static const QRegularExpression source("(^|/)CMakeLists\\.txt$|\\.(h|hpp|c|cc|cpp|m|mm|inl|cmake|sh)$");
    return source.match(file).hasMatch() || isScript(root, file);
}

bool isText(const QString& root, const QString& file) {
    return file != QLatin1String("LICENSE") && !contentOf(root, file).left(8000).contains('\0');
}

/// Each line of the tree's text files in which `pattern` is found.
QStringList linesWith(const QString& root, const QRegularExpression& pattern,
                      const QStringList& exceptFolders) {
    QStringList found;
    for (const QString& file : filesOf(root)) {
        const bool excepted = std::any_of(exceptFolders.begin(), exceptFolders.end(),
                                          [&](const QString& folder) { return file.startsWith(folder); });
        if (excepted || !isText(root, file))
            continue;
        const QStringList lines = QString::fromUtf8(contentOf(root, file)).split(QLatin1Char('\n'));
        for (int number = 1; number <= lines.size(); ++number) {
            if (lines[number - 1].contains(pattern))
                found.append(
                    QStringLiteral("%1:%2: %3").arg(file).arg(number).arg(lines[number - 1].trimmed()));
        }
    }
    return found;
}

} // namespace

QStringList withoutLicence(const QString& root) {
    QStringList found;
    for (const QString& file : filesOf(root)) {
        if (!isSource(root, file))
            continue;
        const QList<QByteArray> lines = contentOf(root, file).split('\n');
        const QByteArray first = lines.value(isScript(root, file) ? 1 : 0);
        if (first != "// SPDX-License-Identifier: GPL-3.0-or-later" &&
            first != "# SPDX-License-Identifier: GPL-3.0-or-later")
            found.append(file + QStringLiteral(": does not begin with the line of its licence"));
    }
    return found;
}

QStringList withoutReadme(const QString& root) {
    QSet<QString> rooms;
    QStringList files = filesOf(root);
    for (const QString& file : files) {
        if (!isSource(root, file) || !file.contains(QLatin1Char('/')) || file.startsWith(QLatin1Char('.')))
            continue;
        const bool inEngine = file.startsWith(QLatin1String("engine/"));
        // engine itself is the house's ground floor: its CMakeLists.txt and its rooms.
        if (inEngine && file.count(QLatin1Char('/')) >= 2)
            rooms.insert(file.section(QLatin1Char('/'), 0, 1));
        else if (!inEngine)
            rooms.insert(file.section(QLatin1Char('/'), 0, 0));
    }
    QStringList found;
    for (const QString& room : rooms) {
        if (contentOf(root, room + QStringLiteral("/README.md")).trimmed().isEmpty())
            found.append(room + QStringLiteral(": has no README.md that says what belongs there"));
    }
    found.sort();
    return found;
}

QStringList strangersAtTheTop(const QString& root) {
    static const QStringList agreed{
        "CMakeLists.txt",
        "CMakePresets.json",
        "LICENSE",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "app",
        "engine",
        "packaging",
        "resources",
        "tests",
        "translations",
        "ui",
        "CMakeUserPresets.json", // a person's own, not in the repository
    };
    QStringList found;
    const QStringList names = QDir(root).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        if (!agreed.contains(name) && !name.startsWith(QLatin1String("build")) &&
            name != QLatin1String("compile_commands.json"))
            found.append(name + QStringLiteral(": is not one of the agreed names at the top level"));
    }
    return found;
}

QStringList placesNamed(const QString& root) {
    static const QRegularExpression place("(?<![\\w.])/(root|work|farm|Users)/|"
                                          "https?://(deb|ftp|mirrors?|registry|security|archive)\\.");
    return linesWith(root, place, {});
}

QStringList looseEnds(const QString& root) {
    // In two halves, as this file is searched too.
    static const QRegularExpression note("\\b("
                                         "TO"
                                         "DO|FIX"
                                         "ME|X"
                                         "XX|HA"
                                         "CK)\\b");
    return linesWith(root, note, {});
}

QStringList brokenScripts(const QString& root) {
    QStringList found;
    for (const QString& file : filesOf(root)) {
        if (!isScript(root, file)) {
            if (file.endsWith(QLatin1String(".sh")))
                found.append(file + QStringLiteral(": does not begin with #!"));
            continue;
        }
        const QString path = QDir(root).filePath(file);
        if (!QFileInfo(path).isExecutable())
            found.append(file + QStringLiteral(": is not executable"));
        QProcess bash;
        bash.start(QStringLiteral("bash"), {QStringLiteral("-n"), path});
        if (!bash.waitForFinished() || bash.exitStatus() != QProcess::NormalExit || bash.exitCode() != 0)
            found.append(file + QStringLiteral(": bash cannot read it: ") +
                         QString::fromUtf8(bash.readAllStandardError()).trimmed());
    }
    return found;
}

} // namespace headroom::house
