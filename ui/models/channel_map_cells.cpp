// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the channel map's table say, and how rows travel.
#include "ui/models/channel_map_model.h"
#include "ui/settings/kept_maps.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

constexpr int longestLabel = 64;

QString rowsType() {
    return QStringLiteral("application/x-headroom-channel-map");
}

/// Names a model among all of all programs that run, so that a drag knows its own rows.
QString nameOf(const ChannelMapModel* model) {
    return QStringLiteral("%1").arg(reinterpret_cast<quintptr>(model));
}

QJsonObject jsonOf(const QMimeData& data) {
    return QJsonDocument::fromJson(data.data(rowsType())).object();
}

} // namespace

int ChannelMapModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(map_.size());
}

int ChannelMapModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChannelMapModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    const int column = index.column();
    const MapEntry& entry = map_[static_cast<std::size_t>(row)];
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        // A row's number is no value of its own: it changes as rows come and go.
        case Source: return sourceText(entry);
        case Label: return QString::fromStdString(entry.label);
        case Gain: return levelText(entry.gainDb);
        default: return {};
        }
    case Qt::EditRole:
        switch (column) {
        case Source: return QString::fromStdString(formatMapEntry(entry));
        case Label: return QString::fromStdString(entry.label);
        case Gain: return entry.gainDb;
        default: return {};
        }
    case Qt::CheckStateRole:
        if (column == Mute)
            return entry.muted ? Qt::Checked : Qt::Unchecked;
        if (column == Polarity)
            return entry.inverted ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::AccessibleTextRole: return accessibleText(row, column);
    case Qt::ToolTipRole: return toolTip(row, column);
    case TagRole: {
        const auto channel = deviceChannel(row);
        return channel ? QStringLiteral("#%1").arg(*channel) : QString();
    }
    case ProblemRole:
        if (!problem(row))
            return QString();
        return problem(row)->kind == ErrorKind::NoSuchChannel ? tr("not on this device")
                                                              : errorWords(*problem(row)).cause;
    default: return {};
    }
}

QString ChannelMapModel::levelWords(const ChannelLevel* level) const {
    return level == nullptr
               ? tr("no level")
               : tr("%1 dBFS, highest %2 dBFS").arg(levelText(level->peakDb), levelText(level->maxPeakDb));
}

QVariant ChannelMapModel::accessibleText(int row, int column) const {
    const MapEntry& entry = map_[static_cast<std::size_t>(row)];
    switch (column) {
    case Number: return tr("File channel %1").arg(row);
    case Source: {
        QString text = sourceText(entry);
        if (const auto channel = deviceChannel(row); channel && !text.startsWith(QLatin1Char('#')))
            text += QStringLiteral(" #%1").arg(*channel);
        if (problem(row))
            text += QStringLiteral(", ") + index(row, Source).data(ProblemRole).toString();
        return text;
    }
    case DeviceLevel: return tr("Device: %1").arg(levelWords(deviceLevel(row)));
    case Label:
        return entry.label.empty() ? tr("No label") : tr("Label %1").arg(QString::fromStdString(entry.label));
    case Gain: return tr("Gain %1 dB").arg(levelText(entry.gainDb));
    case Mute: return entry.muted ? tr("Muted") : tr("Not muted");
    case Polarity: return entry.inverted ? tr("Polarity inverted") : tr("Polarity as it is");
    case FileLevel: return tr("File: %1").arg(levelWords(fileLevel(row)));
    case Identify: return tr("Identify file channel %1").arg(row);
    default: return {};
    }
}

QString ChannelMapModel::toolTip(int row, int column) const {
    if (const auto& error = problem(row); error && (column == Source || column == DeviceLevel))
        return errorText(*error);
    switch (column) {
    case Number: return tr("Drag, or Alt with the arrow keys: another place in the file");
    case Source: return accessibleText(row, Source).toString();
    case Label: return tr("Your own name of this channel");
    case Gain: return tr("Gain in dB: type it, drag it, or turn the wheel over the chosen cell");
    case Mute: return tr("Mute: the channel stays, as silence");
    case Polarity: return tr("Polarity: turned over");
    case DeviceLevel: return tr("What the device delivers: %1").arg(levelWords(deviceLevel(row)));
    case FileLevel: return tr("What is recorded: %1").arg(levelWords(fileLevel(row)));
    case Identify: return tr("Plays on this channel alone");
    default: return {};
    }
}

