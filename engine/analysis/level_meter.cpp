// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/level_meter.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

constexpr double fallDb = 20.0;
constexpr double fallSeconds = 1.7;
/// Lower than this nobody sees it fall; the weakest bit of 24 lies at -144 dBFS.
constexpr double fallenToSilenceDb = -200.0;

double levelDb(float amplitude) {
    return toDb(static_cast<double>(amplitude));
}

} // namespace

LevelMeter::LevelMeter(int rate, int channels)
    : rate_(static_cast<std::uint64_t>(rate)),
      fallDbPerFrame_(fallDb / (fallSeconds * rate)),
      hop_(channels),
      clips_(channels, 0),
      channels_(static_cast<std::size_t>(channels)),
      squares_(rmsHops * channels_.size(), 0.0),
      holds_(holdHops * channels_.size(), 0.0F) {}

void LevelMeter::process(const float* interleaved, std::uint64_t frames) noexcept {
    clips_.process(interleaved, frames);
    while (frames > 0) {
        const std::uint64_t hopEnd = hopStart(hops_ + 1);
        const std::uint64_t now = std::min(frames, hopEnd - position_);
        hop_.add(interleaved, now);
        position_ += now;
        if (position_ == hopEnd)
            finishHop();
        interleaved += now * channels_.size();
        frames -= now;
    }
}

void LevelMeter::processSilence(std::uint64_t frames) noexcept {
    clips_.processSilence(frames);
    while (frames > 0) {
        if (frames >= rate_ && quiet()) {
            // Nothing sounds in any ring: whole seconds, which are whole hops and intervals, change only the
            // time.
            const std::uint64_t seconds = frames / rate_;
            position_ += seconds * rate_;
            hops_ += seconds * hopsPerSecond;
            frames -= seconds * rate_;
            continue;
        }
        const std::uint64_t hopEnd = hopStart(hops_ + 1);
        const std::uint64_t now = std::min(frames, hopEnd - position_);
        hop_.addSilence(now);
        position_ += now;
        if (position_ == hopEnd)
            finishHop();
        frames -= now;
    }
}

void LevelMeter::reset() noexcept {
    clips_.reset();
    std::ranges::fill(holds_, 0.0F);
    for (std::size_t c = 0; c < channels_.size(); ++c) {
        Channel& channel = channels_[c];
        channel.hold = Falling{};
        channel.heldNow = 0.0F;
        channel.maximum = 0.0F;
        // What the present hop holds already counts for peak and RMS, and no more for what begins anew.
        const int number = static_cast<int>(c);
        channel.hopHighest = std::max(channel.hopHighest, hop_.highest(number));
        channel.hopSquares += hop_.sumOfSquares(number);
    }
    hop_.clear();
}

void LevelMeter::read(LevelReading& reading) const {
    reading.position = position_;
    reading.intervals = hops_ / hopsPerInterval;
    reading.channels.resize(channels_.size());
    const std::uint64_t frames = hopStart(hops_) - hopStart(hops_ < rmsHops ? 0 : hops_ - rmsHops);
    for (std::size_t c = 0; c < channels_.size(); ++c) {
        const Channel& channel = channels_[c];
        const float newest = hop_.highest(static_cast<int>(c));
        double squares = 0.0;
        for (std::size_t h = 0; h < rmsHops; ++h)
            squares += squares_[h * channels_.size() + c];

        ChannelLevel& level = reading.channels[c];
        level.peakDb = std::max(fallenDb(channel.peak), levelDb(std::max(newest, channel.hopHighest)));
        level.holdDb = std::max(fallenDb(channel.hold), levelDb(std::max(newest, highestHeld(c))));
        level.rmsDb = frames == 0 ? silenceDb : powerToDb(squares / static_cast<double>(frames));
        level.maxPeakDb = levelDb(std::max(newest, channel.maximum));
        level.intervalPeakDb = channel.intervalPeakDb;
        level.intervalRmsDb = channel.intervalRmsDb;
        level.clips = clips_.count(static_cast<int>(c));
    }
}

std::uint64_t LevelMeter::hopStart(std::uint64_t number) const noexcept {
    return number * rate_ / hopsPerSecond;
}

double LevelMeter::fallenDb(const Falling& level) const noexcept {
    const double db = level.db - fallDbPerFrame_ * static_cast<double>(position_ - level.position);
    return db < fallenToSilenceDb ? silenceDb : db;
}

void LevelMeter::reach(Falling& level, double db) const noexcept {
    if (db >= fallenDb(level))
        level = {db, position_};
}

float LevelMeter::highestHeld(std::size_t channel) const noexcept {
    return std::max(channels_[channel].heldNow, holds_[hops_ % holdHops * channels_.size() + channel]);
}

bool LevelMeter::quiet() const noexcept {
    // Twice the longest ring: by then the present round and the one before it are silent.
    return silentHops_ >= 2 * holdHops && position_ == hopStart(hops_) && hops_ % hopsPerInterval == 0;
}

void LevelMeter::finishHop() noexcept {
    const std::size_t count = channels_.size();
    float* const hold = &holds_[hops_ % holdHops * count];
    double* const squares = &squares_[hops_ % rmsHops * count];
    bool silent = true;
    for (std::size_t c = 0; c < count; ++c) {
        Channel& channel = channels_[c];
        const int number = static_cast<int>(c);
        const float newest = hop_.highest(number);
        const float highest = std::max(newest, channel.hopHighest);
        squares[c] = channel.hopSquares + hop_.sumOfSquares(number);
        hold[c] = newest;
        channel.heldNow = std::max(channel.heldNow, newest);
        channel.maximum = std::max(channel.maximum, newest);
        channel.intervalHighest = std::max(channel.intervalHighest, highest);
        channel.intervalSquares += squares[c];
        channel.hopHighest = 0.0F;
        channel.hopSquares = 0.0;
        reach(channel.peak, levelDb(highest));
        silent = silent && highest == 0.0F;
    }
    hop_.clear();
    silentHops_ = silent ? silentHops_ + 1 : 0;
    ++hops_;
    if (hops_ % holdHops == 0)
        finishHoldRound();
    for (std::size_t c = 0; c < count; ++c)
        reach(channels_[c].hold, levelDb(highestHeld(c)));
    if (hops_ % hopsPerInterval == 0)
        finishInterval();
}

void LevelMeter::finishHoldRound() noexcept {
    const std::size_t count = channels_.size();
    for (std::size_t i = holds_.size() - count; i-- > 0;)
        holds_[i] = std::max(holds_[i], holds_[i + count]);
    for (Channel& channel : channels_)
        channel.heldNow = 0.0F;
}

void LevelMeter::finishInterval() noexcept {
    const auto frames = static_cast<double>(hopStart(hops_) - hopStart(hops_ - hopsPerInterval));
    for (Channel& channel : channels_) {
        channel.intervalPeakDb = levelDb(channel.intervalHighest);
        channel.intervalRmsDb = powerToDb(channel.intervalSquares / frames);
        channel.intervalHighest = 0.0F;
        channel.intervalSquares = 0.0;
    }
}

} // namespace headroom
