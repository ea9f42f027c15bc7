// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_buffer.h"

#include <QTest>

#include <numeric>
#include <random>
#include <thread>
#include <vector>

using namespace headroom;
using namespace std::chrono_literals;

class TestTakeBuffer : public QObject {
    Q_OBJECT
private slots:
    void whatGoesInComesOutInOrder();
    void itTakesExactlyWhatTheLimitAllows();
    void afterTheLimitThereMustBeRoomForMoreThanAFrame();
    void whatIsBeingWrittenStillCounts();
    void missingFramesTakeNoMemory();
    void manyShortRunsStayWithinTheLimit();
    void theEndIsGivenAtOnce();
    void twoThreads();
};

void TestTakeBuffer::whatGoesInComesOutInOrder() {
    TakeBuffer buffer(48000, 2, 1'000'000);
    const std::vector<float> samples{1, 2, 3, 4, 5, 6};
    QCOMPARE(buffer.append(samples.data(), 2, 100), 2U);
    QCOMPARE(buffer.append(samples.data() + 4, 1, 200), 1U);
    buffer.appendMissing(TakeChunk::Kind::Zeros, 77, 300);
    buffer.seal();
    QCOMPARE(buffer.append(samples.data(), 1, 400), 1U);
    buffer.end();

    auto chunk = buffer.take(0ms);
    QCOMPARE(chunk->kind, TakeChunk::Kind::Samples);
    QCOMPARE(chunk->frames, 3U);
    QCOMPARE(chunk->hostNs, 100);
    QVERIFY(std::equal(samples.begin(), samples.end(), chunk->samples.get()));
    chunk = buffer.take(0ms);
    QCOMPARE(chunk->kind, TakeChunk::Kind::Zeros);
    QCOMPARE(chunk->frames, 77U);
    QCOMPARE(chunk->hostNs, 300);
    chunk = buffer.take(0ms);
    QCOMPARE(chunk->frames, 1U);
    QCOMPARE(chunk->hostNs, 400);
    QCOMPARE(buffer.take(0ms)->kind, TakeChunk::Kind::End);
    QVERIFY(!buffer.take(0ms));
}

void TestTakeBuffer::itTakesExactlyWhatTheLimitAllows() {
    TakeBuffer buffer(48000, 3, 12 * 30'000 + 11);
    const std::vector<float> samples(3 * 20'000, 0.5F);
    QCOMPARE(buffer.append(samples.data(), 20'000, 0), 20'000U);
    QVERIFY(buffer.hasRoom());
    QCOMPARE(buffer.append(samples.data(), 20'000, 0), 10'000U);
    QVERIFY(!buffer.hasRoom());
    QCOMPARE(buffer.append(samples.data(), 1, 0), 0U);
    QCOMPARE(buffer.bytesWaiting(), 12U * 30'000);
}

void TestTakeBuffer::afterTheLimitThereMustBeRoomForMoreThanAFrame() {
    TakeBuffer buffer(100'000, 1, 4 * 160'000); // an eighth: 20 000 frames
    const std::vector<float> samples(160'001, 0.5F);
    QCOMPARE(buffer.append(samples.data(), samples.size(), 0), 160'000U);
    auto chunk = buffer.take(0ms);
    buffer.release(*chunk);
    QVERIFY(chunk->frames < 20'000);
    QVERIFY(!buffer.hasRoom());
    std::uint64_t freed = chunk->frames;
    while (freed < 20'000) {
        chunk = buffer.take(0ms);
        freed += chunk->frames;
        buffer.release(*chunk);
    }
    QVERIFY(buffer.hasRoom());
    QCOMPARE(buffer.append(samples.data(), samples.size(), 0), freed);
}

void TestTakeBuffer::whatIsBeingWrittenStillCounts() {
    TakeBuffer buffer(48000, 1, 400);
    const std::vector<float> samples(100, 0.5F);
    QCOMPARE(buffer.append(samples.data(), 100, 0), 100U);
    const auto chunk = buffer.take(0ms);
    QCOMPARE(buffer.bytesWaiting(), 400U);
    QVERIFY(!buffer.hasRoom());
    buffer.release(*chunk);
    QCOMPARE(buffer.bytesWaiting(), 0U);
    QVERIFY(buffer.hasRoom());
}

void TestTakeBuffer::missingFramesTakeNoMemory() {
    TakeBuffer buffer(48000, 64, 1000);
    buffer.appendMissing(TakeChunk::Kind::Break, 1ULL << 60U, 0);
    QCOMPARE(buffer.bytesWaiting(), 0U);
    const auto chunk = buffer.take(0ms);
    QCOMPARE(chunk->frames, 1ULL << 60U);
    buffer.release(*chunk);
    QCOMPARE(buffer.bytesWaiting(), 0U);
}

void TestTakeBuffer::manyShortRunsStayWithinTheLimit() {
    // 100 000 runs of a frame between holes: 400 kB of samples, and with a whole chunk each 6.5 GB.
    TakeBuffer buffer(48000, 1, 1'000'000);
    for (int i = 0; i < 100'000; ++i) {
        const auto sample = static_cast<float>(i);
        QCOMPARE(buffer.append(&sample, 1, i), 1U);
        buffer.appendMissing(TakeChunk::Kind::Zeros, 1, i);
    }
    for (int i = 0; i < 100'000; ++i) {
        QCOMPARE(buffer.take(0ms)->samples[0], static_cast<float>(i));
        QCOMPARE(buffer.take(0ms)->kind, TakeChunk::Kind::Zeros);
    }
}

void TestTakeBuffer::theEndIsGivenAtOnce() {
    TakeBuffer buffer(48000, 1, 1000);
    buffer.end();
    QCOMPARE(buffer.take(1h)->kind, TakeChunk::Kind::End);
}

void TestTakeBuffer::twoThreads() {
    TakeBuffer buffer(48000, 2, 1'000'000);
    constexpr std::uint64_t total = 300'000;
    std::vector<float> all(total * 2);
    std::iota(all.begin(), all.end(), 1.0F);
    std::thread collector([&] {
        std::mt19937 random(1);
        for (std::uint64_t at = 0; at < total;) {
            const auto wanted =
                std::min<std::uint64_t>(total - at, std::uniform_int_distribution<int>(1, 900)(random));
            const std::uint64_t taken = buffer.append(all.data() + at * 2, wanted, 0);
            at += taken;
            if (taken == 0)
                std::this_thread::yield();
        }
        buffer.end();
    });
    std::vector<float> got;
    for (;;) {
        const auto chunk = buffer.take(50ms);
        if (!chunk)
            continue;
        if (chunk->kind == TakeChunk::Kind::End)
            break;
        got.insert(got.end(), chunk->samples.get(), chunk->samples.get() + chunk->frames * 2);
        buffer.release(*chunk);
    }
    collector.join();
    QVERIFY(got == all);
    QCOMPARE(buffer.bytesWaiting(), 0U);
}

QTEST_GUILESS_MAIN(TestTakeBuffer)
#include "tst_take_buffer.moc"
