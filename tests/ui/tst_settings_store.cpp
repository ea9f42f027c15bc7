// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using made_up::MemoryStorage;

class TestSettingsStore : public QObject {
    Q_OBJECT

private slots:
    void everyValueComesBackFromAFile() {
        const QTemporaryDir folder;
        const QString ini = folder.filePath(QStringLiteral("headroom.ini"));
        Settings wanted;
        wanted.geometry = QByteArray("\x01\x00\x02", 3);
        wanted.columns = "columns";
        wanted.rows = "rows";
        wanted.input = {DevicePolicy::Pin, QStringLiteral("alsa_input.usb"),
                        QStringLiteral("Mikrofon, groß \"1\""), DeviceKind::Loopback, false};
        wanted.folder = folder.filePath(QStringLiteral("takes"));
        wanted.format = FileFormat::Flac;
        wanted.sampleFormat = SampleFormat::Pcm24;
        wanted.namingTemplate = QStringLiteral("{date} ü");
        wanted.preRollSeconds = 12.5;
        wanted.theme = ThemeChoice::Dark;
        {
            SettingsStore store(ini);
            store.update(wanted);
        }
        const SettingsStore again(ini);
        QCOMPARE(again.current() == wanted, true);
    }

    void aFirstStartHasTheDefaults() {
        const SettingsStore store(std::make_unique<MemoryStorage>());
        QCOMPARE(store.current().input, InputChoice{});
        QCOMPARE(store.current().theme, ThemeChoice::System);
        QCOMPARE(store.current().format, FileFormat::Wav);
        QCOMPARE(store.current().sampleFormat, SampleFormat::Float);
        QVERIFY(store.folder().endsWith(QStringLiteral("/Headroom")));
    }

    void anyChoiceOfAnInputComesBack() {
        auto owned = std::make_unique<MemoryStorage>();
        const MemoryStorage& storage = *owned;
        SettingsStore store(std::move(owned));
        const InputChoice choices[] = {
            {DevicePolicy::Pin, QStringLiteral("a"), QStringLiteral("A"), DeviceKind::Microphone, false},
            {DevicePolicy::Pin, QStringLiteral("p"), QStringLiteral("P"), DeviceKind::Loopback, true},
            {},
            {DevicePolicy::Pin, QStringLiteral("l"), QStringLiteral("L"), DeviceKind::Loopback, false}};
        for (const InputChoice& choice : choices) {
            Settings wanted = store.current();
            wanted.input = choice;
            store.update(wanted);
            auto copy = std::make_unique<MemoryStorage>();
            copy->values = storage.values;
            QCOMPARE(SettingsStore(std::move(copy)).current().input, choice);
        }
    }

    void anInputOfAVersionWithoutPoliciesIsPinned() {
        auto storage = std::make_unique<MemoryStorage>();
        storage->values = {{QStringLiteral("input/id"), QStringLiteral("usb")},
                           {QStringLiteral("input/name"), QStringLiteral("USB Mic")}};
        const SettingsStore store(std::move(storage));
        QVERIFY(store.current().input.isPinned());
        QCOMPARE(store.current().input.deviceName, QStringLiteral("USB Mic"));
    }

    void whatCannotBeReadIsTheDefault() {
        auto storage = std::make_unique<MemoryStorage>();
        storage->values = {{QStringLiteral("window/theme"), QStringLiteral("mauve")},
                           {QStringLiteral("recording/format"), QStringLiteral("exe")},
                           {QStringLiteral("recording/sampleFormat"), 77},
                           {QStringLiteral("recording/folder"), QStringLiteral("not/absolute")},
                           {QStringLiteral("recording/preRollSeconds"), QStringLiteral("1e99")}};
        const SettingsStore store(std::move(storage));
        QCOMPARE(store.current().theme, ThemeChoice::System);
        QCOMPARE(store.current().format, FileFormat::Wav);
        QCOMPARE(store.current().sampleFormat, SampleFormat::Float);
        QCOMPARE(store.current().preRollSeconds, 0.0);
        QCOMPARE(store.folder(), SettingsStore::defaultFolder());
    }

    void aNewerVersionsValuesAreNotUsed() {
        auto storage = std::make_unique<MemoryStorage>();
        storage->values = {{QStringLiteral("version"), SettingsStore::version + 1},
                           {QStringLiteral("window/theme"), QStringLiteral("dark")}};
        const SettingsStore store(std::move(storage));
        QCOMPARE(store.current().theme, ThemeChoice::System);
    }

    void onlyWhatChangedIsWrittenWithTheVersion() {
        auto owned = std::make_unique<MemoryStorage>();
        MemoryStorage& storage = *owned;
        SettingsStore store(std::move(owned));
        Settings wanted = store.current();
        store.update(wanted);
        QVERIFY(storage.values.empty());
        wanted.theme = ThemeChoice::Light;
        store.update(wanted);
        QCOMPARE(storage.values.size(), std::size_t{2});
        QCOMPARE(storage.values[QStringLiteral("window/theme")].toString(), QStringLiteral("light"));
        QCOMPARE(storage.values[QStringLiteral("version")].toInt(), SettingsStore::version);
        QCOMPARE(storage.syncs, 1);
    }

    void aFolderForThisRunIsNotRemembered() {
        auto owned = std::make_unique<MemoryStorage>();
        MemoryStorage& storage = *owned;
        SettingsStore store(std::move(owned));
        store.overrideFolder(QStringLiteral("/tmp/takes"));
        QCOMPARE(store.folder(), QStringLiteral("/tmp/takes"));
        Settings wanted = store.current();
        wanted.theme = ThemeChoice::Dark;
        store.update(wanted);
        QCOMPARE(storage.values.count(QStringLiteral("recording/folder")), std::size_t{0});
        store.setFolder(QStringLiteral("/tmp/chosen"));
        QCOMPARE(store.folder(), QStringLiteral("/tmp/chosen"));
        QCOMPARE(storage.values[QStringLiteral("recording/folder")].toString(),
                 QStringLiteral("/tmp/chosen"));
    }
};

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "tst_settings_store.moc"
