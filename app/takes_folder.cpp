// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes_folder.h"

#include "app/file_levels.h"
#include "engine/takes/output_file.h"
#include "engine/takes/take_reader.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

constexpr int soonMs = 300;

FolderStatus statusOf(const QString& folder) {
    FolderStatus status{folder, std::nullopt, std::nullopt};
    // A folder that is still missing is made by the first recording, inside the nearest one that exists.
    QFileInfo nearest(folder);
    while (!nearest.exists() && !nearest.isRoot())
        nearest = QFileInfo(nearest.absolutePath());
    const auto free =
        systemFiles().freeBytes((nearest.absoluteFilePath() + QStringLiteral("/x")).toStdString());
    if (free)
        status.bytesFree = free.value();
    if (!nearest.isDir() || !nearest.isWritable())
        status.error = Error{ErrorKind::FolderNotWritable, folder.toStdString(), {}, {}};
    return status;
}

} // namespace

TakesFolder::TakesFolder(QObject* parent) : QObject(parent) {
    thread_.setMaxThreadCount(1);
    soon_.setSingleShot(true);
    soon_.setInterval(soonMs);
    connect(&soon_, &QTimer::timeout, this, &TakesFolder::look);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, &TakesFolder::refresh);
}

TakesFolder::~TakesFolder() {
    ++*round_; // a look that is under way ends at its next file
    thread_.clear();
    thread_.waitForDone();
}

void TakesFolder::setFolder(const QString& folder) {
    if (!watcher_.directories().isEmpty())
        watcher_.removePaths(watcher_.directories());
    folder_ = folder;
    look();
}

void TakesFolder::refresh() {
    if (!soon_.isActive())
        soon_.start();
}

void TakesFolder::look() {
    if (folder_.isEmpty())
        return;
    if (watcher_.directories().isEmpty() && QFileInfo(folder_).isDir())
        watcher_.addPath(folder_);
    const std::uint64_t round = ++*round_;
    thread_.start([this, folder = folder_, round, rounds = round_, memory = memory_] {
        const auto outdated = [&] { return rounds->load() != round; };
        if (outdated())
            return;
        const auto tell = [&](const std::vector<TakeSummary>& takes) {
            QMetaObject::invokeMethod(this, [this, takes] { emit takesChanged(takes); });
        };
        QMetaObject::invokeMethod(this, [this, status = statusOf(folder)] { emit statusChanged(status); });
        auto listed = listTakes(folder.toStdString());
        std::vector<TakeSummary> takes; // none where the folder is not there yet
        if (listed)
            takes = std::move(listed).value();
        std::vector<std::size_t> unknown;
        for (std::size_t i = 0; i < takes.size(); ++i) {
            TakeSummary& take = takes[i];
            if (take.peakDb || take.error)
                continue;
            const auto known = memory->peaks.find(take.path);
            if (known != memory->peaks.end() && known->second.modifiedWallNs == take.modifiedWallNs &&
                known->second.bytes == take.bytes)
                take.peakDb = known->second.peakDb;
            else
                unknown.push_back(i);
        }
        tell(takes);
        // Peaks of files that do not say them, one by one, so that the list is never held up.
        for (const std::size_t i : unknown) {
            TakeSummary& take = takes[i];
            const auto levels = measureFile(take.path, [&](double) { return !outdated(); });
            if (outdated())
                return;
            if (levels && !levels.value().peakDb.empty())
                take.peakDb = *std::ranges::max_element(levels.value().peakDb);
            memory->peaks[take.path] = {take.modifiedWallNs, take.bytes, take.peakDb};
            tell(takes);
        }
    });
}

} // namespace headroom
