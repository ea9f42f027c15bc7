// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"
#include "engine/takes/byte_writer.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace headroom {

/// How chunks are framed. Riff: four letters, a 32-bit size, padded to 2 bytes. W64 (Sonic Foundry's 64-bit
/// form): a GUID made of the letters, a 64-bit size that counts its own 24 bytes, padded to 8 bytes.
enum class ChunkFraming { Riff, W64 };

[[nodiscard]] std::size_t chunkHeaderBytes(ChunkFraming framing);
[[nodiscard]] std::size_t chunkAlignment(ChunkFraming framing);
/// The letters as they stand in a file: 4 or 16 bytes.
void appendChunkId(ByteWriter& to, ChunkFraming framing, std::string_view id);
/// A whole chunk with its padding.
void appendChunk(ByteWriter& to, ChunkFraming framing, std::string_view id,
                 std::span<const std::byte> content);

/// The content of the fmt chunk. WAVE_FORMAT_EXTENSIBLE where Microsoft's "Multiple Channel Audio Data and
/// WAVE Files" asks for it: PCM of more than 16 bits, more than two channels, or channels that are not plain
/// mono (mono, front centre) or plain stereo (front left, front right), whose places must then be said. Its
/// mask is waveMask(): 0 where no mask can say them. Never in W64, see wav_writer.h.
[[nodiscard]] std::vector<std::byte> fmtContent(const AudioFileSpec& spec);

/// The content of the bext chunk, version 2 (EBU Tech 3285): what and when, loudness left open. ASCII alone,
/// as the standard has it; names in full are in iXML.
[[nodiscard]] std::vector<std::byte> bextContent(const AudioFileSpec& spec);

/// The chunks cue and LIST adtl for those of the take's markers that lie in the file; empty where none does.
/// A cue point has 32 bits: later markers than that are in iXML alone.
[[nodiscard]] std::vector<std::byte> markerChunks(const std::vector<Marker>& markers,
                                                  std::uint64_t firstFrame, std::uint64_t frames);

} // namespace headroom
