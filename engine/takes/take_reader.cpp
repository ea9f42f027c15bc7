// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_reader.h"

#include "engine/core/level.h"
#include "engine/core/text.h"
#include "engine/takes/caf_channels.h"
#include "engine/takes/report_search.h"
#include "engine/takes/sndfile_io.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace headroom {

namespace {

Error damaged(const std::string& path, SNDFILE* handle) {
    return {ErrorKind::FileDamaged, validUtf8(path), {}, validUtf8(sf_strerror(handle))};
}

std::optional<FileFormat> formatOf(int format) {
    switch (format & SF_FORMAT_TYPEMASK) {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX: return FileFormat::Wav;
    case SF_FORMAT_RF64: return FileFormat::Rf64;
    case SF_FORMAT_W64: return FileFormat::W64;
    case SF_FORMAT_CAF: return FileFormat::Caf;
    case SF_FORMAT_AIFF: return FileFormat::Aiff;
    case SF_FORMAT_FLAC: return FileFormat::Flac;
    case SF_FORMAT_OGG:
        switch (format & SF_FORMAT_SUBMASK) {
        case SF_FORMAT_OPUS: return FileFormat::Opus;
        case SF_FORMAT_VORBIS: return FileFormat::Ogg;
        default: return std::nullopt;
        }
    case SF_FORMAT_MPEG: return FileFormat::Mp3;
    default: return std::nullopt;
    }
}

SampleFormat sampleFormatOf(int format) {
    switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
    case SF_FORMAT_PCM_16: return SampleFormat::Pcm16;
    case SF_FORMAT_PCM_24: return SampleFormat::Pcm24;
    case SF_FORMAT_PCM_32: return SampleFormat::Pcm32;
    default: return SampleFormat::Float;
    }
}

/// The comment, empty where there is none.
std::string_view commentOf(SNDFILE* handle) {
    const char* text = sf_get_string(handle, SF_STR_COMMENT);
    return text != nullptr ? text : std::string_view();
}

class SndfileReader final : public AudioFileReader {
public:
    explicit SndfileReader(std::unique_ptr<InputFile> file) : file_(std::move(file)), input_(*file_) {}

    Result<void> open(const std::string& path);

    [[nodiscard]] std::optional<FileFormat> format() const override { return formatOf(info_.format); }
    [[nodiscard]] SampleFormat sampleFormat() const override { return sampleFormatOf(info_.format); }
    [[nodiscard]] int rate() const override { return info_.samplerate; }
    [[nodiscard]] const std::vector<ChannelPosition>& channels() const override { return channels_; }
    [[nodiscard]] std::uint64_t frames() const override { return frames_; }

    Result<std::uint64_t> read(float* interleaved, std::uint64_t frames) override;
    Result<void> seek(std::uint64_t frame) override;

    [[nodiscard]] const ReportFacts& facts() const { return facts_; }
    [[nodiscard]] InputFile& file() { return *file_; }
    [[nodiscard]] std::optional<double> storedPeakDb();

private:
    void findChannels();

    std::string path_;
    std::unique_ptr<InputFile> file_;
    SndfileInput input_;
    SndfileHandle handle_;
    SF_INFO info_{};
    std::vector<ChannelPosition> channels_;
    std::uint64_t frames_ = 0;
    ReportFacts facts_;
};

Result<void> SndfileReader::open(const std::string& path) {
    path_ = path;
    handle_ = input_.open(info_);
    if (!handle_)
        return input_.error() ? *input_.error() : damaged(path, nullptr);
    if (info_.channels < 1 || info_.samplerate < 1)
        return damaged(path, handle_.get());
    facts_ = reportInside(*file_);
    // The other formats say the beginning in their comment, and the end beside the file.
    if (const ReportFacts comment = reportInComment(commentOf(handle_.get())); !facts_.ours && comment.ours) {
        facts_ = reportBeside(path);
        facts_.channels = comment.channels;
        facts_.simulated = comment.simulated;
    }
    findChannels();
    frames_ = countFrames(handle_.get(), info_);
    if (isKnownLength(info_.frames))
        return {};
    handle_ = input_.open(info_); // it was read through; such a file cannot be relied on to seek
    return handle_ ? Result<void>() : Result<void>(damaged(path, nullptr));
}

