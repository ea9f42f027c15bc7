// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/level_bar.h"

#include "ui/meters/meter_scale.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace headroom {

namespace {

constexpr int lampWidth = 5;
constexpr int lampGap = 2;

int barWidth(int width) {
    return std::max(0, width - lampWidth - lampGap);
}

} // namespace

LevelBarPixels levelBarPixels(const ChannelLevel* level, int width) {
    if (level == nullptr)
        return {};
    const int length = barWidth(width);
    return {meter_scale::pixels(level->peakDb, length), meter_scale::pixels(level->rmsDb, length),
            meter_scale::pixels(level->holdDb, length), level->clips > 0, true};
}

void paintLevelBar(QPainter& painter, const QRect& rect, const LevelBarPixels& pixels) {
    const Colors& c = Theme::colors();
    const int length = barWidth(rect.width());
    const QRect lamp(rect.right() + 1 - lampWidth, rect.top(), lampWidth, rect.height());
    painter.fillRect(rect.left(), rect.top(), length, rect.height(), c.meterTrack);
    if (!pixels.measured)
        return;
    const int middle = meter_scale::pixels(meter_scale::middleDb, length);
    const int high = meter_scale::pixels(meter_scale::highDb, length);
    for (const int mark : {middle, high})
        painter.fillRect(rect.left() + mark, rect.top(), 1, rect.height(), c.meterGrid);
    const auto fill = [&](int from, int to, bool rms) {
        const auto zone = [&](int begin, int end, const MeterZoneColors& colors) {
            const int left = std::max(from, begin);
            const int right = std::min(to, end);
            if (right > left)
                painter.fillRect(rect.left() + left, rect.top(), right - left, rect.height(),
                                 rms ? colors.rms : colors.peak);
        };
        zone(0, middle, c.meterLow);
        zone(middle, high, c.meterMiddle);
        zone(high, length, c.meterHigh);
    };
    const int peak = std::max(pixels.peak, pixels.rms);
    fill(0, pixels.rms, true);
    fill(pixels.rms, peak, false);
    if (pixels.peak > 0)
        fill(std::max(0, pixels.peak - 2), pixels.peak, true);
    if (pixels.hold > 0)
        painter.fillRect(rect.left() + std::max(0, pixels.hold - 2), rect.top(), 2, rect.height(),
                         c.meterHold);
    if (pixels.clipped) {
        painter.fillRect(lamp, c.clip);
    } else {
        painter.setPen(c.meterGrid);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(lamp.adjusted(0, 0, -1, -1));
    }
}

} // namespace headroom
