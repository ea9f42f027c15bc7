// SPDX-License-Identifier: GPL-3.0-or-later
// What checkFormat promises is what can be written and read back, and what it refuses cannot.
#include "engine/takes/audio_file_writer.h"
#include "engine/takes/sndfile_writer.h"
#include "engine/takes/wav_writer.h"
#include "tests/fakes/faulty_file_system.h"
#include "tests/takes/take_tools.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>

using namespace headroom;

Q_DECLARE_METATYPE(headroom::FileFormat)

// Asked for a rate that it cannot do, libsndfile leaks what it had set up of LAME and libvorbis. The program
// never asks: that is what checkFormat is for.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libmp3lame\nleak:libvorbis\n";
}

namespace {

constexpr std::array everyFormat = {FileFormat::Wav,  FileFormat::Rf64, FileFormat::W64, FileFormat::Caf,
                                    FileFormat::Aiff, FileFormat::Flac, FileFormat::Ogg, FileFormat::Opus,
                                    FileFormat::Mp3,  FileFormat::Raw};
constexpr std::array everySampleFormat = {SampleFormat::Pcm16, SampleFormat::Pcm24, SampleFormat::Pcm32,
                                          SampleFormat::Float};
constexpr std::array rates = {1000,  7999,  8000,  11025,  12000,  16000,  22050,  24000,
                              32000, 39999, 40000, 44100,  48000,  65535,  65536,  65540,
                              70000, 70010, 96000, 192000, 192001, 200000, 200001, 384000};

bool isOwn(FileFormat format) {
    return format == FileFormat::Wav || format == FileFormat::Rf64 || format == FileFormat::W64;
}
bool isLossy(FileFormat format) {
    return format == FileFormat::Ogg || format == FileFormat::Opus || format == FileFormat::Mp3;
}

/// A tone in each channel.
std::vector<float> tones(std::uint64_t frames, int channels) {
    std::vector<float> samples;
    for (std::uint64_t i = 0; i < frames; ++i)
        for (int channel = 0; channel < channels; ++channel)
            samples.push_back(
                0.5F * static_cast<float>(std::sin(static_cast<double>(i) * (0.5 + 0.01 * (channel % 9)))));
    return samples;
}

/// Whether each channel still holds most of its tone: an encoder may take one for a subwoofer's.
bool everyChannelIsThere(const std::vector<float>& wanted, const std::vector<float>& got, int channels) {
    const auto width = static_cast<std::size_t>(channels);
    for (std::size_t channel = 0; channel < width; ++channel) {
        double both = 0.0;
        double power = 0.0;
        for (std::size_t i = channel; i < wanted.size(); i += width) {
            both += static_cast<double>(wanted[i] * got[i]);
            power += static_cast<double>(wanted[i] * wanted[i]);
        }
        if (both < 0.7 * power)
            return false;
    }
    return true;
}

/// Writes and reads back, without asking checkFormat.
bool works(const AudioFileSpec& spec) {
    FaultyFileSystem disk;
    auto writer = isOwn(spec.format) ? createWavFile(spec, disk) : createSndfile(spec, disk);
    if (!writer)
        return false;
    constexpr std::uint64_t frames = 4000;
    const int channels = static_cast<int>(spec.channels.size());
    const auto wanted = tones(frames, channels);
    if (!writer.value()->write(wanted.data(), frames) || !writer.value()->finish(reportFor(spec, frames)))
        return false;
    const Reading reading = readBack(disk.content(spec.path));
    return reading.opened && reading.info.channels == channels && reading.info.samplerate == spec.rate &&
           reading.frames() == frames && reading.samples.size() == wanted.size() &&
           everyChannelIsThere(wanted, reading.samples, channels);
}

} // namespace

class TestFormats : public QObject {
    Q_OBJECT

private slots:
    void everyCombinationIsJudgedAsItIs_data() {
        QTest::addColumn<FileFormat>("format");
        for (const FileFormat format : everyFormat)
            if (format != FileFormat::Raw)
                QTest::newRow(std::string(name(format)).c_str()) << format;
    }
    void everyCombinationIsJudgedAsItIs() {
        QFETCH(FileFormat, format);
        int accepted = 0;
        for (const SampleFormat samples : everySampleFormat) {
            if (isLossy(format) && samples != SampleFormat::Float)
                continue; // they have no such thing to try
            for (const int rate : rates)
                for (const int channels : {1, 2, 5, 6, 7, 8, 9, 64}) {
                    // Setting up many encoders takes long; the rate does not matter to how many there may be.
                    if (channels > 8 && isLossy(format) && rate != 48000)
                        continue;
                    const bool promised = checkFormat(format, samples, rate, channels).ok();
                    const bool real = works(specFor(format, samples, rate, channels));
                    accepted += real ? 1 : 0;
                    QVERIFY2(promised == real,
                             qPrintable(QString("%1 %2 at %3 Hz, %4 channels: %5")
                                            .arg(name(format).data(), name(samples).data())
                                            .arg(rate)
                                            .arg(channels)
                                            .arg(real ? "works and is refused" : "is promised and fails")));
                }
        }
        QVERIFY(accepted > 0);
    }

