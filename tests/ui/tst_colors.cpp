// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

#include <QTest>

#include <cmath>

using namespace headroom;

class TestColors : public QObject {
    Q_OBJECT

private slots:
    void theContrastIsWcags() {
        QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
        QVERIFY(std::abs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void textsCanBeRead_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textsCanBeRead() {
        QFETCH(bool, dark);
        const Colors& c = dark ? darkColors() : lightColors();
        QCOMPARE(c.dark, dark);
        struct Pair {
            const char* name;
            QColor text;
            QColor ground;
        };
        const Pair pairs[] = {{"text on window", c.text, c.window},
                              {"text on panel", c.text, c.panel},
                              {"text on raised", c.text, c.raised},
                              {"text on a chosen row", c.text, c.selected},
                              {"second line on panel", c.muted, c.panel},
                              {"second line on window", c.muted, c.window},
                              {"second line on a chosen row", c.muted, c.selected},
                              {"accent on panel", c.accent, c.panel},
                              {"accent on a chosen row", c.accent, c.selected},
                              {"on accent", c.onAccent, c.accent},
                              {"record button", c.onRecord, c.record},
                              {"good on panel", c.good, c.panel},
                              {"good on window", c.good, c.window},
                              {"warn on panel", c.warn, c.panel},
                              {"warn on window", c.warn, c.window},
                              {"warn on a chosen row", c.warn, c.selected},
                              {"bad on panel", c.bad, c.panel},
                              {"bad on window", c.bad, c.window},
                              {"bad on a chosen row", c.bad, c.selected},
                              {"info", c.info.text, c.info.ground},
                              {"warning", c.warning.text, c.warning.ground},
                              {"error", c.error.text, c.error.ground},
                              {"a loud notice", dark ? c.warning.ground : QColor(Qt::white), c.warning.edge},
                              {"clip lamp", c.onClip, c.clip}};
        for (const Pair& pair : pairs)
            QVERIFY2(contrast(pair.text, pair.ground) >= 4.5,
                     qPrintable(QStringLiteral("%1: %2")
                                    .arg(QLatin1String(pair.name))
                                    .arg(contrast(pair.text, pair.ground))));
    }

    void whatMustBeFoundStandsOut_data() { textsCanBeRead_data(); }
    void whatMustBeFoundStandsOut() {
        QFETCH(bool, dark);
        const Colors& c = dark ? darkColors() : lightColors();
        for (const QColor& ground : {c.panel, c.window})
            QVERIFY(contrast(c.outline, ground) >= 3.0);
        for (const MeterZoneColors& zone : {c.meterLow, c.meterMiddle, c.meterHigh})
            QVERIFY2(contrast(zone.rms, c.meterTrack) >= 3.0, qPrintable(zone.rms.name()));
        QVERIFY(contrast(c.meterHold, c.meterTrack) >= 3.0);
        QVERIFY(contrast(c.record, c.window) >= 3.0);
    }

    void peakAndRmsDifferInLightness_data() { textsCanBeRead_data(); }
    void peakAndRmsDifferInLightness() {
        QFETCH(bool, dark);
        const Colors& c = dark ? darkColors() : lightColors();
        for (const MeterZoneColors& zone : {c.meterLow, c.meterMiddle, c.meterHigh})
            QVERIFY2(contrast(zone.rms, zone.peak) >= 1.4,
                     qPrintable(QStringLiteral("%1").arg(contrast(zone.rms, zone.peak))));
    }
};

QTEST_GUILESS_MAIN(TestColors)
#include "tst_colors.moc"
