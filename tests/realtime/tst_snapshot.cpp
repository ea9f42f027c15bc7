// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/snapshot.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

using namespace headroom;

class TestSnapshot : public QObject {
    Q_OBJECT
private slots:
    void beforeTheFirstValueTheInitialOneIsThere();
    void theLatestValueWins();
    void aValueStaysUntilTheNextLook();
    void lookingTwiceGivesTheSame();
    void noValueIsEverTorn();
};

void TestSnapshot::beforeTheFirstValueTheInitialOneIsThere() {
    Snapshot<int> snapshot(42);
    QCOMPARE(snapshot.latest(), 42);
}

void TestSnapshot::theLatestValueWins() {
    Snapshot<int> snapshot;
    for (int value = 1; value <= 5; ++value) {
        snapshot.next() = value;
        snapshot.publish();
    }
    QCOMPARE(snapshot.latest(), 5);
}

void TestSnapshot::aValueStaysUntilTheNextLook() {
    Snapshot<int> snapshot;
    snapshot.next() = 1;
    snapshot.publish();
    const int& seen = snapshot.latest();
    for (int value = 2; value < 10; ++value) {
        snapshot.next() = value;
        snapshot.publish();
        QCOMPARE(seen, 1);
    }
    QCOMPARE(snapshot.latest(), 9);
}

void TestSnapshot::lookingTwiceGivesTheSame() {
    Snapshot<int> snapshot;
    snapshot.next() = 7;
    snapshot.publish();
    QCOMPARE(snapshot.latest(), 7);
    QCOMPARE(snapshot.latest(), 7);
    snapshot.next() = 8; // filled, and not published
    QCOMPARE(snapshot.latest(), 7);
}

void TestSnapshot::noValueIsEverTorn() {
    using Block = std::array<std::uint64_t, 64>;
    Snapshot<Block> snapshot;
    constexpr std::uint64_t total = 200'000;
    std::thread writer([&snapshot] {
        for (std::uint64_t value = 1; value <= total; ++value) {
            snapshot.next().fill(value);
            snapshot.publish();
        }
    });
    std::uint64_t last = 0;
    bool torn = false;
    bool backwards = false;
    while (last < total) {
        const Block& block = snapshot.latest();
        torn = torn || std::ranges::any_of(block, [&block](std::uint64_t word) { return word != block[0]; });
        backwards = backwards || block[0] < last;
        last = block[0];
    }
    writer.join();
    QVERIFY(!torn);
    QVERIFY(!backwards);
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
