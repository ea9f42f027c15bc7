// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/dependency_rule.h"

#include "tests/house/source_tree.h"

#include <QDir>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace headroom::house {

namespace {

/// A room and the folders whose headers it may include. The first that fits a file counts, so inner rooms
/// come first.
struct Room {
    QString folder;
    QStringList mayInclude;
};

const QList<Room>& rooms() {
    static const QList<Room> all{
        {"engine/core", {"engine/core"}},
        {"engine/realtime", {"engine/realtime", "engine/core"}},
        {"engine/backends", {"engine/backends", "engine/realtime", "engine/core"}},
        {"engine/analysis", {"engine/analysis", "engine/core"}},
        {"engine/takes", {"engine/takes", "engine/analysis", "engine/realtime", "engine/core"}},
        {"engine/session",
         {"engine/session", "engine/takes", "engine/analysis", "engine/backends", "engine/realtime",
          "engine/core"}},
        {"engine/soundcard", {"engine"}},
        {"ui/text", {"ui/text", "engine/core"}},
        {"ui/settings", {"ui/settings", "ui/text", "engine/core"}},
        {"ui/theme", {"ui/theme", "ui/settings", "ui/text", "engine/core"}},
        {"ui/models", {"ui/models", "ui/settings", "ui/theme", "ui/text", "engine/core"}},
        {"ui/meters", {"ui/meters", "ui/models", "ui/settings", "ui/theme", "ui/text", "engine/core"}},
        {"ui/plots", {"ui/plots", "ui/models", "ui/settings", "ui/theme", "ui/text", "engine/core"}},
        {"ui/panels",
         {"ui/panels", "ui/plots", "ui/meters", "ui/models", "ui/settings", "ui/theme", "ui/text",
          "engine/core"}},
        {"ui/dialogs",
         {"ui/dialogs", "ui/panels", "ui/plots", "ui/meters", "ui/models", "ui/settings", "ui/theme",
          "ui/text", "engine/core"}},
        {"ui", {"ui", "engine/core"}}, // ui/window, which joins them all
        {"app", {"app", "ui", "engine"}},
        {"tests", {"tests", "app", "ui", "engine"}},
    };
    return all;
}

/// A library's headers and the only folders that may include them; the tests are free.
struct Library {
    QString name;
    QRegularExpression header;
    QStringList folders;
};

const QList<Library>& libraries() {
    static const QList<Library> all{
        {"Qt", QRegularExpression("^(Qt[A-Z]\\w*/)?Q[A-Z]\\w*$|^q[a-z0-9_]+\\.h$"), {"ui", "app"}},
        {"libpulse", QRegularExpression("^pulse/"), {"engine/backends/pulse"}},
        {"Windows audio",
         QRegularExpression("^(audioclient|mmdeviceapi|audiopolicy)\\.h$",
                            QRegularExpression::CaseInsensitiveOption),
         {"engine/backends/wasapi"}},
        {"CoreAudio", QRegularExpression("^(CoreAudio|AudioToolbox)/"), {"engine/backends/coreaudio"}},
        {"libsndfile", QRegularExpression("^sndfile\\.(h|hh)$"), {"engine/takes"}},
        // The window's thread waits for nobody, so it has nobody to wait for.
        {"threads",
         QRegularExpression("^(thread|mutex|condition_variable|future|semaphore|barrier|latch|shared_mutex)$|"
                            "^(Qt\\w+/)?(QThread|QMutex|QWaitCondition|QSemaphore|QtConcurrent.*)$"),
         {"engine", "app"}},
    };
    return all;
}

bool isIn(const QString& file, const QString& folder) {
    return file.startsWith(folder + QLatin1Char('/'));
}

bool isInAny(const QString& file, const QStringList& folders) {
    return std::any_of(folders.begin(), folders.end(),
                       [&](const QString& folder) { return isIn(file, folder); });
}

bool isWidgetHeader(const QString& header) {
    // Qt itself says which of its headers are of the widgets: those that lie in its folder.
    static const QString folder =
        QLibraryInfo::path(QLibraryInfo::HeadersPath) + QLatin1String("/QtWidgets/");
    return header.startsWith(QLatin1String("QtWidgets")) ||
           (!header.contains(QLatin1Char('/')) && QFileInfo::exists(folder + header));
}

bool isGenerated(const QString& header) {
    static const QRegularExpression generated("^[\\w]+\\.moc$|^moc_\\w+\\.cpp$|^ui_\\w+\\.h$");
    return generated.match(header).hasMatch();
}

/// The text without its comments, line breaks kept. Strings are passed over: one may hold what looks like a
/// comment.
QString withoutComments(const QString& text) {
    QString result;
    result.reserve(text.size());
    enum { Code, String, Line, Block } state = Code;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar here = text[i];
        const QStringView pair = QStringView(text).mid(i, 2);
        if (here == QLatin1Char('\n') && state != Block)
            state = Code;
        else if (state == Code && pair == u"//")
            state = Line;
        else if (state == Code && pair == u"/*")
            state = Block;
        else if (here == QLatin1Char('"') && (state == Code || state == String))
            state = state == Code ? String : Code;

        if (state == Code || state == String || here == QLatin1Char('\n'))
            result += here;
        if (state == String && here == QLatin1Char('\\') && i + 1 < text.size()) {
            result += text[++i];
        } else if (state == Block && pair == u"*/") {
            state = Code;
            ++i;
        }
    }
    return result;
}

