// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/system_scheme.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace headroom;

namespace {

/// A Settings portal that says what the test wants, on a bus of the test's own.
class Portal : public QDBusVirtualObject {
public:
    explicit Portal(uint scheme) : scheme_(scheme) {}

    [[nodiscard]] QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override {
        if (message.member() != QLatin1String("Read"))
            return false;
        // Read() wraps the value twice.
        const QDBusVariant inner(scheme_);
        connection.send(message.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(inner)))));
        return true;
    }

private:
    uint scheme_;
};

constexpr auto service = "org.freedesktop.portal.Desktop";
constexpr auto path = "/org/freedesktop/portal/desktop";

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void aChoiceIsStrongerThanTheSystem() {
        Theme theme;
        QSignalSpy changes(&theme, &Theme::changed);
        theme.setChoice(ThemeChoice::Dark);
        QVERIFY(Theme::colors().dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkColors().window);
        theme.setChoice(ThemeChoice::Light);
        QVERIFY(!Theme::colors().dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), lightColors().window);
        QVERIFY(changes.count() >= 1);
    }

    void withoutABusThePlatformDecides() {
        const SystemScheme scheme(QDBusConnection(QStringLiteral("there is none")));
        const QPalette palette = QApplication::palette();
        const bool dark =
            palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
        QCOMPARE(scheme.scheme(), dark ? Scheme::Dark : Scheme::Light);
    }

    void thePortalIsAskedAndFollowed() {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
            QSKIP("needs dbus-daemon");
        QProcess daemon;
        daemon.start(
            QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--print-address"), QStringLiteral("--nofork")});
        QVERIFY(daemon.waitForStarted());
        QVERIFY(daemon.waitForReadyRead());
        const QString address = QString::fromLatin1(daemon.readLine()).trimmed();
        QDBusConnection served = QDBusConnection::connectToBus(address, QStringLiteral("portal"));
        QVERIFY2(served.isConnected(), qPrintable(address));
        const bool wasDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
        Portal portal(wasDark ? 2 : 1);
        QVERIFY(served.registerVirtualObject(QLatin1String(path), &portal));
        QVERIFY(served.registerService(QLatin1String(service)));

        SystemScheme scheme(QDBusConnection::connectToBus(address, QStringLiteral("window")));
        QSignalSpy changes(&scheme, &SystemScheme::changed);
        QCOMPARE(scheme.scheme(), wasDark ? Scheme::Dark : Scheme::Light);
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(scheme.scheme(), wasDark ? Scheme::Light : Scheme::Dark);

        const auto announce = [&](const char* space, const char* key, uint value) {
            QDBusMessage signal = QDBusMessage::createSignal(
                QLatin1String(path), QStringLiteral("org.freedesktop.portal.Settings"),
                QStringLiteral("SettingChanged"));
            signal << QLatin1String(space) << QLatin1String(key)
                   << QVariant::fromValue(QDBusVariant(QVariant::fromValue(value)));
            return served.send(signal);
        };
        QVERIFY(announce("org.freedesktop.appearance", "accent-color", wasDark ? 1 : 2));
        QVERIFY(announce("org.freedesktop.appearance", "color-scheme", wasDark ? 1 : 2));
        QTRY_COMPARE(changes.count(), 2);
        QCOMPARE(scheme.scheme(), wasDark ? Scheme::Dark : Scheme::Light);
        // "No preference" leaves it to the platform, which is the same here.
        QVERIFY(announce("org.freedesktop.appearance", "color-scheme", wasDark ? 2 : 1));
        QTRY_COMPARE(changes.count(), 3);
        QVERIFY(announce("org.freedesktop.appearance", "color-scheme", 0));
        QTRY_COMPARE(changes.count(), 4);
        QCOMPARE(scheme.scheme(), wasDark ? Scheme::Dark : Scheme::Light);

        QDBusConnection::disconnectFromBus(QStringLiteral("window"));
        QDBusConnection::disconnectFromBus(QStringLiteral("portal"));
        daemon.terminate();
        QVERIFY(daemon.waitForFinished());
    }

    void everyIconPaintsSomethingInTheColourAsked() {
        const QDir icons(QStringLiteral(":/headroom/icons"));
        const QStringList names = icons.entryList({QStringLiteral("*.svg")});
        QVERIFY(names.size() > 25);
        for (const QString& file : names) {
            const QString name = file.chopped(4);
            const QImage image = iconPixmap(name, Qt::magenta, 24, 2.0).toImage();
            QCOMPARE(image.width(), 48);
            int painted = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    painted += image.pixelColor(x, y).alpha() > 128;
            QVERIFY2(painted > 30, qPrintable(name));
        }
        const QImage record = iconPixmap(QStringLiteral("record"), Qt::magenta, 24, 1.0).toImage();
        QCOMPARE(record.pixelColor(12, 12), QColor(Qt::magenta));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
