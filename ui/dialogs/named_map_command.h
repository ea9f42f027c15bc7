// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings_store.h"

#include <QUndoCommand>

#include <functional>
#include <optional>

namespace headroom {

/// A named map is saved (perhaps over one of the same name) or removed. Undo brings back what was there.
class NamedMapCommand : public QUndoCommand {
public:
    /// `after` nullopt: it is removed. `told` is called after each step with what was done, for a person.
    NamedMapCommand(SettingsStore& settings, const QString& name, std::optional<MapSpec> after,
                    std::function<void(const QString&)> told);

    void undo() override { set(before_); }
    void redo() override { set(after_); }

private:
    void set(const std::optional<MapSpec>& map);

    SettingsStore& settings_;
    QString name_;
    std::optional<MapSpec> before_;
    std::optional<MapSpec> after_;
    std::function<void(const QString&)> told_;
};

} // namespace headroom
