// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/device_model.h"

#include "ui/models/device_twins.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

// A row at the top has nothing above it; a device's index holds its group's number plus one.
constexpr quintptr topLevel = 0;
constexpr int entries = 1; // above the groups: the default's

} // namespace

DeviceGroup groupOf(const Device& device) {
    switch (device.kind) {
    case DeviceKind::Microphone: return DeviceGroup::Microphones;
    case DeviceKind::Loopback: return device.isApplication ? DeviceGroup::Programs : DeviceGroup::Loopbacks;
    case DeviceKind::Speaker: break;
    }
    return DeviceGroup::Speakers;
}

DeviceModel::DeviceModel(QObject* parent) : QAbstractItemModel(parent) {}

void DeviceModel::setDevices(const std::vector<Device>& devices) {
    emit listAboutToChange();
    const auto shown = [this] { return std::pair(entryData(DetailRole), entryState()); };
    const auto before = shown();
    listed_ = devices;
    for (int group = 0; group < static_cast<int>(groups_.size()); ++group) {
        std::vector<Device> wanted;
        for (const Device& device : devices) {
            // An id that comes twice is a driver's mistake; the first one counts.
            const bool again = std::any_of(wanted.begin(), wanted.end(),
                                           [&](const Device& other) { return other.id == device.id; });
            if (static_cast<int>(groupOf(device)) == group && !again)
                wanted.push_back(device);
        }
        updateGroup(group, wanted);
        tellTwinsApart(group);
    }
    if (shown() != before)
        entryChanged();
    emit listChanged();
}

bool DeviceModel::stays(const Row& row) const {
    return row.id == chosen_ || row.state == DeviceState::Open || row.state == DeviceState::Waiting;
}

void DeviceModel::updateGroup(int group, const std::vector<Device>& wanted) {
    Rows& rows = groups_[static_cast<std::size_t>(group)];
    const QModelIndex parent = groupIndex(group);
    const auto isWanted = [&](const Row& row) {
        return std::any_of(wanted.begin(), wanted.end(),
                           [&](const Device& device) { return device.id == row.device.id; });
    };
    for (int i = static_cast<int>(rows.size()) - 1; i >= 0; --i) {
        Row& row = rows[static_cast<std::size_t>(i)];
        if (isWanted(row))
            continue;
        if (stays(row)) {
            if (row.present) {
                row.present = false;
                row.levelDb = silenceDb;
                rowChanged({group, i});
            }
            continue;
        }
        beginRemoveRows(parent, i, i);
        rows.erase(rows.begin() + i);
        endRemoveRows();
    }
    int place = 0;
    for (const Device& device : wanted) {
        while (place < static_cast<int>(rows.size()) && !isWanted(rows[static_cast<std::size_t>(place)]))
            ++place;
        const auto found = std::find_if(rows.begin() + place, rows.end(),
                                        [&](const Row& row) { return row.device.id == device.id; });
        if (found == rows.end()) {
            Row row;
            row.device = device;
            row.id = QString::fromStdString(device.id);
            beginInsertRows(parent, place, place);
            rows.insert(rows.begin() + place, std::move(row));
            endInsertRows();
        } else {
            if (const int from = static_cast<int>(found - rows.begin()); from != place) {
                beginMoveRows(parent, from, from, parent, place);
                std::rotate(rows.begin() + place, rows.begin() + from, rows.begin() + from + 1);
                endMoveRows();
            }
            Row& row = rows[static_cast<std::size_t>(place)];
            if (!(row.device == device) || !row.present) {
                row.device = device;
                row.present = true;
                rowChanged({group, place});
            }
        }
        ++place;
    }
}

void DeviceModel::tellTwinsApart(int group) {
    Rows& rows = groups_[static_cast<std::size_t>(group)];
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        Row& row = rows[static_cast<std::size_t>(i)];
        QStringList others;
        for (const Row& other : rows)
            if (other.id != row.id && other.device.name == row.device.name)
                others << other.id;
        const QString twin = others.isEmpty() ? QString() : distinctPart(row.id, others);
        if (twin == row.twin)
            continue;
        row.twin = twin;
        rowChanged({group, i},
                   {DetailRole, Qt::ToolTipRole, Qt::AccessibleTextRole, Qt::AccessibleDescriptionRole});
    }
}

