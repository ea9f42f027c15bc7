// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/tape.h"

#include "engine/realtime/clock.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#endif

namespace headroom {

namespace {

constexpr std::uint64_t samplesPerWord = 2;

std::uint64_t load(std::uint64_t& word) noexcept {
    return std::atomic_ref(word).load(std::memory_order_acquire);
}
void store(std::uint64_t& word, std::uint64_t value) noexcept {
    std::atomic_ref(word).store(value, std::memory_order_release);
}

/// Which half of a word a sample lies in does not depend on the machine's byte order: even ones are low.
std::uint64_t withSample(std::uint64_t word, bool high, float sample) noexcept {
    const std::uint64_t bits = std::bit_cast<std::uint32_t>(sample);
    return high ? (word & 0xFFFFFFFFU) | bits << 32U : (word & ~std::uint64_t{0xFFFFFFFFU}) | bits;
}
float sampleOf(std::uint64_t word, bool high) noexcept {
    return std::bit_cast<float>(static_cast<std::uint32_t>(high ? word >> 32U : word));
}

/// Two samples as one word and back: a copy of 8 bytes, its halves changed round where the machine has them
/// so.
std::uint64_t wordOf(const float* samples) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, samples, sizeof word);
    return std::endian::native == std::endian::little ? word : std::rotl(word, 32);
}
void samplesOf(std::uint64_t word, float* to) noexcept {
    word = std::endian::native == std::endian::little ? word : std::rotl(word, 32);
    std::memcpy(to, &word, sizeof word);
}

/// The block that the ring of records must have room for. Servers hand out smaller ones than they granted
/// where another program asks for a lower latency, so 2.5 ms are reckoned with at the most.
std::uint64_t smallestBlock(int rate, std::uint32_t granted) {
    return std::max<std::uint64_t>(1,
                                   std::min<std::uint64_t>(granted, static_cast<std::uint64_t>(rate) / 400));
}

std::uint64_t evenAtLeast(double frames) {
    const auto whole = static_cast<std::uint64_t>(std::ceil(std::max(frames, 16.0)));
    return whole + whole % 2;
}

} // namespace

Tape::Tape(int rate, int channels, double seconds, std::uint32_t blockFrames)
    : rate_(rate),
      channels_(static_cast<std::uint64_t>(channels)),
      // At least four blocks, as a block may be stored in up to four pieces.
      capacityFrames_(evenAtLeast(std::max(seconds * rate, 4.0 * blockFrames))),
      recordCapacity_(std::bit_ceil(
          std::max<std::uint64_t>(256, 4 * capacityFrames_ / smallestBlock(rate, blockFrames)))),
      // Even frames make whole words. Filling with a value touches every page before the stream starts.
      samples_(capacityFrames_ * channels_ / samplesPerWord, 0),
      records_(recordCapacity_ * wordsPerRecord, 0) {
#if defined(__unix__) || defined(__APPLE__)
    // Refused beyond the process's limit, which is no error: the pages have been touched anyway.
    locked_ = mlock(samples_.data(), samples_.size() * sizeof(std::uint64_t)) == 0;
#endif
}

Tape::~Tape() {
#if defined(__unix__) || defined(__APPLE__)
    if (locked_)
        munlock(samples_.data(), samples_.size() * sizeof(std::uint64_t));
#endif
}

void Tape::writeBlock(const float* interleaved, std::uint64_t frames, std::int64_t hostNs) noexcept {
    // A block as large as the ring would overwrite itself before a reader could see it: it goes in by pieces.
    const std::uint64_t piece = capacityFrames_ / 4;
    std::uint64_t done = 0;
    while (done < frames) {
        const std::uint64_t now = std::min(frames - done, piece);
        claimedFrames_.store(storedFrames_ + now, std::memory_order_relaxed);
        storeSamples(interleaved + done * channels_, storedFrames_ * channels_, now * channels_);
        Record record;
        record.position = position_;
        record.frames = now;
        record.storage = storedFrames_;
        record.hostNs =
            hostNs + static_cast<std::int64_t>(done * nsPerSecond / static_cast<std::uint64_t>(rate_));
        storedFrames_ += now;
        append(record);
        done += now;
    }
}

void Tape::writeGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept {
    if (frames == 0)
        return;
    Record record;
    record.isGap = true;
    record.reason = reason;
    record.position = position_;
    record.frames = frames;
    record.storage = storedFrames_;
    record.hostNs = hostNs;
    append(record);
}

