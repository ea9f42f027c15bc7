// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/level.h"
#include "engine/takes/byte_writer.h"
#include "engine/takes/wav_writer.h"
#include "tests/fakes/faulty_file_system.h"
#include "tests/takes/take_tools.h"

#include <QTest>
#include <QXmlStreamReader>
#include <bit>
#include <cmath>
#include <ctime>
#include <limits>

using namespace headroom;

namespace {

/// One file, written in blocks of odd lengths and finished.
std::vector<std::byte> written(const AudioFileSpec& spec, const std::vector<float>& samples,
                               const TakeReport& report, std::uint64_t riffLimit = defaultRiffLimit) {
    FaultyFileSystem disk;
    auto writer = createWavFile(spec, disk, riffLimit);
    if (!writer)
        return {};
    const std::size_t channels = spec.channels.size();
    const std::size_t frames = samples.size() / channels;
    std::size_t at = 0;
    for (std::size_t step = 1; at < frames; step = step * 3 % 1999 + 1) {
        const std::size_t count = std::min(step, frames - at);
        if (!writer.value()->write(samples.data() + at * channels, count))
            return {};
        at += count;
    }
    if (!writer.value()->finish(report))
        return {};
    return disk.content(spec.path);
}

std::vector<std::byte> written(const AudioFileSpec& spec, std::uint64_t frames) {
    return written(spec, noise(frames, static_cast<int>(spec.channels.size())), reportFor(spec, frames));
}

std::vector<std::byte> chunkOf(const std::vector<std::byte>& file, const std::string& id) {
    const auto chunks = riffChunks(file);
    if (chunks)
        for (const RiffChunk& chunk : *chunks)
            if (chunk.id == id)
                return {file.begin() + static_cast<std::ptrdiff_t>(chunk.content),
                        file.begin() + static_cast<std::ptrdiff_t>(chunk.content + chunk.bytes)};
    return {};
}

QString xmlOf(const std::vector<std::byte>& file) {
    const auto chunk = chunkOf(file, "iXML");
    return QString::fromUtf8(reinterpret_cast<const char*>(chunk.data()),
                             static_cast<qsizetype>(chunk.size()));
}

/// Elements of this name with their attributes; empty and marked where the document is not well formed.
QList<QMap<QString, QString>> elements(const QString& xml, const QString& tag) {
    QList<QMap<QString, QString>> found;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement() || reader.name() != tag)
            continue;
        QMap<QString, QString> attributes;
        for (const QXmlStreamAttribute& attribute : reader.attributes())
            attributes[attribute.name().toString()] = attribute.value().toString();
        found.append(attributes);
    }
    if (reader.hasError())
        return {{{"not well formed", reader.errorString()}}};
    return found;
}

std::string comparedBitByBit(const std::vector<float>& wanted, const std::vector<float>& got) {
    if (wanted.size() != got.size())
        return "sizes " + std::to_string(wanted.size()) + " and " + std::to_string(got.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (std::bit_cast<std::uint32_t>(wanted[i]) != std::bit_cast<std::uint32_t>(got[i]))
            return "sample " + std::to_string(i);
    return {};
}

} // namespace

Q_DECLARE_METATYPE(headroom::FileFormat)
Q_DECLARE_METATYPE(headroom::SampleFormat)

class TestWavWriter : public QObject {
    Q_OBJECT

    static void formatsAndChannels() {
        QTest::addColumn<FileFormat>("format");
        QTest::addColumn<SampleFormat>("samples");
        QTest::addColumn<int>("channels");
        for (const auto format : {FileFormat::Wav, FileFormat::Rf64, FileFormat::W64})
            for (const auto samples :
                 {SampleFormat::Pcm16, SampleFormat::Pcm24, SampleFormat::Pcm32, SampleFormat::Float})
                for (const int channels : {1, 2, 3, 6, 64})
                    QTest::addRow("%s %s %d", std::string(name(format)).c_str(),
                                  std::string(name(samples)).c_str(), channels)
                        << format << samples << channels;
    }

private slots:
    void initTestCase() {
        qputenv("TZ", "Europe/Berlin");
        ::tzset();
    }

