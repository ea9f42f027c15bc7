// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/channel_map_editor.h"

#include "ui/dialogs/channel_map_editor_impl.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom {

namespace {

// A gain that is dragged changes many times a second; the settings need its end alone.
constexpr int writeAfterMs = 400;
// Below this, an input's table needs all the room that there is.
constexpr int narrowInput = 900;
constexpr int iconSize = 22;

QString iconOf(DeviceKind kind) {
    switch (kind) {
    case DeviceKind::Microphone: return QStringLiteral("microphone");
    case DeviceKind::Loopback: return QStringLiteral("loopback");
    case DeviceKind::Speaker: break;
    }
    return QStringLiteral("speaker");
}

} // namespace

ChannelMapEditor::Impl::Impl(ChannelMapEditor& owner, SettingsStore& store)
    : editor(owner), settings(store), model(&owner) {
    writer.setSingleShot(true);
    writer.setInterval(writeAfterMs);
}

ChannelMapEditor::ChannelMapEditor(SettingsStore& settings, QWidget* parent)
    : QDialog(parent), impl_(std::make_unique<Impl>(*this, settings)) {
    impl_->build();
    impl_->buildActions();
    impl_->connectParts();
    impl_->refreshColors();
    impl_->refresh();
}

ChannelMapEditor::~ChannelMapEditor() {
    impl_->writeMap();
    impl_->context.reset();
    impl_->words->removeEventFilter(this);
    // The views go before the model that they show.
    delete impl_->split;
}

void ChannelMapEditor::Impl::build() {
    editor.setWindowTitle(ChannelMapEditor::tr("Channel Map"));
    editor.setWindowIcon(programIcon());
    editor.setModal(false);
    editor.setSizeGripEnabled(false);
    editor.resize(1040, 620);
    editor.setMinimumSize(560, 360);

    banners = new BannerStack(&editor);
    icon = new QLabel(&editor);
    title = new ElidedLabel(Qt::ElideMiddle, &editor);
    subtitle = new ElidedLabel(Qt::ElideRight, &editor);
    title->setProperty("title", true);
    subtitle->setProperty("muted", true);
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(title);
    names->addWidget(subtitle);
    tools = new QHBoxLayout;
    tools->setSpacing(2);
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(space::medium, space::small, space::small, space::small);
    heading->setSpacing(space::small);
    heading->addWidget(icon);
    heading->addLayout(names, 1);
    heading->addLayout(tools);

    split = new QSplitter(Qt::Horizontal, &editor);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    table = new MapTable(model, split);
    table->setMinimumWidth(320);
    picture = new QWidget(split);
    picture->setObjectName(QStringLiteral("mapPicture"));
    picture->setAttribute(Qt::WA_StyledBackground);
    room = new RoomView(picture);
    identifyBar = new IdentifyBar(picture);
    auto* side = new QVBoxLayout(picture);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(0);
    side->addWidget(room, 1);
    side->addWidget(identifyBar);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({720, 320});

    words = new QLineEdit(&editor);
    words->setObjectName(QStringLiteral("mapWords"));
    auto* label = new QLabel(ChannelMapEditor::tr("Map in &words"), &editor);
    label->setBuddy(words);
    problemIcon = new QLabel(&editor);
    problem = new QLabel(&editor);
    problem->setObjectName(QStringLiteral("mapProblem"));
    problem->setTextFormat(Qt::PlainText);
    problem->setWordWrap(true);
    auto* close = new QPushButton(ChannelMapEditor::tr("Close"), &editor);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, &editor, &QDialog::close);
    auto* below = new QHBoxLayout;
    below->setSpacing(space::tiny);
    below->addWidget(problemIcon, 0, Qt::AlignTop);
    below->addWidget(problem, 1, Qt::AlignTop);
    auto* field = new QVBoxLayout;
    field->setSpacing(space::tiny);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::small);
    line->addWidget(label);
    line->addWidget(words, 1);
    line->addWidget(close);
    field->addLayout(line);
    field->addLayout(below);
    field->setContentsMargins(space::medium, space::small, space::medium, space::small);

    auto* column = new QVBoxLayout(&editor);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(banners);
    column->addLayout(heading);
    column->addWidget(split, 1);
    column->addLayout(field);
    words->installEventFilter(&editor);
    table->setFocus();
}

