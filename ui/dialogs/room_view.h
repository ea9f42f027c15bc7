// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/level_reading.h"
#include "ui/dialogs/room_layout.h"

#include <QWidget>

#include <optional>
#include <set>
#include <vector>

namespace headroom {

/// A device's channels as they stand around a listener. An input's are lit by their level, a speaker's are
/// lit while they play, and can be pressed. The arrow keys go from one to the next. Window thread.
class RoomView : public QWidget {
    Q_OBJECT

public:
    explicit RoomView(QWidget* parent = nullptr);

    void setDevice(const Device& device);
    /// How each channel is used: the file channels that go with it.
    void setFileChannels(std::vector<std::vector<int>> fileChannels);
    /// Channels of the rows that are selected in the table.
    void setMarked(std::set<int> channels);
    /// Inputs: the device's levels. Another number of channels clears them.
    void setLevels(const LevelReading& reading);
    /// Speakers: the channels that are heard now.
    void setPlaying(std::set<int> channels);
    [[nodiscard]] const std::set<int>& playing() const { return playing_; }
    /// Speakers: whether a press plays.
    void setPlayable(bool playable);

    [[nodiscard]] QRectF boxOf(int channel) const { return layout_.boxes[static_cast<std::size_t>(channel)]; }
    [[nodiscard]] int current() const { return current_; }
    /// "front left, #0".
    [[nodiscard]] QString nameOf(int channel) const;
    /// "front left, device channel 0, file channel 2".
    [[nodiscard]] QString describe(int channel) const;

    [[nodiscard]] QSize sizeHint() const override { return {320, 320}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {150, 130}; }

signals:
    /// Pressed: an input's rows are to be selected, a speaker's channel is to be heard.
    void channelPressed(int channel);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void arrange();
    void setCurrent(int channel);
    void goTowards(QPointF direction);
    void paintRoom(QPainter& painter) const;
    void paintChannel(QPainter& painter, int channel) const;
    [[nodiscard]] int channelAt(QPointF point) const;
    [[nodiscard]] int litPixels(int channel) const;
    [[nodiscard]] bool isUsed(int channel) const;

    Device device_;
    RoomLayout layout_;
    std::vector<std::vector<int>> fileChannels_;
    std::set<int> marked_;
    std::set<int> playing_;
    std::vector<double> levels_; ///< peaks, dBFS
    std::vector<int> lit_;       ///< pixels, as painted
    bool playable_ = true;
    int current_ = 0;
};

} // namespace headroom
