// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_button.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace headroom {

namespace {

constexpr int pictureSide = 22;
constexpr int buttonHeight = 46;
constexpr int keySide = 20;

} // namespace

TransportButton::TransportButton(const QString& icon, const QString& text, const QString& key,
                                 QWidget* parent)
    : QAbstractButton(parent), iconName_(icon), key_(key), keyEver_(!key.isEmpty()) {
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void TransportButton::setLook(Look look) {
    look_ = look;
    updateGeometry();
    update();
}

void TransportButton::setIconName(const QString& icon) {
    iconName_ = icon;
    update();
}

void TransportButton::setKey(const QString& key) {
    key_ = key;
    keyEver_ = keyEver_ || !key.isEmpty();
    update();
}

void TransportButton::keepRoomFor(const QString& text) {
    roomFor_ = text;
    updateGeometry();
}

QFont TransportButton::wordFont() const {
    QFont result = font();
    result.setPointSizeF(result.pointSizeF() * 1.1);
    result.setWeight(QFont::DemiBold);
    return result;
}

int TransportButton::keyWidth() const {
    return keyEver_ ? keySide + space::small : 0;
}

int TransportButton::wordWidth() const {
    const QFontMetrics metrics(wordFont());
    return std::max(metrics.horizontalAdvance(text()), metrics.horizontalAdvance(roomFor_));
}

QSize TransportButton::sizeHint() const {
    return {space::medium + pictureSide + space::small + wordWidth() + keyWidth() + space::medium,
            buttonHeight};
}

QSize TransportButton::minimumSizeHint() const {
    return {space::small + pictureSide + space::small + wordWidth() + space::small, buttonHeight};
}

void TransportButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QAbstractButton::changeEvent(event);
}

void TransportButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors& c = Theme::colors();
    QColor ground = c.raised;
    QColor edge = c.outline;
    QColor ink = c.text;
    Qt::PenStyle line = Qt::SolidLine;
    if (!isEnabled() && look_ != Look::Running) {
        ground = c.window;
        edge = c.border;
        ink = c.disabled;
        line = Qt::DashLine;
    } else if (look_ == Look::Filled) {
        ground = isDown() || underMouse() ? c.recordHover : c.record;
        edge = ground;
        ink = c.onRecord;
    } else if (look_ == Look::Running) {
        ground = c.window;
        edge = c.bad;
        ink = c.bad;
    } else if (isDown()) {
        ground = c.border;
    } else if (underMouse()) {
        ground = c.selected;
    }
    painter.setPen(QPen(edge, look_ == Look::Running ? 2.0 : 1.0, line));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 7, 7);
    if (hasFocus()) {
        // A ring inside the edge, apart from it, so that it is seen on the filled button too.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look_ == Look::Filled ? c.onRecord : c.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(4, 4, -4, -4), 4, 4);
    }
    const QFont font = wordFont();
    const QFontMetrics metrics(font);
    const bool withKey = !key_.isEmpty() && width() >= minimumSizeHint().width() + keyWidth();
    const int content =
        pictureSide + space::small + metrics.horizontalAdvance(text()) + (withKey ? keyWidth() : 0);
    int x = (width() - content) / 2;
    painter.drawPixmap(x, (height() - pictureSide) / 2,
                       iconPixmap(iconName_, ink, pictureSide, devicePixelRatioF()));
    x += pictureSide + space::small;
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QRect(x, 0, metrics.horizontalAdvance(text()) + 2, height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text());
    if (!withKey)
        return;
    x += metrics.horizontalAdvance(text()) + space::small;
    const QRectF cap(x + 0.5, (height() - keySide) / 2 + 0.5, keySide - 1, keySide - 1);
    QColor faint = ink;
    faint.setAlphaF(0.65F);
    painter.setPen(faint);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(cap, 4, 4);
    QFont keyFont = this->font();
    keyFont.setPointSizeF(keyFont.pointSizeF() * 0.88);
    keyFont.setWeight(QFont::DemiBold);
    painter.setFont(keyFont);
    painter.setPen(ink);
    painter.drawText(cap, Qt::AlignCenter, key_);
}

} // namespace headroom
