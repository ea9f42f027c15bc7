// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_store.h"

#include <QDir>
#include <QStandardPaths>

#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace headroom {

namespace {

namespace key {
constexpr QLatin1String version("version");
constexpr QLatin1String geometry("window/geometry");
constexpr QLatin1String columns("window/columns");
constexpr QLatin1String rows("window/rows");
constexpr QLatin1String theme("window/theme");
constexpr QLatin1String inputPolicy("input/policy");
constexpr QLatin1String inputId("input/id");
constexpr QLatin1String inputName("input/name");
constexpr QLatin1String inputKind("input/kind");
constexpr QLatin1String folder("recording/folder");
constexpr QLatin1String format("recording/format");
constexpr QLatin1String sampleFormat("recording/sampleFormat");
constexpr QLatin1String namingTemplate("recording/namingTemplate");
constexpr QLatin1String preRoll("recording/preRollSeconds");
constexpr QLatin1String deviceMaps("maps/devices");
constexpr QLatin1String namedMaps("maps/named");
} // namespace key

// Words instead of numbers: an INI file may be read and edited by a person, and an enum may grow.
constexpr std::array<std::pair<ThemeChoice, QLatin1String>, 3> themes{
    {{ThemeChoice::System, QLatin1String("system")},
     {ThemeChoice::Light, QLatin1String("light")},
     {ThemeChoice::Dark, QLatin1String("dark")}}};

QString nameOf(ThemeChoice choice) {
    for (const auto& [value, word] : themes)
        if (value == choice)
            return word;
    return themes[0].second;
}

ThemeChoice themeOf(const QString& word) {
    for (const auto& [value, known] : themes)
        if (word == known)
            return value;
    return ThemeChoice::System;
}

QString nameOf(DevicePolicy policy) {
    return policy == DevicePolicy::Pin ? QStringLiteral("pin") : QStringLiteral("default");
}

constexpr QLatin1String programWord("program");

QString kindWordOf(const InputChoice& input) {
    if (input.isApplication)
        return programWord;
    const std::string_view word = name(input.deviceKind);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString fromName(std::string_view word) {
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

std::optional<FileFormat> fileFormatOf(const QString& word) {
    const auto format = formatFromFileName("x." + word.toStdString());
    return format ? std::optional(format.value()) : std::nullopt;
}

constexpr double longestPreRoll = 60.0;

} // namespace

SettingsStore::SettingsStore() : SettingsStore(std::make_unique<QSettingsStorage>()) {}

SettingsStore::SettingsStore(const QString& iniFile)
    : SettingsStore(std::make_unique<QSettingsStorage>(iniFile)) {}

SettingsStore::SettingsStore(std::unique_ptr<SettingsStorage> storage) : storage_(std::move(storage)) {
    load();
}

void SettingsStore::load() {
    current_.folder = defaultFolder();
    // What a newer program wrote may mean something else; nothing of it is used, and nothing is lost before
    // the first change.
    if (storage_->value(key::version).toInt() > version)
        return;
    current_.geometry = storage_->value(key::geometry).toByteArray();
    current_.columns = storage_->value(key::columns).toByteArray();
    current_.rows = storage_->value(key::rows).toByteArray();
    current_.theme = themeOf(storage_->value(key::theme).toString());
    // Without a word for the policy an id means that device, as versions without policies meant it.
    if (const QString id = storage_->value(key::inputId).toString();
        !id.isEmpty() &&
        storage_->value(key::inputPolicy).toString() != nameOf(DevicePolicy::FollowDefault)) {
        InputChoice& input = current_.input;
        input.policy = DevicePolicy::Pin;
        input.deviceId = id;
        input.deviceName = storage_->value(key::inputName).toString();
        const QString kind = storage_->value(key::inputKind).toString();
        input.isApplication = kind == programWord;
        input.deviceKind = input.isApplication || kind == fromName(name(DeviceKind::Loopback))
                               ? DeviceKind::Loopback
                               : DeviceKind::Microphone;
    }
    if (const QString folder = storage_->value(key::folder).toString(); QDir::isAbsolutePath(folder))
        current_.folder = folder;
    if (const auto format = fileFormatOf(storage_->value(key::format).toString()))
        current_.format = *format;
    if (const auto format = sampleFormatFromName(storage_->value(key::sampleFormat).toString().toStdString()))
        current_.sampleFormat = *format;
    current_.namingTemplate = storage_->value(key::namingTemplate).toString();
    bool isNumber = false;
    const double preRoll = storage_->value(key::preRoll).toDouble(&isNumber);
    if (isNumber && std::isfinite(preRoll) && preRoll >= 0.0 && preRoll <= longestPreRoll)
        current_.preRollSeconds = preRoll;
    maps_ = KeptMaps::fromTexts(storage_->value(key::deviceMaps).toString(),
                                storage_->value(key::namedMaps).toString());
}

void SettingsStore::update(const Settings& wanted) {
    if (wanted == current_)
        return;
    const Settings old = std::exchange(current_, wanted);
    const auto write = [this](const QString& name, const auto& before, const auto& after,
                              const auto& toValue) {
        if (!(before == after))
            storage_->setValue(name, toValue(after));
    };
    const auto same = [](const auto& value) { return QVariant(value); };
    storage_->setValue(key::version, version);
    write(key::geometry, old.geometry, wanted.geometry, same);
    write(key::columns, old.columns, wanted.columns, same);
    write(key::rows, old.rows, wanted.rows, same);
    write(key::theme, old.theme, wanted.theme, [](ThemeChoice choice) { return nameOf(choice); });
    const auto writeInput = [&](const QString& name, const auto& part) {
        write(name, part(old.input), part(wanted.input), same);
    };
    writeInput(key::inputPolicy, [](const InputChoice& input) { return nameOf(input.policy); });
    writeInput(key::inputId, [](const InputChoice& input) { return input.deviceId; });
    writeInput(key::inputName, [](const InputChoice& input) { return input.deviceName; });
    writeInput(key::inputKind,
               [](const InputChoice& input) { return input.isPinned() ? kindWordOf(input) : QString(); });
    write(key::folder, old.folder, wanted.folder, same);
    write(key::format, old.format, wanted.format, [](FileFormat format) { return fromName(name(format)); });
    write(key::sampleFormat, old.sampleFormat, wanted.sampleFormat,
          [](SampleFormat format) { return fromName(name(format)); });
    write(key::namingTemplate, old.namingTemplate, wanted.namingTemplate, same);
    write(key::preRoll, old.preRollSeconds, wanted.preRollSeconds, same);
    storage_->sync();
}

QString SettingsStore::folder() const {
    return folderIsOverridden() ? folderOverride_ : current_.folder;
}

void SettingsStore::overrideFolder(const QString& folder) {
    folderOverride_ = folder.isEmpty() ? QString() : QDir(folder).absolutePath();
}

void SettingsStore::setFolder(const QString& folder) {
    folderOverride_.clear();
    Settings wanted = current_;
    wanted.folder = QDir(folder).absolutePath();
    update(wanted);
}

std::optional<MapSpec> SettingsStore::mapFor(const Device& device, std::span<const Device> present) const {
    return maps_.mapFor(device, present);
}

void SettingsStore::setMapFor(const Device& device, const std::optional<MapSpec>& map) {
    const QString before = maps_.devicesText();
    maps_.setMapFor(device, map);
    if (const QString now = maps_.devicesText(); now != before)
        put(key::deviceMaps, now);
}

void SettingsStore::saveNamedMap(const NamedMap& map) {
    maps_.save(map);
    put(key::namedMaps, maps_.namedText());
}

void SettingsStore::removeNamedMap(const QString& name) {
    maps_.remove(name);
    put(key::namedMaps, maps_.namedText());
}

void SettingsStore::put(const QString& key, const QString& text) {
    storage_->setValue(key::version, version);
    storage_->setValue(key, text);
    storage_->sync();
}

QString SettingsStore::defaultFolder() {
    QString music = QStandardPaths::writableLocation(QStandardPaths::MusicLocation);
    if (music.isEmpty())
        music = QDir::homePath();
    return QDir(music).absoluteFilePath(QStringLiteral("Headroom"));
}

} // namespace headroom
