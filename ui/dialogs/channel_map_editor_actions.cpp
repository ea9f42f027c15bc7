// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does in the channel map's editor: menus, keys, edits, identifying.
#include "ui/dialogs/channel_map_editor_impl.h"
#include "ui/dialogs/named_map_command.h"
#include "ui/models/channel_map_presets.h"
#include "ui/text/format_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>

#include <algorithm>
#include <memory>

namespace headroom {

void ChannelMapEditor::Impl::buildActions() {
    const auto action = [this](const char* name, const QString& text, const char* iconName,
                               const QKeySequence& keys, auto&& act) {
        auto* made = new QAction(text, &editor);
        made->setObjectName(QLatin1String(name));
        if (*iconName != '\0')
            made->setIcon(themedIcon(QLatin1String(iconName)));
        made->setShortcut(keys);
        // In a text field the same keys edit the text.
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, context.get(), act);
        table->addAction(made);
        return made;
    };
    add = action("addChannel", ChannelMapEditor::tr("&Add Channel"), "add", Qt::Key_Insert,
                 [this] { addRow(); });
    remove = action("removeChannels", ChannelMapEditor::tr("&Remove Channels"), "remove",
                    QKeySequence::Delete, [this] { removeRows(); });
    up = action("moveUp", ChannelMapEditor::tr("Move &Up"), "up", Qt::ALT | Qt::Key_Up,
                [this] { moveRows(-1); });
    down = action("moveDown", ChannelMapEditor::tr("Move &Down"), "down", Qt::ALT | Qt::Key_Down,
                  [this] { moveRows(1); });
    copy =
        action("copyChannels", ChannelMapEditor::tr("&Copy"), "", QKeySequence::Copy, [this] { copyRows(); });
    paste = action("pasteChannels", ChannelMapEditor::tr("&Paste"), "", QKeySequence::Paste,
                   [this] { pasteRows(); });
    mute = action("muteChannels", ChannelMapEditor::tr("&Mute or Unmute"), "muted", Qt::CTRL | Qt::Key_M,
                  [this] { switchRows(true); });
    invert = action("invertChannels", ChannelMapEditor::tr("Turn P&olarity Over"), "", Qt::CTRL | Qt::Key_I,
                    [this] { switchRows(false); });
    QUndoStack& stack = model.undoStack();
    undo = stack.createUndoAction(&editor, ChannelMapEditor::tr("Undo"));
    redo = stack.createRedoAction(&editor, ChannelMapEditor::tr("Redo"));
    undo->setObjectName(QStringLiteral("undo"));
    redo->setObjectName(QStringLiteral("redo"));
    undo->setIcon(themedIcon(QStringLiteral("undo")));
    redo->setIcon(themedIcon(QStringLiteral("redo")));
    undo->setShortcut(Qt::CTRL | Qt::Key_Z);
    redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    for (QAction* each : {undo, redo})
        editor.addAction(each);
    // What a step is called stands in the tool tip, and the stack knows nothing of locks.
    connect(&stack, &QUndoStack::indexChanged, context.get(), [this] { refreshActions(); });

    const auto menuButton = [this](const char* name, const QString& text, QMenu* menu) {
        auto* button = new QToolButton(&editor);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setMenu(menu);
        button->setFocusPolicy(Qt::TabFocus);
        button->setProperty("menuButton", true);
        tools->addWidget(button);
        tools->addSpacing(space::tiny);
        return button;
    };
    presetMenu = new QMenu(&editor);
    presetMenu->setToolTipsVisible(true);
    namedMenu = new QMenu(&editor);
    contextMenu = new QMenu(&editor);
    presetButton = menuButton("presets", ChannelMapEditor::tr("Pre&sets"), presetMenu);
    namedButton = menuButton("savedMaps", ChannelMapEditor::tr("Sa&ved Maps"), namedMenu);
    connect(presetMenu, &QMenu::aboutToShow, context.get(), [this] { fillPresets(); });
    connect(namedMenu, &QMenu::aboutToShow, context.get(), [this] { fillNamed(); });
    for (QAction* each : {add, remove, up, down, undo, redo}) {
        if (each == add || each == up || each == undo)
            tools->addSpacing(space::tiny);
        auto* button = new QToolButton(&editor);
        button->setDefaultAction(each);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setIconSize({18, 18});
        button->setFocusPolicy(Qt::TabFocus);
        tools->addWidget(button);
    }
    contextMenu->addActions({add, remove});
    contextMenu->addSeparator();
    contextMenu->addActions({up, down});
    contextMenu->addSeparator();
    contextMenu->addActions({mute, invert});
    contextMenu->addSeparator();
    contextMenu->addActions({copy, paste});
    contextMenu->addSeparator();
    contextMenu->addActions({undo, redo});
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, context.get(),
            [this](const QPoint& at) { showContextMenu(at); });
    fillPresets();
    fillNamed();
}

