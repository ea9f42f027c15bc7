// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/kept_maps.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom {

namespace {

constexpr int longestLabel = 64;
constexpr std::array kinds{DeviceKind::Speaker, DeviceKind::Microphone, DeviceKind::Loopback};

QString kindWord(DeviceKind kind) {
    const std::string_view word = name(kind);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString compact(const QJsonArray& array) {
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonArray arrayOf(const QString& text) {
    return QJsonDocument::fromJson(text.toUtf8()).array();
}

bool before(const NamedMap& a, const NamedMap& b) {
    const int order = QString::localeAwareCompare(a.name, b.name);
    return order != 0 ? order < 0 : a.name < b.name;
}

} // namespace

QJsonObject mapToJson(const MapSpec& map) {
    QJsonObject json{{QStringLiteral("map"), QString::fromStdString(formatChannelMap(map))}};
    QJsonArray channels;
    bool more = false;
    for (const MapEntry& entry : map) {
        QJsonObject channel;
        if (!entry.label.empty())
            channel[QStringLiteral("label")] = QString::fromStdString(entry.label);
        if (entry.gainDb != 0.0)
            channel[QStringLiteral("gainDb")] = entry.gainDb;
        if (entry.muted)
            channel[QStringLiteral("muted")] = true;
        if (entry.inverted)
            channel[QStringLiteral("inverted")] = true;
        more = more || !channel.isEmpty();
        channels.append(channel);
    }
    if (more)
        json[QStringLiteral("channels")] = channels;
    return json;
}

std::optional<MapSpec> mapFromJson(const QJsonObject& json) {
    auto parsed = parseChannelMap(json[QStringLiteral("map")].toString().toStdString());
    if (!parsed)
        return std::nullopt;
    MapSpec map = std::move(parsed.value());
    const QJsonArray channels = json[QStringLiteral("channels")].toArray();
    for (std::size_t k = 0; k < map.size() && k < static_cast<std::size_t>(channels.size()); ++k) {
        const QJsonObject channel = channels[static_cast<qsizetype>(k)].toObject();
        MapEntry& entry = map[k];
        entry.label = channel[QStringLiteral("label")].toString().left(longestLabel).toStdString();
        const double gain = channel[QStringLiteral("gainDb")].toDouble();
        entry.gainDb = std::isfinite(gain) ? std::clamp(gain, minMapGainDb, maxMapGainDb) : 0.0;
        entry.muted = channel[QStringLiteral("muted")].toBool();
        entry.inverted = channel[QStringLiteral("inverted")].toBool();
    }
    return map;
}

std::optional<MapSpec> KeptMaps::mapFor(const Device& device, std::span<const Device> present) const {
    const auto same = [&](const Kept& kept) { return kept.kind == device.kind && kept.id == device.id; };
    if (const auto found = std::ranges::find_if(devices_, same); found != devices_.end())
        return found->map.empty() ? std::nullopt : std::optional(found->map);
    if (device.name.empty())
        return std::nullopt;
    const auto alike = [&](const Kept& kept) { return kept.kind == device.kind && kept.name == device.name; };
    const auto found = std::ranges::find_if(devices_, alike);
    if (found == devices_.end() || std::ranges::count_if(devices_, alike) != 1)
        return std::nullopt;
    const bool taken = std::ranges::any_of(present, [&](const Device& other) {
        return other.kind == device.kind && other.id != device.id &&
               (other.id == found->id || other.name == device.name);
    });
    return taken || found->map.empty() ? std::nullopt : std::optional(found->map);
}

void KeptMaps::setMapFor(const Device& device, const std::optional<MapSpec>& map) {
    // A map that served by its name goes on under the new id; one whose device may come back stays.
    std::erase_if(devices_,
                  [&](const Kept& kept) { return kept.kind == device.kind && kept.id == device.id; });
    // Without an entry of its own the device would get the map of its name again, so that "its own channels"
    // is said with an empty map.
    const bool nameServes = mapFor(device).has_value();
    if (map || nameServes)
        devices_.insert(devices_.begin(), {device.id, device.name, device.kind, map.value_or(MapSpec{})});
    if (devices_.size() > mostDevices)
        devices_.resize(mostDevices);
}

const NamedMap* KeptMaps::find(const QString& name) const {
    const auto found = std::ranges::find(named_, name, &NamedMap::name);
    return found == named_.end() ? nullptr : &*found;
}

void KeptMaps::save(const NamedMap& map) {
    remove(map.name);
    named_.insert(std::ranges::upper_bound(named_, map, before), map);
}

void KeptMaps::remove(const QString& name) {
    std::erase_if(named_, [&](const NamedMap& map) { return map.name == name; });
}

QString KeptMaps::devicesText() const {
    QJsonArray array;
    for (const Kept& kept : devices_) {
        QJsonObject json = mapToJson(kept.map);
        json[QStringLiteral("id")] = QString::fromStdString(kept.id);
        json[QStringLiteral("name")] = QString::fromStdString(kept.name);
        json[QStringLiteral("kind")] = kindWord(kept.kind);
        array.append(json);
    }
    return compact(array);
}

QString KeptMaps::namedText() const {
    QJsonArray array;
    for (const NamedMap& map : named_) {
        QJsonObject json = mapToJson(map.map);
        json[QStringLiteral("name")] = map.name;
        array.append(json);
    }
    return compact(array);
}

KeptMaps KeptMaps::fromTexts(const QString& devices, const QString& named) {
    KeptMaps maps;
    for (const QJsonValue& value : arrayOf(devices)) {
        const QJsonObject json = value.toObject();
        const auto map = mapFromJson(json);
        const QString word = json[QStringLiteral("kind")].toString();
        const auto kind = std::ranges::find(kinds, word, kindWord);
        const std::string id = json[QStringLiteral("id")].toString().toStdString();
        const bool own = json[QStringLiteral("map")] == QJsonValue(QString());
        if ((map || own) && kind != kinds.end() && !id.empty() && maps.devices_.size() < mostDevices)
            maps.devices_.push_back(
                {id, json[QStringLiteral("name")].toString().toStdString(), *kind, map.value_or(MapSpec{})});
    }
    for (const QJsonValue& value : arrayOf(named)) {
        const QJsonObject json = value.toObject();
        const QString name = json[QStringLiteral("name")].toString().trimmed();
        if (auto map = mapFromJson(json); map && !name.isEmpty() && maps.find(name) == nullptr)
            maps.save({name, std::move(*map)});
    }
    return maps;
}

} // namespace headroom
