// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"
#include "engine/core/result.h"
#include "engine/core/take.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// A finished sound file, ours or foreign: everything that libsndfile reads. One thread at a time; functions
/// block.
class AudioFileReader {
public:
    virtual ~AudioFileReader() = default; ///< closes

    /// One of the formats that are written here; none for others (AU, ...).
    [[nodiscard]] virtual std::optional<FileFormat> format() const = 0;
    /// As the file stores them; Float for compressed formats.
    [[nodiscard]] virtual SampleFormat sampleFormat() const = 0;
    [[nodiscard]] virtual int rate() const = 0;
    /// One per channel, Unpositioned where the file does not say.
    [[nodiscard]] virtual const std::vector<ChannelPosition>& channels() const = 0;
    /// How many frames there are. A file that does not know its length was counted when it was opened.
    [[nodiscard]] virtual std::uint64_t frames() const = 0;

    /// Reads up to `frames` × channels interleaved samples; integers k of n bits become k/2^(n-1), exactly.
    /// Returns how many frames there were, fewer only at the end. Errors: FileNotReadable.
    virtual Result<std::uint64_t> read(float* interleaved, std::uint64_t frames) = 0;
    /// The next frame to read. Errors: FileNotReadable, FileDamaged.
    virtual Result<void> seek(std::uint64_t frame) = 0;
};

/// Opens a file by its UTF-8 path. Errors: FileNotFound, FileNotReadable, FileDamaged.
[[nodiscard]] Result<std::unique_ptr<AudioFileReader>> openAudioFile(const std::string& path);

/// What a file says of itself, without reading its samples: its length, and from our own report in it or
/// beside it its peak, whether it is complete, and whether its device was simulated. A file that cannot be
/// read is told by `error`: FileNotFound, FileNotReadable, FileDamaged.
[[nodiscard]] TakeSummary summarize(const std::string& path);

/// The sound files in a folder, newest first, by the endings of formatFromFileName; no hidden files.
/// Errors: FileNotFound, FileNotReadable, of the folder.
[[nodiscard]] Result<std::vector<TakeSummary>> listTakes(const std::string& folder);

} // namespace headroom
