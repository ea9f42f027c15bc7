// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/sample_queue.h"

#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "engine/realtime/realtime_scope.h"
#include "tests/fakes/realtime_trap.h"
#endif

#include <QTest>

#include <random>
#include <thread>
#include <vector>

using namespace headroom;

namespace {

/// Every sample tells which one it is; float holds whole numbers up to 2^24.
float sampleAt(std::uint64_t index) {
    return static_cast<float>(index % 16'000'000 + 1);
}

std::vector<float> samplesFrom(std::uint64_t firstIndex, std::uint64_t count) {
    std::vector<float> samples;
    for (std::uint64_t i = 0; i < count; ++i)
        samples.push_back(sampleAt(firstIndex + i));
    return samples;
}

} // namespace

class TestSampleQueue : public QObject {
    Q_OBJECT

private slots:
    void framesComeOutAsTheyWentIn();
    void aFullQueueTakesWhatFitsAndSaysSo();
    void anEmptyQueueGivesNothingAndLeavesTheTargetAlone();
    void framesStayWholeAcrossTheEndOfTheRing_data();
    void framesStayWholeAcrossTheEndOfTheRing();
    void theCountersTellEverythingEverWrittenAndTaken();
#if defined(HEADROOM_HAS_REALTIME_TRAP)
    void neitherSideAllocatesOrLocks() {
        namespace trap = headroom::test::RealtimeTrap;
        SampleQueue queue(2, 64);
        std::vector<float> block(200);
        trap::reset();
        {
            const RealtimeScope scope;
            for (int i = 0; i < 10; ++i) {
                static_cast<void>(queue.write(block.data(), 100));
                static_cast<void>(queue.read(block.data(), 100));
            }
        }
        QVERIFY2(trap::violations() == 0, trap::report().c_str());
    }
#endif
    void twoThreadsLoseAndMixUpNothing_data();
    void twoThreadsLoseAndMixUpNothing();
};

void TestSampleQueue::framesComeOutAsTheyWentIn() {
    SampleQueue queue(2, 8);
    const std::vector<float> in = samplesFrom(0, 10);
    QCOMPARE(queue.write(in.data(), 5), std::uint64_t{5});
    QCOMPARE(queue.queued(), std::uint64_t{5});
    std::vector<float> out(10);
    QCOMPARE(queue.read(out.data(), 5), std::uint64_t{5});
    QCOMPARE(out, in);
    QCOMPARE(queue.queued(), std::uint64_t{0});
}

void TestSampleQueue::aFullQueueTakesWhatFitsAndSaysSo() {
    SampleQueue queue(1, 4);
    const std::vector<float> in = samplesFrom(0, 6);
    QCOMPARE(queue.write(in.data(), 6), std::uint64_t{4});
    QCOMPARE(queue.write(in.data() + 4, 2), std::uint64_t{0});
    std::vector<float> out(4);
    QCOMPARE(queue.read(out.data(), 4), std::uint64_t{4});
    QCOMPARE(out, samplesFrom(0, 4)); // nothing was overwritten
    QCOMPARE(queue.write(in.data() + 4, 2), std::uint64_t{2});
    QCOMPARE(queue.read(out.data(), 4), std::uint64_t{2});
    QCOMPARE(out[0], sampleAt(4));
    QCOMPARE(out[1], sampleAt(5));
}

void TestSampleQueue::anEmptyQueueGivesNothingAndLeavesTheTargetAlone() {
    SampleQueue queue(2, 4);
    std::vector<float> out(4, 7.0F);
    QCOMPARE(queue.read(out.data(), 2), std::uint64_t{0});
    QCOMPARE(out, std::vector<float>(4, 7.0F));
}

void TestSampleQueue::framesStayWholeAcrossTheEndOfTheRing_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("capacity");
    for (const int channels : {1, 2, 3, 64})
        for (const int capacity : {1, 2, 7, 64})
            QTest::addRow("%d channels, %d frames", channels, capacity) << channels << capacity;
}

void TestSampleQueue::framesStayWholeAcrossTheEndOfTheRing() {
    QFETCH(int, channels);
    QFETCH(int, capacity);
    const auto width = static_cast<std::uint64_t>(channels);
    SampleQueue queue(channels, static_cast<std::uint64_t>(capacity));
    std::mt19937 random(1);
    std::uint64_t written = 0;
    std::uint64_t taken = 0;
    std::vector<float> out(80 * width);
    while (taken < 1000) {
        const std::uint64_t frames = random() % 80;
        written += queue.write(samplesFrom(written * width, frames * width).data(), frames);
        const std::uint64_t got = queue.read(out.data(), random() % 80);
        for (std::uint64_t i = 0; i < got * width; ++i)
            QCOMPARE(out[i], sampleAt(taken * width + i));
        taken += got;
        QCOMPARE(queue.queued(), written - taken);
    }
}

void TestSampleQueue::theCountersTellEverythingEverWrittenAndTaken() {
    SampleQueue queue(1, 3);
    std::vector<float> out(3);
    for (std::uint64_t round = 0; round < 10; ++round) {
        QCOMPARE(queue.written(), round * 2);
        QCOMPARE(queue.taken(), round * 2);
        QCOMPARE(queue.write(out.data(), 2), std::uint64_t{2});
        QCOMPARE(queue.written(), round * 2 + 2);
        QCOMPARE(queue.read(out.data(), 3), std::uint64_t{2});
    }
}

void TestSampleQueue::twoThreadsLoseAndMixUpNothing_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("capacity");
    for (const int channels : {1, 2, 5})
        for (const int capacity : {1, 37, 1024})
            QTest::addRow("%d channels, %d frames", channels, capacity) << channels << capacity;
}

void TestSampleQueue::twoThreadsLoseAndMixUpNothing() {
    QFETCH(int, channels);
    QFETCH(int, capacity);
    const auto width = static_cast<std::uint64_t>(channels);
    // A ring of one frame changes hands with every frame.
    const std::uint64_t total = capacity == 1 ? 20'000 : 1'000'000;
    SampleQueue queue(channels, static_cast<std::uint64_t>(capacity));
    std::thread writer([&] {
        std::mt19937 random(2);
        std::uint64_t written = 0;
        while (written < total) {
            const std::uint64_t frames = std::min<std::uint64_t>(random() % 200, total - written);
            const std::vector<float> block = samplesFrom(written * width, frames * width);
            std::uint64_t done = 0;
            while (done < frames) {
                const std::uint64_t now = queue.write(block.data() + done * width, frames - done);
                if (now == 0)
                    std::this_thread::yield();
                done += now;
            }
            written += frames;
        }
    });
    std::mt19937 random(3);
    std::vector<float> out(200 * width);
    std::uint64_t taken = 0;
    std::uint64_t wrong = 0;
    while (taken < total) {
        const std::uint64_t got = queue.read(out.data(), random() % 200);
        if (got == 0)
            std::this_thread::yield();
        for (std::uint64_t i = 0; i < got * width; ++i)
            wrong += out[i] != sampleAt(taken * width + i) ? 1 : 0;
        taken += got;
    }
    writer.join();
    QCOMPARE(wrong, std::uint64_t{0});
    QCOMPARE(queue.written(), total);
    QCOMPARE(queue.queued(), std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestSampleQueue)
#include "tst_sample_queue.moc"