QModelIndex DeviceModel::groupIndex(int group) const {
    return index(entries + group, 0);
}

DeviceModel::Place DeviceModel::find(const QString& id) const {
    if (id.isEmpty())
        return {};
    // Inputs come before speakers: on some systems a speaker and its loopback have the same id.
    for (int group = 0; group < static_cast<int>(groups_.size()); ++group) {
        const Rows& rows = groups_[static_cast<std::size_t>(group)];
        for (int row = 0; row < static_cast<int>(rows.size()); ++row)
            if (rows[static_cast<std::size_t>(row)].id == id)
                return {group, row};
    }
    return {};
}

DeviceModel::Row& DeviceModel::at(Place place) {
    return groups_[static_cast<std::size_t>(place.group)][static_cast<std::size_t>(place.row)];
}

const DeviceModel::Row& DeviceModel::at(Place place) const {
    return groups_[static_cast<std::size_t>(place.group)][static_cast<std::size_t>(place.row)];
}

const DeviceModel::Row* DeviceModel::rowOf(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == topLevel)
        return nullptr;
    return &at({static_cast<int>(index.internalId()) - 1, index.row()});
}

void DeviceModel::rowChanged(Place place, const QList<int>& roles) {
    const QModelIndex changed = index(place.row, 0, groupIndex(place.group));
    emit dataChanged(changed, changed, roles);
    // The default's entry shows the state and the level of the device that it stands for.
    if (following_ && at(place).id == chosen_)
        entryChanged(roles);
}

void DeviceModel::entryChanged(const QList<int>& roles) {
    const QModelIndex entry = index(0, 0);
    emit dataChanged(entry, entry, roles);
}

void DeviceModel::setState(const QString& id, DeviceState state) {
    const Place place = find(id);
    if (!place.found())
        return;
    Row& row = at(place);
    if (row.state == state)
        return;
    row.state = state;
    if (state != DeviceState::Open)
        row.levelDb = silenceDb;
    rowChanged(place, {StateRole, LevelRole, DetailRole, Qt::ToolTipRole, Qt::AccessibleTextRole,
                       Qt::AccessibleDescriptionRole});
    dropIfUnwanted(id);
}

void DeviceModel::setLevel(const QString& id, double peakDb) {
    const Place place = find(id);
    if (!place.found())
        return;
    Row& row = at(place);
    // Half a decibel is less than a pixel of the small meter.
    const double rounded = std::isfinite(peakDb) ? std::round(peakDb * 2.0) / 2.0 : silenceDb;
    if (row.levelDb == rounded || row.state != DeviceState::Open)
        return;
    row.levelDb = rounded;
    rowChanged(place, {LevelRole});
}

void DeviceModel::chooseNothing() {
    choose(false, {});
}

void DeviceModel::choosePinned(const InputChoice& choice) {
    if (!find(choice.deviceId).found() && !choice.deviceId.isEmpty()) {
        Row row;
        row.device.id = choice.deviceId.toStdString();
        row.device.name = choice.deviceName.toStdString();
        row.device.kind = choice.deviceKind;
        row.device.isApplication = choice.isApplication;
        row.id = choice.deviceId;
        row.present = false;
        const int group = static_cast<int>(groupOf(row.device));
        Rows& rows = groups_[static_cast<std::size_t>(group)];
        const int end = static_cast<int>(rows.size());
        emit listAboutToChange();
        beginInsertRows(groupIndex(group), end, end);
        rows.push_back(std::move(row));
        endInsertRows();
        tellTwinsApart(group);
        emit listChanged();
    }
    choose(false, choice.deviceId);
}

void DeviceModel::chooseDefault(const QString& deviceId) {
    choose(true, deviceId);
}

