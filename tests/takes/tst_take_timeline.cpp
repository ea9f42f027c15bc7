// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_timeline.h"

#include <QTest>

#include <limits>

using namespace headroom;

namespace {

/// Writes down what it is told, a word for each.
class Notes final : public TakeTimeline::Output {
public:
    void onFrames(std::uint64_t offset, std::uint64_t frames, std::int64_t) override {
        text += "frames " + std::to_string(offset) + "+" + std::to_string(frames) + "; ";
    }
    void onMissing(const TapeStretch& stretch) override {
        text += "missing " + std::to_string(stretch.position) + "+" + std::to_string(stretch.frames) + "; ";
    }
    void onPause() override { text += "pause; "; }
    void onPaused(const Pause& pause) override {
        text += "paused at " + std::to_string(pause.position) + " for " + std::to_string(pause.frames) + "; ";
    }
    void onMarker(Marker marker, std::int64_t) override {
        text += marker.label + " at " + std::to_string(marker.position) + "; ";
    }
    std::string text;
};

constexpr std::int64_t millisecond = 1'000'000;

/// At 1000 frames a second, a frame a millisecond.
TapeStretch frames(std::uint64_t position, std::uint64_t count) {
    return {false,           FaultCause::Device,
            GapReason::Hole, position,
            count,           static_cast<std::int64_t>(position) * millisecond};
}
TapeStretch missing(FaultCause cause, std::uint64_t position, std::uint64_t count) {
    return {true, cause, GapReason::Hole, position, count, static_cast<std::int64_t>(position) * millisecond};
}

} // namespace

class TestTakeTimeline : public QObject {
    Q_OBJECT
private slots:
    void timesAndFramesAreEachOthersInverse();
    void aTimeBetweenTwoFramesMeansTheLater();
    void manyDaysAreExact();
    void lostFramesAtTheStartAreMissingAndUndeliveredOnesAreWaitedFor();
    void aTakeThatJoinsAnotherOneWaitsForNothing();
    void hostTimesThatStepToAndFroCutOnceOnly();
    void aPauseBeforeTheFirstFrameMovesTheStart();
    void noFramesWantedIsAnEndAtOnce();
    void stopOfAPastBlockEndsAtOnce();
    void stopInAGapCutsIt();
    void nothingFollowsTheEnd();
};

void TestTakeTimeline::timesAndFramesAreEachOthersInverse() {
    for (const int rate : {1000, 11025, 44100, 48000, 96000, 192000, 384000})
        for (std::uint64_t frame = 0; frame < 3000; ++frame) {
            // However the time was rounded.
            QCOMPARE(frameAtTime(0, frameTimeNs(frame, rate), rate), frame);
            QCOMPARE(frameAtTime(7, 7 + frameTimeNs(frame, rate) + 1, rate), frame);
        }
}

