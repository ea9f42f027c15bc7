// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/clock.h"
#include "engine/realtime/tape_head.h"

#include <QTest>

#include <array>
#include <random>
#include <vector>

using namespace headroom;

namespace {

/// A sample that tells its place, exact in single precision.
float sampleAt(std::uint64_t position, int channel, int channels) {
    const std::uint64_t number =
        position * static_cast<std::uint64_t>(channels) + static_cast<std::uint64_t>(channel);
    return static_cast<float>(number % 16'000'000 + 1);
}

struct Rig {
    Rig(int rate, int channels, double seconds, std::uint32_t blockFrames)
        : tape(std::make_shared<Tape>(rate, channels, seconds, blockFrames)) {}

    std::int64_t timeOf(std::uint64_t frame) const {
        return startNs +
               static_cast<std::int64_t>(frame * 1'000'000'000 / static_cast<std::uint64_t>(tape->rate()));
    }
    void block(std::uint64_t frames) {
        std::vector<float> samples;
        for (std::uint64_t f = position; f < position + frames; ++f)
            for (int c = 0; c < tape->channels(); ++c)
                samples.push_back(sampleAt(f, c, tape->channels()));
        tape->writeBlock(samples.data(), frames, timeOf(position));
        position += frames;
    }
    void gap(std::uint64_t frames, GapReason reason = GapReason::Hole) {
        tape->writeGap(frames, reason, timeOf(position));
        position += frames;
    }
    /// Reads a span and looks at every sample of it.
    TapeSpan read(TapeHead& head, std::uint64_t maxFrames) const {
        std::vector<float> to(maxFrames * static_cast<std::uint64_t>(tape->channels()), -1.0F);
        const std::uint64_t before = head.position();
        const TapeSpan span = head.read(to.data(), maxFrames);
        sound = sound && span.position == before && head.position() == before + span.frames;
        if (span.kind == TapeSpan::Kind::Data) {
            sound = sound && span.frames > 0 && span.frames <= maxFrames &&
                    std::abs(span.hostNs - timeOf(span.position)) <= 2;
            for (std::uint64_t f = 0; f < span.frames; ++f)
                for (int c = 0; c < tape->channels(); ++c)
                    sound = sound && to[f * static_cast<std::uint64_t>(tape->channels()) +
                                        static_cast<std::uint64_t>(c)] ==
                                         sampleAt(span.position + f, c, tape->channels());
        }
        return span;
    }

    std::shared_ptr<Tape> tape;
    std::uint64_t position = 0;
    std::int64_t startNs = 5 * nsPerSecond;
    mutable bool sound = true; ///< every span was what it said
};

} // namespace

class TestTape : public QObject {
    Q_OBJECT
private slots:
    void anEmptyTapeHasNothing();
    void aBlockComesOutAsItWentIn();
    void aBlockIsReadInParts();
    void aNewHeadStandsAtTheEnd();
    void aGapIsOneSpanAndTakesNoSpace();
    void gapsLongerThanTheRingLapNobody();
    void aBlockLargerThanTheRingGoesInByPieces();
    void aLappedHeadIsToldHowMuchItLost();
    void aHeadThatKeepsUpLosesNothing();
    void lossesAndSpansFollowEachOtherWithoutAHole();
    void moreRecordsThanTheRingHasRoomFor();
    void smallerBlocksThanGrantedShortenNothing();
    void theOldestIsSafe();
    void toTimeFindsTheBlockOfATime();
    void toTimeFindsAGap();
    void toTimeBeyondBothEnds();
    void headsDoNotHinderEachOther();
    void theEndComesAfterAllThatWasWritten();
    void theEndsTimeFollowsTheLastSpan();
    void randomUseNeverShowsAWrongSample_data();
    void randomUseNeverShowsAWrongSample();
};

void TestTape::anEmptyTapeHasNothing() {
    Rig rig(48000, 2, 1.0, 480);
    TapeHead head(rig.tape);
    QCOMPARE(rig.read(head, 10).kind, TapeSpan::Kind::None);
    head.toOldest();
    QCOMPARE(head.position(), 0U);
    head.toTime(0);
    QCOMPARE(rig.read(head, 10).kind, TapeSpan::Kind::None);
    QCOMPARE(rig.tape->endPosition(), 0U);
    QCOMPARE(rig.tape->endHostNs(), 0);
    QVERIFY(!rig.tape->ended());
}

void TestTape::aBlockComesOutAsItWentIn() {
    for (const int channels : {1, 2, 3, 5, 32, 64}) {
        Rig rig(48000, channels, 1.0, 480);
        TapeHead head(rig.tape);
        for (const std::uint64_t frames : {1U, 2U, 3U, 479U, 480U, 481U, 997U}) {
            const std::uint64_t from = rig.position;
            rig.block(frames);
            const TapeSpan span = rig.read(head, 1000);
            QCOMPARE(span.kind, TapeSpan::Kind::Data);
            QCOMPARE(span.position, from);
            QCOMPARE(span.frames, frames);
            QCOMPARE(rig.read(head, 1000).kind, TapeSpan::Kind::None);
        }
        QVERIFY(rig.sound);
    }
}

void TestTape::aBlockIsReadInParts() {
    Rig rig(48000, 3, 1.0, 480);
    TapeHead head(rig.tape);
    rig.block(100);
    rig.block(10);
    QCOMPARE(rig.read(head, 33).frames, 33U);
    QCOMPARE(rig.read(head, 33).frames, 33U);
    const TapeSpan third = rig.read(head, 33);
    QCOMPARE(third.frames, 33U);
    QVERIFY(std::abs(third.hostNs - rig.timeOf(66)) <= 1);
    QCOMPARE(rig.read(head, 33).frames, 1U); // never across a block's end
    QCOMPARE(rig.read(head, 33).frames, 10U);
    QVERIFY(rig.sound);
}

void TestTape::aNewHeadStandsAtTheEnd() {
    Rig rig(48000, 2, 1.0, 480);
    rig.block(480);
    rig.gap(20);
    TapeHead head(rig.tape);
    QCOMPARE(head.position(), 500U);
    rig.block(7);
    QCOMPARE(rig.read(head, 480).position, 500U);
    head.toOldest();
    head.toNow();
    QCOMPARE(head.position(), 507U);
    QCOMPARE(rig.read(head, 480).kind, TapeSpan::Kind::None);
}

void TestTape::aGapIsOneSpanAndTakesNoSpace() {
    Rig rig(48000, 2, 1.0, 480);
    TapeHead head(rig.tape);
    rig.block(10);
    rig.gap(1000, GapReason::ClockJump);
    rig.gap(0);
    rig.block(10);
    QCOMPARE(rig.read(head, 100).kind, TapeSpan::Kind::Data);
    const TapeSpan gap = rig.read(head, 100);
    QCOMPARE(gap.kind, TapeSpan::Kind::Gap);
    QCOMPARE(gap.frames, 1000U);
    QCOMPARE(gap.position, 10U);
    QCOMPARE(gap.reason, GapReason::ClockJump);
    QCOMPARE(gap.hostNs, rig.timeOf(10));
    QCOMPARE(rig.read(head, 100).position, 1010U);
    QVERIFY(rig.sound);
}

void TestTape::gapsLongerThanTheRingLapNobody() {
    Rig rig(8000, 1, 0.5, 100);
    TapeHead head(rig.tape);
    rig.block(100);
    rig.gap(std::uint64_t{8000} * 3600 * 24 * 365);
    rig.block(100);
    QCOMPARE(rig.read(head, 100).kind, TapeSpan::Kind::Data);
    QCOMPARE(rig.read(head, 100).kind, TapeSpan::Kind::Gap);
    QCOMPARE(rig.read(head, 100).kind, TapeSpan::Kind::Data);
    QVERIFY(rig.sound);
}

void TestTape::aBlockLargerThanTheRingGoesInByPieces() {
    for (const int channels : {1, 3}) {
        Rig rig(8000, channels, 0.1, 10); // 800 frames
        TapeHead head(rig.tape);
        rig.block(5000);
        QCOMPARE(rig.tape->endPosition(), 5000U);
        const TapeSpan lost = rig.read(head, 5000);
        QCOMPARE(lost.kind, TapeSpan::Kind::Lost);
        QVERIFY(lost.frames >= 4200 && lost.frames < 4800);
        while (head.position() < 5000)
            QCOMPARE(rig.read(head, 5000).kind, TapeSpan::Kind::Data);
        QVERIFY(rig.sound);
    }
}

void TestTape::aLappedHeadIsToldHowMuchItLost() {
    Rig rig(8000, 2, 1.0, 100);
    TapeHead head(rig.tape);
    rig.block(100);
    QCOMPARE(rig.read(head, 30).frames, 30U);
    for (int i = 0; i < 200; ++i)
        rig.block(100);
    const TapeSpan lost = rig.read(head, 100);
    QCOMPARE(lost.kind, TapeSpan::Kind::Lost);
    QCOMPARE(lost.position, 30U);
    QCOMPARE(lost.hostNs, 0);
    // The oldest eighth is not gone to, as it is overwritten next.
    QCOMPARE(head.position(), 13'100U);
    QCOMPARE(rig.read(head, 100).kind, TapeSpan::Kind::Data);
    QVERIFY(rig.sound);
}

void TestTape::aHeadThatKeepsUpLosesNothing() {
    Rig rig(8000, 3, 0.5, 100);
    TapeHead head(rig.tape);
    for (int i = 0; i < 1000; ++i) {
        rig.block(93);
        if (i % 20 == 19)
            for (int k = 0; k < 20; ++k)
                QCOMPARE(rig.read(head, 93).frames, 93U);
    }
    QVERIFY(rig.sound);
}

void TestTape::lossesAndSpansFollowEachOtherWithoutAHole() {
    Rig rig(8000, 1, 0.5, 100);
    TapeHead head(rig.tape);
    std::uint64_t told = 0;
    for (int round = 0; round < 50; ++round) {
        for (int i = 0; i < 10 * round; ++i)
            rig.block(77);
        for (;;) {
            const TapeSpan span = rig.read(head, 50);
            if (span.kind == TapeSpan::Kind::None)
                break;
            QCOMPARE(span.position, told);
            told += span.frames;
        }
        QCOMPARE(told, rig.position);
    }
    QVERIFY(rig.sound);
}

void TestTape::moreRecordsThanTheRingHasRoomFor() {
    Rig rig(48000, 2, 1.0, 4800); // room for 2048 records, and a device with blocks of two frames
    TapeHead head(rig.tape);
    for (int i = 0; i < 4000; ++i)
        rig.block(2);
    const TapeSpan lost = rig.read(head, 10);
    QCOMPARE(lost.kind, TapeSpan::Kind::Lost);
    QCOMPARE(lost.frames % 2, 0U);
    while (head.position() < 8000)
        QCOMPARE(rig.read(head, 10).kind, TapeSpan::Kind::Data);
    QVERIFY(rig.sound);
}

void TestTape::smallerBlocksThanGrantedShortenNothing() {
    Rig rig(48000, 2, 1.0, 4800); // the server grants 100 ms and hands out 2.5 ms
    for (int i = 0; i < 1000; ++i)
        rig.block(120);
    TapeHead head(rig.tape);
    head.toOldest();
    // All but the eighth that is overwritten next, to a block.
    QVERIFY(rig.position - head.position() >= 48000 * 7 / 8 - 120);
}

void TestTape::theOldestIsSafe() {
    Rig rig(8000, 1, 1.0, 100);
    TapeHead head(rig.tape);
    for (int i = 0; i < 500; ++i) {
        rig.block(100);
        head.toOldest();
        const std::uint64_t kept = rig.position - head.position();
        QVERIFY(kept <= 7000);
        QVERIFY(kept == std::min<std::uint64_t>(rig.position, 7000));
        // An eighth more may come before it is read.
        QVERIFY(rig.read(head, 100).kind == TapeSpan::Kind::Data);
    }
    head.toOldest();
    for (int i = 0; i < 10; ++i)
        rig.block(100);
    QCOMPARE(rig.read(head, 100).kind, TapeSpan::Kind::Data);
    QVERIFY(rig.sound);
}

void TestTape::toTimeFindsTheBlockOfATime() {
    Rig rig(48000, 2, 2.0, 480);
    for (int i = 0; i < 100; ++i)
        rig.block(480);
    TapeHead head(rig.tape);
    for (const std::uint64_t wanted : {0U, 1U, 479U, 480U, 24'000U, 24'001U, 47'999U}) {
        head.toTime(rig.timeOf(wanted) + 1); // as times are rounded down
        QCOMPARE(head.position(), wanted / 480 * 480);
    }
}

void TestTape::toTimeFindsAGap() {
    Rig rig(48000, 2, 2.0, 480);
    rig.block(480);
    rig.gap(100'000);
    rig.block(480);
    TapeHead head(rig.tape);
    head.toTime(rig.timeOf(50'000));
    QCOMPARE(head.position(), 480U);
    QCOMPARE(rig.read(head, 10).kind, TapeSpan::Kind::Gap);
}

void TestTape::toTimeBeyondBothEnds() {
    Rig rig(8000, 1, 1.0, 100);
    for (int i = 0; i < 200; ++i)
        rig.block(100);
    TapeHead head(rig.tape);
    head.toTime(0);
    QCOMPARE(head.position(), 13'000U); // the oldest
    head.toTime(rig.timeOf(1'000'000));
    QCOMPARE(head.position(), 19'900U); // the newest block: the time lies in what comes after it
}

void TestTape::headsDoNotHinderEachOther() {
    Rig rig(8000, 1, 1.0, 100);
    TapeHead first(rig.tape);
    TapeHead second(rig.tape);
    rig.block(100);
    QCOMPARE(rig.read(first, 100).frames, 100U);
    rig.block(100);
    QCOMPARE(rig.read(second, 40).position, 0U);
    QCOMPARE(rig.read(first, 100).position, 100U);
    QCOMPARE(rig.read(second, 100).position, 40U);
    QVERIFY(rig.sound);
}

void TestTape::theEndComesAfterAllThatWasWritten() {
    Rig rig(8000, 1, 1.0, 100);
    TapeHead head(rig.tape);
    rig.block(100);
    rig.tape->end();
    QVERIFY(rig.tape->ended());
    QCOMPARE(rig.read(head, 60).kind, TapeSpan::Kind::Data);
    QCOMPARE(rig.read(head, 60).kind, TapeSpan::Kind::Data);
    QCOMPARE(rig.read(head, 60).kind, TapeSpan::Kind::Ended);
    QCOMPARE(rig.read(head, 60).kind, TapeSpan::Kind::Ended);
}

void TestTape::theEndsTimeFollowsTheLastSpan() {
    Rig rig(44100, 2, 1.0, 441);
    rig.block(441);
    QCOMPARE(rig.tape->endHostNs(), rig.timeOf(441));
    rig.gap(44'100);
    QCOMPARE(rig.tape->endHostNs(), rig.timeOf(44'541));
    rig.block(44'100); // goes in by pieces
    QVERIFY(std::abs(rig.tape->endHostNs() - rig.timeOf(88'641)) <= 2);
}

void TestTape::randomUseNeverShowsAWrongSample_data() {
    QTest::addColumn<int>("channels");
    for (const int channels : {1, 2, 3, 5, 32})
        QTest::addRow("%d channels", channels) << channels;
}

void TestTape::randomUseNeverShowsAWrongSample() {
    QFETCH(int, channels);
    std::mt19937 random(static_cast<unsigned>(channels));
    const auto pick = [&random](int low, int high) {
        return static_cast<std::uint64_t>(std::uniform_int_distribution<int>(low, high)(random));
    };
    for (int round = 0; round < 12; ++round) {
        Rig rig(8000, channels, 0.05 + 0.01 * static_cast<double>(pick(0, 20)),
                static_cast<std::uint32_t>(pick(1, 120)));
        std::vector<TapeHead> heads(4, TapeHead(rig.tape));
        std::array<std::uint64_t, 4> told{};
        for (int step = 0; step < 400; ++step) {
            if (pick(0, 2) == 0)
                rig.gap(pick(0, 50) == 0 ? pick(1, 100'000) : pick(0, 50));
            else
                rig.block(pick(0, 30) == 0 ? pick(1, 5000) : pick(0, 150));
            const std::size_t k = pick(0, 3);
            TapeHead& head = heads[k];
            switch (pick(0, 20)) {
            case 0:
                head.toNow();
                told[k] = head.position();
                break;
            case 1:
                head.toOldest();
                told[k] = head.position();
                break;
            case 2:
                head.toTime(rig.timeOf(pick(0, static_cast<int>(rig.position))));
                told[k] = head.position();
                break;
            default:
                for (std::uint64_t reads = pick(0, 12); reads > 0; --reads) {
                    const TapeSpan span = rig.read(head, pick(1, 200));
                    QCOMPARE(span.position, told[k]);
                    told[k] += span.frames;
                    QVERIFY(told[k] <= rig.position);
                    // Nothing is called lost that had room in the ring.
                    if (span.kind == TapeSpan::Kind::Lost)
                        QVERIFY(span.frames > 0);
                }
            }
        }
        QVERIFY(rig.sound);
    }
}

QTEST_GUILESS_MAIN(TestTape)
#include "tst_tape.moc"
