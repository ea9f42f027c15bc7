// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/level.h"
#include "ui/text/format_text.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace headroom;

class TestFormatText : public QObject {
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void levels_data() {
        QTest::addColumn<double>("db");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("text");
        QTest::newRow("usual") << -12.34 << 1 << QStringLiteral("-12.3");
        QTest::newRow("silence") << silenceDb << 1 << QStringLiteral("-∞");
        QTest::newRow("full scale") << 0.0 << 1 << QStringLiteral("0.0");
        QTest::newRow("not minus nothing") << -0.04 << 1 << QStringLiteral("0.0");
        QTest::newRow("over") << 1.24 << 1 << QStringLiteral("+1.2");
        QTest::newRow("no decimals") << -12.6 << 0 << QStringLiteral("-13");
        QTest::newRow("no decimals, not minus nothing") << -0.3 << 0 << QStringLiteral("0");
        QTest::newRow("no number") << std::nan("") << 1 << QStringLiteral("–");
    }
    void levels() {
        QFETCH(double, db);
        QFETCH(int, decimals);
        QFETCH(QString, text);
        QCOMPARE(levelText(db, decimals), text);
    }

    void levelsFollowTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(levelText(-12.34), QStringLiteral("-12,3"));
        QCOMPARE(clockText(7.45), QStringLiteral("00:00:07,4"));
        QCOMPARE(rateText(44100), QStringLiteral("44,1 kHz"));
    }

    void durationsAreCutNotRounded() {
        QCOMPARE(durationText(59.99), QStringLiteral("0:00:59"));
        QCOMPARE(durationText(3661.0), QStringLiteral("1:01:01"));
        QCOMPARE(durationText(-5.0), QStringLiteral("0:00:00"));
    }

    void theClockHasTenthsAndOneWidth() {
        QCOMPARE(clockText(0.0), QStringLiteral("00:00:00.0"));
        QCOMPARE(clockText(4800.0 / 48000.0), QStringLiteral("00:00:00.1"));
        QCOMPARE(clockText(36000.0 + 59.99), QStringLiteral("10:00:59.9"));
        QCOMPARE(clockText(std::numeric_limits<double>::infinity()), QStringLiteral("00:00:00.0"));
    }

    void everyTenthOfFramesCountsUp() {
        // A tenth is 4410 frames: the time must not fall behind by rounding.
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(clockText(i * 4410 / 44100.0).right(1), QString::number(i % 10));
    }

    void shortTimes() {
        QCOMPARE(shortTimeText(0.0004), QStringLiteral("0.40 ms"));
        QCOMPARE(shortTimeText(0.020), QStringLiteral("20 ms"));
        QCOMPARE(shortTimeText(1.5), QStringLiteral("1.5 s"));
        QCOMPARE(shortTimeText(200.0), QStringLiteral("3 min 20 s"));
        QCOMPARE(shortTimeText(7300.0), QStringLiteral("2 h 1 min"));
    }

    void timesLeft() {
        QCOMPARE(timeLeftText(12.0), QStringLiteral("12 s"));
        QCOMPARE(timeLeftText(750.0), QStringLiteral("12 min"));
        QCOMPARE(timeLeftText(11520.0), QStringLiteral("3 h 12 min"));
        QCOMPARE(timeLeftText(1e9), QStringLiteral("more than 99 h"));
    }

    void rates() {
        QCOMPARE(rateText(48000), QStringLiteral("48 kHz"));
        QCOMPARE(rateText(44100), QStringLiteral("44.1 kHz"));
        QCOMPARE(rateText(11025), QStringLiteral("11.025 kHz"));
        QCOMPARE(rateText(100000), QStringLiteral("100 kHz"));
    }

    void oneChannelIsOne() {
        QCOMPARE(channelCountText(1), QStringLiteral("1 channel"));
        QCOMPARE(channelCountText(6), QStringLiteral("6 channels"));
    }

    void everyPositionHasAName() {
        QStringList names;
        for (int i = -1; i < positionCount; ++i) {
            const QString word = positionText(static_cast<ChannelPosition>(i), 0);
            QVERIFY(!word.isEmpty());
            QVERIFY2(!names.contains(word), qPrintable(word));
            names << word;
        }
        QCOMPARE(positionText(ChannelPosition::Unpositioned, 7), QStringLiteral("channel 7"));
    }
};

QTEST_GUILESS_MAIN(TestFormatText)
#include "tst_format_text.moc"