void TestTakeTimeline::aTimeBetweenTwoFramesMeansTheLater() {
    QCOMPARE(frameAtTime(0, -5, 1000), 0U);
    QCOMPARE(frameAtTime(0, 9'000, 1000), 0U); // less than a hundredth of a frame
    QCOMPARE(frameAtTime(0, 11'000, 1000), 1U);
    QCOMPARE(frameAtTime(0, millisecond, 1000), 1U);
    QCOMPARE(frameAtTime(0, millisecond + 500'000, 1000), 2U);
    QCOMPARE(frameAtTime(std::numeric_limits<std::int64_t>::min(),
                         std::numeric_limits<std::int64_t>::min() + 1, 1000),
             0U);
}

void TestTakeTimeline::manyDaysAreExact() {
    const std::uint64_t year = std::uint64_t{384'000} * 3600 * 24 * 365;
    QCOMPARE(frameTimeNs(year, 384'000), std::int64_t{3600} * 24 * 365 * 1'000'000'000);
    QCOMPARE(frameAtTime(0, frameTimeNs(year + 12'345, 384'000), 384'000), year + 12'345);
}

void TestTakeTimeline::lostFramesAtTheStartAreMissingAndUndeliveredOnesAreWaitedFor() {
    Notes notes;
    TakeTimeline timeline(1000, std::nullopt, std::nullopt, notes);
    timeline.add(missing(FaultCause::Device, 0, 10));
    QCOMPARE(timeline.frames(), 0U);
    timeline.add(missing(FaultCause::Tape, 10, 5));
    timeline.add(missing(FaultCause::Device, 15, 5));
    timeline.add(frames(20, 5));
    QCOMPARE(notes.text, std::string("missing 10+5; missing 15+5; frames 0+5; "));
    QCOMPARE(timeline.frames(), 15U);
}

void TestTakeTimeline::aTakeThatJoinsAnotherOneWaitsForNothing() {
    Notes notes;
    TakeTimeline timeline(1000, 5 * millisecond, std::nullopt, notes);
    timeline.join();
    timeline.add(frames(0, 5));
    timeline.add(missing(FaultCause::Device, 5, 20));
    timeline.add(frames(25, 5));
    QCOMPARE(notes.text, std::string("missing 5+20; frames 0+5; "));
    QCOMPARE(timeline.frames(), std::uint64_t{25});
}

void TestTakeTimeline::hostTimesThatStepToAndFroCutOnceOnly() {
    Notes notes;
    TakeTimeline timeline(1000, 5 * millisecond, std::nullopt, notes);
    timeline.pause(18 * millisecond, 0);
    timeline.resume(22 * millisecond, 0);
    timeline.add(frames(0, 10));
    TapeStretch early = frames(10, 10);
    early.hostNs -= 3 * millisecond; // begins before the last one ended
    timeline.add(early);
    TapeStretch late = frames(20, 10);
    late.hostNs += 3 * millisecond;
    timeline.add(late);
    QCOMPARE(notes.text, std::string("frames 5+5; frames 0+10; pause; frames 0+10; "));
}

void TestTakeTimeline::aPauseBeforeTheFirstFrameMovesTheStart() {
    Notes notes;
    TakeTimeline timeline(1000, std::nullopt, std::nullopt, notes);
    timeline.pause(0, 0);
    timeline.add(frames(0, 10));
    timeline.resume(14 * millisecond, 10);
    timeline.add(frames(10, 10));
    QCOMPARE(notes.text, std::string("pause; frames 4+6; "));
}

void TestTakeTimeline::noFramesWantedIsAnEndAtOnce() {
    Notes notes;
    TakeTimeline timeline(1000, std::nullopt, 0, notes);
    QVERIFY(timeline.ended());
}

void TestTakeTimeline::stopOfAPastBlockEndsAtOnce() {
    for (const std::int64_t at : {3, 10, 15, 20}) {
        Notes notes;
        TakeTimeline timeline(1000, std::nullopt, std::nullopt, notes);
        timeline.add(frames(0, 10));
        timeline.add(frames(10, 10));
        timeline.stop(at * millisecond, 20);
        QVERIFY(timeline.ended());
        QCOMPARE(timeline.frames(), 20U);
        // Had the blocks not been read yet, the end would be the same.
        Notes late;
        TakeTimeline behind(1000, std::nullopt, std::nullopt, late);
        behind.stop(at * millisecond, 20);
        behind.add(frames(0, 10));
        behind.add(frames(10, 10));
        QVERIFY(behind.ended());
        QCOMPARE(behind.frames(), 20U);
    }
}

void TestTakeTimeline::stopInAGapCutsIt() {
    Notes notes;
    TakeTimeline timeline(1000, std::nullopt, std::nullopt, notes);
    timeline.add(frames(0, 10));
    timeline.stop(14 * millisecond, 10);
    timeline.add(missing(FaultCause::Device, 10, 1000));
    QVERIFY(timeline.ended());
    QCOMPARE(notes.text, std::string("frames 0+10; missing 10+4; "));
}

void TestTakeTimeline::nothingFollowsTheEnd() {
    Notes notes;
    TakeTimeline timeline(1000, std::nullopt, std::nullopt, notes);
    timeline.addMarker(50 * millisecond, 0, "mark");
    timeline.add(frames(0, 10));
    timeline.end();
    timeline.add(frames(10, 10));
    timeline.end();
    QCOMPARE(notes.text, std::string("frames 0+10; mark at 10; "));
}

QTEST_GUILESS_MAIN(TestTakeTimeline)
#include "tst_take_timeline.moc"
