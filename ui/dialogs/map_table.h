// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/meters/level_bar.h"
#include "ui/models/channel_map_model.h"

#include <QElapsedTimer>
#include <QTableView>

#include <optional>
#include <vector>

namespace headroom {

/// The channel map as rows: cells are edited in place, switches are pressed, a gain is dragged or turned with
/// the wheel, rows are dragged by their number. Window thread.
class MapTable : public QTableView {
    Q_OBJECT

public:
    explicit MapTable(ChannelMapModel& model, QWidget* parent = nullptr);

    /// Shows the columns of an input or of a speaker.
    void setDirection(bool input);
    /// Below this some columns can be reached by scrolling only.
    [[nodiscard]] int leastWidth() const { return leastWidth_; }
    /// The model has new levels: cells that look different now are painted.
    void refreshLevels();
    /// The row that is heard now.
    void setPlayingRow(std::optional<int> row);
    [[nodiscard]] std::optional<int> playingRow() const { return playing_; }
    void setIdentifyPossible(bool possible);
    [[nodiscard]] bool identifyPossible() const { return identifyPossible_; }

    /// In the table's order; the current one where none is selected.
    [[nodiscard]] QList<int> chosenRows() const;
    void selectRows(const QList<int>& rows);

    /// What the bar of a cell shows now.
    [[nodiscard]] LevelBarPixels barPixels(const QModelIndex& index) const;
    /// Where the bar lies in its cell.
    [[nodiscard]] QRect barRect(const QModelIndex& index, const QRect& cell) const;
    /// The number beside a file channel's bar; empty where there is no room for it or nothing is measured.
    [[nodiscard]] QString barNumber(const QModelIndex& index, const QRect& cell) const;

signals:
    void identifyRequested(int row);
    void chosenRowsChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    struct RowPixels {
        LevelBarPixels device;
        LevelBarPixels file;
        QString number;
        bool operator==(const RowPixels&) const = default;
    };
    void fitColumns();
    void toggle(const QModelIndex& index);
    void editIfPossible(const QModelIndex& index);
    /// The rows that an act on this cell is about: all selected ones where its row is one of them.
    [[nodiscard]] QList<int> rowsFor(const QModelIndex& index) const;
    [[nodiscard]] QRect cellRect(int row, int column) const;

    ChannelMapModel& map_;
    std::vector<RowPixels> painted_;
    std::optional<int> playing_;
    bool input_ = true;
    int leastWidth_ = 0;
    bool identifyPossible_ = true;

    bool draggingGain_ = false;
    bool gainMoved_ = false;
    bool editOnRelease_ = false;
    QPoint gainFrom_;
    double gainDone_ = 0.0;
    QModelIndex gainCell_;
    int gesture_ = 0;
    QElapsedTimer wheel_;
    int wheelRest_ = 0;
};

} // namespace headroom
