// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h"

#include <cmath>

using namespace headroom;

namespace {

constexpr std::int64_t tenMs = nsPerSecond / 100;

/// Channel k of "sim.interface" is a tone of this peak.
double interfaceDb(int channel) {
    return -6.0 - 1.5 * channel;
}

MapSpec spec(const char* words) {
    return parseChannelMap(words).value();
}

} // namespace

/// The map of an input: what its levels and its takes are of.
class TestInputMap : public QObject {
    Q_OBJECT

private slots:
    void levelsAreAfterTheMapAndDeviceLevelsBeforeIt() {
        EngineFixture f;
        const InputId input = open(f, "#3,silence");
        f.advance(0.5);
        LevelReading mapped;
        LevelReading device;
        QVERIFY(f.waitUntil([&] {
            return f.engine->levels(input, mapped) && mapped.intervals >= 4 &&
                   f.engine->deviceLevels(input, device) && device.intervals >= 4;
        }));
        QCOMPARE(mapped.channels.size(), std::size_t{2});
        QVERIFY(isNear(mapped.channels[0].peakDb, interfaceDb(3)));
        QCOMPARE(mapped.channels[1].peakDb, silenceDb);
        QCOMPARE(device.channels.size(), std::size_t{32});
        for (int channel = 0; channel < 32; ++channel)
            QVERIFY(isNear(device.channels[static_cast<std::size_t>(channel)].peakDb, interfaceDb(channel)));
    }

    void withoutAMapBothAreOneMeasurement() {
        EngineFixture f;
        const InputId input = f.open("sim.interface");
        f.advance(0.5);
        LevelReading mapped;
        LevelReading device;
        QVERIFY(f.waitUntil([&] { return f.engine->levels(input, mapped) && mapped.intervals >= 4; }));
        QVERIFY(f.waitUntil([&] {
            return f.engine->levels(input, mapped) && f.engine->deviceLevels(input, device) &&
                   mapped == device;
        }));
    }

    void aMapIsAppliedLive() {
        EngineFixture f;
        const InputId input = f.open("sim.interface");
        f.advance(0.3);
        f.engine->setInputMap(input, spec("#5,#1"));
        QVERIFY(hasChannels(f, input, 2));
        f.advance(0.5);
        QVERIFY(isNear(level(f, input).channels[0].peakDb, interfaceDb(5)));
        f.engine->setInputMap(input, std::nullopt);
        QVERIFY(hasChannels(f, input, 32));
        QCOMPARE(f.count<InputFailed>(), 0);
        QCOMPARE(f.count<InputOpened>(), 1);
    }

    void gainLabelsAndMutingDoNotBeginTheLevelsAnew_data() {
        QTest::addColumn<bool>("identity");
        QTest::newRow("from all channels as they are") << true;
        QTest::newRow("from a chosen one") << false;
    }
    void gainLabelsAndMutingDoNotBeginTheLevelsAnew() {
        QFETCH(bool, identity);
        EngineFixture f;
        InputWish wish;
        if (!identity)
            wish.map = spec("right,left");
        const InputId input = f.open("sim.overload", wish);
        f.advance(0.5);
        QVERIFY(f.waitUntil([&] { return level(f, input).intervals >= 4; }));
        const std::size_t clipping = identity ? 0 : 1;
        const std::uint64_t clips = level(f, input).channels[clipping].clips;
        QVERIFY(clips > 0);

        MapSpec map = spec(identity ? "left,right" : "right,left");
        map[clipping].gainDb = -20.0;
        map[clipping].label = "Kick";
        map[1 - clipping].muted = true;
        f.engine->setInputMap(input, map);
        f.advance(0.7);
        const auto quieter = [&] {
            const LevelReading now = level(f, input);
            return isNear(now.channels[clipping].intervalPeakDb, -20.0) &&
                   now.channels[1 - clipping].intervalPeakDb == silenceDb;
        };
        QVERIFY(f.waitUntil(quieter));
        QVERIFY(level(f, input).channels[clipping].clips >= clips);
        QVERIFY(isNear(level(f, input).channels[clipping].maxPeakDb, 0.0));
        QVERIFY(level(f, input).intervals >= 10);

        map[1 - clipping].muted = false; // back from where it came
        f.engine->setInputMap(input, map);
        f.advance(0.5);
        QVERIFY(
            f.waitUntil([&] { return isNear(level(f, input).channels[1 - clipping].intervalPeakDb, -6.0); }));
        QVERIFY(level(f, input).intervals >= 15);
        map[clipping] = spec("#1")[0]; // from another place: nothing of the former is said of it
        map[1 - clipping] = spec("#1")[0];
        f.engine->setInputMap(input, map);
        QVERIFY(f.waitUntil([&] { return level(f, input).channels[clipping].clips == 0; }));
    }

