// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/digits.h"

#include <QAccessible>
#include <QEvent>

#include <algorithm>

namespace headroom {

namespace {

int digitWidth(const QFontMetrics& metrics) {
    int width = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        width = std::max(width, metrics.horizontalAdvance(QLatin1Char(digit)));
    return width;
}

int advance(const QFontMetrics& metrics, QChar character, int digit) {
    return character.isDigit() ? digit : metrics.horizontalAdvance(character);
}

} // namespace

int tabularWidth(const QFontMetrics& metrics, const QString& text) {
    const int digit = digitWidth(metrics);
    int width = 0;
    for (const QChar character : text)
        width += advance(metrics, character, digit);
    return width;
}

void drawTabular(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text) {
    const QFontMetrics metrics = painter.fontMetrics();
    const int digit = digitWidth(metrics);
    const int width = tabularWidth(metrics, text);
    int x = rect.x();
    if (alignment & Qt::AlignRight)
        x = rect.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.x() + (rect.width() - width) / 2;
    const int baseline = rect.y() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    for (const QChar character : text) {
        const int cell = advance(metrics, character, digit);
        painter.drawText(x + (cell - metrics.horizontalAdvance(character)) / 2, baseline, QString(character));
        x += cell;
    }
}

DigitLabel::DigitLabel(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void DigitLabel::setText(const QString& text) {
    if (text == text_)
        return;
    const bool grows = tabularWidth(fontMetrics(), text) > sizeHint().width();
    text_ = text;
    if (grows)
        updateGeometry();
    update();
}

void DigitLabel::setAlignment(Qt::Alignment alignment) {
    alignment_ = alignment;
    update();
}

void DigitLabel::setWidest(const QString& text) {
    widest_ = text;
    updateGeometry();
}

QSize DigitLabel::sizeHint() const {
    const QFontMetrics metrics = fontMetrics();
    return {std::max(tabularWidth(metrics, text_), tabularWidth(metrics, widest_)), metrics.height()};
}

void DigitLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    drawTabular(painter, rect(), alignment_, text_);
}

void DigitLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace headroom
