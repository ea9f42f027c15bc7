// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/test_signal_generator.h"
#include "engine/core/level.h"
#include "engine/realtime/realtime_scope.h"
#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "tests/fakes/realtime_trap.h"
#endif

#include <QTest>

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

using namespace headroom;

Q_DECLARE_METATYPE(headroom::TestSignal)

namespace {

std::vector<float> make(TestSignal signal, int rate, double levelDb, std::size_t frames,
                        std::uint64_t seed = 1) {
    TestSignalGenerator generator(signal, rate, levelDb, seed);
    std::vector<float> samples(frames);
    generator.process(samples.data(), frames);
    return samples;
}

double rmsDb(std::span<const float> samples) {
    double squares = 0.0;
    for (const float s : samples)
        squares += static_cast<double>(s) * static_cast<double>(s);
    return toDb(std::sqrt(squares / static_cast<double>(samples.size())));
}

/// The power at one frequency, dB, averaged over pieces of 8192 frames with a Hann window (Goertzel).
double powerDb(std::span<const float> samples, double hertz, int rate) {
    constexpr std::size_t piece = 8192;
    const double turn = 2.0 * std::numbers::pi * hertz / rate;
    double sum = 0.0;
    int pieces = 0;
    for (std::size_t begin = 0; begin + piece <= samples.size(); begin += piece, ++pieces) {
        double s1 = 0.0;
        double s2 = 0.0;
        for (std::size_t n = 0; n < piece; ++n) {
            const double window =
                0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / piece);
            const double s0 =
                static_cast<double>(samples[begin + n]) * window + 2.0 * std::cos(turn) * s1 - s2;
            s2 = s1;
            s1 = s0;
        }
        sum += s1 * s1 + s2 * s2 - 2.0 * std::cos(turn) * s1 * s2;
    }
    return 10.0 * std::log10(sum / pieces);
}

} // namespace

class TestTestSignalGenerator : public QObject {
    Q_OBJECT

private slots:
    void noiseAndToneHaveTheirLevel_data() {
        QTest::addColumn<TestSignal>("signal");
        QTest::addColumn<int>("rate");
        QTest::addColumn<double>("levelDb");
        for (const TestSignal signal : {TestSignal::Noise, TestSignal::Tone})
            for (const int rate : {8000, 44100, 48000, 192000})
                for (const double levelDb : {-40.0, -20.0})
                    QTest::addRow("%s, %d Hz, %g dB", name(signal).data(), rate, levelDb)
                        << signal << rate << levelDb;
    }
    void noiseAndToneHaveTheirLevel() {
        QFETCH(TestSignal, signal);
        QFETCH(int, rate);
        QFETCH(double, levelDb);
        const double found = rmsDb(make(signal, rate, levelDb, static_cast<std::size_t>(rate) * 20));
        QVERIFY2(std::abs(found - levelDb) < 0.25, qPrintable(QString::number(found)));
    }

    void theToneIsAKilohertz() {
        const auto samples = make(TestSignal::Tone, 48000, -6.0, 96000);
        const double amplitude = fromDb(-6.0) * std::numbers::sqrt2;
        for (std::size_t n = 0; n < samples.size(); ++n)
            QVERIFY(std::abs(static_cast<double>(samples[n]) -
                             amplitude * std::sin(2.0 * std::numbers::pi * static_cast<double>(n) / 48.0)) <
                    1e-6);
    }

    void theNoiseIsPink() {
        const auto samples = make(TestSignal::Noise, 48000, -20.0, 48000 * 60);
        const double reference = powerDb(samples, 1000.0, 48000);
        for (const double hertz : {63.0, 125.0, 250.0, 500.0, 2000.0, 4000.0, 8000.0}) {
            const double expected = -10.0 * std::log10(hertz / 1000.0);
            const double found = powerDb(samples, hertz, 48000) - reference;
            QVERIFY2(std::abs(found - expected) < 2.5,
                     qPrintable(QStringLiteral("%1 Hz: %2, not %3").arg(hertz).arg(found).arg(expected)));
        }
    }

    void burstsAreNoiseOfTheirLevelFourTimesASecond() {
        const auto samples = make(TestSignal::Burst, 48000, -20.0, 48000 * 20);
        double squares = 0.0;
        for (std::size_t second = 0; second < 20; ++second)
            for (std::size_t syllable = 0; syllable < 4; ++syllable) {
                const std::size_t begin = second * 48000 + syllable * 12000;
                // From the end of the one edge to the beginning of the other; then silence.
                for (std::size_t n = begin + 480; n < begin + 6240; ++n)
                    squares += static_cast<double>(samples[n]) * static_cast<double>(samples[n]);
                for (std::size_t n = begin + 6240 + 480; n < begin + 12000; ++n)
                    QCOMPARE(samples[n], 0.0F);
            }
        const double found = toDb(std::sqrt(squares / (80.0 * 5760.0)));
        QVERIFY2(std::abs(found + 20.0) < 0.3, qPrintable(QString::number(found)));
    }

    void theSeedAloneDecidesHoweverItIsCut() {
        const auto whole = make(TestSignal::Burst, 44100, -20.0, 10'000, 7);
        TestSignalGenerator generator(TestSignal::Burst, 44100, -20.0, 7);
        std::vector<float> parts(10'000);
        for (std::size_t at = 0; at < parts.size();) {
            const std::size_t now = std::min<std::size_t>(at % 97 + 1, parts.size() - at);
            generator.process(parts.data() + at, now);
            at += now;
        }
        QCOMPARE(parts, whole);
        QVERIFY(make(TestSignal::Burst, 44100, -20.0, 10'000, 8) != whole);
    }

    void nothingIsBeyondFullScale() {
        for (const float sample : make(TestSignal::Noise, 48000, -6.0, 480'000))
            QVERIFY(std::abs(sample) <= 1.0F);
    }

    void theSwitchIsARaisedCosineOfTenMilliseconds() {
        SoftSwitch soft(48000);
        QVERIFY(soft.silent());
        QCOMPARE(soft.next(), 0.0F);
        soft.turn(true);
        float last = 0.0F;
        for (int n = 1; n <= 480; ++n) {
            const float now = soft.next();
            QVERIFY(std::abs(static_cast<double>(now) -
                             (0.5 - 0.5 * std::cos(std::numbers::pi * n / 480.0))) < 1e-6);
            QVERIFY(now - last < 0.004F);
            last = now;
        }
        QCOMPARE(soft.next(), 1.0F);
        soft.turn(false);
        for (int n = 0; n < 479; ++n)
            QVERIFY(soft.next() > 0.0F);
        QCOMPARE(soft.next(), 0.0F);
        QVERIFY(soft.silent());
    }

#if defined(HEADROOM_HAS_REALTIME_TRAP)
    void processingIsRealTimeSafe() {
        TestSignalGenerator noise(TestSignal::Noise, 48000, -20.0);
        TestSignalGenerator burst(TestSignal::Burst, 48000, -20.0);
        std::vector<float> samples(48'000);
        test::RealtimeTrap::reset();
        {
            const RealtimeScope scope;
            noise.process(samples.data(), samples.size());
            burst.process(samples.data(), samples.size());
        }
        QVERIFY2(test::RealtimeTrap::violations() == 0, test::RealtimeTrap::report().c_str());
    }
#endif
};

QTEST_GUILESS_MAIN(TestTestSignalGenerator)
#include "tst_test_signal_generator.moc"
