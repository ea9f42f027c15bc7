// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/takes_folder.h"
#include "engine/session/engine.h"
#include "ui/window/main_window.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace headroom {

/// Carries events and levels from the engine to the window, and wishes back. Main thread; nothing here waits.
class EngineBridge : public QObject {
    Q_OBJECT

public:
    /// Both must outlive the bridge. The engine has been started.
    EngineBridge(Engine& engine, MainWindow& window, QObject* parent = nullptr);

    /// From the command to record to the last byte of the last of its files.
    [[nodiscard]] bool isRecording() const { return take_ != 0 || !ending_.empty(); }

    /// Ends what runs; `recordingEnded` follows, at once where nothing runs.
    void endRecording();

signals:
    void recordingEnded();

private:
    void look();
    void apply(const Event& event);
    void follow(const TakeStarted& started);
    void selectInput(const InputChoice& choice, const std::optional<MapSpec>& map);
    void setMap(InputId input, const std::optional<MapSpec>& map);
    void identify(const IdentifyChoice& choice);
    [[nodiscard]] bool isOpen(InputId input) const;
    [[nodiscard]] bool wouldAskFirst(const InputChoice& choice) const;
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
    struct OpenInput {
        InputId id = 0;
        InputChoice choice;
        std::optional<MapSpec> map;
        bool asksFirst = false; ///< it follows the default, and that is a device that is not opened unasked
    };
    std::vector<OpenInput> inputs_; ///< those that are open or being opened
    std::optional<InputChoice> choice_;
    std::optional<MapSpec> map_; ///< asked for with it
    InputId selected_ = 0;       ///< what was opened for choice_
    TakeId take_ = 0;            ///< that gets what comes in
    std::set<TakeId> ending_;    ///< that it goes on from, and that are being closed
    bool stopping_ = false;
    bool visible_ = true;
    PlaybackId playback_ = 0;
    LevelReading reading_;
    std::vector<TakeSummary> takes_;
    std::map<TakeId, std::string> filesBeingWritten_; ///< not in the list of takes until they are closed
    std::map<QString, QString> trashed_;              ///< where a deleted take was → where it lies now
};

/// What the recorder can do, for the window.
[[nodiscard]] RecordingFacts recordingFacts();

} // namespace headroom
