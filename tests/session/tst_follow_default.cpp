// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h"

#include <cmath>

using namespace headroom;

namespace {

constexpr std::int64_t tenMs = nsPerSecond / 100;
constexpr auto microphone = "sim.microphone"; // the ramp, stereo, the default
constexpr auto other = "sim.sweep"; // stereo, with a constant tone of the ramp's kind in these tests

/// Where the file holds the ramp (1), zeros (0) or the other device's tone (2), in runs.
std::vector<int> runsOf(const FileContent& file) {
    std::vector<int> runs;
    for (std::uint64_t frame = 0; frame < file.frames(); ++frame) {
        // The overloaded tone sits at its ends or above 0.6 most of the time; the ramp's channels differ.
        const float left = file.at(frame, 0);
        const float right = file.channels > 1 ? file.at(frame, 1) : left;
        const int kind = left == 0.0F && right == 0.0F ? 0 : (left == right ? 2 : 1);
        if (runs.empty() || runs.back() != kind)
            runs.push_back(kind);
    }
    return runs;
}

} // namespace

/// An input that follows the system's default.
class TestFollowDefault : public QObject {
    Q_OBJECT

private slots:
    void theDefaultIsOpened() {
        EngineFixture f;
        const InputId input = follow(f);
        const auto opened = f.waitFor<InputOpened>();
        QVERIFY(opened);
        QCOMPARE(opened->input, input);
        QCOMPARE(opened->device.id, std::string(microphone));
    }

    void theSameTakeGoesOnOnTheNewDefaultWithAMarkerAndNoTimeMissing() {
        EngineFixture f(noise);
        const InputId input = follow(f);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        const std::int64_t startNs = f.clock.nowNs();
        f.advance(1.0);
        f.world->makeDefault(other);
        const auto opened = f.waitFor<InputOpened>(tenMs);
        QVERIFY(opened);
        QCOMPARE(opened->input, input);
        QCOMPARE(opened->device.id, std::string(other));
        f.advance(1.0);
        const std::int64_t stopNs = f.clock.nowNs();
        const TakeReport report = f.stop(take);
        QCOMPARE(report.files.size(), std::size_t{1});
        QCOMPARE(report.device.id, std::string(microphone)); // where it began
        QCOMPARE(report.markers.size(), std::size_t{1});
        QCOMPARE(report.markers[0].label, std::string("Simulated Sweep"));
        QVERIFY(report.faults.size() <= 1);
        std::uint64_t gap = 0;
        for (const Fault& fault : report.faults) {
            QCOMPARE(fault.reason, GapReason::DefaultMoved);
            QCOMPARE(report.markers[0].position, fault.position + fault.frames);
            gap = fault.frames;
        }
        QVERIFY2(gap <= 4800, qPrintable(QString::number(gap)));
        const auto frames = framesIn(stopNs - startNs);
        QVERIFY(report.frames + 480 >= frames && report.frames <= frames + 960);
        const auto runs = runsOf(EngineFixture::read(report.files[0].path));
        QCOMPARE(runs, gap > 0 ? (std::vector<int>{1, 0, 2}) : (std::vector<int>{1, 2}));
    }

