// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headroom {

/// Paints a device: its name, its second line, what it is (default, simulated, waiting), and a small live
/// level where it is open. Groups are headings.
class DeviceDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Where the small level lies in a row, and how many pixels of it are lit. For tests, too.
    [[nodiscard]] static QRect levelRect(const QRect& row);
    [[nodiscard]] static int levelPixels(double peakDb, int width);
};

} // namespace headroom
