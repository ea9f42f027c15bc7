// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/events.h"
#include "engine/core/level_reading.h"
#include "engine/core/take.h"
#include "ui/dialogs/identify_choice.h"
#include "ui/panels/recording_facts.h"
#include "ui/settings/settings_store.h"

#include <QMainWindow>

#include <memory>
#include <optional>
#include <vector>

namespace headroom {

/// The window: devices, meters, transport, takes. It is handed events, readings and lists, and says by
/// signals what a person wants; it knows no engine. Window thread only; no call waits.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `settings` must outlive the window; the window reads it and writes every choice to it.
    explicit MainWindow(SettingsStore& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What the recorder can do. To be called once before the window is shown; without it only WAV is
    /// offered.
    void setRecordingFacts(RecordingFacts facts);

    /// Every event of the engine, in order.
    void apply(const Event& event);

    /// The input that was opened for inputSelected: what is said of it is said of the chosen one from now on.
    /// To be called before an event of that input is applied.
    void setInput(InputId input);

    /// The latest levels of an open input, about 60 times a second. Ignored where nobody sees them.
    void setLevels(InputId input, const LevelReading& reading);

    /// Whether setDeviceLevels() is of use now: the channel map of the chosen input is on the screen.
    [[nodiscard]] bool wantsDeviceLevels() const;
    /// The latest levels of the chosen input's own channels, before its map.
    void setDeviceLevels(const LevelReading& reading);
    /// What plays for identifyRequested. To be called before an event of it is applied.
    void setPlayback(PlaybackId playback);

    /// All takes of the folder, in any order. Rows of takes that stay keep their selection.
    void setTakes(std::vector<TakeSummary> takes);

    void setFolderStatus(const FolderStatus& status);

    /// A command could not be carried out before the engine had it (no name for the file, no folder) or
    /// after: shown as a banner with the next step; a requested recording counts as not begun.
    void showError(const Error& error);

    /// The file is in the trash now. Offers to take it back: takeRestoreRequested.
    void showTrashed(const QString& path);

    /// False when hidden or minimised: then readings need not be fetched, nothing is painted.
    [[nodiscard]] bool wantsReadings() const;

    /// The device that is shown, chosen itself or as the system's default; empty where there is none.
    [[nodiscard]] QString selectedInput() const;
    [[nodiscard]] QString recordingsFolder() const;
    /// From the press of Record to the last byte on the disk.
    [[nodiscard]] bool isRecording() const;

signals:
    /// An input is to be opened: chosen by a person, or remembered. setInput() is to answer. Comes again when
    /// the chosen input is closed and a person asks for it once more.
    /// `map` is what is to be recorded of it; nullopt for the device's own channels.
    void inputSelected(const headroom::InputChoice& choice, const std::optional<headroom::MapSpec>& map);
    /// Another map of an input that was opened.
    void inputMapChanged(headroom::InputId input, const std::optional<headroom::MapSpec>& map);
    /// A speaker's channels are to be heard one after the other. setPlayback() is to answer.
    void identifyRequested(const headroom::IdentifyChoice& choice);
    void identifyStopRequested();
    /// Record was pressed while idle. TakeStarted or TakeFinished must follow, or showError().
    void recordRequested(const headroom::RecordChoice& choice);
    void stopRequested();
    void pauseRequested();
    void resumeRequested();
    void markerRequested();
    void preRollChanged(double seconds);
    void levelsResetRequested(headroom::InputId input);
    void recordingsFolderChanged(const QString& folder);
    /// The window can be seen, or cannot: inputs that nobody sees need not stay open.
    void visibilityChanged(bool visible);
    void takeOpenRequested(const QString& path);
    void takeRevealRequested(const QString& path);
    /// A person agreed that the file goes to the trash.
    void takeDeleteRequested(const QString& path);
    void takeRestoreRequested(const QString& path);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace headroom

Q_DECLARE_METATYPE(headroom::InputChoice)
Q_DECLARE_METATYPE(headroom::RecordChoice)
