// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/device_model.h"

#include <QSet>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace headroom {

/// The devices that a search finds, by the command line's rule (matchDevices), of every kind: microphones as
/// --from finds them, then loopbacks too, and speakers as --to finds them. Groups without any are left out,
/// and so is the default's entry while something is searched.
class DeviceFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    /// `devices` must outlive the filter.
    explicit DeviceFilter(DeviceModel& devices, QObject* parent = nullptr);

    void setSearch(const QString& pattern);
    [[nodiscard]] const QString& search() const { return pattern_; }
    /// What the pattern chooses, an input before a speaker; invalid where nothing is searched or found.
    [[nodiscard]] QModelIndex firstMatch() const;
    /// The names of all that could be found.
    [[nodiscard]] QStringList offers() const;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    /// What is found, or what comes first, may be another one.
    void matchesChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    using Key = std::pair<int, QString>; ///< group, identifier

    void look();

    DeviceModel& devices_;
    QString pattern_;
    QSet<Key> found_;
    Key first_{-1, {}};
};

} // namespace headroom
