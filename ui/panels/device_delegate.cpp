// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/device_delegate.h"

#include "ui/meters/meter_scale.h"
#include "ui/models/device_model.h"
#include "ui/panels/device_panel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace headroom {

namespace {

constexpr int iconSize = 20;
constexpr int stateIconSize = 16;
constexpr int levelHeight = 3;
constexpr int sideMargin = space::medium;

QFont secondFont(const QFont& font) {
    QFont result = font;
    result.setPointSizeF(font.pointSizeF() * 0.88);
    return result;
}

QFont headingFont(const QFont& font) {
    QFont result = secondFont(font);
    result.setWeight(QFont::DemiBold);
    return result;
}

QString iconOf(const QModelIndex& index) {
    if (index.data(DeviceModel::FollowRole).toBool())
        return QStringLiteral("follow");
    switch (static_cast<DeviceGroup>(index.data(DeviceModel::GroupRole).toInt())) {
    case DeviceGroup::Microphones: return QStringLiteral("microphone");
    case DeviceGroup::Loopbacks: return QStringLiteral("loopback");
    case DeviceGroup::Programs: return QStringLiteral("program");
    case DeviceGroup::Speakers: break;
    }
    return QStringLiteral("speaker");
}

bool isHeading(const QModelIndex& index) {
    return !index.parent().isValid() && !index.data(DeviceModel::FollowRole).toBool();
}

/// The picture at the right end that says what is the matter; none where nothing is.
QString stateIcon(const QModelIndex& index) {
    switch (static_cast<DeviceState>(index.data(DeviceModel::StateRole).toInt())) {
    case DeviceState::Waiting: return QStringLiteral("waiting");
    case DeviceState::Failed: return QStringLiteral("error");
    case DeviceState::Closed:
    case DeviceState::Opening:
    case DeviceState::Open: break;
    }
    return index.data(DeviceModel::MutedRole).toBool() ? QStringLiteral("muted") : QString();
}

/// A word in a frame; returns the width that it took.
int paintChip(QPainter& painter, const QRect& line, const QString& word, const QColor& color) {
    const int width = painter.fontMetrics().horizontalAdvance(word) + space::small + 2;
    const QRectF frame(line.right() + 1 - width + 0.5, line.top() + 0.5, width - 1, line.height() - 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, 3, 3);
    painter.drawText(frame, Qt::AlignCenter, word);
    painter.restore();
    return width + space::tiny;
}

} // namespace

QRect DeviceDelegate::levelRect(const QRect& row) {
    const int left = row.left() + sideMargin + iconSize + space::small;
    return {left, row.bottom() - 3 - levelHeight, row.right() - sideMargin - left, levelHeight};
}

int DeviceDelegate::levelPixels(double peakDb, int width) {
    return meter_scale::pixels(peakDb, width);
}

QSize DeviceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (isHeading(index))
        return {80, QFontMetrics(headingFont(option.font)).height() + space::medium + space::tiny};
    return {120, QFontMetrics(option.font).height() + QFontMetrics(secondFont(option.font)).height() +
                     space::medium + levelHeight};
}

void DeviceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const Colors& c = Theme::colors();
    painter->save();
    if (isHeading(index)) {
        painter->setFont(headingFont(option.font));
        painter->setPen(c.muted);
        const QRect line = option.rect.adjusted(sideMargin, space::small, -sideMargin, -space::tiny);
        painter->drawText(
            line, Qt::AlignLeft | Qt::AlignBottom,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width()));
        painter->restore();
        return;
    }
    const auto* view = qobject_cast<const DeviceView*>(option.widget);
    const bool enabled = view == nullptr || !view->isLocked();
    const bool chosen = index.data(DeviceModel::ChosenRole).toBool();
    const bool isInput = index.flags() & Qt::ItemIsSelectable;
    const auto state = static_cast<DeviceState>(index.data(DeviceModel::StateRole).toInt());
    const QRect row = option.rect;
    if (chosen) {
        painter->fillRect(row, enabled ? c.selected : c.window);
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), enabled ? c.accent : c.outline);
    } else if (enabled && (option.state & QStyle::State_MouseOver)) {
        painter->fillRect(row, c.window);
    }
    const QColor nameColor = !enabled && !chosen ? c.disabled : isInput ? c.text : c.muted;
    const QColor detailColor = enabled || chosen ? c.muted : c.disabled;

    const QRect icon(row.left() + sideMargin, row.top() + (row.height() - iconSize) / 2, iconSize, iconSize);
    painter->drawPixmap(icon.topLeft(), iconPixmap(iconOf(index), chosen ? c.accent : nameColor, iconSize,
                                                   painter->device()->devicePixelRatioF()));

    const QRect level = levelRect(row);
    QFont nameFont = option.font;
    nameFont.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
    painter->setFont(nameFont);
    QRect line(level.left(), row.top() + 5, level.width(), painter->fontMetrics().height());
    const auto paintSign = [&](const QString& sign, const QColor& color) {
        painter->drawPixmap(line.right() + 1 - stateIconSize,
                            line.top() + (line.height() - stateIconSize) / 2,
                            iconPixmap(sign, color, stateIconSize, painter->device()->devicePixelRatioF()));
        line.setRight(line.right() - stateIconSize - space::tiny);
    };
    if (index.data(DeviceModel::PinnedRole).toBool())
        paintSign(QStringLiteral("pin"), enabled ? c.accent : c.muted);
    if (const QString sign = stateIcon(index); !sign.isEmpty())
        paintSign(sign, state == DeviceState::Failed ? c.bad : c.warn);
    painter->setPen(nameColor);
    painter->drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, line.width()));

    painter->setFont(secondFont(option.font));
    QRect second(level.left(), line.bottom() + 2, level.width(), painter->fontMetrics().height());
    if (index.data(DeviceModel::FirstMatchRole).toBool() && enabled)
        second.setRight(second.right() - paintChip(*painter, second,
                                                   tr("Return", "the key; it chooses this device"),
                                                   c.accent));
    if (index.data(DeviceModel::DefaultRole).toBool())
        second.setRight(second.right() - paintChip(*painter, second, tr("Default", "device"),
                                                   enabled ? c.accent : c.disabled));
    if (index.data(DeviceModel::SimulatedRole).toBool())
        second.setRight(second.right() - paintChip(*painter, second, tr("Simulated", "device"),
                                                   enabled ? c.warn : c.disabled));
    painter->setPen(state == DeviceState::Waiting  ? c.warn
                    : state == DeviceState::Failed ? c.bad
                                                   : detailColor);
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(DeviceModel::DetailRole).toString(),
                                                        Qt::ElideRight, second.width()));
    if (state == DeviceState::Open) {
        painter->fillRect(level, c.meterGrid);
        const double db = index.data(DeviceModel::LevelRole).toDouble();
        const int lit = levelPixels(db, level.width());
        painter->fillRect(QRect(level.left(), level.top(), lit, level.height()),
                          db > meter_scale::highDb     ? c.meterHigh.rms
                          : db > meter_scale::middleDb ? c.meterMiddle.rms
                                                       : c.meterLow.rms);
    }
    if (index.data(DeviceModel::FirstMatchRole).toBool() && !(option.state & QStyle::State_HasFocus)) {
        painter->setPen(c.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(row.adjusted(1, 0, -2, -1));
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(c.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(row.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

} // namespace headroom
