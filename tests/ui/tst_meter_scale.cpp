// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/level.h"
#include "ui/meters/meter_scale.h"

#include <QTest>

#include <cmath>

using namespace headroom;

class TestMeterScale : public QObject {
    Q_OBJECT

private slots:
    void bothEndsAreHit() {
        QCOMPARE(meter_scale::pixels(0.0, 300), 300);
        QCOMPARE(meter_scale::pixels(6.0, 300), 300);
        QCOMPARE(meter_scale::pixels(-60.0, 300), 0);
        QCOMPARE(meter_scale::pixels(silenceDb, 300), 0);
        QCOMPARE(meter_scale::pixels(std::nan(""), 300), 0);
        QCOMPARE(meter_scale::pixels(-10.0, 0), 0);
    }

    void aPixelsLevelIsWithinHalfAPixel() {
        for (const int height : {48, 211, 600, 1800})
            for (double db = -59.9; db <= 0.0; db += 0.1) {
                const double shown = meter_scale::level(meter_scale::pixels(db, height), height);
                QVERIFY(std::abs(shown - db) <= 30.0 / height + 1e-9);
            }
    }

    void marksKeepTheirDistanceAndEndAtBothEnds() {
        for (int height = 40; height < 2000; height += 13) {
            const std::vector<double> marks = meter_scale::ticks(height, 16);
            QCOMPARE(marks.front(), 0.0);
            QCOMPARE(marks.back(), -60.0);
            for (std::size_t i = 1; i < marks.size(); ++i)
                QVERIFY(meter_scale::pixels(marks[i - 1], height) - meter_scale::pixels(marks[i], height) >=
                        15);
        }
    }
};

QTEST_GUILESS_MAIN(TestMeterScale)
#include "tst_meter_scale.moc"
