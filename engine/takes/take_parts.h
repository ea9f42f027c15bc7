// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"

#include <functional>
#include <memory>
#include <string>

namespace headroom {

/// What a take recorder needs of the file formats. Tests give their own.
struct TakeParts {
    std::function<Result<std::unique_ptr<AudioFileWriter>>(const AudioFileSpec&, FileSystem&)> createFile;
    /// The name of a take's file number `index`, from 2 on.
    std::function<std::string(const std::string& file, int index)> splitFileName;
    std::function<double(FileFormat, SampleFormat, int rate, int channels)> bytesPerSecond;
};

/// The real ones.
[[nodiscard]] TakeParts systemTakeParts();

} // namespace headroom
