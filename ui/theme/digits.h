// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QLabel>
#include <QPainter>
#include <QString>

namespace headroom {

/// The width of a text whose digits all take the width of the widest one. Not every font has such digits, and
/// Qt cannot ask for them before 6.7; without them a running number trembles.
[[nodiscard]] int tabularWidth(const QFontMetrics& metrics, const QString& text);

/// Draws such a text on one line, in the rectangle's vertical middle. `alignment` is the horizontal one.
void drawTabular(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text);

/// A label for a running number.
class DigitLabel : public QWidget {
    Q_OBJECT

public:
    explicit DigitLabel(QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const { return text_; }
    void setAlignment(Qt::Alignment alignment);
    /// Keeps room for this text, so that nothing beside it moves.
    void setWidest(const QString& text);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString text_;
    QString widest_;
    Qt::Alignment alignment_ = Qt::AlignLeft;
};

} // namespace headroom
