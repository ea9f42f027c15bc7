// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/caf_channels.h"
#include "engine/takes/report_sidecar.h"
#include "engine/takes/sndfile_writer.h"
#include "tests/fakes/faulty_file_system.h"
#include "tests/takes/take_tools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

using namespace headroom;

Q_DECLARE_METATYPE(headroom::FileFormat)
Q_DECLARE_METATYPE(headroom::SampleFormat)

namespace {

constexpr std::array sndfileFormats = {FileFormat::Caf, FileFormat::Aiff, FileFormat::Flac,
                                       FileFormat::Ogg, FileFormat::Opus, FileFormat::Mp3};
constexpr std::uint64_t flacBlock = 4096;

bool isLossy(FileFormat format) {
    return defaultSampleFormat(format) == SampleFormat::Float && sampleFormatsOf(format).size() == 1;
}

/// On the 16-bit grid, so that every sample format stores it exactly.
std::vector<float> source(std::uint64_t frames, int channels) {
    std::vector<float> samples = noise(frames, channels);
    for (float& sample : samples)
        sample = static_cast<float>(static_cast<int>(sample * 32767.0F)) / 32768.0F;
    return samples;
}

/// A sine that encoders can be judged by.
std::vector<float> sine(std::uint64_t frames, int channels) {
    std::vector<float> samples;
    for (std::uint64_t i = 0; i < frames; ++i)
        for (int channel = 0; channel < channels; ++channel)
            samples.push_back(0.5F *
                              static_cast<float>(std::sin(static_cast<double>(i) * 0.05 * (channel + 1))));
    return samples;
}

bool beginsLike(const std::vector<float>& wanted, const std::vector<float>& got) {
    return got.size() <= wanted.size() && std::equal(got.begin(), got.end(), wanted.begin());
}

void rows(bool lossless, bool lossy) {
    QTest::addColumn<FileFormat>("format");
    QTest::addColumn<SampleFormat>("samples");
    QTest::addColumn<int>("channels");
    for (const FileFormat format : sndfileFormats)
        for (const SampleFormat samples : sampleFormatsOf(format))
            for (const int channels : {1, 2, 3, 8})
                if ((isLossy(format) ? lossy : lossless) && checkFormat(format, samples, 48000, channels))
                    QTest::addRow("%s %s %d", std::string(name(format)).c_str(),
                                  std::string(name(samples)).c_str(), channels)
                        << format << samples << channels;
}

QJsonObject sidecarOf(FaultyFileSystem& disk, const AudioFileSpec& spec) {
    const std::string text = disk.text(spec.path + std::string(sidecarEnding));
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

} // namespace

class TestSndfileWriter : public QObject {
    Q_OBJECT

private slots:
    void losslessFormatsGiveBackEveryBit_data() { rows(true, false); }
    void losslessFormatsGiveBackEveryBit() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        const AudioFileSpec spec = specFor(format, samples, 44100, channels);
        std::vector<float> wanted = noise(9999, channels);
        const double grid = samples == SampleFormat::Pcm16 ? 0x1p15 : 0x1p23;
        if (samples != SampleFormat::Float)
            for (float& sample : wanted)
                sample = static_cast<float>(
                    std::clamp(std::nearbyint(static_cast<double>(sample) * grid), -grid, grid - 1.0) / grid);
        FaultyFileSystem disk;
        auto writer = createSndfile(spec, disk);
        QVERIFY(writer.ok());
        const auto width = static_cast<std::size_t>(channels);
        QVERIFY(writer.value()->write(wanted.data(), 1234).ok());
        QVERIFY(writer.value()->write(wanted.data() + 1234 * width, 9999 - 1234).ok());
        QCOMPARE(writer.value()->frames(), 9999U);
        QVERIFY(writer.value()->finish(reportFor(spec, 9999)).ok());
        const Reading reading = readBack(disk.content(spec.path));
        QCOMPARE(reading.frames(), 9999U);
        QCOMPARE(reading.info.samplerate, 44100);
        QVERIFY(reading.samples == wanted);
        QCOMPARE(writer.value()->bytes(), disk.content(spec.path).size());
    }

