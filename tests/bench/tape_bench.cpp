// SPDX-License-Identifier: GPL-3.0-or-later
// What the device thread pays for the tape (against memcpy into a ring of the same size), what a reader pays,
// and how many channels of meters one core carries. Build it with the release preset's flags.
#include "engine/analysis/clip_counter.h"
#include "engine/analysis/level_meter.h"
#include "engine/realtime/tape_head.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace headroom;

namespace {

constexpr int rate = 48000;

/// The best of several rounds, in seconds: what the work costs when nothing else runs.
double bestSeconds(const std::function<void()>& work) {
    double best = 1.0e9;
    for (int round = 0; round < 7; ++round) {
        const auto from = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count());
    }
    return best;
}

std::vector<float> noise(std::size_t samples) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0.0F, 0.1F);
    std::vector<float> made(samples);
    for (float& sample : made)
        sample = normal(random);
    return made;
}

void benchTape(int channels, std::size_t frames) {
    const double seconds = 5.0;
    const auto width = static_cast<std::size_t>(channels);
    const std::vector<float> block = noise(frames * width);
    const std::size_t blocks = static_cast<std::size_t>(20.0 * rate) / frames;

    std::vector<float> ring(static_cast<std::size_t>(seconds * rate) * width);
    const double copied = bestSeconds([&] {
        std::size_t at = 0;
        for (std::size_t i = 0; i < blocks; ++i) {
            if (at + block.size() > ring.size())
                at = 0;
            std::memcpy(ring.data() + at, block.data(), block.size() * sizeof(float));
            at += block.size();
        }
    });
    const auto tape = std::make_shared<Tape>(rate, channels, seconds, static_cast<std::uint32_t>(frames));
    const double written = bestSeconds([&] {
        for (std::size_t i = 0; i < blocks; ++i)
            tape->writeBlock(block.data(), frames, 0);
    });
    std::vector<float> to(block.size());
    std::size_t spans = 0;
    const double read = bestSeconds([&] {
        TapeHead head(tape);
        head.toOldest();
        spans = 0;
        while (head.read(to.data(), frames).kind == TapeSpan::Kind::Data)
            ++spans;
    });
    const double perBlock = 1.0e9 / static_cast<double>(blocks);
    std::printf(
        "%3d channels, blocks of %4zu: write %8.0f ns a block, memcpy %8.0f ns, ratio %4.2f; read %8.0f ns\n",
        channels, frames, written * perBlock, copied * perBlock, written / copied,
        read * 1.0e9 / static_cast<double>(std::max<std::size_t>(spans, 1)));
}

void benchMeters(int channels) {
    const std::size_t frames = 480;
    const std::vector<float> block = noise(frames * static_cast<std::size_t>(channels));
    const int blocks = 2000;
    const double audioSeconds = static_cast<double>(blocks) * static_cast<double>(frames) / rate;
    LevelMeter meter(rate, channels);
    const double metered = bestSeconds([&] {
        for (int i = 0; i < blocks; ++i)
            meter.process(block.data(), frames);
    });
    ClipCounter counter(channels);
    const double counted = bestSeconds([&] {
        for (int i = 0; i < blocks; ++i)
            counter.process(block.data(), frames);
    });
    std::printf("%3d channels: level meter %6.0f times real time a channel (%5.2f ns a sample); clips alone "
                "%5.2f ns a sample\n",
                channels, audioSeconds * channels / metered,
                metered * 1.0e9 / (static_cast<double>(blocks) * static_cast<double>(frames) * channels),
                counted * 1.0e9 / (static_cast<double>(blocks) * static_cast<double>(frames) * channels));
}

} // namespace

int main() {
    for (const int channels : {1, 2, 3, 8, 32, 64})
        for (const std::size_t frames : {std::size_t{64}, std::size_t{480}, std::size_t{4096}})
            benchTape(channels, frames);
    for (const int channels : {1, 2, 3, 8, 32, 64})
        benchMeters(channels);
    return 0;
}
