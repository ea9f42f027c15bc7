// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/message_queue.h"

#include <QTest>

#include <array>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace headroom;
using namespace std::chrono_literals;

class TestMessageQueue : public QObject {
    Q_OBJECT
private slots:
    void anEmptyQueueGivesNothing();
    void messagesComeInTheirOrder();
    void moreMessagesThanItsFirstRoom();
    void messagesMayBeMovedOnly();
    void receiveWaitsForAMessage();
    void eachSendersMessagesComeOnceAndInOrder();
};

void TestMessageQueue::anEmptyQueueGivesNothing() {
    MessageQueue<int> queue;
    int message = 0;
    QVERIFY(!queue.tryReceive(message));
    QVERIFY(!queue.receive(message, 1ms));
}

void TestMessageQueue::messagesComeInTheirOrder() {
    MessageQueue<std::string> queue;
    queue.send("one");
    queue.send("two");
    std::string message;
    QVERIFY(queue.tryReceive(message));
    QCOMPARE(message, std::string("one"));
    QVERIFY(queue.receive(message, 0us));
    QCOMPARE(message, std::string("two"));
    QVERIFY(!queue.tryReceive(message));
}

void TestMessageQueue::moreMessagesThanItsFirstRoom() {
    MessageQueue<int> queue;
    for (int i = 0; i < 10'000; ++i)
        queue.send(i);
    int message = -1;
    for (int i = 0; i < 10'000; ++i) {
        QVERIFY(queue.tryReceive(message));
        QCOMPARE(message, i);
    }
    QVERIFY(!queue.tryReceive(message));
}

void TestMessageQueue::messagesMayBeMovedOnly() {
    MessageQueue<std::unique_ptr<int>> queue;
    queue.send(std::make_unique<int>(5));
    std::unique_ptr<int> message;
    QVERIFY(queue.tryReceive(message));
    QCOMPARE(*message, 5);
}

void TestMessageQueue::receiveWaitsForAMessage() {
    MessageQueue<int> queue;
    std::thread sender([&queue] { queue.send(3); });
    int message = 0;
    QVERIFY(queue.receive(message, 60s));
    QCOMPARE(message, 3);
    sender.join();
}

void TestMessageQueue::eachSendersMessagesComeOnceAndInOrder() {
    constexpr int senders = 4;
    constexpr int each = 5000;
    MessageQueue<std::pair<int, int>> queue;
    std::vector<std::thread> threads;
    for (int sender = 0; sender < senders; ++sender)
        threads.emplace_back([&queue, sender] {
            for (int i = 0; i < each; ++i)
                queue.send({sender, i});
        });
    std::array<int, senders> next{};
    bool ordered = true;
    for (int received = 0; received < senders * each; ++received) {
        std::pair<int, int> message;
        QVERIFY(queue.receive(message, 60s));
        int& expected = next[static_cast<std::size_t>(message.first)];
        ordered = ordered && message.second == expected;
        expected = message.second + 1;
    }
    for (std::thread& thread : threads)
        thread.join();
    QVERIFY(ordered);
    std::pair<int, int> message;
    QVERIFY(!queue.tryReceive(message));
}

QTEST_GUILESS_MAIN(TestMessageQueue)
#include "tst_message_queue.moc"