    void floatsBeyondFullScaleSurvive() {
        for (const FileFormat format : {FileFormat::Caf, FileFormat::Aiff}) {
            const AudioFileSpec spec = specFor(format, SampleFormat::Float, 48000, 1);
            const std::vector<float> wanted = {1.5F, -2.0F, 0.25F};
            FaultyFileSystem disk;
            auto writer = createSndfile(spec, disk);
            QVERIFY(writer.value()->write(wanted.data(), 3).ok());
            QVERIFY(writer.value()->finish(reportFor(spec, 3)).ok());
            QVERIFY(readBack(disk.content(spec.path)).samples == wanted);
        }
    }

    void integersSaturateWhereLibsndfileWouldWrap() {
        for (const FileFormat format : {FileFormat::Caf, FileFormat::Aiff, FileFormat::Flac})
            for (const SampleFormat samples : sampleFormatsOf(format)) {
                if (samples == SampleFormat::Float)
                    continue;
                const AudioFileSpec spec = specFor(format, samples, 48000, 1);
                const std::vector<float> given = {1.2F, -1.2F, 1.0F, -1.0F,
                                                  std::numeric_limits<float>::quiet_NaN()};
                FaultyFileSystem disk;
                auto writer = createSndfile(spec, disk);
                QVERIFY(writer.value()->write(given.data(), given.size()).ok());
                QVERIFY(writer.value()->finish(reportFor(spec, given.size())).ok());
                const int shift = 32 - 8 * bytesPerSample(samples);
                const auto highest = static_cast<std::int32_t>((1LL << 31) - (1LL << shift));
                const std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
                const std::vector<std::int32_t> wanted = {highest, lowest, highest, lowest, 0};
                QVERIFY(readBack(disk.content(spec.path)).integers == wanted);
            }
    }