void DeviceModel::choose(bool following, const QString& id) {
    if (following_ == following && chosen_ == id)
        return;
    const QString before = chosen_;
    following_ = following;
    chosen_ = id;
    const QList<int> roles{ChosenRole, PinnedRole, Qt::FontRole, Qt::ToolTipRole, Qt::AccessibleTextRole};
    for (const QString& changed : {before, id})
        if (const Place place = find(changed); place.found())
            rowChanged(place, roles);
    entryChanged();
    dropIfUnwanted(before);
}

void DeviceModel::dropIfUnwanted(const QString& id) {
    const Place place = find(id);
    if (!place.found())
        return;
    const Row& row = at(place);
    if (row.present || stays(row))
        return;
    emit listAboutToChange();
    Rows& rows = groups_[static_cast<std::size_t>(place.group)];
    beginRemoveRows(groupIndex(place.group), place.row, place.row);
    rows.erase(rows.begin() + place.row);
    endRemoveRows();
    tellTwinsApart(place.group);
    emit listChanged();
}

std::vector<Device> DeviceModel::absent() const {
    std::vector<Device> found;
    for (const Rows& rows : groups_)
        for (const Row& row : rows)
            if (!row.present)
                found.push_back(row.device);
    return found;
}

const Device* DeviceModel::device(const QString& id) const {
    const Place place = find(id);
    return place.found() ? &at(place).device : nullptr;
}

const Device* DeviceModel::deviceAt(const QModelIndex& index) const {
    const Row* row = rowOf(index);
    return row != nullptr ? &row->device : nullptr;
}

DeviceState DeviceModel::state(const QString& id) const {
    const Place place = find(id);
    return place.found() ? at(place).shownState() : DeviceState::Closed;
}

bool DeviceModel::isPresent(const QString& id) const {
    const Place place = find(id);
    return place.found() && at(place).present;
}

QModelIndex DeviceModel::indexOf(const QString& id) const {
    const Place place = find(id);
    return place.found() ? index(place.row, 0, groupIndex(place.group)) : QModelIndex();
}

QModelIndex DeviceModel::chosenIndex() const {
    return following_ ? index(0, 0) : indexOf(chosen_);
}

std::vector<Device> DeviceModel::inputs() const {
    std::vector<Device> found;
    for (const Rows& rows : groups_)
        for (const Row& row : rows)
            if (row.present && row.device.isInput())
                found.push_back(row.device);
    return found;
}

QString DeviceModel::loopbackOf(const QString& speakerId) const {
    const Rows& speakers = groups_[static_cast<std::size_t>(DeviceGroup::Speakers)];
    const Rows& loopbacks = groups_[static_cast<std::size_t>(DeviceGroup::Loopbacks)];
    const auto speaker =
        std::find_if(speakers.begin(), speakers.end(), [&](const Row& row) { return row.id == speakerId; });
    if (speaker == speakers.end())
        return {};
    const auto said = std::find_if(loopbacks.begin(), loopbacks.end(), [&](const Row& row) {
        return row.device.speakerId == speaker->device.id;
    });
    if (said != loopbacks.end())
        return said->id;
    // Where the system does not say whose a loopback is, it may be told from the words: "<sink>.monitor", or
    // the same words for both.
    const QString name = QString::fromStdString(speaker->device.name);
    for (const Row& row : loopbacks)
        if (row.device.speakerId.empty() &&
            (row.id == speakerId || row.id.startsWith(speakerId + QLatin1Char('.'))))
            return row.id;
    for (const Row& row : loopbacks)
        if (row.device.speakerId.empty() && !name.isEmpty() &&
            QString::fromStdString(row.device.name).contains(name))
            return row.id;
    return {};
}

QModelIndex DeviceModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row() - entries) + 1 : topLevel);
}

QModelIndex DeviceModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == topLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1 + entries, 0, topLevel);
}

int DeviceModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return entries + static_cast<int>(groups_.size());
    if (parent.internalId() != topLevel || parent.column() > 0 || parent.row() < entries)
        return 0;
    return static_cast<int>(groups_[static_cast<std::size_t>(parent.row() - entries)].size());
}

int DeviceModel::columnCount(const QModelIndex&) const {
    return 1;
}

} // namespace headroom
