// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/report_search.h"

#include "engine/takes/byte_writer.h"
#include "engine/takes/report_sidecar.h"
#include "engine/takes/report_xml.h"
#include "engine/takes/wav_chunks.h"

#include <algorithm>
#include <array>
#include <optional>

namespace headroom {

namespace {

/// Longer documents are not ours, and a damaged size must not make us fill the memory.
constexpr std::uint64_t mostReportBytes = 16ULL << 20U;
/// A damaged file could chain empty chunks for ever.
constexpr int mostChunks = 10'000;

std::string readText(InputFile& file, std::uint64_t offset, std::uint64_t bytes) {
    std::string text(static_cast<std::size_t>(std::min(bytes, mostReportBytes)), '\0');
    const auto got = file.readAt(offset, std::as_writable_bytes(std::span(text)));
    text.resize(got ? got.value() : 0);
    return text;
}

struct Chunk {
    std::string id;
    std::uint64_t content = 0; ///< its offset
    std::uint64_t bytes = 0;
};

std::optional<Chunk> chunkAt(InputFile& file, std::uint64_t offset, ChunkFraming framing) {
    std::array<std::byte, 24> header{};
    const std::size_t wanted = chunkHeaderBytes(framing);
    const auto got = file.readAt(offset, std::span(header).first(wanted));
    if (!got || got.value() != wanted)
        return std::nullopt;
    Chunk chunk;
    for (int i = 0; i < 4; ++i)
        chunk.id += static_cast<char>(header[static_cast<std::size_t>(i)]);
    chunk.content = offset + wanted;
    if (framing == ChunkFraming::Riff) {
        chunk.bytes = littleEndian(header.data() + 4, 4);
    } else {
        const std::uint64_t whole = littleEndian(header.data() + 16, 8);
        if (whole < wanted)
            return std::nullopt;
        chunk.bytes = whole - wanted;
    }
    return chunk;
}

} // namespace

ReportFacts reportInside(InputFile& file) {
    const std::string start = readText(file, 0, 40);
    if (start.size() < 40)
        return {};
    const bool riff = start.starts_with("RIFF") || start.starts_with("RF64") || start.starts_with("BW64");
    if (!riff && !start.starts_with("riff"))
        return {};
    const ChunkFraming framing = riff ? ChunkFraming::Riff : ChunkFraming::W64;
    std::uint64_t offset = riff ? 12 : 40;
    std::uint64_t dataBytes = 0;
    std::optional<Chunk> document;
    for (int i = 0; i < mostChunks && offset < file.size(); ++i) {
        auto chunk = chunkAt(file, offset, framing);
        if (!chunk)
            break;
        if (chunk->id == "ds64") {
            const std::string sizes = readText(file, chunk->content, 16);
            if (sizes.size() == 16)
                dataBytes = littleEndian(std::as_bytes(std::span(sizes)).data() + 8, 8);
        }
        if (riff && chunk->id == "data" && chunk->bytes == 0xFFFFFFFF)
            chunk->bytes = dataBytes;
        if (chunk->id == "iXML")
            document = chunk;
        const std::uint64_t alignment = chunkAlignment(framing);
        if (chunk->bytes > file.size())
            break;
        offset = chunk->content + (chunk->bytes + alignment - 1) / alignment * alignment;
    }
    return document ? readReportXml(readText(file, document->content, document->bytes)) : ReportFacts{};
}

ReportFacts reportBeside(const std::string& path) {
    auto file = openInputFile(path + std::string(sidecarEnding));
    if (!file)
        return {};
    return readReportJson(readText(*file.value(), 0, file.value()->size()));
}

ReportFacts reportInComment(std::string_view comment) {
    constexpr std::string_view simulated = "SIMULATED; ";
    constexpr std::string_view channels = "channels: ";
    ReportFacts facts;
    const bool marked = comment.starts_with(simulated);
    if (marked)
        comment.remove_prefix(simulated.size());
    if (!comment.starts_with(channels))
        return {};
    facts.ours = true;
    facts.simulated = marked;
    comment.remove_prefix(channels.size());
    comment = comment.substr(0, comment.find(';'));
    while (!comment.empty()) {
        const std::size_t comma = std::min(comment.find(','), comment.size());
        facts.channels.push_back(
            positionFromName(comment.substr(0, comma)).value_or(ChannelPosition::Unpositioned));
        comment.remove_prefix(std::min(comma + 1, comment.size()));
    }
    return facts;
}

} // namespace headroom