void ChannelMapEditor::Impl::refreshActions() {
    const bool free = !model.isLocked() && known;
    const QList<int> rows = table->chosenRows();
    const int count = model.rowCount();
    add->setEnabled(free && count < maxChannels);
    remove->setEnabled(free && !rows.isEmpty() && rows.size() < count);
    up->setEnabled(free && !rows.isEmpty() && rows.front() > 0);
    down->setEnabled(free && !rows.isEmpty() && rows.back() < count - 1);
    copy->setEnabled(count > 0);
    for (QAction* each : {paste, mute, invert})
        each->setEnabled(free && !rows.isEmpty());
    presetButton->setEnabled(free);
    namedButton->setEnabled(known);
    undo->setEnabled(free && model.undoStack().canUndo());
    redo->setEnabled(free && model.undoStack().canRedo());
    for (QAction* each : {add, remove, up, down, undo, redo}) {
        QString text = each->text();
        text.remove(QLatin1Char('&'));
        each->setToolTip(
            QStringLiteral("%1  %2").arg(text, each->shortcut().toString(QKeySequence::NativeText)));
    }
}

void ChannelMapEditor::Impl::mapEdited() {
    if (loading)
        return;
    typing = false;
    wordsError.reset();
    note.clear();
    banners->withdraw(QStringLiteral("failed"));
    refresh();
    if (model.problems() > 0)
        return;
    unwritten = true;
    writer.start();
    emit editor.mapChanged(QString::fromStdString(device().id),
                           model.isOwn() ? std::nullopt : std::optional(model.map()));
}

void ChannelMapEditor::Impl::writeMap() {
    writer.stop();
    if (!std::exchange(unwritten, false) || model.problems() > 0)
        return;
    settings.setMapFor(device(), model.isOwn() ? std::nullopt : std::optional(model.map()));
}

void ChannelMapEditor::Impl::addRow() {
    const QList<int> rows = table->chosenRows();
    const int row = rows.isEmpty() ? model.rowCount() : rows.back() + 1;
    model.insert(row, {model.proposal()});
    table->selectRows({row});
}

void ChannelMapEditor::Impl::removeRows() {
    const QList<int> rows = table->chosenRows();
    if (rows.isEmpty() || rows.size() >= model.rowCount())
        return;
    const int first = rows.front();
    model.remove(rows);
    table->selectRows({std::min(first, model.rowCount() - 1)});
}

void ChannelMapEditor::Impl::moveRows(int by) {
    const QList<int> rows = table->chosenRows();
    if (rows.isEmpty())
        return;
    model.move(rows, by < 0 ? rows.front() - 1 : rows.back() + 2);
    table->scrollTo(table->currentIndex());
}

void ChannelMapEditor::Impl::copyRows() const {
    QModelIndexList indexes;
    for (const int row : table->chosenRows())
        indexes << model.index(row, ChannelMapModel::Number);
    if (QMimeData* data = model.mimeData(indexes))
        QApplication::clipboard()->setMimeData(data);
}

void ChannelMapEditor::Impl::pasteRows() {
    const QMimeData* data = QApplication::clipboard()->mimeData();
    if (data == nullptr || !(data->hasText() || data->formats().contains(model.mimeTypes().front())))
        return;
    const auto entries = ChannelMapModel::entriesOf(*data);
    if (!entries) {
        refuse(-1, entries.error());
        return;
    }
    // In place of several rows; below a single one.
    const QList<int> rows = table->chosenRows();
    const int first = rows.isEmpty() ? model.rowCount() : rows.size() > 1 ? rows.front() : rows.back() + 1;
    const int before = model.undoStack().index();
    if (rows.size() > 1)
        model.replaceRows(rows, entries.value());
    else
        model.insert(first, entries.value());
    if (model.undoStack().index() == before)
        return;
    QList<int> pasted;
    for (int i = 0; i < static_cast<int>(entries.value().size()); ++i)
        pasted << first + i;
    table->selectRows(pasted);
}

void ChannelMapEditor::Impl::switchRows(bool muting) {
    const QList<int> rows = table->chosenRows();
    // All on, unless all are.
    const bool on = !std::ranges::all_of(rows, [&](int row) {
        const MapEntry& entry = model.map()[static_cast<std::size_t>(row)];
        return muting ? entry.muted : entry.inverted;
    });
    if (muting)
        model.setMuted(rows, on);
    else
        model.setInverted(rows, on);
}

