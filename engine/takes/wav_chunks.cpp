// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/wav_chunks.h"

#include "engine/core/text.h"
#include "engine/takes/local_time.h"
#include "engine/takes/report_xml.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace headroom {

namespace {

constexpr std::array<std::uint8_t, 12> w64FileTail = {0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6,
                                                      0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00};
constexpr std::array<std::uint8_t, 12> w64ChunkTail = {0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1,
                                                       0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A};
/// What follows the format tag in the sub-format GUIDs of PCM and float.
constexpr std::array<std::uint8_t, 14> subFormatTail = {0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80,
                                                        0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71};

constexpr std::uint32_t pcmTag = 1;
constexpr std::uint32_t floatTag = 3;
constexpr std::uint32_t extensibleTag = 0xFFFE;

bool needsExtensible(const AudioFileSpec& spec) {
    if (spec.format == FileFormat::W64)
        return false;
    if (spec.sampleFormat == SampleFormat::Pcm24 || spec.sampleFormat == SampleFormat::Pcm32)
        return true;
    const auto& channels = spec.channels;
    using enum ChannelPosition;
    const bool mono = channels.size() == 1 && (channels[0] == Mono || channels[0] == FrontCenter);
    const bool stereo = channels.size() == 2 && channels[0] == FrontLeft && channels[1] == FrontRight;
    return !mono && !stereo;
}

std::string ascii(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F)
            safe += c;
        else if ((byte & 0xC0U) != 0x80) // one mark for a whole UTF-8 sequence
            safe += '?';
    }
    return safe;
}

} // namespace

std::size_t chunkHeaderBytes(ChunkFraming framing) {
    return framing == ChunkFraming::Riff ? 8 : 24;
}

std::size_t chunkAlignment(ChunkFraming framing) {
    return framing == ChunkFraming::Riff ? 2 : 8;
}

void appendChunkId(ByteWriter& to, ChunkFraming framing, std::string_view id) {
    to.text(id);
    if (framing == ChunkFraming::W64)
        to.bytes(std::as_bytes(std::span(id == "riff" || id == "list" ? w64FileTail : w64ChunkTail)));
}

void appendChunk(ByteWriter& to, ChunkFraming framing, std::string_view id,
                 std::span<const std::byte> content) {
    appendChunkId(to, framing, id);
    if (framing == ChunkFraming::Riff)
        to.u32(content.size());
    else
        to.u64(content.size() + chunkHeaderBytes(framing));
    to.bytes(content);
    const std::size_t alignment = chunkAlignment(framing);
    to.zeros((alignment - content.size() % alignment) % alignment);
}

std::vector<std::byte> fmtContent(const AudioFileSpec& spec) {
    const auto channels = static_cast<std::uint32_t>(spec.channels.size());
    const auto sampleBytes = static_cast<std::uint32_t>(bytesPerSample(spec.sampleFormat));
    const auto rate = static_cast<std::uint32_t>(spec.rate);
    const std::uint32_t tag = spec.sampleFormat == SampleFormat::Float ? floatTag : pcmTag;
    const bool extensible = needsExtensible(spec);
    ByteWriter fmt;
    fmt.u16(extensible ? extensibleTag : tag);
    fmt.u16(channels);
    fmt.u32(rate);
    fmt.u32(std::uint64_t{rate} * channels * sampleBytes);
    fmt.u16(channels * sampleBytes);
    fmt.u16(sampleBytes * 8);
    if (extensible) {
        fmt.u16(22);
        fmt.u16(sampleBytes * 8);
        fmt.u32(waveMask(spec.channels));
        fmt.u16(tag);
        fmt.bytes(std::as_bytes(std::span(subFormatTail)));
    } else if (tag != pcmTag) {
        fmt.u16(0); // every format but PCM says how much follows
    }
    return std::move(fmt.content());
}

std::vector<std::byte> bextContent(const AudioFileSpec& spec) {
    const CalendarTime time = localTime(spec.startWallNs);
    const std::string_view state = spec.device.isSimulated() ? "Simulated device: " : "Recorded from: ";
    const std::string_view width = spec.channels.size() == 1   ? "mono"
                                   : spec.channels.size() == 2 ? "stereo"
                                                               : "multitrack";
    // EBU R 98's coding history: comma-separated, closed by carriage return and line feed.
    std::string history = "A=PCM,F=" + std::to_string(spec.rate) +
                          ",W=" + std::to_string(bytesPerSample(spec.sampleFormat) * 8) + ",M=";
    history.append(width).append(",T=Headroom " HEADROOM_VERSION);
    history += spec.sampleFormat == SampleFormat::Float ? " float\r\n" : "\r\n";

    ByteWriter bext;
    bext.fixedText(std::string(state) + ascii(spec.device.name) + " (" + ascii(spec.device.backend) + ")",
                   256);
    bext.fixedText("Headroom", 32);
    bext.fixedText("", 32); // OriginatorReference: none is kept
    bext.fixedText(isoDate(time), 10);
    bext.fixedText(clockTime(time, ':'), 8);
    bext.u64(framesSinceMidnight(spec.startWallNs, spec.rate));
    bext.u16(2);
    bext.zeros(64); // UMID: none
    for (int i = 0; i < 5; ++i)
        bext.u16(0x7FFF); // "not measured"
    bext.zeros(180);
    bext.text(history);
    // An even size: libsndfile's reader of RF64 does not skip the padding of this chunk.
    bext.zeros(history.size() % 2);
    return std::move(bext.content());
}

std::vector<std::byte> markerChunks(const std::vector<Marker>& markers, std::uint64_t firstFrame,
                                    std::uint64_t frames) {
    ByteWriter points;
    ByteWriter labels;
    std::uint32_t count = 0;
    labels.text("adtl");
    for (const Marker& marker : markers) {
        if (marker.position < firstFrame || marker.position > firstFrame + frames)
            continue;
        const std::uint64_t offset = marker.position - firstFrame;
        if (offset > std::numeric_limits<std::uint32_t>::max())
            continue;
        ++count;
        points.u32(count);
        points.u32(offset);
        points.text("data");
        points.u32(0);
        points.u32(0);
        points.u32(offset);

        ByteWriter label;
        label.u32(count);
        // The text ends at its first zero byte.
        std::string text = validUtf8(marker.label);
        std::erase(text, '\0');
        label.text(text);
        label.zeros(1);
        appendChunk(labels, ChunkFraming::Riff, "labl", label.view());
    }
    if (count == 0)
        return {};
    ByteWriter cue;
    cue.u32(count);
    cue.bytes(points.view());
    ByteWriter chunks;
    appendChunk(chunks, ChunkFraming::Riff, "cue ", cue.view());
    appendChunk(chunks, ChunkFraming::Riff, "LIST", labels.view());
    return std::move(chunks.content());
}

} // namespace headroom
