// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"

#include <memory>

namespace headroom {

/// Creates a CAF, AIFF, FLAC, Ogg Vorbis, Opus or MP3 file through libsndfile. `spec` must have passed
/// checkFormat; `files` must outlive the writer.
///
/// Channels stay in the order of `spec.channels`, whatever order a format has for their number. CAF says them
/// in its `chan` chunk, and every format in the comment, which begins "SIMULATED; " where the device is, then
/// "channels: NAME,NAME; began: TIME; backend: NAME; device: NAME".
///
/// Samples reach libsndfile as integers, where the format has them: its own conversion wraps. Encoders that
/// lose something are handed ±1 at most, and no "not a number", which some of them do not survive.
///
/// What a killed program leaves behind: CAF, AIFF and FLAC (whole blocks of 4096 frames) have everything up
/// to the last checkpoint; Opus loses about 0.2 s, Vorbis the page that was being filled, MP3 some frames.
///
/// None of these formats has room for the report at its end: finish() writes it beside the file, see
/// report_sidecar.h. Errors: those of FileSystem::create, FormatNotSupported.
[[nodiscard]] Result<std::unique_ptr<AudioFileWriter>> createSndfile(const AudioFileSpec& spec,
                                                                     FileSystem& files);

/// The comment that such a file carries.
[[nodiscard]] std::string fileComment(const AudioFileSpec& spec);

} // namespace headroom
