// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/source_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace headroom::house {

namespace {

void collect(const QDir& folder, const QString& prefix, QStringList& files) {
    const auto entries = folder.entryInfoList(
        QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    for (const QFileInfo& entry : entries) {
        const QString name = entry.fileName();
        const QString path = prefix + name;
        if (name == QLatin1String(".git")) // a folder, or a file in a second work tree
            continue;
        if (!entry.isDir()) {
            files.append(path);
            continue;
        }
        const bool hidden = name.startsWith(QLatin1Char('.')) && name != QLatin1String(".ci") &&
                            name != QLatin1String(".github");
        const bool built = prefix.isEmpty() && name.startsWith(QLatin1String("build"));
        if (!hidden && !built)
            collect(QDir(entry.filePath()), path + QLatin1Char('/'), files);
    }
}

} // namespace

QStringList filesOf(const QString& root) {
    QStringList files;
    collect(QDir(root), QString(), files);
    return files;
}

QByteArray contentOf(const QString& root, const QString& file) {
    QFile source(QDir(root).filePath(file));
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

bool writeFile(const QString& root, const QString& file, const QByteArray& content) {
    const QString path = QDir(root).filePath(file);
    QFile target(path);
    return QDir().mkpath(QFileInfo(path).path()) && target.open(QIODevice::WriteOnly) &&
           target.write(content) == content.size();
}

} // namespace headroom::house
