// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/wav_writer.h"

#include "engine/takes/byte_writer.h"
#include "engine/takes/quantiser.h"
#include "engine/takes/report_sidecar.h"
#include "engine/takes/report_xml.h"
#include "engine/takes/sample_encoder.h"
#include "engine/takes/wav_chunks.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace headroom {

namespace {

constexpr std::size_t pageBytes = 4096;
/// Room in the iXML chunk for what the report adds: fixed lines, then about a dozen faults or markers.
constexpr std::size_t reportRoom = 2048;
constexpr std::size_t reportRoomPerChannel = 72;
constexpr std::size_t sliceBytes = 256 * 1024;
constexpr std::size_t ds64Bytes = 28;
constexpr std::uint32_t inDs64 = 0xFFFFFFFF;

enum class Container { Riff, Rf64, W64 };

Container containerOf(FileFormat format) {
    switch (format) {
    case FileFormat::Rf64: return Container::Rf64;
    case FileFormat::W64: return Container::W64;
    default: return Container::Riff;
    }
}

class WavWriter final : public AudioFileWriter {
public:
    WavWriter(const AudioFileSpec& spec, std::unique_ptr<OutputFile> file, FileSystem& files,
              std::uint64_t riffLimit)
        : spec_(spec),
          files_(files),
          file_(std::move(file)),
          riffLimit_(riffLimit),
          container_(containerOf(spec.format)),
          framing_(container_ == Container::W64 ? ChunkFraming::W64 : ChunkFraming::Riff),
          encoder_(spec.sampleFormat, static_cast<int>(spec.channels.size())),
          frameBytes_(static_cast<std::size_t>(bytesPerSample(spec.sampleFormat)) * spec.channels.size()) {
        layOut();
    }

    Result<void> writeHead() { return file_->write(head_); }

    Result<void> write(const float* interleaved, std::uint64_t frames) override;
    Result<void> checkpoint() override;
    Result<void> finish(const TakeReport& report) override;
    [[nodiscard]] std::uint64_t frames() const override { return frames_; }
    [[nodiscard]] std::uint64_t bytes() const override { return file_ ? file_->size() : closedBytes_; }

private:
    void layOut();
    [[nodiscard]] std::uint64_t dataBytes(std::uint64_t frames) const { return frames * frameBytes_; }
    /// None in W64, whose data is the last thing in the file: libsndfile takes all that follows for samples.
    [[nodiscard]] std::size_t paddingAfter(std::uint64_t bytes) const {
        return framing_ == ChunkFraming::Riff ? bytes % 2 : 0;
    }
    /// Where the data chunk ends, its padding included, with this many frames.
    [[nodiscard]] std::uint64_t dataEnd(std::uint64_t frames) const {
        return head_.size() + dataBytes(frames) + paddingAfter(dataBytes(frames));
    }

    Result<void> writeAt(std::uint64_t offset, std::span<const std::byte> bytes);
    Result<void> appendSlice(std::uint64_t frames);
    Result<void> becomeRf64();
    Result<void> writeSizes(std::uint64_t frames, std::uint64_t fileBytes);
    void stampSizes(std::uint64_t frames, std::uint64_t fileBytes);
    void stamp(std::size_t offset, std::uint64_t value, int width);
    Result<void> writeDataSize();
    Result<void> writeFirstSizes();
    void saveWhatIsThere(const Error& error);
    Result<bool> appendTail(const TakeReport& report, const std::string& wholeXml);
    Result<void> writeReport(const TakeReport& report, const std::string& wholeXml, bool atEnd);

    AudioFileSpec spec_;
    FileSystem& files_;
    std::unique_ptr<OutputFile> file_;
    std::uint64_t riffLimit_;
    Container container_;
    ChunkFraming framing_;
    SampleEncoder encoder_;
    std::size_t frameBytes_;

    std::vector<std::byte> head_; ///< as it is on the disk, sizes kept up to date
    std::size_t firstSizesEnd_ = 0;
    std::size_t factOffset_ = 0; ///< 0: there is none
    std::size_t xmlOffset_ = 0;
    std::size_t xmlCapacity_ = 0;

