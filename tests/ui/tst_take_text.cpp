// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/take_text.h"

#include <QLocale>
#include <QTest>

using namespace headroom;

namespace {

TakeReport savedReport() {
    TakeReport report;
    report.files = {{"/music/a take.wav", 0, 480000, 100}};
    report.rate = 48000;
    report.frames = 480000;
    return report;
}

} // namespace

class TestTakeText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aCompleteTakeSaysThatNothingIsMissing() {
        QCOMPARE(takeReportText(savedReport()),
                 QStringLiteral("“a take.wav” is saved, 0:00:10. Nothing is missing."));
    }

    void faultsAreCountedWithWhatTheyCost() {
        TakeReport report = savedReport();
        report.faults = {{FaultCause::Device, GapReason::Hole, 0, 960, 0},
                         {FaultCause::Disk, GapReason::Hole, 4800, 4800, 0}};
        const QString text = takeReportText(report);
        QVERIFY(text.contains(QStringLiteral("2 faults, 120 ms missing.")));
        QVERIFY(!text.contains(QStringLiteral("Nothing is missing")));
    }

    void aTakeThatEndedEarlySaysWhy() {
        TakeReport report = savedReport();
        report.error = Error{ErrorKind::DiskFull, {}, {}, {}};
        const QString text = takeReportText(report);
        QVERIFY(text.contains(QStringLiteral("ended early")));
        QVERIFY(text.contains(QStringLiteral("The disk is full.")));
        QVERIFY(!text.contains(QStringLiteral("Nothing is missing")));
    }

    void aTakeThatNeverBeganSaysSo() {
        TakeReport report;
        report.error = Error{ErrorKind::FolderNotWritable, "/music", {}, {}};
        QVERIFY(takeReportText(report).startsWith(QStringLiteral("Nothing was recorded.")));
    }

    void aSimulatedTakeSaysSo() {
        TakeReport report = savedReport();
        report.device.backend = "simulated";
        QVERIFY(takeReportText(report).contains(QStringLiteral("simulated")));
    }

    void aFaultIsToldWithPlaceLengthAndCause() {
        QCOMPARE(faultText({FaultCause::Device, GapReason::DeviceGone, 48000 * 61, 48000, 0}, 48000),
                 QStringLiteral("1.0 s missing at 00:01:01.0: the device was gone."));
    }

    void everyCauseHasItsOwnWords() {
        QStringList words;
        for (const GapReason reason : {GapReason::Hole, GapReason::Suspended, GapReason::DeviceGone,
                                       GapReason::ServerLost, GapReason::ClockJump})
            words << faultCauseText({FaultCause::Device, reason, 0, 1, 0});
        words << faultCauseText({FaultCause::Tape, {}, 0, 1, 0})
              << faultCauseText({FaultCause::Disk, {}, 0, 1, 0});
        QVERIFY(!words.contains(QString()));
        words.removeDuplicates();
        QCOMPARE(words.size(), 7);
    }

    void badges() {
        TakeSummary take;
        take.rate = 48000;
        QCOMPARE(takeStateText(take), QStringLiteral("Not known"));
        take.complete = true;
        QCOMPARE(takeStateText(take), QStringLiteral("Complete"));
        take.complete = false;
        take.missingFrames = 4800;
        QCOMPARE(takeStateText(take), QStringLiteral("100 ms missing"));
        take.error = Error{ErrorKind::FileDamaged, {}, {}, {}};
        QCOMPARE(takeStateText(take), QStringLiteral("Cannot be read"));
    }
};

QTEST_GUILESS_MAIN(TestTakeText)
#include "tst_take_text.moc"
