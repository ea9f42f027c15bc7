// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/quantiser.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <vector>

using namespace headroom;

namespace {

std::int32_t one(SampleFormat format, float sample) {
    Quantiser quantiser(format, 1, false);
    std::int32_t out = 0;
    quantiser.quantise({&sample, 1}, {&out, 1});
    return out;
}

struct Moments {
    double mean = 0.0;
    double variance = 0.0;
};

/// Of the error in steps of 16 bits, for a constant input of `steps`.
Moments errorOf(double steps, int channels = 1, int channel = 0) {
    constexpr std::size_t frames = 200'000;
    const auto width = static_cast<std::size_t>(channels);
    const auto value = static_cast<float>(steps / 32768.0);
    const std::vector<float> samples(frames * width, value);
    std::vector<std::int32_t> out(samples.size());
    Quantiser::forFormat(SampleFormat::Pcm16, channels).quantise(samples, out);
    Moments moments;
    const double exact = static_cast<double>(value) * 32768.0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double error = out[i * width + static_cast<std::size_t>(channel)] - exact;
        moments.mean += error;
        moments.variance += error * error;
    }
    moments.mean /= frames;
    moments.variance = moments.variance / frames - moments.mean * moments.mean;
    return moments;
}

} // namespace

class TestQuantiser : public QObject {
    Q_OBJECT

private slots:
    void everyIntegerOf24BitsComesBackAsItself() {
        constexpr std::int32_t limit = 1 << 23;
        Quantiser quantiser(SampleFormat::Pcm24, 1, false);
        std::vector<float> samples;
        std::vector<std::int32_t> out(1 << 16);
        for (std::int32_t first = -limit; first < limit; first += 1 << 16) {
            samples.clear();
            for (std::int32_t k = first; k < first + (1 << 16); ++k)
                samples.push_back(static_cast<float>(k) / 8388608.0F);
            quantiser.quantise(samples, out);
            for (std::int32_t k = 0; k < (1 << 16); ++k)
                if (out[static_cast<std::size_t>(k)] != first + k)
                    QCOMPARE(out[static_cast<std::size_t>(k)], first + k);
        }
    }

    void everyIntegerOf16BitsComesBackAsItselfDitheredOrNot() {
        for (const bool dither : {false, true}) {
            Quantiser quantiser(SampleFormat::Pcm16, 1, dither);
            std::vector<float> samples;
            for (int k = -32768; k < 32768; ++k)
                samples.push_back(static_cast<float>(k) / 32768.0F);
            std::vector<std::int32_t> out(samples.size());
            quantiser.quantise(samples, out);
            for (int k = -32768; k < 32768; ++k)
                if (out[static_cast<std::size_t>(k + 32768)] != k)
                    QCOMPARE(out[static_cast<std::size_t>(k + 32768)], k);
        }
    }

    void floatsOf32BitsKeepEveryBitTheyHave() {
        QCOMPARE(one(SampleFormat::Pcm32, 0.5F), 1 << 30);
        QCOMPARE(one(SampleFormat::Pcm32, 1.0F / 2147483648.0F), 1);
        QCOMPARE(one(SampleFormat::Pcm32, 0.99999994F), 2147483520);
        QCOMPARE(one(SampleFormat::Pcm32, -0.1F), static_cast<std::int32_t>(-0.1F * 2147483648.0));
    }

    void whatIsBeyondFullScaleSaturatesAndNeverWraps_data() {
        QTest::addColumn<float>("sample");
        QTest::addColumn<bool>("high");
        const float infinity = std::numeric_limits<float>::infinity();
        QTest::newRow("+1") << 1.0F << true;
        QTest::newRow("+1.2") << 1.2F << true;
        QTest::newRow("+1000") << 1000.0F << true;
        QTest::newRow("largest") << std::numeric_limits<float>::max() << true;
        QTest::newRow("infinity") << infinity << true;
        QTest::newRow("-1") << -1.0F << false;
        QTest::newRow("-1.2") << -1.2F << false;
        QTest::newRow("lowest") << std::numeric_limits<float>::lowest() << false;
        QTest::newRow("-infinity") << -infinity << false;
    }
    void whatIsBeyondFullScaleSaturatesAndNeverWraps() {
        QFETCH(float, sample);
        QFETCH(bool, high);
        QCOMPARE(one(SampleFormat::Pcm16, sample), high ? 32767 : -32768);
        QCOMPARE(one(SampleFormat::Pcm24, sample), high ? 8388607 : -8388608);
        QCOMPARE(one(SampleFormat::Pcm32, sample), high ? 2147483647 : -2147483647 - 1);
        Quantiser dithered = Quantiser::forFormat(SampleFormat::Pcm16, 1);
        std::vector<float> samples(1000, sample);
        std::vector<std::int32_t> out(samples.size());
        dithered.quantise(samples, out);
        for (const std::int32_t value : out)
            QCOMPARE(value, high ? 32767 : -32768);
    }

