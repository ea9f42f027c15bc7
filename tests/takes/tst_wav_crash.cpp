// SPDX-License-Identifier: GPL-3.0-or-later
// What a killed program, a power cut or a full disk leaves behind: at every moment a file that opens and
// holds everything up to the last checkpoint.
#include "engine/takes/wav_writer.h"
#include "tests/fakes/faulty_file_system.h"
#include "tests/takes/take_tools.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace headroom;

Q_DECLARE_METATYPE(headroom::FileFormat)
Q_DECLARE_METATYPE(headroom::SampleFormat)

namespace {

using Change = FaultyFileSystem::Change;

void apply(std::vector<std::byte>& file, const Change& change, std::size_t bytes) {
    if (change.kind == Change::Kind::Truncate) {
        file.resize(change.offset);
        return;
    }
    bytes = std::min(bytes, change.bytes.size());
    if (file.size() < change.offset + bytes)
        file.resize(change.offset + bytes);
    std::copy_n(change.bytes.begin(), bytes, file.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

bool beginsLike(const std::vector<float>& wanted, const std::vector<float>& got) {
    return got.size() <= wanted.size() && std::equal(got.begin(), got.end(), wanted.begin());
}

/// On the 16-bit grid, so that every sample format stores it exactly.
std::vector<float> source(std::uint64_t frames, int channels) {
    std::vector<float> samples = noise(frames, channels);
    for (float& sample : samples)
        sample = static_cast<float>(static_cast<int>(sample * 32767.0F)) / 32768.0F;
    return samples;
}

TakeReport longReport(const AudioFileSpec& spec, std::uint64_t frames) {
    TakeReport report = reportFor(spec, frames);
    report.markers = {{1, "one"}, {2, "two"}};
    for (std::uint64_t i = 0; i < 60; ++i)
        report.faults.push_back({FaultCause::Device, GapReason::Hole, i, 1, spec.startWallNs});
    return report;
}

} // namespace

class TestWavCrash : public QObject {
    Q_OBJECT

    static void scripts() {
        QTest::addColumn<FileFormat>("format");
        QTest::addColumn<SampleFormat>("samples");
        QTest::addColumn<int>("channels");
        QTest::addColumn<quint64>("riffLimit");
        const auto never = static_cast<quint64>(defaultRiffLimit);
        QTest::newRow("wav 24 mono: odd sizes") << FileFormat::Wav << SampleFormat::Pcm24 << 1 << never;
        QTest::newRow("wav 16 stereo") << FileFormat::Wav << SampleFormat::Pcm16 << 2 << never;
        QTest::newRow("wav float mono") << FileFormat::Wav << SampleFormat::Float << 1 << never;
        QTest::newRow("wav 24 mono that becomes RF64")
            << FileFormat::Wav << SampleFormat::Pcm24 << 1 << quint64{4096 + 700};
        QTest::newRow("wav float 3 that becomes RF64")
            << FileFormat::Wav << SampleFormat::Float << 3 << quint64{4096 + 2000};
        QTest::newRow("wav 24 mono that becomes RF64 at its end")
            << FileFormat::Wav << SampleFormat::Pcm24 << 1 << quint64{4096 + 3 * 519 + 10};
        QTest::newRow("rf64 24 mono") << FileFormat::Rf64 << SampleFormat::Pcm24 << 1 << never;
        QTest::newRow("w64 24 mono") << FileFormat::W64 << SampleFormat::Pcm24 << 1 << never;
        QTest::newRow("w64 float 64") << FileFormat::W64 << SampleFormat::Float << 64 << never;
        QTest::newRow("wav 16 with 64 channels") << FileFormat::Wav << SampleFormat::Pcm16 << 64 << never;
    }

private slots:
    void killedAtAnyMomentTheFileOpensWithAllUpToTheLastCheckpoint_data() { scripts(); }
    void killedAtAnyMomentTheFileOpensWithAllUpToTheLastCheckpoint() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        QFETCH(quint64, riffLimit);
        const AudioFileSpec spec = specFor(format, samples, 48000, channels);
        FaultyFileSystem disk;
        disk.keepChanges(true);
        auto writer = createWavFile(spec, disk, riffLimit);
        QVERIFY(writer.ok());
        const auto wanted = source(519, channels);
        struct Safe {
            std::size_t changes;
            std::uint64_t frames;
        };
        std::vector<Safe> safe = {{disk.changes(spec.path).size(), 0}};
        std::uint64_t at = 0;
        for (const std::uint64_t count : {1U, 7U, 100U, 111U, 3U, 256U, 41U}) {
            QVERIFY(
                writer.value()->write(wanted.data() + at * static_cast<std::uint64_t>(channels), count).ok());
            at += count;
            QVERIFY(writer.value()->checkpoint().ok());
            safe.push_back({disk.changes(spec.path).size(), at});
        }
        QCOMPARE(at, 519U);
        QVERIFY(writer.value()->finish(longReport(spec, at)).ok());
        const auto changes = disk.changes(spec.path);
        QVERIFY(changes.size() > safe.back().changes);

        // The beginning comes in one piece; from there on cut before, within and after every write.
        std::vector<std::byte> file;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const std::size_t bytes = changes[i].bytes.size();
            for (const std::size_t part : {bytes / 3, bytes}) {
                if (i == 0 && part < bytes)
                    continue;
                // A few bytes at one place are written by one call into one page: they are not torn.
                const bool isSmall = bytes <= 4096;
                if (part < bytes && isSmall)
                    continue;
                std::vector<std::byte> cut = file;
                apply(cut, changes[i], part);
                std::uint64_t frames = 0;
                for (const Safe& point : safe)
                    if (point.changes <= i + (part == bytes ? 1 : 0))
                        frames = point.frames;
                const Reading reading = readBack(cut);
                const std::string where =
                    "change " + std::to_string(i) + " of " + std::to_string(changes.size()) + ", at " +
                    std::to_string(changes[i].offset) + ": " + reading.error + " " +
                    std::to_string(reading.info.frames) + " of " + std::to_string(frames);
                QVERIFY2(reading.opened, where.c_str());
                QVERIFY2(reading.frames() >= frames, where.c_str());
                QVERIFY2(reading.samples.size() == reading.frames() * static_cast<std::uint64_t>(channels),
                         where.c_str());
                QVERIFY2(beginsLike(wanted, reading.samples), where.c_str());
            }
            apply(file, changes[i], bytes);
        }
        QVERIFY(file == disk.content(spec.path));
        QCOMPARE(readBack(file).frames(), 519U);
    }