void SndfileReader::findChannels() {
    const auto count = static_cast<std::size_t>(info_.channels);
    if (facts_.channels.size() == count) {
        channels_ = facts_.channels;
        return;
    }
    channels_.assign(count, ChannelPosition::Unpositioned);
    std::vector<int> map(count);
    const int bytes = static_cast<int>(count * sizeof(int));
    if (sf_command(handle_.get(), SFC_GET_CHANNEL_MAP_INFO, map.data(), bytes) == SF_TRUE)
        std::ranges::transform(map, channels_.begin(), positionFromSndfile);
    else if (count == 1)
        channels_ = {ChannelPosition::Mono};
    else if (count == 2) // every format means these two by two channels of which it says nothing
        channels_ = {ChannelPosition::FrontLeft, ChannelPosition::FrontRight};
}

Result<std::uint64_t> SndfileReader::read(float* interleaved, std::uint64_t frames) {
    const sf_count_t got = sf_readf_float(handle_.get(), interleaved, static_cast<sf_count_t>(frames));
    if (input_.error())
        return *input_.error();
    return static_cast<std::uint64_t>(std::max<sf_count_t>(got, 0));
}

Result<void> SndfileReader::seek(std::uint64_t frame) {
    if (sf_seek(handle_.get(), static_cast<sf_count_t>(frame), SEEK_SET) >= 0)
        return {};
    return input_.error() ? *input_.error() : damaged(path_, handle_.get());
}

std::optional<double> SndfileReader::storedPeakDb() {
    double peak = 0.0;
    if (sf_command(handle_.get(), SFC_GET_SIGNAL_MAX, &peak, sizeof peak) != SF_TRUE)
        return std::nullopt;
    return toDb(peak);
}

Result<std::unique_ptr<SndfileReader>> openReader(const std::string& path) {
    auto file = openInputFile(path);
    if (!file)
        return file.error();
    auto reader = std::make_unique<SndfileReader>(std::move(file).value());
    if (auto opened = reader->open(path); !opened)
        return opened.error();
    return reader;
}

} // namespace

Result<std::unique_ptr<AudioFileReader>> openAudioFile(const std::string& path) {
    auto reader = openReader(path);
    if (!reader)
        return reader.error();
    return std::unique_ptr<AudioFileReader>(std::move(reader).value());
}

TakeSummary summarize(const std::string& path) {
    TakeSummary summary;
    summary.path = path;
    if (auto file = openInputFile(path)) {
        summary.bytes = file.value()->size();
        summary.modifiedWallNs = file.value()->modifiedWallNs();
    }
    auto opened = openReader(path);
    if (!opened) {
        summary.error = opened.error();
        return summary;
    }
    SndfileReader& reader = *opened.value();
    summary.frames = reader.frames();
    summary.rate = reader.rate();
    summary.channels = static_cast<int>(reader.channels().size());
    const ReportFacts& facts = reader.facts();
    summary.simulated = facts.simulated;
    summary.complete = facts.complete;
    summary.missingFrames = facts.missingFrames;
    summary.peakDb = facts.peakDb ? facts.peakDb : reader.storedPeakDb();
    return summary;
}

Result<std::vector<TakeSummary>> listTakes(const std::string& folder) {
    namespace fs = std::filesystem;
    std::error_code code;
    const fs::path path(std::u8string(folder.begin(), folder.end()));
    fs::directory_iterator entries(path, code);
    if (code) {
        const bool missing = code == std::errc::no_such_file_or_directory;
        return Error{missing ? ErrorKind::FileNotFound : ErrorKind::FileNotReadable,
                     validUtf8(folder),
                     {},
                     validUtf8(code.message())};
    }
    std::vector<TakeSummary> takes;
    for (; entries != fs::directory_iterator(); entries.increment(code)) {
        const std::u8string utf8 = entries->path().filename().u8string();
        const std::string fileName(utf8.begin(), utf8.end());
        std::error_code ignored;
        if (fileName.starts_with('.') || !formatFromFileName(fileName) || !entries->is_regular_file(ignored))
            continue;
        const std::u8string whole = entries->path().u8string();
        takes.push_back(summarize(std::string(whole.begin(), whole.end())));
    }
    if (code)
        return Error{ErrorKind::FileNotReadable, validUtf8(folder), {}, validUtf8(code.message())};
    std::ranges::sort(takes, [](const TakeSummary& a, const TakeSummary& b) {
        return std::pair(b.modifiedWallNs, a.path) < std::pair(a.modifiedWallNs, b.path);
    });
    return takes;
}

} // namespace headroom
