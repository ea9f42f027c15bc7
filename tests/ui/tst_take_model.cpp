// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/take_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace headroom;

namespace {

TakeSummary take(const std::string& path, std::uint64_t frames = 48000) {
    TakeSummary made;
    made.path = path;
    made.rate = 48000;
    made.channels = 2;
    made.frames = frames;
    made.complete = true;
    made.peakDb = -3.24;
    made.bytes = 1'500'000;
    return made;
}

} // namespace

class TestTakeModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aTakeIsShownWithLengthPeakAndState() {
        TakeModel model;
        QAbstractItemModelTester tester(&model);
        model.setTakes({take("/m/one.wav", 48000 * 75)});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(TakeModel::Name), QStringLiteral("one.wav"));
        QCOMPARE(text(TakeModel::Length), QStringLiteral("0:01:15"));
        QCOMPARE(text(TakeModel::Peak), QStringLiteral("-3.2 dBFS"));
        QCOMPARE(text(TakeModel::State), QStringLiteral("Complete"));
        QCOMPARE(text(TakeModel::Format), QStringLiteral("2 ch · 48 kHz"));
        QCOMPARE(text(TakeModel::Size), QStringLiteral("1.5 MB"));
    }

    void rowsFollowTheFolderWithoutAReset() {
        TakeModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setTakes({take("/m/a.wav"), take("/m/b.wav"), take("/m/c.wav")});
        const QPersistentModelIndex kept(model.indexOf(QStringLiteral("/m/b.wav")));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setTakes({take("/m/d.wav"), take("/m/b.wav", 96000)});
        QVERIFY(kept.isValid());
        QCOMPARE(kept.sibling(kept.row(), TakeModel::Length).data().toString(), QStringLiteral("0:00:02"));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(resets.count(), 0);
    }

    void badgesTellWhatIsMissing() {
        TakeSummary broken = take("/m/broken.wav");
        broken.error = Error{ErrorKind::FileDamaged, "broken.wav", {}, {}};
        TakeSummary missing = take("/m/missing.wav");
        missing.complete = false;
        missing.missingFrames = 960;
        TakeSummary unknown = take("/m/unknown.wav");
        unknown.complete.reset();
        TakeSummary simulated = take("/m/simulated.wav");
        simulated.simulated = true;
        TakeModel model;
        model.setTakes({broken, missing, unknown, simulated});
        const auto state = [&](int row) { return model.index(row, TakeModel::State).data().toString(); };
        const auto badge = [&](int row) { return model.index(row, 0).data(TakeModel::BadgeRole).toInt(); };
        QCOMPARE(state(1), QStringLiteral("20 ms missing"));
        QCOMPARE(state(3), QStringLiteral("Complete · simulated"));
        QCOMPARE(badge(0), static_cast<int>(TakeModel::Badge::Unreadable));
        QCOMPARE(badge(1), static_cast<int>(TakeModel::Badge::Missing));
        QCOMPARE(badge(2), static_cast<int>(TakeModel::Badge::Unknown));
        QVERIFY(model.index(0, TakeModel::Length).data().toString().isEmpty());
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("damaged")));
    }
};

QTEST_GUILESS_MAIN(TestTakeModel)
#include "tst_take_model.moc"
