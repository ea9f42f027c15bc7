// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/channel_map_editor.h"
#include "ui/dialogs/identify_bar.h"
#include "ui/dialogs/map_table.h"
#include "ui/dialogs/room_view.h"
#include "ui/models/channel_map_model.h"
#include "ui/panels/banner.h"
#include "ui/panels/elided_label.h"

#include <QTimer>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QSplitter;
class QToolButton;

namespace headroom {

/// What the editor is made of: channel_map_editor.cpp builds it and follows the device,
/// channel_map_editor_actions.cpp holds menus, keys and what a person does.
class ChannelMapEditor::Impl {
public:
    Impl(ChannelMapEditor& owner, SettingsStore& store);

    void build();
    void buildActions();
    void connectParts();

    /// @name What is shown
    /// @{
    void refresh(); ///< after any change of map, device or state
    void refreshHeading();
    void showWords();
    void refreshProblem();
    void refreshRoom();
    void refreshIdentify();
    void refreshNotices();
    void refreshActions();
    void refreshColors();
    void fitPicture();
    /// @}

    /// @name Edits
    /// @{
    void mapEdited();
    void writeMap(); ///< to the settings, a moment after the last edit
    void addRow();
    void removeRows();
    void moveRows(int by);
    void copyRows() const;
    void pasteRows();
    void switchRows(bool mute);
    void applyWords(); ///< of the text field
    void resetWords();
    void refuse(int row, const Error& error);
    /// @}

    /// @name Menus
    /// @{
    void fillPresets();
    void fillNamed();
    void askName();
    void showContextMenu(const QPoint& at);
    /// @}

    /// @name Identify
    /// @{
    void identify(std::optional<int> row);
    void identifyChannel(int channel);
    void start(IdentifyChoice choice);
    void stop();
    [[nodiscard]] std::set<int> channelsOf(int entry) const; ///< of the map that was asked for
    [[nodiscard]] bool canIdentify() const;
    /// @}

    [[nodiscard]] const Device& device() const { return model.device(); }
    [[nodiscard]] bool isInput() const { return device().isInput(); }

    ChannelMapEditor& editor;
    SettingsStore& settings;
    /// What is connected to it ends first, as widgets and the undo stack still speak while they go.
    std::unique_ptr<QObject> context = std::make_unique<QObject>();
    ChannelMapModel model;

    BannerStack* banners = nullptr;
    QLabel* icon = nullptr;
    ElidedLabel* title = nullptr;
    ElidedLabel* subtitle = nullptr;
    QHBoxLayout* tools = nullptr;
    QSplitter* split = nullptr;
    MapTable* table = nullptr;
    QWidget* picture = nullptr;
    RoomView* room = nullptr;
    IdentifyBar* identifyBar = nullptr;
    QLineEdit* words = nullptr;
    QLabel* problemIcon = nullptr;
    QLabel* problem = nullptr;

    QToolButton* presetButton = nullptr;
    QToolButton* namedButton = nullptr;
    QMenu* presetMenu = nullptr;
    QMenu* namedMenu = nullptr;
    QMenu* contextMenu = nullptr;
    QAction* add = nullptr;
    QAction* remove = nullptr;
    QAction* up = nullptr;
    QAction* down = nullptr;
    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QAction* copy = nullptr;
    QAction* paste = nullptr;
    QAction* mute = nullptr;
    QAction* invert = nullptr;
    QAction* saveNamed = nullptr;

    bool known = false;   ///< a device was set
    bool loading = false; ///< the map changes, but nobody edits it
    bool present = true;
    bool typing = false;             ///< the text field holds words that are not the map's
    std::optional<Error> wordsError; ///< of the text field, of a cell or of what was pasted
    QString note;                    ///< something that was done and can be undone
    QTimer writer;
    bool unwritten = false;

    std::optional<IdentifyChoice> asked; ///< what runs, or was asked for
    std::optional<int> heard;
};

} // namespace headroom
