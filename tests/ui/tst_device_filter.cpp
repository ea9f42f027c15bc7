// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/models/device_filter.h"
#include "ui/models/device_twins.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <random>

using namespace headroom;
using namespace headroom::made_up;

namespace {

QStringList ids(const QAbstractItemModel& model) {
    QStringList found;
    for (int top = 0; top < model.rowCount(); ++top) {
        const QModelIndex parent = model.index(top, 0);
        for (int row = 0; row < model.rowCount(parent); ++row)
            found << model.index(row, 0, parent).data(DeviceModel::IdRole).toString();
    }
    return found;
}

QString firstOf(const DeviceFilter& filter) {
    return filter.firstMatch().data(DeviceModel::IdRole).toString();
}

Device named(DeviceKind kind, const char* id, const char* name) {
    return device(kind, id, name);
}

const std::vector<Device> some{
    named(DeviceKind::Loopback, "out.scarlett.monitor", "Monitor of Focusrite Scarlett 2i2"),
    named(DeviceKind::Microphone, "in.webcam", "USB Webcam"),
    named(DeviceKind::Microphone, "in.scarlett", "Focusrite Scarlett 2i2"),
    named(DeviceKind::Speaker, "out.scarlett", "Focusrite Scarlett 2i2"),
    named(DeviceKind::Microphone, "in.lower", "focus stacker"),
};

} // namespace

class TestDeviceFilter : public QObject {
    Q_OBJECT

private slots:
    void withoutASearchEverythingIsShown() {
        DeviceModel model;
        DeviceFilter filter(model);
        model.setDevices(some);
        QCOMPARE(ids(filter).size(), 5);
        QVERIFY(filter.index(0, 0).data(DeviceModel::FollowRole).toBool());
        QVERIFY(!filter.firstMatch().isValid());
    }

    void whatIsFoundIsWhatTheCommandLineFinds() {
        DeviceModel model;
        DeviceFilter filter(model);
        model.setDevices(some);
        for (const char* pattern : {"Scarlett", "scar", "FS2i2", "focus", "Monitor", "in.webcam", "u", "out.",
                                    "out.scarlett", "out.scarlett.monitor", "Fo2", "Moog"}) {
            filter.setSearch(QLatin1String(pattern));
            QStringList wanted;
            QString first;
            for (const Wanted kinds :
                 {Wanted::Microphones, Wanted::MicrophonesAndLoopbacks, Wanted::Speakers}) {
                const auto matches = matchDevices(some, pattern, kinds);
                if (!matches)
                    continue;
                for (const Device& each : matches.value().devices)
                    wanted << QString::fromStdString(each.id);
                if (first.isEmpty())
                    first = QString::fromStdString(findDevice(some, pattern, kinds).value().id);
            }
            wanted.removeDuplicates();
            QStringList found = ids(filter);
            wanted.sort();
            found.sort();
            QCOMPARE(found, wanted);
            QCOMPARE(firstOf(filter), first);
        }
    }

    void aMicrophoneComesBeforeALoopbackAndBothBeforeASpeaker() {
        DeviceModel model;
        DeviceFilter filter(model);
        model.setDevices(some);
        filter.setSearch(QStringLiteral("Scarlett"));
        QCOMPARE(ids(filter),
                 QStringList({QStringLiteral("in.scarlett"), QStringLiteral("out.scarlett.monitor"),
                              QStringLiteral("out.scarlett")}));
        QCOMPARE(firstOf(filter), QStringLiteral("in.scarlett"));
        QVERIFY(filter.firstMatch().data(DeviceModel::FirstMatchRole).toBool());
        filter.setSearch(QStringLiteral("Monitor of"));
        QCOMPARE(firstOf(filter), QStringLiteral("out.scarlett.monitor"));
        model.setDevices({some[3]});
        filter.setSearch(QStringLiteral("Scarlett"));
        QCOMPARE(firstOf(filter), QStringLiteral("out.scarlett"));
    }

    void whatFindsNothingLeavesNothingAndNamesWhatThereIs() {
        DeviceModel model;
        DeviceFilter filter(model);
        model.setDevices(some);
        filter.setSearch(QStringLiteral("zzz"));
        QCOMPARE(filter.rowCount(), 0);
        QCOMPARE(filter.offers().size(), 4); // the interface is a microphone and a speaker of one name
    }

    void aDeviceThatComesWhileSearchedIsJudgedToo() {
        DeviceModel model;
        DeviceFilter filter(model);
        QAbstractItemModelTester tester(&filter);
        model.setDevices({microphone("usb")});
        filter.setSearch(QStringLiteral("usb"));
        model.setDevices({microphone("builtin"), microphone("usb2"), microphone("usb")});
        // "usb" is a whole identifier, which comes before a part of a name.
        QCOMPARE(ids(filter), QStringList{QStringLiteral("usb")});
        model.setDevices({microphone("builtin"), microphone("usb2")});
        QCOMPARE(ids(filter), QStringList{QStringLiteral("usb2")});
        QCOMPARE(firstOf(filter), QStringLiteral("usb2"));
    }

