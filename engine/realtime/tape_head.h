// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/realtime/tape.h"

#include <cstdint>
#include <memory>

namespace headroom {

/// What a head found next on its tape.
struct TapeSpan {
    enum class Kind {
        None,  ///< nothing new; look again later
        Data,  ///< `frames` frames were copied
        Gap,   ///< `frames` frames were never delivered; the reader makes its own zeros
        Lost,  ///< the head was lapped: `frames` frames from `position` on are gone for this reader
        Ended, ///< nothing more will come
    };
    Kind kind = Kind::None;
    std::uint64_t position = 0; ///< of the first frame
    std::uint64_t frames = 0;
    std::int64_t hostNs = 0;            ///< of the first frame; 0 for Lost
    GapReason reason = GapReason::Hole; ///< Gap only
};

/// One reader of a tape, with a position of its own. Reading takes nothing from other heads and never hinders
/// the writer. One thread at a time; real-time safe.
class TapeHead {
public:
    /// Stands at the tape's end: the first span is the first that comes.
    explicit TapeHead(std::shared_ptr<const Tape> tape) noexcept;

    /// Copies the next span, at most `maxFrames` frames of data, to `to` (maxFrames × channels floats). A gap
    /// or a loss is given whole. Spans follow each other without a hole: each begins where the last one
    /// ended.
    [[nodiscard]] TapeSpan read(float* to, std::uint64_t maxFrames) noexcept;

    /// To the end: everything until now is skipped, on purpose and without a Lost.
    void toNow() noexcept;
    /// To the oldest span that is safely there (the oldest eighth is left alone, as it is overwritten next).
    void toOldest() noexcept;
    /// To the last block that began at `hostNs` or before, so that the wanted frame is in the first span or,
    /// where the time lies ahead, in one to come; to the oldest where the tape does not reach back so far.
    void toTime(std::int64_t hostNs) noexcept;

    [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
    [[nodiscard]] const Tape& tape() const noexcept { return *tape_; }

private:
    [[nodiscard]] TapeSpan lapped() noexcept;
    [[nodiscard]] std::uint64_t oldestSafeRecord() const noexcept;
    void toRecord(std::uint64_t index) noexcept;

    std::shared_ptr<const Tape> tape_;
    std::uint64_t record_ = 0;   ///< the next record to read
    std::uint64_t offset_ = 0;   ///< frames of it that were read already
    std::uint64_t position_ = 0; ///< of the next frame
};

} // namespace headroom