    std::vector<std::byte> slice_;
    std::uint64_t frames_ = 0;
    std::uint64_t closedBytes_ = 0;
    std::optional<Error> error_;
};

void WavWriter::layOut() {
    ByteWriter head;
    if (container_ == Container::W64) {
        appendChunkId(head, framing_, "riff");
        head.u64(0);
        appendChunkId(head, framing_, "wave");
    } else {
        head.text(container_ == Container::Rf64 ? "RF64" : "RIFF");
        head.u32(0);
        head.text("WAVE");
        const std::vector<std::byte> room(ds64Bytes);
        appendChunk(head, framing_, container_ == Container::Rf64 ? "ds64" : "JUNK", room);
    }
    appendChunk(head, framing_, "fmt ", fmtContent(spec_));
    if (spec_.sampleFormat == SampleFormat::Float) {
        factOffset_ = head.size() + chunkHeaderBytes(framing_);
        const std::vector<std::byte> count(framing_ == ChunkFraming::W64 ? 8 : 4);
        appendChunk(head, framing_, "fact", count);
    }
    firstSizesEnd_ = head.size();
    appendChunk(head, framing_, "bext", bextContent(spec_));

    std::string xml = reportXml(spec_, nullptr, 0, 0);
    const std::size_t headers = 2 * chunkHeaderBytes(framing_);
    const std::size_t wanted =
        head.size() + headers + xml.size() + reportRoom + reportRoomPerChannel * spec_.channels.size();
    const std::size_t dataStart = (wanted + pageBytes - 1) / pageBytes * pageBytes;
    xmlOffset_ = head.size() + chunkHeaderBytes(framing_);
    xmlCapacity_ = dataStart - head.size() - headers;
    xml.resize(xmlCapacity_, ' ');
    appendChunk(head, framing_, "iXML", std::as_bytes(std::span(xml)));

    appendChunkId(head, framing_, "data");
    head.zeros(dataStart - head.size());
    head_ = std::move(head.content());
    stampSizes(0, head_.size());
}

void WavWriter::stamp(std::size_t offset, std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i)
        head_[offset + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (8 * i) & 0xFFU);
}

void WavWriter::stampSizes(std::uint64_t frames, std::uint64_t fileBytes) {
    const std::uint64_t data = dataBytes(frames);
    switch (container_) {
    case Container::Riff:
        stamp(4, fileBytes - 8, 4);
        stamp(head_.size() - 4, data, 4);
        if (factOffset_ != 0)
            stamp(factOffset_, frames, 4);
        break;
    case Container::Rf64:
        stamp(4, inDs64, 4);
        stamp(20, fileBytes - 8, 8);
        stamp(28, data, 8);
        stamp(36, frames, 8);
        stamp(head_.size() - 4, inDs64, 4);
        if (factOffset_ != 0)
            stamp(factOffset_, inDs64, 4);
        break;
    case Container::W64:
        stamp(16, fileBytes, 8);
        stamp(head_.size() - 8, data + chunkHeaderBytes(framing_), 8);
        if (factOffset_ != 0)
            stamp(factOffset_, frames, 8);
        break;
    }
}

Result<void> WavWriter::writeAt(std::uint64_t offset, std::span<const std::byte> bytes) {
    if (file_->position() != offset)
        if (auto sought = file_->seek(offset); !sought)
            return sought;
    return file_->write(bytes);
}

Result<void> WavWriter::writeDataSize() {
    const std::size_t width = framing_ == ChunkFraming::W64 ? 8 : 4;
    return writeAt(head_.size() - width, std::span(head_).last(width));
}

Result<void> WavWriter::writeFirstSizes() {
    return writeAt(0, std::span(head_).first(firstSizesEnd_));
}

Result<void> WavWriter::writeSizes(std::uint64_t frames, std::uint64_t fileBytes) {
    stampSizes(frames, fileBytes);
    // Between the two the data chunk reaches beyond the size of the RIFF: both are true of the disk. The
    // other way round the end of the data would be taken for chunks.
    if (container_ != Container::Rf64)
        if (auto written = writeDataSize(); !written)
            return written;
    return writeFirstSizes();
}

Result<void> WavWriter::becomeRf64() {
    container_ = Container::Rf64;
    ByteWriter id;
    id.text("RF64");
    std::ranges::copy(id.view(), head_.begin());
    ByteWriter ds64;
    ds64.text("ds64");
    std::ranges::copy(ds64.view(), head_.begin() + 12);
    const std::uint64_t oldData = littleEndian(head_.data() + head_.size() - 4, 4);
    stampSizes(frames_, dataEnd(frames_));
    if (auto synced = file_->sync(); !synced)
        return synced;
    // One write makes it an RF64, whose data chunk still has its old 32-bit size and is valid by that; the
    // next one says that the size is in the ds64.
    stamp(head_.size() - 4, oldData, 4);
    if (auto written = writeFirstSizes(); !written)
        return written;
    stamp(head_.size() - 4, inDs64, 4);
    return writeDataSize();
}

Result<void> WavWriter::write(const float* interleaved, std::uint64_t frames) {
    if (error_)
        return *error_;
    // W64 announces what will come: libsndfile reads to the end of the file in any case, ffmpeg up to the
    // size but takes what follows for chunks and refuses the file. A size that reaches beyond the end of the
    // file does no harm to either.
    if (container_ == Container::W64)
        if (auto announced = writeSizes(frames_ + frames, dataEnd(frames_ + frames)); !announced) {
            saveWhatIsThere(announced.error());
            return *error_;
        }
    const std::size_t channels = spec_.channels.size();
    const std::uint64_t sliceFrames = std::max<std::uint64_t>(1, sliceBytes / frameBytes_);
    while (frames > 0) {
        const std::uint64_t count = std::min(frames, sliceFrames);
        slice_.resize(dataBytes(count));
        encoder_.encode({interleaved, static_cast<std::size_t>(count) * channels}, slice_);
        if (auto written = appendSlice(count); !written) {
            saveWhatIsThere(written.error());
            return *error_;
        }
        interleaved += count * channels;
        frames -= count;
    }
    return {};
}

