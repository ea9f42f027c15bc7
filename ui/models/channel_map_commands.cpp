// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/channel_map_commands.h"

#include <utility>

namespace headroom {

ChangeMap::ChangeMap(ChannelMapModel& model, MapSpec after, const QString& what, int gesture)
    : QUndoCommand(what), model_(model), before_(model.map()), after_(std::move(after)), gesture_(gesture) {}

void ChangeMap::undo() {
    model_.apply(before_);
}

void ChangeMap::redo() {
    model_.apply(after_);
}

int ChangeMap::id() const {
    return gesture_ > 0 ? 1 : -1;
}

bool ChangeMap::mergeWith(const QUndoCommand* other) {
    const auto* next = static_cast<const ChangeMap*>(other);
    if (next->gesture_ != gesture_)
        return false;
    after_ = next->after_;
    setObsolete(after_ == before_);
    return true;
}

MoveRows::MoveRows(ChannelMapModel& model, std::vector<int> order)
    : QUndoCommand(ChannelMapModel::tr("Move Channels")),
      model_(model),
      order_(std::move(order)),
      inverse_(order_.size()) {
    for (std::size_t k = 0; k < order_.size(); ++k)
        inverse_[static_cast<std::size_t>(order_[k])] = static_cast<int>(k);
}

void MoveRows::undo() {
    model_.permute(inverse_);
}

void MoveRows::redo() {
    model_.permute(order_);
}

} // namespace headroom
