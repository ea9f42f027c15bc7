// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/clip_counter.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace headroom;

namespace {

/// Counts as the definition says it, one channel at a time and without any cleverness.
std::vector<ClipRun> runsByDefinition(const std::vector<float>& samples, int channels) {
    std::vector<ClipRun> runs;
    const auto frames = samples.size() / static_cast<std::size_t>(channels);
    for (int c = 0; c < channels; ++c) {
        std::uint64_t run = 0;
        for (std::size_t f = 0; f <= frames; ++f) {
            const bool full = f < frames && std::fabs(samples[f * channels + c]) >= 1.0F - 1.0F / 32768.0F;
            if (full) {
                ++run;
                continue;
            }
            if (run >= 3)
                runs.push_back({c, f - run, run});
            run = 0;
        }
    }
    return runs;
}

std::vector<float> mostlyLoud(std::mt19937& random, int channels, std::size_t frames) {
    std::vector<float> samples(frames * static_cast<std::size_t>(channels));
    std::uniform_int_distribution<int> pick(0, 9);
    for (float& sample : samples)
        sample = pick(random) < 7 ? (pick(random) < 5 ? 1.0F : -1.0F) : 0.5F;
    return samples;
}

} // namespace

class TestClipCounter : public QObject {
    Q_OBJECT
private slots:
    void threeSamplesAtFullScaleAreOneClip();
    void twoSamplesAreNone();
    void bothSignsBelongToOneRun();
    void fullScaleIsWhatA16BitConverterReaches();
    void aLongRunIsOneClip();
    void aRunAcrossCallsIsCountedOnce();
    void silenceEndsARun();
    void channelsAreCountedApart();
    void theFirstClipsAreRememberedAndAllAreCounted();
    void brokenSamples();
    void resetForgetsCountsButNotThePosition();
    void anyCutGivesTheSameAsTheDefinition();
};

void TestClipCounter::threeSamplesAtFullScaleAreOneClip() {
    ClipCounter counter(1);
    const std::vector<float> samples{0.0F, 1.0F, 1.0F, 1.0F, 0.0F};
    counter.process(samples.data(), samples.size());
    QCOMPARE(counter.count(0), 1U);
    QVERIFY((counter.runs() == std::vector<ClipRun>{{0, 1, 3}}));
}

void TestClipCounter::twoSamplesAreNone() {
    ClipCounter counter(1);
    const std::vector<float> samples{1.0F, 1.0F, 0.9F, 1.0F, 1.0F};
    counter.process(samples.data(), samples.size());
    QCOMPARE(counter.count(0), 0U);
    QVERIFY(counter.runs().empty());
}

void TestClipCounter::bothSignsBelongToOneRun() {
    ClipCounter counter(1);
    const std::vector<float> samples{1.0F, -1.0F, 1.0F};
    counter.process(samples.data(), samples.size());
    QCOMPARE(counter.count(0), 1U);
}

void TestClipCounter::fullScaleIsWhatA16BitConverterReaches() {
    const float highest16 = 32767.0F / 32768.0F;
    ClipCounter counter(2);
    const float below = std::nextafter(highest16, 0.0F);
    const std::vector<float> samples{highest16, below, highest16, below, highest16, below};
    counter.process(samples.data(), 3);
    QCOMPARE(counter.count(0), 1U);
    QCOMPARE(counter.count(1), 0U);
}

void TestClipCounter::aLongRunIsOneClip() {
    ClipCounter counter(1);
    const std::vector<float> samples(5000, -1.5F);
    counter.process(samples.data(), samples.size());
    QCOMPARE(counter.count(0), 1U);
    QVERIFY((counter.runs() == std::vector<ClipRun>{{0, 0, 5000}}));
}

void TestClipCounter::aRunAcrossCallsIsCountedOnce() {
    ClipCounter counter(1);
    const std::vector<float> samples(4, 1.0F);
    counter.process(samples.data(), 2);
    QCOMPARE(counter.count(0), 0U);
    counter.process(samples.data(), 4);
    counter.process(samples.data(), 4);
    QCOMPARE(counter.count(0), 1U);
    QVERIFY((counter.runs() == std::vector<ClipRun>{{0, 0, 10}}));
}