    void createAudioFileRefusesWhatCheckFormatRefuses() {
        FaultyFileSystem disk;
        AudioFileSpec spec = specFor(FileFormat::Flac, SampleFormat::Pcm24, 48000, 9);
        QCOMPARE(createAudioFile(spec, disk).error().kind, ErrorKind::FormatNotSupported);
        spec = specFor(FileFormat::Wav, SampleFormat::Float, 48000, 2);
        spec.path = "-";
        QCOMPARE(createAudioFile(spec, disk).error().kind, ErrorKind::FormatNotSupported);
        QVERIFY(disk.paths().empty());
    }

    void aRefusalSaysWhatFits() {
        const auto offers = [](FileFormat format, SampleFormat samples, int rate, int channels) {
            const auto checked = checkFormat(format, samples, rate, channels);
            QStringList all;
            if (!checked && checked.error().kind == ErrorKind::FormatNotSupported &&
                checked.error().subject == name(format))
                for (const std::string& offer : checked.error().offers)
                    all += QString::fromStdString(offer);
            return all;
        };
        using enum SampleFormat;
        QCOMPARE(offers(FileFormat::Flac, Float, 48000, 2), (QStringList{"16", "24"}));
        QCOMPARE(offers(FileFormat::Flac, Pcm24, 48000, 9), QStringList{"1-8 channels"});
        QCOMPARE(offers(FileFormat::Mp3, Float, 48000, 3), QStringList{"1-2 channels"});
        QVERIFY(offers(FileFormat::Mp3, Float, 96000, 2).contains("48000 Hz"));
        QCOMPARE(offers(FileFormat::Opus, Float, 44100, 2),
                 (QStringList{"8000 Hz", "12000 Hz", "16000 Hz", "24000 Hz", "48000 Hz"}));
        QCOMPARE(offers(FileFormat::Ogg, Float, 384000, 2), QStringList{"1000-200000 Hz"});
        QCOMPARE(offers(FileFormat::Ogg, Pcm16, 48000, 2), QStringList{"float"});
        QCOMPARE(offers(FileFormat::Raw, Pcm16, 48000, 2), QStringList{"float"});
        QCOMPARE(offers(FileFormat::Flac, Pcm16, 192001, 2), (QStringList{"1000-65535 Hz", "192000 Hz"}));
        QCOMPARE(offers(FileFormat::Opus, Float, 48000, 6), (QStringList{"1-5 channels", "9-64 channels"}));
        QCOMPARE(offers(FileFormat::Ogg, Float, 48000, 6), (QStringList{"1-5 channels", "7-64 channels"}));
        QCOMPARE(offers(FileFormat::Wav, Float, 48000, 65), QStringList{"1-64 channels"});
        QCOMPARE(offers(FileFormat::Wav, Float, 48000, 0), QStringList{"1-64 channels"});
        QCOMPARE(offers(FileFormat::Wav, Float, 0, 2), QStringList{"1000-384000 Hz"});
    }

    void whereNobodyChoseTheBestIsTaken() {
        for (const FileFormat format : everyFormat) {
            const auto holds = sampleFormatsOf(format);
            QVERIFY(std::ranges::find(holds, defaultSampleFormat(format)) != holds.end());
            QCOMPARE(defaultSampleFormat(format),
                     format == FileFormat::Flac ? SampleFormat::Pcm24 : SampleFormat::Float);
            QVERIFY(checkFormat(format, defaultSampleFormat(format), 48000, 2).ok());
        }
    }

    void bytesPerSecondIsExactForPcmAndEnoughForTheOthers_data() {
        QTest::addColumn<FileFormat>("format");
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("channels");
        for (const FileFormat format : everyFormat)
            for (const int rate : {8000, 16000, 24000, 44100, 48000, 96000, 192000})
                for (const int channels : {1, 2, 6})
                    if (checkFormat(format, defaultSampleFormat(format), rate, channels))
                        QTest::addRow("%s %d Hz %d", std::string(name(format)).c_str(), rate, channels)
                            << format << rate << channels;
    }
    void bytesPerSecondIsExactForPcmAndEnoughForTheOthers() {
        QFETCH(FileFormat, format);
        QFETCH(int, rate);
        QFETCH(int, channels);
        const SampleFormat samples = defaultSampleFormat(format);
        const AudioFileSpec spec = specFor(format, samples, rate, channels);
        FaultyFileSystem disk;
        auto writer = createAudioFile(spec, disk);
        QVERIFY(writer.ok());
        // White noise at full scale is the worst that an encoder can meet.
        const auto second = static_cast<std::uint64_t>(rate);
        QVERIFY(writer.value()->write(noise(second, channels, 7).data(), second).ok());
        const std::uint64_t before = writer.value()->bytes();
        constexpr int seconds = 3;
        for (int i = 0; i < seconds; ++i)
            QVERIFY(writer.value()->write(noise(second, channels).data(), second).ok());
        const double real = static_cast<double>(writer.value()->bytes() - before) / seconds;
        const double promised = bytesPerSecond(format, samples, rate, channels);
        if (isLossy(format) || format == FileFormat::Flac) {
            QVERIFY2(real <= promised * 1.05, qPrintable(QString("%1 > %2").arg(real).arg(promised)));
            QVERIFY2(real > promised / 4, qPrintable(QString("%1 of %2").arg(real).arg(promised)));
        } else {
            QCOMPARE(real, promised);
        }
    }

    void aiffAloneHasAnEnd() {
        for (const FileFormat format : everyFormat)
            QCOMPARE(maxFileBytes(format).has_value(), format == FileFormat::Aiff);
        QVERIFY(*maxFileBytes(FileFormat::Aiff) < (1ULL << 31U));
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
