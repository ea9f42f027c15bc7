// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/dialogs/room_view.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace headroom;
using namespace headroom::made_up;

namespace {

using P = ChannelPosition;

/// Degrees from the front, to the right.
double angle(P position, const std::vector<P>& all) {
    const QPointF point = roomPlace(position, all)->point;
    return std::atan2(point.x(), -point.y()) * 180.0 / 3.14159265358979;
}

const std::vector<P> everyPlaced{
    P::FrontLeft,   P::FrontRight,        P::FrontCenter,        P::Lfe,        P::RearLeft,
    P::RearRight,   P::FrontLeftOfCenter, P::FrontRightOfCenter, P::RearCenter, P::SideLeft,
    P::SideRight,   P::TopFrontLeft,      P::TopFrontRight,      P::TopCenter,  P::TopFrontCenter,
    P::TopRearLeft, P::TopRearRight,      P::TopRearCenter};

} // namespace

class TestRoomView : public QObject {
    Q_OBJECT

private slots:
    void loudspeakersStandAtTheAnglesOfTheRecommendations() {
        const std::vector<P> five{P::FrontLeft, P::FrontRight, P::FrontCenter,
                                  P::Lfe,       P::RearLeft,   P::RearRight};
        QCOMPARE(std::round(angle(P::FrontLeft, five)), -30.0);
        QCOMPARE(std::round(angle(P::FrontCenter, five)), 0.0);
        QCOMPARE(std::round(angle(P::RearRight, five)), 110.0);
        std::vector<P> seven = five;
        seven.insert(seven.end(), {P::SideLeft, P::SideRight});
        QCOMPARE(std::round(angle(P::SideLeft, seven)), -90.0);
        QCOMPARE(std::round(angle(P::RearLeft, seven)), -135.0);
        QVERIFY(roomPlace(P::TopRearLeft, seven)->above);
        QVERIFY(!roomPlace(auxPosition(3), seven).has_value());
        QVERIFY(!roomPlace(P::Unpositioned, seven).has_value());
    }

    void noTwoChannelsLieOnOneAnother_data() {
        QTest::addColumn<int>("aux");
        QTest::addColumn<QSizeF>("area");
        QTest::newRow("placed, large") << 0 << QSizeF(400, 500);
        QTest::newRow("placed, small") << 0 << QSizeF(230, 240);
        QTest::newRow("with aux") << 32 << QSizeF(300, 460);
    }
    void noTwoChannelsLieOnOneAnother() {
        QFETCH(int, aux);
        QFETCH(QSizeF, area);
        std::vector<P> channels = everyPlaced;
        for (int i = 0; i < aux; ++i)
            channels.push_back(auxPosition(i));
        const RoomLayout layout = roomLayout(channels, QRectF(QPointF(), area), 14);
        for (std::size_t a = 0; a < channels.size(); ++a) {
            QVERIFY(QRectF(-2, -2, area.width() + 4, area.height() + 4).contains(layout.boxes[a]));
            for (std::size_t b = a + 1; b < channels.size(); ++b) {
                // Round ones above may share a corner of their squares, not their circles.
                const QPointF way = layout.boxes[a].center() - layout.boxes[b].center();
                QVERIFY2(std::hypot(way.x(), way.y()) >= layout.boxes[a].width() * 0.98,
                         name(channels[a]).data());
            }
        }
    }

    void channelsWithoutAPlaceAreNumberedRows() {
        for (const int count : {1, 8, 32, 64}) {
            const std::vector<P> channels(static_cast<std::size_t>(count), P::Unpositioned);
            const RoomLayout layout = roomLayout(channels, QRectF(0, 0, 304, 480), 14);
            QVERIFY(layout.room.isEmpty());
            QVERIFY(layout.boxes.front().width() >= 14);
            if (count >= 8)
                QCOMPARE(layout.boxes[7].top(), layout.boxes[0].top());
            QVERIFY(QRectF(0, 0, 304, 480).contains(layout.boxes.back()));
        }
    }

    void aPressSaysWhichChannel() {
        RoomView view;
        view.setDevice(device(DeviceKind::Speaker, "s", "S"));
        view.resize(300, 300);
        view.show();
        QSignalSpy pressed(&view, &RoomView::channelPressed);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.boxOf(1).center().toPoint());
        QCOMPARE(pressed.count(), 1);
        QCOMPARE(pressed[0][0].toInt(), 1);
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(pressed.count(), 1);
    }

    void theKeysReachEveryLoudspeaker() {
        RoomView view;
        Device speaker = device(DeviceKind::Speaker, "s", "S");
        speaker.format.channels = {P::FrontLeft, P::FrontRight, P::RearLeft, P::RearRight, P::Lfe};
        view.setDevice(speaker);
        view.resize(300, 300);
        view.show();
        view.setFocus();
        std::set<int> seen{view.current()};
        for (const Qt::Key key :
             {Qt::Key_Right, Qt::Key_Right, Qt::Key_Down, Qt::Key_Left, Qt::Key_Up, Qt::Key_Left}) {
            QTest::keyClick(&view, key);
            seen.insert(view.current());
        }
        QCOMPARE(seen.size(), std::size_t{5});
        QSignalSpy pressed(&view, &RoomView::channelPressed);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(pressed[0][0].toInt(), view.current());
        QCOMPARE(view.accessibleDescription(), view.describe(view.current()));
    }

    void aLouderChannelIsLitHigher() {
        RoomView view;
        view.setDevice(microphone("a"));
        view.resize(300, 300);
        view.show();
        LevelReading levels = reading(2, {});
        levels.channels[0].peakDb = -30.0;
        levels.channels[1].peakDb = -3.0;
        view.setLevels(levels);
        const QImage picture = view.grab().toImage();
        const auto litAt = [&](int channel, double height) {
            const QRectF box = view.boxOf(channel);
            const QPoint low(static_cast<int>(box.left() + 4), static_cast<int>(box.bottom() - 4));
            const QPoint point(low.x(), static_cast<int>(box.bottom() - box.height() * height));
            return picture.pixelColor(point) == picture.pixelColor(low);
        };
        QVERIFY(litAt(0, 0.3) && !litAt(0, 0.7));
        QVERIFY(litAt(1, 0.7));
    }
};

QTEST_MAIN(TestRoomView)
#include "tst_room_view.moc"
