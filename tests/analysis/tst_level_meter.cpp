// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/level_meter.h"
#include "engine/core/level.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

using namespace headroom;

namespace {

LevelReading readingOf(const LevelMeter& meter) {
    LevelReading reading;
    meter.read(reading);
    return reading;
}

std::vector<float> constant(float value, std::size_t samples) {
    return std::vector<float>(samples, value);
}

void feed(LevelMeter& meter, const std::vector<float>& samples) {
    meter.process(samples.data(), samples.size() / static_cast<std::size_t>(meter.channels()));
}

bool near(double a, double b, double tolerance) {
    return a == b || std::abs(a - b) <= tolerance;
}

/// Rates with hops of 10 ms that are whole, and that are not.
constexpr std::array rates{1000, 8000, 11025, 22050, 44100, 48000, 69313, 96000, 384000};

std::vector<float> noise(std::mt19937& random, std::size_t samples) {
    std::normal_distribution<float> normal(0.0F, 0.4F);
    std::vector<float> made(samples);
    for (float& sample : made)
        sample = normal(random);
    return made;
}

} // namespace

class TestLevelMeter : public QObject {
    Q_OBJECT
private slots:
    void beforeTheFirstSampleAllIsSilence();
    void aSinglePeakShowsAtOnce();
    void thePeakFalls20DbIn1700Ms();
    void theHoldStandsFor1500MsThenFalls();
    void theHoldNeverFallsBelowTheHighestOfTheLast1500Ms();
    void theRmsOfASineIsMinus3Point01();
    void theRmsForgetsWhatIsOlderThan300Ms();
    void intervalsAreATenthOfASecondAtAnyRate();
    void anIntervalHoldsWhatLiesInIt();
    void resetBeginsMaximaHoldAndClipsAnew();
    void resetInsideAHopLeavesRmsAndPeakAsTheyAre();
    void clipsAreCounted();
    void channelsAreMeasuredApart();
    void readingsDoNotDependOnHowTheStreamIsCut();
    void silenceByLengthReadsAsZeros();
    void anHourOfSilenceKeepsTheGrid();
    void brokenSamplesDoNotStay();
    void theMeterAgreesWithItsDefinitionSampleBySample();
};

void TestLevelMeter::beforeTheFirstSampleAllIsSilence() {
    const LevelMeter meter(48000, 2);
    const LevelReading reading = readingOf(meter);
    QCOMPARE(reading.position, 0U);
    QCOMPARE(reading.intervals, 0U);
    QCOMPARE(reading.channels.size(), 2U);
    for (const ChannelLevel& level : reading.channels)
        QVERIFY(level == ChannelLevel{});
}

void TestLevelMeter::aSinglePeakShowsAtOnce() {
    LevelMeter meter(48000, 1);
    feed(meter, {0.0F, -0.25F, 0.0F});
    const ChannelLevel level = readingOf(meter).channels[0];
    QCOMPARE(level.peakDb, toDb(0.25));
    QCOMPARE(level.holdDb, toDb(0.25));
    QCOMPARE(level.maxPeakDb, toDb(0.25));
}

void TestLevelMeter::thePeakFalls20DbIn1700Ms() {
    for (const int rate : rates) {
        LevelMeter meter(rate, 1);
        feed(meter, constant(1.0F, static_cast<std::size_t>(rate)));
        QCOMPARE(readingOf(meter).channels[0].peakDb, 0.0);
        meter.processSilence(static_cast<std::uint64_t>(rate) * 85 / 100);
        QVERIFY(near(readingOf(meter).channels[0].peakDb, -10.0, 0.13));
        meter.processSilence(static_cast<std::uint64_t>(rate) * 85 / 100);
        QVERIFY(near(readingOf(meter).channels[0].peakDb, -20.0, 0.13));
        meter.processSilence(static_cast<std::uint64_t>(rate) * 17);
        QCOMPARE(readingOf(meter).channels[0].peakDb, silenceDb);
    }
}

void TestLevelMeter::theHoldStandsFor1500MsThenFalls() {
    for (const int rate : rates) {
        const auto frames = [rate](int ms) {
            return static_cast<std::uint64_t>(rate) * static_cast<std::uint64_t>(ms) / 1000;
        };
        LevelMeter meter(rate, 1);
        feed(meter, {0.5F});
        meter.processSilence(frames(1490));
        QCOMPARE(readingOf(meter).channels[0].holdDb, toDb(0.5));
        meter.processSilence(frames(30));
        QVERIFY(readingOf(meter).channels[0].holdDb < toDb(0.5));
        meter.processSilence(frames(850));
        QVERIFY(near(readingOf(meter).channels[0].holdDb, toDb(0.5) - 10.2, 0.3));
        QCOMPARE(readingOf(meter).channels[0].maxPeakDb, toDb(0.5));
    }
}

