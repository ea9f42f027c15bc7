// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/meters/meter_bridge.h"
#include "ui/meters/meter_scale.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QLocale>
#include <QPaintEvent>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace headroom;
using namespace headroom::made_up;

namespace {

std::vector<ChannelPosition> positions(int channels) {
    return std::vector<ChannelPosition>(static_cast<std::size_t>(channels), ChannelPosition::Unpositioned);
}

ChannelLevel level(double peakDb, double rmsDb, double holdDb = silenceDb) {
    ChannelLevel made;
    made.peakDb = peakDb;
    made.rmsDb = rmsDb;
    made.holdDb = holdDb;
    made.maxPeakDb = peakDb;
    return made;
}

/// How many pixels above the bar's lower edge satisfy a question, looked at in the bar's middle column, from
/// below until the first that does not.
template <typename Question>
int litFromBelow(const QImage& strip, const QRect& bar, Question question) {
    int lit = 0;
    while (lit < bar.height() && question(strip.pixelColor(bar.center().x(), bar.bottom() - lit)))
        ++lit;
    return lit;
}

QImage imageOf(ChannelMeter* meter) {
    return meter->grab().toImage();
}

bool isTrack(const QColor& color) {
    return color == Theme::colors().meterTrack || color == Theme::colors().meterGrid;
}

bool isRms(const QColor& color) {
    const Colors& c = Theme::colors();
    return color == c.meterLow.rms || color == c.meterMiddle.rms || color == c.meterHigh.rms;
}

/// Sees every paint event of a widget and its children.
class PaintCounter : public QObject {
public:
    explicit PaintCounter(QWidget* root) { qApp->installEventFilter(this), root_ = root; }
    bool eventFilter(QObject* watched, QEvent* event) override {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() == QEvent::Paint && widget != nullptr &&
            (widget == root_ || root_->isAncestorOf(widget))) {
            ++events;
            for (const QRect& rect : static_cast<QPaintEvent*>(event)->region())
                area += rect.width() * rect.height();
        }
        return false;
    }
    int events = 0;
    int area = 0;

private:
    QWidget* root_ = nullptr;
};

} // namespace

