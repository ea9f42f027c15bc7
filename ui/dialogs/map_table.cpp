// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/map_table.h"

#include "ui/dialogs/map_delegate.h"
#include "ui/text/format_text.h"
#include "ui/theme/digits.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

using Column = ChannelMapModel::Column;

constexpr double dbPerPixel = 0.2;
constexpr double fineDbPerPixel = 0.05;
constexpr double dbPerWheelStep = 0.5;
constexpr int oneWheelStep = 120; // QWheelEvent::angleDelta
constexpr int wheelPauseMs = 700;

} // namespace

MapTable::MapTable(ChannelMapModel& model, QWidget* parent) : QTableView(parent), map_(model) {
    setObjectName(QStringLiteral("mapTable"));
    setModel(&model);
    setItemDelegate(new MapDelegate(*this));
    setAccessibleName(tr("Channels of the file"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                    QAbstractItemView::AnyKeyPressed);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    setDragDropOverwriteMode(false);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setTabKeyNavigation(false); // Tab leaves the table, as a person without a mouse expects
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(20);
    setDirection(true);
}

void MapTable::setDirection(bool input) {
    input_ = input;
    setColumnHidden(Column::DeviceLevel, !input);
    setColumnHidden(Column::FileLevel, !input);
    setColumnHidden(Column::Identify, input);
    fitColumns();
}

void MapTable::fitColumns() {
    const QFontMetrics metrics(font());
    const int digits = tabularWidth(metrics, QStringLiteral("88"));
    verticalHeader()->setDefaultSectionSize(metrics.height() + 10);
    const int number = digits + 30;
    const int gain =
        std::max(tabularWidth(metrics, QStringLiteral("-60.0")),
                 metrics.horizontalAdvance(map_.headerData(Column::Gain, Qt::Horizontal).toString())) +
        2 * space::medium;
    const int toggle = 34;
    const int play = 38;
    setColumnWidth(Column::Number, number);
    setColumnWidth(Column::Gain, gain);
    setColumnWidth(Column::Mute, toggle);
    setColumnWidth(Column::Polarity, toggle);
    setColumnWidth(Column::Identify, play);
    const int fixed = number + gain + 2 * toggle + (input_ ? 0 : play);
    const int left = std::max(0, viewport()->width() - fixed);
    // What is left is shared by what has words and bars, each with the least that it can be read at.
    struct Share {
        Column column;
        int least;
        int weight;
    };
    const int label =
        metrics.horizontalAdvance(map_.headerData(Column::Label, Qt::Horizontal).toString()) + space::large;
    std::vector<Share> shares{{Column::Source, 150, 30}, {Column::Label, std::max(70, label), 22}};
    if (input_) {
        shares.push_back({Column::DeviceLevel, 84, 22});
        shares.push_back({Column::FileLevel, 100, 26});
    }
    int least = 0;
    int weights = 0;
    for (const Share& share : shares) {
        least += share.least;
        weights += share.weight;
    }
    leastWidth_ = fixed + least;
    const int more = std::max(0, left - least);
    int given = 0;
    for (const Share& share : shares) {
        const bool last = &share == &shares.back();
        const int extra = last ? more - given : more * share.weight / weights;
        given += extra;
        setColumnWidth(share.column, share.least + extra);
    }
}

void MapTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void MapTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
}

QRect MapTable::cellRect(int row, int column) const {
    return visualRect(map_.index(row, column));
}

QRect MapTable::barRect(const QModelIndex& index, const QRect& cell) const {
    const int height = std::min(10, cell.height() - 10);
    QRect bar(cell.left() + 6, cell.center().y() - height / 2, cell.width() - 12, height);
    if (index.column() == Column::FileLevel && cell.width() >= 120)
        bar.setRight(bar.right() - tabularWidth(QFontMetrics(font()), QStringLiteral("-88.8")) - space::tiny);
    return bar;
}

LevelBarPixels MapTable::barPixels(const QModelIndex& index) const {
    const ChannelLevel* level =
        index.column() == Column::DeviceLevel ? map_.deviceLevel(index.row()) : map_.fileLevel(index.row());
    return levelBarPixels(level, barRect(index, QRect(0, 0, columnWidth(index.column()), 30)).width());
}