bool ChannelMapModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.row() >= rowCount() || locked_)
        return false;
    const int row = index.row();
    if (role == Qt::CheckStateRole) {
        const bool on = value.toInt() == Qt::Checked;
        if (index.column() == Mute)
            setMuted({row}, on);
        else if (index.column() == Polarity)
            setInverted({row}, on);
        else
            return false;
        return true;
    }
    if (role != Qt::EditRole)
        return false;
    switch (index.column()) {
    case Source: {
        const auto source = readSource(value.toString());
        if (!source) {
            emit refused(row, source.error());
            return false;
        }
        setSource({row}, source.value());
        return true;
    }
    case Label:
        editRows({row}, tr("Change Label"), [&](MapEntry& entry) {
            entry.label = value.toString().simplified().left(longestLabel).toStdString();
        });
        return true;
    case Gain: {
        bool isNumber = false;
        const double gain = value.toDouble(&isNumber);
        if (!isNumber || !std::isfinite(gain))
            return false;
        changeGain({row}, gain - map_[static_cast<std::size_t>(row)].gainDb, 0);
        return true;
    }
    default: return false;
    }
}

QVariant ChannelMapModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const bool input = device_.isInput();
    if (role == Qt::DisplayRole)
        switch (section) {
        case Number: return tr("Ch", "number of a file's channel, short");
        case Source: return input ? tr("Comes from") : tr("Goes to");
        case DeviceLevel: return tr("Device", "level of the device's channel");
        case Label: return tr("Label");
        case Gain: return tr("Gain dB");
        case Mute: return tr("M", "mute, one letter");
        case Polarity: return QStringLiteral("ø");
        case FileLevel: return tr("File", "level of the file's channel");
        case Identify: return QString();
        default: return {};
        }
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == Number || section == Gain;
        const bool sign = section == Mute || section == Polarity || section == Identify;
        return static_cast<int>(Qt::AlignVCenter | (number ? Qt::AlignRight
                                                    : sign ? Qt::AlignHCenter
                                                           : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        switch (section) {
        case Number: return tr("Channel of the file, counted from 0 as everywhere in Headroom");
        case Source:
            return input ? tr("The device's channel that it comes from")
                         : tr("The device's channel that it goes to");
        case DeviceLevel: return tr("Level of the device's channel, before gain, mute and polarity");
        case Label: return tr("Your own name of the channel");
        case Gain: return tr("Gain in dB");
        case Mute: return tr("Mute");
        case Polarity: return tr("Polarity");
        case FileLevel: return tr("Level as it is recorded, and its highest peak");
        case Identify: return tr("Identify");
        default: return {};
        }
    return {};
}

Qt::ItemFlags ChannelMapModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return locked_ ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (locked_)
        return flags;
    if (index.column() == Source || index.column() == Label || index.column() == Gain)
        flags |= Qt::ItemIsEditable;
    if (index.column() == Mute || index.column() == Polarity)
        flags |= Qt::ItemIsUserCheckable;
    // A row is taken by its number; elsewhere a drag means something else.
    if (index.column() == Number)
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QStringList ChannelMapModel::mimeTypes() const {
    return {rowsType(), QStringLiteral("text/plain")};
}

QMimeData* ChannelMapModel::mimeData(const QModelIndexList& indexes) const {
    QList<int> rows;
    for (const QModelIndex& index : indexes)
        rows << index.row();
    MapSpec entries;
    QJsonArray numbers;
    for (const std::size_t row : validRows(rows)) {
        entries.push_back(map_[row]);
        numbers << static_cast<int>(row);
    }
    if (entries.empty())
        return nullptr;
    auto* data = new QMimeData;
    data->setText(QString::fromStdString(formatChannelMap(entries)));
    QJsonObject json = mapToJson(entries);
    json[QStringLiteral("model")] = nameOf(this);
    json[QStringLiteral("rows")] = numbers;
    data->setData(rowsType(), QJsonDocument(json).toJson(QJsonDocument::Compact));
    return data;
}

Qt::DropActions ChannelMapModel::supportedDropActions() const {
    return Qt::MoveAction | Qt::CopyAction;
}

Result<MapSpec> ChannelMapModel::entriesOf(const QMimeData& data) {
    if (data.hasFormat(rowsType()))
        if (auto map = mapFromJson(jsonOf(data)))
            return std::move(*map);
    QString words = data.text().trimmed();
    // One a line is as good, as from a spreadsheet's column.
    words.replace(QLatin1Char('\n'), QLatin1Char(','));
    return parseChannelMap(words.toStdString());
}

bool ChannelMapModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                                   const QModelIndex& parent) {
    if (action == Qt::IgnoreAction)
        return true;
    if (data == nullptr || locked_)
        return false;
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    const QJsonObject json = jsonOf(*data);
    if (json[QStringLiteral("model")].toString() == nameOf(this) && action == Qt::MoveAction) {
        QList<int> rows;
        for (const QJsonValue& value : json[QStringLiteral("rows")].toArray())
            rows << value.toInt(-1);
        move(rows, before);
        return true;
    }
    const auto entries = entriesOf(*data);
    if (!entries) {
        emit refused(-1, entries.error());
        return false;
    }
    insert(before, entries.value());
    return true;
}

} // namespace headroom
