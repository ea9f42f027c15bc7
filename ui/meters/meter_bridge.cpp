// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meter_bridge.h"

#include "ui/meters/meter_accessibility.h"
#include "ui/meters/meter_scale.h"
#include "ui/text/format_text.h"
#include "ui/theme/digits.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

constexpr int widestStrip = 128;
constexpr int widestBar = 80;
constexpr int thinnestStrip = 5;
constexpr int comfortableStrip = 15; // two digits of a label fit
constexpr int shortestBar = 40;
constexpr int lowestTwoRows = 360;
// Numbers change five times a second: every second interval of 100 ms.
constexpr std::uint64_t numberIntervals = 2;

QFont scaled(const QFont& font, double factor, bool bold = false) {
    QFont result = font;
    if (font.pointSizeF() > 0)
        result.setPointSizeF(font.pointSizeF() * factor);
    result.setBold(bold);
    return result;
}

QFont smallFont(const QFont& font) {
    return scaled(font, 0.88);
}

} // namespace

MeterBridge::MeterBridge(QWidget* parent) : QWidget(parent) {
    installMeterAccessibility();
    setAccessibleName(tr("Level meters"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    announced_.start();
}

void MeterBridge::setChannels(const std::vector<ChannelPosition>& positions,
                              const std::vector<std::string>& labels) {
    std::vector<QString> names;
    for (std::size_t i = 0; i < positions.size(); ++i)
        names.push_back(i < labels.size() ? QString::fromStdString(labels[i]) : QString());
    if (positions == positions_ && names == labels_)
        return;
    positions_ = positions;
    labels_ = std::move(names);
    while (meters_.size() > positions.size()) {
        delete meters_.back();
        meters_.pop_back();
    }
    while (meters_.size() < positions.size()) {
        auto* meter = new ChannelMeter(pictures_, this);
        connect(meter, &ChannelMeter::resetRequested, this, &MeterBridge::resetRequested);
        meter->show();
        meters_.push_back(meter);
    }
    for (std::size_t i = 0; i < meters_.size(); ++i) {
        const QString position =
            labels_[i].isEmpty() ? positionText(positions[i], static_cast<int>(i)) : labels_[i];
        meters_[i]->setPosition(tr("Channel %1: %2").arg(i).arg(position));
        meters_[i]->clear();
    }
    numbersAt_ = 0;
    arrange();
    update();
}

void MeterBridge::setReading(const LevelReading& reading) {
    if (reading.channels.size() != meters_.size())
        return;
    const bool withNumbers = reading.intervals < numbersAt_ ||
                             reading.intervals >= numbersAt_ + numberIntervals || numbersAt_ == 0;
    if (withNumbers)
        numbersAt_ = reading.intervals;
    for (std::size_t i = 0; i < meters_.size(); ++i)
        meters_[i]->setLevel(reading.channels[i], withNumbers);
    if (QAccessible::isActive())
        announce(reading);
}

void MeterBridge::announce(const LevelReading& reading) {
    std::uint64_t clips = 0;
    for (const ChannelLevel& level : reading.channels)
        clips += level.clips;
    // A new clip is told at once, levels once in two seconds: a screen reader speaks each of them.
    if (clips <= announcedClips_ && announced_.elapsed() < 2000)
        return;
    announcedClips_ = clips;
    announced_.restart();
    for (ChannelMeter* meter : meters_) {
        QAccessibleValueChangeEvent change(meter, std::max(meter->level().peakDb, meter_scale::floorDb));
        QAccessible::updateAccessibility(&change);
    }
}

void MeterBridge::clear() {
    numbersAt_ = 0;
    for (ChannelMeter* meter : meters_)
        meter->clear();
}

void MeterBridge::themeChanged() {
    pictures_.forget();
    arrange();
    update();
    for (ChannelMeter* meter : meters_)
        meter->update();
}

QSize MeterBridge::minimumSizeHint() const {
    return {160, 64};
}

QSize MeterBridge::sizeHint() const {
    return {480, 320};
}

int MeterBridge::gutterWidth() const {
    const QFontMetrics metrics(smallFont(font()));
    int width = tabularWidth(metrics, QStringLiteral("-60"));
    for (const QString& caption :
         {tr("Clip", "row of lamps"), tr("Max", "row of numbers: highest peak"), tr("RMS")})
        width = std::max(width, metrics.horizontalAdvance(caption));
    return width + space::small;
}

int MeterBridge::tickSpacing() const {
    return QFontMetrics(smallFont(font())).height() * 5 / 4;
}

QString MeterBridge::labelOf(int channelNumber, bool bareNumbers) const {
    constexpr int leastForName = 30;
    if (const QString& name = labels_[static_cast<std::size_t>(channelNumber)];
        !name.isEmpty() && stripWidth_ >= leastForName)
        return QFontMetrics(scaled(font(), 0.88, true)).elidedText(name, Qt::ElideRight, stripWidth_ - 6);
    const QString label = QString::fromStdString(
        shortLabel(positions_[static_cast<std::size_t>(channelNumber)], channelNumber));
    return bareNumbers ? label.mid(1) : label;
}

void MeterBridge::arrange() {
    places_.clear();
    const int count = channelCount();
    if (count == 0 || width() <= 0)
        return;
    const int gutter = gutterWidth();
    const int available = std::max(0, width() - 2 * gutter);
    const int labelHeight = QFontMetrics(smallFont(font())).height() + space::tiny;
    rows_ = available / count < comfortableStrip && count > 8 && height() >= lowestTwoRows ? 2 : 1;
    const int perRow = (count + rows_ - 1) / rows_;
    stripWidth_ = std::clamp(available / perRow, thinnestStrip, widestStrip);
    const int rowHeight = (height() - (rows_ - 1) * space::medium) / rows_;
    chooseNumbers(stripWidth_, rowHeight - labelHeight);
    pictures_.prepare(strip_.bar.size(), devicePixelRatioF(), tickSpacing());
    for (int row = 0; row < rows_; ++row) {
        RowPlace place;
        place.first = row * perRow;
        place.count = std::min(perRow, count - place.first);
        // Rows begin at the same place, so that columns stand under each other.
        const int left = gutter + std::max(0, (available - perRow * stripWidth_) / 2);
        const int top = row * (rowHeight + space::medium);
        place.strips = QRect(left, top, place.count * stripWidth_, rowHeight - labelHeight);
        for (int i = 0; i < place.count; ++i) {
            ChannelMeter* meter = channel(place.first + i);
            meter->setGeometry(left + i * stripWidth_, top, stripWidth_, place.strips.height());
            meter->setFont(smallFont(font()));
            meter->setLayout(strip_);
        }
        places_.push_back(place);
    }
}

void MeterBridge::chooseNumbers(int stripWidth, int stripHeight) {
    const QFont small = smallFont(font());
    struct Try {
        QFont font;
        int decimals;
        const char* widest;
    };
    const Try tries[] = {{scaled(font(), 1.5, true), 1, "-88.8"},
                         {font(), 1, "-88.8"},
                         {small, 1, "-88.8"},
                         {font(), 0, "-88"},
                         {small, 0, "-88"}};
    int numberHeight = 0;
    for (const Try& candidate : tries) {
        const QFontMetrics metrics(candidate.font);
        if (tabularWidth(metrics, QLatin1String(candidate.widest)) > stripWidth - 3)
            continue;
        strip_.numberFont = candidate.font;
        strip_.decimals = candidate.decimals;
        numberHeight = metrics.height();
        break;
    }
    const int gap = stripWidth >= 24   ? std::min(stripWidth / 4, 40)
                    : stripWidth >= 10 ? 4
                    : stripWidth >= 7  ? 2
                                       : 1;
    const int barWidth = std::min(stripWidth - gap, widestBar);
    const int lampWidth = std::min(std::max(barWidth, stripWidth - 4), widestBar + 16);
    const int lampHeight = stripWidth >= 10 ? QFontMetrics(small).height() : 8;
    const auto centered = [&](int width, int top, int height) {
        return QRect((stripWidth - width) / 2, top, width, height);
    };
    strip_.lamp = centered(stripWidth >= 10 ? lampWidth : barWidth, 0, lampHeight);
    int top = lampHeight + space::tiny;
    int bottom = stripHeight;
    const auto roomFor = [&](int more) { return bottom - top - more >= shortestBar + 4; };
    strip_.maximum = {};
    strip_.rms = {};
    if (numberHeight > 0 && roomFor(numberHeight + space::tiny)) {
        strip_.maximum = QRect(0, top, stripWidth, numberHeight);
        top += numberHeight + space::tiny;
    }
    if (numberHeight > 0 && roomFor(numberHeight + space::tiny)) {
        bottom -= numberHeight + space::tiny;
        strip_.rms = QRect(0, bottom + space::tiny, stripWidth, numberHeight);
    }
    // The topmost mark's number is half as high as it is.
    strip_.bar = centered(barWidth, top + 2, std::max(1, bottom - top - 4));
}

void MeterBridge::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.fillRect(event->rect(), Theme::colors().panel);
    for (const RowPlace& row : places_) {
        paintScale(painter, row);
        paintLabels(painter, row);
    }
}

void MeterBridge::paintScale(QPainter& painter, const RowPlace& row) const {
    const Colors& c = Theme::colors();
    const int gutter = gutterWidth();
    painter.setFont(smallFont(font()));
    painter.setPen(c.muted);
    const int textHeight = painter.fontMetrics().height();
    const QRect bar = strip_.bar.translated(0, row.strips.top());
    const int left = row.strips.left() - space::small;
    const int right = row.strips.right() + 1 + space::small;
    int lastY = -textHeight;
    for (const double mark : meter_scale::ticks(bar.height(), tickSpacing())) {
        const int y = bar.bottom() + 1 - meter_scale::pixels(mark, bar.height());
        if (y - lastY < textHeight)
            continue;
        lastY = y;
        const QString text = QString::number(mark, 'f', 0);
        const QRect line(left - gutter, y - textHeight / 2, gutter, textHeight);
        drawTabular(painter, line, Qt::AlignRight, text);
        drawTabular(painter, QRect(right, line.top(), gutter, textHeight), Qt::AlignLeft, text);
        painter.fillRect(left + 3, y, 4, 1, c.meterGrid);
        painter.fillRect(right - 7, y, 4, 1, c.meterGrid);
    }
    const auto caption = [&](const QRect& of, const QString& text) {
        if (of.isEmpty())
            return;
        const QRect line(left - gutter, row.strips.top() + of.top(), gutter, of.height());
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
    };
    caption(strip_.lamp, tr("Clip", "row of lamps"));
    caption(strip_.maximum, tr("Max", "row of numbers: highest peak"));
    caption(strip_.rms, tr("RMS"));
}

void MeterBridge::paintLabels(QPainter& painter, const RowPlace& row) const {
    painter.setFont(scaled(font(), 0.88, true));
    painter.setPen(Theme::colors().text);
    const QFontMetrics metrics = painter.fontMetrics();
    const auto widestOf = [&](bool bareNumbers) {
        int widest = 0;
        for (int i = 0; i < row.count; ++i)
            widest = std::max(widest, metrics.horizontalAdvance(labelOf(row.first + i, bareNumbers)));
        return widest;
    };
    constexpr int apart = 5;
    int widest = widestOf(false) + apart;
    // "A0" to "A31" say no more than 0 to 31 where there is nothing else.
    const bool bareNumbers = widest > stripWidth_ && std::all_of(positions_.begin(), positions_.end(), isAux);
    if (bareNumbers)
        widest = widestOf(true) + apart;
    // Where not every label fits, every second, fourth or eighth one is shown.
    int step = 1;
    while (step < row.count && widest > stripWidth_ * step)
        step *= 2;
    for (int i = 0; i < row.count; i += step) {
        const int middle = row.strips.left() + i * stripWidth_ + stripWidth_ / 2;
        const int half = std::max(40, stripWidth_ / 2);
        painter.drawText(
            QRect(middle - half, row.strips.bottom() + 1, 2 * half, metrics.height() + space::tiny),
            Qt::AlignHCenter | Qt::AlignBottom, labelOf(row.first + i, bareNumbers));
    }
}

void MeterBridge::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void MeterBridge::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        arrange();
    QWidget::changeEvent(event);
}

bool MeterBridge::event(QEvent* event) {
    // Another screen, another scale: the pictures are made for one.
    if (event->type() == QEvent::ScreenChangeInternal)
        themeChanged();
    return QWidget::event(event);
}

} // namespace headroom