    void lossyFormatsKeepTheLengthAndTheSound_data() { rows(false, true); }
    void lossyFormatsKeepTheLengthAndTheSound() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        const AudioFileSpec spec = specFor(format, samples, 48000, channels);
        const auto wanted = sine(48000, channels);
        FaultyFileSystem disk;
        auto writer = createSndfile(spec, disk);
        QVERIFY(writer.value()->write(wanted.data(), 48000).ok());
        QVERIFY(writer.value()->finish(reportFor(spec, 48000)).ok());
        const Reading reading = readBack(disk.content(spec.path));
        QCOMPARE(reading.frames(), 48000U);
        QCOMPARE(reading.samples.size(), wanted.size());
        // Each channel has its own frequency: a swap would be heard. The first and last blocks may be faded.
        double error = 0.0;
        double power = 0.0;
        for (std::size_t i = wanted.size() / 10; i < wanted.size() * 9 / 10; ++i) {
            error += std::pow(static_cast<double>(reading.samples[i] - wanted[i]), 2.0);
            power += std::pow(static_cast<double>(wanted[i]), 2.0);
        }
        QVERIFY2(error < power * 0.01, qPrintable(QString::number(10 * std::log10(error / power))));
    }

    void encodersSurviveWhatIsNoNumberAndWhatIsTooLarge() {
        std::vector<float> wild;
        for (int i = 0; i < 20000; ++i) {
            constexpr float infinity = std::numeric_limits<float>::infinity();
            constexpr std::array values = {
                std::numeric_limits<float>::quiet_NaN(), infinity, -infinity, 1e30F, -5.0F, 0.1F};
            wild.push_back(values[static_cast<std::size_t>(i) % values.size()]);
        }
        for (const FileFormat format : {FileFormat::Ogg, FileFormat::Opus, FileFormat::Mp3}) {
            const AudioFileSpec spec = specFor(format, SampleFormat::Float, 48000, 2);
            FaultyFileSystem disk;
            auto writer = createSndfile(spec, disk);
            QVERIFY(writer.value()->write(wild.data(), 10000).ok());
            QVERIFY(writer.value()->finish(reportFor(spec, 10000)).ok());
            const Reading reading = readBack(disk.content(spec.path));
            QCOMPARE(reading.frames(), 10000U);
            QVERIFY(std::ranges::all_of(reading.samples, [](float s) { return std::isfinite(s); }));
        }
    }

    void aTakeOfNoFramesIsAFileOfNoFrames() {
        for (const FileFormat format :
             {FileFormat::Caf, FileFormat::Aiff, FileFormat::Flac, FileFormat::Ogg}) {
            const AudioFileSpec spec = specFor(format, defaultSampleFormat(format), 48000, 2);
            FaultyFileSystem disk;
            auto writer = createSndfile(spec, disk);
            QVERIFY(writer.value()->finish(reportFor(spec, 0)).ok());
            const Reading reading = readBack(disk.content(spec.path));
            QVERIFY2(reading.opened, reading.error.c_str());
            QVERIFY(reading.samples.empty());
        }
    }

    void theTextsAreInTheFile() {
        for (const FileFormat format : sndfileFormats) {
            AudioFileSpec spec = specFor(format, defaultSampleFormat(format), 48000, 2);
            spec.path = "folder.x/Aufnahme ä." + std::string(name(format));
            FaultyFileSystem disk;
            auto writer = createSndfile(spec, disk);
            QVERIFY(writer.value()->write(sine(5000, 2).data(), 5000).ok());
            QVERIFY(writer.value()->finish(reportFor(spec, 5000)).ok());
            const Reading reading = readBack(disk.content(spec.path));
            QCOMPARE(reading.title, std::string("Aufnahme ä"));
            QCOMPARE(reading.comment,
                     std::string("channels: front-left,front-right; began: 2026-11-22T14:03:05.250Z; "
                                 "backend: pulse; device: Große \"USB\" <Mikrofon> & 日本"));
            if (format != FileFormat::Aiff) // which has no place for it
                QCOMPARE(reading.date, std::string("2026-11-22"));
            QVERIFY(reading.software.starts_with("Headroom "));
        }
    }

    void aSimulatedDeviceIsSaidInEveryFormatFromTheBeginning() {
        for (const FileFormat format : sndfileFormats) {
            AudioFileSpec spec = specFor(format, defaultSampleFormat(format), 48000, 2);
            spec.device.backend = "simulated";
            FaultyFileSystem disk;
            auto writer = createSndfile(spec, disk);
            QVERIFY(writer.value()->write(noise(48000, 2).data(), 48000).ok());
            QVERIFY(writer.value()->checkpoint().ok());
            const Reading reading = readBack(disk.content(spec.path)); // not finished
            QVERIFY2(reading.comment.starts_with("SIMULATED; channels: "), name(format).data());
        }
    }

    void cafSaysTheChannelsPlaces() {
        using enum ChannelPosition;
        AudioFileSpec spec = specFor(FileFormat::Caf, SampleFormat::Pcm16, 48000, 6);
        FaultyFileSystem disk;
        QVERIFY(createSndfile(spec, disk).ok());
        const Reading reading = readBack(disk.content(spec.path));
        QCOMPARE(reading.channelMap.size(), std::size_t{6});
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(positionFromSndfile(reading.channelMap[i]), spec.channels[i]);

        // An order that has no number of its own is spelled out.
        spec.channels = {FrontRight, FrontLeft, auxPosition(3), RearCenter};
        spec.overwrite = true;
        QVERIFY(createSndfile(spec, disk).ok());
        const std::string text = disk.text(spec.path);
        const std::size_t chan = text.find(std::string("chan\0\0\0\0", 8));
        QVERIFY(chan != std::string::npos);
        const auto u32 = [&](std::size_t at) {
            std::uint32_t value = 0;
            for (std::size_t i = 0; i < 4; ++i)
                value = value << 8U | static_cast<unsigned char>(text[chan + at + i]);
            return value;
        };
        QCOMPARE(u32(12), 0U); // the tag for "see the descriptions"
        QCOMPARE(u32(20), 4U);
        QCOMPARE(u32(24), 2U);             // right
        QCOMPARE(u32(24 + 20), 1U);        // left
        QCOMPARE(u32(24 + 40), 1U << 16U); // the first that has no place
        QCOMPARE(u32(24 + 60), 9U);        // centre surround
        QVERIFY(readBack(disk.content(spec.path)).opened);
    }

    void afterACheckpointAKilledFileHasWhatTheFormatAllows_data() {
        QTest::addColumn<FileFormat>("format");
        QTest::addColumn<SampleFormat>("samples");
        QTest::addColumn<int>("mayMiss"); // milliseconds of white noise
        for (const FileFormat format : {FileFormat::Caf, FileFormat::Aiff})
            for (const SampleFormat samples : sampleFormatsOf(format))
                QTest::addRow("%s %s", std::string(name(format)).c_str(), std::string(name(samples)).c_str())
                    << format << samples << 0;
        QTest::newRow("flac 16") << FileFormat::Flac << SampleFormat::Pcm16 << 90;
        QTest::newRow("flac 24") << FileFormat::Flac << SampleFormat::Pcm24 << 90;
        QTest::newRow("ogg") << FileFormat::Ogg << SampleFormat::Float << 500;
        QTest::newRow("opus") << FileFormat::Opus << SampleFormat::Float << 300;
        QTest::newRow("mp3") << FileFormat::Mp3 << SampleFormat::Float << 100;
    }
    void afterACheckpointAKilledFileHasWhatTheFormatAllows() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, mayMiss);
        for (const int channels : {1, 2}) {
            const AudioFileSpec spec = specFor(format, samples, 48000, channels);
            FaultyFileSystem disk;
            auto writer = createSndfile(spec, disk);
            const auto wanted = source(48000, channels);
            std::uint64_t at = 0;
            for (const std::uint64_t count : {9999U, 1U, 20000U, 18000U}) {
                QVERIFY(writer.value()
                            ->write(wanted.data() + at * static_cast<std::uint64_t>(channels), count)
                            .ok());
                at += count;
                QVERIFY(writer.value()->checkpoint().ok());
                const Reading reading = readBack(disk.content(spec.path));
                QVERIFY2(reading.opened, reading.error.c_str());
                const auto most = static_cast<std::uint64_t>(mayMiss) * 48;
                const std::string found = std::to_string(reading.info.frames) + " of " + std::to_string(at);
                QVERIFY2(reading.frames() + most >= at, found.c_str());
                QVERIFY2(reading.frames() <= at || format == FileFormat::Mp3, found.c_str());
                if (format == FileFormat::Flac)
                    QCOMPARE(reading.frames(), (at - 1) / flacBlock * flacBlock);
                if (!isLossy(format)) {
                    QCOMPARE(reading.samples.size(), reading.frames() * static_cast<std::uint64_t>(channels));
                    QVERIFY(beginsLike(wanted, reading.samples));
                }
            }
        }
    }

    void aFullDiskAtAnyByteKeepsWhatFitted_data() { rows(true, true); }
    void aFullDiskAtAnyByteKeepsWhatFitted() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        const AudioFileSpec spec = specFor(format, samples, 48000, channels);
        const std::uint64_t frames = isLossy(format) ? 63'000 : 9000;
        const auto wanted = source(frames, channels);
        const auto record = [&](FaultyFileSystem& disk, Result<void>& written, Result<void>& finished) {
            auto writer = createSndfile(spec, disk);
            if (!writer) {
                written = writer.error();
                return std::uint64_t{0};
            }
            std::uint64_t at = 0;
            while (written && at < frames) {
                written =
                    writer.value()->write(wanted.data() + at * static_cast<std::uint64_t>(channels), 900);
                at += 900;
                if (written)
                    written = writer.value()->checkpoint();
            }
            const std::uint64_t held = writer.value()->frames();
            finished = writer.value()->finish(reportFor(spec, held));
            return finished ? held : writer.value()->frames();
        };
        std::uint64_t whole = 0;
        {
            FaultyFileSystem disk;
            Result<void> written;
            Result<void> finished;
            QCOMPARE(record(disk, written, finished), frames);
            whole = disk.content(spec.path).size();
        }
        int kept = 0;
        for (std::uint64_t quota = 0; quota < whole; quota += whole / (isLossy(format) ? 23 : 61) + 1) {
            FaultyFileSystem disk;
            disk.setQuota(quota);
            Result<void> written;
            Result<void> finished;
            const std::uint64_t held = record(disk, written, finished);
            const std::string where = "quota " + std::to_string(quota) + " of " + std::to_string(whole);
            const Error& error = written ? finished.error() : written.error();
            QVERIFY2(error.kind == ErrorKind::DiskFull, where.c_str());
            QVERIFY2(error.native == "the quota is used up", "the disk's own error, not libsndfile's");
            if (held == 0)
                continue;
            ++kept;
            const Reading reading = readBack(disk.content(spec.path));
            QVERIFY2(reading.opened, where.c_str());
            QVERIFY2(reading.frames() == held,
                     (where + ": " + std::to_string(reading.info.frames) + " and " + std::to_string(held))
                         .c_str());
            if (!isLossy(format)) {
                QVERIFY2(reading.samples.size() == held * static_cast<std::uint64_t>(channels),
                         where.c_str());
                QVERIFY2(beginsLike(wanted, reading.samples), where.c_str());
            }
        }
        QVERIFY(kept > 0);
    }

    void aFileThatCannotBeginIsNotLeftBehind() {
        for (const FileFormat format :
             {FileFormat::Caf, FileFormat::Aiff, FileFormat::Flac, FileFormat::Opus}) {
            FaultyFileSystem disk;
            disk.setQuota(10);
            const auto writer = createSndfile(specFor(format, defaultSampleFormat(format)), disk);
            QCOMPARE(writer.error().kind, ErrorKind::DiskFull);
            QVERIFY(disk.paths().empty());
        }
    }

    void anotherWriteErrorIsToldAsItIs() {
        for (const FileFormat format : sndfileFormats) {
            const AudioFileSpec spec = specFor(format, defaultSampleFormat(format));
            FaultyFileSystem disk;
            auto writer = createSndfile(spec, disk);
            const Error broken{ErrorKind::WriteFailed, "disk", {}, "5 input/output error"};
            disk.failAfter(20'000, broken);
            Result<void> written;
            for (int i = 0; i < 20 && written; ++i)
                written = writer.value()->write(noise(48000, 2).data(), 48000);
            QVERIFY2(!written.ok() && written.error() == broken, name(format).data());
            QVERIFY(writer.value()->write(noise(1, 2).data(), 1).error() == broken);
            disk.workAgain();
            QVERIFY(writer.value()->finish(reportFor(spec, writer.value()->frames())).ok());
            const Reading reading = readBack(disk.content(spec.path));
            QVERIFY2(reading.opened, name(format).data());
            if (format == FileFormat::Flac) // no block was whole yet, and FLAC writes "none" as "unknown"
                QCOMPARE(reading.samples.size(), writer.value()->frames());
            else
                QCOMPARE(reading.frames(), writer.value()->frames());
        }
    }

    void aFaultlessTakeHasNoSidecar() {
        FaultyFileSystem disk;
        const AudioFileSpec spec = specFor(FileFormat::Flac, SampleFormat::Pcm24);
        auto writer = createSndfile(spec, disk);
        QVERIFY(writer.value()->finish(reportFor(spec, 0)).ok());
        QCOMPARE(disk.paths(), std::vector{spec.path});
    }

    void whatThereIsToSayStandsBesideTheFile() {
        FaultyFileSystem disk;
        AudioFileSpec spec = specFor(FileFormat::Flac, SampleFormat::Pcm24);
        spec.firstFrame = 100;
        auto writer = createSndfile(spec, disk);
        QVERIFY(writer.value()->write(noise(50, 2).data(), 50).ok());
        TakeReport report = reportFor(spec, 150);
        report.faults = {{FaultCause::Device, GapReason::Suspended, 110, 7, spec.startWallNs}};
        report.pauses = {{120, 9}};
        report.markers = {{130, "here \"it\" is"}};
        QVERIFY(writer.value()->finish(report).ok());
        const QJsonObject json = sidecarOf(disk, spec);
        QCOMPARE(json["complete"].toBool(true), false);
        QCOMPARE(json["missing_frames"].toInt(), 7);
        QCOMPARE(json["simulated"].toBool(true), false);
        QCOMPARE(json["frames"].toInt(), 50);
        QCOMPARE(json["first_frame"].toInt(), 100);
        QCOMPARE(json["channels"].toArray().size(), 2);
        QCOMPARE(json["device"].toObject()["name"].toString(), QString("Große \"USB\" <Mikrofon> & 日本"));
        const QJsonObject fault = json["faults"].toArray()[0].toObject();
        QCOMPARE(fault["cause"].toString(), QString("device"));
        QCOMPARE(fault["reason"].toString(), QString("suspended"));
        QCOMPARE(fault["position"].toInt(), 110);
        QCOMPARE(fault["time"].toString(), QString("2026-11-22T14:03:05.250Z"));
        QCOMPARE(json["pauses"].toArray()[0].toObject()["frames"].toInt(), 9);
        QCOMPARE(json["markers"].toArray()[0].toObject()["label"].toString(), QString("here \"it\" is"));
        const ReportFacts facts = readReportJson(disk.text(spec.path + std::string(sidecarEnding)));
        QCOMPARE(facts.complete, std::optional(false));
        QCOMPARE(facts.missingFrames, 7U);
        QCOMPARE(facts.peakDb, std::optional(-6.25));
        QVERIFY(facts.channels == spec.channels);
    }

    void aStaleSidecarIsReplacedAtOnce() {
        FaultyFileSystem disk;
        const AudioFileSpec spec = specFor(FileFormat::Flac, SampleFormat::Pcm24);
        disk.put(spec.path + std::string(sidecarEnding),
                 "{\"format\":\"headroom-report-1\",\"complete\":false}");
        auto writer = createSndfile(spec, disk);
        QVERIFY(!sidecarOf(disk, spec).contains("complete"));
        QVERIFY(writer.value()->finish(reportFor(spec, 0)).ok());
        QCOMPARE(sidecarOf(disk, spec)["complete"].toBool(false), true);
    }

    void otherProgramsReadThem_data() { rows(true, true); }
    void otherProgramsReadThem() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        QTemporaryDir folder;
        AudioFileSpec spec = specFor(format, samples, 48000, channels);
        const QString path = folder.filePath(QString::fromStdString(spec.path));
        spec.path = path.toStdString();
        auto writer = createSndfile(spec, systemFiles());
        QVERIFY(writer.ok());
        QVERIFY(writer.value()->write(sine(96000, channels).data(), 96000).ok());
        QVERIFY(writer.value()->finish(reportFor(spec, 96000)).ok());
        const auto probed = probe(path);
        if (!probed)
            QSKIP("ffprobe is not installed");
        QVERIFY2(probed->contains("sample_rate=48000"), qPrintable(*probed));
        QVERIFY2(probed->contains(QString("channels=%1").arg(channels)), qPrintable(*probed));
        QVERIFY2(probed->contains(QRegularExpression("duration=(1\\.9|2\\.0)")), qPrintable(*probed));
    }
};

QTEST_GUILESS_MAIN(TestSndfileWriter)
#include "tst_sndfile_writer.moc"
