// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/named_map_command.h"

#include <QCoreApplication>

#include <utility>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(headroom::NamedMaps)
};

} // namespace

NamedMapCommand::NamedMapCommand(SettingsStore& settings, const QString& name, std::optional<MapSpec> after,
                                 std::function<void(const QString&)> told)
    : QUndoCommand(after ? Words::tr("Save Map “%1”").arg(name) : Words::tr("Remove Map “%1”").arg(name)),
      settings_(settings),
      name_(name),
      after_(std::move(after)),
      told_(std::move(told)) {
    if (const NamedMap* known = settings.namedMap(name))
        before_ = known->map;
}

void NamedMapCommand::set(const std::optional<MapSpec>& map) {
    if (map) {
        settings_.saveNamedMap({name_, *map});
        told_(Words::tr("The map is saved as “%1”.").arg(name_));
    } else {
        settings_.removeNamedMap(name_);
        told_(Words::tr("The saved map “%1” is removed; undo brings it back.").arg(name_));
    }
}

} // namespace headroom