void ChannelMapEditor::Impl::connectParts() {
    connect(&model, &ChannelMapModel::mapEdited, context.get(), [this] { mapEdited(); });
    connect(&model, &ChannelMapModel::refused, context.get(),
            [this](int row, const Error& error) { refuse(row, error); });
    connect(&writer, &QTimer::timeout, context.get(), [this] { writeMap(); });
    connect(table, &MapTable::chosenRowsChanged, context.get(), [this] {
        refreshRoom();
        refreshActions();
    });
    connect(table, &MapTable::identifyRequested, context.get(), [this](int row) {
        // The one that plays is stopped, as its button says.
        if (heard && table->playingRow() == row)
            stop();
        else
            identify(row);
    });
    connect(room, &RoomView::channelPressed, context.get(), [this](int channel) {
        if (isInput()) {
            QList<int> rows;
            for (int row = 0; row < model.rowCount(); ++row)
                if (model.deviceChannel(row) == channel)
                    rows << row;
            table->selectRows(rows);
        } else if (heard && room->playing() == std::set<int>{channel}) {
            stop();
        } else {
            identifyChannel(channel);
        }
    });
    connect(identifyBar, &IdentifyBar::startRequested, context.get(), [this] { identify(std::nullopt); });
    connect(identifyBar, &IdentifyBar::stopRequested, context.get(), [this] { stop(); });
    connect(words, &QLineEdit::textEdited, context.get(), [this](const QString& text) {
        typing = true;
        note.clear();
        const auto parsed = parseChannelMap(text.toStdString());
        wordsError = parsed ? std::nullopt : std::optional(parsed.error());
        refreshProblem();
    });
    connect(words, &QLineEdit::editingFinished, context.get(), [this] { applyWords(); });
}

void ChannelMapEditor::setDevice(const Device& device, std::span<const Device> present) {
    Impl& d = *impl_;
    const bool same = d.known && d.device().id == device.id && d.device().kind == device.kind;
    if (same && d.device() == device)
        return;
    if (!same) {
        d.writeMap();
        if (d.asked)
            d.stop();
    }
    const bool formatChanged = !same || d.device().format.channels != device.format.channels;
    const bool followed = same && d.model.isOwn();
    d.known = true;
    d.present = true;
    const QScopedValueRollback noEdit(d.loading, true);
    d.model.setDevice(device);
    if (!same || (formatChanged && followed)) {
        const MapSpec own = mapOfDevice(device.format.channels);
        d.model.load(same ? own : d.settings.mapFor(device, present).value_or(own));
        d.wordsError.reset();
        d.note.clear();
        d.typing = false;
    }
    d.table->setDirection(device.isInput());
    if (!same) {
        d.room->setDevice(device);
        if (d.model.rowCount() > 0)
            d.table->selectRows({0});
        d.banners->withdraw(QStringLiteral("failed"));
    } else if (formatChanged) {
        d.room->setDevice(device);
    }
    d.refresh();
}

QString ChannelMapEditor::deviceId() const {
    return QString::fromStdString(impl_->device().id);
}

void ChannelMapEditor::setDevicePresent(bool present) {
    Impl& d = *impl_;
    if (present == d.present)
        return;
    d.present = present;
    if (!present) {
        d.model.clearLevels();
        d.table->refreshLevels();
        d.room->setLevels({});
        if (d.asked)
            d.stop();
    }
    d.refresh();
}

void ChannelMapEditor::setLocked(bool locked) {
    Impl& d = *impl_;
    if (locked == d.model.isLocked())
        return;
    if (locked && d.asked)
        d.stop();
    d.model.setLocked(locked);
    if (locked)
        d.resetWords();
    d.refresh();
}

void ChannelMapEditor::setLevels(const LevelReading& device, const LevelReading& mapped) {
    Impl& d = *impl_;
    if (!isVisible() || isMinimized() || !d.present || !d.isInput())
        return;
    d.model.setLevels(device, mapped);
    d.table->refreshLevels();
    if (d.room->isVisible())
        d.room->setLevels(device);
}

void ChannelMapEditor::showError(const Error& error) {
    impl_->banners->post({QStringLiteral("failed"),
                          Notice::Severity::Error,
                          errorText(error),
                          QString::fromStdString(error.native),
                          {},
                          {},
                          true,
                          false});
}

ChannelMapModel& ChannelMapEditor::model() const {
    return impl_->model;
}

MapTable* ChannelMapEditor::table() const {
    return impl_->table;
}

RoomView* ChannelMapEditor::room() const {
    return impl_->room;
}

QString ChannelMapEditor::problem() const {
    return impl_->wordsError || impl_->model.problems() > 0 ? impl_->problem->text() : QString();
}

void ChannelMapEditor::Impl::refresh() {
    refreshHeading();
    refreshNotices();
    if (!typing)
        showWords();
    words->setReadOnly(model.isLocked());
    refreshProblem();
    refreshRoom();
    refreshIdentify();
    refreshActions();
    fitPicture();
}

void ChannelMapEditor::Impl::refreshHeading() {
    const QString name = QString::fromStdString(device().name);
    title->setFullText(name);
    const int channels = device().format.channelCount();
    QString facts = QStringLiteral("%1 · %2").arg(deviceKindText(device().kind), channelCountText(channels));
    facts += QStringLiteral(", ");
    if (model.isOwn())
        facts += ChannelMapEditor::tr("all in order", "channels, in the file");
    else
        facts += ChannelMapEditor::tr("%1 in the file", "a number").arg(model.rowCount());
    subtitle->setFullText(facts);
    editor.setWindowTitle(name.isEmpty() ? ChannelMapEditor::tr("Channel Map")
                                         : ChannelMapEditor::tr("Channel Map – %1", "a device").arg(name));
    icon->setPixmap(
        iconPixmap(iconOf(device().kind), Theme::colors().accent, iconSize, editor.devicePixelRatioF()));
}