    void samplesComeBackBitForBit_data() { formatsAndChannels(); }
    void samplesComeBackBitForBit() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        const AudioFileSpec spec = specFor(format, samples, 44100, channels);
        // Odd, so that 24-bit mono needs padding. On the grid of what is stored, so that nothing is rounded.
        std::vector<float> source = noise(1001, channels);
        const double grid = samples == SampleFormat::Pcm16 ? 0x1p15 : 0x1p23;
        if (samples != SampleFormat::Float)
            for (float& sample : source)
                sample = static_cast<float>(
                    std::clamp(std::nearbyint(static_cast<double>(sample) * grid), -grid, grid - 1.0) / grid);
        const Reading reading = readBack(written(spec, source, reportFor(spec, 1001)));
        QVERIFY2(reading.opened, reading.error.c_str());
        QCOMPARE(reading.info.channels, channels);
        QCOMPARE(reading.info.samplerate, 44100);
        QCOMPARE(reading.frames(), 1001U);
        QCOMPARE(comparedBitByBit(source, reading.samples), std::string());
    }

    void floatsKeepWhatIsBeyondFullScaleAndNotANumber() {
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Float, 48000, 1);
        const std::vector<float> source = {1.2F,
                                           -7.0F,
                                           1e-40F,
                                           std::numeric_limits<float>::quiet_NaN(),
                                           std::numeric_limits<float>::infinity(),
                                           -0.0F};
        QCOMPARE(comparedBitByBit(source, readBack(written(spec, source, reportFor(spec, 6))).samples),
                 std::string());
    }

    void integersSaturate() {
        for (const auto samples : {SampleFormat::Pcm16, SampleFormat::Pcm24, SampleFormat::Pcm32}) {
            const AudioFileSpec spec = specFor(FileFormat::Wav, samples, 48000, 1);
            const Reading reading = readBack(written(spec, {1.2F, -1.2F, 1.0F, -1.0F}, reportFor(spec, 4)));
            const int shift = 32 - 8 * bytesPerSample(samples);
            const std::int32_t highest = static_cast<std::int32_t>((1LL << 31) - (1LL << shift));
            const std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
            QVERIFY((reading.integers == std::vector<std::int32_t>{highest, lowest, highest, lowest}));
        }
    }

    void chunksTileTheFileExactly_data() { formatsAndChannels(); }
    void chunksTileTheFileExactly() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        QFETCH(int, channels);
        if (format == FileFormat::W64)
            return; // other framing; its sizes are looked at below
        for (const std::uint64_t frames : {0U, 1U, 2U, 333U}) {
            const auto file = written(specFor(format, samples, 48000, channels), frames);
            const auto chunks = riffChunks(file);
            QVERIFY(chunks.has_value());
            QStringList ids;
            for (const RiffChunk& chunk : *chunks)
                ids += QString::fromStdString(chunk.id).trimmed();
            const QString first = format == FileFormat::Rf64 ? "ds64" : "JUNK";
            const QStringList wanted = samples == SampleFormat::Float
                                           ? QStringList{first, "fmt", "fact", "bext", "iXML", "data"}
                                           : QStringList{first, "fmt", "bext", "iXML", "data"};
            QCOMPARE(ids, wanted);
            const RiffChunk& data = chunks->back();
            QCOMPARE(data.bytes, frames * static_cast<std::uint64_t>(channels * bytesPerSample(samples)));
            QCOMPARE(data.content % 4096, std::size_t{0});
        }
    }

    void w64SizesAreTrueToTheByte() {
        for (const std::uint64_t frames : {0U, 1U, 5U, 333U}) {
            const AudioFileSpec spec = specFor(FileFormat::W64, SampleFormat::Pcm24, 48000, 1);
            const auto file = written(spec, frames);
            QCOMPARE(littleEndian(file.data() + 16, 8), file.size());
            std::size_t at = 40;
            QStringList ids;
            while (at < file.size()) {
                ids += QString::fromLatin1(reinterpret_cast<const char*>(file.data() + at), 4).trimmed();
                const std::uint64_t bytes = littleEndian(file.data() + at + 16, 8);
                if (ids.back() == "data")
                    QCOMPARE(bytes, 24 + 3 * frames);
                at += ids.back() == "data" ? bytes : (bytes + 7) / 8 * 8;
            }
            QCOMPARE(at, file.size()); // data is the last, unpadded
            QCOMPARE(ids, (QStringList{"fmt", "bext", "iXML", "data"}));
        }
    }

    void theFormatChunkIsExtensibleWhereTheStandardWantsIt_data() {
        QTest::addColumn<SampleFormat>("samples");
        QTest::addColumn<QList<int>>("positions");
        QTest::addColumn<int>("tag");
        QTest::addColumn<uint>("mask");
        using enum ChannelPosition;
        const auto row = [](const char* what, SampleFormat samples, std::vector<ChannelPosition> positions,
                            int tag, uint mask) {
            QList<int> numbers;
            for (const auto position : positions)
                numbers.append(static_cast<int>(position));
            QTest::newRow(what) << samples << numbers << tag << mask;
        };
        row("16-bit stereo", SampleFormat::Pcm16, {FrontLeft, FrontRight}, 1, 0);
        row("16-bit mono", SampleFormat::Pcm16, {Mono}, 1, 0);
        row("16-bit front centre", SampleFormat::Pcm16, {FrontCenter}, 1, 0);
        row("float stereo", SampleFormat::Float, {FrontLeft, FrontRight}, 3, 0);
        row("float mono", SampleFormat::Float, {Mono}, 3, 0);
        row("24-bit stereo", SampleFormat::Pcm24, {FrontLeft, FrontRight}, 0xFFFE, 0x3);
        row("32-bit mono", SampleFormat::Pcm32, {Mono}, 0xFFFE, 0x4);
        row("16-bit, right alone", SampleFormat::Pcm16, {FrontRight}, 0xFFFE, 0x2);
        row("16-bit, right before left", SampleFormat::Pcm16, {FrontRight, FrontLeft}, 0xFFFE, 0);
        row("16-bit aux", SampleFormat::Pcm16, {auxPosition(0), auxPosition(1)}, 0xFFFE, 0);
        row("5.1 in the mask's order", SampleFormat::Float,
            {FrontLeft, FrontRight, FrontCenter, Lfe, RearLeft, RearRight}, 0xFFFE, 0x3F);
        row("5.1 as PulseAudio has it", SampleFormat::Float,
            {FrontLeft, FrontRight, RearLeft, RearRight, FrontCenter, Lfe}, 0xFFFE, 0);
        row("one without a position", SampleFormat::Pcm16, {Unpositioned}, 0xFFFE, 0);
    }
    void theFormatChunkIsExtensibleWhereTheStandardWantsIt() {
        QFETCH(SampleFormat, samples);
        QFETCH(QList<int>, positions);
        QFETCH(int, tag);
        QFETCH(uint, mask);
        AudioFileSpec spec = specFor(FileFormat::Wav, samples, 48000, 1);
        spec.channels.clear();
        for (const int position : positions)
            spec.channels.push_back(static_cast<ChannelPosition>(position));
        const auto fmt = chunkOf(written(spec, 3), "fmt ");
        const auto sampleBytes = static_cast<std::uint64_t>(bytesPerSample(samples));
        QCOMPARE(littleEndian(fmt.data(), 2), static_cast<std::uint64_t>(tag));
        QCOMPARE(littleEndian(fmt.data() + 2, 2), spec.channels.size());
        QCOMPARE(littleEndian(fmt.data() + 4, 4), 48000U);
        QCOMPARE(littleEndian(fmt.data() + 8, 4), 48000 * sampleBytes * spec.channels.size());
        QCOMPARE(littleEndian(fmt.data() + 12, 2), sampleBytes * spec.channels.size());
        QCOMPARE(littleEndian(fmt.data() + 14, 2), sampleBytes * 8);
        if (tag == 0xFFFE) {
            QCOMPARE(fmt.size(), std::size_t{40});
            QCOMPARE(littleEndian(fmt.data() + 18, 2), sampleBytes * 8);
            QCOMPARE(littleEndian(fmt.data() + 20, 4), std::uint64_t{mask});
            QCOMPARE(littleEndian(fmt.data() + 24, 2), samples == SampleFormat::Float ? 3U : 1U);
        } else {
            QCOMPARE(fmt.size(), std::size_t{tag == 1 ? 16U : 18U});
        }
    }

    void libsndfileReadsTheMaskAsOurPositions() {
        const Reading reading = readBack(written(specFor(FileFormat::Wav, SampleFormat::Pcm16, 48000, 6), 3));
        QVERIFY((reading.channelMap ==
                 std::vector<int>{SF_CHANNEL_MAP_LEFT, SF_CHANNEL_MAP_RIGHT, SF_CHANNEL_MAP_CENTER,
                                  SF_CHANNEL_MAP_LFE, SF_CHANNEL_MAP_REAR_LEFT, SF_CHANNEL_MAP_REAR_RIGHT}));
    }

    void factCountsTheFramesOfFloats() {
        const auto fact =
            chunkOf(written(specFor(FileFormat::Wav, SampleFormat::Float, 48000, 2), 333), "fact");
        QCOMPARE(fact.size(), std::size_t{4});
        QCOMPARE(littleEndian(fact.data(), 4), 333U);
    }

    void bextSaysWhatAndWhen() {
        // Berlin is an hour ahead: 15:03:05.25.
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm24, 48000, 2);
        const auto file = written(spec, 10);
        const Reading reading = readBack(file);
        QCOMPARE(reading.bextVersion, 2);
        QCOMPARE(reading.originationDate, std::string("2026-11-22"));
        QCOMPARE(reading.originationTime, std::string("15:03:05"));
        QCOMPARE(reading.timeReference, (15ULL * 3600 + 3 * 60 + 5) * 48000 + 12000);
        QCOMPARE(reading.description, std::string("Recorded from: Gro?e \"USB\" <Mikrofon> & ?? (pulse)"));
        const auto bext = chunkOf(file, "bext");
        QVERIFY(bext.size() > 602);
        QCOMPARE(std::string(reinterpret_cast<const char*>(bext.data()) + 256), std::string("Headroom"));
        for (std::size_t i = 0; i < 5; ++i)
            QCOMPARE(littleEndian(bext.data() + 412 + 2 * i, 2), 0x7FFFU);
        const std::string history(reinterpret_cast<const char*>(bext.data()) + 602, bext.size() - 602);
        QVERIFY(history.starts_with("A=PCM,F=48000,W=24,M=stereo,T=Headroom "));
        QVERIFY(history.ends_with("\r\n"));
    }

    void positionsAndSimulatedAreInTheFileFromTheBeginning() {
        for (const auto format : {FileFormat::Wav, FileFormat::Rf64, FileFormat::W64}) {
            AudioFileSpec spec = specFor(format, SampleFormat::Float, 48000, 3);
            spec.device.backend = "simulated";
            FaultyFileSystem disk;
            auto writer = createWavFile(spec, disk);
            QVERIFY(writer.ok());
            const std::string text = disk.text(spec.path);
            QVERIFY(text.find("Simulated device: ") != std::string::npos);
            QVERIFY(text.find("SIMULATED=\"true\"") != std::string::npos);
            QVERIFY(text.find("STATE=\"recording\"") != std::string::npos);
            for (const char* position : {"aux0", "aux1", "aux2"})
                QVERIFY(text.find("<NAME>" + std::string(position) + "</NAME>") != std::string::npos);
            const Reading reading = readBack(disk.content(spec.path));
            QVERIFY2(reading.opened, reading.error.c_str());
            QCOMPARE(reading.frames(), 0U);
        }
    }

    void aRealDeviceIsNotCalledSimulated() {
        const auto file = written(specFor(FileFormat::Wav, SampleFormat::Float), 3);
        QVERIFY(!readBack(file).description.starts_with("Simulated"));
        QCOMPARE(elements(xmlOf(file), "HEADROOM")[0]["SIMULATED"], QString("false"));
    }

    void theReportIsInTheFile() {
        AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm16, 48000, 2);
        spec.firstFrame = 1000;
        TakeReport report = reportFor(spec, 2000);
        report.faults = {{FaultCause::Device, GapReason::DeviceGone, 1100, 50, spec.startWallNs},
                         {FaultCause::Tape, GapReason::Hole, 1300, 7, spec.startWallNs},
                         {FaultCause::Disk, GapReason::Hole, 10, 20, spec.startWallNs}};
        report.pauses = {{1500, 96000}};
        report.markers = {{1200, "Chorus <2> & \"more\" ä"}};
        report.peakDb = {-3.456, silenceDb};
        report.clips = {4, 0};
        const QString xml = xmlOf(written(spec, noise(1000, 2), report));
        QCOMPARE(elements(xml, "HEADROOM")[0]["STATE"], QString("finished"));
        const auto device = elements(xml, "DEVICE")[0];
        QCOMPARE(device["NAME"], QString("Große \"USB\" <Mikrofon> & 日本"));
        QCOMPARE(device["ID"], QString("alsa_input.usb"));
        QCOMPARE(device["BACKEND"], QString("pulse"));
        QCOMPARE(elements(xml, "FILE")[0]["FIRST_FRAME"], QString("1000"));
        // The third fault lies before this file.
        const auto result = elements(xml, "RESULT")[0];
        QCOMPARE(result["COMPLETE"], QString("false"));
        QCOMPARE(result["FRAMES"], QString("1000"));
        QCOMPARE(result["MISSING_FRAMES"], QString("57"));
        const auto take = elements(xml, "TAKE")[0];
        QCOMPARE(take["MISSING_FRAMES"], QString("77"));
        QCOMPARE(take["FAULTS"], QString("3"));
        QCOMPARE(take["PEAK_DBFS"], QString("-3.46"));
        const auto granted = elements(xml, "GRANTED")[0];
        QCOMPARE(granted["RATE"], QString("48000"));
        QCOMPARE(granted["BLOCK"], QString("480"));
        QCOMPARE(granted["LATENCY_US"], QString("12500"));
        const auto faults = elements(xml, "FAULT");
        QCOMPARE(faults.size(), 3);
        QCOMPARE(faults[0]["CAUSE"], QString("device"));
        QCOMPARE(faults[0]["REASON"], QString("device-gone"));
        QCOMPARE(faults[0]["POSITION"], QString("1100"));
        QCOMPARE(faults[0]["FRAMES"], QString("50"));
        QCOMPARE(faults[0]["TIME"], QString("2026-11-22T14:03:05.250Z"));
        QVERIFY(!faults[1].contains("REASON"));
        QCOMPARE(elements(xml, "PAUSE")[0]["FRAMES"], QString("96000"));
        QCOMPARE(elements(xml, "MARKER")[0]["LABEL"], QString("Chorus <2> & \"more\" ä"));
        const auto levels = elements(xml, "LEVEL");
        QCOMPARE(levels[0]["CLIPS"], QString("4"));
        QCOMPARE(levels[1]["PEAK_DBFS"], QString("-inf"));
    }

    void anErrorMakesTheFileIncompleteAndCountsWhatCameAfterIt() {
        AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm16, 48000, 1);
        TakeReport report = reportFor(spec, 100);
        report.error = Error{ErrorKind::DiskFull, "disk", {}, "28 no space"};
        report.faults = {{FaultCause::Disk, GapReason::Hole, 100, 400, 0}};
        const QString xml = xmlOf(written(spec, noise(100, 1), report));
        QCOMPARE(elements(xml, "RESULT")[0]["COMPLETE"], QString("false"));
        QCOMPARE(elements(xml, "RESULT")[0]["MISSING_FRAMES"], QString("400"));
        QCOMPARE(elements(xml, "ERROR")[0]["KIND"], QString("disk-full"));
        QCOMPARE(elements(xml, "ERROR")[0]["NATIVE"], QString("28 no space"));
    }

    void aLongReportGoesToTheEndAndReplacesTheFirst() {
        for (const auto format : {FileFormat::Wav, FileFormat::Rf64}) {
            const AudioFileSpec spec = specFor(format, SampleFormat::Pcm24, 48000, 1);
            TakeReport report = reportFor(spec, 333);
            for (std::uint64_t i = 0; i < 300; ++i)
                report.faults.push_back({FaultCause::Device, GapReason::Hole, i, 1, spec.startWallNs});
            const auto file = written(spec, noise(333, 1), report);
            const auto chunks = riffChunks(file);
            QVERIFY(chunks.has_value());
            int documents = 0;
            for (const RiffChunk& chunk : *chunks)
                documents += chunk.id == "iXML" ? 1 : 0;
            QCOMPARE(documents, 1);
            QCOMPARE(chunks->back().id, std::string("iXML"));
            QCOMPARE(elements(xmlOf(file), "FAULT").size(), 300);
            QCOMPARE(readBack(file).frames(), 333U);
        }
    }

    void markersAreCuePointsWithLabels() {
        AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm24, 48000, 1);
        spec.firstFrame = 5000;
        TakeReport report = reportFor(spec, 6001);
        report.markers = {{4999, "before"}, {5000, "start"}, {5333, "odd"}, {5400, "Größe 日本"},
                          {6001, "end"},    {6002, "after"}, {5500, ""}};
        const auto file = written(spec, noise(1001, 1), report);
        QVERIFY(riffChunks(file).has_value());
        const Reading reading = readBack(file);
        using Cue = std::pair<std::uint32_t, std::string>;
        const std::vector<Cue> wanted = {
            {0, "start"}, {333, "odd"}, {400, "Größe 日本"}, {1001, "end"}, {500, ""}};
        QVERIFY(reading.cues == wanted);
        QCOMPARE(reading.frames(), 1001U);
    }

    void aRiffBecomesAnRf64InPlaceAtTheLimit() {
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Float, 48000, 2);
        const auto source = noise(4000, 2);
        const std::uint64_t limit = 20'000; // of bytes: about 2000 frames behind the 4096 of the beginning
        FaultyFileSystem disk;
        auto writer = createWavFile(spec, disk, limit);
        QVERIFY(writer.ok());
        bool wasRf64 = false;
        for (std::size_t at = 0; at < 4000; at += 100) {
            QVERIFY(writer.value()->write(source.data() + at * 2, 100).ok());
            QVERIFY(writer.value()->checkpoint().ok());
            const auto file = disk.content(spec.path);
            const bool isRf64 = disk.text(spec.path).starts_with("RF64");
            QCOMPARE(isRf64, file.size() > limit);
            QVERIFY(isRf64 || !wasRf64);
            wasRf64 = isRf64;
            QVERIFY(riffChunks(file).has_value());
            const Reading reading = readBack(file);
            QCOMPARE(reading.frames(), at + 100);
            QCOMPARE(reading.info.format & SF_FORMAT_TYPEMASK, isRf64 ? SF_FORMAT_RF64 : SF_FORMAT_WAV);
        }
        QVERIFY(wasRf64);
        QVERIFY(writer.value()->finish(reportFor(spec, 4000)).ok());
        const auto file = disk.content(spec.path);
        QCOMPARE(comparedBitByBit(source, readBack(file).samples), std::string());
        const auto ds64 = chunkOf(file, "ds64");
        QCOMPARE(littleEndian(ds64.data(), 8), file.size() - 8);
        QCOMPARE(littleEndian(ds64.data() + 8, 8), 4000U * 8);
        QCOMPARE(littleEndian(ds64.data() + 16, 8), 4000U);
        QCOMPARE(littleEndian(file.data() + 4, 4), 0xFFFFFFFFU);
    }

    void whatIsWrittenAtTheEndCanMakeAnRf64Too() {
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm16, 48000, 1);
        TakeReport report = reportFor(spec, 2000);
        report.markers = {{10, std::string(200, 'x')}};
        const auto file = written(spec, noise(2000, 1), report, 4096 + 4000 + 100);
        QVERIFY(riffChunks(file).has_value());
        const Reading reading = readBack(file);
        QCOMPARE(reading.info.format & SF_FORMAT_TYPEMASK, SF_FORMAT_RF64);
        QVERIFY(!chunkOf(file, "cue ").empty()); // libsndfile looks for cue points in plain WAV alone
        QCOMPARE(reading.frames(), 2000U);
    }

    void aFileBelowTheLimitIsPlainWav() {
        const auto file = written(specFor(FileFormat::Wav, SampleFormat::Pcm16, 48000, 1), 2000);
        QCOMPARE(readBack(file).info.format & SF_FORMAT_TYPEMASK, SF_FORMAT_WAV);
        QVERIFY(chunkOf(file, "JUNK").size() == 28);
    }

    void sixtyFourChannelsLeaveRoomForTheReport() {
        AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm24, 96000, 64);
        TakeReport report = reportFor(spec, 100);
        report.faults = {{FaultCause::Device, GapReason::Hole, 1, 2, 0}};
        const auto file = written(spec, noise(100, 64), report);
        const auto chunks = riffChunks(file);
        QVERIFY(chunks.has_value());
        QCOMPARE(chunks->back().id, std::string("data")); // nothing had to go to the end
        QCOMPARE(elements(xmlOf(file), "LEVEL").size(), 64);
        QCOMPARE(elements(xmlOf(file), "FAULT").size(), 1);
    }

    void framesAndBytesAreCounted() {
        FaultyFileSystem disk;
        const AudioFileSpec spec = specFor(FileFormat::Wav, SampleFormat::Pcm24, 48000, 1);
        auto writer = createWavFile(spec, disk);
        QVERIFY(writer.value()->write(noise(5, 1).data(), 5).ok());
        QCOMPARE(writer.value()->frames(), 5U);
        QCOMPARE(writer.value()->bytes(), disk.content(spec.path).size());
        QVERIFY(writer.value()->finish(reportFor(spec, 5)).ok());
        QCOMPARE(writer.value()->bytes(), disk.content(spec.path).size());
    }
};

QTEST_GUILESS_MAIN(TestWavWriter)
#include "tst_wav_writer.moc"
