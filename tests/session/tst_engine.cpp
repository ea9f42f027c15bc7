// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h"

#include "engine/backends/simulated/simulated_signal.h"

#include <QFileInfo>

#include <cmath>

using namespace headroom;

namespace {

constexpr std::int64_t tenMs = nsPerSecond / 100;

/// True where every frame of the file is the device's frame `first` and those that follow, in both channels.
bool isRamp(const FileContent& file, std::uint64_t first) {
    for (std::uint64_t frame = 0; frame < file.frames(); ++frame)
        for (int channel = 0; channel < file.channels; ++channel)
            if (file.at(frame, channel) != rampSample(channel, first + frame))
                return false;
    return file.frames() > 0;
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT

private slots:
    void tellsTheServerAndTheDevicesAtTheStart() {
        EngineFixture f;
        const auto server = f.waitFor<ServerChanged>();
        QVERIFY(server);
        QCOMPARE(server->backend, std::string("simulated"));
        const auto devices = f.waitFor<DevicesChanged>();
        QVERIFY(devices);
        QVERIFY(defaultInput(devices->devices) != nullptr);
        QCOMPARE(defaultInput(devices->devices)->id, std::string("sim.microphone"));
    }

    void levelsMoveWithoutARecording() {
        EngineFixture f;
        const InputId input = f.open("sim.interface");
        f.advance(1.0);
        LevelReading reading;
        QVERIFY(f.waitUntil([&] { return f.engine->levels(input, reading) && reading.intervals >= 9; }));
        QCOMPARE(reading.channels.size(), std::size_t{32});
        for (int channel = 0; channel < 32; ++channel) {
            const double levelDb = -6.0 - 1.5 * channel;
            const ChannelLevel& level = reading.channels[static_cast<std::size_t>(channel)];
            QVERIFY(std::abs(level.peakDb - levelDb) < 0.1);
            QVERIFY(std::abs(level.rmsDb - (levelDb - 3.01)) < 0.05);
        }
    }

    void levelsFollowTheMapWhereOneIsGiven() {
        EngineFixture f;
        InputWish wish;
        wish.map = parseChannelMap("#3,silence").value();
        const InputId input = f.open("sim.interface", wish);
        f.advance(0.5);
        LevelReading reading;
        QVERIFY(f.waitUntil([&] { return f.engine->levels(input, reading) && reading.intervals >= 4; }));
        QCOMPARE(reading.channels.size(), std::size_t{2});
        QVERIFY(std::abs(reading.channels[0].peakDb + 10.5) < 0.1);
        QCOMPARE(reading.channels[1].peakDb, silenceDb);
    }

    void aTakeFromTheFirstFrameHoldsEveryFrame() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        TakeSettings settings = f.settings();
        settings.maxFrames = 100'001;
        const TakeId take = f.engine->startTake(input, settings, std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(2.2);
        const auto finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished);
        QCOMPARE(finished->take, take);
        QVERIFY(finished->report.complete());
        QCOMPARE(finished->report.frames, std::uint64_t{100'001});
        const FileContent file = EngineFixture::read(settings.file);
        QCOMPARE(file.frames(), std::uint64_t{100'001});
        // The world and the stream began at the same moment of the clock.
        QVERIFY(isRamp(file, 0));
    }

    void preRollBeginsThatMuchBeforeTheKeyPress() {
        EngineFixture f([](SimulatedWorld&, EngineParts& parts) { parts.preRollSeconds = 3.0; });
        const InputId input = f.open("sim.microphone");
        f.advance(7.005);
        const std::int64_t pressedNs = f.clock.nowNs();
        const TakeId take = f.engine->startTake(input, f.settings(), 3.0);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(1.0);
        const TakeReport report = f.stop(take);
        QVERIFY(report.complete());
        const FileContent file = EngineFixture::read(report.files.front().path);
        QVERIFY(isRamp(file, f.world->frameAt("sim.microphone", pressedNs - 3 * nsPerSecond)));
        QVERIFY(report.frames >= 4 * 48000);
    }

    void aLongerPreRollReachesBackOnceTheTapeHasIt() {
        EngineFixture f([](SimulatedWorld&, EngineParts& parts) { parts.preRollSeconds = 0.0; });
        const InputId input = f.open("sim.microphone");
        f.advance(1.0);
        f.engine->setPreRoll(5.0);
        QVERIFY(f.waitFor<InputOpened>()); // on a longer tape
        f.advance(6.0);
        const std::int64_t pressedNs = f.clock.nowNs();
        const TakeId take = f.engine->startTake(input, f.settings(), 5.0);
        QVERIFY(f.waitFor<TakeStarted>());
        const TakeReport report = f.stop(take);
        const FileContent file = EngineFixture::read(report.files.front().path);
        QVERIFY(isRamp(file, f.world->frameAt("sim.microphone", pressedNs - 5 * nsPerSecond)));
    }

    void stopKeepsWhatWasCapturedUntilThen() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        f.advance(0.5);
        const TakeId take = f.engine->startTake(input, f.settings(), 0.0);
        QVERIFY(f.waitFor<TakeStarted>());
        const std::int64_t startNs = f.clock.nowNs();
        f.advance(1.0);
        f.clock.advance(3 * nsPerSecond / 1000); // between two blocks: the last one has not arrived yet
        const std::int64_t stopNs = f.clock.nowNs();
        const TakeReport report = f.stop(take);
        const std::uint64_t wanted =
            f.world->frameAt("sim.microphone", stopNs) - f.world->frameAt("sim.microphone", startNs);
        QVERIFY(report.frames >= wanted);
        QVERIFY(report.frames < wanted + 480);
        QVERIFY(report.complete());
    }

    void pausedFramesAreLeftOutAndMarkersStandWhereTheyWereSet() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        f.advance(0.2);
        const TakeId take = f.engine->startTake(input, f.settings(), 0.0);
        QVERIFY(f.waitFor<TakeStarted>());
        const auto frameNow = [&f] { return f.world->frameAt("sim.microphone", f.clock.nowNs()); };
        const auto wait = [&f](TakeProgress::State state) {
            return f
                .waitFor<TakeProgressed>(
                    0, [state](const TakeProgressed& p) { return p.progress.state == state; })
                .has_value();
        };
        const std::uint64_t start = frameNow();
        f.advance(0.5);
        const std::uint64_t pausedAt = frameNow();
        f.engine->addMarker(take, "first");
        f.engine->pauseTake(take);
        QVERIFY(wait(TakeProgress::State::Paused));
        f.advance(0.3);
        const std::uint64_t resumedAt = frameNow();
        f.engine->resumeTake(take);
        QVERIFY(wait(TakeProgress::State::Recording));
        f.advance(0.5);
        const TakeReport report = f.stop(take);
        QVERIFY(report.complete());
        QCOMPARE(report.pauses.size(), std::size_t{1});
        QCOMPARE(report.pauses.front().position, pausedAt - start);
        QCOMPARE(report.pauses.front().frames, resumedAt - pausedAt);
        QCOMPARE(report.markers.size(), std::size_t{1});
        QCOMPARE(report.markers.front().position, pausedAt - start);
        QCOMPARE(report.markers.front().label, std::string("first"));
        const FileContent file = EngineFixture::read(report.files.front().path);
        QVERIFY(file.at(pausedAt - start - 1, 1) == rampSample(1, pausedAt - 1));
        QVERIFY(file.at(pausedAt - start, 1) == rampSample(1, resumedAt));
    }

    void aChannelMapChangesTheFileAlone() {
        EngineFixture f;
        InputWish wish;
        wish.map = parseChannelMap("right,silence,mono,#0").value();
        const InputId input = f.open("sim.microphone", wish);
        TakeSettings settings = f.settings();
        settings.maxFrames = 4800;
        f.engine->startTake(input, settings, std::nullopt);
        const auto finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished);
        const FileContent file = EngineFixture::read(settings.file);
        QCOMPARE(file.channels, 4);
        for (std::uint64_t frame = 0; frame < 4800; ++frame) {
            QCOMPARE(file.at(frame, 0), rampSample(1, frame));
            QCOMPARE(file.at(frame, 1), 0.0F);
            QCOMPARE(file.at(frame, 2), static_cast<float>((static_cast<double>(rampSample(0, frame)) +
                                                            static_cast<double>(rampSample(1, frame))) /
                                                           2));
            QCOMPARE(file.at(frame, 3), rampSample(0, frame));
        }
    }

    void severalTakesOfSeveralInputsRunAtOnce() {
        EngineFixture f;
        const InputId microphone = f.open("sim.microphone");
        const InputId interface = f.open("sim.interface");
        TakeSettings first = f.settings("first.wav");
        TakeSettings second = f.settings("second.wav");
        TakeSettings third = f.settings("third.wav");
        first.maxFrames = second.maxFrames = third.maxFrames = 24000;
        f.engine->startTake(microphone, first, std::nullopt);
        f.engine->startTake(interface, second, std::nullopt);
        f.engine->startTake(microphone, third, 0.0);
        for (int i = 0; i < 3; ++i) {
            const auto finished = f.waitFor<TakeFinished>(tenMs);
            QVERIFY(finished);
            QVERIFY(finished->report.complete());
            QCOMPARE(finished->report.frames, std::uint64_t{24000});
        }
        QCOMPARE(EngineFixture::read(second.file).channels, 32);
    }

    void anInputThatNobodyUsesIsClosedAfterTenSeconds() {
        EngineFixture f;
        InputWish wish;
        wish.deviceId = "sim.microphone";
        const InputId input = f.engine->openInput(wish);
        QVERIFY(f.waitFor<InputOpened>());
        f.engine->watchInputs({input});
        f.advance(15.0);
        QCOMPARE(f.count<InputClosed>(), 0);
        f.engine->watchInputs({});
        const std::int64_t leftNs = f.clock.nowNs();
        const auto closed = f.waitFor<InputClosed>(tenMs * 10);
        QVERIFY(closed);
        QVERIFY(f.clock.nowNs() - leftNs >= 10 * nsPerSecond);
    }

    void anInputThatIsRecordedStaysOpen() {
        EngineFixture f;
        InputWish wish;
        wish.deviceId = "sim.microphone";
        const InputId input = f.engine->openInput(wish);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), 0.0);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(13.0);
        QCOMPARE(f.count<InputClosed>(), 0);
        QVERIFY(f.stop(take).frames >= 13 * 48000);
    }

    void aFileOfASimulatedDeviceSaysSo() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        TakeSettings settings = f.settings();
        settings.maxFrames = 480;
        f.engine->startTake(input, settings, std::nullopt);
        const auto finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished && finished->report.simulated());
        QFile file(QString::fromStdString(settings.file));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().toLower().contains("simulated"));
    }

    void endingTheEngineEndsTakesProperly() {
        EngineFixture f;
        const InputId input = f.open("sim.microphone");
        const TakeSettings settings = f.settings();
        f.engine->startTake(input, settings, std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(1.0);
        // Once the take has them all, ending loses none.
        QVERIFY(f.waitFor<TakeProgressed>(
            tenMs, [](const TakeProgressed& p) { return p.progress.frames >= 47000; }));
        f.engine.reset();
        const FileContent file = EngineFixture::read(settings.file);
        QVERIFY(file.frames() >= 47000);
        QVERIFY(isRamp(file, 0));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
