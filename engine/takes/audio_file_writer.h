// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"
#include "engine/takes/output_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// One file of a take, being written. Disk thread only; any function may block.
class AudioFileWriter {
public:
    virtual ~AudioFileWriter() =
        default; ///< closes; without finish() the file is what the last checkpoint made it

    /// Appends frames × channels interleaved samples; beyond ±1 they saturate where the file's samples are
    /// integers. After an error frames() still says how many frames the file holds; nothing more can be
    /// written, but finish() must be called. Errors: DiskFull, WriteFailed.
    virtual Result<void> write(const float* interleaved, std::uint64_t frames) = 0;

    /// Makes the file, as it lies on the disk, one that every program opens, with all frames up to now as far
    /// as the format allows it. Called about once a second.
    virtual Result<void> checkpoint() = 0;

    /// Writes what belongs to the end (sizes, markers, the report) and closes. `report` is the take's, so far
    /// as this file's end is known; its positions count from the take's start, `spec.firstFrame` is this
    /// file's. Called after a failed write as well: then it saves what is there. Errors: DiskFull,
    /// WriteFailed.
    virtual Result<void> finish(const TakeReport& report) = 0;

    [[nodiscard]] virtual std::uint64_t frames() const = 0;
    [[nodiscard]] virtual std::uint64_t bytes() const = 0; ///< of the file on the disk
};

/// What a file is made for.
struct AudioFileSpec {
    std::string path; ///< UTF-8; "-" is standard output, for FileFormat::Raw
    bool overwrite = false;
    FileFormat format = FileFormat::Wav;
    SampleFormat sampleFormat = SampleFormat::Float;
    int rate = 0;
    std::vector<ChannelPosition> channels;
    std::vector<std::string> labels; ///< a person's own names of the channels; may be fewer, or empty ones
    Device device;                   ///< named in the file; "simulated" too, where it is
    std::int64_t startWallNs = 0;    ///< of the file's first frame
    std::uint64_t firstFrame = 0;    ///< of the take
};

/// What a person called channel k (from 0); empty where nothing.
[[nodiscard]] std::string_view labelOf(const AudioFileSpec& spec, std::size_t channel);
[[nodiscard]] bool hasLabels(const AudioFileSpec& spec);

/// Creates the file and writes its beginning, so that it is valid and empty (Vorbis and MP3 begin with their
/// first samples). Nothing is left behind where that fails. `files` must outlive the writer. Errors: those of
/// FileSystem::create, FormatNotSupported.
[[nodiscard]] Result<std::unique_ptr<AudioFileWriter>> createAudioFile(const AudioFileSpec& spec,
                                                                       FileSystem& files);

/// Whether a format holds this many channels at this rate in these samples; to be asked before a device is
/// opened. Errors: FormatNotSupported, `offers` says what fits.
[[nodiscard]] Result<void> checkFormat(FileFormat format, SampleFormat samples, int rate, int channels);

/// What is written where nobody chose: float where the format has it, else the most bits that it has.
[[nodiscard]] SampleFormat defaultSampleFormat(FileFormat format);
/// The sample formats that a format can hold, for choosing.
[[nodiscard]] std::vector<SampleFormat> sampleFormatsOf(FileFormat format);

/// About how many bytes a second such a file grows by: exact for PCM, an upper estimate for compressed
/// formats.
[[nodiscard]] double bytesPerSecond(FileFormat format, SampleFormat samples, int rate, int channels);

/// Where a file of this format must end and another begin; none where it has no end. AIFF's sizes are signed
/// 32-bit numbers, so it is 2 GiB less room for its end; a write beyond it fails with WriteFailed.
[[nodiscard]] std::optional<std::uint64_t> maxFileBytes(FileFormat format);

} // namespace headroom
