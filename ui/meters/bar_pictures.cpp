// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/bar_pictures.h"

#include "ui/meters/meter_scale.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace headroom {

namespace {

QPixmap blank(QSize size, qreal ratio, const QColor& color) {
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(color);
    return pixmap;
}

QPixmap zones(QSize size, qreal ratio, const QColor& low, const QColor& middle, const QColor& high) {
    QPixmap pixmap = blank(size, ratio, low);
    QPainter painter(&pixmap);
    const int middleTop = size.height() - meter_scale::pixels(meter_scale::middleDb, size.height());
    const int highTop = size.height() - meter_scale::pixels(meter_scale::highDb, size.height());
    painter.fillRect(0, 0, size.width(), middleTop, middle);
    painter.fillRect(0, 0, size.width(), highTop, high);
    return pixmap;
}

} // namespace

void BarPictures::prepare(QSize size, qreal devicePixelRatio, int gridSpacing) {
    if (size == size_ && devicePixelRatio == ratio_ && gridSpacing == gridSpacing_)
        return;
    size_ = size;
    ratio_ = devicePixelRatio;
    gridSpacing_ = gridSpacing;
    if (size.isEmpty())
        return;
    const Colors& c = Theme::colors();
    track_ = blank(size, devicePixelRatio, c.meterTrack);
    QPainter painter(&track_);
    for (const double mark : meter_scale::ticks(size.height(), gridSpacing)) {
        const int y = size.height() - meter_scale::pixels(mark, size.height());
        if (y > 0 && y < size.height())
            painter.fillRect(0, y, size.width(), 1, c.meterGrid);
    }
    painter.end();
    peak_ = zones(size, devicePixelRatio, c.meterLow.peak, c.meterMiddle.peak, c.meterHigh.peak);
    rms_ = zones(size, devicePixelRatio, c.meterLow.rms, c.meterMiddle.rms, c.meterHigh.rms);
}

} // namespace headroom
