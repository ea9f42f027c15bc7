// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace headroom {

/// What a take recorder needs of the file formats. Tests give their own.
struct TakeParts {
    std::function<Result<std::unique_ptr<AudioFileWriter>>(const AudioFileSpec&, FileSystem&)> createFile;
    /// The name of a take's file number `index`, from 2 on.
    std::function<std::string(const std::string& file, int index)> splitFileName;
    std::function<double(FileFormat, SampleFormat, int rate, int channels)> bytesPerSecond;
    /// Where a file of this format must end and another begin; none where it has no end.
    std::function<std::optional<std::uint64_t>(FileFormat)> maxFileBytes;
};

/// The real ones.
[[nodiscard]] TakeParts systemTakeParts();

} // namespace headroom
