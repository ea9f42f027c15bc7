// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/channel_meter.h"

#include "ui/meters/meter_scale.h"
#include "ui/text/format_text.h"
#include "ui/theme/digits.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace headroom {

namespace {

constexpr int lineThickness = 2; // of the hold and of the peak's edge

} // namespace

ChannelMeter::ChannelMeter(const BarPictures& pictures, QWidget* parent)
    : QWidget(parent), pictures_(pictures) {
    // Every pixel of an update is painted, so the bridge behind need not be.
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void ChannelMeter::setLayout(const StripLayout& layout) {
    if (layout == layout_)
        return;
    layout_ = layout;
    shown_ = heightsOf(level_);
    update();
}

void ChannelMeter::setPosition(const QString& name) {
    position_ = name;
    refreshToolTip();
}

ChannelMeter::Heights ChannelMeter::heightsOf(const ChannelLevel& level) const {
    const int height = layout_.bar.height();
    return {meter_scale::pixels(level.peakDb, height), meter_scale::pixels(level.rmsDb, height),
            meter_scale::pixels(level.holdDb, height)};
}

void ChannelMeter::setLevel(const ChannelLevel& level, bool withNumbers) {
    const bool lampChanges = level.clips != level_.clips;
    level_ = level;
    const Heights now = heightsOf(level);
    if (now.peak != shown_.peak)
        updateStrip(shown_.peak, now.peak);
    if (now.rms != shown_.rms)
        updateStrip(shown_.rms, now.rms);
    if (now.hold != shown_.hold) {
        updateStrip(shown_.hold, shown_.hold);
        updateStrip(now.hold, now.hold);
    }
    shown_ = now;
    if (lampChanges)
        update(layout_.lamp);
    if (!withNumbers && measured_)
        return;
    if (shownMaximum_ != level.maxPeakDb || !measured_)
        update(layout_.maximum);
    if (shownRms_ != level.rmsDb || !measured_)
        update(layout_.rms);
    shownMaximum_ = level.maxPeakDb;
    shownRms_ = level.rmsDb;
    measured_ = true;
}

void ChannelMeter::clear() {
    level_ = {};
    shown_ = {};
    shownMaximum_ = silenceDb;
    shownRms_ = silenceDb;
    measured_ = false;
    update();
}

void ChannelMeter::updateStrip(int from, int to) {
    const QRect& bar = layout_.bar;
    const int low = std::min(from, to);
    const int high = std::max(from, to);
    // The edge and the hold lie under a height's topmost pixel.
    const int top = std::max(bar.top(), bar.bottom() + 1 - high);
    const int bottom = std::min(bar.bottom() + 1, bar.bottom() + 1 - low + lineThickness);
    update(QRect(bar.left(), top, bar.width(), bottom - top));
}

QString ChannelMeter::maximumText() const {
    return measured_ ? levelText(shownMaximum_, layout_.decimals) : QStringLiteral("–");
}

QString ChannelMeter::rmsText() const {
    return measured_ ? levelText(shownRms_, layout_.decimals) : QStringLiteral("–");
}

QString ChannelMeter::clipText() const {
    if (level_.clips == 0)
        return {};
    const QFontMetrics metrics(font());
    const auto fits = [&](const QString& text) {
        return metrics.horizontalAdvance(text) <= layout_.lamp.width() - 4;
    };
    const QString count = level_.clips > 9999 ? QStringLiteral("9999+") : QString::number(level_.clips);
    if (const QString words = tr("Clip %1", "clip lamp, with a count").arg(count); fits(words))
        return words;
    return fits(count) ? count : QStringLiteral("!");
}

void ChannelMeter::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const Colors& c = Theme::colors();
    for (const QRect& dirty : event->region()) {
        if (layout_.bar.contains(dirty)) {
            paintBar(painter, dirty);
            continue;
        }
        painter.fillRect(dirty, c.panel);
        paintBar(painter, dirty);
    }
    if (event->region().intersects(layout_.lamp))
        paintLamp(painter);
    painter.setFont(layout_.numberFont);
    if (event->region().intersects(layout_.maximum)) {
        painter.setPen(!measured_                            ? c.disabled
                       : shownMaximum_ >= meter_scale::topDb ? c.bad
                       : shownMaximum_ > meter_scale::highDb ? c.warn
                                                             : c.text);
        drawTabular(painter, layout_.maximum, Qt::AlignHCenter, maximumText());
    }
    if (event->region().intersects(layout_.rms)) {
        painter.setPen(measured_ ? c.muted : c.disabled);
        drawTabular(painter, layout_.rms, Qt::AlignHCenter, rmsText());
    }
}

void ChannelMeter::paintBar(QPainter& painter, const QRect& dirty) const {
    const QRect& bar = layout_.bar;
    const qreal ratio = pictures_.track().devicePixelRatio();
    const auto copy = [&](const QPixmap& picture, int fromHeight, int toHeight) {
        // The part of a picture between two heights above the bar's lower edge.
        const QRect part = QRect(bar.left(), bar.bottom() + 1 - toHeight, bar.width(), toHeight - fromHeight)
                               .intersected(dirty);
        if (part.isEmpty())
            return;
        const QRect source = part.translated(-bar.topLeft());
        painter.drawPixmap(QRectF(part), picture,
                           QRectF(QPointF(source.topLeft()) * ratio, QSizeF(source.size()) * ratio));
    };
    const int peak = std::max(shown_.peak, shown_.rms);
    copy(pictures_.track(), peak, bar.height());
    copy(pictures_.peak(), shown_.rms, peak);
    copy(pictures_.rms(), 0, shown_.rms);
    // The peak's own edge, as strong as the RMS level.
    if (shown_.peak > 0)
        copy(pictures_.rms(), std::max(0, shown_.peak - lineThickness), shown_.peak);
    if (shown_.hold > 0) {
        const QRect line = QRect(bar.left(), bar.bottom() + 1 - shown_.hold, bar.width(), lineThickness)
                               .intersected(dirty)
                               .intersected(bar);
        painter.fillRect(line, Theme::colors().meterHold);
    }
}

void ChannelMeter::paintLamp(QPainter& painter) const {
    const Colors& c = Theme::colors();
    const QRect& lamp = layout_.lamp;
    if (lamp.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = level_.clips > 0;
    // Unlit an empty frame, lit a filled one with a number in it: told apart without colour.
    painter.setPen(lit ? c.clip : c.meterGrid);
    painter.setBrush(lit ? QBrush(c.clip) : QBrush(c.meterTrack));
    painter.drawRoundedRect(QRectF(lamp).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (lit) {
        QFont bold = font();
        bold.setBold(true);
        painter.setFont(bold);
        painter.setPen(c.onClip);
        painter.drawText(lamp, Qt::AlignCenter, clipText());
    }
    painter.restore();
}

void ChannelMeter::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit resetRequested();
    QWidget::mouseReleaseEvent(event);
}

void ChannelMeter::refreshToolTip() {
    setToolTip(tr("%1\nA click resets the maxima and the clip counts of this input.").arg(position_));
}

} // namespace headroom
