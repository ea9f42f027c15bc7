// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headroom {

class MapTable;

/// Paints the cells of the channel map and edits them: a list of sources that takes typed words as well, a
/// label, a gain.
class MapDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit MapDelegate(MapTable& table);

    /// Of a source's cell: a press there opens the list.
    [[nodiscard]] static QRect arrowRect(const QRect& cell);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    void paintNumber(QPainter& painter, const QRect& cell, const QModelIndex& index, bool hover) const;
    void paintSource(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintBar(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintSwitch(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintPlay(QPainter& painter, const QRect& cell, const QModelIndex& index, bool hover) const;
    void paintText(QPainter& painter, const QRect& cell, const QModelIndex& index) const;

    MapTable& table_;
};

} // namespace headroom
