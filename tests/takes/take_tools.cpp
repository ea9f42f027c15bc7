// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/takes/take_tools.h"

#include "engine/takes/byte_writer.h"

#include <QProcess>
#include <QStandardPaths>
#include <algorithm>
#include <cstdio>
#include <cstring>

namespace headroom {

namespace {

/// Bytes in memory as libsndfile wants them.
struct Memory {
    std::span<const std::byte> bytes;
    sf_count_t position = 0;
};

sf_count_t sizeOf(void* user) {
    return static_cast<sf_count_t>(static_cast<Memory*>(user)->bytes.size());
}
sf_count_t seekIn(sf_count_t offset, int whence, void* user) {
    auto* memory = static_cast<Memory*>(user);
    if (whence == SEEK_CUR)
        offset += memory->position;
    else if (whence == SEEK_END)
        offset += sizeOf(user);
    memory->position = offset;
    return offset;
}
sf_count_t readFrom(void* to, sf_count_t count, void* user) {
    auto* memory = static_cast<Memory*>(user);
    const sf_count_t left = std::max<sf_count_t>(sizeOf(user) - memory->position, 0);
    count = std::min(count, left);
    if (count > 0)
        std::memcpy(to, memory->bytes.data() + memory->position, static_cast<std::size_t>(count));
    memory->position += count;
    return count;
}
sf_count_t writeTo(const void*, sf_count_t, void*) {
    return 0;
}
sf_count_t tellOf(void* user) {
    return static_cast<Memory*>(user)->position;
}

std::string textOf(SNDFILE* handle, int what) {
    const char* text = sf_get_string(handle, what);
    return text != nullptr ? text : "";
}

std::string upTo(const char* text, std::size_t most) {
    return {text, strnlen(text, most)};
}

void readTexts(SNDFILE* handle, Reading& reading) {
    reading.comment = textOf(handle, SF_STR_COMMENT);
    reading.title = textOf(handle, SF_STR_TITLE);
    reading.date = textOf(handle, SF_STR_DATE);
    reading.software = textOf(handle, SF_STR_SOFTWARE);
    std::vector<int> map(static_cast<std::size_t>(reading.info.channels));
    if (sf_command(handle, SFC_GET_CHANNEL_MAP_INFO, map.data(),
                   static_cast<int>(map.size() * sizeof(int))) == SF_TRUE)
        reading.channelMap = map;
    std::uint32_t count = 0;
    if (sf_command(handle, SFC_GET_CUE_COUNT, &count, sizeof count) == SF_TRUE) {
        static SF_CUES_VAR(1000) cues;
        cues = {};
        if (sf_command(handle, SFC_GET_CUE, &cues, sizeof cues) == SF_TRUE)
            for (std::uint32_t i = 0; i < std::min(count, 1000U); ++i)
                reading.cues.emplace_back(cues.cue_points[i].sample_offset, cues.cue_points[i].name);
    }
    SF_BROADCAST_INFO bext{};
    if (sf_command(handle, SFC_GET_BROADCAST_INFO, &bext, sizeof bext) == SF_TRUE) {
        reading.description = upTo(bext.description, sizeof bext.description);
        reading.bextVersion = bext.version;
        reading.timeReference = std::uint64_t{bext.time_reference_high} << 32U | bext.time_reference_low;
        reading.originationDate = upTo(bext.origination_date, sizeof bext.origination_date);
        reading.originationTime = upTo(bext.origination_time, sizeof bext.origination_time);
    }
}

} // namespace

std::vector<ChannelPosition> usualPositions(int channels) {
    using enum ChannelPosition;
    switch (channels) {
    case 1: return {Mono};
    case 2: return {FrontLeft, FrontRight};
    case 6: return {FrontLeft, FrontRight, FrontCenter, Lfe, RearLeft, RearRight};
    default: break;
    }
    std::vector<ChannelPosition> positions;
    for (int i = 0; i < channels; ++i)
        positions.push_back(i < 32 ? auxPosition(i) : Unpositioned);
    return positions;
}

AudioFileSpec specFor(FileFormat format, SampleFormat samples, int rate, int channels) {
    AudioFileSpec spec;
    spec.path = "take." + std::string(name(format));
    spec.format = format;
    spec.sampleFormat = samples;
    spec.rate = rate;
    spec.channels = usualPositions(channels);
    spec.device.id = "alsa_input.usb";
    spec.device.name = "Große \"USB\" <Mikrofon> & 日本";
    spec.device.backend = "pulse";
    spec.startWallNs = 1'795'356'185'250'000'000; // 2026-11-22 14:03:05.25 UTC
    return spec;
}

TakeReport reportFor(const AudioFileSpec& spec, std::uint64_t frames) {
    TakeReport report;
    report.files = {{spec.path, 0, frames, 0}};
    report.format = spec.format;
    report.sampleFormat = spec.sampleFormat;
    report.rate = spec.rate;
    report.channels = spec.channels;
    report.device = spec.device;
    report.granted = {{spec.rate, spec.channels}, 480, 0.0125, false};
    report.startWallNs = spec.startWallNs;
    report.frames = frames;
    report.peakDb.assign(spec.channels.size(), -6.25);
    report.clips.assign(spec.channels.size(), 0);
    return report;
}

std::vector<float> noise(std::uint64_t frames, int channels, std::uint32_t seed) {
    std::vector<float> samples(frames * static_cast<std::uint64_t>(channels));
    std::uint64_t state = seed;
    for (float& sample : samples) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        sample = static_cast<float>(static_cast<std::int32_t>(state >> 32U)) / 2147483648.0F;
        sample = std::clamp(sample, -1.0F, almostOne);
    }
    return samples;
}

