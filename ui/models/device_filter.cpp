// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/device_filter.h"

#include <array>
#include <span>

namespace headroom {

namespace {

std::pair<int, QString> keyOf(const Device& device) {
    return {static_cast<int>(groupOf(device)), QString::fromStdString(device.id)};
}

std::pair<int, QString> keyOf(const QModelIndex& index) {
    return {index.data(DeviceModel::GroupRole).toInt(), index.data(DeviceModel::IdRole).toString()};
}

constexpr std::array everyKind{Wanted::Microphones, Wanted::MicrophonesAndLoopbacks, Wanted::Speakers};

} // namespace

DeviceFilter::DeviceFilter(DeviceModel& devices, QObject* parent)
    : QSortFilterProxyModel(parent), devices_(devices) {
    // A group is shown where one of its devices is.
    setRecursiveFilteringEnabled(true);
    setFilterRole(DeviceModel::IdRole);
    setSourceModel(&devices);
    connect(&devices, &DeviceModel::listChanged, this, &DeviceFilter::look);
}

void DeviceFilter::setSearch(const QString& pattern) {
    pattern_ = pattern;
    look();
}

void DeviceFilter::look() {
    found_.clear();
    first_ = {-1, {}};
    const std::string pattern = pattern_.toStdString();
    if (!pattern.empty()) {
        for (const Wanted wanted : everyKind) {
            const auto matches = matchDevices(devices_.listed(), pattern, wanted);
            if (!matches)
                continue;
            for (const Device& device : matches.value().devices)
                found_.insert(keyOf(device));
            if (first_.first < 0)
                first_ = keyOf(matches.value().devices.front());
        }
        // What is waited for can be looked at, but it is not there to be chosen before those that are.
        for (const Device& device : devices_.absent())
            for (const Wanted wanted : everyKind)
                if (matchDevices(std::span(&device, 1), pattern, wanted))
                    found_.insert(keyOf(device));
    }
    invalidateFilter();
    emit matchesChanged();
}

QModelIndex DeviceFilter::firstMatch() const {
    if (first_.first < 0)
        return {};
    for (int top = 0; top < rowCount(); ++top) {
        const QModelIndex parent = index(top, 0);
        for (int row = 0; row < rowCount(parent); ++row)
            if (const QModelIndex child = index(row, 0, parent); keyOf(child) == first_)
                return child;
    }
    return {};
}

QStringList DeviceFilter::offers() const {
    QStringList names;
    for (const Device& device : devices_.listed())
        if (const QString name = QString::fromStdString(device.name); !names.contains(name))
            names << name;
    return names;
}

QVariant DeviceFilter::data(const QModelIndex& index, int role) const {
    if (role == DeviceModel::FirstMatchRole)
        return first_.first >= 0 && index.parent().isValid() && keyOf(index) == first_;
    return QSortFilterProxyModel::data(index, role);
}

bool DeviceFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = devices_.index(row, 0, parent);
    if (!parent.isValid())
        return index.data(DeviceModel::FollowRole).toBool() && pattern_.isEmpty();
    return pattern_.isEmpty() || found_.contains(keyOf(index));
}

} // namespace headroom