void ChannelMapEditor::Impl::applyWords() {
    if (!typing || model.isLocked())
        return;
    const auto parsed = parseChannelMap(words->text().toStdString());
    if (!parsed)
        return; // the words and what is wrong with them stay
    typing = false;
    wordsError.reset();
    model.replace(parsed.value(), ChannelMapEditor::tr("Change Words"), true);
    refresh();
}

void ChannelMapEditor::Impl::resetWords() {
    typing = false;
    wordsError.reset();
    showWords();
    refreshProblem();
}

void ChannelMapEditor::Impl::refuse(int row, const Error& error) {
    wordsError = error;
    note.clear();
    if (row >= 0)
        table->scrollTo(model.index(row, ChannelMapModel::Source));
    refreshProblem();
}

void ChannelMapEditor::Impl::fillPresets() {
    presetMenu->clear();
    QMenu* first = nullptr;
    for (const MapPreset& preset : mapPresets(device().format.channels)) {
        if (preset.isFirst && first == nullptr) {
            presetMenu->addSeparator();
            first = presetMenu->addMenu(ChannelMapEditor::tr("First Channels"));
        }
        if (preset.key == QLatin1String("stereo") || preset.key == QLatin1String("film-5.1") ||
            preset.key == QLatin1String("film-7.1"))
            presetMenu->addSeparator();
        QAction* action = (preset.isFirst ? first : presetMenu)->addAction(preset.text);
        action->setObjectName(QStringLiteral("preset-") + preset.key);
        action->setEnabled(preset.fits());
        if (!preset.missing.empty())
            action->setToolTip(ChannelMapEditor::tr("The device has no %1.", "positions")
                                   .arg(positionsText(preset.missing)));
        connect(action, &QAction::triggered, context.get(), [this, preset] {
            // Back to the device itself means without gains and labels as well.
            model.replace(preset.map, preset.text, preset.key != QLatin1String("own"));
        });
    }
}