    void anotherRateGoesOnInANewFile() {
        EngineFixture f(noise);
        f.world->changeRate(other, 44100);
        const InputId input = follow(f);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(1.0);
        f.world->makeDefault(other);
        const auto next = f.waitFor<TakeStarted>(tenMs);
        QVERIFY(next);
        QCOMPARE(next->continues, take);
        QCOMPARE(next->device.id, std::string(other));
        const auto first = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(first);
        f.advance(1.0);
        const TakeReport second = f.stop(next->take);
        QCOMPARE(second.rate, 44100);
        QVERIFY(second.complete());
        QCOMPARE(second.files[0].path, f.folder.filePath("take-002.wav").toStdString());
        for (const Fault& fault : first->report.faults)
            QCOMPARE(fault.reason, GapReason::DefaultMoved);
        // The second begins where the first one ends.
        const auto firstNs =
            static_cast<std::int64_t>(static_cast<double>(first->report.frames) * 1e9 / 48000.0);
        QVERIFY(std::abs(first->report.startWallNs + firstNs - second.startWallNs) < nsPerSecond / 10'000);
        QCOMPARE(runsOf(EngineFixture::read(second.files[0].path)), std::vector<int>{2});
        const auto runs = runsOf(EngineFixture::read(first->report.files[0].path));
        QVERIFY(runs == std::vector<int>{1} || runs == (std::vector<int>{1, 0}));
    }

    void aMapThatMeansOtherChannelsThereBeginsANewFile() {
        EngineFixture f([](SimulatedWorld& world, EngineParts& parts) {
            noise(world, parts);
            world.changeChannels(other, {ChannelPosition::FrontRight, ChannelPosition::FrontLeft});
        });
        InputWish wish;
        wish.map = parseChannelMap("right").value();
        const InputId input = follow(f, wish);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        f.world->makeDefault(other);
        const auto next = f.waitFor<TakeStarted>(tenMs);
        QVERIFY(next);
        QCOMPARE(next->continues, take);
        QCOMPARE(next->channels, std::vector{ChannelPosition::FrontRight});
        f.stop(take);
    }

    void aMapThatMeansTheSameThereDoesNot() {
        EngineFixture f([](SimulatedWorld& world, EngineParts& parts) {
            noise(world, parts);
            world.changeChannels(other, {ChannelPosition::RearLeft, ChannelPosition::RearRight});
        });
        InputWish wish;
        wish.map = parseChannelMap("mono").value();
        const InputId input = follow(f, wish);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        f.world->makeDefault(other);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        f.advance(0.5);
        const TakeReport report = f.stop(take);
        QCOMPARE(f.count<TakeStarted>(), 1);
        QCOMPARE(report.markers.size(), std::size_t{1});
    }

    void aDefaultThatCannotBeTakenIsSaidAndThePresentOneGoesOn_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("its map does not fit") << static_cast<int>(ErrorKind::NoSuchChannel);
        QTest::newRow("another program holds it") << static_cast<int>(ErrorKind::DeviceBusy);
    }
    void aDefaultThatCannotBeTakenIsSaidAndThePresentOneGoesOn() {
        QFETCH(int, kind);
        const bool busy = static_cast<ErrorKind>(kind) == ErrorKind::DeviceBusy;
        EngineFixture f(noise);
        if (busy)
            f.world->setBusy(other, true);
        InputWish wish;
        if (!busy)
            wish.map = parseChannelMap("left,right").value();
        const InputId input = follow(f, wish);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        f.world->makeDefault(busy ? other : "sim.noise"); // which is mono
        const auto failed = f.waitFor<InputFailed>(tenMs);
        QVERIFY(failed);
        QCOMPARE(failed->error.kind, static_cast<ErrorKind>(kind));
        QVERIFY(failed->stillOpen);
        QCOMPARE(failed->deviceId, std::string(busy ? other : "sim.noise"));
        f.advance(4.0);
        QCOMPARE(f.count<InputFailed>(), 1); // said once
        f.world->setBusy(other, false);
        if (busy) // and tried until it can be
            QVERIFY(f.waitFor<InputOpened>(tenMs));
        f.advance(0.5);
        const TakeReport report = f.stop(take);
        QCOMPARE(report.markers.size(), static_cast<std::size_t>(busy ? 1 : 0));
        QVERIFY(busy || report.complete());
    }

