// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/device_model.h"

#include "ui/text/format_text.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

constexpr std::array kinds{DeviceKind::Microphone, DeviceKind::Loopback, DeviceKind::Speaker};

int groupOf(DeviceKind kind) {
    return static_cast<int>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
}

// A group's own row has no group above it; a device's index holds its group's number plus one.
constexpr quintptr groupLevel = 0;

DeviceState effective(DeviceState state, bool present) {
    return present ? state : DeviceState::Waiting;
}

} // namespace

DeviceModel::DeviceModel(QObject* parent) : QAbstractItemModel(parent) {}

void DeviceModel::setDevices(const std::vector<Device>& devices) {
    for (int group = 0; group < static_cast<int>(kinds.size()); ++group) {
        std::vector<Device> wanted;
        for (const Device& device : devices) {
            // An id that comes twice is a driver's mistake; the first one counts.
            const bool again = std::any_of(wanted.begin(), wanted.end(),
                                           [&](const Device& other) { return other.id == device.id; });
            if (device.kind == kinds[static_cast<std::size_t>(group)] && !again)
                wanted.push_back(device);
        }
        updateGroup(group, wanted);
    }
}

bool DeviceModel::stays(const Row& row) const {
    return row.id == chosen_ || row.state == DeviceState::Open || row.state == DeviceState::Waiting;
}

void DeviceModel::updateGroup(int group, const std::vector<Device>& wanted) {
    Rows& rows = groups_[static_cast<std::size_t>(group)];
    const QModelIndex parent = index(group, 0);
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
    int at = 0;
    for (const Device& device : wanted) {
        while (at < static_cast<int>(rows.size()) && !isWanted(rows[static_cast<std::size_t>(at)]))
            ++at;
        const auto found = std::find_if(rows.begin() + at, rows.end(),
                                        [&](const Row& row) { return row.device.id == device.id; });
        const bool sharesName = std::count_if(wanted.begin(), wanted.end(), [&](const Device& other) {
                                    return other.name == device.name;
                                }) > 1;
        if (found == rows.end()) {
            Row row;
            row.device = device;
            row.id = QString::fromStdString(device.id);
            row.sharesName = sharesName;
            beginInsertRows(parent, at, at);
            rows.insert(rows.begin() + at, std::move(row));
            endInsertRows();
        } else {
            if (const int from = static_cast<int>(found - rows.begin()); from != at) {
                beginMoveRows(parent, from, from, parent, at);
                std::rotate(rows.begin() + at, rows.begin() + from, rows.begin() + from + 1);
                endMoveRows();
            }
            Row& row = rows[static_cast<std::size_t>(at)];
            if (!(row.device == device) || !row.present || row.sharesName != sharesName) {
                row.device = device;
                row.sharesName = sharesName;
                row.present = true;
                rowChanged({group, at});
            }
        }
        ++at;
    }
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

void DeviceModel::rowChanged(Place place, const QList<int>& roles) {
    const QModelIndex changed = index(place.row, 0, index(place.group, 0));
    emit dataChanged(changed, changed, roles);
}

void DeviceModel::setState(const QString& id, DeviceState state) {
    const Place place = find(id);
    if (!place.found())
        return;
    Row& row = groups_[static_cast<std::size_t>(place.group)][static_cast<std::size_t>(place.row)];
    if (row.state == state)
        return;
    row.state = state;
    if (state != DeviceState::Open)
        row.levelDb = silenceDb;
    rowChanged(place, {StateRole, LevelRole, DetailRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
    dropIfUnwanted(id);
}

void DeviceModel::setLevel(const QString& id, double peakDb) {
    const Place place = find(id);
    if (!place.found())
        return;
    Row& row = groups_[static_cast<std::size_t>(place.group)][static_cast<std::size_t>(place.row)];
    // Half a decibel is less than a pixel of the small meter.
    const double rounded = std::isfinite(peakDb) ? std::round(peakDb * 2.0) / 2.0 : silenceDb;
    if (row.levelDb == rounded || row.state != DeviceState::Open)
        return;
    row.levelDb = rounded;
    rowChanged(place, {LevelRole});
}

void DeviceModel::setChosen(const QString& id) {
    if (chosen_ == id)
        return;
    const QString before = chosen_;
    chosen_ = id;
    for (const QString& changed : {before, id})
        if (const Place place = find(changed); place.found())
            rowChanged(place, {ChosenRole, Qt::FontRole});
    dropIfUnwanted(before);
}

void DeviceModel::dropIfUnwanted(const QString& id) {
    const Place place = find(id);
    if (!place.found())
        return;
    Rows& rows = groups_[static_cast<std::size_t>(place.group)];
    const Row& row = rows[static_cast<std::size_t>(place.row)];
    if (row.present || stays(row))
        return;
    beginRemoveRows(index(place.group, 0), place.row, place.row);
    rows.erase(rows.begin() + place.row);
    endRemoveRows();
}

const Device* DeviceModel::device(const QString& id) const {
    const Place place = find(id);
    return place.found()
               ? &groups_[static_cast<std::size_t>(place.group)][static_cast<std::size_t>(place.row)].device
               : nullptr;
}

DeviceState DeviceModel::state(const QString& id) const {
    const Place place = find(id);
    if (!place.found())
        return DeviceState::Closed;
    const Row& row = groups_[static_cast<std::size_t>(place.group)][static_cast<std::size_t>(place.row)];
    return effective(row.state, row.present);
}

bool DeviceModel::isPresent(const QString& id) const {
    const Place place = find(id);
    return place.found() &&
           groups_[static_cast<std::size_t>(place.group)][static_cast<std::size_t>(place.row)].present;
}

QModelIndex DeviceModel::indexOf(const QString& id) const {
    const Place place = find(id);
    return place.found() ? index(place.row, 0, index(place.group, 0)) : QModelIndex();
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
    const Rows& speakers = groups_[static_cast<std::size_t>(groupOf(DeviceKind::Speaker))];
    const Rows& loopbacks = groups_[static_cast<std::size_t>(groupOf(DeviceKind::Loopback))];
    const auto speaker =
        std::find_if(speakers.begin(), speakers.end(), [&](const Row& row) { return row.id == speakerId; });
    if (speaker == speakers.end())
        return {};
    // PulseAudio names a sink's monitor "<sink>.monitor", WASAPI and the simulated backend give both the same
    // words.
    for (const Row& row : loopbacks)
        if (row.id == speakerId || row.id.startsWith(speakerId + QLatin1Char('.')))
            return row.id;
    const QString name = QString::fromStdString(speaker->device.name);
    for (const Row& row : loopbacks)
        if (!name.isEmpty() && QString::fromStdString(row.device.name).contains(name))
            return row.id;
    return {};
}

QModelIndex DeviceModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : groupLevel);
}

QModelIndex DeviceModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == groupLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, groupLevel);
}

int DeviceModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(kinds.size());
    if (parent.internalId() != groupLevel || parent.column() > 0)
        return 0;
    return static_cast<int>(groups_[static_cast<std::size_t>(parent.row())].size());
}

int DeviceModel::columnCount(const QModelIndex&) const {
    return 1;
}

QString DeviceModel::groupName(DeviceKind kind) {
    switch (kind) {
    case DeviceKind::Microphone: return tr("Microphones");
    case DeviceKind::Loopback: return tr("Loopbacks (what a speaker plays)");
    case DeviceKind::Speaker: break;
    }
    return tr("Speakers");
}

QString DeviceModel::detailOf(const Row& row) const {
    switch (effective(row.state, row.present)) {
    case DeviceState::Waiting: return tr("Waiting for the device");
    case DeviceState::Failed: return tr("Could not be opened");
    case DeviceState::Closed:
    case DeviceState::Opening:
    case DeviceState::Open: break;
    }
    QStringList parts;
    if (row.device.opensOnlyWhenAsked && row.state == DeviceState::Closed)
        parts << tr("Opens when clicked");
    parts << channelCountText(row.device.format.channelCount()) << rateText(row.device.format.rate);
    if (row.device.muted)
        parts << tr("muted");
    if (row.sharesName)
        parts << row.id;
    return parts.join(QStringLiteral(" · "));
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (index.internalId() == groupLevel) {
        const DeviceKind kind = kinds[static_cast<std::size_t>(index.row())];
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return groupName(kind);
        if (role == KindRole)
            return static_cast<int>(kind);
        return {};
    }
    const Row& row =
        groups_[static_cast<std::size_t>(index.internalId() - 1)][static_cast<std::size_t>(index.row())];
    const Device& device = row.device;
    switch (role) {
    case Qt::DisplayRole: return QString::fromStdString(device.name);
    case Qt::ToolTipRole:
        return tr("%1\n%2\nChannels: %3\nIdentifier: %4")
            .arg(QString::fromStdString(device.name), detailOf(row), positionsText(device.format.channels),
                 row.id);
    case Qt::AccessibleTextRole: {
        QStringList words{QString::fromStdString(device.name), deviceKindText(device.kind)};
        if (device.isDefault)
            words << tr("default");
        if (device.isSimulated())
            words << tr("simulated");
        return words.join(QStringLiteral(", "));
    }
    case Qt::AccessibleDescriptionRole:
    case DetailRole: return detailOf(row);
    case IdRole: return row.id;
    case KindRole: return static_cast<int>(device.kind);
    case StateRole: return static_cast<int>(effective(row.state, row.present));
    case DefaultRole: return device.isDefault;
    case SimulatedRole: return device.isSimulated();
    case AsksFirstRole: return device.opensOnlyWhenAsked;
    case MutedRole: return device.muted;
    case ChosenRole: return row.id == chosen_ && device.isInput();
    case LevelRole: return row.levelDb;
    default: return {};
    }
}

Qt::ItemFlags DeviceModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.internalId() == groupLevel)
        return Qt::ItemIsEnabled;
    const Row& row =
        groups_[static_cast<std::size_t>(index.internalId() - 1)][static_cast<std::size_t>(index.row())];
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (row.device.isInput())
        flags |= Qt::ItemIsSelectable;
    return flags;
}

} // namespace headroom
