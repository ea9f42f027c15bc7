// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/input_file.h"
#include "engine/takes/output_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <sndfile.h>

namespace headroom {

/// Closes a libsndfile handle.
struct SndfileCloser {
    void operator()(SNDFILE* handle) const { sf_close(handle); }
};
using SndfileHandle = std::unique_ptr<SNDFILE, SndfileCloser>;

/// Lets libsndfile write to an OutputFile. Keeps the file's own error, as libsndfile only knows that a write
/// was short. The callbacks never throw. A write is done whole or not at all, and after the first that failed
/// nothing is appended any more: what is there stays as it is while libsndfile closes.
class SndfileOutput {
public:
    /// What libsndfile may still do after a write failed.
    enum class AfterError {
        Nothing,   ///< it is told that all goes well: told otherwise, its Vorbis and MP3 writers leak
        Overwrite, ///< within the file's size: it mends sizes in the header
    };
    SndfileOutput(OutputFile& file, AfterError afterError) : file_(file), afterError_(afterError) {}

    /// What is in the file already is not libsndfile's: for it the file begins here. Before open().
    void beginHere() { start_ = file_.size(); }

    /// A handle that writes through this object, which must outlive it; null where libsndfile refuses.
    [[nodiscard]] SndfileHandle open(SF_INFO& info);
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    /// Refuses from now on what a failed write would.
    void fail(const Error& error);

    /// How many writes began with the mark of a FLAC frame. libFLAC hands over a whole frame at a time.
    [[nodiscard]] std::uint64_t flacFrames() const { return flacFrames_; }
    /// Where an Ogg page begins whose body is missing. libogg hands over its header and its body one after
    /// the other.
    [[nodiscard]] std::optional<std::uint64_t> openOggPage() const { return openOggPage_; }

private:
    friend struct SndfileOutputCalls;
    sf_count_t write(const void* from, sf_count_t count);
    sf_count_t pretend(sf_count_t count);
    sf_count_t read(void* to, sf_count_t count);
    sf_count_t seek(sf_count_t offset, int whence);

    OutputFile& file_;
    AfterError afterError_;
    std::uint64_t start_ = 0;
    std::uint64_t position_ = 0; ///< in the file
    std::uint64_t flacFrames_ = 0;
    std::optional<std::uint64_t> openOggPage_;
    std::optional<Error> error_;
};

/// Lets libsndfile read from anything that can be read at an offset: an InputFile, or an OutputFile that is
/// looked back into.
class SndfileInput {
public:
    explicit SndfileInput(InputFile& file) : input_(&file) {}
    explicit SndfileInput(OutputFile& file) : output_(&file) {}

    /// A handle that reads through this object, which must outlive it; null where it is no sound file.
    [[nodiscard]] SndfileHandle open(SF_INFO& info);
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

private:
    friend struct SndfileInputCalls;
    [[nodiscard]] std::uint64_t size() const { return input_ != nullptr ? input_->size() : output_->size(); }
    sf_count_t read(void* to, sf_count_t count);
    sf_count_t seek(sf_count_t offset, int whence);

    InputFile* input_ = nullptr;
    OutputFile* output_ = nullptr;
    std::uint64_t position_ = 0;
    std::optional<Error> error_;
};

/// True for a number of frames that libsndfile knows; it has several for "unknown".
[[nodiscard]] constexpr bool isKnownLength(sf_count_t frames) {
    return frames >= 0 && frames < (sf_count_t{1} << 50U);
}

/// How many frames there are: what the file says, else by reading it through, after which it is at its end.
[[nodiscard]] std::uint64_t countFrames(SNDFILE* handle, const SF_INFO& info);

} // namespace headroom
