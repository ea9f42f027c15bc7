// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/models/device_filter.h"
#include "ui/models/device_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace headroom;
using namespace headroom::made_up;

namespace {

QStringList ids(const QAbstractItemModel& model) {
    QStringList found;
    for (int group = 0; group < model.rowCount(); ++group) {
        const QModelIndex parent = model.index(group, 0);
        for (int row = 0; row < model.rowCount(parent); ++row)
            found << model.index(row, 0, parent).data(DeviceModel::IdRole).toString();
    }
    return found;
}

const Device speaker = device(DeviceKind::Speaker, "out", "Speaker");
const Device loopback = device(DeviceKind::Loopback, "out.monitor", "Monitor of Speaker");

} // namespace

class TestDeviceModel : public QObject {
    Q_OBJECT

private slots:
    void devicesStandInGroups() {
        DeviceModel model;
        QAbstractItemModelTester tester(&model);
        model.setDevices({speaker, microphone("b"), loopback, microphone("a")});
        QCOMPARE(ids(model), QStringList({QStringLiteral("b"), QStringLiteral("a"),
                                          QStringLiteral("out.monitor"), QStringLiteral("out")}));
    }

    void rowsFollowTheSystemWithoutAReset() {
        DeviceModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
        model.setDevices({microphone("a"), microphone("b"), microphone("c"), speaker});
        const QPersistentModelIndex kept(model.indexOf(QStringLiteral("b")));
        model.setDevices({microphone("x"), microphone("c"), microphone("b"), loopback});
        QCOMPARE(kept.data(DeviceModel::IdRole).toString(), QStringLiteral("b"));
        QCOMPARE(ids(model), QStringList({QStringLiteral("x"), QStringLiteral("c"), QStringLiteral("b"),
                                          QStringLiteral("out.monitor")}));
        model.setDevices({});
        QVERIFY(ids(model).isEmpty());
        QVERIFY(!kept.isValid());
        QCOMPARE(resets.count(), 0);
        QCOMPARE(layouts.count(), 0);
    }

    void anyListTurnsIntoAnyOther() {
        // Every pair of lists over five devices in a few orders; the tester watches each step.
        std::vector<std::vector<Device>> lists;
        for (unsigned mask = 0; mask < 32; ++mask) {
            std::vector<Device> list;
            for (unsigned i = 0; i < 5; ++i)
                if (mask & (1U << i))
                    list.push_back(
                        microphone(std::string(1, static_cast<char>('a' + (i * (mask % 3 + 1)) % 5))));
            lists.push_back(list);
        }
        DeviceModel model;
        QAbstractItemModelTester tester(&model);
        DeviceFilter filter(model);
        QAbstractItemModelTester filterTester(&filter);
        for (const auto& from : lists) {
            for (const auto& to : lists) {
                model.setDevices(from);
                model.setDevices(to);
                QStringList wanted;
                for (const Device& each : to)
                    if (!wanted.contains(QString::fromStdString(each.id)))
                        wanted << QString::fromStdString(each.id);
                QCOMPARE(ids(model), wanted);
            }
        }
    }

    void theChosenInputThatGoesAwayWaits() {
        DeviceModel model;
        QAbstractItemModelTester tester(&model);
        model.setDevices({microphone("a"), microphone("b")});
        model.choosePinned(pinned(microphone("b")));
        model.setState(QStringLiteral("b"), DeviceState::Open);
        const QPersistentModelIndex kept(model.indexOf(QStringLiteral("b")));
        model.setDevices({microphone("a")});
        QVERIFY(kept.isValid());
        QCOMPARE(model.state(QStringLiteral("b")), DeviceState::Waiting);
        QVERIFY(!model.isPresent(QStringLiteral("b")));
        QVERIFY(kept.data(DeviceModel::DetailRole).toString().contains(QStringLiteral("Not connected")));
        model.setDevices({microphone("b"), microphone("a")});
        QCOMPARE(kept.data(DeviceModel::IdRole).toString(), QStringLiteral("b"));
        QCOMPARE(model.state(QStringLiteral("b")), DeviceState::Open);
    }

    void anInputThatNobodyWantsIsDropped() {
        DeviceModel model;
        QAbstractItemModelTester tester(&model);
        model.setDevices({microphone("a"), microphone("b")});
        model.choosePinned(pinned(microphone("b")));
        model.setDevices({microphone("a")});
        QVERIFY(model.indexOf(QStringLiteral("b")).isValid());
        model.choosePinned(pinned(microphone("a")));
        QVERIFY(!model.indexOf(QStringLiteral("b")).isValid());
    }

    void aChangeOfTheDeviceIsOneDataChange() {
        DeviceModel model;
        model.setDevices({microphone("a"), microphone("b")});
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        Device muted = microphone("b");
        muted.muted = true;
        model.setDevices({microphone("a"), muted});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes[0][0].toModelIndex().data(DeviceModel::MutedRole).toBool(), true);
    }

    void anIdThatComesTwiceIsOneRow() {
        DeviceModel model;
        QAbstractItemModelTester tester(&model);
        model.setDevices({microphone("a"), microphone("a")});
        QCOMPARE(ids(model).size(), 1);
    }

    void twinsShowTheirIdentifiers() {
        DeviceModel model;
        model.setDevices({device(DeviceKind::Microphone, "usb-1", "Twin"),
                          device(DeviceKind::Microphone, "usb-2", "Twin")});
        QVERIFY(model.indexOf(QStringLiteral("usb-2"))
                    .data(DeviceModel::DetailRole)
                    .toString()
                    .contains(QStringLiteral("usb-2")));
    }

    void speakersCannotBeSelected() {
        DeviceModel model;
        model.setDevices({speaker, loopback});
        QVERIFY(!(model.indexOf(QStringLiteral("out")).flags() & Qt::ItemIsSelectable));
        QVERIFY(model.indexOf(QStringLiteral("out.monitor")).flags() & Qt::ItemIsSelectable);
    }

    void aSpeakersLoopbackIsFound() {
        DeviceModel model;
        model.setDevices({speaker, device(DeviceKind::Speaker, "lone", "Nothing to do with it"), loopback});
        QCOMPARE(model.loopbackOf(QStringLiteral("out")), QStringLiteral("out.monitor"));
        QCOMPARE(model.loopbackOf(QStringLiteral("lone")), QString());
    }

    void levelsShowOnOpenInputsOnly() {
        DeviceModel model;
        model.setDevices({microphone("a")});
        const QModelIndex index = model.indexOf(QStringLiteral("a"));
        model.setLevel(QStringLiteral("a"), -12.0);
        QCOMPARE(index.data(DeviceModel::LevelRole).toDouble(), silenceDb);
        model.setState(QStringLiteral("a"), DeviceState::Open);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setLevel(QStringLiteral("a"), -12.1);
        model.setLevel(QStringLiteral("a"), -11.9);
        QCOMPARE(index.data(DeviceModel::LevelRole).toDouble(), -12.0);
        QCOMPARE(changes.count(), 1);
        model.setState(QStringLiteral("a"), DeviceState::Closed);
        QCOMPARE(index.data(DeviceModel::LevelRole).toDouble(), silenceDb);
    }
};

QTEST_GUILESS_MAIN(TestDeviceModel)
#include "tst_device_model.moc"
