// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/channel_map_model.h"

#include <QUndoCommand>

namespace headroom {

/// From one map to another. Steps of one gesture (a dragged gain) become one command.
class ChangeMap : public QUndoCommand {
public:
    /// `gesture` 0: for itself.
    ChangeMap(ChannelMapModel& model, MapSpec after, const QString& what, int gesture);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    ChannelMapModel& model_;
    MapSpec before_;
    MapSpec after_;
    int gesture_;
};

/// Rows in another order, so that what was selected stays so.
class MoveRows : public QUndoCommand {
public:
    /// `order[k]` is the row that comes to stand at k.
    MoveRows(ChannelMapModel& model, std::vector<int> order);

    void undo() override;
    void redo() override;

private:
    ChannelMapModel& model_;
    std::vector<int> order_;
    std::vector<int> inverse_;
};

} // namespace headroom
