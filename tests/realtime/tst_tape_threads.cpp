// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/tape_head.h"

#include <QTest>

#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace headroom;

namespace {

float sampleAt(std::uint64_t position, std::uint64_t channel, std::uint64_t channels) {
    return static_cast<float>((position * channels + channel) % 16'000'000 + 1);
}

/// What one reader has seen.
struct Seen {
    std::uint64_t data = 0;
    std::uint64_t gaps = 0;
    std::uint64_t lost = 0;
    std::uint64_t skipped = 0;
    std::string wrong; ///< empty: nothing
};

enum class Way { EveryFrame, Slowly, Jumping };

/// Reads until the tape's end and looks at all that it gets.
Seen readAll(const std::shared_ptr<const Tape>& tape, Way way, unsigned seed) {
    std::mt19937 random(seed);
    const auto channels = static_cast<std::uint64_t>(tape->channels());
    std::vector<float> to(1000 * channels);
    TapeHead head(tape);
    Seen seen;
    seen.skipped = head.position();
    for (;;) {
        const std::uint64_t before = head.position();
        const TapeSpan span = head.read(to.data(), 1 + random() % 1000);
        if (span.position != before || head.position() != before + span.frames)
            seen.wrong = "spans do not follow each other";
        switch (span.kind) {
        case TapeSpan::Kind::Ended: return seen;
        case TapeSpan::Kind::None: std::this_thread::yield(); continue;
        case TapeSpan::Kind::Lost: seen.lost += span.frames; continue;
        case TapeSpan::Kind::Gap: seen.gaps += span.frames; continue;
        case TapeSpan::Kind::Data: break;
        }
        seen.data += span.frames;
        for (std::uint64_t f = 0; f < span.frames; ++f)
            for (std::uint64_t c = 0; c < channels; ++c)
                if (to[f * channels + c] != sampleAt(span.position + f, c, channels))
                    seen.wrong =
                        "a sample of position " + std::to_string(span.position + f) + " is another's";
        if (span.hostNs / 1000 != static_cast<std::int64_t>(span.position))
            seen.wrong = "the time is another block's";
        if (way == Way::Slowly && random() % 50 == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (way == Way::Jumping && random() % 20 == 0) {
            const std::uint64_t from = head.position();
            switch (random() % 3) {
            case 0: head.toNow(); break;
            case 1: head.toOldest(); break;
            default: head.toTime(static_cast<std::int64_t>(from) * 1000); break;
            }
            seen.skipped += head.position() - from; // may be less than nothing: wraps, as it should
        }
    }
}

} // namespace

class TestTapeThreads : public QObject {
    Q_OBJECT
private slots:
    void headsThatLagNeverSeeAWrongSample_data();
    void headsThatLagNeverSeeAWrongSample();
};

void TestTapeThreads::headsThatLagNeverSeeAWrongSample_data() {
    QTest::addColumn<int>("channels");
    for (const int channels : {1, 2, 3, 5, 32})
        QTest::addRow("%d channels", channels) << channels;
}

void TestTapeThreads::headsThatLagNeverSeeAWrongSample() {
    QFETCH(int, channels);
    const auto width = static_cast<std::uint64_t>(channels);
    // A frame is a microsecond, so that a span's time tells its position. The ring is tiny: heads are lapped
    // often.
    const auto tape = std::make_shared<Tape>(1'000'000, channels, 0.004, 64);
    constexpr std::uint64_t total = 3'000'000;
    const std::uint64_t wanted = total / width;

    std::vector<std::thread> readers;
    std::vector<Seen> seen(4);
    std::atomic<int> ready{0};
    constexpr std::array ways{Way::EveryFrame, Way::EveryFrame, Way::Slowly, Way::Jumping};
    for (std::size_t i = 0; i < seen.size(); ++i)
        readers.emplace_back([&, i] {
            ++ready;
            seen[i] = readAll(tape, ways[i], static_cast<unsigned>(i + 1));
        });
    while (ready < static_cast<int>(seen.size()))
        std::this_thread::yield();

    std::mt19937 random(99);
    std::vector<float> block;
    std::uint64_t position = 0;
    while (position < wanted) {
        const std::uint64_t frames = random() % 100 == 0 ? 1 + random() % 6000 : 1 + random() % 130;
        const auto hostNs = static_cast<std::int64_t>(position) * 1000;
        if (random() % 10 == 0) {
            tape->writeGap(frames * 3, GapReason::Hole, hostNs);
            position += frames * 3;
        } else {
            block.clear();
            for (std::uint64_t f = 0; f < frames; ++f)
                for (std::uint64_t c = 0; c < width; ++c)
                    block.push_back(sampleAt(position + f, c, width));
            tape->writeBlock(block.data(), frames, hostNs);
            position += frames;
        }
        if (random() % 64 == 0)
            std::this_thread::yield();
    }
    tape->end();
    for (std::thread& reader : readers)
        reader.join();
    for (std::size_t i = 0; i < seen.size(); ++i) {
        QCOMPARE(seen[i].wrong, std::string());
        QCOMPARE(seen[i].skipped + seen[i].data + seen[i].gaps + seen[i].lost, position);
        qInfo("reader %d: %llu read, %llu lost", static_cast<int>(i),
              static_cast<unsigned long long>(seen[i].data), static_cast<unsigned long long>(seen[i].lost));
    }
}

QTEST_GUILESS_MAIN(TestTapeThreads)
#include "tst_tape_threads.moc"
