// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"

#include <cstdint>
#include <memory>

namespace headroom {

/// A RIFF file of this size becomes an RF64 (EBU Tech 3306) in place. Below 4 GiB by what is written at the
/// end.
inline constexpr std::uint64_t defaultRiffLimit = 0xFFFFFFFFULL - (2ULL << 20U);

/// Creates a WAV, RF64 or W64 file. `spec` must have passed checkFormat.
///
/// Layout: sizes (with a JUNK chunk that a ds64 takes the place of), fmt, fact for float, bext, iXML with
/// blanks to grow into, then data, which begins at a multiple of 4096 bytes; at the end cue and LIST adtl for
/// markers.
///
/// The file is valid after every single write to the disk: samples come first, with their padding, then the
/// data chunk's size, then the file's, so that a reader that believes either finds what it says. The report
/// is written into the iXML chunk in place, which a full disk cannot refuse; what does not fit is left out
/// there, and a whole one goes to the end of the file and replaces it.
///
/// W64 ends with its data, unpadded, as libsndfile takes everything behind it for samples, and it has no
/// WAVE_FORMAT_EXTENSIBLE, whose floats libsndfile takes for integers there: positions are in iXML alone,
/// markers too, and a report that is too long for its place goes beside the file. `files` must outlive the
/// writer.
///
/// `riffLimit` is for tests. Errors: those of FileSystem::create.
[[nodiscard]] Result<std::unique_ptr<AudioFileWriter>>
createWavFile(const AudioFileSpec& spec, FileSystem& files, std::uint64_t riffLimit = defaultRiffLimit);

} // namespace headroom
