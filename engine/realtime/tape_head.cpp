// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/tape_head.h"

#include "engine/realtime/clock.h"

#include <algorithm>
#include <utility>

namespace headroom {

TapeHead::TapeHead(std::shared_ptr<const Tape> tape) noexcept : tape_(std::move(tape)) {
    toNow();
}

TapeSpan TapeHead::read(float* to, std::uint64_t maxFrames) noexcept {
    // `ended` is looked at first: what was written before the end is then seen below.
    const bool ended = tape_->ended();
    if (record_ >= tape_->writtenRecords_.load(std::memory_order_acquire)) {
        TapeSpan span;
        span.kind = ended ? TapeSpan::Kind::Ended : TapeSpan::Kind::None;
        span.position = position_;
        return span;
    }
    Tape::Record record;
    if (!tape_->loadRecord(record_, record))
        return lapped();

    TapeSpan span;
    span.position = position_;
    if (record.isGap) {
        span.kind = TapeSpan::Kind::Gap;
        span.reason = record.reason;
        span.frames = record.frames - offset_;
    } else {
        span.kind = TapeSpan::Kind::Data;
        span.frames = std::min(record.frames - offset_, maxFrames);
        const std::uint64_t channels = tape_->channels_;
        if (!tape_->loadSamples((record.storage + offset_) * channels, span.frames * channels, to))
            return lapped();
    }
    span.hostNs = record.hostNs + static_cast<std::int64_t>(static_cast<double>(offset_) *
                                                            static_cast<double>(nsPerSecond) / tape_->rate_);
    offset_ += span.frames;
    position_ += span.frames;
    if (offset_ == record.frames) {
        ++record_;
        offset_ = 0;
    }
    return span;
}

TapeSpan TapeHead::lapped() noexcept {
    TapeSpan span;
    span.kind = TapeSpan::Kind::Lost;
    span.position = position_;
    toOldest();
    span.frames = position_ - span.position;
    return span;
}

void TapeHead::toNow() noexcept {
    // The two are read apart: a record that comes between them is merely one that is read next.
    for (;;) {
        const std::uint64_t written = tape_->writtenRecords_.load(std::memory_order_acquire);
        if (written == 0) {
            record_ = offset_ = position_ = 0;
            return;
        }
        Tape::Record last;
        if (!tape_->loadRecord(written - 1, last))
            continue;
        record_ = written;
        offset_ = 0;
        position_ = last.position + last.frames;
        return;
    }
}

std::uint64_t TapeHead::oldestSafeRecord() const noexcept {
    const std::uint64_t written = tape_->writtenRecords_.load(std::memory_order_acquire);
    const std::uint64_t back = tape_->recordCapacity_ - tape_->recordCapacity_ / 8;
    std::uint64_t low = written > back ? written - back : 0;
    std::uint64_t high = written;
    // Records are in the order of their storage, so the first one whose samples are still there, with an
    // eighth of the ring to spare, can be searched by halving.
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        Tape::Record record;
        const bool safe = tape_->loadRecord(middle, record) &&
                          tape_->stillStored(record.storage, tape_->capacityFrames_ / 8);
        if (safe)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void TapeHead::toRecord(std::uint64_t index) noexcept {
    Tape::Record record;
    if (index < tape_->writtenRecords_.load(std::memory_order_acquire) && tape_->loadRecord(index, record)) {
        record_ = index;
        offset_ = 0;
        position_ = record.position;
        return;
    }
    toNow();
}

void TapeHead::toOldest() noexcept {
    toRecord(oldestSafeRecord());
}

void TapeHead::toTime(std::int64_t hostNs) noexcept {
    const std::uint64_t oldest = oldestSafeRecord();
    const std::uint64_t written = tape_->writtenRecords_.load(std::memory_order_acquire);
    // From the newest back: host times may step a little to and fro, so halving would not do.
    for (std::uint64_t index = written; index > oldest; --index) {
        Tape::Record record;
        if (!tape_->loadRecord(index - 1, record))
            break;
        if (record.hostNs <= hostNs) {
            toRecord(index - 1);
            return;
        }
    }
    toRecord(oldest);
}

} // namespace headroom