void TestClipCounter::silenceEndsARun() {
    ClipCounter counter(1);
    const std::vector<float> samples(4, 1.0F);
    counter.process(samples.data(), 2);
    counter.processSilence(0);
    counter.process(samples.data(), 1);
    QCOMPARE(counter.count(0), 1U);
    counter.processSilence(1'000'000'000'000);
    counter.process(samples.data(), 4);
    QCOMPARE(counter.count(0), 2U);
    QVERIFY((counter.runs() == std::vector<ClipRun>{{0, 0, 3}, {0, 1'000'000'000'003, 4}}));
}

void TestClipCounter::channelsAreCountedApart() {
    ClipCounter counter(3);
    std::vector<float> samples(30, 0.0F);
    for (std::size_t f = 2; f < 7; ++f)
        samples[f * 3 + 1] = 1.0F;
    counter.process(samples.data(), 10);
    QCOMPARE(counter.count(0), 0U);
    QCOMPARE(counter.count(1), 1U);
    QCOMPARE(counter.count(2), 0U);
    QVERIFY((counter.runs() == std::vector<ClipRun>{{1, 2, 5}}));
}

void TestClipCounter::theFirstClipsAreRememberedAndAllAreCounted() {
    ClipCounter counter(1, 2);
    std::vector<float> samples;
    for (int i = 0; i < 5; ++i)
        samples.insert(samples.end(), {1.0F, 1.0F, 1.0F, 0.0F});
    counter.process(samples.data(), samples.size());
    QCOMPARE(counter.count(0), 5U);
    QVERIFY((counter.runs() == std::vector<ClipRun>{{0, 0, 3}, {0, 4, 3}}));
}

void TestClipCounter::brokenSamples() {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    ClipCounter counter(2);
    const std::vector<float> samples{infinity, 1.0F, -infinity, nan, infinity, 1.0F, 0.0F, 1.0F};
    counter.process(samples.data(), 4);
    QCOMPARE(counter.count(0), 1U);
    QCOMPARE(counter.count(1), 0U);
}

void TestClipCounter::resetForgetsCountsButNotThePosition() {
    ClipCounter counter(1);
    const std::vector<float> samples(10, 1.0F);
    counter.process(samples.data(), 10);
    counter.reset();
    QCOMPARE(counter.count(0), 0U);
    QVERIFY(counter.runs().empty());
    counter.process(samples.data(), 5);
    QCOMPARE(counter.count(0), 1U);
    QVERIFY((counter.runs() == std::vector<ClipRun>{{0, 10, 5}}));
}

void TestClipCounter::anyCutGivesTheSameAsTheDefinition() {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const int channels = std::uniform_int_distribution<int>(1, 9)(random);
        const std::size_t frames = std::uniform_int_distribution<std::size_t>(0, 900)(random);
        const std::vector<float> samples = mostlyLoud(random, channels, frames);
        ClipCounter counter(channels, 100'000);
        for (std::size_t at = 0; at < frames;) {
            const std::size_t now =
                std::min(frames - at, std::uniform_int_distribution<std::size_t>(0, 300)(random));
            counter.process(samples.data() + at * static_cast<std::size_t>(channels), now);
            at += now;
        }
        std::vector<ClipRun> found = counter.runs();
        std::ranges::stable_sort(found, {}, &ClipRun::channel);
        const std::vector<ClipRun> expected = runsByDefinition(samples, channels);
        QVERIFY(found == expected);
        for (int c = 0; c < channels; ++c)
            QCOMPARE(static_cast<std::ptrdiff_t>(counter.count(c)),
                     std::ranges::count(expected, c, &ClipRun::channel));
    }
}

QTEST_GUILESS_MAIN(TestClipCounter)
#include "tst_clip_counter.moc"
