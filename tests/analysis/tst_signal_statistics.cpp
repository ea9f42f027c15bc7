// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/signal_statistics.h"
#include "engine/core/level.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

using namespace headroom;

class TestSignalStatistics : public QObject {
    Q_OBJECT
private slots:
    void aFullScaleSineReadsMinus3Point01();
    void nothingAndSilenceReadAsSilence();
    void silenceCountsForTheRms();
    void channelsAreMeasuredApart();
    void anyCutGivesTheSameToTheLastBit();
    void brokenSamplesDoNotSpoilTheRest();
};

void TestSignalStatistics::aFullScaleSineReadsMinus3Point01() {
    std::vector<float> sine(48000);
    for (std::size_t f = 0; f < sine.size(); ++f)
        sine[f] =
            static_cast<float>(std::sin(2.0 * std::numbers::pi * 997.0 * static_cast<double>(f) / 48000.0));
    SignalStatistics statistics(1);
    statistics.process(sine.data(), sine.size());
    QVERIFY(std::abs(statistics.rmsDb()[0] + 3.0103) < 0.0005);
    QVERIFY(std::abs(statistics.peakDb()[0]) < 0.001);
    QCOMPARE(statistics.frames(), 48000U);
}

void TestSignalStatistics::nothingAndSilenceReadAsSilence() {
    SignalStatistics statistics(2);
    QCOMPARE(statistics.peakDb()[1], silenceDb);
    QCOMPARE(statistics.rmsDb()[1], silenceDb);
    const std::vector<float> zeros(200, 0.0F);
    statistics.process(zeros.data(), 100);
    QCOMPARE(statistics.peakDb()[0], silenceDb);
    QCOMPARE(statistics.rmsDb()[0], silenceDb);
    QCOMPARE(statistics.clips()[0], 0U);
}

void TestSignalStatistics::silenceCountsForTheRms() {
    SignalStatistics statistics(1);
    const std::vector<float> ones(1000, 0.5F);
    statistics.process(ones.data(), 1000);
    statistics.processSilence(999'999'000);
    QVERIFY(std::abs(statistics.rmsDb()[0] - (toDb(0.5) - 60.0)) < 1e-9);
    QCOMPARE(statistics.peakDb()[0], toDb(0.5));
}

void TestSignalStatistics::channelsAreMeasuredApart() {
    for (const int channels : {1, 2, 3, 5, 31, 64}) {
        std::vector<float> samples;
        for (int f = 0; f < 5000; ++f)
            for (int c = 0; c < channels; ++c)
                samples.push_back((f % 2 == 0 ? 1.0F : -1.0F) / static_cast<float>(c + 2));
        SignalStatistics statistics(channels);
        statistics.process(samples.data(), 5000);
        for (int c = 0; c < channels; ++c) {
            const double expected = toDb(1.0 / (c + 2));
            QVERIFY(std::abs(statistics.peakDb()[static_cast<std::size_t>(c)] - expected) < 1e-5);
            QVERIFY(std::abs(statistics.rmsDb()[static_cast<std::size_t>(c)] - expected) < 1e-4);
        }
    }
}

void TestSignalStatistics::anyCutGivesTheSameToTheLastBit() {
    std::mt19937 random(11);
    std::normal_distribution<float> noise(0.0F, 0.7F);
    for (const int channels : {1, 2, 3, 7, 40}) {
        const std::size_t frames = 20'000;
        std::vector<float> samples(frames * static_cast<std::size_t>(channels));
        for (float& sample : samples)
            sample = noise(random);
        SignalStatistics whole(channels);
        whole.process(samples.data(), frames);
        SignalStatistics cut(channels);
        for (std::size_t at = 0; at < frames;) {
            const std::size_t now =
                std::min(frames - at, std::uniform_int_distribution<std::size_t>(0, 777)(random));
            cut.process(samples.data() + at * static_cast<std::size_t>(channels), now);
            at += now;
        }
        QVERIFY(whole.peakDb() == cut.peakDb());
        QVERIFY(whole.rmsDb() == cut.rmsDb());
        QVERIFY(whole.clips() == cut.clips());
        QVERIFY(whole.clipRuns() == cut.clipRuns());
    }
}

void TestSignalStatistics::brokenSamplesDoNotSpoilTheRest() {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    SignalStatistics statistics(2);
    const std::vector<float> samples{nan, 0.5F, 0.5F, -infinity, nan, 0.5F, -0.5F, 0.5F};
    statistics.process(samples.data(), 4);
    QCOMPARE(statistics.peakDb()[0], toDb(0.5));
    QVERIFY(std::abs(statistics.rmsDb()[0] - powerToDb(0.125)) < 1e-9);
    QCOMPARE(statistics.peakDb()[1], 120.0);
    QVERIFY(std::isfinite(statistics.rmsDb()[1]));
}

QTEST_GUILESS_MAIN(TestSignalStatistics)
#include "tst_signal_statistics.moc"
