// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/audio_file_writer.h"
#include "engine/takes/byte_writer.h"
#include "engine/takes/report_sidecar.h"
#include "tests/fakes/faulty_file_system.h"
#include "tests/takes/take_tools.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <bit>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace headroom;

namespace {

std::vector<std::byte> littleEndianBytes(const std::vector<float>& samples) {
    ByteWriter bytes;
    for (const float sample : samples)
        bytes.u32(std::bit_cast<std::uint32_t>(sample));
    return bytes.content();
}

/// Puts another descriptor in the place of standard output for as long as it lives.
class Redirected {
public:
    explicit Redirected(int to) : saved_(::dup(STDOUT_FILENO)) { ::dup2(to, STDOUT_FILENO); }
    ~Redirected() {
        ::dup2(saved_, STDOUT_FILENO);
        ::close(saved_);
    }
    Redirected(const Redirected&) = delete;
    Redirected& operator=(const Redirected&) = delete;

private:
    int saved_;
};

} // namespace

class TestRawWriter : public QObject {
    Q_OBJECT

private slots:
    void theFileIsTheSamplesAndNothingElse() {
        FaultyFileSystem disk;
        const AudioFileSpec spec = specFor(FileFormat::Raw, SampleFormat::Float, 48000, 3);
        const auto samples = noise(10'000, 3);
        auto writer = createAudioFile(spec, disk);
        QVERIFY(writer.value()->write(samples.data(), 10'000).ok());
        QVERIFY(writer.value()->checkpoint().ok());
        QCOMPARE(writer.value()->frames(), 10'000U);
        QVERIFY(writer.value()->finish(reportFor(spec, 10'000)).ok());
        QCOMPARE(writer.value()->bytes(), 120'000U);
        QVERIFY(disk.content(spec.path) == littleEndianBytes(samples));
        QCOMPARE(disk.paths().size(), std::size_t{1});
    }

    void aFullDiskLeavesWholeFramesAndTheReportIsTried() {
        FaultyFileSystem disk;
        const AudioFileSpec spec = specFor(FileFormat::Raw, SampleFormat::Float, 48000, 3);
        const auto samples = noise(100, 3);
        disk.setQuota(100);
        auto writer = createAudioFile(spec, disk);
        QCOMPARE(writer.value()->write(samples.data(), 100).error().kind, ErrorKind::DiskFull);
        QCOMPARE(writer.value()->frames(), 8U);
        QCOMPARE(disk.content(spec.path).size(), std::size_t{96});
        TakeReport report = reportFor(spec, 8);
        report.error = Error{ErrorKind::DiskFull, {}, {}, {}};
        disk.workAgain();
        QVERIFY(writer.value()->finish(report).ok());
        QVERIFY(disk.exists(spec.path + std::string(sidecarEnding)));
    }

    void aDashIsStandardOutput() {
        QTemporaryDir folder;
        const QString path = folder.filePath("out");
        const int file = ::open(path.toUtf8().constData(), O_RDWR | O_CREAT, 0600);
        QVERIFY(file >= 0);
        FaultyFileSystem disk;
        AudioFileSpec spec = specFor(FileFormat::Raw, SampleFormat::Float, 48000, 2);
        spec.path = "-";
        const auto samples = noise(5'000, 2);
        TakeReport report = reportFor(spec, 5'000);
        report.markers = {{1, "nobody to tell it to"}};
        bool fine = false;
        {
            const Redirected redirected(file);
            auto writer = createAudioFile(spec, disk);
            fine = writer && writer.value()->write(samples.data(), 5'000) && writer.value()->checkpoint() &&
                   writer.value()->finish(report);
        }
        ::close(file);
        QVERIFY(fine);
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray content = written.readAll();
        const auto bytes =
            std::as_bytes(std::span(content.constData(), static_cast<std::size_t>(content.size())));
        QVERIFY(std::ranges::equal(bytes, littleEndianBytes(samples)));
        QVERIFY(disk.paths().empty());
    }

    void aReaderThatWentAwayIsAWriteError() {
        std::signal(SIGPIPE, SIG_IGN); // as the program does
        int ends[2] = {};
        QCOMPARE(::pipe(ends), 0);
        ::close(ends[0]);
        FaultyFileSystem disk;
        AudioFileSpec spec = specFor(FileFormat::Raw, SampleFormat::Float, 48000, 2);
        spec.path = "-";
        Result<void> written;
        {
            const Redirected redirected(ends[1]);
            auto writer = createAudioFile(spec, disk);
            written = writer.value()->write(noise(10, 2).data(), 10);
        }
        ::close(ends[1]);
        QVERIFY(!written.ok());
        QCOMPARE(written.error().kind, ErrorKind::WriteFailed);
        QVERIFY(written.error().native.starts_with("32 "));
    }
};

QTEST_GUILESS_MAIN(TestRawWriter)
#include "tst_raw_writer.moc"
