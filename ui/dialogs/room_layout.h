// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"

#include <QPointF>
#include <QRectF>

#include <optional>
#include <span>
#include <vector>

namespace headroom {

/// Where a loudspeaker stands in the picture of a room, seen from above.
struct RoomPlace {
    /// The listener is at 0, 0; the ring at the ears' height has the radius 1. x grows to the right, y to the
    /// rear.
    QPointF point;
    bool above = false; ///< on the ring over the listener
};

/// The place of a position; nullopt where it has none in a room (aux, unpositioned). The angles are those of
/// ITU-R BS.775 and BS.2051: left and right 30 degrees, surrounds 110 where there is one pair, else sides 90
/// and rears 135; above 45 and 135 degrees. Halves of the front stand at 15; the low frequency effects, whose
/// place is free, in the front right corner.
[[nodiscard]] std::optional<RoomPlace> roomPlace(ChannelPosition position,
                                                 std::span<const ChannelPosition> all);

/// The picture's parts in pixels.
struct RoomLayout {
    QRectF room;    ///< empty where no channel has a place
    QPointF center; ///< the listener
    qreal radius = 0.0;
    qreal side = 0.0;          ///< of a loudspeaker's box
    std::vector<QRectF> boxes; ///< of each channel
    std::vector<bool> above;   ///< of each channel
    QRectF caption;            ///< over the numbered ones; empty where there are none, or no others
};

/// Fits the channels of a device into `area`: those with a place in the room, the others in numbered rows
/// below it.
[[nodiscard]] RoomLayout roomLayout(std::span<const ChannelPosition> channels, const QRectF& area,
                                    qreal captionHeight);

} // namespace headroom
