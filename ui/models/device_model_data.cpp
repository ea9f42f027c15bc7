// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the device model: what its rows say.
#include "ui/models/device_model.h"
#include "ui/text/format_text.h"

#include <QStringList>

namespace headroom {

QString DeviceModel::groupName(DeviceGroup group) {
    switch (group) {
    case DeviceGroup::Microphones: return tr("Microphones");
    case DeviceGroup::Loopbacks: return tr("Loopbacks (what a speaker plays)");
    case DeviceGroup::Programs: return tr("Programs (what one of them plays)");
    case DeviceGroup::Speakers: break;
    }
    return tr("Speakers");
}

QString DeviceModel::detailOf(const Row& row) const {
    if (!row.present)
        return row.device.isApplication ? tr("Has stopped playing · waiting") : tr("Not connected · waiting");
    switch (row.state) {
    case DeviceState::Waiting: return tr("Waiting for the device");
    case DeviceState::Failed: return tr("Could not be opened");
    case DeviceState::Closed:
    case DeviceState::Opening:
    case DeviceState::Open: break;
    }
    QStringList parts;
    if (!row.twin.isEmpty())
        parts << row.twin;
    if (row.device.opensOnlyWhenAsked && row.state == DeviceState::Closed)
        parts << tr("Opens when clicked");
    parts << channelCountText(row.device.format.channelCount()) << rateText(row.device.format.rate);
    if (row.device.muted)
        parts << tr("muted");
    return parts.join(QStringLiteral(" · "));
}

QString DeviceModel::toolTipOf(const Row& row) const {
    QString text = tr("%1\n%2\nChannels: %3\nIdentifier: %4")
                       .arg(QString::fromStdString(row.device.name), detailOf(row),
                            positionsText(row.device.format.channels), row.id);
    if (!following_ && row.id == chosen_ && row.device.isInput())
        text += QLatin1Char('\n') +
                tr("Pinned: this device and no other is recorded. When it is gone, it is waited for.");
    return text;
}

DeviceState DeviceModel::entryState() const {
    if (!following_)
        return DeviceState::Closed;
    return chosen_.isEmpty() ? DeviceState::Waiting : state(chosen_);
}

QVariant DeviceModel::entryData(int role) const {
    // What is used counts before what is listed: the one follows the other a moment later.
    const Device* now = following_ && !chosen_.isEmpty() ? device(chosen_) : defaultInput(listed_);
    const QString name = now != nullptr ? QString::fromStdString(now->name) : QString();
    const QString detail = now != nullptr ? tr("Now: %1", "the default device").arg(name)
                                          : tr("There is none now", "default device");
    switch (role) {
    case Qt::DisplayRole: return tr("System default");
    case DetailRole:
    case Qt::AccessibleDescriptionRole: return detail;
    case Qt::ToolTipRole:
        return (now != nullptr ? tr("Follows the system's default input, which is now “%1”.").arg(name)
                               : tr("Follows the system's default input. There is none now.")) +
               QLatin1Char('\n') +
               tr("When the system's default moves to another device, so does this; a take goes on.");
    case Qt::AccessibleTextRole: return tr("System default") + QStringLiteral(", ") + detail;
    case FollowRole: return true;
    case StateRole: return static_cast<int>(entryState());
    case ChosenRole: return following_;
    case LevelRole: {
        const Place place = following_ ? find(chosen_) : Place{};
        return place.found() ? at(place).levelDb : silenceDb;
    }
    case DefaultRole:
    case SimulatedRole:
    case AsksFirstRole:
    case MutedRole:
    case PinnedRole: return false;
    default: return {};
    }
}

QVariant DeviceModel::rowData(const Row& row, int role) const {
    const Device& device = row.device;
    switch (role) {
    case Qt::DisplayRole: return QString::fromStdString(device.name);
    case Qt::ToolTipRole: return toolTipOf(row);
    case Qt::AccessibleTextRole: {
        QStringList words{QString::fromStdString(device.name), deviceKindText(device)};
        if (!row.twin.isEmpty())
            words << row.twin;
        if (device.isDefault)
            words << tr("default");
        if (!following_ && row.id == chosen_ && device.isInput())
            words << tr("pinned");
        if (device.isSimulated())
            words << tr("simulated");
        return words.join(QStringLiteral(", "));
    }
    case Qt::AccessibleDescriptionRole:
    case DetailRole: return detailOf(row);
    case IdRole: return row.id;
    case FollowRole: return false;
    case GroupRole: return static_cast<int>(groupOf(device));
    case StateRole: return static_cast<int>(row.shownState());
    case DefaultRole: return device.isDefault;
    case SimulatedRole: return device.isSimulated();
    case AsksFirstRole: return device.opensOnlyWhenAsked;
    case MutedRole: return device.muted;
    case ChosenRole:
    case PinnedRole: return !following_ && row.id == chosen_ && device.isInput();
    case LevelRole: return row.levelDb;
    default: return {};
    }
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (const Row* row = rowOf(index))
        return rowData(*row, role);
    if (index.row() == 0)
        return entryData(role);
    const auto group = static_cast<DeviceGroup>(index.row() - 1);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return groupName(group);
    return role == GroupRole ? QVariant(static_cast<int>(group)) : QVariant();
}

Qt::ItemFlags DeviceModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Row* row = rowOf(index);
    // The arrow keys pass over a heading: each row says by itself what it is.
    if (row == nullptr)
        return index.row() == 0 ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                : Qt::ItemFlags(Qt::NoItemFlags);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (row->device.isInput())
        flags |= Qt::ItemIsSelectable;
    return flags;
}

} // namespace headroom
