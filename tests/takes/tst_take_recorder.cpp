// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/level.h"
#include "tests/takes/take_rig.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace headroom;

class TestTakeRecorder : public QObject {
    Q_OBJECT
private slots:
    void everyFrameOfTheTapeIsInTheFile();
    void aStartInThePastIsExactToTheFrame();
    void aStartInThePastBeginsWithTheOldestWhereTheTapeDoesNotReachSoFar();
    void aStartAheadWaitsForItsFrame();
    void theFirstFrameIsTheFirstThatTheDeviceDelivers();
    void theMapAloneChangesChannels();
    void maxFramesIsExactAndEndsTheTake();
    void aPauseLeavesOutExactlyWhatWasCapturedInIt();
    void aPauseMayLieAheadOfTheTape();
    void pausesInQuickSuccession();
    void aPauseInWhatIsWrittenBeginsWithWhatComes();
    void pausedTimeDoesNotCountForMaxFrames();
    void stopEndsAfterTheBlockInWhichItLies();
    void stopWaitsForBlocksThatAreOnTheirWay();
    void stopOnABlockBoundaryNeedsNoFurtherBlock();
    void theEndOfTheTapeEndsTheTake();
    void destroyingEndsWithWhatTheTapeHas();
    void markersLieAtTheFrameOfTheirTime();
    void aMarkerInAPauseLiesWhereTheTakeGoesOn();
    void splittingBySecondsLosesNoFrame();
    void aFormatThatEndsGoesOnInTheNextFile();
    void splittingByBytesLosesNoFrameAndKeepsTheLimit();
    void aTakenNameOfAFurtherFileIsPassedOver();
    void theReportNamesEverything();
    void progressTellsTheState();
    void peaksAndClipsAreThoseOfWhatWasWritten();
    void aFileThatExistsIsNotOverwritten();
    void aMissingFolderIsToldWithoutAFrame();
    void nothingDeliveredIsNoFile();
    void manyTakesOfOneTape();
};