void Tape::end() noexcept {
    ended_.store(true, std::memory_order_release);
}

void Tape::append(const Record& record) noexcept {
    const std::uint64_t index = writtenRecords_.load(std::memory_order_relaxed);
    claimedRecords_.store(index + 1, std::memory_order_relaxed);
    std::uint64_t* words = &records_[(index & (recordCapacity_ - 1)) * wordsPerRecord];
    store(words[0], (record.isGap ? 1U : 0U) | static_cast<std::uint64_t>(record.reason) << 8U);
    store(words[1], record.position);
    store(words[2], record.frames);
    store(words[3], record.storage);
    store(words[4], static_cast<std::uint64_t>(record.hostNs));
    position_ = record.position + record.frames;
    const auto length = static_cast<std::int64_t>(static_cast<double>(record.frames) *
                                                  static_cast<double>(nsPerSecond) / rate_);
    endHostNs_.store(record.hostNs + length, std::memory_order_release);
    endPosition_.store(position_, std::memory_order_release);
    writtenRecords_.store(index + 1, std::memory_order_release);
}

void Tape::storeSamples(const float* samples, std::uint64_t firstSample, std::uint64_t count) noexcept {
    const std::uint64_t ring = samples_.size() * samplesPerWord;
    std::uint64_t at = firstSample % ring;
    std::uint64_t i = 0;
    // With an odd number of channels a block may begin and end in the middle of a word. The other half is the
    // writer's own earlier sample (or the oldest one, which is claimed), so that it may simply be kept.
    if (count > 0 && at % 2 == 1) {
        std::uint64_t& word = samples_[at / 2];
        store(word, withSample(std::atomic_ref(word).load(std::memory_order_relaxed), true, samples[0]));
        at = (at + 1) % ring;
        i = 1;
    }
    while (i + 1 < count) {
        // Up to the ring's end without a look at it; then once more from its start.
        const std::uint64_t words = std::min((count - i) / 2, (ring - at) / 2);
        std::uint64_t* const to = &samples_[at / 2];
        for (std::uint64_t w = 0; w < words; ++w)
            store(to[w], wordOf(samples + i + 2 * w));
        i += 2 * words;
        at = (at + 2 * words) % ring;
    }
    if (i < count) {
        std::uint64_t& word = samples_[at / 2];
        store(word, withSample(std::atomic_ref(word).load(std::memory_order_relaxed), false, samples[i]));
    }
}

bool Tape::loadRecord(std::uint64_t index, Record& record) const noexcept {
    std::uint64_t* words = &records_[(index & (recordCapacity_ - 1)) * wordsPerRecord];
    const std::uint64_t head = load(words[0]);
    record.isGap = (head & 1U) != 0;
    record.reason = static_cast<GapReason>(head >> 8U & 0xFFU);
    record.position = load(words[1]);
    record.frames = load(words[2]);
    record.storage = load(words[3]);
    record.hostNs = static_cast<std::int64_t>(load(words[4]));
    return index + recordCapacity_ >= claimedRecords_.load(std::memory_order_relaxed);
}

bool Tape::stillStored(std::uint64_t storage, std::uint64_t spare) const noexcept {
    return storage + capacityFrames_ >= spare + claimedFrames_.load(std::memory_order_relaxed);
}

bool Tape::loadSamples(std::uint64_t firstSample, std::uint64_t count, float* to) const noexcept {
    const std::uint64_t ring = samples_.size() * samplesPerWord;
    std::uint64_t at = firstSample % ring;
    std::uint64_t i = 0;
    if (count > 0 && at % 2 == 1) {
        to[i++] = sampleOf(load(samples_[at / 2]), true);
        at = (at + 1) % ring;
    }
    while (i + 1 < count) {
        const std::uint64_t words = std::min((count - i) / 2, (ring - at) / 2);
        std::uint64_t* const from = &samples_[at / 2];
        for (std::uint64_t w = 0; w < words; ++w)
            samplesOf(load(from[w]), to + i + 2 * w);
        i += 2 * words;
        at = (at + 2 * words) % ring;
    }
    if (i < count)
        to[i] = sampleOf(load(samples_[at / 2]), false);
    return stillStored(firstSample / channels_);
}

} // namespace headroom