/// Which rule an include of `header` from `room` breaks; empty where none.
QString judgeOwn(const QString& root, const Room& room, const QString& header) {
    if (isGenerated(header))
        return {};
    if (!header.contains(QLatin1Char('/')) || !QFileInfo::exists(QDir(root).filePath(header)))
        return QStringLiteral("\"%1\" names no header of the tree, written from its root").arg(header);
    if (!isInAny(header, room.mayInclude))
        return QStringLiteral("%1 may not include %2").arg(room.folder, header);
    return {};
}

QString judgeSystem(const QString& file, const Room& room, const QString& header) {
    if (isInAny(header, {"engine", "ui", "app", "tests"}))
        return QStringLiteral("<%1> is ours: write it in quotes").arg(header);
    if (room.folder == QLatin1String("tests"))
        return {};
    for (const Library& library : libraries()) {
        if (library.header.match(header).hasMatch() && !isInAny(file, library.folders))
            return QStringLiteral("%1 may not include <%2> (%3)").arg(room.folder, header, library.name);
    }
    static const QStringList withoutWidgets{"ui/text", "ui/settings", "ui/models"};
    if (withoutWidgets.contains(room.folder) && isWidgetHeader(header))
        return QStringLiteral("%1 may not include <%2>, a widget").arg(room.folder, header);
    static const QRegularExpression standard("^[a-z_]+$");
    if (room.folder == QLatin1String("engine/core") && !standard.match(header).hasMatch())
        return QStringLiteral("engine/core may not include <%1>: the standard library alone").arg(header);
    return {};
}

} // namespace

IncludeScan checkIncludes(const QString& root) {
    static const QRegularExpression source("^(engine|ui|app|tests)/.*\\.(h|hpp|c|cc|cpp|m|mm|inl)$");
    static const QRegularExpression include(
        "^[ \\t]*#[ \\t]*(?:include|import)\\b[ \\t]*(?:\"([^\"]+)\"|<([^>]+)>)?");
    IncludeScan scan;

    for (const QString& file : filesOf(root)) {
        if (!source.match(file).hasMatch())
            continue;
        ++scan.files;
        const auto room = std::find_if(rooms().begin(), rooms().end(),
                                       [&](const Room& candidate) { return isIn(file, candidate.folder); });
        if (room == rooms().end()) {
            scan.violations.append({file, 1, QStringLiteral("belongs to no room")});
            continue;
        }
        const QStringList lines =
            withoutComments(QString::fromUtf8(contentOf(root, file))).split(QLatin1Char('\n'));
        for (int number = 1; number <= lines.size(); ++number) {
            const auto match = include.match(lines[number - 1]);
            if (!match.hasMatch())
                continue;
            ++scan.includes;
            const QString own = match.captured(1), system = match.captured(2);
            QString what;
            if (!own.isEmpty())
                what = judgeOwn(root, *room, own);
            else if (!system.isEmpty())
                what = judgeSystem(file, *room, system);
            else
                what = QStringLiteral("an include that is not a plain name");
            if (!what.isEmpty())
                scan.violations.append({file, number, what});
        }
    }
    return scan;
}

} // namespace headroom::house