void TestTakeRecorder::everyFrameOfTheTapeIsInTheFile() {
    for (const int channels : {1, 2, 3, 8}) {
        TakeRig rig(48000, channels);
        const auto recorder = rig.begin();
        for (const std::uint64_t frames : {1U, 479U, 480U, 1000U, 7U, 20'000U})
            rig.block(frames);
        rig.stop(*recorder);
        QVERIFY(waitFinished(*recorder));
        const TakeReport report = recorder->report();
        QCOMPARE(report.frames, 21'967U);
        QVERIFY(report.complete());
        QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 21'967));
        QVERIFY(rig.disk.file("take.wav").finished.has_value());
    }
}

void TestTakeRecorder::aStartInThePastIsExactToTheFrame() {
    for (const int rate : {44100, 48000, 96000, 11025}) {
        TakeRig rig(rate, 2);
        rig.blocks(30, 441);
        for (const std::uint64_t first : {5000U, 5001U, 4851U, 13'229U}) {
            TakeSettings settings;
            settings.file = std::to_string(first);
            const auto recorder = rig.begin(settings, {rig.timeOf(first)});
            rig.stop(*recorder);
            QVERIFY(waitFinished(*recorder));
            const std::uint64_t end = rig.tape->endPosition();
            QVERIFY(rig.disk.file(settings.file).samples == rig.samples(first, end));
            QCOMPARE(recorder->report().startWallNs, rig.wallOf(first));
            // A time between two frames means the later one.
            settings.file += "later";
            const auto later = rig.begin(settings, {rig.timeOf(first) - 1000});
            rig.stop(*later);
            QVERIFY(waitFinished(*later));
            QVERIFY(rig.disk.file(settings.file).samples == rig.samples(first, end));
        }
    }
}

void TestTakeRecorder::aStartInThePastBeginsWithTheOldestWhereTheTapeDoesNotReachSoFar() {
    TakeRig rig(48000, 2, 1.0);
    rig.blocks(300, 480); // 3 s on a tape of 1 s
    const auto recorder = rig.begin({}, {rig.timeOf(0)});
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY(report.complete());
    QVERIFY(report.frames >= 40'000 && report.frames <= 48'000);
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(144'000 - report.frames, 144'000));
}

void TestTakeRecorder::aStartAheadWaitsForItsFrame() {
    TakeRig rig;
    rig.block(480);
    const auto recorder = rig.begin({}, {rig.timeOf(1000)});
    rig.blocks(4, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(1000, 2400));
}

void TestTakeRecorder::theFirstFrameIsTheFirstThatTheDeviceDelivers() {
    TakeRig rig;
    const auto recorder = rig.begin();
    QCOMPARE(recorder->progress().state, TakeProgress::State::Waiting);
    rig.clock.advance(5 * nsPerSecond);
    rig.originNs = rig.clock.nowNs();
    rig.gap(777); // the device began with a hole
    rig.block(480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY(recorder->report().complete());
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(777, 1257));
    QCOMPARE(recorder->report().startWallNs, rig.wallOf(777));
    QCOMPARE(rig.disk.file("take.wav").spec.startWallNs, rig.wallOf(777));
}

void TestTakeRecorder::theMapAloneChangesChannels() {
    TakeRig rig(48000, 3);
    const auto recorder = rig.begin({}, {}, "#2,silence,#0,mono");
    rig.blocks(3, 100);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const MemoryDisk::File file = rig.disk.file("take.wav");
    QCOMPARE(file.frames(), 300U);
    for (std::size_t f = 0; f < 300; ++f) {
        QCOMPARE(file.samples[f * 4], rig.sampleAt(f, 2));
        QCOMPARE(file.samples[f * 4 + 1], 0.0F);
        QCOMPARE(file.samples[f * 4 + 2], rig.sampleAt(f, 0));
        QCOMPARE(file.samples[f * 4 + 3], rig.sampleAt(f, 1)); // the mean of three in a row
    }
}

void TestTakeRecorder::maxFramesIsExactAndEndsTheTake() {
    TakeRig rig;
    TakeSettings settings;
    settings.maxFrames = 1234;
    const auto recorder = rig.begin(settings);
    rig.block(480);
    rig.gap(100);
    rig.blocks(10, 480);
    QVERIFY(waitFinished(*recorder));
    QCOMPARE(recorder->report().frames, 1234U);
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 480) + rig.zeros(100) + rig.samples(580, 1234));

    settings.file = "in the gap";
    settings.maxFrames = 500;
    const auto second = rig.begin(settings);
    QVERIFY(waitFinished(*second));
    QCOMPARE(second->report().frames, 500U);
    QCOMPARE(second->report().faults.at(0).frames, 20U);
    QVERIFY(rig.disk.file("in the gap").samples == rig.samples(0, 480) + rig.zeros(20));

    settings.file = "on a boundary";
    settings.maxFrames = 480;
    const auto third = rig.begin(settings);
    QVERIFY(waitFinished(*third));
    QVERIFY(third->report().complete());
    QVERIFY(rig.disk.file("on a boundary").samples == rig.samples(0, 480));
}

void TestTakeRecorder::aPauseLeavesOutExactlyWhatWasCapturedInIt() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.blocks(2, 480);
    recorder->pause(rig.timeOf(1100));
    rig.blocks(4, 480);
    recorder->resume(rig.timeOf(3001));
    rig.blocks(4, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY(report.complete());
    QVERIFY((report.pauses == std::vector<Pause>{{1100, 1901}}));
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 1100) + rig.samples(3001, 4800));
}

