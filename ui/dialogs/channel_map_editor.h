// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/error.h"
#include "engine/core/level_reading.h"
#include "ui/dialogs/identify_choice.h"
#include "ui/settings/settings_store.h"

#include <QDialog>

#include <memory>
#include <optional>
#include <span>

namespace headroom {

class ChannelMapModel;
class MapTable;
class RoomView;

/// The channel map of one device, beside the window: which channel of the device each channel of a file comes
/// from or goes to, with label, gain, mute and polarity, a picture of the room, and for speakers a signal
/// that tells which loudspeaker is which. Every valid edit is in force and kept at once; each can be undone.
/// Window thread.
class ChannelMapEditor : public QDialog {
    Q_OBJECT

public:
    /// `settings` must outlive the editor: maps are read from it and kept in it. Colours are Theme::colors().
    explicit ChannelMapEditor(SettingsStore& settings, QWidget* parent = nullptr);
    ~ChannelMapEditor() override;

    /// Shows the map of a device: the kept one, else its own channels. The same device again, with another
    /// format perhaps, keeps what is being edited. `present` are all devices that there are: with them, a map
    /// that was kept under another id is found by the device's name (KeptMaps::mapFor). Emits no mapChanged.
    void setDevice(const Device& device, std::span<const Device> present = {});
    [[nodiscard]] QString deviceId() const;
    /// False: it is gone. Its map can still be edited; meters are empty, nothing can be identified.
    void setDevicePresent(bool present);
    /// True while the device is recorded: the map can be read and copied, not changed.
    void setLocked(bool locked);

    /// An input's levels, before and after its map, about 30 times a second. Readings of another number of
    /// channels leave their meters empty. Nothing is done while the editor is not visible.
    void setLevels(const LevelReading& device, const LevelReading& mapped);

    /// Speakers: the entry, of the map that was last asked for, that is heard now; nullopt when it is over.
    void setIdentifyStep(std::optional<int> entry);
    /// What was asked for could not be done (InputFailed of a map, PlaybackFinished with an error): shown
    /// with its next step until the next edit or closing.
    void showError(const Error& error);

    [[nodiscard]] ChannelMapModel& model() const;
    [[nodiscard]] MapTable* table() const;
    [[nodiscard]] RoomView* room() const;
    /// The line under the words: what is wrong with them or with a row; empty where nothing is.
    [[nodiscard]] QString problem() const;

signals:
    /// A person changed the map and it fits the device. nullopt: the device's own channels.
    void mapChanged(const QString& deviceId, const std::optional<headroom::MapSpec>& map);
    void identifyRequested(const headroom::IdentifyChoice& choice);
    void identifyStopRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace headroom

Q_DECLARE_METATYPE(headroom::IdentifyChoice)
