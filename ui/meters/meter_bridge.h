// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"
#include "engine/core/level_reading.h"
#include "ui/meters/bar_pictures.h"
#include "ui/meters/channel_meter.h"

#include <QElapsedTimer>
#include <QWidget>

#include <vector>

namespace headroom {

/// The meters of one input, 1 to 64 channels side by side (in two rows where they would get too thin), with
/// the scale in dBFS and the channels' labels. It is painted when a reading comes; there is no timer in here.
/// Window thread.
class MeterBridge : public QWidget {
    Q_OBJECT

public:
    explicit MeterBridge(QWidget* parent = nullptr);

    /// `labels` are a person's own names, empty ones where there is none; as many as positions, or none.
    void setChannels(const std::vector<ChannelPosition>& positions,
                     const std::vector<std::string>& labels = {});
    /// A reading with another number of channels is ignored.
    void setReading(const LevelReading& reading);
    void clear();
    void themeChanged();

    [[nodiscard]] int channelCount() const { return static_cast<int>(meters_.size()); }
    [[nodiscard]] ChannelMeter* channel(int i) const { return meters_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] int rows() const { return rows_; }

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void resetRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct RowPlace {
        QRect strips;  ///< all strips of the row
        int first = 0; ///< channel
        int count = 0;
    };

    void arrange();
    void chooseNumbers(int stripWidth, int stripHeight);
    void announce(const LevelReading& reading);
    void paintScale(QPainter& painter, const RowPlace& row) const;
    void paintLabels(QPainter& painter, const RowPlace& row) const;
    [[nodiscard]] int gutterWidth() const;
    [[nodiscard]] int tickSpacing() const;
    [[nodiscard]] QString labelOf(int channelNumber, bool bareNumbers) const;

    std::vector<ChannelPosition> positions_;
    std::vector<QString> labels_; ///< as many; empty ones where there is none
    std::vector<ChannelMeter*> meters_;
    std::vector<RowPlace> places_;
    BarPictures pictures_;
    StripLayout strip_;
    int stripWidth_ = 0;
    int rows_ = 1;
    std::uint64_t numbersAt_ = 0; ///< the interval at which the numbers were refreshed
    QElapsedTimer announced_;
    std::uint64_t announcedClips_ = 0;
};

} // namespace headroom
