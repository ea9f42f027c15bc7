// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/system_scheme.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPalette>

namespace headroom {

namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

/// The library would start a bus of its own where there is none; a recorder has no need of one.
bool sessionHasBus() {
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
}

Scheme schemeOfPlatform() {
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness()
               ? Scheme::Dark
               : Scheme::Light;
}

} // namespace

SystemScheme::SystemScheme(QObject* parent) : QObject(parent), ofPlatform_(schemeOfPlatform()) {
    if (sessionHasBus())
        ask(QDBusConnection::sessionBus());
}

SystemScheme::SystemScheme(const QDBusConnection& bus, QObject* parent)
    : QObject(parent), ofPlatform_(schemeOfPlatform()) {
    ask(bus);
}

void SystemScheme::ask(const QDBusConnection& bus) {
    if (!bus.isConnected())
        return;
    QDBusConnection connection(bus);
    // The slot's types are looked up by name, and this one has none before somebody asks for it.
    qRegisterMetaType<QDBusVariant>();
    connection.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                       SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    question << appearance << colorScheme;
    auto* watcher = new QDBusPendingCallWatcher(connection.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        const QDBusPendingReply<QVariant> reply = *call;
        if (reply.isValid())
            take(reply.value());
        call->deleteLater();
    });
}

void SystemScheme::settingChanged(const QString& space, const QString& key, const QDBusVariant& value) {
    if (space == appearance && key == colorScheme)
        take(value.variant());
}

void SystemScheme::take(const QVariant& value) {
    // Read() wraps its answer in a second variant; ReadOne() and the signal do not.
    QVariant inner = value;
    while (inner.metaType() == QMetaType::fromType<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint number = inner.toUInt(&isNumber);
    const Scheme before = scheme();
    if (isNumber && number == 1)
        preferred_ = Scheme::Dark;
    else if (isNumber && number == 2)
        preferred_ = Scheme::Light;
    else
        preferred_.reset();
    if (scheme() != before)
        emit changed(scheme());
}

} // namespace headroom
