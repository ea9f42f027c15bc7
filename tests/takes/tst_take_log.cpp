// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_log.h"

#include <QTest>

using namespace headroom;

namespace {

Fault gap(std::uint64_t position, std::uint64_t frames) {
    return {FaultCause::Device, GapReason::Hole, position, frames, 5};
}
Fault unsaved(std::uint64_t position, std::uint64_t frames, std::int64_t wallTimeNs) {
    return {FaultCause::Disk, GapReason::Hole, position, frames, wallTimeNs};
}

} // namespace

class TestTakeLog : public QObject {
    Q_OBJECT
private slots:
    void aFilesReportEndsWithTheFile();
    void whatReachedNoFileIsAFaultWhereItIsNotOneYet();
    void unsavedFramesAreCountedOnce();
    void markersAtOneFrameAreInTheOrderOfTheirTimes();
    void theFirstErrorStays();
    void aPauseThatNothingFollowsIsTheEnd();
};

void TestTakeLog::aFilesReportEndsWithTheFile() {
    TakeLog log({}, "take.wav");
    // The collector is ahead of the disk, and what it found is known before its frames are counted.
    log.addFault(gap(900, 50));
    log.addFault(gap(1000, 50));
    log.addMarker({999, "in"}, 1);
    log.addMarker({1000, "out"}, 2);
    log.addPause({1000, 7});
    const TakeReport report = log.reportUpTo(1000);
    QCOMPARE(report.frames, 1000U);
    QVERIFY((report.faults == std::vector{gap(900, 50)}));
    QVERIFY((report.markers == std::vector<Marker>{{999, "in"}}));
    QVERIFY(report.pauses.empty());
    QCOMPARE(log.report().faults.size(), 2U);
}

void TestTakeLog::whatReachedNoFileIsAFaultWhereItIsNotOneYet() {
    TakeLog log({}, "take.wav");
    log.addFault(gap(50, 100));
    log.addFault(gap(300, 100));
    log.addFault(gap(600, 100));
    log.addUnsaved(100, 650, 1000, 1'000'000'000);
    // From frame 100 on: the rest of one gap, then 150 to 300, then 400 to 600.
    QVERIFY((log.report().faults == std::vector{gap(50, 100), unsaved(150, 150, 1'050'000'000), gap(300, 100),
                                                unsaved(400, 200, 1'300'000'000), gap(600, 100)}));
}

void TestTakeLog::unsavedFramesAreCountedOnce() {
    TakeLog log({}, "take.wav");
    log.addUnsaved(100, 200, 1000, 0);
    log.addUnsaved(50, 200, 1000, 0);
    QVERIFY((log.report().faults == std::vector{unsaved(50, 50, 0), unsaved(100, 100, 0)}));
    QCOMPARE(log.newFaults().size(), 2U);
    log.addUnsaved(200, 200, 1000, 0);
    QVERIFY(log.newFaults().empty());
}

void TestTakeLog::markersAtOneFrameAreInTheOrderOfTheirTimes() {
    TakeLog log({}, "take.wav");
    log.addMarker({10, "c"}, 300);
    log.addMarker({10, "a"}, 100);
    log.addMarker({5, "first"}, 900);
    log.addMarker({10, "b"}, 200);
    QVERIFY((log.report().markers == std::vector<Marker>{{5, "first"}, {10, "a"}, {10, "b"}, {10, "c"}}));
}

void TestTakeLog::theFirstErrorStays() {
    TakeLog log({}, "take.wav");
    QVERIFY(!log.failed());
    log.setError({ErrorKind::DiskFull, "take.wav", {}, {}});
    log.setError({ErrorKind::WriteFailed, "take.wav", {}, {}});
    QVERIFY(log.failed());
    QCOMPARE(log.report().error->kind, ErrorKind::DiskFull);
}

void TestTakeLog::aPauseThatNothingFollowsIsTheEnd() {
    TakeLog log({}, "take.wav");
    log.addPause({50, 5});
    log.addPause({100, 5});
    log.setCollected(100, 0);
    log.setCollectorEnded();
    QVERIFY((log.report().pauses == std::vector<Pause>{{50, 5}}));
    QCOMPARE(log.progress().state, TakeProgress::State::Finishing);
}

QTEST_GUILESS_MAIN(TestTakeLog)
#include "tst_take_log.moc"
