// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/device_model.h"
#include "ui/models/take_model.h"
#include "ui/panels/action_catalog.h"
#include "ui/panels/banner.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/meter_panel.h"
#include "ui/panels/take_panel.h"
#include "ui/panels/transport_panel.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QHash>
#include <QPointer>

#include <optional>

class QMessageBox;
class QSplitter;

namespace headroom {

/// What the window is made of and what it knows. main_window.cpp builds it and is its face to the outside,
/// main_window_inputs.cpp chooses inputs, main_window_take.cpp gives the transport's commands,
/// main_window_events.cpp takes the engine's events, main_window_menus.cpp has menus and dialogs.
class MainWindow::Impl {
public:
    Impl(MainWindow& owner, SettingsStore& store);

    void build();
    void buildMenus();
    void connectPanels();
    void restore();
    void save();

    /// @name Inputs
    /// @{
    void chooseInput(const QString& id, bool asked, bool byPerson);
    void chooseFirst();
    void openChosen();
    void refreshMeters();
    /// In a low window the meters get the room, not the list of takes.
    void fitRows();
    void resetLevels();
    /// @}

    /// @name The take
    /// @{
    void toggleRecord();
    void stop();
    void togglePause();
    void setTransport(TransportState state);
    [[nodiscard]] bool takeRuns() const; ///< from the press to the last byte
    void refreshTitle();
    void refreshDisk();
    void refreshActions();
    void warnOfDisk(double secondsLeft);
    /// @}

    /// @name Events
    /// @{
    void on(const DevicesChanged& event);
    void on(const ServerChanged& event);
    void on(const InputOpened& event);
    void on(const InputWaiting& event);
    void on(const InputFailed& event);
    void on(const InputClosed& event);
    void on(const TakeStarted& event);
    void on(const TakeFaulted& event);
    void on(const MarkerAdded& event);
    void on(const TakeProgressed& event);
    void on(const TakeFinished& event);
    void on(const PlaybackStarted&) {}
    void on(const IdentifyStepped&) {}
    void on(const PlaybackFinished&) {}
    /// @}

    /// @name Dialogs
    /// @{
    void askFolder();
    void askFileNames();
    void askDelete();
    void askClose();
    void showShortcuts();
    void showAbout();
    void openFolder();
    /// @}

    void themeChanged();
    void noteVisibility();

    MainWindow& window;
    SettingsStore& settings;
    Theme theme;
    DeviceModel devices;
    TakeModel takes;
    ActionCatalog actions;
    RecordingFacts facts;

    QSplitter* columns = nullptr;
    QSplitter* rows = nullptr;
    BannerStack* banners = nullptr;
    DevicePanel* devicePanel = nullptr;
    MeterPanel* meterPanel = nullptr;
    TakePanel* takePanel = nullptr;
    TransportPanel* transport = nullptr;

    struct OpenInput {
        InputId input = 0;
        Device device;
        GrantedStream granted;
    };
    QHash<QString, OpenInput> open;                ///< by device; waiting ones too
    QHash<QString, Error> failures;                ///< why an input could not be opened
    QHash<QString, std::uint64_t> listedIntervals; ///< by device: the reading that the list shows
    bool simulated = false;

    TakeId take = 0;
    int takeRate = 0;
    QString takeDevice;
    bool stopSent = false;
    std::uint64_t faultCount = 0;
    std::uint64_t missingFrames = 0;
    qint64 titleSecond = -1;

    FolderStatus folder;
    bool visible = false;
    bool closeWhenFinished = false;
    bool closeAnyway = false;
    QPointer<QMessageBox> closeQuestion;
    QString selectWhenListed; ///< the take that was just made
};

} // namespace headroom