    void justBelowFullScaleDitherDoesNotWrapEither() {
        const std::vector<float> samples(10'000, 32767.9F / 32768.0F);
        std::vector<std::int32_t> out(samples.size());
        Quantiser::forFormat(SampleFormat::Pcm16, 1).quantise(samples, out);
        for (const std::int32_t value : out)
            QVERIFY(value == 32767 || value == 32766);
    }

    void notANumberBecomesSilence() {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        for (const auto format : {SampleFormat::Pcm16, SampleFormat::Pcm24, SampleFormat::Pcm32})
            QCOMPARE(one(format, nan), 0);
        std::int32_t out = 7;
        Quantiser::forFormat(SampleFormat::Pcm16, 1).quantise({&nan, 1}, {&out, 1});
        QCOMPARE(out, 0);
    }

    void roundsToNearestTiesToEven() {
        const auto at = [](double steps) { return static_cast<float>(steps / 8388608.0); };
        QCOMPARE(one(SampleFormat::Pcm24, at(0.49)), 0);
        QCOMPARE(one(SampleFormat::Pcm24, at(0.51)), 1);
        QCOMPARE(one(SampleFormat::Pcm24, at(-0.51)), -1);
        QCOMPARE(one(SampleFormat::Pcm24, at(0.5)), 0);
        QCOMPARE(one(SampleFormat::Pcm24, at(1.5)), 2);
        QCOMPARE(one(SampleFormat::Pcm24, at(2.5)), 2);
        QCOMPARE(one(SampleFormat::Pcm24, at(-1.5)), -2);
    }

    void ditherMakesTheErrorsMeanZeroAndItsVarianceTheSameForEveryInput_data() {
        QTest::addColumn<double>("steps");
        for (const double steps : {0.01, 0.1, 0.25, 0.5, 0.75, 0.99, -0.3, 123.456, -20000.37})
            QTest::newRow(qPrintable(QString::number(steps))) << steps;
    }
    void ditherMakesTheErrorsMeanZeroAndItsVarianceTheSameForEveryInput() {
        QFETCH(double, steps);
        const Moments moments = errorOf(steps);
        // Triangular dither of ±1 step: 1/6 of its own and 1/12 of the rounding. 200 000 samples: the mean's
        // standard deviation is 0.0011 steps.
        QVERIFY2(std::abs(moments.mean) < 0.006, qPrintable(QString::number(moments.mean)));
        QVERIFY2(std::abs(moments.variance - 0.25) < 0.006, qPrintable(QString::number(moments.variance)));
    }

    void withoutDitherALowSignalWouldVanish() {
        QCOMPARE(one(SampleFormat::Pcm16, 0.3F / 32768.0F), 0);
        // With it, its mean is still there: see above.
        QVERIFY(errorOf(0.3).variance > 0.2);
    }

    void silenceAndTheZerosOfAGapStayZeros() {
        std::vector<float> samples = {0.3F, 0.0F, 0.0F, 0.1F, -0.0F};
        std::vector<std::int32_t> out(samples.size());
        Quantiser::forFormat(SampleFormat::Pcm16, 1).quantise(samples, out);
        QCOMPARE(out[1], 0);
        QCOMPARE(out[2], 0);
        QCOMPARE(out[4], 0);
        QVERIFY(out[0] != 0);
    }

    void channelsAreDitheredIndependently() {
        constexpr std::size_t frames = 100'000;
        const std::vector<float> samples(frames * 2, 0.5F / 32768.0F);
        std::vector<std::int32_t> out(samples.size());
        Quantiser::forFormat(SampleFormat::Pcm16, 2).quantise(samples, out);
        double together = 0.0;
        for (std::size_t i = 0; i < frames; ++i)
            together += (out[2 * i] - 0.5) * (out[2 * i + 1] - 0.5);
        QVERIFY(std::abs(together / frames) < 0.005);
        QVERIFY(std::abs(errorOf(0.4, 5, 4).mean) < 0.006);
    }

    void theResultDoesNotDependOnHowTheStreamIsCut() {
        std::vector<float> samples;
        for (int i = 0; i < 6000; ++i)
            samples.push_back(static_cast<float>(std::sin(i * 0.01)) * 0.7F);
        std::vector<std::int32_t> whole(samples.size());
        Quantiser::forFormat(SampleFormat::Pcm16, 3).quantise(samples, whole);
        std::vector<std::int32_t> pieces(samples.size());
        Quantiser cut = Quantiser::forFormat(SampleFormat::Pcm16, 3);
        std::size_t at = 0;
        for (std::size_t step = 3; at < samples.size(); step = step * 2 % 999 / 3 * 3 + 3) {
            const std::size_t count = std::min(step, samples.size() - at);
            cut.quantise(std::span(samples).subspan(at, count), std::span(pieces).subspan(at, count));
            at += count;
        }
        QVERIFY(whole == pieces);
    }
};

QTEST_GUILESS_MAIN(TestQuantiser)
#include "tst_quantiser.moc"
