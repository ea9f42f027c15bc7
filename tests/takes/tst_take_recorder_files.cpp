// SPDX-License-Identifier: GPL-3.0-or-later
// The take recorder with the real file formats, on a disk that fails on script. What is in a file is read by
// libsndfile.
#include "tests/fakes/faulty_file_system.h"
#include "tests/takes/take_rig.h"
#include "tests/takes/take_tools.h"

#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace headroom;

namespace {

std::vector<float> samplesIn(FaultyFileSystem& disk, const std::string& path) {
    const Reading reading = readBack(disk.content(path));
    return reading.opened ? reading.samples : std::vector<float>{};
}

} // namespace

class TestTakeRecorderFiles : public QObject {
    Q_OBJECT
private slots:
    void aTakeIsReadBackSampleForSample_data();
    void aTakeIsReadBackSampleForSample();
    void aSplitTakeJoinsWithoutAHole();
    void splittingByBytesKeepsEachFileWithinTheLimit();
    void aFullDiskLeavesAFileThatOpens();
    void aDiskThatStallsLosesNothing();
    void markersAreInTheFile();
    void aCheckpointMakesTheFileWholeWhileItGrows();
    void aFormatThatCannotBeMadeIsTold();
};

void TestTakeRecorderFiles::aTakeIsReadBackSampleForSample_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("ending");
    QTest::newRow("wav") << static_cast<int>(FileFormat::Wav) << "wav";
    QTest::newRow("rf64") << static_cast<int>(FileFormat::Rf64) << "rf64";
    QTest::newRow("w64") << static_cast<int>(FileFormat::W64) << "w64";
    QTest::newRow("caf") << static_cast<int>(FileFormat::Caf) << "caf";
    QTest::newRow("aiff") << static_cast<int>(FileFormat::Aiff) << "aiff";
}

