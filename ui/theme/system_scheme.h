// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace headroom {

enum class Scheme { Light, Dark };

/// Whether the desktop is light or dark, and when that changes: the Settings portal's
/// org.freedesktop.appearance, color-scheme, as Qt 6.4 cannot tell. Asked without waiting; where no portal
/// answers, or it has no preference, the platform's own palette decides. Window thread.
/// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
class SystemScheme : public QObject {
    Q_OBJECT

public:
    /// The session's bus, where there is one.
    explicit SystemScheme(QObject* parent = nullptr);
    /// That bus. For tests.
    explicit SystemScheme(const QDBusConnection& bus, QObject* parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return preferred_.value_or(ofPlatform_); }

signals:
    void changed(headroom::Scheme scheme);

private slots:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void ask(const QDBusConnection& bus);
    void take(const QVariant& value);

    Scheme ofPlatform_;
    std::optional<Scheme> preferred_;
};

} // namespace headroom
