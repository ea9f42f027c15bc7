// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::made_up;

namespace {

const QString devicesKey = QStringLiteral("maps/devices");
const QString namedKey = QStringLiteral("maps/named");

MapSpec words(const char* text) {
    return parseChannelMap(text).value();
}

/// A map with everything that words cannot say.
MapSpec rich() {
    MapSpec map = words("front-right,#4,mono,silence");
    map[0].label = "Kick \"in\", größer";
    map[0].gainDb = -3.5;
    map[1].muted = true;
    map[2].inverted = true;
    return map;
}

/// JSON with ' for ".
QString json(const char* text) {
    return QString::fromUtf8(text).replace(QLatin1Char('\''), QLatin1Char('"'));
}

std::string text(const std::optional<MapSpec>& map) {
    return map ? formatChannelMap(*map) : "own";
}

} // namespace

class TestKeptMaps : public QObject {
    Q_OBJECT

private slots:
    void aDevicesMapComesBackFromAFileWithAllThatBelongsToIt() {
        const QTemporaryDir folder;
        const QString ini = folder.filePath(QStringLiteral("headroom.ini"));
        {
            SettingsStore store(ini);
            store.setMapFor(microphone("a", 8), rich());
        }
        const SettingsStore again(ini);
        const auto map = again.mapFor(microphone("a", 8));
        QVERIFY(map.has_value());
        QCOMPARE(formatChannelMap(*map), std::string("front-right,#4,mono,silence"));
        for (std::size_t k = 0; k < rich().size(); ++k) {
            QCOMPARE((*map)[k].label, rich()[k].label);
            QCOMPARE((*map)[k].gainDb, rich()[k].gainDb);
            QCOMPARE((*map)[k].muted, rich()[k].muted);
            QCOMPARE((*map)[k].inverted, rich()[k].inverted);
        }
        QVERIFY(!again.mapFor(microphone("b", 8)).has_value());
    }

    void theDevicesOwnMapIsNoEntry() {
        SettingsStore store(std::make_unique<MemoryStorage>());
        store.setMapFor(microphone("a"), words("right,left"));
        store.setMapFor(microphone("a"), std::nullopt);
        QVERIFY(!store.mapFor(microphone("a")).has_value());
    }

    void aSpeakersMapIsNotAMicrophones() {
        SettingsStore store(std::make_unique<MemoryStorage>());
        store.setMapFor(device(DeviceKind::Speaker, "same", "Same"), words("right"));
        QVERIFY(!store.mapFor(device(DeviceKind::Microphone, "same", "Same")).has_value());
    }

    void aDeviceWithANewIdIsFoundByItsName() {
        SettingsStore store(std::make_unique<MemoryStorage>());
        store.setMapFor(device(DeviceKind::Microphone, "usb-1", "Interface"), words("right"));
        const Device now = device(DeviceKind::Microphone, "usb-2", "Interface");
        QCOMPARE(text(store.mapFor(now, std::vector{now})), std::string("front-right"));
    }

    void aSecondDeviceOfTheSameNameDoesNotGetTheFirstOnesMap() {
        SettingsStore store(std::make_unique<MemoryStorage>());
        const Device first = device(DeviceKind::Microphone, "usb-1", "Interface");
        const Device second = device(DeviceKind::Microphone, "usb-2", "Interface");
        const Device third = device(DeviceKind::Microphone, "usb-3", "Interface");
        store.setMapFor(first, words("right"));
        QVERIFY(!store.mapFor(second, std::vector{first, second}).has_value());
        QVERIFY(!store.mapFor(second, std::vector{second, third}).has_value());
        store.setMapFor(third, words("left"));
        QVERIFY(!store.mapFor(second, std::vector{second}).has_value()); // two maps of that name
    }

    void aDeviceThatWasGivenItsOwnMapDoesNotGetTheOneOfItsNameAgain() {
        SettingsStore store(std::make_unique<MemoryStorage>());
        store.setMapFor(device(DeviceKind::Microphone, "usb-1", "Interface"), words("right"));
        const Device now = device(DeviceKind::Microphone, "usb-2", "Interface");
        store.setMapFor(now, std::nullopt);
        QVERIFY(!store.mapFor(now).has_value());
    }