    void aFullDiskAtAnyByteLeavesAValidFile_data() { scripts(); }
    void aFullDiskAtAnyByteLeavesAValidFile() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        QFETCH(quint64, riffLimit);
        const AudioFileSpec spec = specFor(format, samples, 48000, channels);
        const auto wanted = source(519, channels);
        std::uint64_t whole = 0;
        {
            FaultyFileSystem disk;
            auto writer = createWavFile(spec, disk, riffLimit);
            QVERIFY(writer.value()->write(wanted.data(), 519).ok());
            QVERIFY(writer.value()->finish(longReport(spec, 519)).ok());
            whole = disk.content(spec.path).size();
        }
        std::uint64_t mostFrames = 0;
        // Primes, so that every phase of a frame and of its padding is met.
        const std::uint64_t step = channels > 8 ? 1021 : 19;
        std::uint64_t start = 0;
        for (std::uint64_t quota = 0, last = 0; last < whole;
             last = quota, quota = std::min(whole, quota + (quota < 4000 ? 997 : step))) {
            FaultyFileSystem disk;
            disk.setQuota(quota);
            auto writer = createWavFile(spec, disk, riffLimit);
            if (!writer) {
                QCOMPARE(writer.error().kind, ErrorKind::DiskFull);
                QVERIFY2(disk.paths().empty(), "nothing is left behind");
                start = quota;
                continue;
            }
            const std::string where = "quota " + std::to_string(quota);
            Result<void> written;
            std::uint64_t at = 0;
            for (const std::uint64_t count : {1U, 7U, 100U, 111U, 3U, 256U, 41U}) {
                written =
                    writer.value()->write(wanted.data() + at * static_cast<std::uint64_t>(channels), count);
                if (!written)
                    break;
                at += count;
                QVERIFY2(writer.value()->checkpoint().ok(), where.c_str());
            }
            if (!written) {
                QCOMPARE(written.error().kind, ErrorKind::DiskFull);
                QCOMPARE(writer.value()->write(wanted.data(), 1).error().kind, ErrorKind::DiskFull);
            }
            const std::uint64_t frames = writer.value()->frames();
            QVERIFY2(frames >= at && frames <= 519, where.c_str());
            QVERIFY2(frames >= mostFrames, where.c_str());
            mostFrames = frames;
            const Reading before = readBack(disk.content(spec.path));
            QVERIFY2(before.opened && before.frames() >= at, where.c_str());

            // What lies in the file already is saved without one byte more; markers and a long report need
            // some.
            const auto finished = writer.value()->finish(longReport(spec, frames));
            QVERIFY(finished.ok() || finished.error().kind == ErrorKind::DiskFull);
            const auto file = disk.content(spec.path);
            if (format != FileFormat::W64)
                QVERIFY2(riffChunks(file).has_value(), where.c_str());
            const Reading after = readBack(file);
            QVERIFY2(after.opened, (where + after.error).c_str());
            QVERIFY2(after.frames() == frames, where.c_str());
            QVERIFY2(beginsLike(wanted, after.samples), where.c_str());
            QVERIFY2(disk.text(spec.path).find("STATE=\"finished\"") != std::string::npos, where.c_str());
        }
        QVERIFY(start > 0);
        QCOMPARE(mostFrames, 519U);
    }

    void aFullDiskKeepsTheVerdictAndAsManyFaultsAsThereIsRoomFor() {
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm16, 48000, 1);
        FaultyFileSystem disk;
        auto writer = createWavFile(spec, disk);
        QVERIFY(writer.value()->write(source(100, 1).data(), 100).ok());
        disk.setQuota(disk.content(spec.path).size());
        QCOMPARE(writer.value()->finish(longReport(spec, 100)).error().kind, ErrorKind::DiskFull);
        const std::string text = disk.text(spec.path);
        QVERIFY(text.find("<RESULT COMPLETE=\"false\" FRAMES=\"100\" MISSING_FRAMES=\"60\"/>") !=
                std::string::npos);
        QVERIFY(text.find("FAULTS=\"60\"") != std::string::npos);
        QVERIFY(text.find("<FAULT ") != std::string::npos);
    }

    void anotherWriteErrorIsToldAsItIs() {
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm24, 48000, 1);
        FaultyFileSystem disk;
        auto writer = createWavFile(spec, disk);
        const Error broken{ErrorKind::WriteFailed, "take.wav", {}, "5 input/output error"};
        disk.failAfter(100, broken);
        QVERIFY(writer.value()->write(source(519, 1).data(), 519).error() == broken);
        QCOMPARE(writer.value()->frames(), 33U); // 99 bytes, and the padding byte is one of the 100
        disk.workAgain();
        QVERIFY(writer.value()->finish(reportFor(spec, 33)).ok());
        QCOMPARE(readBack(disk.content(spec.path)).frames(), 33U);
    }

    void samplesAreOnTheDiskBeforeTheSizesSaySo() {
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm16, 48000, 1);
        FaultyFileSystem disk;
        auto writer = createWavFile(spec, disk);
        std::vector<FaultyFileSystem::Operation> seen;
        disk.onOperation([&seen](FaultyFileSystem::Operation operation, const std::string&) {
            seen.push_back(operation);
        });
        QVERIFY(writer.value()->write(source(10, 1).data(), 10).ok());
        QVERIFY(writer.value()->checkpoint().ok());
        using enum FaultyFileSystem::Operation;
        QVERIFY((seen == std::vector{Write, Sync, Write, Write}));
    }

    void aFileThatWasNeverFinishedIsWhatItsLastCheckpointMadeIt() {
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Float, 48000, 2);
        FaultyFileSystem disk;
        {
            auto writer = createWavFile(spec, disk);
            QVERIFY(writer.value()->write(source(500, 2).data(), 300).ok());
            QVERIFY(writer.value()->checkpoint().ok());
            QVERIFY(writer.value()->write(source(500, 2).data(), 200).ok());
        }
        QCOMPARE(readBack(disk.content(spec.path)).frames(), 300U);
    }

    void otherProgramsOpenAKilledFileToo() {
        QTemporaryDir folder;
        for (const auto format : {FileFormat::Wav, FileFormat::Rf64, FileFormat::W64})
            for (const auto samples : {SampleFormat::Pcm16, SampleFormat::Pcm24, SampleFormat::Float}) {
                AudioFileSpec spec = specFor(format, samples, 48000, 2);
                spec.path =
                    folder.filePath(QString::fromStdString("k." + std::string(name(format)))).toStdString();
                spec.overwrite = true;
                auto writer = createWavFile(spec, systemFiles());
                QVERIFY(writer.value()->write(source(48000, 2).data(), 48000).ok());
                QVERIFY(writer.value()->checkpoint().ok());
                QVERIFY(writer.value()->write(source(12345, 2).data(), 12345).ok());
                writer.value().reset();
                const QString path = QString::fromStdString(spec.path);
                const auto probed = probe(path);
                if (!probed)
                    QSKIP("ffprobe is not installed");
                QVERIFY2(probed->contains("sample_rate=48000"), qPrintable(*probed));
                QVERIFY2(probed->contains("channels=2"), qPrintable(*probed));
                QVERIFY2(probed->contains(QRegularExpression("duration=1\\.\\d+")), qPrintable(*probed));
            }
    }
};

QTEST_GUILESS_MAIN(TestWavCrash)
#include "tst_wav_crash.moc"
