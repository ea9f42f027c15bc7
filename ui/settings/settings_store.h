// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/kept_maps.h"
#include "ui/settings/settings.h"

#include <QSettings>
#include <QVariant>

#include <memory>

namespace headroom {

/// Where single values lie between runs. Window thread.
class SettingsStorage {
public:
    virtual ~SettingsStorage() = default;
    [[nodiscard]] virtual QVariant value(const QString& key) const = 0; ///< invalid where there is none
    virtual void setValue(const QString& key, const QVariant& value) = 0;
    virtual void sync() = 0; ///< writes what is not written yet
};

/// QSettings: the user's own place, or an INI file.
class QSettingsStorage : public SettingsStorage {
public:
    QSettingsStorage() = default; ///< by the organisation's and the application's name
    explicit QSettingsStorage(const QString& iniFile) : settings_(iniFile, QSettings::IniFormat) {}

    [[nodiscard]] QVariant value(const QString& key) const override { return settings_.value(key); }
    void setValue(const QString& key, const QVariant& value) override { settings_.setValue(key, value); }
    void sync() override { settings_.sync(); }

private:
    QSettings settings_;
};

/// Reads the settings once and writes each change. A value that cannot be read (another version's, damaged,
/// edited) is the default's; foreign keys are left alone. Window thread; one per application, handed to who
/// needs it.
class SettingsStore {
public:
    SettingsStore();
    explicit SettingsStore(const QString& iniFile);
    explicit SettingsStore(std::unique_ptr<SettingsStorage> storage);

    [[nodiscard]] const Settings& current() const { return current_; }

    /// Takes over and writes what differs.
    void update(const Settings& wanted);

    /// The folder of the recordings: for this run alone where overrideFolder() was called, else the
    /// remembered one.
    [[nodiscard]] QString folder() const;
    /// For `--recordings DIR`: used and not remembered. A folder that is chosen afterwards ends it.
    void overrideFolder(const QString& folder);
    [[nodiscard]] bool folderIsOverridden() const { return !folderOverride_.isEmpty(); }
    /// Chosen by a person: remembered.
    void setFolder(const QString& folder);

    /// @name Channel maps
    /// Each change is written at once. The meaning is KeptMaps'.
    /// @{
    [[nodiscard]] std::optional<MapSpec> mapFor(const Device& device,
                                                std::span<const Device> present = {}) const;
    void setMapFor(const Device& device, const std::optional<MapSpec>& map);
    [[nodiscard]] const std::vector<NamedMap>& namedMaps() const { return maps_.named(); }
    [[nodiscard]] const NamedMap* namedMap(const QString& name) const { return maps_.find(name); }
    void saveNamedMap(const NamedMap& map);
    void removeNamedMap(const QString& name);
    /// @}

    /// Music/Headroom.
    [[nodiscard]] static QString defaultFolder();

    /// The version of the keys' meaning that this program writes.
    static constexpr int version = 1;

private:
    void load();
    void put(const QString& key, const QString& text);

    std::unique_ptr<SettingsStorage> storage_;
    Settings current_;
    KeptMaps maps_;
    QString folderOverride_;
};

} // namespace headroom