void TestLevelMeter::theHoldNeverFallsBelowTheHighestOfTheLast1500Ms() {
    LevelMeter meter(48000, 1);
    feed(meter, {1.0F});
    meter.processSilence(48000); // 1 s later a lower one
    feed(meter, {0.9F});
    meter.processSilence(48000); // the first is 2 s old, the second 1 s
    QCOMPARE(readingOf(meter).channels[0].holdDb, static_cast<double>(toDb(static_cast<double>(0.9F))));
}

void TestLevelMeter::theRmsOfASineIsMinus3Point01() {
    for (const int rate : rates) {
        LevelMeter meter(rate, 1);
        // 10 periods fit exactly into 300 ms where the rate divides; elsewhere nearly.
        std::vector<float> sine(static_cast<std::size_t>(rate));
        for (std::size_t f = 0; f < sine.size(); ++f)
            sine[f] = static_cast<float>(
                std::sin(2.0 * std::numbers::pi * 100.0 / 3.0 * static_cast<double>(f) / rate));
        feed(meter, sine);
        QVERIFY(near(readingOf(meter).channels[0].rmsDb, -3.0103, 0.01));
        QVERIFY(near(readingOf(meter).channels[0].peakDb, 0.0, 0.2));
    }
}

void TestLevelMeter::theRmsForgetsWhatIsOlderThan300Ms() {
    LevelMeter meter(48000, 1);
    feed(meter, constant(1.0F, 48000));
    QVERIFY(near(readingOf(meter).channels[0].rmsDb, 0.0, 1e-6));
    meter.processSilence(7200); // half of the window
    QVERIFY(near(readingOf(meter).channels[0].rmsDb, powerToDb(0.5), 1e-6));
    meter.processSilence(7200);
    QCOMPARE(readingOf(meter).channels[0].rmsDb, silenceDb);
}

void TestLevelMeter::intervalsAreATenthOfASecondAtAnyRate() {
    for (const int rate : rates) {
        LevelMeter meter(rate, 1);
        for (std::uint64_t n = 1; n <= 25; ++n) {
            const std::uint64_t boundary = n * static_cast<std::uint64_t>(rate) / 10;
            feed(meter, constant(0.1F, boundary - 1 - meter.position()));
            QCOMPARE(readingOf(meter).intervals, n - 1);
            feed(meter, {0.1F});
            QCOMPARE(readingOf(meter).intervals, n);
            QCOMPARE(readingOf(meter).position, boundary);
        }
    }
}

void TestLevelMeter::anIntervalHoldsWhatLiesInIt() {
    LevelMeter meter(11025, 1); // intervals of 1102 and 1103 frames
    feed(meter, constant(0.5F, 1102));
    feed(meter, constant(0.25F, 1103));
    feed(meter, constant(1.0F, 1000));
    ChannelLevel level = readingOf(meter).channels[0];
    QCOMPARE(level.intervalPeakDb, toDb(0.25));
    QVERIFY(near(level.intervalRmsDb, toDb(0.25), 1e-6));
    QCOMPARE(level.peakDb, 0.0);
    feed(meter, constant(0.0F, 102));
    level = readingOf(meter).channels[0];
    QCOMPARE(level.intervalPeakDb, 0.0);
    QVERIFY(near(level.intervalRmsDb, powerToDb(1000.0 / 1102.0), 1e-6));
}

void TestLevelMeter::resetBeginsMaximaHoldAndClipsAnew() {
    LevelMeter meter(48000, 1);
    feed(meter, constant(1.0F, 48000));
    feed(meter, constant(0.5F, 100));
    QCOMPARE(readingOf(meter).channels[0].clips, 1U);
    meter.reset();
    ChannelLevel level = readingOf(meter).channels[0];
    QCOMPARE(level.maxPeakDb, silenceDb);
    QCOMPARE(level.holdDb, silenceDb);
    QCOMPARE(level.clips, 0U);
    QVERIFY(level.peakDb > -0.1);
    feed(meter, constant(0.1F, 48000));
    level = readingOf(meter).channels[0];
    QCOMPARE(level.maxPeakDb, toDb(static_cast<double>(0.1F)));
    QCOMPARE(level.holdDb, toDb(static_cast<double>(0.1F)));
}

