// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/room_view.h"

#include "ui/meters/meter_scale.h"
#include "ui/text/format_text.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

constexpr int margin = space::small;

QFont smallFont(const QFont& font, double factor = 0.88) {
    QFont result = font;
    if (font.pointSizeF() > 0)
        result.setPointSizeF(font.pointSizeF() * factor);
    return result;
}

QPainterPath shape(const QRectF& box, bool above) {
    // Above the listener: round. At the ears' height: a box. They are told apart without colour.
    QPainterPath path;
    if (above)
        path.addEllipse(box);
    else
        path.addRoundedRect(box, 5, 5);
    return path;
}

} // namespace

RoomView::RoomView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void RoomView::setDevice(const Device& device) {
    device_ = device;
    levels_.clear();
    playing_.clear();
    marked_.clear();
    fileChannels_.clear();
    current_ = 0;
    setAccessibleName(device.isInput() ? tr("Picture of the device's channels")
                                       : tr("Picture of the loudspeakers"));
    arrange();
    setCurrent(0);
}

void RoomView::setFileChannels(std::vector<std::vector<int>> fileChannels) {
    if (fileChannels == fileChannels_)
        return;
    fileChannels_ = std::move(fileChannels);
    update();
}

void RoomView::setMarked(std::set<int> channels) {
    if (channels == marked_)
        return;
    marked_ = std::move(channels);
    update();
}

void RoomView::setPlaying(std::set<int> channels) {
    if (channels == playing_)
        return;
    playing_ = std::move(channels);
    update();
}

void RoomView::setPlayable(bool playable) {
    playable_ = playable;
    update();
}

void RoomView::setLevels(const LevelReading& reading) {
    levels_.clear();
    if (reading.channels.size() == layout_.boxes.size())
        for (const ChannelLevel& level : reading.channels)
            levels_.push_back(level.peakDb);
    lit_.resize(layout_.boxes.size(), 0);
    for (std::size_t i = 0; i < lit_.size(); ++i) {
        const int now = litPixels(static_cast<int>(i));
        if (now == lit_[i])
            continue;
        lit_[i] = now;
        update(layout_.boxes[i].toAlignedRect().adjusted(-1, -1, 1, 1));
    }
}

int RoomView::litPixels(int channel) const {
    const auto i = static_cast<std::size_t>(channel);
    if (i >= levels_.size())
        return 0;
    return meter_scale::pixels(levels_[i], static_cast<int>(layout_.boxes[i].height()));
}

bool RoomView::isUsed(int channel) const {
    const auto i = static_cast<std::size_t>(channel);
    return i < fileChannels_.size() && !fileChannels_[i].empty();
}

QString RoomView::nameOf(int channel) const {
    const auto i = static_cast<std::size_t>(channel);
    if (i >= device_.format.channels.size())
        return {};
    return QStringLiteral("%1, #%2").arg(positionText(device_.format.channels[i], channel)).arg(channel);
}

QString RoomView::describe(int channel) const {
    const auto i = static_cast<std::size_t>(channel);
    if (i >= device_.format.channels.size())
        return {};
    QStringList words{positionText(device_.format.channels[i], channel)};
    words << tr("device channel #%1").arg(channel);
    if (!isUsed(channel)) {
        words << tr("not in the file");
    } else {
        QStringList numbers;
        for (const int number : fileChannels_[i])
            numbers << QString::number(number);
        words << tr("file channel %1", "a number, or several").arg(numbers.join(QStringLiteral(", ")));
    }
    if (playing_.contains(channel))
        words << tr("plays now");
    return words.join(QStringLiteral(", "));
}

void RoomView::arrange() {
    const QRectF area = QRectF(rect()).adjusted(margin, margin, -margin, -margin);
    layout_ = roomLayout(device_.format.channels, area, QFontMetrics(smallFont(font())).height());
    lit_.assign(layout_.boxes.size(), 0);
    for (std::size_t i = 0; i < lit_.size(); ++i)
        lit_[i] = litPixels(static_cast<int>(i));
    update();
}

