// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/device.h"
#include "engine/core/level_reading.h"
#include "engine/core/stream_format.h"
#include "ui/panels/elided_label.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace headroom {

class MeterBridge;

/// What the marks on the bars mean, and the unit.
class MeterLegend : public QWidget {
    Q_OBJECT

public:
    explicit MeterLegend(QWidget* parent = nullptr);

    /// "dBFS, sample peak; RMS 300 ms".
    [[nodiscard]] static QString unitText();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// The middle of the window: which input, as granted, and its meters; or words where there is nothing to
/// measure.
class MeterPanel : public QWidget {
    Q_OBJECT

public:
    explicit MeterPanel(QWidget* parent = nullptr);

    /// @name What is shown
    /// @{
    void showNothing(); ///< no input is chosen, or there is none
    void showNoDevices();
    /// The system's default is followed, and there is none.
    void showNoDefault();
    void showOpening(const Device& device);
    /// `map` is what is recorded of it: the meters' channels.
    void showOpen(const Device& device, const GrantedStream& granted, const RecordMap& map);
    /// It was there, or is remembered. `offersDefault`: with a button that takes the system's default
    /// instead.
    void showWaiting(const Device& device, bool offersDefault);
    void showFailed(const QString& name, const QString& words);
    /// It was open and nobody needed it.
    void showClosed(const Device& device);
    /// This device opens when asked for: why, and a button.
    void showAsksFirst(const Device& device);
    /// @}

    /// Whether what is shown from now on is the system's default, followed.
    void setFollowing(bool following) { following_ = following; }
    /// The words of the chosen device's channel map; empty where it has its own channels.
    void setMapWords(const QString& words);
    /// Whether there is a device that could have a map.
    void setMapOffered(bool offered);
    void setReading(const LevelReading& reading);
    void themeChanged();

    [[nodiscard]] MeterBridge* bridge() const { return bridge_; }
    [[nodiscard]] QString title() const { return title_->fullText(); }
    [[nodiscard]] QString message() const; ///< empty while meters are shown

signals:
    void resetRequested();
    void openRequested();    ///< the button of showAsksFirst, showClosed and showFailed
    void defaultRequested(); ///< that of showWaiting
    void mapRequested();     ///< the channel map is to be shown

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Offer { Nothing, Open, Default };

    void showMessage(const QString& icon, const QString& text, Offer offer = Offer::Nothing,
                     const QString& button = {});
    void showDevice(const Device& device);
    [[nodiscard]] QStringList kindWords(const Device& device) const;

    ElidedLabel* title_;
    ElidedLabel* subtitle_;
    void fitButtons();

    QPushButton* map_;
    QPushButton* reset_;
    MeterBridge* bridge_;
    QWidget* message_;
    QLabel* messageIcon_;
    QLabel* messageText_;
    QPushButton* messageButton_;
    QString messageIconName_;
    QStackedLayout* stack_;
    MeterLegend* legend_;
    QString mapWords_;
    Offer offer_ = Offer::Nothing;
    bool following_ = false;
};

} // namespace headroom
