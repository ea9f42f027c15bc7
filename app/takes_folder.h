// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"
#include "ui/panels/recording_facts.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace headroom {

/// The folder of the recordings: which takes are in it, kept true as files come and go. Folders and files are
/// looked at on a thread of its own, one after another: a slow disk holds up nothing else.
class TakesFolder : public QObject {
    Q_OBJECT

public:
    explicit TakesFolder(QObject* parent = nullptr);
    ~TakesFolder() override;

    void setFolder(const QString& folder);
    /// Looks again, soon; several calls become one.
    void refresh();

signals:
    void takesChanged(const std::vector<headroom::TakeSummary>& takes);
    void statusChanged(const headroom::FolderStatus& status);

private:
    /// A file as it was when its levels were measured.
    struct Measured {
        std::int64_t modifiedWallNs = 0;
        std::uint64_t bytes = 0;
        std::optional<double> peakDb;
    };
    /// What the thread remembers from one look to the next; only it touches this.
    struct Memory {
        std::map<std::string, Measured> peaks;
    };
    void look();

    QString folder_;
    QFileSystemWatcher watcher_;
    QTimer soon_;
    QThreadPool thread_;
    std::shared_ptr<Memory> memory_ = std::make_shared<Memory>();
    std::shared_ptr<std::atomic<std::uint64_t>> round_ = std::make_shared<std::atomic<std::uint64_t>>(0);
};

} // namespace headroom
