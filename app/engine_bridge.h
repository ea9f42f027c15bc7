// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/takes_folder.h"
#include "engine/session/engine.h"
#include "ui/window/main_window.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <string>
#include <vector>

namespace headroom {

/// Carries events and levels from the engine to the window, and wishes back. Main thread; nothing here waits.
class EngineBridge : public QObject {
    Q_OBJECT

public:
    /// Both must outlive the bridge. The engine has been started.
    EngineBridge(Engine& engine, MainWindow& window, QObject* parent = nullptr);

    [[nodiscard]] bool isRecording() const { return take_ != 0; }

    /// Ends what runs; `recordingEnded` follows, at once where nothing runs.
    void endRecording();

signals:
    void recordingEnded();

private:
    void look();
    void apply(const Event& event);
    void selectInput(const QString& deviceId);
    void record(const RecordChoice& choice);
    void stop();
    void setVisible(bool visible);
    void watch();
    void showTakes();
    void trash(const QString& path);
    void restore(const QString& path);

    Engine& engine_;
    MainWindow& window_;
    TakesFolder takesFolder_;
    QTimer timer_;
    std::vector<Device> devices_;
    std::map<std::string, InputId> inputs_; ///< those that are open or being opened, by device
    std::string selected_;
    TakeId take_ = 0;
    InputId recorded_ = 0;
    bool visible_ = true;
    LevelReading reading_;
    std::vector<TakeSummary> takes_;
    std::string fileBeingWritten_;       ///< not in the list of takes until it is closed
    std::map<QString, QString> trashed_; ///< where a deleted take was → where it lies now
};

/// What the recorder can do, for the window.
[[nodiscard]] RecordingFacts recordingFacts();

} // namespace headroom