void TestTakeRecorder::aPauseMayLieAheadOfTheTape() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    recorder->pause(rig.timeOf(10'000));
    recorder->resume(rig.timeOf(10'001));
    rig.blocks(40, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY((recorder->report().pauses == std::vector<Pause>{{10'000, 1}}));
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 10'000) + rig.samples(10'001, 41 * 480));
}

void TestTakeRecorder::pausesInQuickSuccession() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    // All within one block, some empty, some twice.
    recorder->pause(rig.timeOf(500));
    recorder->pause(rig.timeOf(505));
    recorder->resume(rig.timeOf(510));
    recorder->pause(rig.timeOf(520));
    recorder->resume(rig.timeOf(520));
    recorder->pause(rig.timeOf(600));
    recorder->resume(rig.timeOf(700));
    recorder->resume(rig.timeOf(710));
    rig.block(480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY((recorder->report().pauses == std::vector<Pause>{{500, 10}, {590, 100}}));
    QVERIFY(rig.disk.file("take.wav").samples ==
            rig.samples(0, 500) + rig.samples(510, 600) + rig.samples(700, 960));
}

void TestTakeRecorder::aPauseInWhatIsWrittenBeginsWithWhatComes() {
    for (const bool collected : {false, true}) {
        TakeRig rig;
        const auto recorder = rig.begin();
        rig.blocks(2, 480);
        if (collected)
            QVERIFY(waitFrames(*recorder, 960));
        recorder->pause(rig.timeOf(300));
        rig.block(480);
        recorder->resume(rig.timeOf(400));
        rig.block(480);
        rig.stop(*recorder);
        QVERIFY(waitFinished(*recorder));
        QVERIFY((recorder->report().pauses == std::vector<Pause>{{960, 480}}));
        QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 960) + rig.samples(1440, 1920));
    }
}

void TestTakeRecorder::pausedTimeDoesNotCountForMaxFrames() {
    TakeRig rig;
    TakeSettings settings;
    settings.maxFrames = 1000;
    const auto recorder = rig.begin(settings);
    rig.block(480);
    recorder->pause(rig.timeOf(480));
    rig.blocks(10, 480);
    rig.gap(10'000); // in a pause it is no fault
    recorder->resume(rig.timeOf(rig.tape->endPosition()));
    const std::uint64_t resumed = rig.tape->endPosition();
    rig.blocks(2, 480);
    QVERIFY(waitFinished(*recorder));
    QVERIFY(recorder->report().complete());
    QVERIFY((recorder->report().pauses == std::vector<Pause>{{480, 14'800}}));
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 480) + rig.samples(resumed, resumed + 520));
}

void TestTakeRecorder::stopEndsAfterTheBlockInWhichItLies() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.blocks(2, 480);
    recorder->stop(rig.timeOf(1500), nsPerSecond, GapReason::DeviceGone);
    rig.blocks(10, 480);
    QVERIFY(waitFinished(*recorder));
    QVERIFY(recorder->report().complete());
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 1920));
}

void TestTakeRecorder::stopWaitsForBlocksThatAreOnTheirWay() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    QVERIFY(waitFrames(*recorder, 480));
    const std::int64_t asked = rig.timeOf(1000); // the device is late by more than a block
    rig.clock.advance(asked - rig.clock.nowNs());
    recorder->stop(asked, nsPerSecond, GapReason::DeviceGone);
    rig.clock.advance(nsPerSecond - 1);
    const std::vector<float> late = rig.samples(480, 1440);
    rig.tape->writeBlock(late.data(), 480, rig.timeOf(480));
    rig.tape->writeBlock(late.data() + 960, 480, rig.timeOf(960));
    QVERIFY(waitFinished(*recorder));
    QVERIFY(recorder->report().complete());
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 1440));
}

void TestTakeRecorder::stopOnABlockBoundaryNeedsNoFurtherBlock() {
    for (const bool collected : {false, true}) {
        TakeRig rig(44100, 2);
        const auto recorder = rig.begin();
        rig.blocks(3, 441);
        if (collected)
            QVERIFY(waitFrames(*recorder, 1323));
        recorder->stop(rig.timeOf(1323), 1000 * nsPerSecond, GapReason::DeviceGone);
        QVERIFY(waitFinished(*recorder));
        QVERIFY(recorder->report().complete());
        QCOMPARE(recorder->report().frames, 1323U);
    }
}

void TestTakeRecorder::theEndOfTheTapeEndsTheTake() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.block(480);
    rig.gap(20);
    rig.tape->end();
    QVERIFY(waitFinished(*recorder));
    QCOMPARE(recorder->report().frames, 500U);
    QVERIFY(!recorder->report().error);
    QVERIFY(rig.disk.file("take.wav").samples == rig.samples(0, 480) + rig.zeros(20));
}

void TestTakeRecorder::destroyingEndsWithWhatTheTapeHas() {
    TakeRig rig;
    auto recorder = rig.begin();
    rig.blocks(5, 480);
    rig.clock.advance(nsPerSecond / 100); // latency: no gap is made of it
    recorder.reset();
    const MemoryDisk::File file = rig.disk.file("take.wav");
    QVERIFY(file.samples == rig.samples(0, 2400));
    QVERIFY(file.finished && file.finished->complete());
}

