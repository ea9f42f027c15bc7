// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/take_model.h"

#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/take_text.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace headroom {

namespace {

double lengthOf(const TakeSummary& take) {
    return take.rate > 0 ? static_cast<double>(take.frames) / take.rate : 0.0;
}

QString dateText(std::int64_t wallNs) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(wallNs / 1'000'000);
    const QLocale locale;
    return locale.toString(when.date(), QLocale::ShortFormat) + QLatin1Char(' ') +
           when.time().toString(QStringLiteral("HH:mm"));
}

TakeModel::Badge badgeOf(const TakeSummary& take) {
    if (take.error)
        return TakeModel::Badge::Unreadable;
    if (!take.complete)
        return TakeModel::Badge::Unknown;
    return *take.complete ? TakeModel::Badge::Complete : TakeModel::Badge::Missing;
}

} // namespace

TakeModel::TakeModel(QObject* parent) : QAbstractTableModel(parent) {}

void TakeModel::setTakes(std::vector<TakeSummary> takes) {
    const auto samePath = [](const std::string& path) {
        return [&path](const TakeSummary& take) { return take.path == path; };
    };
    for (int i = static_cast<int>(takes_.size()) - 1; i >= 0; --i) {
        if (std::any_of(takes.begin(), takes.end(), samePath(takes_[static_cast<std::size_t>(i)].path)))
            continue;
        beginRemoveRows({}, i, i);
        takes_.erase(takes_.begin() + i);
        endRemoveRows();
    }
    for (TakeSummary& take : takes) {
        const auto known = std::find_if(takes_.begin(), takes_.end(), samePath(take.path));
        if (known == takes_.end()) {
            const int end = static_cast<int>(takes_.size());
            beginInsertRows({}, end, end);
            takes_.push_back(std::move(take));
            endInsertRows();
        } else if (!(*known == take)) {
            *known = std::move(take);
            const int row = static_cast<int>(known - takes_.begin());
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

const TakeSummary* TakeModel::take(const QString& path) const {
    const std::string wanted = path.toStdString();
    const auto found = std::find_if(takes_.begin(), takes_.end(),
                                    [&](const TakeSummary& take) { return take.path == wanted; });
    return found == takes_.end() ? nullptr : &*found;
}

QModelIndex TakeModel::indexOf(const QString& path) const {
    const TakeSummary* found = take(path);
    return found != nullptr ? index(static_cast<int>(found - takes_.data()), 0) : QModelIndex();
}

int TakeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(takes_.size());
}

int TakeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString TakeModel::textOf(const TakeSummary& take, int column) const {
    switch (column) {
    case Name: return QFileInfo(QString::fromStdString(take.path)).fileName();
    case Length: return take.error ? QString() : durationText(lengthOf(take));
    case Peak: return take.peakDb ? tr("%1 dBFS").arg(levelText(*take.peakDb)) : QString();
    case State: {
        const QString state = takeStateText(take);
        return take.simulated ? tr("%1 · simulated").arg(state) : state;
    }
    case Format:
        return take.error
                   ? QString()
                   : tr("%1 ch · %2", "channels, sample rate").arg(take.channels).arg(rateText(take.rate));
    case Size: return sizeText(take.bytes);
    case Modified: return dateText(take.modifiedWallNs);
    default: return {};
    }
}

QVariant TakeModel::sortKeyOf(const TakeSummary& take, int column) const {
    switch (column) {
    case Length: return lengthOf(take);
    case Peak: return take.peakDb.value_or(-std::numeric_limits<double>::infinity());
    case State: return static_cast<int>(badgeOf(take));
    case Format: return take.channels * 1e7 + take.rate;
    case Size: return static_cast<quint64>(take.bytes);
    case Modified: return static_cast<qint64>(take.modifiedWallNs);
    default: return textOf(take, column);
    }
}

QVariant TakeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const TakeSummary& take = takes_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return textOf(take, index.column());
    case Qt::ToolTipRole: {
        const QString path = QString::fromStdString(take.path);
        return take.error ? path + QLatin1Char('\n') + errorText(*take.error) : path;
    }
    case Qt::AccessibleTextRole:
        return index.column() == State ? tr("State: %1").arg(textOf(take, State))
                                       : textOf(take, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == Length || index.column() == Peak || index.column() == Size)
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case PathRole: return QString::fromStdString(take.path);
    case SortRole: return sortKeyOf(take, index.column());
    case SimulatedRole: return take.simulated;
    case BadgeRole: return static_cast<int>(badgeOf(take));
    default: return {};
    }
}

QVariant TakeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Length || section == Peak || section == Size
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Take");
    case Length: return tr("Length");
    case Peak: return tr("Peak");
    case State: return tr("State");
    case Format: return tr("Format");
    case Size: return tr("Size");
    case Modified: return tr("Recorded");
    default: return {};
    }
}

} // namespace headroom
