// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/signal_statistics.h"

#include "engine/core/level.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr std::uint64_t partFrames = 4096;

} // namespace

SignalStatistics::SignalStatistics(int channels)
    : channels_(static_cast<std::size_t>(channels)), part_(channels), clips_(channels) {}

void SignalStatistics::process(const float* interleaved, std::uint64_t frames) noexcept {
    clips_.process(interleaved, frames);
    frames_ += frames;
    const std::size_t channels = channels_.size();
    while (frames > 0) {
        const std::uint64_t now = std::min(frames, partFrames - part_.frames());
        part_.add(interleaved, now);
        if (part_.frames() == partFrames)
            fold();
        interleaved += now * channels;
        frames -= now;
    }
}

void SignalStatistics::processSilence(std::uint64_t frames) noexcept {
    // Silence adds nothing to any sum; only the grid of the parts must stay where it is.
    clips_.processSilence(frames);
    frames_ += frames;
    const std::uint64_t rest = std::min(frames, partFrames - part_.frames());
    part_.addSilence(rest);
    if (part_.frames() == partFrames)
        fold();
    part_.addSilence((frames - rest) % partFrames);
}

std::vector<double> SignalStatistics::peakDb() const {
    std::vector<double> levels;
    for (std::size_t c = 0; c < channels_.size(); ++c)
        levels.push_back(
            toDb(static_cast<double>(std::max(channels_[c].highest, part_.highest(static_cast<int>(c))))));
    return levels;
}

std::vector<double> SignalStatistics::rmsDb() const {
    std::vector<double> levels;
    for (std::size_t c = 0; c < channels_.size(); ++c) {
        const double squares = channels_[c].squares + part_.sumOfSquares(static_cast<int>(c));
        levels.push_back(frames_ == 0 ? silenceDb : powerToDb(squares / static_cast<double>(frames_)));
    }
    return levels;
}

std::vector<std::uint64_t> SignalStatistics::clips() const {
    std::vector<std::uint64_t> counts;
    for (std::size_t c = 0; c < channels_.size(); ++c)
        counts.push_back(clips_.count(static_cast<int>(c)));
    return counts;
}

void SignalStatistics::fold() noexcept {
    for (std::size_t c = 0; c < channels_.size(); ++c) {
        channels_[c].highest = std::max(channels_[c].highest, part_.highest(static_cast<int>(c)));
        channels_[c].squares += part_.sumOfSquares(static_cast<int>(c));
    }
    part_.clear();
}

} // namespace headroom
