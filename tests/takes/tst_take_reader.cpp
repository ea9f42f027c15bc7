// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/level.h"
#include "engine/takes/report_search.h"
#include "engine/takes/report_sidecar.h"
#include "engine/takes/report_xml.h"
#include "engine/takes/take_reader.h"
#include "tests/takes/take_tools.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>

using namespace headroom;

Q_DECLARE_METATYPE(headroom::FileFormat)
Q_DECLARE_METATYPE(headroom::SampleFormat)

namespace {

constexpr std::array everyFormat = {FileFormat::Wav, FileFormat::Rf64, FileFormat::W64,
                                    FileFormat::Caf, FileFormat::Aiff, FileFormat::Flac,
                                    FileFormat::Ogg, FileFormat::Opus, FileFormat::Mp3};

bool isLossy(FileFormat format) {
    return format == FileFormat::Ogg || format == FileFormat::Opus || format == FileFormat::Mp3;
}

} // namespace

class TestTakeReader : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    [[nodiscard]] std::string at(const QString& name) const { return folder_->filePath(name).toStdString(); }

    /// Writes a take into the folder and returns its spec.
    AudioFileSpec record(AudioFileSpec spec, const std::vector<float>& samples, TakeReport report,
                         bool finish = true) {
        spec.path = at(QString::fromStdString(spec.path));
        auto writer = createAudioFile(spec, systemFiles());
        const std::uint64_t frames = samples.size() / spec.channels.size();
        const bool written = writer && writer.value()->write(samples.data(), frames) &&
                             writer.value()->checkpoint() && (!finish || writer.value()->finish(report));
        if (!written)
            spec.path = "failed";
        return spec;
    }

    void overwrite(const std::string& path, const QByteArray& content) {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void whatWasWrittenIsReadWithItsPositions_data() {
        QTest::addColumn<FileFormat>("format");
        QTest::addColumn<SampleFormat>("samples");
        for (const FileFormat format : everyFormat)
            for (const SampleFormat samples : sampleFormatsOf(format))
                QTest::addRow("%s %s", std::string(name(format)).c_str(), std::string(name(samples)).c_str())
                    << format << samples;
    }
    void whatWasWrittenIsReadWithItsPositions() {
        QFETCH(FileFormat, format);
        QFETCH(SampleFormat, samples);
        AudioFileSpec spec = specFor(format, samples, 48000, 2);
        using enum ChannelPosition;
        spec.channels = {auxPosition(7), RearLeft}; // what no format says by itself
        std::vector<float> wanted = noise(20'000, 2);
        for (float& sample : wanted)
            sample = static_cast<float>(static_cast<int>(sample * 32767.0F)) / 32768.0F;
        spec = record(spec, wanted, reportFor(spec, 20'000));
        auto opened = openAudioFile(spec.path);
        QVERIFY(opened.ok());
        AudioFileReader& reader = *opened.value();
        QCOMPARE(reader.format(), std::optional(format));
        QCOMPARE(reader.sampleFormat(), samples);
        QCOMPARE(reader.rate(), 48000);
        QVERIFY(reader.channels() == spec.channels);
        QCOMPARE(reader.frames(), 20'000U);
        std::vector<float> got(wanted.size() + 2);
        QCOMPARE(reader.read(got.data(), 123).value(), 123U);
        QCOMPARE(reader.read(got.data() + 246, 20'000).value(), 20'000U - 123);
        QCOMPARE(reader.read(got.data(), 1).value(), 0U);
        got.resize(wanted.size());
        if (!isLossy(format)) {
            QVERIFY(reader.seek(0).ok());
            QCOMPARE(reader.read(got.data(), 20'000).value(), 20'000U);
            QVERIFY(got == wanted);
            QVERIFY(reader.seek(19'999).ok());
            QCOMPARE(reader.read(got.data(), 5).value(), 1U);
            QCOMPARE(got[1], wanted.back());
        }
        QVERIFY(reader.seek(5).ok());
        QCOMPARE(reader.read(got.data(), 20'000).value(), 19'995U);
    }

    void aSummaryTellsWhatTheReportSays_data() {
        QTest::addColumn<FileFormat>("format");
        for (const FileFormat format : everyFormat)
            QTest::newRow(std::string(name(format)).c_str()) << format;
    }
    void aSummaryTellsWhatTheReportSays() {
        QFETCH(FileFormat, format);
        AudioFileSpec spec = specFor(format, defaultSampleFormat(format), 48000, 2);
        spec.path = "Übung." + std::string(name(format));
        spec.device.backend = "simulated";
        TakeReport report = reportFor(spec, 20'000);
        report.device = spec.device;
        report.peakDb = {-12.5, -3.25};
        report.faults = {{FaultCause::Tape, GapReason::Hole, 100, 42, spec.startWallNs}};
        spec = record(spec, noise(20'000, 2), report);
        const TakeSummary summary = summarize(spec.path);
        QVERIFY(!summary.error.has_value());
        QCOMPARE(summary.path, spec.path);
        QCOMPARE(summary.frames, 20'000U);
        QCOMPARE(summary.rate, 48000);
        QCOMPARE(summary.channels, 2);
        QCOMPARE(summary.complete, std::optional(false));
        QCOMPARE(summary.missingFrames, 42U);
        QCOMPARE(summary.peakDb, std::optional(-3.25));
        QVERIFY(summary.simulated);
        QCOMPARE(summary.bytes, static_cast<std::uint64_t>(QFile(QString::fromStdString(spec.path)).size()));
        const std::int64_t age = QDateTime::currentMSecsSinceEpoch() - summary.modifiedWallNs / 1'000'000;
        QVERIFY(std::abs(age) < 60'000);
    }

    void aCompleteTakeSaysSoInItsOwnFile() {
        for (const FileFormat format : {FileFormat::Wav, FileFormat::Rf64, FileFormat::W64}) {
            const AudioFileSpec made = specFor(format, SampleFormat::Pcm24);
            const AudioFileSpec spec = record(made, noise(10, 2), reportFor(made, 10));
            const TakeSummary summary = summarize(spec.path);
            QCOMPARE(summary.complete, std::optional(true));
            QCOMPARE(summary.missingFrames, 0U);
            QVERIFY(!summary.simulated);
        }
    }

    void anUnfinishedTakeDoesNotClaimToBeComplete() {
        for (const FileFormat format : everyFormat) {
            const AudioFileSpec made = specFor(format, defaultSampleFormat(format));
            const AudioFileSpec spec = record(made, noise(48'000, 2), reportFor(made, 48'000), false);
            const TakeSummary summary = summarize(spec.path);
            QVERIFY2(!summary.error, name(format).data());
            QVERIFY2(!summary.complete.has_value(), name(format).data());
            QVERIFY(summary.frames > 24'000);
        }
    }

    void aSilentTakeHasAPeakOfSilence() {
        for (const FileFormat format : {FileFormat::Wav, FileFormat::Flac}) {
            const AudioFileSpec made = specFor(format, defaultSampleFormat(format));
            TakeReport report = reportFor(made, 100);
            report.peakDb = {silenceDb, silenceDb};
            report.markers = {{1, "a sidecar for FLAC"}};
            const AudioFileSpec spec = record(made, std::vector<float>(200), report);
            QCOMPARE(summarize(spec.path).peakDb, std::optional(silenceDb));
        }
    }

    void aLongReportIsFoundBehindTheData() {
        const AudioFileSpec made = specFor(FileFormat::Wav, SampleFormat::Pcm24, 48000, 1);
        TakeReport report = reportFor(made, 333);
        for (std::uint64_t i = 0; i < 300; ++i)
            report.faults.push_back({FaultCause::Device, GapReason::Hole, i, 1, 0});
        const AudioFileSpec spec = record(made, noise(333, 1), report);
        QCOMPARE(summarize(spec.path).missingFrames, 300U);
    }

    void foreignFilesAreReadAsTheySay() {
        // A 16-bit WAV that another program wrote, 100 frames of a PCM ramp.
        SF_INFO info{};
        info.samplerate = 44100;
        info.channels = 2;
        info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
        const std::string path = at("foreign.wav");
        SNDFILE* handle = sf_open(path.c_str(), SFM_WRITE, &info);
        QVERIFY(handle != nullptr);
        const std::vector<short> ramp(200, 16384);
        sf_writef_short(handle, ramp.data(), 100);
        sf_close(handle);
        auto reader = openAudioFile(path);
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->sampleFormat(), SampleFormat::Pcm16);
        QVERIFY((reader.value()->channels() ==
                 std::vector{ChannelPosition::FrontLeft, ChannelPosition::FrontRight}));
        float sample[2] = {};
        QCOMPARE(reader.value()->read(sample, 1).value(), 1U);
        QCOMPARE(sample[0], 0.5F);
        const TakeSummary summary = summarize(path);
        QCOMPARE(summary.frames, 100U);
        QVERIFY(!summary.complete.has_value());
        QVERIFY(!summary.peakDb.has_value());
    }

    void aPeakThatAForeignFileStoresIsTaken() {
        SF_INFO info{};
        info.samplerate = 44100;
        info.channels = 1;
        info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
        const std::string path = at("peak.wav");
        SNDFILE* handle = sf_open(path.c_str(), SFM_WRITE, &info);
        const float samples[3] = {0.1F, -0.5F, 0.2F};
        sf_writef_float(handle, samples, 3);
        sf_close(handle);
        const TakeSummary summary = summarize(path);
        QVERIFY(summary.peakDb.has_value());
        QVERIFY(std::abs(*summary.peakDb + 6.0206) < 0.001);
    }

    void aFlacThatDoesNotKnowItsLengthIsCounted() {
        const AudioFileSpec made = specFor(FileFormat::Flac, SampleFormat::Pcm16);
        const AudioFileSpec spec = record(made, noise(10'000, 2), reportFor(made, 10'000));
        QFile file(QString::fromStdString(spec.path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(22);
        file.write(QByteArray(4, '\0')); // as encoders leave it when they are killed
        file.close();
        auto reader = openAudioFile(spec.path);
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->frames(), 10'000U);
        std::vector<float> samples(20'000);
        QCOMPARE(reader.value()->read(samples.data(), 10'000).value(), 10'000U);
    }

    void whatCannotBeReadIsToldApart() {
        QCOMPARE(openAudioFile(at("none.wav")).error().kind, ErrorKind::FileNotFound);
        QCOMPARE(summarize(at("none.wav")).error->kind, ErrorKind::FileNotFound);
        QVERIFY(QDir(folder_->path()).mkdir("folder.wav"));
        QCOMPARE(openAudioFile(at("folder.wav")).error().kind, ErrorKind::FileNotReadable);
        overwrite(at("text.wav"), "this is no sound");
        QCOMPARE(openAudioFile(at("text.wav")).error().kind, ErrorKind::FileDamaged);
        overwrite(at("empty.flac"), "");
        QCOMPARE(openAudioFile(at("empty.flac")).error().kind, ErrorKind::FileDamaged);
        const TakeSummary summary = summarize(at("text.wav"));
        QCOMPARE(summary.error->kind, ErrorKind::FileDamaged);
        QCOMPARE(summary.error->subject, at("text.wav"));
        QVERIFY(!summary.error->native.empty());
        QCOMPARE(summary.bytes, 16U);
    }

    void damagedFilesEndInAnErrorAndNeverInHarm() {
        const AudioFileSpec made = specFor(FileFormat::Wav, SampleFormat::Pcm16);
        const AudioFileSpec spec = record(made, noise(100, 2), reportFor(made, 100));
        QFile file(QString::fromStdString(spec.path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        quint32 state = 1;
        for (int round = 0; round < 400; ++round) {
            QByteArray broken = whole;
            for (int i = 0; i < 6; ++i) {
                state = state * 1664525 + 1013904223;
                const auto place = static_cast<qsizetype>(state >> 8U) % (i < 4 ? 900 : whole.size());
                broken[place] = static_cast<char>(state);
            }
            if (round % 3 == 0)
                broken.truncate(static_cast<qsizetype>(state >> 8U) % whole.size());
            const std::string path = at("broken.wav");
            overwrite(path, broken);
            const TakeSummary summary = summarize(path);
            if (summary.error)
                QVERIFY(summary.error->kind == ErrorKind::FileDamaged);
        }
    }

    void takesAreListedNewestFirst() {
        const auto make = [this](const char* fileName, qint64 secondsAgo) {
            const FileFormat format = formatFromFileName(fileName).value();
            AudioFileSpec spec = specFor(format, defaultSampleFormat(format));
            spec.path = fileName;
            TakeReport report = reportFor(spec, 20'000);
            report.markers = {{0, "so that there is a sidecar"}};
            spec = record(spec, noise(20'000, 2), report);
            QFile file(QString::fromStdString(spec.path));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-secondsAgo),
                                     QFileDevice::FileModificationTime));
        };
        make("old.wav", 300);
        make("new.flac", 10);
        make("mid.mp3", 100);
        make(".hidden.wav", 0);
        overwrite(at("notes.txt"), "x");
        overwrite(at("broken.ogg"), "x");
        QVERIFY(QFile(folder_->filePath("broken.ogg")).exists());
        QVERIFY(QDir(folder_->path()).mkdir("folder.wav"));
        const auto takes = listTakes(folder_->path().toStdString());
        QVERIFY(takes.ok());
        QStringList names;
        for (const TakeSummary& take : takes.value())
            names += QString::fromStdString(take.path).section('/', -1);
        QCOMPARE(names, (QStringList{"broken.ogg", "new.flac", "mid.mp3", "old.wav"}));
        QVERIFY(takes.value()[0].error.has_value());
        QVERIFY(!takes.value()[1].error.has_value());
    }

    void aMissingFolderIsToldAsThat() {
        QCOMPARE(listTakes(at("nowhere")).error().kind, ErrorKind::FileNotFound);
        QVERIFY(listTakes(folder_->path().toStdString()).value().empty());
    }

    void aDeviceNameCannotForgeAReport() {
        const std::string evil =
            "x\"/><RESULT COMPLETE=\"true\" MISSING_FRAMES=\"0\"/>; channels: lfe; "
            "SIMULATED; \",\"complete\":true,\"x\":\"</HEADROOM><HEADROOM SIMULATED=\"true\"";
        for (const FileFormat format : {FileFormat::Wav, FileFormat::Flac}) {
            AudioFileSpec made = specFor(format, SampleFormat::Pcm16);
            made.device.name = evil;
            made.device.id = evil;
            TakeReport report = reportFor(made, 100);
            report.faults = {{FaultCause::Disk, GapReason::Hole, 1, 9, 0}};
            report.markers = {{1, evil}};
            const AudioFileSpec spec = record(made, noise(100, 2), report);
            const TakeSummary summary = summarize(spec.path);
            QCOMPARE(summary.complete, std::optional(false));
            QCOMPARE(summary.missingFrames, 9U);
            QVERIFY(!summary.simulated);
            auto reader = openAudioFile(spec.path);
            QVERIFY(reader.value()->channels() == made.channels);
        }
    }

    void aPersonsNameIsTheTracksNameAndThePositionIsKept() {
        AudioFileSpec spec;
        spec.path = "labelled.wav";
        spec.rate = 48000;
        spec.channels = {ChannelPosition::FrontLeft, ChannelPosition::RearRight, ChannelPosition::Lfe};
        spec.labels = {"Boom & <pole>", "", "front-right"};
        const std::string xml = reportXml(spec, nullptr, 0, 0);
        QVERIFY(xml.find("<NAME>Boom &amp; &lt;pole&gt;</NAME>") != std::string::npos);
        QVERIFY(xml.find("<NAME>rear-right</NAME>") != std::string::npos);
        QCOMPARE(readReportXml(xml).channels, spec.channels);

        for (const char* name : {"labelled.wav", "labelled.w64", "labelled.caf"}) {
            spec.path = name;
            spec.format = formatFromFileName(name).value();
            const AudioFileSpec written = record(spec, std::vector<float>(300, 0.5F), {});
            const auto reader = openAudioFile(written.path);
            QVERIFY(reader);
            QCOMPARE(reader.value()->channels(), spec.channels);
        }
        // CAF has no iXML: its report says the names.
        QFile sidecar(QString::fromStdString(at("labelled.caf") + std::string(sidecarEnding)));
        QVERIFY(sidecar.open(QIODevice::ReadOnly));
        QVERIFY(sidecar.readAll().contains(R"("labels":["Boom & <pole>","","front-right"])"));
    }

    void filesFromBeforeLabelsAreReadAsEver() {
        const ReportFacts facts = readReportXml(
            "<BWFXML><TRACK_LIST><TRACK_COUNT>1</TRACK_COUNT>"
            "<TRACK><INTERLEAVE_INDEX>1</INTERLEAVE_INDEX><NAME>lfe</NAME></TRACK></TRACK_LIST>"
            "<HEADROOM VERSION=\"1\" STATE=\"finished\" SIMULATED=\"false\"></HEADROOM></BWFXML>");
        QVERIFY(facts.ours);
        QCOMPARE(facts.channels, std::vector{ChannelPosition::Lfe});
    }

    void trackNamesOfOtherRecordersAreUnderstood() {
        const ReportFacts facts =
            readReportXml("<BWFXML><TRACK_LIST><TRACK_COUNT>3</TRACK_COUNT>"
                          "<TRACK><CHANNEL_INDEX>7</CHANNEL_INDEX><INTERLEAVE_INDEX>2</"
                          "INTERLEAVE_INDEX><NAME>right</NAME></TRACK>"
                          "<TRACK><INTERLEAVE_INDEX>1</INTERLEAVE_INDEX><NAME>left</NAME></TRACK>"
                          "<TRACK><INTERLEAVE_INDEX>3</INTERLEAVE_INDEX><NAME>Boom &amp; pole</NAME></TRACK>"
                          "<TRACK><INTERLEAVE_INDEX>999</INTERLEAVE_INDEX><NAME>left</NAME></TRACK>"
                          "</TRACK_LIST></BWFXML>");
        QVERIFY(!facts.ours);
        QVERIFY((facts.channels == std::vector{ChannelPosition::FrontLeft, ChannelPosition::FrontRight,
                                               ChannelPosition::Unpositioned}));
        QVERIFY(readReportXml("").channels.empty());
        QVERIFY(readReportXml("<TRACK_LIST><TRACK>").channels.empty());
    }
};

QTEST_GUILESS_MAIN(TestTakeReader)
#include "tst_take_reader.moc"