class TestMeterBridge : public QObject {
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void theBarsHeightIsTheLevel_data() {
        QTest::addColumn<double>("db");
        for (const double db : {-59.0, -40.0, -23.0, -18.0, -12.3, -6.0, -3.0, -0.1, 0.0})
            QTest::addRow("%g", db) << db;
    }
    void theBarsHeightIsTheLevel() {
        QFETCH(double, db);
        MeterBridge bridge;
        bridge.resize(400, 720);
        bridge.setChannels(positions(2));
        bridge.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bridge));
        bridge.setReading(reading(2, level(db, db - 10.0)));
        ChannelMeter* meter = bridge.channel(1);
        const QRect bar = meter->stripLayout().bar;
        const QImage image = imageOf(meter);
        const int peak = litFromBelow(image, bar, [](const QColor& color) { return !isTrack(color); });
        const double pixelDb = 60.0 / bar.height();
        QVERIFY(bar.height() > 560);
        QVERIFY2(std::abs(meter_scale::level(peak, bar.height()) - db) <= pixelDb,
                 qPrintable(QStringLiteral("%1 dB shown").arg(meter_scale::level(peak, bar.height()))));
        QVERIFY(pixelDb < 0.11);
        // The RMS level, ten decibels below, is the strong part.
        const int rms = litFromBelow(image, bar, isRms);
        if (db - 10.0 > -60.0)
            QVERIFY(std::abs(meter_scale::level(rms, bar.height()) - (db - 10.0)) <= pixelDb);
        else
            QVERIFY(rms <= 2);
    }

    void theHoldIsALineAtItsLevel() {
        MeterBridge bridge;
        bridge.resize(300, 720);
        bridge.setChannels(positions(1));
        bridge.setReading(reading(1, level(-40.0, -50.0, -9.0)));
        ChannelMeter* meter = bridge.channel(0);
        const QRect bar = meter->stripLayout().bar;
        const QImage image = imageOf(meter);
        int found = -1;
        for (int y = bar.top(); y <= bar.bottom() && found < 0; ++y)
            if (image.pixelColor(bar.center().x(), y) == Theme::colors().meterHold)
                found = bar.bottom() + 1 - y;
        QVERIFY(found > 0);
        QVERIFY(std::abs(meter_scale::level(found, bar.height()) + 9.0) <= 60.0 / bar.height());
    }

    void silenceIsAnEmptyBar() {
        MeterBridge bridge;
        bridge.resize(300, 400);
        bridge.setChannels(positions(1));
        bridge.setReading(reading(1, ChannelLevel{}));
        ChannelMeter* meter = bridge.channel(0);
        QCOMPARE(litFromBelow(imageOf(meter), meter->stripLayout().bar,
                              [](const QColor& color) { return !isTrack(color); }),
                 0);
        QCOMPARE(meter->maximumText(), QStringLiteral("-∞"));
    }

    void whatIsPaintedInStripsEqualsOneFreshPicture() {
        MeterBridge bridge;
        bridge.resize(300, 500);
        bridge.setChannels(positions(1));
        bridge.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bridge));
        unsigned seed = 7;
        const auto random = [&] {
            return -static_cast<double>((seed = seed * 1103515245U + 12345U) >> 16U & 0x3FU);
        };
        for (int i = 0; i < 60; ++i) {
            ChannelLevel next = level(random(), random(), random());
            next.clips = static_cast<std::uint64_t>(i / 20);
            bridge.setReading(reading(1, next, static_cast<std::uint64_t>(10 + i)));
            QCoreApplication::processEvents();
            // What lies on the screen, against a picture painted from nothing.
            const QImage shown =
                bridge.screen()->grabWindow(bridge.winId()).toImage().convertToFormat(QImage::Format_RGB32);
            const QImage fresh = bridge.grab().toImage().convertToFormat(QImage::Format_RGB32);
            QCOMPARE(shown.size(), fresh.size());
            QVERIFY2(shown == fresh, qPrintable(QStringLiteral("after %1 changes").arg(i)));
        }
    }

    void aSmallChangePaintsAThinStrip() {
        MeterBridge bridge;
        bridge.resize(400, 600);
        bridge.setChannels(positions(2));
        bridge.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bridge));
        bridge.setReading(reading(2, level(-20.0, -30.0), 10));
        QCoreApplication::processEvents();
        QTRY_VERIFY(bridge.testAttribute(Qt::WA_Mapped));
        PaintCounter counter(&bridge);
        bridge.setReading(reading(2, level(-19.0, -30.0), 11));
        QTRY_VERIFY(counter.events > 0);
        const QRect bar = bridge.channel(0)->stripLayout().bar;
        QVERIFY2(counter.area <= 2 * bar.width() * 20, qPrintable(QString::number(counter.area)));
    }

    void anUnchangedReadingPaintsNothing() {
        MeterBridge bridge;
        bridge.resize(400, 600);
        bridge.setChannels(positions(2));
        bridge.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bridge));
        bridge.setReading(reading(2, level(-20.0, -30.0), 10));
        QCoreApplication::processEvents();
        PaintCounter counter(&bridge);
        for (std::uint64_t i = 11; i < 40; ++i) {
            bridge.setReading(reading(2, level(-20.0, -30.0), i));
            QCoreApplication::processEvents();
        }
        QCOMPARE(counter.events, 0);
    }

    void theNumbersAreTheLevels() {
        MeterBridge bridge;
        bridge.resize(400, 400);
        bridge.setChannels(positions(2));
        bridge.setReading(reading(2, level(-12.34, -21.26)));
        QCOMPARE(bridge.channel(0)->maximumText(), QStringLiteral("-12.3"));
        QCOMPARE(bridge.channel(0)->rmsText(), QStringLiteral("-21.3"));
        QVERIFY(!bridge.channel(0)->stripLayout().maximum.isEmpty());
    }

    void numbersChangeFiveTimesASecondAtMost() {
        MeterBridge bridge;
        bridge.resize(400, 400);
        bridge.setChannels(positions(1));
        bridge.setReading(reading(1, level(-10.0, -20.0), 10));
        bridge.setReading(reading(1, level(-11.0, -21.0), 11));
        QCOMPARE(bridge.channel(0)->rmsText(), QStringLiteral("-20.0"));
        bridge.setReading(reading(1, level(-12.0, -22.0), 12));
        QCOMPARE(bridge.channel(0)->rmsText(), QStringLiteral("-22.0"));
    }

    void aClipIsToldByAFilledLampWithACount() {
        MeterBridge bridge;
        bridge.resize(400, 400);
        bridge.setChannels(positions(1));
        ChannelLevel clipped = level(0.0, -3.0);
        bridge.setReading(reading(1, clipped));
        const QImage unlit = imageOf(bridge.channel(0));
        QVERIFY(bridge.channel(0)->clipText().isEmpty());
        clipped.clips = 3;
        bridge.setReading(reading(1, clipped));
        QCOMPARE(bridge.channel(0)->clipText(), QStringLiteral("Clip 3"));
        const QRect lamp = bridge.channel(0)->stripLayout().lamp;
        const QPoint inside(lamp.left() + 6, lamp.center().y());
        QCOMPARE(imageOf(bridge.channel(0)).pixelColor(inside), Theme::colors().clip);
        QVERIFY(unlit.pixelColor(inside) != Theme::colors().clip);
    }

    void aClickAsksForAReset() {
        MeterBridge bridge;
        bridge.resize(400, 400);
        bridge.setChannels(positions(2));
        QSignalSpy resets(&bridge, &MeterBridge::resetRequested);
        QTest::mouseClick(bridge.channel(1), Qt::LeftButton);
        QCOMPARE(resets.count(), 1);
    }

    void everyCountOfChannelsHasRoom_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<QSize>("size");
        for (const int channels : {1, 2, 6, 8, 16, 32, 48, 64})
            for (const QSize size : {QSize(440, 120), QSize(440, 300), QSize(800, 400), QSize(3500, 1800)})
                QTest::addRow("%d in %dx%d", channels, size.width(), size.height()) << channels << size;
    }
    void everyCountOfChannelsHasRoom() {
        QFETCH(int, channels);
        QFETCH(QSize, size);
        MeterBridge bridge;
        bridge.resize(size);
        bridge.setChannels(positions(channels));
        for (int i = 0; i < channels; ++i) {
            const ChannelMeter* meter = bridge.channel(i);
            const StripLayout& layout = meter->stripLayout();
            QVERIFY(bridge.rect().contains(meter->geometry()));
            QVERIFY(meter->rect().contains(layout.bar));
            QVERIFY(layout.bar.width() >= 4);
            QVERIFY(layout.bar.height() >= 40);
            QVERIFY(!layout.lamp.intersects(layout.bar));
            QVERIFY(!layout.maximum.intersects(layout.bar));
            QVERIFY(!layout.rms.intersects(layout.bar));
            for (int other = 0; other < i; ++other)
                QVERIFY(!meter->geometry().intersects(bridge.channel(other)->geometry()));
        }
    }

    void sixtyFourChannelsStandInTwoRowsWhereThatReadsBetter() {
        MeterBridge bridge;
        bridge.resize(700, 600);
        bridge.setChannels(positions(64));
        bridge.show();
        QCOMPARE(bridge.rows(), 2);
        QCOMPARE(bridge.channel(0)->x(), bridge.channel(32)->x());
        bridge.resize(700, 200);
        QCOMPARE(bridge.rows(), 1);
        bridge.resize(2000, 600);
        QCOMPARE(bridge.rows(), 1);
    }

    void aReadingOfAnotherShapeIsIgnored() {
        MeterBridge bridge;
        bridge.setChannels(positions(2));
        bridge.setReading(reading(5, level(-1.0, -1.0)));
        QCOMPARE(bridge.channel(0)->level().peakDb, silenceDb);
    }

    void aHiddenBridgePaintsNothing() {
        MeterBridge bridge;
        bridge.resize(400, 400);
        bridge.setChannels(positions(8));
        bridge.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bridge));
        QCoreApplication::processEvents();
        bridge.hide();
        PaintCounter counter(&bridge);
        for (int i = 0; i < 100; ++i) {
            bridge.setReading(reading(8, level(-i, -i - 5.0), static_cast<std::uint64_t>(i)));
            QCoreApplication::processEvents();
        }
        QCOMPARE(counter.events, 0);
    }

    void aScreenReaderReadsEachChannelAsAValue() {
        MeterBridge bridge;
        bridge.setChannels({ChannelPosition::FrontLeft, ChannelPosition::FrontRight});
        ChannelLevel now = level(-12.34, -20.0);
        now.clips = 2;
        bridge.setReading(reading(2, now));
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(bridge.channel(1));
        QVERIFY(interface != nullptr);
        QVERIFY(interface->text(QAccessible::Name).contains(QStringLiteral("front right")));
        QCOMPARE(interface->text(QAccessible::Value), QStringLiteral("-12.3 dBFS"));
        QVERIFY(interface->text(QAccessible::Description).contains(QStringLiteral("clips: 2")));
        QAccessibleValueInterface* value = interface->valueInterface();
        QVERIFY(value != nullptr);
        QCOMPARE(value->currentValue().toDouble(), -12.34);
        QCOMPARE(value->minimumValue().toDouble(), -60.0);
        QCOMPARE(value->maximumValue().toDouble(), 0.0);
        bridge.clear();
        QCOMPARE(value->currentValue().toDouble(), -60.0);
    }
};

QTEST_MAIN(TestMeterBridge)
#include "tst_meter_bridge.moc"
