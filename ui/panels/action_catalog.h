// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QString>

#include <array>
#include <span>

namespace headroom {

/// Everything that a person can do by a menu or a key.
enum class ActionId {
    ChangeFolder,
    OpenFolder,
    FileNames,
    Quit,
    Record,
    Stop,
    Pause,
    Marker,
    OpenTake,
    RevealTake,
    DeleteTake,
    FindDevice,
    ChannelMap,
    ResetMeters,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    Shortcuts,
    About,
    Count
};

/// One row of the table of actions.
struct ActionSpec {
    ActionId id;
    const char* name;     ///< stable, for tests and settings: "record"
    const char* text;     ///< to be translated in the context "headroom::ActionCatalog"
    const char* shortcut; ///< portable text of a QKeySequence; empty for none
    const char* icon;     ///< of resources/icons; empty for none
    bool checkable = false;
};

/// The actions of a window, all made from one table, so that no name and no key is there twice. Window
/// thread.
class ActionCatalog : public QObject {
    Q_OBJECT

public:
    explicit ActionCatalog(QObject* parent);

    [[nodiscard]] QAction* operator[](ActionId id) const { return actions_[static_cast<std::size_t>(id)]; }

    /// The table, in the order of ActionId.
    [[nodiscard]] static std::span<const ActionSpec> specs();
    /// An action's words without the mark of its mnemonic.
    [[nodiscard]] static QString plainText(const ActionSpec& spec);

private:
    std::array<QAction*, static_cast<std::size_t>(ActionId::Count)> actions_{};
};

} // namespace headroom
