// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/device.h"
#include "engine/core/error.h"
#include "engine/core/fault.h"
#include "engine/core/stream_format.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The files that a take can be written to. Raw is interleaved float32 without a header, for standard output.
enum class FileFormat { Wav, Rf64, W64, Caf, Aiff, Flac, Ogg, Opus, Mp3, Raw };
[[nodiscard]] std::string_view name(FileFormat format); ///< "wav": also the file's ending

/// The format that a file's ending chooses, in any case of letters.
/// Errors: UnknownFileEnding, `offers` lists the endings.
[[nodiscard]] Result<FileFormat> formatFromFileName(std::string_view fileName);

/// Bits of a stored sample. Ogg, Opus and MP3 have none; they take float.
enum class SampleFormat { Pcm16, Pcm24, Pcm32, Float };
[[nodiscard]] std::string_view name(SampleFormat format); ///< "16", "24", "32", "float"
[[nodiscard]] std::optional<SampleFormat> sampleFormatFromName(std::string_view name);
[[nodiscard]] int bytesPerSample(SampleFormat format);

/// A point in a take that a person marked.
struct Marker {
    std::uint64_t position = 0; ///< frames from the start of the take
    std::string label;

    bool operator==(const Marker&) const = default;
};

/// A stretch that was left out on purpose.
struct Pause {
    std::uint64_t position = 0; ///< the take's frame at which it goes on
    std::uint64_t frames = 0;   ///< how many frames of the stream were left out

    bool operator==(const Pause&) const = default;
};

/// What is wanted of a take. Frame counts and limits count a gap's frames.
struct TakeSettings {
    /// Where it is written, UTF-8. `splitFileName` makes the names of the second and later files from it. "-"
    /// is standard output, Raw only.
    std::string file;
    FileFormat format = FileFormat::Wav;
    SampleFormat sampleFormat = SampleFormat::Float;
    bool overwrite = false;
    std::optional<std::uint64_t> maxFrames;
    std::optional<double> maxSeconds; ///< at whatever rate is granted; the earlier of the two ends the take
    double splitSeconds = 0.0;        ///< 0: never
    std::uint64_t splitBytes = 0;     ///< 0: never
    double gapLimitSeconds = 300.0;   ///< a longer gap ends the file and opens the next
    std::uint64_t memoryLimitBytes = 1ULL << 30U; ///< what may wait for a slow disk
    bool operator==(const TakeSettings&) const = default;
};

/// One of the files of a take.
struct TakeFile {
    std::string path;
    std::uint64_t firstFrame = 0; ///< of the take
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;

    bool operator==(const TakeFile&) const = default;
};

/// What a take says of itself when it is over.
struct TakeReport {
    std::vector<TakeFile> files;
    FileFormat format = FileFormat::Wav;
    SampleFormat sampleFormat = SampleFormat::Float;
    int rate = 0;
    std::vector<ChannelPosition> channels;
    std::vector<std::string> labels; ///< a person's own names of them; empty ones where there is none
    Device device;
    GrantedStream granted;
    std::int64_t startWallNs = 0; ///< of the first frame, nanoseconds since 1970-01-01 UTC
    std::uint64_t frames = 0;
    std::vector<Fault> faults;
    std::vector<Pause> pauses;
    std::vector<Marker> markers;
    std::vector<double> peakDb;       ///< per channel, dBFS, of what was written before it was quantised
    std::vector<std::uint64_t> clips; ///< per channel: runs of full-scale samples
    std::optional<Error> error;       ///< what ended it before its time

    [[nodiscard]] bool complete() const { return faults.empty() && !error; }
    [[nodiscard]] bool simulated() const { return device.isSimulated(); }
    bool operator==(const TakeReport&) const = default;
};

/// How a running take stands.
struct TakeProgress {
    enum class State { Waiting, Recording, Paused, Finishing, Finished };
    State state = State::Waiting; ///< Waiting: for the first frame
    std::string file;             ///< the one being written
    std::uint64_t frames = 0;     ///< collected so far, those still on their way to the disk included
    std::uint64_t bytesWritten = 0;
    std::uint64_t bytesWaiting = 0; ///< in memory, as the disk is behind
    std::uint64_t bytesFree = 0;    ///< on the disk
    double secondsLeft = 0.0;       ///< that the disk holds at this take's rate
    std::uint64_t faults = 0;
    std::uint64_t markers = 0;

    bool operator==(const TakeProgress&) const = default;
};

/// A finished file as the list of takes shows it.
struct TakeSummary {
    std::string path;
    std::uint64_t frames = 0;
    int rate = 0;
    int channels = 0;
    std::int64_t modifiedWallNs = 0;
    std::uint64_t bytes = 0;
    std::optional<double> peakDb; ///< where known: the highest of all channels
    std::optional<bool> complete; ///< where the file says so
    std::uint64_t missingFrames = 0;
    bool simulated = false;
    std::optional<Error> error; ///< why it cannot be read

    bool operator==(const TakeSummary&) const = default;
};

} // namespace headroom
