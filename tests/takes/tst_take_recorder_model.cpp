// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/takes/take_rig.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <random>

using namespace headroom;

namespace {

/// What happened to a tape and what was asked for, in order.
struct Script {
    struct Stretch {
        bool gap = false;
        GapReason reason = GapReason::Hole;
        std::uint64_t frames = 0;
    };
    struct Command {
        bool pause = false;
        std::int64_t hostNs = 0;
        std::uint64_t tapeEnd = 0;
    };
    struct Mark {
        std::int64_t hostNs = 0;
        std::uint64_t tapeEnd = 0;
        std::string label;
    };
    std::vector<Stretch> stretches;
    std::deque<Command> commands;
    std::vector<Mark> marks;
    std::optional<std::int64_t> startNs;
};

/// The take that follows from a script, worked out frame by frame from the contract's words.
struct Model {
    std::vector<float> samples;
    std::vector<Fault> faults;
    std::vector<Pause> pauses;
    std::vector<Marker> markers;
    std::uint64_t frames = 0;
};

bool atOrAfter(const TakeRig& rig, std::uint64_t position, std::int64_t hostNs) {
    // In hundredths of a frame, one of which is the tolerance for times that are no whole frame.
    const auto elapsed = static_cast<long double>(hostNs - rig.originNs);
    return static_cast<long double>(position) + 0.01L >=
           elapsed * static_cast<long double>(rig.rate) / 1.0e9L;
}

Model modelOf(const TakeRig& rig, Script script, std::optional<std::uint64_t> maxFrames) {
    Model model;
    std::uint64_t position = 0;
    bool paused = false;
    std::uint64_t left = 0;
    bool joins = false; // the fault before may go on
    bool done = false;
    // Those at one frame are in the order of their times.
    std::ranges::stable_sort(script.marks, {}, &Script::Mark::hostNs);
    const std::vector<Script::Mark> marks = script.marks;
    const auto mark = [&](std::uint64_t at) {
        std::erase_if(script.marks, [&](const Script::Mark& waiting) {
            if (!atOrAfter(rig, at, waiting.hostNs))
                return false;
            model.markers.push_back({model.frames, waiting.label});
            return true;
        });
    };
    for (const Script::Stretch& stretch : script.stretches) {
        for (std::uint64_t i = 0; i < stretch.frames && !done; ++i, ++position) {
            if (script.startNs && !atOrAfter(rig, position, *script.startNs))
                continue;
            while (!script.commands.empty() && position >= script.commands.front().tapeEnd &&
                   atOrAfter(rig, position, script.commands.front().hostNs)) {
                const bool pause = script.commands.front().pause;
                if (pause && !paused)
                    left = 0;
                if (!pause && paused && left > 0 && model.frames > 0)
                    model.pauses.push_back({model.frames, left});
                if (pause != paused)
                    joins = joins && !pause;
                paused = pause;
                script.commands.pop_front();
            }
            mark(position);
            if (paused) {
                ++left;
                continue;
            }
            if (stretch.gap && model.frames == 0)
                continue;
            if (stretch.gap) {
                model.samples.insert(model.samples.end(), static_cast<std::size_t>(rig.channels), 0.0F);
                if (joins && model.faults.back().reason == stretch.reason)
                    ++model.faults.back().frames;
                else
                    model.faults.push_back(
                        {FaultCause::Device, stretch.reason, model.frames, 1, rig.wallOf(position)});
            } else {
                for (int c = 0; c < rig.channels; ++c)
                    model.samples.push_back(rig.sampleAt(position, c));
            }
            joins = stretch.gap;
            ++model.frames;
            done = maxFrames && model.frames == *maxFrames;
        }
    }
    for (const Script::Mark& waiting : script.marks)
        model.markers.push_back({model.frames, waiting.label});
    // One that was set when the tape had the last wanted frame already came too late.
    std::erase_if(model.markers, [&](const Marker& marker) {
        return done && std::ranges::find(marks, marker.label, &Script::Mark::label)->tapeEnd >= position;
    });
    std::erase_if(model.pauses, [&](const Pause& pause) { return pause.position >= model.frames; });
    std::ranges::stable_sort(model.markers, {}, &Marker::position);
    return model;
}

} // namespace