void ChannelMapEditor::Impl::fillNamed() {
    namedMenu->clear();
    const bool free = !model.isLocked();
    for (const NamedMap& named : settings.namedMaps()) {
        QAction* action =
            namedMenu->addAction(QString(named.name).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setEnabled(free);
        connect(action, &QAction::triggered, context.get(),
                [this, named] { model.replace(named.map, named.name, false); });
    }
    if (settings.namedMaps().empty())
        namedMenu->addAction(ChannelMapEditor::tr("No map is saved yet"))->setEnabled(false);
    namedMenu->addSeparator();
    saveNamed = namedMenu->addAction(ChannelMapEditor::tr("&Save This Map…"));
    saveNamed->setObjectName(QStringLiteral("saveNamedMap"));
    saveNamed->setEnabled(free);
    connect(saveNamed, &QAction::triggered, context.get(), [this] { askName(); });
    QMenu* removal = namedMenu->addMenu(ChannelMapEditor::tr("&Remove"));
    removal->setEnabled(free && !settings.namedMaps().empty());
    for (const NamedMap& named : settings.namedMaps()) {
        QAction* action =
            removal->addAction(QString(named.name).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setObjectName(QStringLiteral("remove-") + named.name);
        connect(action, &QAction::triggered, context.get(), [this, name = named.name] {
            model.undoStack().push(
                new NamedMapCommand(settings, name, std::nullopt, [this](const QString& told) {
                    note = told;
                    refreshProblem();
                }));
        });
    }
}

void ChannelMapEditor::Impl::askName() {
    auto* question = new QInputDialog(&editor);
    question->setObjectName(QStringLiteral("mapName"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(ChannelMapEditor::tr("Save Map"));
    question->setLabelText(
        ChannelMapEditor::tr("Name of this map. One with the same name is replaced; undo brings it back."));
    question->setOkButtonText(ChannelMapEditor::tr("Save"));
    question->setCancelButtonText(ChannelMapEditor::tr("Cancel"));
    connect(question, &QInputDialog::textValueSelected, context.get(), [this](const QString& text) {
        const QString name = text.simplified().left(80);
        if (name.isEmpty())
            return;
        model.undoStack().push(new NamedMapCommand(settings, name, model.map(), [this](const QString& told) {
            note = told;
            refreshProblem();
        }));
    });
    question->open();
}

void ChannelMapEditor::Impl::showContextMenu(const QPoint& at) {
    contextMenu->popup(table->viewport()->mapToGlobal(at));
}

bool ChannelMapEditor::Impl::canIdentify() const {
    return known && !isInput() && present && !model.isLocked();
}

void ChannelMapEditor::Impl::refreshIdentify() {
    const bool can = canIdentify();
    const bool whole = can && model.problems() == 0;
    identifyBar->setPossible(whole, !present ? ChannelMapEditor::tr("The device is not there.")
                                    : model.isLocked()
                                        ? ChannelMapEditor::tr("A recording would hear it.")
                                        : ChannelMapEditor::tr("First every channel needs a destination."));
    identifyBar->setRunning(asked.has_value());
    table->setIdentifyPossible(can);
    room->setPlayable(can);
    const std::set<int> channels = heard ? channelsOf(*heard) : std::set<int>{};
    room->setPlaying(channels);
    const bool ofMap = asked && (asked->map ? *asked->map == model.map() : model.isOwn());
    table->setPlayingRow(ofMap && heard && *heard < model.rowCount() ? heard : std::nullopt);
    if (heard && channels.size() == 1) {
        identifyBar->setHeard(
            ChannelMapEditor::tr("Now: %1", "what is heard").arg(room->nameOf(*channels.begin())));
    } else if (heard) {
        identifyBar->setHeard(channels.empty() ? ChannelMapEditor::tr("Now: nothing, as the map says")
                                               : ChannelMapEditor::tr("Now: all channels"));
    } else if (asked) {
        identifyBar->setHeard(ChannelMapEditor::tr("The device is being opened…"));
    } else {
        identifyBar->setHeard(can ? ChannelMapEditor::tr("Press a loudspeaker to hear it alone.")
                                  : QString());
    }
}

std::set<int> ChannelMapEditor::Impl::channelsOf(int entry) const {
    std::set<int> channels;
    if (!asked || entry < 0)
        return channels;
    const MapSpec map = asked->map.value_or(mapOfDevice(device().format.channels));
    const auto resolved = resolveForPlayback(map, device().format.channels, device().integers);
    if (resolved)
        for (const PlayRoute& route : resolved.value().routes)
            if (route.from == entry)
                channels.insert(route.to);
    return channels;
}

void ChannelMapEditor::Impl::identify(std::optional<int> row) {
    if (!canIdentify())
        return;
    IdentifyChoice choice;
    if (model.problems() == 0) {
        choice.map = model.isOwn() ? std::nullopt : std::optional(model.map());
        choice.onlyEntry = row;
    } else if (const auto channel = row ? model.deviceChannel(*row) : std::nullopt) {
        // While another row is wrong, this one's loudspeaker can still be heard by itself.
        choice.onlyEntry = *channel;
    } else {
        return;
    }
    start(choice);
}

void ChannelMapEditor::Impl::identifyChannel(int channel) {
    if (!canIdentify())
        return;
    // A loudspeaker by itself: neither a muted row nor a gain may keep it silent.
    IdentifyChoice choice;
    choice.onlyEntry = channel;
    start(choice);
}

void ChannelMapEditor::Impl::start(IdentifyChoice choice) {
    if (asked)
        stop();
    choice.deviceId = QString::fromStdString(device().id);
    choice.signal = identifyBar->signal();
    choice.levelDb = identifyBar->levelDb();
    choice.repeat = identifyBar->repeat();
    banners->withdraw(QStringLiteral("failed"));
    asked = choice;
    heard.reset();
    refreshIdentify();
    emit editor.identifyRequested(choice);
}

void ChannelMapEditor::Impl::stop() {
    asked.reset();
    heard.reset();
    refreshIdentify();
    emit editor.identifyStopRequested();
}

void ChannelMapEditor::setIdentifyStep(std::optional<int> entry) {
    // A step that comes after Stop was pressed is of what is just being faded out.
    if (!impl_->asked)
        return;
    impl_->heard = entry;
    if (!entry)
        impl_->asked.reset();
    impl_->refreshIdentify();
}

bool ChannelMapEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == impl_->words) {
        if (event->type() == QEvent::ShortcutOverride) {
            // The field's own undo comes first, then the map's.
            auto* key = static_cast<QKeyEvent*>(event);
            const bool undoes = key->matches(QKeySequence::Undo) && !impl_->words->isUndoAvailable();
            const bool redoes = key->matches(QKeySequence::Redo) && !impl_->words->isRedoAvailable();
            if (undoes || redoes) {
                event->ignore();
                return true;
            }
        } else if (event->type() == QEvent::KeyPress &&
                   static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && impl_->typing) {
            impl_->resetWords();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void ChannelMapEditor::keyPressEvent(QKeyEvent* event) {
    Impl& d = *impl_;
    if (event->key() == Qt::Key_Escape && d.asked) {
        d.stop();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && !d.isInput()) {
        if (d.asked)
            d.stop();
        else
            d.identify(std::nullopt);
        return;
    }
    // Enter closes nothing here.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return;
    QDialog::keyPressEvent(event);
}

} // namespace headroom
