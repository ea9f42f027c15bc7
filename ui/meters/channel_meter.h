// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/level_reading.h"
#include "ui/meters/bar_pictures.h"

#include <QFont>
#include <QRect>
#include <QString>
#include <QWidget>

namespace headroom {

/// Where the parts of every strip of a bridge lie, in the strip's own pixels. An empty rectangle is not
/// shown.
struct StripLayout {
    QRect lamp;
    QRect maximum; ///< the highest peak's number
    QRect bar;
    QRect rms; ///< the RMS level's number
    QFont numberFont;
    int decimals = 1;

    bool operator==(const StripLayout&) const = default;
};

/// The meter of one channel: clip lamp with a count, highest peak, bar (RMS strong, peak weaker, hold as a
/// line), RMS level. Only what changed is painted again. Window thread.
class ChannelMeter : public QWidget {
    Q_OBJECT

public:
    /// `pictures` belongs to the bridge and outlives this.
    ChannelMeter(const BarPictures& pictures, QWidget* parent);

    void setLayout(const StripLayout& layout);
    /// Moves the bar and the lamp; the numbers change where `withNumbers`, as nobody reads sixty a second.
    void setLevel(const ChannelLevel& level, bool withNumbers);
    /// The channel's name for a person: "front left".
    void setPosition(const QString& name);
    /// Nothing is measured now.
    void clear();

    [[nodiscard]] const ChannelLevel& level() const { return level_; }
    [[nodiscard]] const QString& position() const { return position_; }
    [[nodiscard]] const StripLayout& stripLayout() const { return layout_; }
    /// The numbers as they stand on the screen, in the layout's decimals.
    [[nodiscard]] QString maximumText() const;
    [[nodiscard]] QString rmsText() const;
    /// Empty while nothing clipped.
    [[nodiscard]] QString clipText() const;

signals:
    /// Clicked: the maxima and counts are to begin anew.
    void resetRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    /// The bar's lit pixels from the bottom.
    struct Heights {
        int peak = 0;
        int rms = 0;
        int hold = 0;
        bool operator==(const Heights&) const = default;
    };
    [[nodiscard]] Heights heightsOf(const ChannelLevel& level) const;
    void updateStrip(int from, int to);
    void paintBar(QPainter& painter, const QRect& dirty) const;
    void paintLamp(QPainter& painter) const;
    void refreshToolTip();

    const BarPictures& pictures_;
    StripLayout layout_;
    ChannelLevel level_;
    Heights shown_;
    double shownMaximum_ = silenceDb;
    double shownRms_ = silenceDb;
    bool measured_ = false;
    QString position_;
};

} // namespace headroom