void TestLevelMeter::resetInsideAHopLeavesRmsAndPeakAsTheyAre() {
    LevelMeter untouched(48000, 2);
    LevelMeter reset(48000, 2);
    std::mt19937 random(3);
    for (int i = 0; i < 50; ++i) {
        const std::vector<float> samples = noise(random, 2 * 311);
        feed(untouched, samples);
        feed(reset, samples);
        reset.reset();
        const LevelReading a = readingOf(untouched);
        const LevelReading b = readingOf(reset);
        for (std::size_t c = 0; c < 2; ++c) {
            QCOMPARE(b.channels[c].peakDb, a.channels[c].peakDb);
            QCOMPARE(b.channels[c].intervalPeakDb, a.channels[c].intervalPeakDb);
            QVERIFY(near(b.channels[c].rmsDb, a.channels[c].rmsDb, 1e-5));
            QVERIFY(near(b.channels[c].intervalRmsDb, a.channels[c].intervalRmsDb, 1e-5));
        }
    }
}

void TestLevelMeter::clipsAreCounted() {
    LevelMeter meter(48000, 2);
    feed(meter, {1.0F, 0.0F, 1.0F, 0.0F, 1.0F, 0.0F, 0.0F, 0.0F});
    QCOMPARE(readingOf(meter).channels[0].clips, 1U);
    QCOMPARE(readingOf(meter).channels[1].clips, 0U);
}

void TestLevelMeter::channelsAreMeasuredApart() {
    for (const int channels : {1, 2, 3, 5, 33, 64}) {
        LevelMeter meter(44100, channels);
        std::vector<float> samples;
        for (int f = 0; f < 44100; ++f)
            for (int c = 0; c < channels; ++c)
                samples.push_back((f % 2 == 0 ? 1.0F : -1.0F) / static_cast<float>(c + 1));
        feed(meter, samples);
        const LevelReading reading = readingOf(meter);
        for (int c = 0; c < channels; ++c) {
            const ChannelLevel& level = reading.channels[static_cast<std::size_t>(c)];
            const double expected = toDb(1.0 / (c + 1));
            QVERIFY(near(level.peakDb, expected, 1e-5));
            QVERIFY(near(level.rmsDb, expected, 1e-4));
            QVERIFY(near(level.intervalRmsDb, expected, 1e-4));
        }
    }
}

void TestLevelMeter::readingsDoNotDependOnHowTheStreamIsCut() {
    std::mt19937 random(5);
    for (const int rate : {1000, 11025, 48000, 69313}) {
        for (const int channels : {1, 2, 3, 17}) {
            const auto width = static_cast<std::size_t>(channels);
            const std::size_t frames = static_cast<std::size_t>(rate) * 4;
            const std::vector<float> samples = noise(random, frames * width);
            LevelMeter even(rate, channels);
            LevelMeter odd(rate, channels);
            std::size_t at = 0;
            while (at < frames) {
                // Both are looked at in the same places; between them they get their samples differently.
                const std::size_t part =
                    std::min(frames - at, std::uniform_int_distribution<std::size_t>(0, frames / 7)(random));
                even.process(samples.data() + at * width, part);
                for (std::size_t done = 0; done < part;) {
                    const std::size_t now = std::min(
                        part - done, std::uniform_int_distribution<std::size_t>(0, frames / 50)(random));
                    odd.process(samples.data() + (at + done) * width, now);
                    done += now;
                }
                at += part;
                QVERIFY(readingOf(even) == readingOf(odd)); // to the last bit
            }
        }
    }
}

void TestLevelMeter::silenceByLengthReadsAsZeros() {
    std::mt19937 random(6);
    for (const int rate : {1000, 11025, 48000}) {
        LevelMeter given(rate, 3);
        LevelMeter fed(rate, 3);
        const auto second = static_cast<std::size_t>(rate);
        for (int round = 0; round < 30; ++round) {
            const std::vector<float> samples =
                noise(random, 3 * std::uniform_int_distribution<std::size_t>(0, second)(random));
            feed(given, samples);
            feed(fed, samples);
            // Now and then longer than every memory of the meter.
            const std::size_t gap =
                std::uniform_int_distribution<std::size_t>(0, round % 5 == 0 ? second * 12 : second)(random);
            given.processSilence(gap);
            feed(fed, constant(0.0F, gap * 3));
            QVERIFY(readingOf(given) == readingOf(fed));
        }
    }
}

