// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/room_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {

namespace {

using P = ChannelPosition;

constexpr qreal aboveRadius = 0.52;
constexpr qreal largestBox = 44.0;
constexpr qreal comfortableBox = 26.0;
constexpr qreal smallestBox = 14.0;
constexpr qreal gap = 6.0;

QPointF at(qreal degrees, qreal radius) {
    const qreal angle = degrees * std::numbers::pi / 180.0;
    return {std::sin(angle) * radius, -std::cos(angle) * radius};
}

bool has(std::span<const P> all, P position) {
    return std::ranges::find(all, position) != all.end();
}

/// Rows of numbered boxes: as large as they can be in this area.
struct Grid {
    int columns = 1;
    qreal side = 0.0;
};
Grid gridFor(int count, const QSizeF& area) {
    const auto sideAt = [&](int columns) {
        const int rows = (count + columns - 1) / columns;
        return std::min((area.width() - gap * (columns - 1)) / columns,
                        (area.height() - gap * (rows - 1)) / rows);
    };
    // Eight to a row, as on patch bays, where that is large enough.
    Grid best{std::min(count, 8), sideAt(std::min(count, 8))};
    if (best.side < comfortableBox)
        for (int columns = 1; columns <= count; ++columns)
            if (sideAt(columns) > best.side)
                best = {columns, sideAt(columns)};
    best.side = std::clamp(best.side, smallestBox, largestBox);
    return best;
}

} // namespace

std::optional<RoomPlace> roomPlace(ChannelPosition position, std::span<const ChannelPosition> all) {
    const bool sides = has(all, P::SideLeft) || has(all, P::SideRight);
    const bool rears = has(all, P::RearLeft) || has(all, P::RearRight);
    const qreal side = rears ? 90.0 : 110.0;
    const qreal rear = sides ? 135.0 : 110.0;
    switch (position) {
    case P::Mono:
    case P::FrontCenter: return RoomPlace{at(0, 1)};
    case P::FrontLeft: return RoomPlace{at(-30, 1)};
    case P::FrontRight: return RoomPlace{at(30, 1)};
    case P::FrontLeftOfCenter: return RoomPlace{at(-15, 1)};
    case P::FrontRightOfCenter: return RoomPlace{at(15, 1)};
    case P::SideLeft: return RoomPlace{at(-side, 1)};
    case P::SideRight: return RoomPlace{at(side, 1)};
    case P::RearLeft: return RoomPlace{at(-rear, 1)};
    case P::RearRight: return RoomPlace{at(rear, 1)};
    case P::RearCenter: return RoomPlace{at(180, 1)};
    case P::Lfe: return RoomPlace{{0.95, -0.95}};
    case P::TopFrontLeft: return RoomPlace{at(-45, aboveRadius), true};
    case P::TopFrontRight: return RoomPlace{at(45, aboveRadius), true};
    case P::TopFrontCenter: return RoomPlace{at(0, aboveRadius), true};
    case P::TopRearLeft: return RoomPlace{at(-135, aboveRadius), true};
    case P::TopRearRight: return RoomPlace{at(135, aboveRadius), true};
    case P::TopRearCenter: return RoomPlace{at(180, aboveRadius), true};
    case P::TopCenter: return RoomPlace{{0.0, 0.0}, true};
    default: return std::nullopt;
    }
}

RoomLayout roomLayout(std::span<const ChannelPosition> channels, const QRectF& area, qreal captionHeight) {
    RoomLayout layout;
    layout.boxes.resize(channels.size());
    layout.above.resize(channels.size(), false);
    std::vector<std::size_t> numbered;
    for (std::size_t channel = 0; channel < channels.size(); ++channel)
        if (!roomPlace(channels[channel], channels))
            numbered.push_back(channel);
    const bool anyPlaced = numbered.size() < channels.size();
    QRectF below = area;
    if (anyPlaced) {
        qreal rows = 0.0;
        if (!numbered.empty()) {
            const Grid grid =
                gridFor(static_cast<int>(numbered.size()), {area.width(), area.height() * 0.35});
            const auto columns = static_cast<std::size_t>(grid.columns);
            const std::size_t lines = (numbered.size() + columns - 1) / columns;
            rows = static_cast<qreal>(lines) * (grid.side + gap) + captionHeight + gap;
        }
        const qreal side = std::max(0.0, std::min(area.width(), area.height() - rows));
        layout.room = QRectF(area.center().x() - side / 2,
                             area.top() + std::max(0.0, (area.height() - rows - side) / 2), side, side);
        layout.center = layout.room.center();
        // Neighbours at 15 degrees must not touch; a box stands with half of itself outside the ring.
        const bool narrow = has(channels, P::FrontLeftOfCenter) || has(channels, P::FrontRightOfCenter);
        layout.side = std::clamp(side * (narrow ? 0.095 : 0.13), smallestBox, largestBox);
        layout.radius = std::max(0.0, side / 2 - layout.side / 2 - 2 * gap);
        for (std::size_t channel = 0; channel < channels.size(); ++channel)
            if (const auto place = roomPlace(channels[channel], channels)) {
                QRectF box(0, 0, layout.side, layout.side);
                box.moveCenter(layout.center + place->point * layout.radius);
                layout.boxes[channel] = box;
                layout.above[channel] = place->above;
            }
        below.setTop(layout.room.bottom() + gap);
        if (!numbered.empty()) {
            layout.caption = QRectF(area.left(), below.top(), area.width(), captionHeight);
            below.setTop(layout.caption.bottom() + gap);
        }
    }
    if (numbered.empty())
        return layout;
    const Grid grid = gridFor(static_cast<int>(numbered.size()), below.size());
    const int count = static_cast<int>(numbered.size());
    const int rows = (count + grid.columns - 1) / grid.columns;
    const qreal width = std::min(count, grid.columns) * (grid.side + gap) - gap;
    const qreal height = rows * (grid.side + gap) - gap;
    const qreal top = anyPlaced ? below.top() : below.top() + std::max(0.0, (below.height() - height) / 2);
    const qreal left = below.center().x() - width / 2;
    for (int i = 0; i < count; ++i)
        layout.boxes[numbered[static_cast<std::size_t>(i)]] =
            QRectF(left + (i % grid.columns) * (grid.side + gap),
                   top + (i / grid.columns) * (grid.side + gap), grid.side, grid.side);
    if (!anyPlaced)
        layout.side = grid.side;
    return layout;
}

} // namespace headroom
