// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"

#include <memory>

namespace headroom {

/// Interleaved float32, little-endian, without a header, into a file or, for the path "-", to standard
/// output. A file gets its report beside it where there is something to say. `files` must outlive the writer.
/// Errors: those of FileSystem::create.
[[nodiscard]] Result<std::unique_ptr<AudioFileWriter>> createRawFile(const AudioFileSpec& spec,
                                                                     FileSystem& files);

} // namespace headroom