    void aDeviceThatIsWaitedForIsFoundButNotChosenFirst() {
        DeviceModel model;
        DeviceFilter filter(model);
        model.choosePinned(pinned(named(DeviceKind::Microphone, "gone", "Scarlett Solo")));
        model.setDevices(some);
        filter.setSearch(QStringLiteral("Scarlett"));
        QVERIFY(ids(filter).contains(QStringLiteral("gone")));
        QCOMPARE(firstOf(filter), QStringLiteral("in.scarlett"));
    }

    void twinsAreToldApartByWhatDiffers() {
        const QString a = QStringLiteral("alsa_input.usb-Maker_Stage_Mic_A1B2C3-00.analog-stereo");
        const QString b = QStringLiteral("alsa_input.usb-Maker_Stage_Mic_A1B2D4-00.analog-stereo");
        QCOMPARE(distinctPart(a, {b}), QStringLiteral("…A1B2C3…"));
        QCOMPARE(distinctPart(b, {a}), QStringLiteral("…A1B2D4…"));
        QCOMPARE(distinctPart(QStringLiteral("usb-1"), {QStringLiteral("usb-2")}), QStringLiteral("usb-1"));
        // One that is the beginning of the other has nothing of its own: all of it is shown.
        const QString longer = a + QStringLiteral(".2");
        QVERIFY(distinctPart(a, {longer}) != distinctPart(longer, {a}));
        const QString c = QStringLiteral("alsa_input.usb-Maker_Stage_Mic_A1B2C3-01.analog-stereo");
        QCOMPARE(distinctPart(a, {b, c}), QStringLiteral("…A1B2C3-00…"));
    }

    /// Whatever comes and goes, in any order and however fast: every row is there once, in the system's
    /// order, what is chosen stays, and both models keep their word to the views (the testers watch each
    /// step).
    void anyScriptOfListsKeepsTheModelsTrue_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 12; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void anyScriptOfListsKeepsTheModelsTrue() {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        const auto upTo = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
        DeviceModel model;
        QAbstractItemModelTester tester(&model);
        DeviceFilter filter(model);
        QAbstractItemModelTester filterTester(&filter);
        std::vector<Device> pool;
        for (unsigned i = 0; i < 10; ++i) {
            Device each = device(i % 4 == 3   ? DeviceKind::Speaker
                                 : i % 2 == 0 ? DeviceKind::Microphone
                                              : DeviceKind::Loopback,
                                 "id" + std::to_string(i), i < 4 ? "Twin" : "Device " + std::to_string(i));
            each.isApplication = i == 1 || i == 5;
            pool.push_back(each);
        }
        const QStringList searches{QString(), QStringLiteral("Twin"), QStringLiteral("d8"),
                                   QStringLiteral("none of them")};
        QString chosen;
        for (int step = 0; step < 150; ++step) {
            std::shuffle(pool.begin(), pool.end(), random);
            std::vector<Device> list(pool.begin(), pool.begin() + upTo(11));
            for (Device& each : list) {
                each.muted = upTo(2) == 0;
                each.isDefault = upTo(4) == 0;
            }
            model.setDevices(list);
            const Device& any = pool[upTo(10)];
            const QString anyId = QString::fromStdString(any.id);
            switch (upTo(6)) {
            case 0:
                if (any.isInput()) {
                    model.choosePinned(pinned(any));
                    chosen = anyId;
                }
                break;
            case 1:
                model.chooseDefault(anyId);
                chosen.clear();
                break;
            case 2: model.setState(anyId, static_cast<DeviceState>(upTo(5))); break;
            case 3: filter.setSearch(searches[upTo(4)]); break;
            case 4: model.setLevel(anyId, -static_cast<double>(upTo(60))); break;
            default: break;
            }
            QStringList present;
            for (const QString& id : ids(model))
                if (model.isPresent(id))
                    present << id;
            QStringList wanted;
            for (const DeviceGroup group : {DeviceGroup::Microphones, DeviceGroup::Loopbacks,
                                            DeviceGroup::Programs, DeviceGroup::Speakers})
                for (const Device& each : list)
                    if (groupOf(each) == group)
                        wanted << QString::fromStdString(each.id);
            QCOMPARE(present, wanted);
            if (!chosen.isEmpty()) {
                QVERIFY(model.indexOf(chosen).isValid());
                QVERIFY(model.chosenIndex().data(DeviceModel::PinnedRole).toBool());
            }
            QStringList once = ids(model);
            QCOMPARE(once.removeDuplicates(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestDeviceFilter)
#include "tst_device_filter.moc"
