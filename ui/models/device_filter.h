// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace headroom {

/// The devices whose name, identifier or kind has every word of a search in it; groups without any are left
/// out.
class DeviceFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit DeviceFilter(QObject* parent = nullptr);

    void setSearch(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList words_;
};

} // namespace headroom
