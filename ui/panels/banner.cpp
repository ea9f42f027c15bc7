// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/banner.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom {

namespace {

const NoticeColors& colorsOf(Notice::Severity severity) {
    const Colors& c = Theme::colors();
    switch (severity) {
    case Notice::Severity::Warning: return c.warning;
    case Notice::Severity::Error: return c.error;
    case Notice::Severity::Info: break;
    }
    return c.info;
}

QString iconOf(const Notice& notice) {
    if (notice.loud)
        return QStringLiteral("simulated");
    switch (notice.severity) {
    case Notice::Severity::Warning: return QStringLiteral("warning");
    case Notice::Severity::Error: return QStringLiteral("error");
    case Notice::Severity::Info: break;
    }
    return QStringLiteral("info");
}

int rankOf(const Notice& notice) {
    return notice.loud ? 3 : static_cast<int>(notice.severity);
}

constexpr int edgeWidth = 4;

} // namespace

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      action_(new QPushButton(this)),
      second_(new QPushButton(this)),
      close_(new QToolButton(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::large + edgeWidth, 6, space::small, 6);
    row->setSpacing(space::small);
    row->addWidget(icon_, 0, Qt::AlignVCenter);
    row->addWidget(text_, 1);
    row->addWidget(action_);
    row->addWidget(second_);
    row->addWidget(close_);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setMinimumWidth(160);
    close_->setToolTip(tr("Close this notice"));
    close_->setAccessibleName(close_->toolTip());
    connect(close_, &QToolButton::clicked, this, [this] { emit closed(notice_.id); });
    // The action may withdraw this very notice.
    connect(action_, &QPushButton::clicked, this, [this] {
        if (const auto action = notice_.action)
            action();
    });
    connect(second_, &QPushButton::clicked, this, [this] {
        if (const auto action = notice_.second)
            action();
    });
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void Banner::setNotice(const Notice& notice) {
    const bool news = notice.text != notice_.text;
    const bool same = !news && notice.severity == notice_.severity && notice.detail == notice_.detail &&
                      notice.actionText == notice_.actionText && notice.secondText == notice_.secondText &&
                      notice.closable == notice_.closable && notice.loud == notice_.loud;
    notice_ = notice;
    if (same)
        return;
    text_->setText(notice.text);
    setToolTip(notice.detail);
    setAccessibleName(notice.text);
    action_->setText(notice.actionText);
    action_->setVisible(!notice.actionText.isEmpty());
    second_->setText(notice.secondText);
    second_->setVisible(!notice.secondText.isEmpty());
    close_->setVisible(notice.closable);
    refreshColors();
    if (news && QAccessible::isActive()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void Banner::refreshColors() {
    const NoticeColors& c = colorsOf(notice_.severity);
    // A loud notice swaps ground and edge.
    const QColor text = notice_.loud ? (Theme::colors().dark ? c.ground : QColor(Qt::white)) : c.text;
    const QColor icon = notice_.loud ? text : c.edge;
    icon_->setPixmap(iconPixmap(iconOf(notice_), icon, 20, devicePixelRatioF()));
    QPalette palette = text_->palette();
    palette.setColor(QPalette::WindowText, text);
    text_->setPalette(palette);
    text_->setStyleSheet(QStringLiteral("color: %1; font-weight: %2;")
                             .arg(text.name(), notice_.loud ? QStringLiteral("600") : QStringLiteral("400")));
    close_->setIcon(coloredIcon(QStringLiteral("close"), text));
    update();
}

void Banner::paintEvent(QPaintEvent*) {
    const NoticeColors& c = colorsOf(notice_.severity);
    QPainter painter(this);
    painter.fillRect(rect(), notice_.loud ? c.edge : c.ground);
    painter.fillRect(0, 0, edgeWidth, height(), c.edge);
    painter.fillRect(0, height() - 1, width(), 1, Theme::colors().border);
}

BannerStack::BannerStack(QWidget* parent)
    : QWidget(parent), column_(new QVBoxLayout(this)), more_(new QLabel(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    column_->addWidget(more_);
    more_->setProperty("muted", true);
    more_->setContentsMargins(space::large + edgeWidth, 0, 0, 2);
    more_->hide();
    if (parent != nullptr)
        parent->installEventFilter(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void BannerStack::post(const Notice& notice) {
    const auto known = std::find_if(banners_.begin(), banners_.end(),
                                    [&](const Banner* banner) { return banner->notice().id == notice.id; });
    if (known != banners_.end()) {
        (*known)->setNotice(notice);
        return;
    }
    auto* banner = new Banner(this);
    banner->setNotice(notice);
    connect(banner, &Banner::closed, this, &BannerStack::withdraw, Qt::QueuedConnection);
    const auto below = std::find_if(banners_.begin(), banners_.end(), [&](const Banner* other) {
        return rankOf(other->notice()) < rankOf(notice);
    });
    column_->insertWidget(static_cast<int>(below - banners_.begin()), banner);
    banners_.insert(below, banner);
    show();
    fit();
}

bool BannerStack::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        fit();
    return QWidget::eventFilter(watched, event);
}

void BannerStack::fit() {
    constexpr int low = 620;
    const int height = parentWidget() != nullptr ? parentWidget()->height() : low;
    const int most = height < low ? 2 : 5;
    const int count = static_cast<int>(banners_.size());
    for (int i = 0; i < count; ++i)
        banners_[static_cast<std::size_t>(i)]->setVisible(i < most);
    const int hidden = std::max(0, count - most);
    more_->setVisible(hidden > 0);
    more_->setText(hidden == 1 ? tr("1 more notice") : tr("%n more notices", nullptr, hidden));
}

void BannerStack::withdraw(const QString& id) {
    const auto known = std::find_if(banners_.begin(), banners_.end(),
                                    [&](const Banner* banner) { return banner->notice().id == id; });
    if (known == banners_.end())
        return;
    // It may be the sender of what led here.
    (*known)->hide();
    (*known)->deleteLater();
    column_->removeWidget(*known);
    banners_.erase(known);
    setVisible(!banners_.empty());
    fit();
}

const Banner* BannerStack::banner(const QString& id) const {
    const auto known = std::find_if(banners_.begin(), banners_.end(),
                                    [&](const Banner* banner) { return banner->notice().id == id; });
    return known == banners_.end() ? nullptr : *known;
}

QString BannerStack::text(const QString& id) const {
    const Banner* found = banner(id);
    return found != nullptr ? found->notice().text : QString();
}

void BannerStack::themeChanged() {
    for (Banner* banner : banners_)
        banner->refreshColors();
}

} // namespace headroom