    void withoutADefaultItWaitsAndWhatDeliversGoesOn() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) { world.clearDefaultInput(); });
        follow(f);
        const auto waiting = f.waitFor<InputWaiting>();
        QVERIFY(waiting);
        QCOMPARE(waiting->error.kind, ErrorKind::NoSuchDevice);
        f.world->makeDefault(microphone);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        f.world->clearDefaultInput();
        f.advance(1.0);
        QCOMPARE(f.count<InputWaiting>(), 1);
    }

    void aDefaultThatGoesWhileAnotherComesInOneBurstIsOneGap() {
        EngineFixture f(noise);
        const InputId input = follow(f);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(1.0);
        f.world->remove(microphone);
        f.world->makeDefault(other);
        const auto opened = f.waitFor<InputOpened>(tenMs);
        QVERIFY(opened);
        QCOMPARE(opened->device.id, std::string(other));
        f.advance(1.0);
        const TakeReport report = f.stop(take);
        QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(report.faults[0].reason, GapReason::DeviceGone); // why nothing came
        QCOMPARE(report.faults[0].position, std::uint64_t{48000});
        QCOMPARE(report.markers.size(), std::size_t{1});
        QCOMPARE(report.markers[0].position, report.faults[0].position + report.faults[0].frames);
        QCOMPARE(runsOf(EngineFixture::read(report.files[0].path)), (std::vector<int>{1, 0, 2}));
    }

    void aBurstOfMovesIsOneMove() {
        EngineFixture f(noise);
        follow(f);
        QVERIFY(f.waitFor<InputOpened>());
        for (const char* id : {"sim.noise", "sim.interface", other, "sim.silence", other})
            f.world->makeDefault(id);
        f.advance(1.0);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        QCOMPARE(f.last<InputOpened>()->device.id, std::string(other));
        QCOMPARE(f.count<InputOpened>(), 2);
    }

    void aDefaultThatMovesBackBeforeItIsTakenIsNoMove() {
        EngineFixture f(noise);
        follow(f);
        QVERIFY(f.waitFor<InputOpened>());
        f.world->setSuspended(other, true); // it is opened and delivers nothing
        f.world->makeDefault(other);
        f.advance(1.0);
        f.world->makeDefault(microphone);
        f.advance(4.0);
        QCOMPARE(f.count<InputOpened>(), 1);
    }

    void aDefaultThatDeliversNothingIsTakenAfterAWhile() {
        EngineFixture f(noise);
        follow(f);
        QVERIFY(f.waitFor<InputOpened>());
        f.world->setSuspended(other, true);
        f.world->makeDefault(other);
        f.advance(2.5);
        QCOMPARE(f.count<InputOpened>(), 1);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
    }

    void aHeadsetIsNotOpenedUnaskedButATakeIsFollowed() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) {
            SimulatedDevice headset;
            headset.device.id = "headset";
            headset.device.name = "Headset";
            headset.device.format = {16000, {ChannelPosition::Mono}};
            headset.device.opensOnlyWhenAsked = true;
            world.add(headset);
        });
        InputWish wish;
        wish.keepOpen = false;
        const InputId input = follow(f, wish);
        f.engine->watchInputs({input});
        QVERIFY(f.waitFor<InputOpened>());
        f.world->makeDefault("headset");
        const auto waiting = f.waitFor<InputWaiting>(tenMs);
        QVERIFY(waiting);
        QCOMPARE(waiting->error.kind, ErrorKind::OpensOnlyWhenAsked);
        QCOMPARE(waiting->device.id, std::string("headset"));
        f.advance(2.0);
        QCOMPARE(f.count<InputOpened>(), 1);
        const TakeId asked = f.engine->startTake(input, f.settings("asked.wav"), std::nullopt);
        const auto opened = f.waitFor<InputOpened>(tenMs);
        QVERIFY(opened);
        QCOMPARE(opened->device.id, std::string("headset"));
        f.advance(0.5);
        f.stop(asked);

        f.world->makeDefault(microphone);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        f.advance(0.5);
        f.world->makeDefault("headset");
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        QCOMPARE(f.last<InputOpened>()->device.id, std::string("headset"));
        f.stop(take);
    }

    void preRollOfTheFormerDefaultIsMarked() {
        EngineFixture f([](SimulatedWorld& world, EngineParts& parts) {
            noise(world, parts);
            parts.preRollSeconds = 3.0;
        });
        const InputId input = follow(f);
        QVERIFY(f.waitFor<InputOpened>());
        f.advance(2.0);
        f.world->makeDefault(other);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        f.advance(1.0);
        const TakeId take = f.engine->startTake(input, f.settings(), 2.5);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        const TakeReport report = f.stop(take);
        QCOMPARE(report.markers.size(), std::size_t{1});
        QCOMPARE(report.markers[0].label, std::string("Simulated Sweep"));
        const FileContent file = EngineFixture::read(report.files[0].path);
        const std::uint64_t at = report.markers[0].position;
        QVERIFY(file.at(at, 0) == file.at(at, 1));
        QVERIFY(file.at(at - 4900, 0) != file.at(at - 4900, 1));
    }

    void whatStoodInForARealServerIsLeftForTheRealDefault() {
        SystemClock clock;
        SimulatedWorld real(clock);
        SimulatedWorld standIn(clock);
        SimulatedDevice device;
        device.device.id = "real.microphone";
        device.device.name = "Real";
        device.device.format = {48000, {ChannelPosition::Mono}};
        device.device.isDefault = true;
        real.add(device);
        real.loseServer();
        addShowcase(standIn);
        EngineParts parts;
        parts.makeBackend = [&](std::string_view name) -> Result<std::unique_ptr<Backend>> {
            return makeSimulatedBackend(name == "simulated" ? standIn : real);
        };
        parts.backend = "real";
        parts.simulatedWhereNoServer = true;
        parts.clock = &clock;
        parts.files = &systemFiles();
        Engine engine(std::move(parts));
        engine.start();
        InputWish wish;
        wish.policy = DevicePolicy::FollowDefault;
        wish.keepOpen = true;
        engine.openInput(wish);
        const auto opened = [&engine]() -> std::string {
            Event event;
            while (engine.nextEvent(event, std::chrono::seconds(10)))
                if (const auto* match = std::get_if<InputOpened>(&event))
                    return match->device.id;
            return {};
        };
        QCOMPARE(opened(), std::string(microphone));
        real.restoreServer();
        QCOMPARE(opened(), std::string("real.microphone"));
    }

private:
    /// Gives the other device the same sound in both channels, which is never zero.
    static void noise(SimulatedWorld& world, EngineParts&) {
        world.setSignals(other, {{SimulatedSignal::Kind::Tone, 441.7, -6.0}});
        world.setSignals("sim.noise", {{SimulatedSignal::Kind::Tone, 441.7, -6.0}});
    }
    static InputId follow(EngineFixture& f, InputWish wish = defaultWish()) {
        wish.policy = DevicePolicy::FollowDefault;
        return f.engine->openInput(wish);
    }
    static InputWish defaultWish() {
        InputWish wish;
        wish.keepOpen = true;
        return wish;
    }
    static std::uint64_t framesIn(std::int64_t ns) { return static_cast<std::uint64_t>(ns) * 48 / 1'000'000; }
};

QTEST_GUILESS_MAIN(TestFollowDefault)
#include "tst_follow_default.moc"