QString MapTable::barNumber(const QModelIndex& index, const QRect& cell) const {
    if (index.column() != Column::FileLevel || cell.width() < 120)
        return {};
    const ChannelLevel* level = map_.fileLevel(index.row());
    return level != nullptr ? levelText(level->maxPeakDb) : QString();
}

void MapTable::refreshLevels() {
    painted_.resize(static_cast<std::size_t>(map_.rowCount()));
    const QRect view = viewport()->rect();
    for (int row = 0; row < map_.rowCount(); ++row) {
        const QModelIndex device = map_.index(row, Column::DeviceLevel);
        const QModelIndex file = map_.index(row, Column::FileLevel);
        const QRect deviceCell = cellRect(row, Column::DeviceLevel);
        const QRect fileCell = cellRect(row, Column::FileLevel);
        const RowPixels now{barPixels(device), barPixels(file), barNumber(file, fileCell)};
        RowPixels& before = painted_[static_cast<std::size_t>(row)];
        if (now.device != before.device && view.intersects(deviceCell))
            viewport()->update(deviceCell);
        if ((now.file != before.file || now.number != before.number) && view.intersects(fileCell))
            viewport()->update(fileCell);
        before = now;
    }
}

void MapTable::setPlayingRow(std::optional<int> row) {
    if (row == playing_)
        return;
    playing_ = row;
    if (row)
        scrollTo(map_.index(*row, Column::Source));
    viewport()->update();
}

void MapTable::setIdentifyPossible(bool possible) {
    identifyPossible_ = possible;
    viewport()->update();
}

QList<int> MapTable::chosenRows() const {
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows(Column::Number))
        rows << index.row();
    if (rows.isEmpty() && currentIndex().isValid())
        rows << currentIndex().row();
    std::ranges::sort(rows);
    return rows;
}

void MapTable::selectRows(const QList<int>& rows) {
    QItemSelection selection;
    for (const int row : rows)
        if (row >= 0 && row < map_.rowCount())
            selection.select(map_.index(row, 0), map_.index(row, ChannelMapModel::ColumnCount - 1));
    if (selection.isEmpty())
        return;
    const int column = currentIndex().isValid() ? currentIndex().column() : int{Column::Source};
    selectionModel()->setCurrentIndex(map_.index(rows.front(), column), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    scrollTo(map_.index(rows.front(), column));
}

void MapTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    emit chosenRowsChanged();
}

void MapTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    viewport()->update(visualRect(previous));
    viewport()->update(visualRect(current));
    emit chosenRowsChanged();
}

QList<int> MapTable::rowsFor(const QModelIndex& index) const {
    const QList<int> rows = chosenRows();
    return rows.contains(index.row()) ? rows : QList<int>{index.row()};
}

void MapTable::editIfPossible(const QModelIndex& index) {
    if (index.flags() & Qt::ItemIsEditable)
        edit(index);
}

void MapTable::toggle(const QModelIndex& index) {
    if (map_.isLocked())
        return;
    const bool on = index.data(Qt::CheckStateRole).toInt() != Qt::Checked;
    if (index.column() == Column::Mute)
        map_.setMuted(rowsFor(index), on);
    else
        map_.setInverted(rowsFor(index), on);
}

