// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/sndfile_writer.h"

#include "engine/core/text.h"
#include "engine/takes/caf_channels.h"
#include "engine/takes/id3_tag.h"
#include "engine/takes/local_time.h"
#include "engine/takes/quantiser.h"
#include "engine/takes/report_sidecar.h"
#include "engine/takes/sndfile_io.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace headroom {

namespace {

/// libvorbis and libopus keep a slice on the stack or in a buffer of its size.
constexpr std::uint64_t sliceFrames = 1024;

/// What is asked of the encoders. Vorbis: quality 0.7, about 110 kbit/s a channel. Opus: about 130 kbit/s a
/// channel. MP3: constant rate, so that a killed file, which has no index, still shows its length; about 256
/// kbit/s.
constexpr double vorbisQuality = 0.7;
constexpr double opusCompression = 0.5;
constexpr double mp3Compression = 0.2;
constexpr const char* software = "Headroom " HEADROOM_VERSION;

/// How long libsndfile may keep Opus packets back before it writes a page.
constexpr double opusPageMs = 200.0;

bool isLossy(FileFormat format) {
    return format == FileFormat::Ogg || format == FileFormat::Opus || format == FileFormat::Mp3;
}
bool isPcmContainer(FileFormat format) {
    return format == FileFormat::Caf || format == FileFormat::Aiff;
}

int majorFormat(FileFormat format) {
    switch (format) {
    case FileFormat::Caf: return SF_FORMAT_CAF;
    case FileFormat::Aiff: return SF_FORMAT_AIFF;
    case FileFormat::Flac: return SF_FORMAT_FLAC;
    case FileFormat::Ogg: return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    case FileFormat::Opus: return SF_FORMAT_OGG | SF_FORMAT_OPUS;
    case FileFormat::Mp3: return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    default: return 0;
    }
}

int minorFormat(const AudioFileSpec& spec) {
    if (isLossy(spec.format))
        return 0;
    switch (spec.sampleFormat) {
    case SampleFormat::Pcm16: return SF_FORMAT_PCM_16;
    case SampleFormat::Pcm24: return SF_FORMAT_PCM_24;
    case SampleFormat::Pcm32: return SF_FORMAT_PCM_32;
    case SampleFormat::Float: return SF_FORMAT_FLOAT;
    }
    return SF_FORMAT_FLOAT;
}

std::string titleOf(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string base = slash == std::string::npos ? path : path.substr(slash + 1);
    const std::size_t dot = base.rfind('.');
    return validUtf8(dot == 0 ? base : base.substr(0, dot));
}

class SndfileWriter final : public AudioFileWriter {
public:
    SndfileWriter(const AudioFileSpec& spec, std::unique_ptr<OutputFile> file, FileSystem& files)
        : spec_(spec),
          files_(files),
          file_(std::move(file)),
          output_(*file_, isPcmContainer(spec.format) ? SndfileOutput::AfterError::Overwrite
                                                      : SndfileOutput::AfterError::Nothing),
          channels_(spec.channels.size()),
          frameBytes_(static_cast<std::size_t>(bytesPerSample(spec.sampleFormat)) * channels_) {
        if (spec.sampleFormat != SampleFormat::Float)
            quantiser_ = Quantiser::forFormat(spec.sampleFormat, static_cast<int>(channels_));
    }

    Result<void> begin();
    Result<void> write(const float* interleaved, std::uint64_t frames) override;
    Result<void> checkpoint() override;
    Result<void> finish(const TakeReport& report) override;
    [[nodiscard]] std::uint64_t frames() const override { return frames_; }
    [[nodiscard]] std::uint64_t bytes() const override { return file_ ? file_->size() : closedBytes_; }

private:
    void setUpEncoder();
    void setTexts();
    void setChannels();
    sf_count_t writeSlice(const float* interleaved, std::uint64_t frames);
    /// Remembers the error and finds out how many frames the file holds.
    const Error& giveUp(const Error& error);
    std::uint64_t decodableFrames();
    /// Writes the number of whole blocks into STREAMINFO, where libFLAC puts it only when it closes.
    Result<void> stampFlac();
    std::uint64_t flacBlockFrames();

