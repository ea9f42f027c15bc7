// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/action_catalog.h"

#include "ui/theme/icons.h"

namespace headroom {

namespace {

constexpr std::array<ActionSpec, static_cast<std::size_t>(ActionId::Count)> table{{
    {ActionId::ChangeFolder, "change-folder",
     QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Change Recordings Folder…"), "Ctrl+Shift+O", "folder"},
    {ActionId::OpenFolder, "open-folder",
     QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Open Recordings Folder"), "Ctrl+O", "open"},
    {ActionId::FileNames, "file-names", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "File &Names…"), "",
     "file-name"},
    {ActionId::Quit, "quit", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Quit"), "Ctrl+Q", "quit"},
    {ActionId::Record, "record", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Record or Stop"), "R",
     "record"},
    {ActionId::Stop, "stop", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Stop"), "Ctrl+.", "stop"},
    {ActionId::Pause, "pause", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Pause or Resume"), "P",
     "pause"},
    {ActionId::Marker, "marker", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "Set &Marker"), "M", "marker"},
    {ActionId::OpenTake, "open-take", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Open Take"),
     "Ctrl+Return", "open"},
    {ActionId::RevealTake, "reveal-take",
     QT_TRANSLATE_NOOP("headroom::ActionCatalog", "Show Take in &Folder"), "Ctrl+Shift+Return", "folder"},
    {ActionId::DeleteTake, "delete-take",
     QT_TRANSLATE_NOOP("headroom::ActionCatalog", "Move Take to &Trash…"), "Del", "trash"},
    {ActionId::FindDevice, "find-device", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Find Device"),
     "Ctrl+F", "search"},
    {ActionId::ChannelMap, "channel-map", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Channel Map…"),
     "Ctrl+M", "channel-map"},
    {ActionId::ResetMeters, "reset-meters", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Reset Meters"),
     "Ctrl+R", "reset"},
    {ActionId::ThemeSystem, "theme-system", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "Like the &System"),
     "", "", true},
    {ActionId::ThemeLight, "theme-light", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Light"), "", "",
     true},
    {ActionId::ThemeDark, "theme-dark", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Dark"), "", "", true},
    {ActionId::Shortcuts, "shortcuts", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&Keyboard Shortcuts"),
     "F1", "keyboard"},
    {ActionId::About, "about", QT_TRANSLATE_NOOP("headroom::ActionCatalog", "&About Headroom"), "", "info"},
}};

} // namespace

ActionCatalog::ActionCatalog(QObject* parent) : QObject(parent) {
    for (const ActionSpec& spec : table) {
        auto* action = new QAction(tr(spec.text), this);
        action->setObjectName(QLatin1String(spec.name));
        if (*spec.shortcut != '\0')
            action->setShortcut(
                QKeySequence::fromString(QLatin1String(spec.shortcut), QKeySequence::PortableText));
        if (*spec.icon != '\0')
            action->setIcon(themedIcon(QLatin1String(spec.icon)));
        action->setCheckable(spec.checkable);
        // A key that is held down must not start and stop takes.
        action->setAutoRepeat(false);
        actions_[static_cast<std::size_t>(spec.id)] = action;
    }
}

std::span<const ActionSpec> ActionCatalog::specs() {
    return table;
}

QString ActionCatalog::plainText(const ActionSpec& spec) {
    QString text = tr(spec.text);
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

} // namespace headroom
