// SPDX-License-Identifier: GPL-3.0-or-later
// Files beyond 4 GiB, real ones: what is all zeros is left out by the disk, the rest is there.
#include "engine/takes/audio_file_writer.h"
#include "engine/takes/take_reader.h"
#include "tests/takes/take_tools.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstring>

using namespace headroom;

namespace {

/// Leaves holes where zeros are written.
class SparseFile final : public OutputFile {
public:
    explicit SparseFile(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}
    ~SparseFile() override { static_cast<void>(extend()); }

    Result<void> write(std::span<const std::byte> bytes) override {
        if (position_ >= file_->size() && bytes.size() >= 4096 && bytes[0] == std::byte{0} &&
            std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0) {
            position_ += bytes.size();
            size_ = std::max(size_, position_);
            return {};
        }
        if (auto sought = file_->seek(position_); !sought)
            return sought;
        auto written = file_->write(bytes);
        position_ = file_->position();
        size_ = std::max(size_, position_);
        return written;
    }
    Result<void> seek(std::uint64_t offset) override {
        position_ = offset;
        return {};
    }
    [[nodiscard]] std::uint64_t position() const override { return position_; }
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> truncate(std::uint64_t size) override {
        size_ = size;
        return file_->truncate(size);
    }
    Result<void> sync() override { return extend(); }
    Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> bytes) override {
        if (auto extended = extend(); !extended)
            return extended.error();
        return file_->readAt(offset, bytes);
    }

private:
    Result<void> extend() { return size_ > file_->size() ? file_->truncate(size_) : Result<void>(); }

    std::unique_ptr<OutputFile> file_;
    std::uint64_t position_ = 0;
    std::uint64_t size_ = 0;
};

class SparseFiles final : public FileSystem {
public:
    Result<std::unique_ptr<OutputFile>> create(const std::string& path, bool overwrite) override {
        auto file = systemFiles().create(path, overwrite);
        if (!file)
            return file;
        return std::unique_ptr<OutputFile>(std::make_unique<SparseFile>(std::move(file).value()));
    }
    Result<void> remove(const std::string& path) override { return systemFiles().remove(path); }
    Result<std::uint64_t> freeBytes(const std::string& path) override {
        return systemFiles().freeBytes(path);
    }
    bool exists(const std::string& path) override { return systemFiles().exists(path); }
};

constexpr std::uint64_t fourGib = 1ULL << 32U;
constexpr int channels = 8;
constexpr std::uint64_t frameBytes = channels * 4;

} // namespace

class TestLargeFiles : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    SparseFiles files_;
    /// 4 MiB of silence.
    const std::vector<float> zeros_ = std::vector<float>(std::size_t{1} << 20U);
    const std::uint64_t zeroFrames_ = zeros_.size() / channels;

    [[nodiscard]] AudioFileSpec spec(FileFormat format) const {
        AudioFileSpec made = specFor(format, SampleFormat::Float, 48000, channels);
        made.path = folder_.filePath(QString::fromStdString(made.path)).toStdString();
        return made;
    }

private slots:
    void initTestCase() {
        auto probe = files_.create(folder_.filePath("probe").toStdString(), false);
        QVERIFY(probe.value()->truncate(fourGib * 2).ok());
        if (!QFileInfo::exists(folder_.filePath("probe")))
            QSKIP("no sparse files here");
        probe.value().reset();
        QVERIFY(files_.remove(folder_.filePath("probe").toStdString()).ok());
    }

    void aTakeBeyondFourGibibytesIsAllThere_data() {
        QTest::addColumn<int>("format");
        QTest::newRow("wav that becomes RF64") << static_cast<int>(FileFormat::Wav);
        QTest::newRow("w64") << static_cast<int>(FileFormat::W64);
    }
    void aTakeBeyondFourGibibytesIsAllThere() {
        QFETCH(int, format);
        const AudioFileSpec made = spec(static_cast<FileFormat>(format));
        const QString path = QString::fromStdString(made.path);
        const auto loud = noise(1000, channels);
        std::uint64_t frames = 0;
        auto writer = createAudioFile(made, files_);
        QVERIFY(writer.ok());
        while (frames * frameBytes < fourGib + (16U << 20U)) {
            QVERIFY(writer.value()->write(zeros_.data(), zeroFrames_).ok());
            frames += zeroFrames_;
            if (frames % (zeroFrames_ * 128) == 0)
                QVERIFY(writer.value()->checkpoint().ok());
        }
        QVERIFY(writer.value()->write(loud.data(), 1000).ok());
        frames += 1000;
        QVERIFY(writer.value()->checkpoint().ok());
        // As a kill would leave it.
        QCOMPARE(readHead(path).frames(), frames);
        QVERIFY(writer.value()->finish(reportFor(made, frames)).ok());

        const Reading head = readHead(path);
        QCOMPARE(head.frames(), frames);
        const bool w64 = made.format == FileFormat::W64;
        QCOMPARE(head.info.format & SF_FORMAT_TYPEMASK, w64 ? SF_FORMAT_W64 : SF_FORMAT_RF64);
        auto reader = openAudioFile(made.path);
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->frames(), frames);
        QVERIFY(reader.value()->seek(frames - 1000).ok());
        std::vector<float> end(loud.size());
        QCOMPARE(reader.value()->read(end.data(), 1000).value(), 1000U);
        QVERIFY(end == loud);
        QCOMPARE(summarize(made.path).complete, std::optional(true));
        if (const auto probed = probe(path)) {
            const double seconds = static_cast<double>(frames) / 48000;
            const QRegularExpressionMatch found = QRegularExpression("duration=([0-9.]+)").match(*probed);
            QVERIFY2(found.hasMatch(), qPrintable(*probed));
            QVERIFY2(std::abs(found.captured(1).toDouble() - seconds) < 0.01, qPrintable(*probed));
        }
        QVERIFY(files_.remove(made.path).ok());
    }

    void anAiffEndsBelowTwoGibibytesAndStaysValid() {
        const AudioFileSpec made = spec(FileFormat::Aiff);
        auto writer = createAudioFile(made, files_);
        QVERIFY(writer.ok());
        Result<void> written;
        while (written) {
            written = writer.value()->write(zeros_.data(), zeroFrames_);
            QVERIFY(writer.value()->bytes() < (1ULL << 31U));
        }
        QCOMPARE(written.error().kind, ErrorKind::WriteFailed);
        const std::uint64_t frames = writer.value()->frames();
        QVERIFY(frames * frameBytes > (1ULL << 31U) - (3U << 20U));
        QVERIFY(writer.value()->finish(reportFor(made, frames)).ok());
        QCOMPARE(readHead(QString::fromStdString(made.path)).frames(), frames);
    }
};

QTEST_GUILESS_MAIN(TestLargeFiles)
#include "tst_large_files.moc"