    void aMapThatDoesNotFitIsRefusedAndTheInputGoesOn() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        f.engine->setInputMap(input, spec("left,lfe"));
        const auto failed = f.waitFor<InputFailed>();
        QVERIFY(failed);
        QCOMPARE(failed->error.kind, ErrorKind::NoSuchChannel);
        QCOMPARE(failed->input, input);
        QVERIFY(failed->stillOpen);
        TakeSettings settings = f.settings();
        settings.maxFrames = 480;
        f.engine->startTake(input, settings, std::nullopt);
        const auto finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished && finished->report.complete());
        QCOMPARE(finished->report.channels.size(), std::size_t{2}); // as it was
    }

    void whileItIsRecordedNothingHappens() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.engine->setInputMap(input, spec("left"));
        f.advance(0.5);
        QVERIFY(f.stop(take).complete());
        QCOMPARE(level(f, input).channels.size(), std::size_t{2});
        QCOMPARE(f.count<InputFailed>(), 0);
    }

    void takesHaveTheMapsChannelsGainAndLabels() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        MapSpec map = spec("right,left");
        map[0].label = "Guitar";
        map[0].gainDb = -6.0205999132796239;
        map[1].inverted = true;
        f.engine->setInputMap(input, map);
        TakeSettings settings = f.settings();
        settings.maxFrames = 4800;
        f.engine->startTake(input, settings, std::nullopt);
        const auto started = f.waitFor<TakeStarted>();
        QVERIFY(started);
        QCOMPARE(started->labels, (std::vector<std::string>{"Guitar", ""}));
        const auto finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished);
        QCOMPARE(finished->report.labels, started->labels);
        QCOMPARE(finished->report.channels,
                 (std::vector{ChannelPosition::FrontRight, ChannelPosition::FrontLeft}));
        const FileContent file = EngineFixture::read(settings.file);
        QVERIFY(file.frames() == 4800);
        for (std::uint64_t frame = 0; frame < 4800; ++frame) {
            QVERIFY(std::abs(file.at(frame, 0) - rampSample(1, frame) * 0.5F) < 1e-6F);
            QCOMPARE(file.at(frame, 1), -rampSample(0, frame));
        }
    }

    void aDeviceThatReturnsWithoutAChannelOfTheMapClosesTheInputAndEndsItsTakeWithTheReason() {
        EngineFixture f;
        const InputId input = open(f, "right", "sim.microphone");
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        f.world->changeChannels("sim.microphone", {ChannelPosition::Mono});
        const auto failed = f.waitFor<InputFailed>(tenMs);
        QVERIFY(failed);
        QCOMPARE(failed->error.kind, ErrorKind::NoSuchChannel);
        QVERIFY(!failed->stillOpen);
        const auto finished =
            f.waitFor<TakeFinished>(tenMs, [take](const TakeFinished& t) { return t.take == take; });
        QVERIFY(finished && finished->report.error);
        QCOMPARE(finished->report.error->kind, ErrorKind::NoSuchChannel);
        QVERIFY(finished->report.frames >= 24000); // what was there is kept
        LevelReading reading;
        QVERIFY(!f.engine->levels(input, reading));
        // Nothing of it is open any more: another program could have it.
        f.world->changeChannels("sim.microphone", {ChannelPosition::FrontLeft, ChannelPosition::FrontRight});
        f.advance(1.5);
        QCOMPARE(f.count<InputOpened>(), 1);
    }

private:
    static InputId open(EngineFixture& f, const char* words, const std::string& device = "sim.interface") {
        InputWish wish;
        wish.map = spec(words);
        return f.open(device, wish);
    }
    static bool isNear(double a, double b) { return std::abs(a - b) < 0.1; }
    static LevelReading level(EngineFixture& f, InputId input) {
        LevelReading reading;
        if (!f.engine->levels(input, reading))
            return {};
        return reading;
    }
    static bool hasChannels(EngineFixture& f, InputId input, std::size_t channels) {
        return f.waitUntil([&] { return level(f, input).channels.size() == channels; });
    }
};

QTEST_GUILESS_MAIN(TestInputMap)
#include "tst_input_map.moc"
