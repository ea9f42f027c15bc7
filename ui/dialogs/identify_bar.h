// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/test_signal.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace headroom {

/// What is played to identify loudspeakers, and the button that starts and stops it. Window thread.
class IdentifyBar : public QWidget {
    Q_OBJECT

public:
    explicit IdentifyBar(QWidget* parent = nullptr);

    [[nodiscard]] TestSignal signal() const;
    [[nodiscard]] double levelDb() const;
    [[nodiscard]] bool repeat() const;

    void setRunning(bool running);
    [[nodiscard]] bool isRunning() const { return running_; }
    /// What is heard now, in words.
    void setHeard(const QString& words);
    [[nodiscard]] QString heard() const;
    /// `why` is the button's tool tip where it cannot be pressed.
    void setPossible(bool possible, const QString& why);
    [[nodiscard]] QPushButton* button() const { return button_; }

signals:
    void startRequested();
    void stopRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    QPushButton* button_;
    QComboBox* signal_;
    QDoubleSpinBox* level_;
    QCheckBox* repeat_;
    QLabel* heard_;
    bool running_ = false;
    bool possible_ = true;
};

} // namespace headroom