void RoomView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

bool RoomView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int channel = channelAt(help->pos());
        if (channel < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                               device_.isInput() || !playable_
                                   ? describe(channel)
                                   : tr("%1\nPress to hear it.").arg(describe(channel)),
                               this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        arrange();
    return QWidget::event(event);
}

int RoomView::channelAt(QPointF point) const {
    // What is above lies over what is below.
    for (std::size_t i = layout_.boxes.size(); i-- > 0;)
        if (shape(layout_.boxes[i], layout_.above[i]).contains(point))
            return static_cast<int>(i);
    return -1;
}

void RoomView::mousePressEvent(QMouseEvent* event) {
    const int channel = channelAt(event->position());
    if (event->button() != Qt::LeftButton || channel < 0)
        return;
    setCurrent(channel);
    emit channelPressed(channel);
}

void RoomView::mouseMoveEvent(QMouseEvent* event) {
    setCursor(channelAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RoomView::setCurrent(int channel) {
    current_ = channel;
    setAccessibleDescription(describe(channel));
    if (QAccessible::isActive() && hasFocus()) {
        QAccessibleEvent change(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&change);
    }
    update();
}

void RoomView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    setCurrent(current_);
}

void RoomView::goTowards(QPointF direction) {
    if (current_ >= static_cast<int>(layout_.boxes.size()))
        return;
    const QPointF here = layout_.boxes[static_cast<std::size_t>(current_)].center();
    int best = -1;
    qreal least = 0.0;
    for (std::size_t i = 0; i < layout_.boxes.size(); ++i) {
        const QPointF way = layout_.boxes[i].center() - here;
        const qreal ahead = QPointF::dotProduct(way, direction);
        const qreal aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        // What lies mostly aside is reached with another key.
        if (ahead < 1.0 || aside > 2.2 * ahead)
            continue;
        const qreal cost = ahead + 2.0 * aside;
        if (best < 0 || cost < least) {
            best = static_cast<int>(i);
            least = cost;
        }
    }
    if (best >= 0)
        setCurrent(best);
}

void RoomView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left: goTowards({-1, 0}); return;
    case Qt::Key_Right: goTowards({1, 0}); return;
    case Qt::Key_Up: goTowards({0, -1}); return;
    case Qt::Key_Down: goTowards({0, 1}); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current_ < static_cast<int>(layout_.boxes.size()))
            emit channelPressed(current_);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void RoomView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.fillRect(event->rect(), Theme::colors().panel);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!layout_.room.isEmpty())
        paintRoom(painter);
    const Colors& c = Theme::colors();
    if (!layout_.caption.isEmpty()) {
        painter.setFont(smallFont(font()));
        painter.setPen(c.muted);
        painter.drawText(layout_.caption, Qt::AlignCenter, tr("Channels without a place"));
    }
    for (std::size_t i = 0; i < layout_.boxes.size(); ++i)
        if (event->rect().intersects(layout_.boxes[i].toAlignedRect().adjusted(-12, -12, 12, 12)))
            paintChannel(painter, static_cast<int>(i));
}

