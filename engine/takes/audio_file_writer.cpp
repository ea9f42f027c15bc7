// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/audio_file_writer.h"

#include "engine/core/text.h"
#include "engine/takes/raw_writer.h"
#include "engine/takes/sndfile_writer.h"
#include "engine/takes/wav_writer.h"

#include <algorithm>

namespace headroom {

std::string_view labelOf(const AudioFileSpec& spec, std::size_t channel) {
    return channel < spec.labels.size() ? std::string_view(spec.labels[channel]) : std::string_view();
}

bool hasLabels(const AudioFileSpec& spec) {
    return std::ranges::any_of(spec.labels, [](const std::string& label) { return !label.empty(); });
}

Result<std::unique_ptr<AudioFileWriter>> createAudioFile(const AudioFileSpec& spec, FileSystem& files) {
    const int channels = static_cast<int>(spec.channels.size());
    if (auto fits = checkFormat(spec.format, spec.sampleFormat, spec.rate, channels); !fits)
        return fits.error();
    switch (spec.format) {
    case FileFormat::Wav:
    case FileFormat::Rf64:
    case FileFormat::W64:
    case FileFormat::Caf:
    case FileFormat::Aiff:
    case FileFormat::Flac:
    case FileFormat::Ogg:
    case FileFormat::Opus:
    case FileFormat::Mp3:
        if (spec.path == "-") // these go back to their beginning, which a pipe has not
            return Error{ErrorKind::FormatNotSupported,
                         std::string(name(spec.format)),
                         {std::string(name(FileFormat::Raw))},
                         {}};
        break;
    case FileFormat::Raw: return createRawFile(spec, files);
    }
    const bool own =
        spec.format == FileFormat::Wav || spec.format == FileFormat::Rf64 || spec.format == FileFormat::W64;
    return own ? createWavFile(spec, files) : createSndfile(spec, files);
}

} // namespace headroom
