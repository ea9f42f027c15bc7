// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/tape_head.h"
#include "tests/takes/take_rig.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace headroom;

namespace {

Fault deviceFault(const TakeRig& rig, GapReason reason, std::uint64_t position, std::uint64_t frames,
                  std::uint64_t tapePosition) {
    return {FaultCause::Device, reason, position, frames, rig.wallOf(tapePosition)};
}

} // namespace

class TestTakeRecorderFaults : public QObject {
    Q_OBJECT
private slots:
    void aGapBecomesZerosAndOneFault();
    void neighbouringGapsOfOneReasonAreOneFault();
    void aGapLongerThanTheRingLapsNobody();
    void aGapAtTheEndIsInTheFile();
    void aLongGapEndsTheFileAndTimeStaysTrue();
    void aLongGapInPiecesIsOne();
    void aTakeThatEndsWithALongGapHasNoEmptyFile();
    void gapsApartByAPauseAreApart();
    void aLappedCollectorMakesATapeFaultAndTimeStaysTrue();
    void aCollectorLappedBeforeItsFirstFrameKeepsTheStart();
    void aStalledDiskLosesNothingWithinTheMemory();
    void aStalledDiskBeyondTheMemoryMakesADiskFaultOfExactlyWhatIsMissing();
    void gapsWhileTheDiskIsStalledStayTheDevices();
    void aFullDiskFinishesTheFileAndSaysWhatIsMissing();
    void aFullDiskDoesNotCountAGapTwice();
    void aDiskThatFillsUpInTheSecondFileKeepsTheFirst();
    void aFileThatCannotBeFinishedIsAnError();
    void anAbsentDeviceLeavesAGapUpToTheStop();
    void anAbsentDeviceIsWaitedForAsLongAsTheGrace();
    void faultsAreToldOnceAndWhenTheyAreOver();
    void daysOfAbsenceCostNothing();
};

void TestTakeRecorderFaults::aGapBecomesZerosAndOneFault() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.blocks(3, 480);
    rig.gap(123, GapReason::ClockJump);
    rig.blocks(2, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY((report.faults == std::vector{deviceFault(rig, GapReason::ClockJump, 1440, 123, 1440)}));
    QVERIFY(!report.error);
    QCOMPARE(report.frames, 2523U);
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 1440) + rig.zeros(123) + rig.samples(1563, 2523));
    QVERIFY(rig.disk.file("take.wav").finished->faults == report.faults);
}

void TestTakeRecorderFaults::neighbouringGapsOfOneReasonAreOneFault() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    rig.gap(10, GapReason::Hole);
    rig.gap(20, GapReason::Hole);
    rig.gap(30, GapReason::Suspended);
    rig.block(480);
    rig.gap(40, GapReason::Suspended);
    rig.block(480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY(
        (recorder->report().faults == std::vector{deviceFault(rig, GapReason::Hole, 480, 30, 480),
                                                  deviceFault(rig, GapReason::Suspended, 510, 30, 510),
                                                  deviceFault(rig, GapReason::Suspended, 1020, 40, 1020)}));
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 480) + rig.zeros(60) +
                                                     rig.samples(540, 1020) + rig.zeros(40) +
                                                     rig.samples(1060, 1540));
}

