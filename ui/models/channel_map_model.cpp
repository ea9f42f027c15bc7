// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/channel_map_model.h"

#include "ui/models/channel_map_commands.h"
#include "ui/text/format_text.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace headroom {

namespace {

QString capitalised(QString text) {
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

MapEntry entryOf(MapEntry::Kind kind, int number = 0) {
    MapEntry entry;
    entry.kind = kind;
    entry.number = number;
    entry.word = formatMapEntry(entry);
    return entry;
}

bool sameSource(const MapEntry& a, const MapEntry& b) {
    return a.kind == b.kind && a.number == b.number && a.position == b.position;
}

/// Words are written one way, so that maps that mean the same are the same.
MapSpec normal(MapSpec map) {
    for (MapEntry& entry : map)
        entry.word = formatMapEntry(entry);
    return map;
}

} // namespace

ChannelMapModel::ChannelMapModel(QObject* parent) : QAbstractTableModel(parent) {}

void ChannelMapModel::setDevice(const Device& device) {
    device_ = device;
    clearLevels();
    resolve();
    if (!map_.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void ChannelMapModel::load(const MapSpec& map) {
    undo_.clear();
    apply(normal(map));
}

void ChannelMapModel::setLocked(bool locked) {
    if (locked == locked_)
        return;
    locked_ = locked;
    if (!map_.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

bool ChannelMapModel::isOwn() const {
    const auto resolved = resolveForRecording(map_, device_.format.channels, device_.integers);
    return resolved && resolved.value() == identityMap(device_.format.channels);
}

void ChannelMapModel::resolve() {
    fitted_.clear();
    for (const MapEntry& entry : map_) {
        Fitted fitted;
        // A muted entry would resolve to silence, but its source is still a channel that can be seen.
        MapEntry heard = entry;
        heard.muted = false;
        const auto resolved = resolveForRecording({heard}, device_.format.channels, device_.integers);
        if (!resolved)
            fitted.problem = resolved.error();
        else if (resolved.value().sources.front().kind == ChannelSource::Kind::DeviceChannel)
            fitted.channel = resolved.value().sources.front().channel;
        fitted_.push_back(std::move(fitted));
    }
}

const std::optional<Error>& ChannelMapModel::problem(int row) const {
    return fitted_[static_cast<std::size_t>(row)].problem;
}

int ChannelMapModel::problems() const {
    return static_cast<int>(
        std::ranges::count_if(fitted_, [](const Fitted& fitted) { return fitted.problem.has_value(); }));
}

std::optional<int> ChannelMapModel::firstProblem() const {
    for (int row = 0; row < rowCount(); ++row)
        if (problem(row))
            return row;
    return std::nullopt;
}

std::optional<int> ChannelMapModel::deviceChannel(int row) const {
    return row >= 0 && row < rowCount() ? fitted_[static_cast<std::size_t>(row)].channel : std::nullopt;
}

std::vector<ChannelMapModel::Choice> ChannelMapModel::choices() const {
    std::vector<Choice> all;
    for (const MapEntry& entry : mapOfDevice(device_.format.channels)) {
        const QString tag = QStringLiteral("#%1").arg(all.size());
        const QString words = sourceText(entry);
        all.push_back({entry, words == tag ? tag : QStringLiteral("%1  %2").arg(words, tag)});
    }
    for (const MapEntry& entry : {entryOf(MapEntry::Kind::Mono, -1), entryOf(MapEntry::Kind::Silence)})
        all.push_back({entry, sourceText(entry)});
    return all;
}

Result<MapEntry> ChannelMapModel::readSource(const QString& text) const {
    const QString wanted = text.trimmed();
    for (const Choice& choice : choices())
        if (choice.text.compare(wanted, Qt::CaseInsensitive) == 0 ||
            sourceText(choice.entry).compare(wanted, Qt::CaseInsensitive) == 0)
            return choice.entry;
    auto words = parseChannelMap(wanted.toLower().toStdString());
    if (!words)
        return words.error();
    if (words.value().size() != 1)
        return Error{ErrorKind::BadChannelMap, wanted.toStdString(), {}, {}};
    return normal(std::move(words.value())).front();
}

QString ChannelMapModel::sourceText(const MapEntry& entry) const {
    const auto& channels = device_.format.channels;
    switch (entry.kind) {
    case MapEntry::Kind::Mono: return device_.isInput() ? tr("Mono (mean of all)") : tr("All channels");
    case MapEntry::Kind::Silence: return device_.isInput() ? tr("Silence") : tr("Nowhere");
    case MapEntry::Kind::Position: return capitalised(positionText(entry.position, 0));
    case MapEntry::Kind::DeviceChannel:
    case MapEntry::Kind::Index: break;
    }
    MapEntry heard = entry;
    heard.muted = false;
    const auto resolved = resolveForRecording({heard}, channels, device_.integers);
    if (!resolved)
        return QString::fromStdString(formatMapEntry(entry));
    const int channel = resolved.value().sources.front().channel;
    const ChannelPosition position = resolved.value().positions.front();
    return position == ChannelPosition::Unpositioned ? QStringLiteral("#%1").arg(channel)
                                                     : capitalised(positionText(position, channel));
}

std::vector<std::size_t> ChannelMapModel::validRows(const QList<int>& rows) const {
    std::vector<std::size_t> valid;
    for (const int row : rows)
        if (row >= 0 && row < rowCount())
            valid.push_back(static_cast<std::size_t>(row));
    std::ranges::sort(valid);
    const auto repeated = std::ranges::unique(valid);
    valid.erase(repeated.begin(), repeated.end());
    return valid;
}

void ChannelMapModel::push(MapSpec after, const QString& what, int gesture) {
    after = normal(std::move(after));
    if (locked_ || after == map_)
        return;
    undo_.push(new ChangeMap(*this, std::move(after), what, gesture));
}

void ChannelMapModel::editRows(const QList<int>& rows, const QString& what,
                               const std::function<void(MapEntry&)>& edit) {
    MapSpec after = map_;
    for (const std::size_t row : validRows(rows))
        edit(after[row]);
    push(std::move(after), what);
}

void ChannelMapModel::setSource(const QList<int>& rows, const MapEntry& source) {
    editRows(rows, device_.isInput() ? tr("Change Source") : tr("Change Destination"), [&](MapEntry& entry) {
        entry.kind = source.kind;
        entry.number = source.number;
        entry.position = source.position;
    });
}

void ChannelMapModel::changeGain(const QList<int>& rows, double byDb, int gesture) {
    MapSpec after = map_;
    for (const std::size_t row : validRows(rows)) {
        // Tenths: what is shown is what is set.
        const double wanted = std::round((after[row].gainDb + byDb) * 10.0) / 10.0;
        after[row].gainDb = std::clamp(wanted, minMapGainDb, maxMapGainDb);
    }
    push(std::move(after), tr("Change Gain"), gesture);
}

void ChannelMapModel::setMuted(const QList<int>& rows, bool muted) {
    editRows(rows, muted ? tr("Mute") : tr("Unmute"), [&](MapEntry& entry) { entry.muted = muted; });
}

void ChannelMapModel::setInverted(const QList<int>& rows, bool inverted) {
    editRows(rows, tr("Change Polarity"), [&](MapEntry& entry) { entry.inverted = inverted; });
}

void ChannelMapModel::insert(int row, const MapSpec& entries) {
    if (map_.size() + entries.size() > static_cast<std::size_t>(maxChannels)) {
        emit refused(-1, {ErrorKind::InvalidArgument,
                          channelCountText(static_cast<int>(map_.size() + entries.size())).toStdString(),
                          {"1 – " + std::to_string(maxChannels)},
                          {}});
        return;
    }
    MapSpec after = map_;
    after.insert(after.begin() + std::clamp(row, 0, rowCount()), entries.begin(), entries.end());
    push(std::move(after), tr("Add Channels"));
}

MapEntry ChannelMapModel::proposal() const {
    const MapSpec own = mapOfDevice(device_.format.channels);
    for (std::size_t channel = 0; channel < own.size(); ++channel)
        if (std::ranges::none_of(
                fitted_, [&](const Fitted& fitted) { return fitted.channel == static_cast<int>(channel); }))
            return own[channel];
    return entryOf(MapEntry::Kind::Silence);
}

void ChannelMapModel::remove(const QList<int>& rows) {
    const auto gone = validRows(rows);
    if (gone.size() >= map_.size())
        return;
    MapSpec after;
    for (std::size_t row = 0; row < map_.size(); ++row)
        if (!std::ranges::binary_search(gone, row))
            after.push_back(map_[row]);
    push(std::move(after), tr("Remove Channels"));
}

void ChannelMapModel::move(const QList<int>& rows, int before) {
    const auto moved = validRows(rows);
    if (moved.empty() || locked_)
        return;
    const auto target = static_cast<std::size_t>(std::clamp(before, 0, rowCount()));
    std::vector<int> order;
    const auto others = [&](std::size_t from, std::size_t to) {
        for (std::size_t row = from; row < to; ++row)
            if (!std::ranges::binary_search(moved, row))
                order.push_back(static_cast<int>(row));
    };
    others(0, target);
    for (const std::size_t row : moved)
        order.push_back(static_cast<int>(row));
    others(target, map_.size());
    if (!std::ranges::is_sorted(order))
        undo_.push(new MoveRows(*this, std::move(order)));
}

void ChannelMapModel::replaceRows(const QList<int>& rows, const MapSpec& entries) {
    const auto gone = validRows(rows);
    if (gone.empty() || entries.empty())
        return;
    MapSpec after;
    for (std::size_t row = 0; row < map_.size(); ++row) {
        if (row == gone.front())
            after.insert(after.end(), entries.begin(), entries.end());
        if (!std::ranges::binary_search(gone, row))
            after.push_back(map_[row]);
    }
    if (after.size() > static_cast<std::size_t>(maxChannels)) {
        emit refused(-1, {ErrorKind::InvalidArgument,
                          channelCountText(static_cast<int>(after.size())).toStdString(),
                          {"1 – " + std::to_string(maxChannels)},
                          {}});
        return;
    }
    push(std::move(after), tr("Paste Channels"));
}

void ChannelMapModel::replace(const MapSpec& map, const QString& what, bool carryOver) {
    if (map.empty())
        return;
    MapSpec after = normal(map);
    if (carryOver) {
        std::vector<bool> used(map_.size(), false);
        const auto take = [&](MapEntry& entry, std::size_t from) {
            used[from] = true;
            entry.label = map_[from].label;
            entry.gainDb = map_[from].gainDb;
            entry.muted = map_[from].muted;
            entry.inverted = map_[from].inverted;
        };
        std::vector<bool> done(after.size(), false);
        // A row that keeps its source keeps what belongs to it, before another one may have it.
        for (std::size_t row = 0; row < std::min(after.size(), map_.size()); ++row)
            if (sameSource(after[row], map_[row])) {
                take(after[row], row);
                done[row] = true;
            }
        for (std::size_t row = 0; row < after.size(); ++row)
            for (std::size_t from = 0; from < map_.size() && !done[row]; ++from)
                if (!used[from] && sameSource(after[row], map_[from])) {
                    take(after[row], from);
                    done[row] = true;
                }
    }
    push(std::move(after), what);
}

void ChannelMapModel::apply(const MapSpec& map) {
    // Rows that stay at both ends are not touched, so that a selection there stays.
    const std::size_t least = std::min(map.size(), map_.size());
    std::size_t head = 0;
    while (head < least && map[head] == map_[head])
        ++head;
    std::size_t tail = 0;
    while (tail < least - head && map[map.size() - 1 - tail] == map_[map_.size() - 1 - tail])
        ++tail;
    const std::size_t same = least - head - tail; // rows between that only change
    const int at = static_cast<int>(head + same);
    if (map.size() > map_.size()) {
        beginInsertRows({}, at, at + static_cast<int>(map.size() - map_.size()) - 1);
        map_ = map;
        resolve();
        endInsertRows();
    } else if (map.size() < map_.size()) {
        beginRemoveRows({}, at, at + static_cast<int>(map_.size() - map.size()) - 1);
        map_ = map;
        resolve();
        endRemoveRows();
    } else {
        map_ = map;
        resolve();
    }
    // Numbers change below, too.
    if (!map_.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit mapEdited();
}

void ChannelMapModel::permute(const std::vector<int>& order) {
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    MapSpec after;
    QModelIndexList from;
    QModelIndexList to;
    for (std::size_t k = 0; k < order.size(); ++k) {
        after.push_back(map_[static_cast<std::size_t>(order[k])]);
        for (int column = 0; column < ColumnCount; ++column) {
            from << index(order[k], column);
            to << index(static_cast<int>(k), column);
        }
    }
    map_ = std::move(after);
    resolve();
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
    emit mapEdited();
}

void ChannelMapModel::setLevels(const LevelReading& device, const LevelReading& mapped) {
    deviceLevels_ = device;
    fileLevels_ = mapped;
}

void ChannelMapModel::clearLevels() {
    deviceLevels_ = {};
    fileLevels_ = {};
}

const ChannelLevel* ChannelMapModel::deviceLevel(int row) const {
    const auto channel = deviceChannel(row);
    if (!channel || deviceLevels_.channels.size() != device_.format.channels.size())
        return nullptr;
    return &deviceLevels_.channels[static_cast<std::size_t>(*channel)];
}

const ChannelLevel* ChannelMapModel::fileLevel(int row) const {
    // While the map in force is another one, its levels are not this one's.
    if (row < 0 || row >= rowCount() || fileLevels_.channels.size() != map_.size() || problems() > 0)
        return nullptr;
    return &fileLevels_.channels[static_cast<std::size_t>(row)];
}

} // namespace headroom
