// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/events.h"
#include "engine/core/level_reading.h"

#include <QSettings>
#include <QVariant>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ui/settings/settings_store.h"

/// Values for tests of the window.
namespace headroom::made_up {

inline Device device(DeviceKind kind, const std::string& id, const std::string& name, int channels = 2) {
    Device made;
    made.kind = kind;
    made.id = id;
    made.name = name;
    made.backend = "pulse";
    made.format.rate = 48000;
    for (int i = 0; i < channels; ++i)
        made.format.channels.push_back(channels == 2 ? static_cast<ChannelPosition>(i)
                                                     : ChannelPosition::Unpositioned);
    return made;
}

inline Device microphone(const std::string& id, int channels = 2) {
    return device(DeviceKind::Microphone, id, "Microphone " + id, channels);
}

inline Device defaultMicrophone(const std::string& id, int channels = 2) {
    Device made = microphone(id, channels);
    made.isDefault = true;
    return made;
}

inline GrantedStream granted(const Device& device) {
    return {device.format, 480, 0.012, false};
}

/// Every channel at the same level.
inline LevelReading reading(int channels, const ChannelLevel& level, std::uint64_t intervals = 10) {
    LevelReading made;
    made.position = intervals * 4800;
    made.intervals = intervals;
    made.channels.assign(static_cast<std::size_t>(channels), level);
    return made;
}

/// Settings that are kept nowhere.
class MemoryStorage : public SettingsStorage {
public:
    [[nodiscard]] QVariant value(const QString& key) const override {
        const auto found = values.find(key);
        return found == values.end() ? QVariant() : found->second;
    }
    void setValue(const QString& key, const QVariant& value) override { values[key] = value; }
    void sync() override { ++syncs; }

    std::map<QString, QVariant> values;
    int syncs = 0;
};

} // namespace headroom::made_up