void TestTakeRecorderFaults::aGapLongerThanTheRingLapsNobody() {
    TakeRig rig(8000, 1, 0.5);
    const auto recorder = rig.begin();
    rig.blocks(2, 100);
    rig.gap(80'000, GapReason::DeviceGone);
    rig.blocks(2, 100);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY((recorder->report().faults ==
             std::vector{deviceFault(rig, GapReason::DeviceGone, 200, 80'000, 200)}));
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 200) + rig.zeros(80'000) + rig.samples(80'200, 80'400));
}

void TestTakeRecorderFaults::aGapAtTheEndIsInTheFile() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    rig.gap(1000, GapReason::ServerLost);
    recorder->stop(rig.timeOf(1300), nsPerSecond, GapReason::DeviceGone);
    QVERIFY(waitFinished(*recorder));
    // The stop was asked for when the tape had the whole gap already.
    QVERIFY(
        (recorder->report().faults == std::vector{deviceFault(rig, GapReason::ServerLost, 480, 1000, 480)}));

    TakeSettings settings;
    settings.file = "cut";
    const auto cut = rig.begin(settings);
    rig.block(480);
    cut->stop(rig.timeOf(2500), nsPerSecond, GapReason::DeviceGone);
    rig.gap(1000, GapReason::ServerLost); // 1960 to 2960: a gap is cut at the stop itself
    QVERIFY(waitFinished(*cut));
    QCOMPARE(cut->report().frames, 2500U);
    QVERIFY(rig.disk.file("cut").samples ==
            rig.samples(0, 480) + rig.zeros(1000) + rig.samples(1480, 1960) + rig.zeros(540));
}

void TestTakeRecorderFaults::aLongGapEndsTheFileAndTimeStaysTrue() {
    TakeRig rig(8000, 2);
    TakeSettings settings;
    settings.gapLimitSeconds = 1.0;
    const auto recorder = rig.begin(settings);
    rig.block(400);
    rig.gap(8000, GapReason::Suspended); // just not too long
    rig.block(400);
    rig.gap(8001, GapReason::DeviceGone);
    rig.block(400);
    recorder->addMarker(rig.timeOf(17'000), "in the second file");
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.frames, 17'201U);
    QVERIFY((report.faults == std::vector{deviceFault(rig, GapReason::Suspended, 400, 8000, 400),
                                          deviceFault(rig, GapReason::DeviceGone, 8800, 8001, 8800)}));
    QCOMPARE(report.files.size(), 2U);
    QCOMPARE(report.files[0].frames, 8800U);
    QCOMPARE(report.files[1].firstFrame, 16'801U);
    QCOMPARE(report.files[1].frames, 400U);
    QVERIFY((report.markers == std::vector<Marker>{{17'000, "in the second file"}}));
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 400) + rig.zeros(8000) + rig.samples(8400, 8800));
    QVERIFY(rig.disk.file("take.wav.2").samples == rig.samples(16'801, 17'201));
    QCOMPARE(rig.disk.file("take.wav.2").spec.startWallNs, rig.wallOf(16'801));
    QCOMPARE(rig.disk.file("take.wav.2").spec.firstFrame, 16'801U);
    QCOMPARE(rig.disk.file("take.wav").finished->faults.size(), 1U);
    QCOMPARE(rig.disk.file("take.wav").finished->frames, 8800U);
}

void TestTakeRecorderFaults::aLongGapInPiecesIsOne() {
    TakeRig rig(8000, 1);
    TakeSettings settings;
    settings.gapLimitSeconds = 1.0;
    const auto recorder = rig.begin(settings);
    rig.block(400);
    for (int i = 0; i < 5; ++i) {
        rig.gap(1000, GapReason::DeviceGone);
        rig.gap(1000, GapReason::ServerLost);
        // Whether or not it was read before it went on.
        QVERIFY(waitFrames(*recorder, rig.tape->endPosition()));
    }
    QCOMPARE(recorder->progress().faults, 10U);
    rig.block(400);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.faults.size(), 10U);
    QCOMPARE(report.files.size(), 2U);
    QCOMPARE(report.files[1].firstFrame, 10'400U);
}

void TestTakeRecorderFaults::aTakeThatEndsWithALongGapHasNoEmptyFile() {
    TakeRig rig(8000, 1);
    TakeSettings settings;
    settings.gapLimitSeconds = 1.0;
    const auto recorder = rig.begin(settings);
    rig.block(400);
    rig.gap(20'000, GapReason::DeviceGone);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.frames, 20'400U);
    QCOMPARE(report.files.size(), 1U);
    QCOMPARE(report.files[0].frames, 400U);
    QVERIFY((report.faults == std::vector{deviceFault(rig, GapReason::DeviceGone, 400, 20'000, 400)}));
    QVERIFY(rig.disk.file("take.wav").finished->faults == report.faults);
}

void TestTakeRecorderFaults::gapsApartByAPauseAreApart() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    recorder->pause(rig.timeOf(1000));
    recorder->resume(rig.timeOf(2000));
    rig.gap(2000); // 480 to 2480
    rig.block(480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY((report.faults == std::vector{deviceFault(rig, GapReason::Hole, 480, 520, 480),
                                          deviceFault(rig, GapReason::Hole, 1000, 480, 2000)}));
    QVERIFY((report.pauses == std::vector<Pause>{{1000, 1000}}));
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 480) + rig.zeros(1000) + rig.samples(2480, 2960));
}

void TestTakeRecorderFaults::aLappedCollectorMakesATapeFaultAndTimeStaysTrue() {
    for (const int channels : {1, 2, 3}) {
        TakeRig rig(48000, channels, 0.5);
        const auto recorder = rig.begin();
        rig.blocks(10, 480);
        QVERIFY(waitFrames(*recorder, 4800));
        rig.clock.hold();
        rig.clock.waitUntilHeld();
        TapeHead witness(rig.tape); // stands where the collector stands
        rig.blocks(100, 480);       // 1 s on a tape of half a second
        std::vector<float> none(static_cast<std::size_t>(channels));
        const TapeSpan lost = witness.read(none.data(), 1);
        QCOMPARE(lost.kind, TapeSpan::Kind::Lost);
        QVERIFY(lost.frames > 24'000);
        rig.clock.release();
        rig.blocks(3, 480);
        rig.stop(*recorder);
        QVERIFY(waitFinished(*recorder));

        const TakeReport report = recorder->report();
        QCOMPARE(report.frames, rig.tape->endPosition());
        QCOMPARE(report.faults.size(), 1U);
        const Fault fault = report.faults[0];
        QCOMPARE(fault.cause, FaultCause::Tape);
        QCOMPARE(fault.position, 4800U);
        // The three blocks after the release may cost the collector some more.
        QVERIFY(fault.frames >= lost.frames && fault.frames <= lost.frames + 3 * 480);
        QCOMPARE(fault.frames % 480, 0U);
        QVERIFY(std::abs(fault.wallTimeNs - rig.wallOf(4800)) <= 1);
        QVERIFY(rig.disk.file("take.wav").samples ==
                rig.samples(0, 4800) + rig.zeros(fault.frames) +
                    rig.samples(4800 + fault.frames, rig.tape->endPosition()));
    }
}

void TestTakeRecorderFaults::aCollectorLappedBeforeItsFirstFrameKeepsTheStart() {
    TakeRig rig(48000, 2, 0.5);
    rig.blocks(20, 480);
    rig.clock.hold();
    const auto recorder = rig.begin({}, {rig.timeOf(5000)});
    rig.blocks(100, 480);
    rig.clock.release();
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.frames, rig.tape->endPosition() - 5000);
    QCOMPARE(report.faults.size(), 1U);
    QCOMPARE(report.faults[0].cause, FaultCause::Tape);
    QCOMPARE(report.faults[0].position, 0U);
    QVERIFY(std::abs(report.startWallNs - rig.wallOf(5000)) <= 1);
    const std::uint64_t there = 5000 + report.faults[0].frames;
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.zeros(report.faults[0].frames) + rig.samples(there, rig.tape->endPosition()));
}

void TestTakeRecorderFaults::aStalledDiskLosesNothingWithinTheMemory() {
    TakeRig rig;
    TakeSettings settings;
    settings.memoryLimitBytes = 8 * 480'000;
    const auto recorder = rig.begin(settings);
    rig.disk.hold();
    for (int i = 0; i < 1000; ++i) { // 10 s; the tape holds 2 s
        rig.block(480);
        if (i % 100 == 99)
            QVERIFY(waitFrames(*recorder, rig.tape->endPosition()));
    }
    QVERIFY(waitFrames(*recorder, 480'000));
    QCOMPARE(recorder->progress().bytesWaiting, 8U * 480'000);
    QCOMPARE(recorder->progress().faults, 0U);
    rig.disk.release();
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY(recorder->report().complete());
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 480'000));
}

void TestTakeRecorderFaults::aStalledDiskBeyondTheMemoryMakesADiskFaultOfExactlyWhatIsMissing() {
    TakeRig rig;
    TakeSettings settings;
    settings.memoryLimitBytes = 8 * 50'000 + 3;
    const auto recorder = rig.begin(settings);
    rig.disk.hold();
    for (int i = 0; i < 200; ++i) {
        rig.block(480);
        if (i % 100 == 99)
            QVERIFY(waitFrames(*recorder, rig.tape->endPosition()));
    }
    QCOMPARE(recorder->progress().bytesWaiting, 8U * 50'000);
    QCOMPARE(recorder->progress().faults, 1U); // known before it is over
    rig.disk.release();
    QVERIFY(QTest::qWaitFor([&] { return recorder->progress().bytesWaiting == 0; }, 60'000));
    rig.blocks(10, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY((report.faults ==
             std::vector<Fault>{{FaultCause::Disk, GapReason::Hole, 50'000, 46'000, rig.wallOf(50'000)}}));
    QCOMPARE(report.frames, 100'800U);
    QVERIFY(!report.error);
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 50'000) + rig.zeros(46'000) + rig.samples(96'000, 100'800));
}

void TestTakeRecorderFaults::gapsWhileTheDiskIsStalledStayTheDevices() {
    TakeRig rig(8000, 1);
    TakeSettings settings;
    settings.memoryLimitBytes = 4 * 1000;
    settings.gapLimitSeconds = 0.5; // what the disk lost does not count for this
    const auto recorder = rig.begin(settings);
    rig.disk.hold();
    rig.blocks(15, 100);
    rig.gap(3000, GapReason::Suspended);
    rig.blocks(50, 100);
    QVERIFY(waitFrames(*recorder, rig.tape->endPosition()));
    rig.disk.release();
    QVERIFY(QTest::qWaitFor([&] { return recorder->progress().bytesWaiting == 0; }, 60'000));
    rig.block(100);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY((report.faults ==
             std::vector<Fault>{{FaultCause::Disk, GapReason::Hole, 1000, 500, rig.wallOf(1000)},
                                {FaultCause::Device, GapReason::Suspended, 1500, 3000, rig.wallOf(1500)},
                                {FaultCause::Disk, GapReason::Hole, 4500, 5000, rig.wallOf(4500)}}));
    QCOMPARE(report.files.size(), 1U);
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 1000) + rig.zeros(8500) + rig.samples(9500, 9600));
}

void TestTakeRecorderFaults::aFullDiskFinishesTheFileAndSaysWhatIsMissing() {
    TakeRig rig;
    rig.disk.setRoom(10'000);
    const auto recorder = rig.begin();
    rig.blocks(50, 480);
    QVERIFY(waitFinished(*recorder)); // by itself
    const TakeReport report = recorder->report();
    QCOMPARE(report.error->kind, ErrorKind::DiskFull);
    QVERIFY(!report.complete());
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 10'000));
    QCOMPARE(report.files.at(0).frames, 10'000U);
    QCOMPARE(report.faults.size(), 1U);
    QCOMPARE(report.faults[0].cause, FaultCause::Disk);
    QCOMPARE(report.faults[0].position, 10'000U);
    QCOMPARE(report.faults[0].frames, report.frames - 10'000);
    QVERIFY(std::abs(report.faults[0].wallTimeNs - rig.wallOf(10'000)) <= 2);
    // The file says it of itself, too.
    const TakeReport inTheFile = *rig.disk.file("take.wav").finished;
    QVERIFY(inTheFile.error == report.error);
    QVERIFY(inTheFile.faults == report.faults);
    QVERIFY(recorder->newFaults() == report.faults);
}

void TestTakeRecorderFaults::aFullDiskDoesNotCountAGapTwice() {
    TakeRig rig;
    rig.disk.setRoom(500);
    rig.disk.hold();
    const auto recorder = rig.begin();
    rig.blocks(2, 480);
    rig.gap(1000, GapReason::Suspended);
    rig.blocks(2, 480);
    QVERIFY(waitFrames(*recorder, 2920));
    rig.disk.release();
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.frames, 2920U);
    QVERIFY(
        (report.faults ==
         std::vector<Fault>{{FaultCause::Disk, GapReason::Hole, 500, 460, report.faults.at(0).wallTimeNs},
                            {FaultCause::Device, GapReason::Suspended, 960, 1000, rig.wallOf(960)},
                            {FaultCause::Disk, GapReason::Hole, 1960, 960, report.faults.at(2).wallTimeNs}}));
}

void TestTakeRecorderFaults::aDiskThatFillsUpInTheSecondFileKeepsTheFirst() {
    TakeRig rig;
    rig.disk.setRoom(1500);
    TakeSettings settings;
    settings.splitSeconds = 0.02; // 960 frames
    const auto recorder = rig.begin(settings);
    rig.blocks(10, 480);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.error->kind, ErrorKind::DiskFull);
    QCOMPARE(report.files.size(), 2U);
    QCOMPARE(report.files[1].frames, 540U);
    QCOMPARE(report.faults.at(0).position, 1500U);
    QVERIFY(rig.disk.file("take.wav").samples + rig.disk.file("take.wav.2").samples == rig.samples(0, 1500));
    QVERIFY(rig.disk.file("take.wav").finished->complete());
}

void TestTakeRecorderFaults::aFileThatCannotBeFinishedIsAnError() {
    TakeRig rig;
    rig.disk.refuseFinish();
    const auto recorder = rig.begin();
    rig.blocks(10, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.error->kind, ErrorKind::WriteFailed);
    QCOMPARE(report.frames, 4800U);
    QVERIFY(report.faults.empty()); // every frame is there
}

void TestTakeRecorderFaults::anAbsentDeviceLeavesAGapUpToTheStop() {
    TakeRig rig(44100, 2);
    const auto recorder = rig.begin();
    rig.blocks(3, 441);
    QVERIFY(waitFrames(*recorder, 1323));
    rig.clock.advance(2 * nsPerSecond);
    const std::int64_t asked = rig.timeOf(1323 + 88'200);
    QVERIFY(std::abs(asked - rig.clock.nowNs()) <= 1);
    recorder->stop(asked, nsPerSecond / 2, GapReason::ServerLost);
    rig.clock.advance(nsPerSecond);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.frames, 1323U + 88'200U);
    QVERIFY((report.faults == std::vector{deviceFault(rig, GapReason::ServerLost, 1323, 88'200, 1323)}));
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 1323) + rig.zeros(88'200));
}

void TestTakeRecorderFaults::anAbsentDeviceIsWaitedForAsLongAsTheGrace() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    recorder->stop(rig.timeOf(960), nsPerSecond, GapReason::DeviceGone);
    rig.clock.advance(nsPerSecond - 1);
    // No condition tells that nothing happens; many rounds of the collector without an end are the promise.
    QTest::qWait(300);
    QVERIFY(!recorder->finished());
    rig.clock.advance(nsPerSecond);
    QVERIFY(waitFinished(*recorder));
    QCOMPARE(recorder->report().frames, 960U);
    QCOMPARE(recorder->report().faults.size(), 1U);
}

void TestTakeRecorderFaults::faultsAreToldOnceAndWhenTheyAreOver() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    rig.gap(100);
    QVERIFY(waitFrames(*recorder, 580));
    QVERIFY(recorder->newFaults().empty());
    QCOMPARE(recorder->progress().faults, 1U);
    rig.block(480);
    QVERIFY(waitFrames(*recorder, 1060));
    QCOMPARE(recorder->newFaults().size(), 1U);
    QVERIFY(recorder->newFaults().empty());
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QCOMPARE(recorder->report().faults.size(), 1U);
}

void TestTakeRecorderFaults::daysOfAbsenceCostNothing() {
    TakeRig rig;
    TakeSettings settings;
    settings.memoryLimitBytes = 8 * 1000;
    const auto recorder = rig.begin(settings);
    rig.block(480);
    const std::uint64_t days = std::uint64_t{48000} * 3600 * 24 * 30;
    rig.gap(days, GapReason::DeviceGone);
    rig.block(480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.frames, days + 960);
    QCOMPARE(report.files.size(), 2U);
    QCOMPARE(report.files[1].firstFrame, days + 480);
    QCOMPARE(rig.disk.file("take.wav.2").spec.startWallNs, rig.wallOf(days + 480));
}

QTEST_GUILESS_MAIN(TestTakeRecorderFaults)
#include "tst_take_recorder_faults.moc"
