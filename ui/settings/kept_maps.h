// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/device.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace headroom {

/// A map that a person gave a name, for any device.
struct NamedMap {
    QString name;
    MapSpec map;

    bool operator==(const NamedMap&) const = default;
};

/// The channel maps that are remembered: one for each device that was given another than its own, and those
/// with names. Values alone; SettingsStore reads and writes their text. Window thread.
class KeptMaps {
public:
    /// So many devices are remembered, the last ones changed.
    static constexpr std::size_t mostDevices = 200;

    /// The device's map; nullopt where it has its own channels. Where its id is not known, the only map that
    /// was kept for a device of this kind and name serves, if no device in `present` still has that map's id
    /// and no other one in it has this name: a second device of the same make is not given the first one's
    /// map.
    [[nodiscard]] std::optional<MapSpec> mapFor(const Device& device,
                                                std::span<const Device> present = {}) const;
    /// nullopt: the device's own channels.
    void setMapFor(const Device& device, const std::optional<MapSpec>& map);

    /// By name.
    [[nodiscard]] const std::vector<NamedMap>& named() const { return named_; }
    [[nodiscard]] const NamedMap* find(const QString& name) const;
    /// Takes the place of one with the same name.
    void save(const NamedMap& map);
    void remove(const QString& name);

    /// One line of JSON each. What cannot be read in a text is left out, and the rest of it used.
    [[nodiscard]] QString devicesText() const;
    [[nodiscard]] QString namedText() const;
    [[nodiscard]] static KeptMaps fromTexts(const QString& devices, const QString& named);

private:
    struct Kept {
        std::string id;
        std::string name;
        DeviceKind kind = DeviceKind::Microphone;
        MapSpec map;
    };
    std::vector<Kept> devices_; ///< the last changed first
    std::vector<NamedMap> named_;
};

/// A map as JSON: {"map":"left,#4","channels":[{"label":"Snare","gainDb":-3},{"muted":true}]}. "channels"
/// holds what the words cannot say, and is left out where there is nothing.
[[nodiscard]] QJsonObject mapToJson(const MapSpec& map);
/// nullopt where the words cannot be read. Labels are cut at 64 characters and gains brought into their
/// range.
[[nodiscard]] std::optional<MapSpec> mapFromJson(const QJsonObject& json);

} // namespace headroom
