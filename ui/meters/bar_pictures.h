// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QSize>

namespace headroom {

/// The three pictures of which every bar is put together: the empty track with its grid, and the whole bar
/// lit in the colours of the peak and in those of the RMS level. Painted once per size, scale and theme.
/// Window thread.
class BarPictures {
public:
    /// Paints anew where anything differs from the last call. `gridSpacing` as for meter_scale::ticks.
    void prepare(QSize size, qreal devicePixelRatio, int gridSpacing);
    /// The theme changed.
    void forget() { size_ = {}; }

    [[nodiscard]] const QPixmap& track() const { return track_; }
    [[nodiscard]] const QPixmap& peak() const { return peak_; }
    [[nodiscard]] const QPixmap& rms() const { return rms_; }

private:
    QSize size_;
    qreal ratio_ = 0.0;
    int gridSpacing_ = 0;
    QPixmap track_;
    QPixmap peak_;
    QPixmap rms_;
};

} // namespace headroom