class TestTakeRecorderModel : public QObject {
    Q_OBJECT
private slots:
    void anySequenceGivesTheTakeOfTheModel_data();
    void anySequenceGivesTheTakeOfTheModel();
};

void TestTakeRecorderModel::anySequenceGivesTheTakeOfTheModel_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 120; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestTakeRecorderModel::anySequenceGivesTheTakeOfTheModel() {
    QFETCH(int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto pick = [&random](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    constexpr std::array rates{8000, 11025, 44100, 48000};
    TakeRig rig(rates[static_cast<std::size_t>(pick(0, 3))], pick(1, 5), 3.0);
    Script script;
    TakeSettings settings;
    if (pick(0, 3) == 0)
        settings.maxFrames = static_cast<std::uint64_t>(pick(1, 8000));

    const auto deliver = [&] {
        const auto frames = static_cast<std::uint64_t>(pick(0, 9) == 0 ? pick(1, 3) : pick(1, 400));
        if (pick(0, 4) == 0) {
            const auto reason = static_cast<GapReason>(pick(0, 4));
            script.stretches.push_back({true, reason, frames * 3});
            rig.gap(frames * 3, reason);
        } else {
            script.stretches.push_back({false, GapReason::Hole, frames});
            rig.block(frames);
        }
    };
    // Some of it is there before the take.
    for (int i = pick(0, 20); i > 0; --i)
        deliver();
    if (pick(0, 1) == 0)
        script.startNs = rig.originNs + pick(-1000, 30'000) * 1000LL * pick(1, 10);
    const auto recorder = rig.begin(settings, {script.startNs});
    const auto someTime = [&] { return rig.clock.nowNs() + pick(-20'000, 60'000) * 1000LL; };
    for (int i = pick(5, 60); i > 0; --i) {
        switch (pick(0, 9)) {
        case 0: {
            const std::int64_t time = someTime();
            script.commands.push_back({true, time, rig.tape->endPosition()});
            recorder->pause(time);
            break;
        }
        case 1:
        case 2: {
            const std::int64_t time = someTime();
            script.commands.push_back({false, time, rig.tape->endPosition()});
            recorder->resume(time);
            break;
        }
        case 3: {
            const std::int64_t time = someTime();
            script.marks.push_back({time, rig.tape->endPosition(), std::to_string(i)});
            recorder->addMarker(time, std::to_string(i));
            break;
        }
        case 4:
            QTest::qWait(pick(0, 15));
            break; // the collector comes in at any point; the outcome is the same
        default: deliver();
        }
    }
    rig.stop(*recorder);
    QVERIFY(waitFinished(*recorder));

    const TakeReport report = recorder->report();
    const Model model = modelOf(rig, script, settings.maxFrames);
    QVERIFY(!report.error);
    QCOMPARE(report.frames, model.frames);
    QVERIFY(rig.disk.file("take.wav").samples == model.samples);
    QCOMPARE(report.faults.size(), model.faults.size());
    for (std::size_t i = 0; i < model.faults.size(); ++i) {
        QCOMPARE(report.faults[i].position, model.faults[i].position);
        QCOMPARE(report.faults[i].frames, model.faults[i].frames);
        QCOMPARE(report.faults[i].reason, model.faults[i].reason);
        QCOMPARE(report.faults[i].cause, FaultCause::Device);
        QVERIFY(std::abs(report.faults[i].wallTimeNs - model.faults[i].wallTimeNs) <= 2);
    }
    QVERIFY(report.pauses == model.pauses);
    if (model.frames > 0) {
        QVERIFY(report.markers == model.markers);
    }
}

QTEST_GUILESS_MAIN(TestTakeRecorderModel)
#include "tst_take_recorder_model.moc"