void ChannelMapEditor::Impl::showWords() {
    const QString text = QString::fromStdString(formatChannelMap(model.map()));
    if (text == words->text())
        return;
    words->setText(text);
    words->setCursorPosition(0);
}

void ChannelMapEditor::Impl::refreshProblem() {
    const Colors& c = Theme::colors();
    QString text;
    QString sign;
    if (wordsError) {
        text = errorText(*wordsError);
        sign = QStringLiteral("error");
    } else if (typing) {
        text = ChannelMapEditor::tr("Enter puts it in force, Escape takes it back.");
    } else if (const auto row = model.firstProblem()) {
        sign = QStringLiteral("error");
        text = ChannelMapEditor::tr("This map is not in force yet: channel %1. %2")
                   .arg(*row)
                   .arg(errorText(*model.problem(*row)));
        if (model.problems() > 1)
            text += QLatin1Char(' ') +
                    ChannelMapEditor::tr("%n channels are concerned.", nullptr, model.problems());
    } else if (!note.isEmpty()) {
        text = note;
    } else {
        text = ChannelMapEditor::tr("Position names, #N for the device's channel N, “mono” or “silence”, "
                                    "with commas between.");
    }
    problem->setText(text);
    problemIcon->setVisible(!sign.isEmpty());
    if (!sign.isEmpty())
        problemIcon->setPixmap(iconPixmap(sign, c.bad, 16, editor.devicePixelRatioF()));
    const bool wrong = !sign.isEmpty();
    QPalette palette = problem->palette();
    palette.setColor(QPalette::WindowText, wrong ? c.bad : c.muted);
    problem->setPalette(palette);
    if (words->property("wrong").toBool() != wordsError.has_value()) {
        words->setProperty("wrong", wordsError.has_value());
        words->style()->unpolish(words);
        words->style()->polish(words);
    }
    words->setAccessibleDescription(text);
}

void ChannelMapEditor::Impl::refreshRoom() {
    std::vector<std::vector<int>> used(device().format.channels.size());
    for (int row = 0; row < model.rowCount(); ++row) {
        const MapEntry& entry = model.map()[static_cast<std::size_t>(row)];
        if (const auto channel = model.deviceChannel(row))
            used[static_cast<std::size_t>(*channel)].push_back(row);
        else if (entry.kind == MapEntry::Kind::Mono)
            for (std::vector<int>& rows : used)
                rows.push_back(row);
    }
    room->setFileChannels(std::move(used));
    std::set<int> marked;
    for (const int row : table->chosenRows())
        if (const auto channel = model.deviceChannel(row))
            marked.insert(*channel);
    room->setMarked(std::move(marked));
}

void ChannelMapEditor::Impl::refreshNotices() {
    const QString locked = QStringLiteral("locked");
    const QString absent = QStringLiteral("absent");
    if (model.isLocked())
        banners->post(
            {locked,
             Notice::Severity::Info,
             ChannelMapEditor::tr("A recording runs: the map stays as it is until the take is over. "
                                  "It can be read and copied."),
             {},
             {},
             {},
             false,
             false});
    else
        banners->withdraw(locked);
    if (!present)
        banners->post({absent,
                       Notice::Severity::Warning,
                       isInput() ? ChannelMapEditor::tr("The device is not there. Its map can be changed; "
                                                        "levels come back with it.")
                                 : ChannelMapEditor::tr("The device is not there. Its map can be changed; "
                                                        "it can be heard when it is back."),
                       {},
                       {},
                       {},
                       false,
                       false});
    else
        banners->withdraw(absent);
}

void ChannelMapEditor::Impl::refreshColors() {
    const qreal ratio = editor.devicePixelRatioF();
    icon->setPixmap(iconPixmap(iconOf(device().kind), Theme::colors().accent, iconSize, ratio));
    banners->themeChanged();
    room->update();
    table->viewport()->update();
    refreshProblem();
}

void ChannelMapEditor::Impl::fitPicture() {
    identifyBar->setVisible(!isInput());
    const bool show = !isInput() || editor.width() >= narrowInput;
    if (picture->isHidden() == show)
        picture->setVisible(show);
    const int least = isInput() ? 200 : 236;
    picture->setMinimumWidth(least);
    table->setMinimumWidth(std::min(table->leastWidth(), editor.width() - least));
}

void ChannelMapEditor::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    impl_->fitPicture();
}

void ChannelMapEditor::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    impl_->writeMap();
    if (impl_->asked)
        impl_->stop();
}

void ChannelMapEditor::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && impl_->table != nullptr)
        impl_->refreshColors();
}

} // namespace headroom
