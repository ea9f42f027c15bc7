// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/signal_statistics.h"
#include "engine/core/take.h"
#include "engine/realtime/clock.h"
#include "engine/takes/take_buffer.h"
#include "engine/takes/take_log.h"
#include "engine/takes/take_parts.h"
#include "engine/takes/take_recorder.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// Writes what was collected into the files of one take, in order, until the end. Disk thread; may block for
/// as long as a disk does.
///
/// - The first file is created with the first frame. Whether it can be at all is looked at before.
/// - A file ends, without a frame lost, where it is as long or as large as it may be, and before a gap that
/// is longer
///   than the limit. Such a gap lies between two files: no file holds its frames, and TakeFile::firstFrame of
///   the next one counts them. Where there can only be one file, standard output, nothing is split and the
///   gap becomes zeros.
/// - A name for a further file that is taken is passed over: to end a take for it would be the greater harm.
/// - After an error nothing more is written. The file is finished as far as it goes, and the frames that
/// reached no file
///   are Disk faults.
class TakeWriter {
public:
    TakeWriter(const TakeSettings& settings, AudioFileSpec spec, TakeParts parts, FileSystem& files,
               const Clock& clock, TakeBuffer& buffer, TakeLog& log, std::shared_ptr<FileNumbers> numbers);

    /// Returns when the take is over and its files are closed.
    void run();

private:
    void checkBeginning();
    void handle(const TakeChunk& chunk);
    /// Null samples stand for zeros. `hostNs` is the time of the first frame.
    void write(const float* samples, std::uint64_t frames, std::int64_t hostNs);
    [[nodiscard]] bool readyFile();
    [[nodiscard]] Result<std::unique_ptr<AudioFileWriter>> createNext();
    [[nodiscard]] std::uint64_t framesThatFit() const;
    void closeFile(bool last);
    /// The frames from `savedEnd` on reached no file, and none will.
    void fail(const Error& error, std::uint64_t savedEnd);
    void eachSecond();
    void finishTake();
    [[nodiscard]] std::uint64_t savedByWriter() const;
    void tellFiles();
    void tellFree(std::uint64_t bytes);

    const TakeSettings settings_;
    AudioFileSpec spec_;
    const TakeParts parts_;
    FileSystem& fileSystem_;
    const Clock& clock_;
    TakeBuffer& buffer_;
    TakeLog& log_;

    const std::size_t channels_;
    const bool single_; ///< standard output: one file whatever happens
    SignalStatistics statistics_;
    std::vector<float> zeros_;
    std::vector<TakeFile> files_; ///< the open one is the last
    std::unique_ptr<AudioFileWriter> writer_;
    std::uint64_t headerBytes_ = 0;
    const std::shared_ptr<FileNumbers> numbers_;
    int reserved_;                ///< the number of the first file; 0 once it was used
    std::uint64_t position_ = 0;  ///< of the take
    std::int64_t positionNs_ = 0; ///< its host time
    bool failed_ = false;
    std::uint64_t savedEnd_ = 0; ///< failed_: the frames from here on reached no file
    std::int64_t savedEndNs_ = 0;
    bool dirty_ = false; ///< written since the last checkpoint
    std::chrono::steady_clock::time_point nextSecond_;
};

} // namespace headroom