    AudioFileSpec spec_;
    FileSystem& files_;
    std::unique_ptr<OutputFile> file_;
    SndfileOutput output_;
    SndfileHandle handle_;
    std::size_t channels_;
    std::size_t frameBytes_;
    std::uint64_t dataStart_ = 0; ///< of a PCM container
    std::optional<Quantiser> quantiser_;
    std::vector<std::int32_t> integers_;
    std::vector<float> limited_;
    std::uint64_t frames_ = 0;
    std::uint64_t closedBytes_ = 0;
    std::optional<Error> error_;
};

Result<void> SndfileWriter::begin() {
    if (spec_.format == FileFormat::Mp3) {
        const auto tag =
            id3Tag(titleOf(spec_.path), isoDate(localTime(spec_.startWallNs)), software, fileComment(spec_));
        if (auto written = file_->write(tag); !written)
            return written;
        output_.beginHere();
    }
    SF_INFO info{};
    info.samplerate = spec_.rate;
    info.channels = static_cast<int>(channels_);
    info.format = majorFormat(spec_.format) | minorFormat(spec_);
    handle_ = output_.open(info);
    if (output_.error())
        return *output_.error();
    if (!handle_)
        return Error{ErrorKind::FormatNotSupported,
                     std::string(name(spec_.format)),
                     {},
                     validUtf8(sf_strerror(nullptr))};
    setUpEncoder();
    setTexts();
    setChannels();
    // Vorbis must not be told: it would write its beginning a second time with the first samples. Vorbis and
    // MP3 stay empty until then.
    if (spec_.format != FileFormat::Ogg && spec_.format != FileFormat::Mp3)
        sf_command(handle_.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    if (output_.error())
        return *output_.error();
    dataStart_ = file_->size();
    return beginSidecar(spec_, files_);
}

void SndfileWriter::setUpEncoder() {
    const auto set = [this](int command, double value) {
        sf_command(handle_.get(), command, &value, sizeof value);
    };
    if (spec_.format == FileFormat::Ogg)
        set(SFC_SET_VBR_ENCODING_QUALITY, vorbisQuality);
    if (spec_.format == FileFormat::Opus) {
        set(SFC_SET_COMPRESSION_LEVEL, opusCompression);
        set(SFC_SET_OGG_PAGE_LATENCY_MS, opusPageMs);
    }
    if (spec_.format == FileFormat::Mp3) {
        int mode = SF_BITRATE_MODE_CONSTANT;
        sf_command(handle_.get(), SFC_SET_BITRATE_MODE, &mode, sizeof mode);
        set(SFC_SET_COMPRESSION_LEVEL, mp3Compression);
    }
}

void SndfileWriter::setTexts() {
    if (spec_.format == FileFormat::Mp3)
        return;
    const auto set = [this](int what, const std::string& text) {
        sf_set_string(handle_.get(), what, text.c_str());
    };
    set(SF_STR_TITLE, titleOf(spec_.path));
    set(SF_STR_DATE, isoDate(localTime(spec_.startWallNs)));
    set(SF_STR_SOFTWARE, software);
    set(SF_STR_COMMENT, fileComment(spec_));
}

void SndfileWriter::setChannels() {
    if (!isPcmContainer(spec_.format))
        return;
    std::vector<int> map = sndfileChannelMap(spec_.channels);
    const int size = static_cast<int>(map.size() * sizeof(int));
    const bool said =
        !map.empty() && sf_command(handle_.get(), SFC_SET_CHANNEL_MAP_INFO, map.data(), size) == SF_TRUE;
    if (said || spec_.format != FileFormat::Caf)
        return;
    // libsndfile knows the layouts that have a number of their own; the others are spelled out.
    std::vector<std::byte> content = cafChannelDescriptions(spec_.channels);
    SF_CHUNK_INFO chunk{};
    std::ranges::copy(std::string_view("chan"), chunk.id);
    chunk.id_size = 4;
    chunk.datalen = static_cast<unsigned>(content.size());
    chunk.data = content.data();
    sf_set_chunk(handle_.get(), &chunk);
}

sf_count_t SndfileWriter::writeSlice(const float* interleaved, std::uint64_t frames) {
    const std::span<const float> samples(interleaved, static_cast<std::size_t>(frames) * channels_);
    const auto count = static_cast<sf_count_t>(frames);
    if (quantiser_) {
        integers_.resize(samples.size());
        quantiser_->quantise(samples, integers_);
        // libsndfile takes the upper bits of 32.
        const int shift = 32 - 8 * bytesPerSample(spec_.sampleFormat);
        for (std::int32_t& sample : integers_)
            sample = static_cast<std::int32_t>(static_cast<std::uint32_t>(sample) << shift);
        return sf_writef_int(handle_.get(), integers_.data(), count);
    }
    if (!isLossy(spec_.format))
        return sf_writef_float(handle_.get(), interleaved, count);
    limited_.resize(samples.size());
    std::ranges::transform(samples, limited_.begin(), [](float sample) {
        return std::isnan(sample) ? 0.0F : std::clamp(sample, -1.0F, 1.0F);
    });
    return sf_writef_float(handle_.get(), limited_.data(), count);
}

Result<void> SndfileWriter::write(const float* interleaved, std::uint64_t frames) {
    if (error_)
        return *error_;
    const std::optional<std::uint64_t> most = maxFileBytes(spec_.format);
    while (frames > 0) {
        const std::uint64_t count = std::min(frames, sliceFrames);
        if (most && file_->size() + count * frameBytes_ > *most)
            return giveUp({ErrorKind::WriteFailed, spec_.path, {}, "the format's sizes end here"});
        const sf_count_t done = writeSlice(interleaved, count);
        if (output_.error())
            return giveUp(*output_.error());
        if (done != static_cast<sf_count_t>(count))
            return giveUp({ErrorKind::WriteFailed, spec_.path, {}, validUtf8(sf_strerror(handle_.get()))});
        frames_ += count;
        interleaved += count * channels_;
        frames -= count;
    }
    return {};
}

const Error& SndfileWriter::giveUp(const Error& error) {
    error_ = error;
    output_.fail(error);
    if (isPcmContainer(spec_.format)) {
        const std::uint64_t held = file_->size() - std::min(file_->size(), dataStart_);
        frames_ = held / frameBytes_;
        static_cast<void>(file_->truncate(dataStart_ + frames_ * frameBytes_));
    } else if (spec_.format == FileFormat::Flac) {
        frames_ = output_.flacFrames() * flacBlockFrames();
        static_cast<void>(stampFlac());
    } else {
        // A page whose body did not come would make the length unknown.
        if (const auto page = output_.openOggPage())
            static_cast<void>(file_->truncate(*page));
        // Before the first slice is through there is no beginning that could be opened.
        if (frames_ > 0)
            frames_ = decodableFrames();
    }
    return *error_;
}

std::uint64_t SndfileWriter::decodableFrames() {
    SndfileInput input(*file_);
    SF_INFO info{};
    const SndfileHandle handle = input.open(info);
    return handle ? countFrames(handle.get(), info) : 0;
}

std::uint64_t SndfileWriter::flacBlockFrames() {
    // STREAMINFO follows "fLaC" and its own four bytes of header; it begins with the block size, big-endian.
    std::array<std::byte, 2> size{};
    const auto got = file_->readAt(8, size);
    if (!got || got.value() != size.size())
        return 0;
    return std::to_integer<std::uint64_t>(size[0]) << 8U | std::to_integer<std::uint64_t>(size[1]);
}

Result<void> SndfileWriter::stampFlac() {
    // The total is the last 36 bits of the 64 that begin with the rate (RFC 9639, 8.2).
    constexpr std::uint64_t offset = 8 + 13;
    std::array<std::byte, 5> bytes{};
    const auto got = file_->readAt(offset, bytes);
    if (!got)
        return got.error();
    if (got.value() != bytes.size())
        return {};
    const std::uint64_t total = output_.flacFrames() * flacBlockFrames();
    bytes[0] = (bytes[0] & std::byte{0xF0}) | static_cast<std::byte>(total >> 32U & 0x0FU);
    for (std::size_t i = 1; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(total >> (8 * (4 - i)) & 0xFFU);
    if (auto sought = file_->seek(offset); !sought)
        return sought;
    return file_->write(bytes);
}

Result<void> SndfileWriter::checkpoint() {
    if (error_)
        return *error_;
    auto done = file_->sync();
    if (done && isPcmContainer(spec_.format)) {
        sf_command(handle_.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
        if (output_.error())
            done = *output_.error();
    }
    if (done && spec_.format == FileFormat::Flac)
        done = stampFlac();
    if (!done)
        return giveUp(done.error());
    return done;
}

Result<void> SndfileWriter::finish(const TakeReport& report) {
    if (!file_)
        return error_ ? Result<void>(*error_) : Result<void>();
    Result<void> outcome;
    const auto note = [&outcome](const Result<void>& result) {
        if (!result && outcome)
            outcome = result;
    };
    const bool failedBefore = error_.has_value();
    handle_.reset();
    if (!failedBefore && output_.error())
        note(giveUp(*output_.error()));
    note(file_->sync());
    closedBytes_ = file_->size();
    file_.reset();
    note(finishSidecar(spec_, report, frames_, files_));
    return outcome;
}

} // namespace

std::string fileComment(const AudioFileSpec& spec) {
    std::string text = spec.device.isSimulated() ? "SIMULATED; " : "";
    text += "channels: " + joinNames(spec.channels) + "; began: " + isoUtc(spec.startWallNs);
    text += "; backend: " + validUtf8(spec.device.backend) + "; device: " + validUtf8(spec.device.name);
    return text;
}

Result<std::unique_ptr<AudioFileWriter>> createSndfile(const AudioFileSpec& spec, FileSystem& files) {
    auto file = files.create(spec.path, spec.overwrite);
    if (!file)
        return file.error();
    auto writer = std::make_unique<SndfileWriter>(spec, std::move(file).value(), files);
    if (auto begun = writer->begin(); !begun) {
        writer.reset();
        static_cast<void>(files.remove(spec.path));
        return begun.error();
    }
    return std::unique_ptr<AudioFileWriter>(std::move(writer));
}

} // namespace headroom
