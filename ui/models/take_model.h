// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"

#include <QAbstractTableModel>

#include <vector>

namespace headroom {

/// The takes of the folder, one a row, a path each. Rows follow the folder by single inserts, changes and
/// removals. Window thread.
class TakeModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Length, Peak, State, Format, Size, Modified, ColumnCount };
    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString
        SortRole,                    ///< what a column is ordered by: a number where it shows one
        SimulatedRole,               ///< bool
        BadgeRole,                   ///< int of Badge
    };
    enum class Badge { Complete, Missing, Unknown, Unreadable };

    explicit TakeModel(QObject* parent = nullptr);

    void setTakes(std::vector<TakeSummary> takes);
    [[nodiscard]] const TakeSummary* take(const QString& path) const;
    [[nodiscard]] QModelIndex indexOf(const QString& path) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString textOf(const TakeSummary& take, int column) const;
    [[nodiscard]] QVariant sortKeyOf(const TakeSummary& take, int column) const;

    std::vector<TakeSummary> takes_;
};

} // namespace headroom