void TestLevelMeter::anHourOfSilenceKeepsTheGrid() {
    LevelMeter meter(11025, 1);
    feed(meter, constant(1.0F, 5000));
    const std::uint64_t years = std::uint64_t{11025} * 3600 * 24 * 365 * 3 + 17;
    meter.processSilence(years);
    LevelReading reading = readingOf(meter);
    QCOMPARE(reading.position, years + 5000);
    QCOMPARE(reading.intervals, (years + 5000) * 10 / 11025);
    QCOMPARE(reading.channels[0].peakDb, silenceDb);
    QCOMPARE(reading.channels[0].holdDb, silenceDb);
    QCOMPARE(reading.channels[0].maxPeakDb, 0.0);
    feed(meter, constant(0.5F, 11025));
    reading = readingOf(meter);
    QVERIFY(near(reading.channels[0].rmsDb, toDb(0.5), 1e-6));
    QCOMPARE(reading.channels[0].intervalPeakDb, toDb(0.5));
}

void TestLevelMeter::brokenSamplesDoNotStay() {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    LevelMeter meter(48000, 2);
    feed(meter, {nan, infinity, nan, -infinity});
    LevelReading reading = readingOf(meter);
    QCOMPARE(reading.channels[0].peakDb, silenceDb);
    QCOMPARE(reading.channels[0].maxPeakDb, silenceDb);
    QCOMPARE(reading.channels[1].peakDb, 120.0);
    for (int i = 0; i < 20; ++i)
        feed(meter, constant(0.5F, 96000));
    reading = readingOf(meter);
    for (const ChannelLevel& level : reading.channels) {
        QCOMPARE(level.peakDb, toDb(0.5));
        QCOMPARE(level.holdDb, toDb(0.5));
        QVERIFY(near(level.rmsDb, toDb(0.5), 1e-5));
    }
}

void TestLevelMeter::theMeterAgreesWithItsDefinitionSampleBySample() {
    // The definition written out for every sample; the meter may be late by one hop where a fall begins.
    const int rate = 8000;
    std::mt19937 random(9);
    std::vector<float> samples;
    for (int burst = 0; burst < 60; ++burst) {
        const std::vector<float> loud =
            noise(random, std::uniform_int_distribution<std::size_t>(1, 900)(random));
        const float gain = std::pow(10.0F, std::uniform_real_distribution<float>(-3.0F, 0.0F)(random));
        for (const float sample : loud)
            samples.push_back(sample * gain);
        samples.insert(samples.end(), std::uniform_int_distribution<std::size_t>(0, 20'000)(random), 0.0F);
    }
    LevelMeter meter(rate, 1);
    const double slope = 20.0 / 1.7 / rate;
    const double lateDb = slope * rate / 100 + 1e-9;
    double peak = silenceDb;
    double maximum = silenceDb;
    const std::size_t step = 80; // one hop
    for (std::size_t at = 0; at + step <= samples.size(); at += step) {
        meter.process(samples.data() + at, step);
        for (std::size_t f = at; f < at + step; ++f) {
            const double db = toDb(std::abs(static_cast<double>(samples[f])));
            peak = std::max(db, peak - slope);
            maximum = std::max(maximum, db);
        }
        const ChannelLevel level = readingOf(meter).channels[0];
        if (peak > -190.0) {
            QVERIFY(level.peakDb >= peak - 1e-9);
            QVERIFY(level.peakDb <= peak + lateDb);
        }
        QCOMPARE(level.maxPeakDb, maximum);
        const std::size_t end = at + step;
        double highest = 0.0;
        for (std::size_t f = end > 12'000 ? end - 12'000 : 0; f < end; ++f)
            highest = std::max(highest, std::abs(static_cast<double>(samples[f])));
        QVERIFY(level.holdDb >= toDb(highest));
        double squares = 0.0;
        const std::size_t first = end > 2400 ? end - 2400 : 0;
        for (std::size_t f = first; f < end; ++f)
            squares += static_cast<double>(samples[f]) * static_cast<double>(samples[f]);
        QVERIFY(near(level.rmsDb, powerToDb(squares / static_cast<double>(end - first)), 1e-4));
    }
}

QTEST_GUILESS_MAIN(TestLevelMeter)
#include "tst_level_meter.moc"