Result<void> WavWriter::appendSlice(std::uint64_t frames) {
    if (container_ == Container::Riff && dataEnd(frames_ + frames) > riffLimit_)
        if (auto changed = becomeRf64(); !changed)
            return changed;
    // The padding comes with the samples: an odd end must not be left without it by a full disk. The next
    // samples overwrite it.
    slice_.resize(slice_.size() + paddingAfter(dataBytes(frames_ + frames)));
    if (auto written = writeAt(head_.size() + dataBytes(frames_), slice_); !written)
        return written;
    frames_ += frames;
    return {};
}

void WavWriter::saveWhatIsThere(const Error& error) {
    error_ = error;
    const std::uint64_t held = file_->size() - std::min<std::uint64_t>(file_->size(), head_.size());
    std::uint64_t whole = std::max(frames_, held / frameBytes_);
    while (whole > frames_ && dataEnd(whole) > file_->size())
        --whole;
    frames_ = whole;
    if (dataEnd(frames_) < file_->size())
        static_cast<void>(file_->truncate(dataEnd(frames_)));
    const std::vector<std::byte> padding(paddingAfter(dataBytes(frames_)));
    if (!padding.empty())
        static_cast<void>(writeAt(dataEnd(frames_) - padding.size(), padding));
}

Result<void> WavWriter::checkpoint() {
    if (error_)
        return *error_;
    // The samples are on the disk before the sizes say so, power cut or not.
    auto done = file_->sync();
    if (done)
        done = writeSizes(frames_, dataEnd(frames_));
    if (!done)
        error_ = done.error();
    return done;
}

Result<bool> WavWriter::appendTail(const TakeReport& report, const std::string& wholeXml) {
    const bool withXml = wholeXml.size() > xmlCapacity_;
    if (container_ == Container::W64) {
        if (withXml)
            if (auto beside = finishSidecar(spec_, report, frames_, files_); !beside)
                return beside.error();
        return false;
    }
    ByteWriter tail;
    tail.bytes(markerChunks(report.markers, spec_.firstFrame, frames_));
    if (withXml)
        appendChunk(tail, framing_, "iXML", std::as_bytes(std::span(wholeXml)));
    if (tail.size() == 0)
        return false;
    const std::uint64_t end = dataEnd(frames_);
    Result<void> written;
    if (container_ == Container::Riff && end + tail.size() > riffLimit_)
        written = becomeRf64();
    if (written)
        written = writeAt(end, tail.view());
    if (!written) {
        static_cast<void>(file_->truncate(end));
        return written.error();
    }
    return withXml;
}

Result<void> WavWriter::writeReport(const TakeReport& report, const std::string& wholeXml, bool atEnd) {
    std::string xml = wholeXml;
    for (std::size_t listed = 256; xml.size() > xmlCapacity_; listed /= 2) {
        xml = reportXml(spec_, &report, frames_, listed);
        if (listed == 0)
            break;
    }
    // A name of thousands of letters could still be too long; then the first document stays.
    if (xml.size() <= xmlCapacity_) {
        xml.resize(xmlCapacity_, ' ');
        if (auto written = writeAt(xmlOffset_, std::as_bytes(std::span(xml))); !written)
            return written;
    }
    if (!atEnd)
        return {};
    ByteWriter junk;
    appendChunkId(junk, framing_, "JUNK");
    return writeAt(xmlOffset_ - chunkHeaderBytes(framing_), junk.view());
}

Result<void> WavWriter::finish(const TakeReport& report) {
    if (!file_)
        return error_ ? Result<void>(*error_) : Result<void>();
    Result<void> outcome;
    const auto note = [&outcome](const Result<void>& result) {
        if (!result && outcome)
            outcome = result;
    };
    note(file_->sync());
    std::string wholeXml = reportXml(spec_, &report, frames_, std::numeric_limits<std::size_t>::max());
    wholeXml.append(wholeXml.size() % 2, ' '); // even, as bext
    const Result<bool> tail = appendTail(report, wholeXml);
    if (!tail)
        note(tail.error());
    note(writeSizes(frames_, file_->size()));
    note(writeReport(report, wholeXml, tail && tail.value()));
    note(file_->sync());
    closedBytes_ = file_->size();
    file_.reset();
    return outcome;
}

} // namespace

Result<std::unique_ptr<AudioFileWriter>> createWavFile(const AudioFileSpec& spec, FileSystem& files,
                                                       std::uint64_t riffLimit) {
    auto file = files.create(spec.path, spec.overwrite);
    if (!file)
        return file.error();
    auto writer = std::make_unique<WavWriter>(spec, std::move(file).value(), files, riffLimit);
    auto written = writer->writeHead();
    if (written)
        written = beginSidecar(spec, files);
    if (!written) {
        writer.reset();
        static_cast<void>(files.remove(spec.path));
        return written.error();
    }
    return std::unique_ptr<AudioFileWriter>(std::move(writer));
}

} // namespace headroom
