// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/channel_map_editor.h"
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

#include <map>
#include <optional>
#include <vector>

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
    /// `asked` where a person pointed at this very one, which opens those that wait for that.
    void choose(const InputChoice& wanted, bool asked);
    void chooseByPerson(const InputChoice& wanted, bool asked); ///< it is remembered
    void chooseDevice(const QString& id, bool asked);
    void chooseFirst();
    /// The pinned device has another identifier now: it is the chosen one under that.
    void adopt(const Device& device);
    void openChosen();
    void resumeWaiting();
    /// Tells the list of devices what is chosen.
    void showChoice();
    /// Tells the list how a device's stream stands.
    void refreshState(const QString& id);
    [[nodiscard]] DeviceState slotState() const; ///< of what is chosen
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
    /// Another device or another map was wanted of the chosen input, and it delivers as before.
    void staysAsItIs(const InputFailed& event);
    void goOnIn(const TakeStarted& event);
    void concludeTake();
    void on(const PlaybackStarted&) {}
    void on(const IdentifyStepped& event);
    void on(const PlaybackFinished& event);
    /// @}

    /// @name Channel maps
    /// @{
    void showMap(const Device& device);
    void showMapOfFocused(); ///< of the device under the keyboard's focus, else of the chosen one
    /// Tells the editor whether its device is there and may be changed.
    void refreshEditor();
    void refreshMapWords();
    /// The kept map of the device that is chosen now.
    [[nodiscard]] std::optional<MapSpec> keptMap() const;
    void sendMap(const std::optional<MapSpec>& map);
    /// The chosen input stands for another device now, which may have another map.
    void mapFollows();
    /// The kept map names what the device does not have.
    void tellMapDoesNotFit(const Error& error);
    [[nodiscard]] RecordMap recordMap(const Device& device, const GrantedStream& granted) const;
    [[nodiscard]] bool editorIsOnChosen() const;
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
    ChannelMapEditor* editor = nullptr; ///< made when it is first asked for
    Device editorDevice;
    LevelReading mapped; ///< what the editor shows beside the device's own levels
    PlaybackId playback = 0;

    struct OpenInput {
        Device device;
        GrantedStream granted;
        std::optional<ErrorKind> waitsFor; ///< what keeps it from delivering
        std::uint64_t listed = 0;          ///< the interval of the reading that the list shows
        [[nodiscard]] bool delivers() const { return !waitsFor && !device.id.empty(); }
        /// The followed default is a device that is not opened unasked.
        [[nodiscard]] bool asksFirst() const { return waitsFor == ErrorKind::OpensOnlyWhenAsked; }
    };
    QHash<InputId, OpenInput> inputs; ///< that deliver or wait
    bool chosen = false;              ///< whether `choice` counts already
    InputChoice choice;
    InputId input = 0;          ///< what was opened for it; 0 for nothing yet
    std::optional<MapSpec> map; ///< that was asked for with it
    bool opening = false;
    std::optional<Error> failure; ///< why it could not be opened
    bool simulated = false;       ///< the devices are made up,
    bool standsIn = false;        ///< for want of a server and not because a person asked for that

    TakeId take = 0; ///< that gets what comes in
    /// Those that it goes on from and whose files are still being closed.
    std::vector<TakeId> endingTakes;
    /// What the files of this recording said of themselves.
    std::map<TakeId, TakeReport> reports;
    int part = 1;
    double earlierSeconds = 0.0; ///< of the parts before this one
    std::uint64_t takeFrames = 0;
    int takeRate = 0;
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