void TestTakeRecorderFiles::aTakeIsReadBackSampleForSample() {
    QFETCH(int, format);
    QFETCH(QString, ending);
    TakeRig rig(48000, 2);
    FaultyFileSystem disk;
    TakeSettings settings;
    settings.format = static_cast<FileFormat>(format);
    settings.file = "take." + ending.toStdString();
    const auto recorder = rig.beginOn(disk, systemTakeParts(), settings);
    rig.blocks(30, 480);
    rig.gap(777);
    rig.blocks(30, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    QVERIFY(!recorder->report().error);
    QCOMPARE(recorder->report().faults.size(), 1U);
    QVERIFY(samplesIn(disk, settings.file) ==
            rig.samples(0, 14'400) + rig.zeros(777) + rig.samples(15'177, 29'577));
    QCOMPARE(recorder->report().files.at(0).bytes, disk.content(settings.file).size());
}

void TestTakeRecorderFiles::aSplitTakeJoinsWithoutAHole() {
    TakeRig rig(48000, 3);
    FaultyFileSystem disk;
    TakeSettings settings;
    settings.splitSeconds = 0.1;
    const auto recorder = rig.beginOn(disk, systemTakeParts(), settings);
    rig.blocks(30, 431);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    std::vector<float> all;
    for (const TakeFile& file : recorder->report().files) {
        QCOMPARE(file.firstFrame * 3, all.size());
        all = all + samplesIn(disk, file.path);
    }
    QCOMPARE(recorder->report().files.size(), 3U);
    QCOMPARE(recorder->report().files[1].path, std::string("take-002.wav"));
    QVERIFY(all == rig.samples(0, 30 * 431));
}

void TestTakeRecorderFiles::splittingByBytesKeepsEachFileWithinTheLimit() {
    TakeRig rig(48000, 2);
    FaultyFileSystem disk;
    TakeSettings settings;
    settings.sampleFormat = SampleFormat::Pcm16;
    settings.splitBytes = 40'000;
    const auto recorder = rig.beginOn(disk, systemTakeParts(), settings);
    rig.blocks(80, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QVERIFY(report.files.size() >= 4);
    std::uint64_t frames = 0;
    for (const TakeFile& file : report.files) {
        QCOMPARE(file.firstFrame, frames);
        frames += file.frames;
        QCOMPARE(readBack(disk.content(file.path)).frames(), file.frames);
        // The samples keep the limit; what is written at a file's end (markers, the report) comes on top.
        QVERIFY(file.frames * 4 <= settings.splitBytes);
    }
    QCOMPARE(frames, 38'400U);
}

void TestTakeRecorderFiles::aFullDiskLeavesAFileThatOpens() {
    TakeRig rig(48000, 2);
    FaultyFileSystem disk;
    disk.setQuota(100'000);
    const auto recorder = rig.beginOn(disk, systemTakeParts(), {});
    rig.blocks(100, 480);
    QVERIFY(waitFinished(*recorder));
    const TakeReport report = recorder->report();
    QCOMPARE(report.error->kind, ErrorKind::DiskFull);
    const Reading reading = readBack(disk.content("take.wav"));
    QVERIFY2(reading.opened, reading.error.c_str());
    QCOMPARE(reading.frames(), report.files.at(0).frames);
    QVERIFY(reading.frames() > 10'000);
    QVERIFY(reading.samples == rig.samples(0, reading.frames()));
    QCOMPARE(report.faults.size(), 1U);
    QCOMPARE(report.faults[0].cause, FaultCause::Disk);
    QCOMPARE(report.faults[0].position, reading.frames());
    QCOMPARE(report.faults[0].position + report.faults[0].frames, report.frames);
}

void TestTakeRecorderFiles::aDiskThatStallsLosesNothing() {
    TakeRig rig(48000, 2, 1.0);
    FaultyFileSystem disk;
    std::mutex mutex;
    std::condition_variable changed;
    bool stalled = true;
    disk.onOperation([&](FaultyFileSystem::Operation, const std::string&) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return !stalled; });
    });
    const auto recorder = rig.beginOn(disk, systemTakeParts(), {});
    for (int i = 0; i < 10; ++i) {
        rig.blocks(50, 480); // 5 s in all, through a tape of one
        QVERIFY(waitFrames(*recorder, rig.tape->endPosition()));
    }
    rig.stop(*recorder);
    {
        const std::scoped_lock lock(mutex);
        stalled = false;
        changed.notify_all();
    }
    QVERIFY(waitFinished(*recorder));
    QVERIFY(recorder->report().complete());
    QVERIFY(samplesIn(disk, "take.wav") == rig.samples(0, 240'000));
}

void TestTakeRecorderFiles::markersAreInTheFile() {
    TakeRig rig(48000, 2);
    FaultyFileSystem disk;
    const auto recorder = rig.beginOn(disk, systemTakeParts(), {});
    rig.block(480);
    recorder->addMarker(rig.timeOf(600), "verse");
    rig.blocks(4, 480);
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));
    const Reading reading = readBack(disk.content("take.wav"));
    QCOMPARE(reading.cues.size(), 1U);
    QCOMPARE(reading.cues[0].first, 600U);
}

void TestTakeRecorderFiles::aCheckpointMakesTheFileWholeWhileItGrows() {
    TakeRig rig(48000, 2);
    FaultyFileSystem disk;
    const auto recorder = rig.beginOn(disk, systemTakeParts(), {});
    rig.blocks(10, 480);
    // Nothing but the recorder's own second makes it so.
    QVERIFY(QTest::qWaitFor([&] { return readBack(disk.content("take.wav")).frames() == 4800; }, 60'000));
    QVERIFY(!recorder->finished());
    QVERIFY(samplesIn(disk, "take.wav") == rig.samples(0, 4800));
}

void TestTakeRecorderFiles::aFormatThatCannotBeMadeIsTold() {
    TakeRig rig(48000, 12);
    FaultyFileSystem disk;
    TakeSettings settings;
    settings.file = "take.flac";
    settings.format = FileFormat::Flac; // up to 8 channels
    settings.sampleFormat = SampleFormat::Pcm24;
    const auto recorder = rig.beginOn(disk, systemTakeParts(), settings);
    rig.block(480);
    QVERIFY(waitFinished(*recorder));
    QCOMPARE(recorder->report().error->kind, ErrorKind::FormatNotSupported);
    QCOMPARE(recorder->report().frames, 0U);
    QVERIFY(disk.paths().empty());
}

QTEST_GUILESS_MAIN(TestTakeRecorderFiles)
#include "tst_take_recorder_files.moc"
