// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace headroom {

/// Something that a person must know. Shown at the top of the window until it is over or was closed.
struct Notice {
    enum class Severity { Info, Warning, Error };
    QString id; ///< one notice of an id at a time; a new one takes the old one's place
    Severity severity = Severity::Info;
    QString text;
    QString detail;     ///< tool tip: the system's own words
    QString actionText; ///< a button, where not empty
    std::function<void()> action;
    bool closable = true;
    bool loud = false;       ///< cannot be overlooked: a strong ground
    QString secondText = {}; ///< another button beside the first, where not empty
    std::function<void()> second = {};
};

/// One notice.
class Banner : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);

    void setNotice(const Notice& notice);
    [[nodiscard]] const Notice& notice() const { return notice_; }
    void refreshColors();

signals:
    void closed(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Notice notice_;
    QLabel* icon_;
    QLabel* text_;
    QPushButton* action_;
    QPushButton* second_;
    QToolButton* close_;
};

/// The notices, the gravest on top. Takes no room where there are none. In a low window two are shown at a
/// time, and how many more there are.
class BannerStack : public QWidget {
    Q_OBJECT

public:
    explicit BannerStack(QWidget* parent = nullptr);

    void post(const Notice& notice);
    void withdraw(const QString& id);
    [[nodiscard]] const Banner* banner(const QString& id) const;
    /// The text of a notice; empty where it is not shown.
    [[nodiscard]] QString text(const QString& id) const;
    void themeChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QVBoxLayout* column_;
    QLabel* more_;
    std::vector<Banner*> banners_;
};

} // namespace headroom