Reading readBack(std::span<const std::byte> file) {
    Memory memory{file};
    SF_VIRTUAL_IO calls{sizeOf, seekIn, readFrom, writeTo, tellOf};
    Reading reading;
    SNDFILE* handle = sf_open_virtual(&calls, SFM_READ, &reading.info, &memory);
    if (handle == nullptr) {
        reading.error = sf_strerror(nullptr);
        return reading;
    }
    reading.opened = true;
    readTexts(handle, reading);
    const auto channels = static_cast<std::size_t>(reading.info.channels);
    constexpr std::size_t step = 4096;
    sf_count_t got = 0;
    do {
        const std::size_t before = reading.samples.size();
        reading.samples.resize(before + step * channels);
        got = sf_readf_float(handle, reading.samples.data() + before, step);
        reading.samples.resize(before + static_cast<std::size_t>(std::max<sf_count_t>(got, 0)) * channels);
    } while (got > 0);
    const int kind = reading.info.format & SF_FORMAT_SUBMASK;
    if ((kind == SF_FORMAT_PCM_16 || kind == SF_FORMAT_PCM_24 || kind == SF_FORMAT_PCM_32) &&
        sf_seek(handle, 0, SEEK_SET) == 0) {
        reading.integers.resize(reading.samples.size());
        const sf_count_t frames = sf_readf_int(handle, reading.integers.data(),
                                               static_cast<sf_count_t>(reading.samples.size() / channels));
        reading.integers.resize(static_cast<std::size_t>(std::max<sf_count_t>(frames, 0)) * channels);
    }
    sf_close(handle);
    return reading;
}

Reading readHead(const QString& path) {
    Reading reading;
    SNDFILE* handle = sf_open(path.toUtf8().constData(), SFM_READ, &reading.info);
    if (handle == nullptr) {
        reading.error = sf_strerror(nullptr);
        return reading;
    }
    reading.opened = true;
    readTexts(handle, reading);
    sf_close(handle);
    return reading;
}

std::optional<std::vector<RiffChunk>> riffChunks(std::span<const std::byte> file) {
    const auto number = [&](std::size_t at, int width) { return littleEndian(file.data() + at, width); };
    const auto idAt = [&](std::size_t at) {
        std::string id;
        for (std::size_t i = 0; i < 4; ++i)
            id += static_cast<char>(file[at + i]);
        return id;
    };
    if (file.size() < 12 || idAt(8) != "WAVE")
        return std::nullopt;
    const bool rf64 = idAt(0) == "RF64";
    if (!rf64 && idAt(0) != "RIFF")
        return std::nullopt;
    std::uint64_t riffBytes = number(4, 4);
    std::uint64_t dataBytes = 0;
    if (rf64) {
        if (file.size() < 48 || idAt(12) != "ds64")
            return std::nullopt;
        riffBytes = number(20, 8);
        dataBytes = number(28, 8);
    }
    if (riffBytes + 8 != file.size())
        return std::nullopt;
    std::vector<RiffChunk> chunks;
    std::size_t at = 12;
    while (at < file.size()) {
        if (at + 8 > file.size())
            return std::nullopt;
        RiffChunk chunk{idAt(at), at + 8, number(at + 4, 4)};
        if (rf64 && chunk.id == "data" && chunk.bytes == 0xFFFFFFFF)
            chunk.bytes = dataBytes;
        at = chunk.content + static_cast<std::size_t>((chunk.bytes + 1) / 2 * 2);
        chunks.push_back(chunk);
    }
    if (at != file.size())
        return std::nullopt;
    return chunks;
}

std::optional<Ran> run(const QString& program, const QStringList& arguments) {
    if (QStandardPaths::findExecutable(program).isEmpty())
        return std::nullopt;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(60000))
        return Ran{-1, QStringLiteral("did not end")};
    return Ran{process.exitCode(), QString::fromUtf8(process.readAll())};
}

std::optional<QString> probe(const QString& path) {
    const auto ran =
        run("ffprobe", {"-v", "error", "-show_entries",
                        "stream=codec_name,sample_rate,channels,channel_layout,bits_per_sample,duration:"
                        "format=duration:format_tags",
                        "-of", "default=noprint_wrappers=1", path});
    if (!ran)
        return std::nullopt;
    return ran->exitCode == 0 ? ran->output : QStringLiteral("failed: ") + ran->output;
}

} // namespace headroom