void RoomView::paintRoom(QPainter& painter) const {
    const Colors& c = Theme::colors();
    painter.setPen(QPen(c.border, 1));
    painter.setBrush(c.window);
    painter.drawRoundedRect(layout_.room.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.border, 1.2, Qt::DotLine));
    painter.drawEllipse(layout_.center, layout_.radius, layout_.radius);
    if (std::ranges::find(layout_.above, true) != layout_.above.end()) {
        const qreal inner = layout_.radius * 0.52;
        painter.drawEllipse(layout_.center, inner, inner);
    }
    // The listener from above, looking up the page.
    const qreal head = std::clamp(layout_.radius * 0.12, 7.0, 16.0);
    QPainterPath listener;
    listener.addEllipse(layout_.center, head, head);
    QPainterPath nose;
    nose.moveTo(layout_.center + QPointF(-head * 0.35, -head * 0.85));
    nose.lineTo(layout_.center + QPointF(0, -head * 1.45));
    nose.lineTo(layout_.center + QPointF(head * 0.35, -head * 0.85));
    nose.closeSubpath();
    QPainterPath ears;
    ears.addEllipse(layout_.center + QPointF(-head, 0), head * 0.25, head * 0.38);
    ears.addEllipse(layout_.center + QPointF(head, 0), head * 0.25, head * 0.38);
    painter.setPen(QPen(c.outline, 1.2));
    painter.setBrush(c.raised);
    painter.drawPath(ears);
    painter.drawPath(listener.united(nose));
}

void RoomView::paintChannel(QPainter& painter, int channel) const {
    const Colors& c = Theme::colors();
    const auto i = static_cast<std::size_t>(channel);
    const QRectF box = layout_.boxes[i].adjusted(1, 1, -1, -1);
    const QPainterPath outline = shape(box, layout_.above[i]);
    const bool plays = playing_.contains(channel);
    const bool used = isUsed(channel);
    if (plays) {
        // Sound goes out on all sides.
        for (int wave = 1; wave <= 2; ++wave) {
            QColor color = c.accent;
            color.setAlphaF(wave == 1 ? 0.55F : 0.25F);
            painter.setPen(QPen(color, 2));
            painter.setBrush(Qt::NoBrush);
            const qreal out = 4.0 * wave;
            painter.drawPath(shape(box.adjusted(-out, -out, out, out), layout_.above[i]));
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(plays ? c.accent : device_.isInput() ? c.meterTrack : c.raised);
    painter.drawPath(outline);
    const int lit = litPixels(channel);
    if (lit > 0) {
        painter.save();
        painter.setClipPath(outline);
        const double db = levels_[i];
        const MeterZoneColors& zone = db >= meter_scale::highDb     ? c.meterHigh
                                      : db >= meter_scale::middleDb ? c.meterMiddle
                                                                    : c.meterLow;
        painter.fillRect(QRectF(box.left(), box.bottom() - lit, box.width(), lit), zone.peak);
        painter.restore();
    }
    painter.setBrush(Qt::NoBrush);
    const bool marked = marked_.contains(channel);
    painter.setPen(QPen(plays || marked ? c.accent
                        : used          ? c.outline
                                        : c.disabled,
                        marked ? 2.5 : 1.2, used || plays || marked ? Qt::SolidLine : Qt::DashLine));
    painter.drawPath(outline);
    if (hasFocus() && channel == current_) {
        painter.setPen(QPen(c.accent, 2, Qt::DotLine));
        painter.drawPath(shape(box.adjusted(-4, -4, 4, 4), layout_.above[i]));
    }
    QString text = QString::fromStdString(shortLabel(device_.format.channels[i], channel));
    QFont font = smallFont(this->font(), box.width() < 24 ? 0.74 : 0.92);
    font.setWeight(QFont::DemiBold);
    if (QFontMetrics(font).horizontalAdvance(text) > box.width() - 2 && isAux(device_.format.channels[i]))
        text.remove(0, 1);
    painter.setFont(font);
    if (lit > 0 && !plays) {
        // A letter must be read on the empty and on the lit part alike.
        QPainterPath letters;
        const QFontMetricsF metrics(font);
        letters.addText(QPointF(box.center().x() - metrics.horizontalAdvance(text) / 2,
                                box.center().y() + (metrics.ascent() - metrics.descent()) / 2),
                        font, text);
        painter.strokePath(letters, QPen(c.meterTrack, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.fillPath(letters, c.text);
        return;
    }
    painter.setPen(plays ? c.onAccent : used ? c.text : c.muted);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace headroom
