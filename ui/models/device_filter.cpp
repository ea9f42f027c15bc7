// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/device_filter.h"

#include "ui/models/device_model.h"
#include "ui/text/format_text.h"

#include <algorithm>

namespace headroom {

DeviceFilter::DeviceFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    // A group is shown where one of its devices is.
    setRecursiveFilteringEnabled(true);
    setFilterRole(DeviceModel::IdRole);
}

void DeviceFilter::setSearch(const QString& text) {
    words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool DeviceFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (!parent.isValid())
        return false;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString haystack =
        index.data(Qt::DisplayRole).toString() + QLatin1Char('\n') +
        index.data(DeviceModel::IdRole).toString() + QLatin1Char('\n') +
        deviceKindText(static_cast<DeviceKind>(index.data(DeviceModel::KindRole).toInt()));
    return std::all_of(words_.begin(), words_.end(),
                       [&](const QString& word) { return haystack.contains(word, Qt::CaseInsensitive); });
}

} // namespace headroom