void MapTable::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    const bool plain = event->button() == Qt::LeftButton &&
                       !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    draggingGain_ = false;
    editOnRelease_ = false;
    const bool acts = index.isValid() && plain &&
                      (index.column() == Column::Mute || index.column() == Column::Polarity ||
                       index.column() == Column::Identify || index.column() == Column::Gain);
    const bool onArrow = index.isValid() && plain && index.column() == Column::Source && !map_.isLocked() &&
                         MapDelegate::arrowRect(visualRect(index)).contains(event->pos());
    if (!acts && !onArrow) {
        // A second press on a cell's words edits them.
        editOnRelease_ = plain && index.isValid() && index == currentIndex() &&
                         (index.column() == Column::Source || index.column() == Column::Label) && hasFocus();
        QTableView::mousePressEvent(event);
        return;
    }
    // A press on a row of several selected ones is for all of them.
    const bool wasCurrent = index == currentIndex();
    if (!chosenRows().contains(index.row()))
        selectionModel()->setCurrentIndex(index,
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    else
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    setFocus(Qt::MouseFocusReason);
    if (onArrow) {
        edit(index);
    } else if (index.column() == Column::Identify) {
        if (identifyPossible_)
            emit identifyRequested(index.row());
    } else if (index.column() == Column::Gain) {
        if (map_.isLocked())
            return;
        draggingGain_ = true;
        gainMoved_ = false;
        editOnRelease_ = wasCurrent;
        gainFrom_ = event->pos();
        gainDone_ = 0.0;
        gainCell_ = index;
        ++gesture_;
    } else {
        toggle(index);
    }
}

void MapTable::mouseMoveEvent(QMouseEvent* event) {
    if (draggingGain_ && (event->buttons() & Qt::LeftButton)) {
        const QPoint way = event->pos() - gainFrom_;
        if (!gainMoved_ && way.manhattanLength() < QApplication::startDragDistance())
            return;
        gainMoved_ = true;
        const double step = event->modifiers() & Qt::ShiftModifier ? fineDbPerPixel : dbPerPixel;
        // To the right and up is louder.
        const double wanted = std::round((way.x() - way.y()) * step * 10.0) / 10.0;
        if (wanted != gainDone_)
            map_.changeGain(rowsFor(gainCell_), wanted - gainDone_, gesture_);
        gainDone_ = wanted;
        return;
    }
    const QModelIndex index = indexAt(event->pos());
    viewport()->setCursor(
        index.isValid() && index.column() == Column::Gain && !map_.isLocked()     ? Qt::SizeVerCursor
        : index.isValid() && index.column() == Column::Number && !map_.isLocked() ? Qt::OpenHandCursor
                                                                                  : Qt::ArrowCursor);
    QTableView::mouseMoveEvent(event);
}

void MapTable::mouseReleaseEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    const bool wasDragging = draggingGain_;
    draggingGain_ = false;
    if (!wasDragging)
        QTableView::mouseReleaseEvent(event);
    if (editOnRelease_ && !(wasDragging && gainMoved_) && index == currentIndex() &&
        state() != QAbstractItemView::EditingState)
        editIfPossible(index);
    editOnRelease_ = false;
}

void MapTable::wheelEvent(QWheelEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    // Over the chosen gain alone: elsewhere the wheel scrolls, and must not change a recording.
    if (!index.isValid() || index.column() != Column::Gain || index != currentIndex() || map_.isLocked() ||
        event->modifiers() & Qt::ControlModifier) {
        QTableView::wheelEvent(event);
        return;
    }
    if (!wheel_.isValid() || wheel_.elapsed() > wheelPauseMs) {
        ++gesture_;
        wheelRest_ = 0;
    }
    wheel_.start();
    wheelRest_ += event->angleDelta().y();
    const int steps = wheelRest_ / oneWheelStep;
    wheelRest_ -= steps * oneWheelStep;
    if (steps != 0)
        map_.changeGain(rowsFor(index), steps * dbPerWheelStep, gesture_);
    event->accept();
}

void MapTable::keyPressEvent(QKeyEvent* event) {
    const QModelIndex index = currentIndex();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier));
    const int key = event->key();
    if (index.isValid() && plain && state() != QAbstractItemView::EditingState) {
        const bool isSwitch = index.column() == Column::Mute || index.column() == Column::Polarity;
        const bool press = key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
        if (isSwitch && press) {
            toggle(index);
            return;
        }
        if (press && !input_ && (index.column() == Column::Identify || key == Qt::Key_Space)) {
            if (identifyPossible_)
                emit identifyRequested(index.row());
            return;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            editIfPossible(index);
            return;
        }
    }
    // Escape and Space belong to the dialog.
    if (state() != QAbstractItemView::EditingState && plain && key == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace headroom