void TestTakeRecorder::markersLieAtTheFrameOfTheirTime() {
    for (const bool collected : {false, true}) {
        TakeRig rig;
        rig.blocks(2, 480);
        const auto recorder = rig.begin({}, {rig.timeOf(100)});
        recorder->addMarker(rig.timeOf(5000), "ahead");
        if (collected)
            QVERIFY(waitFrames(*recorder, 860));
        recorder->addMarker(rig.timeOf(333), "past");
        recorder->addMarker(rig.timeOf(50), "before the start");
        recorder->addMarker(rig.timeOf(960), "now");
        rig.block(480);
        rig.gap(1000);
        recorder->addMarker(rig.timeOf(2000), "in a gap");
        rig.blocks(10, 480);
        recorder->addMarker(rig.timeOf(100'000), "after the end");
        rig.stop(*recorder);
        QVERIFY(waitFinished(*recorder));
        const TakeReport report = recorder->report();
        QCOMPARE(report.frames, 7140U);
        QVERIFY((report.markers == std::vector<Marker>{{0, "before the start"},
                                                       {233, "past"},
                                                       {860, "now"},
                                                       {1900, "in a gap"},
                                                       {4900, "ahead"},
                                                       {7140, "after the end"}}));
        std::vector<Marker> told = recorder->newMarkers();
        std::ranges::stable_sort(told, {}, &Marker::position);
        QVERIFY(told == report.markers);
        QVERIFY(recorder->newMarkers().empty());
    }
}

void TestTakeRecorder::aMarkerInAPauseLiesWhereTheTakeGoesOn() {
    TakeRig rig;
    const auto recorder = rig.begin();
    rig.blocks(2, 480);
    recorder->pause(rig.timeOf(960));
    rig.blocks(2, 480);
    recorder->addMarker(rig.timeOf(1500), "while paused");
    recorder->resume(rig.timeOf(1920));
    recorder->addMarker(rig.timeOf(1930), "after");
    rig.blocks(2, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY((recorder->report().markers == std::vector<Marker>{{960, "while paused"}, {970, "after"}}));
}

void TestTakeRecorder::splittingBySecondsLosesNoFrame() {
    TakeRig rig;
    TakeSettings settings;
    settings.splitSeconds = 0.1; // 4800 frames
    const auto recorder = rig.begin(settings);
    rig.blocks(20, 577);
    rig.gap(1000); // is split like any frames
    rig.blocks(3, 577);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.frames, 14'271U);
    const std::uint64_t bytes = MemoryDisk::headerBytes + 4800 * 8;
    QVERIFY((report.files ==
             std::vector<TakeFile>{{"take.wav", 0, 4800, bytes},
                                   {"take.wav.2", 4800, 4800, bytes},
                                   {"take.wav.3", 9600, 4671, MemoryDisk::headerBytes + 4671 * 8}}));
    std::vector<float> all;
    for (const TakeFile& file : report.files) {
        const MemoryDisk::File written = rig.disk.file(file.path);
        QCOMPARE(written.spec.firstFrame, file.firstFrame);
        QVERIFY(std::abs(written.spec.startWallNs - rig.wallOf(file.firstFrame)) <= 2);
        all = all + written.samples;
    }
    QVERIFY(all == rig.samples(0, 11'540) + rig.zeros(1000) + rig.samples(12'540, 14'271));
    // A file knows the take as far as its own end.
    QVERIFY(rig.disk.file("take.wav").finished->faults.empty());
    QCOMPARE(rig.disk.file("take.wav").finished->frames, 4800U);
    QCOMPARE(rig.disk.file("take.wav.3").finished->faults.size(), 1U);
}

void TestTakeRecorder::aFormatThatEndsGoesOnInTheNextFile() {
    TakeRig rig(8000, 2);
    TakeSettings settings;
    settings.format = FileFormat::Aiff;
    settings.sampleFormat = SampleFormat::Pcm24;
    const auto recorder = rig.begin(settings);
    rig.blocks(5, 500);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY(report.complete());
    QCOMPARE(report.files.size(), 3U);
    std::vector<float> all;
    for (const TakeFile& file : report.files) {
        QVERIFY(file.bytes <= MemoryDisk::shortFormatBytes);
        all = all + rig.disk.file(file.path).samples;
    }
    QVERIFY(all == rig.samples(0, 2500));
}

void TestTakeRecorder::splittingByBytesLosesNoFrameAndKeepsTheLimit() {
    TakeRig rig(8000, 2);
    TakeSettings settings;
    settings.sampleFormat = SampleFormat::Pcm24;
    settings.splitBytes = MemoryDisk::headerBytes + 6 * 1000 + 5;
    const auto recorder = rig.begin(settings);
    rig.blocks(7, 500);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    std::vector<float> all;
    const TakeReport report = recorder->report();
    QCOMPARE(report.files.size(), 4U);
    for (const TakeFile& file : report.files) {
        QVERIFY(file.bytes <= settings.splitBytes);
        all = all + rig.disk.file(file.path).samples;
    }
    QCOMPARE(report.files[0].frames, 1000U);
    QVERIFY(all == rig.samples(0, 3500));

    // Exactly full: no empty file follows.
    settings.file = "full";
    settings.maxFrames = 2000;
    const auto full = rig.begin(settings);
    QVERIFY(waitFinished(*full));
    QCOMPARE(full->report().files.size(), 2U);
}

void TestTakeRecorder::aTakenNameOfAFurtherFileIsPassedOver() {
    TakeRig rig;
    rig.disk.addForeign("take.wav.2");
    rig.disk.addForeign("take.wav.3");
    TakeSettings settings;
    settings.splitSeconds = 0.01;
    const auto recorder = rig.begin(settings);
    rig.blocks(3, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY(report.complete());
    QCOMPARE(report.files.size(), 3U);
    QCOMPARE(report.files[1].path, std::string("take.wav.4"));
    QCOMPARE(report.files[2].path, std::string("take.wav.5"));
}

void TestTakeRecorder::theReportNamesEverything() {
    TakeRig rig(44100, 2);
    TakeSettings settings;
    settings.format = FileFormat::Caf;
    settings.sampleFormat = SampleFormat::Pcm32;
    const auto recorder = rig.begin(settings);
    rig.blocks(2, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.format, FileFormat::Caf);
    QCOMPARE(report.sampleFormat, SampleFormat::Pcm32);
    QCOMPARE(report.rate, 44100);
    QCOMPARE(report.channels.size(), 2U);
    QCOMPARE(report.device.id, std::string("mic"));
    QCOMPARE(report.granted.format.rate, 44100);
    QCOMPARE(report.startWallNs, rig.wallOf(0));
    QCOMPARE(report.files.size(), 1U);
    QCOMPARE(report.clips.size(), 2U);
    TakeReport inTheFile = *rig.disk.file("take.wav").finished;
    QVERIFY(inTheFile == report);
}

void TestTakeRecorder::progressTellsTheState() {
    TakeRig rig;
    const auto recorder = rig.begin();
    QCOMPARE(recorder->progress().state, TakeProgress::State::Waiting);
    QCOMPARE(recorder->progress().file, std::string("take.wav"));
    rig.disk.hold();
    rig.block(480);
    QVERIFY(waitFrames(*recorder, 480));
    QCOMPARE(recorder->progress().state, TakeProgress::State::Recording);
    rig.disk.waitUntilHeld();
    QCOMPARE(recorder->progress().bytesWaiting, 480U * 8);
    QCOMPARE(recorder->progress().bytesFree, 48'000'000U);
    QVERIFY(std::abs(recorder->progress().secondsLeft - 48'000'000.0 / (48000.0 * 8.0)) < 0.02);
    recorder->pause(rig.timeOf(480));
    QCOMPARE(recorder->progress().state, TakeProgress::State::Paused);
    rig.block(480);
    recorder->resume(rig.timeOf(960));
    QCOMPARE(recorder->progress().state, TakeProgress::State::Recording);
    rig.block(480);
    rig.stop(*recorder);
    QVERIFY(QTest::qWaitFor([&] { return recorder->progress().state == TakeProgress::State::Finishing; },
                            60'000));
    QVERIFY(!recorder->finished());
    rig.disk.release();
    QVERIFY(waitFinished(*recorder));
    const TakeProgress progress = recorder->progress();
    QCOMPARE(progress.state, TakeProgress::State::Finished);
    QCOMPARE(progress.frames, 960U);
    QCOMPARE(progress.bytesWaiting, 0U);
    QCOMPARE(progress.bytesWritten, MemoryDisk::headerBytes + 960 * 8);
}

void TestTakeRecorder::peaksAndClipsAreThoseOfWhatWasWritten() {
    TakeRig rig;
    const auto recorder = rig.begin();
    std::vector<float> loud(960, 0.0F);
    for (std::size_t f = 100; f < 110; ++f)
        loud[f * 2 + 1] = 1.5F;
    loud[0] = -0.5F;
    rig.tape->writeBlock(loud.data(), 480, rig.timeOf(0));
    recorder->pause(rig.timeOf(480));
    std::ranges::fill(loud, 4.0F); // never written
    rig.tape->writeBlock(loud.data(), 480, rig.timeOf(480));
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY((report.peakDb == std::vector<double>{toDb(0.5), toDb(1.5)}));
    QVERIFY((report.clips == std::vector<std::uint64_t>{0, 1}));
}

void TestTakeRecorder::aFileThatExistsIsNotOverwritten() {
    TakeRig rig;
    rig.disk.addForeign("take.wav");
    const auto recorder = rig.begin();
    QVERIFY(waitFinished(*recorder)); // though no frame came
    QCOMPARE(recorder->report().error->kind, ErrorKind::FileExists);
    QVERIFY(recorder->report().files.empty());
    QCOMPARE(recorder->report().frames, 0U);

    TakeSettings settings;
    settings.overwrite = true;
    const auto second = rig.begin(settings);
    rig.block(480);
    rig.stop(*second);
    QVERIFY(waitFinished(*second));
    QVERIFY(second->report().complete());
}

void TestTakeRecorder::aMissingFolderIsToldWithoutAFrame() {
    TakeRig rig;
    rig.disk.setFolderMissing();
    rig.blocks(3, 480);
    const auto recorder = rig.begin();
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.error->kind, ErrorKind::FolderNotWritable);
    QCOMPARE(report.frames, 0U);
    QVERIFY(report.faults.empty());
}

void TestTakeRecorder::nothingDeliveredIsNoFile() {
    TakeRig rig;
    const auto recorder = rig.begin();
    recorder->addMarker(rig.timeOf(10), "nowhere");
    recorder->stop(rig.clock.nowNs(), nsPerSecond, GapReason::DeviceGone);
    rig.clock.advance(nsPerSecond);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY(report.complete());
    QCOMPARE(report.frames, 0U);
    QVERIFY(report.markers.empty());
    QVERIFY(rig.disk.files().empty());
}

void TestTakeRecorder::manyTakesOfOneTape() {
    TakeRig rig(48000, 2, 4.0);
    std::vector<std::unique_ptr<TakeRecorder>> recorders;
    for (int i = 0; i < 6; ++i) {
        TakeSettings settings;
        settings.file = std::to_string(i);
        recorders.push_back(rig.begin(settings));
    }
    std::thread device([&rig] {
        for (int i = 0; i < 600; ++i) {
            rig.block(480);
            if (i % 50 == 0)
                std::this_thread::yield();
        }
    });
    device.join();
    for (const auto& recorder : recorders)
        rig.stop(*recorder);
    for (int i = 0; i < 6; ++i) {
        QVERIFY(waitFinished(*recorders[static_cast<std::size_t>(i)]));
        const TakeReport report = recorders[static_cast<std::size_t>(i)]->report();
        QCOMPARE(report.frames, 288'000U);
        std::uint64_t missing = 0;
        for (const Fault& fault : report.faults)
            missing += fault.frames;
        // A tape written faster than any device: some may have been lapped, and then say so.
        std::vector<float> expected = rig.samples(0, 288'000);
        for (const Fault& fault : report.faults)
            std::fill_n(expected.begin() + static_cast<std::ptrdiff_t>(fault.position * 2), fault.frames * 2,
                        0.0F);
        QVERIFY(rig.disk.file(std::to_string(i)).samples == expected);
        QVERIFY(missing < 288'000);
    }
}

QTEST_GUILESS_MAIN(TestTakeRecorder)
#include "tst_take_recorder.moc"