    void damagedTextsLoseNoMoreThanWhatIsDamaged() {
        auto storage = std::make_unique<MemoryStorage>();
        storage->values[devicesKey] =
            json("[17,{'id':'a','name':'A','kind':'microphone','map':'left,nonsense'},"
                 "{'id':'','kind':'microphone','map':'left'},{'id':'c','kind':'lamp','map':'left'},"
                 "{'id':'d','name':'D','kind':'microphone','map':'left,right',"
                 "'channels':[{'gainDb':900,'label':5,'muted':'x'},7,{'gainDb':1}]}]");
        storage->values[namedKey] =
            json("[{'name':' "
                 "','map':'left'},{'name':'Good','map':'mono'},{'name':'Good','map':'left'},{'map':'left'}]");
        const SettingsStore store(std::move(storage));
        for (const char* id : {"a", "", "c"})
            QVERIFY(!store.mapFor(microphone(id)).has_value());
        const auto map = store.mapFor(microphone("d"));
        QCOMPARE(text(map), std::string("front-left,front-right"));
        QCOMPARE(map->front().gainDb, maxMapGainDb);
        QCOMPARE(map->front().label, std::string());
        QVERIFY(!map->front().muted);
        QCOMPARE(store.namedMaps().size(), std::size_t{1});
        QCOMPARE(text(store.namedMaps().front().map), std::string("mono"));
    }

    void textThatIsNoJsonIsNoMap_data() {
        QTest::addColumn<QString>("damaged");
        QTest::newRow("nothing") << QString();
        QTest::newRow("cut") << json("[{'id':'a','kind':'microphone','map':'le");
        QTest::newRow("object") << json("{'id':'a'}");
        QTest::newRow("binary") << QString(QChar(0)) + QChar(0xD800);
    }
    void textThatIsNoJsonIsNoMap() {
        QFETCH(QString, damaged);
        auto storage = std::make_unique<MemoryStorage>();
        storage->values[devicesKey] = damaged;
        storage->values[namedKey] = damaged;
        SettingsStore store(std::move(storage));
        QVERIFY(!store.mapFor(microphone("a")).has_value());
        QVERIFY(store.namedMaps().empty());
        store.setMapFor(microphone("a"), words("left"));
        QCOMPARE(text(store.mapFor(microphone("a"))), std::string("front-left"));
    }

    void namedMapsAreOrderedReplacedAndRemoved() {
        auto owned = std::make_unique<MemoryStorage>();
        MemoryStorage& storage = *owned;
        SettingsStore store(std::move(owned));
        store.saveNamedMap({QStringLiteral("Room"), words("left")});
        store.saveNamedMap({QStringLiteral("Band"), words("right")});
        store.saveNamedMap({QStringLiteral("Room"), words("mono")});
        QCOMPARE(store.namedMaps().size(), std::size_t{2});
        QCOMPARE(store.namedMaps()[0].name, QStringLiteral("Band"));
        QCOMPARE(text(store.namedMap(QStringLiteral("Room"))->map), std::string("mono"));
        store.removeNamedMap(QStringLiteral("Band"));
        QVERIFY(store.namedMap(QStringLiteral("Band")) == nullptr);
        QVERIFY(!storage.values[namedKey].toString().contains(QStringLiteral("Band")));
    }

    void whatDoesNotChangeIsNotWritten() {
        auto owned = std::make_unique<MemoryStorage>();
        MemoryStorage& storage = *owned;
        SettingsStore store(std::move(owned));
        store.setMapFor(microphone("a"), std::nullopt);
        QCOMPARE(storage.syncs, 0);
        store.setMapFor(microphone("a"), words("left"));
        store.setMapFor(microphone("a"), words("left"));
        QCOMPARE(storage.syncs, 1);
    }

    void theNumberOfRememberedDevicesIsBounded() {
        KeptMaps maps;
        for (std::size_t i = 0; i < KeptMaps::mostDevices + 5; ++i)
            maps.setMapFor(microphone(std::to_string(i)), words("right"));
        QVERIFY(!maps.mapFor(microphone("0")).has_value());
        QVERIFY(maps.mapFor(microphone(std::to_string(KeptMaps::mostDevices + 4))).has_value());
    }
};

QTEST_GUILESS_MAIN(TestKeptMaps)
#include "tst_kept_maps.moc"
