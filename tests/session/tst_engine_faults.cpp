// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h"

#include "engine/backends/simulated/simulated_signal.h"

using namespace headroom;

namespace {

constexpr std::int64_t tenMs = nsPerSecond / 100;
constexpr auto microphone = "sim.microphone";

/// A file whose frames are all the device's own from frame 0 on, but for zeros in the faults. Says what is
/// wrong.
QString differences(const FileContent& file, const TakeReport& report) {
    for (std::uint64_t frame = 0; frame < file.frames(); ++frame) {
        bool missing = false;
        for (const Fault& fault : report.faults)
            missing = missing || (frame >= fault.position && frame < fault.position + fault.frames);
        const float wanted = missing ? 0.0F : rampSample(0, frame);
        if (file.at(frame, 0) != wanted)
            return QStringLiteral("frame %1 is %2, not %3")
                .arg(frame)
                .arg(static_cast<double>(file.at(frame, 0)))
                .arg(static_cast<double>(wanted));
    }
    return {};
}

} // namespace

class TestEngineFaults : public QObject {
    Q_OBJECT

private slots:
    void aHoleBecomesZerosOfItsLengthAndOneFault() {
        EngineFixture f;
        const TakeId take = begin(f);
        f.advance(0.5);
        f.world->hole(microphone, 777);
        f.advance(0.5);
        const auto told = f.waitFor<TakeFaulted>();
        QVERIFY(told); // while the take runs
        const TakeReport report = f.stop(take);
        QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(report.faults[0].cause, FaultCause::Device);
        QCOMPARE(report.faults[0].reason, GapReason::Hole);
        QCOMPARE(report.faults[0].position, std::uint64_t{24000});
        QCOMPARE(report.faults[0].frames, std::uint64_t{777});
        QVERIFY(!report.complete());
        QCOMPARE(differences(EngineFixture::read(report.files[0].path), report), QString());
    }

    void aLateBlockIsNoFault() {
        EngineFixture f;
        const TakeId take = begin(f);
        f.advance(0.3);
        f.world->delayNextBlock(microphone, nsPerSecond / 5);
        f.advance(0.5);
        const TakeReport report = f.stop(take);
        QVERIFY(report.complete());
        QCOMPARE(differences(EngineFixture::read(report.files[0].path), report), QString());
    }

    void oddBlockSizesChangeNothing() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) {
            world.setBlockSizes(microphone, {1, 479, 3, 1021, 64});
        });
        const TakeId take = begin(f);
        f.advance(1.0);
        const TakeReport report = f.stop(take);
        QVERIFY(report.complete());
        QVERIFY(report.frames >= 48000);
        QCOMPARE(differences(EngineFixture::read(report.files[0].path), report), QString());
    }

    void aSuspendedDeviceKeepsItsTime() {
        EngineFixture f;
        const TakeId take = begin(f);
        f.advance(0.5);
        f.world->setSuspended(microphone, true);
        f.advance(4.0); // longer than the tape
        f.world->setSuspended(microphone, false);
        f.advance(0.5);
        const TakeReport report = f.stop(take);
        QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(report.faults[0].reason, GapReason::Suspended);
        QVERIFY(report.faults[0].frames >= 4 * 48000 - 480 && report.faults[0].frames <= 4 * 48000 + 480);
        QVERIFY(report.frames >= 5 * 48000);
        QCOMPARE(differences(EngineFixture::read(report.files[0].path), report), QString());
    }

    void aDeviceThatGoesAndReturnsIsOneTakeWithItsGapMarked() {
        EngineFixture f;
        const TakeId take = begin(f);
        f.advance(1.0);
        f.world->remove(microphone);
        QVERIFY(f.waitFor<InputWaiting>(tenMs));
        f.advance(3.0);
        f.world->bringBack(microphone);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        f.advance(1.0);
        const TakeReport report = f.stop(take);
        QCOMPARE(report.files.size(), std::size_t{1});
        QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(report.faults[0].reason, GapReason::DeviceGone);
        QCOMPARE(report.faults[0].position, std::uint64_t{48000});
        QVERIFY(report.faults[0].frames > 3 * 48000 - 480);
        QVERIFY(report.frames > 5 * 48000 - 480);
        // Frames are the device's own on both sides of the gap, at the right place to within a frame of
        // rounding.
        const FileContent file = EngineFixture::read(report.files[0].path);
        const std::uint64_t after = report.faults[0].position + report.faults[0].frames;
        bool right = false;
        for (const std::uint64_t near : {after - 1, after, after + 1})
            right = right || file.at(after, 0) == rampSample(0, near);
        QVERIFY(right);
        QCOMPARE(file.at(after - 1, 0), 0.0F);
    }

    void stopWhileTheDeviceIsGoneKeepsTheTimeUntilThen() {
        EngineFixture f;
        const TakeId take = begin(f);
        f.advance(1.0);
        f.world->remove(microphone);
        QVERIFY(f.waitFor<InputWaiting>(tenMs));
        f.advance(2.0);
        const std::int64_t stopNs = f.clock.nowNs();
        const TakeReport report = f.stop(take);
        QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(report.faults[0].reason, GapReason::DeviceGone);
        const std::uint64_t wanted = f.world->frameAt(microphone, stopNs);
        QVERIFY(report.frames + 480 >= wanted && report.frames <= wanted + 4800);
        QCOMPARE(differences(EngineFixture::read(report.files[0].path), report), QString());
    }

    void aLostServerIsSaidAndTheTakeGoesOnWhenItReturns() {
        EngineFixture f;
        const TakeId take = begin(f);
        f.advance(1.0);
        f.world->loseServer();
        const auto lost = f.waitFor<ServerChanged>(tenMs);
        QVERIFY(lost && lost->state == ServerChanged::State::Lost && lost->error);
        QVERIFY(f.waitFor<InputWaiting>(tenMs));
        f.advance(2.0);
        f.world->restoreServer();
        QVERIFY(f.waitFor<ServerChanged>(tenMs));
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        f.advance(1.0);
        const TakeReport report = f.stop(take);
        QCOMPARE(report.files.size(), std::size_t{1});
        QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(report.faults[0].reason, GapReason::ServerLost);
        QVERIFY(report.faults[0].frames > 2 * 48000 - 480);
        QVERIFY(report.frames > 4 * 48000 - 480);
    }

    void anotherRateGoesOnInANewFileAndTheMetersGoOn() {
        EngineFixture f;
        const TakeId take = begin(f);
        f.advance(1.0);
        f.world->changeRate(microphone, 44100);
        const auto opened = f.waitFor<InputOpened>(tenMs);
        QVERIFY(opened);
        QCOMPARE(opened->granted.format.rate, 44100);
        const auto finished =
            f.waitFor<TakeFinished>(tenMs, [take](const TakeFinished& t) { return t.take == take; });
        QVERIFY(finished);
        QVERIFY(finished->report.frames >= 48000);
        QCOMPARE(finished->report.rate, 48000);
        f.advance(0.5);
        const TakeReport rest = f.stop(f.last<TakeStarted>()->take);
        QCOMPARE(rest.rate, 44100);
        LevelReading reading;
        QVERIFY(
            f.waitUntil([&] { return f.engine->levels(opened->input, reading) && reading.intervals >= 3; }));
    }

    void errorsOfOpeningAreKinds_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("permission") << static_cast<int>(ErrorKind::PermissionDenied);
        QTest::newRow("busy") << static_cast<int>(ErrorKind::DeviceBusy);
        QTest::newRow("exclusive") << static_cast<int>(ErrorKind::ModeNotSupported);
        QTest::newRow("rate") << static_cast<int>(ErrorKind::FormatNotSupported);
    }
    void errorsOfOpeningAreKinds() {
        QFETCH(int, kind);
        const auto wanted = static_cast<ErrorKind>(kind);
        EngineFixture f;
        InputWish wish;
        wish.deviceId = microphone;
        if (wanted == ErrorKind::PermissionDenied)
            f.world->denyPermission(microphone, true);
        if (wanted == ErrorKind::DeviceBusy)
            f.world->setBusy(microphone, true);
        if (wanted == ErrorKind::ModeNotSupported) {
            wish.deviceId = "sim.speakers.loopback";
            wish.exclusive = true;
        }
        if (wanted == ErrorKind::FormatNotSupported)
            wish.rate = 96000;
        f.engine->openInput(wish);
        const auto failed = f.waitFor<InputFailed>();
        QVERIFY(failed);
        QCOMPARE(failed->error.kind, wanted);
    }

    void aTakeThatCannotBeginSaysWhy() {
        EngineFixture f;
        const InputId input = f.open("sim.interface");
        TakeSettings settings = f.settings("take.flac");
        settings.format = FileFormat::Flac;
        settings.sampleFormat = SampleFormat::Pcm24;
        f.engine->startTake(input, settings, 0.0);
        auto finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished && finished->report.error);
        QCOMPARE(finished->report.error->kind, ErrorKind::FormatNotSupported);
        QVERIFY(!QFile::exists(QString::fromStdString(settings.file)));

        settings = f.settings();
        settings.file = "/nowhere/at/all.wav";
        f.engine->startTake(input, settings, 0.0);
        finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished && finished->report.error);
        QCOMPARE(finished->report.error->kind, ErrorKind::FolderNotWritable);
    }

    void devicesThatComeAndGoAreTold() {
        EngineFixture f;
        QVERIFY(f.waitFor<DevicesChanged>());
        f.world->remove("sim.noise");
        auto changed = f.waitFor<DevicesChanged>(tenMs);
        QVERIFY(changed);
        QVERIFY(std::ranges::none_of(changed->devices, [](const Device& d) { return d.id == "sim.noise"; }));
        f.world->makeDefault("sim.sweep");
        changed = f.waitFor<DevicesChanged>(tenMs);
        QVERIFY(changed);
        QCOMPARE(defaultInput(changed->devices)->id, std::string("sim.sweep"));
    }

    void withoutAServerSimulatedDevicesStandInUntilItIsBack() {
        std::unique_ptr<SimulatedWorld> real; // plays the real sound system
        std::unique_ptr<SimulatedWorld> standIn;
        SystemClock clock;
        real = std::make_unique<SimulatedWorld>(clock);
        SimulatedDevice device;
        device.device.id = "real.microphone";
        device.device.name = "Real";
        device.device.format = {48000, {ChannelPosition::Mono}};
        real->add(device);
        real->loseServer();
        standIn = std::make_unique<SimulatedWorld>(clock);
        addShowcase(*standIn);

        EngineParts parts;
        parts.makeBackend = [&](std::string_view name) -> Result<std::unique_ptr<Backend>> {
            return makeSimulatedBackend(name == "simulated" ? *standIn : *real);
        };
        parts.backend = "real";
        parts.simulatedWhereNoServer = true;
        parts.clock = &clock;
        parts.files = &systemFiles();
        Engine engine(std::move(parts));
        engine.start();
        const auto next = [&engine](auto wanted) {
            using T = decltype(wanted);
            Event event;
            while (engine.nextEvent(event, std::chrono::seconds(10)))
                if (const T* match = std::get_if<T>(&event))
                    return *match;
            return T{};
        };
        const ServerChanged first = next(ServerChanged{});
        QCOMPARE(first.state, ServerChanged::State::Simulated);
        QVERIFY(first.error);
        QVERIFY(next(DevicesChanged{}).devices.size() > 5);
        real->restoreServer();
        QCOMPARE(next(ServerChanged{}).state, ServerChanged::State::Connected);
        const DevicesChanged devices = next(DevicesChanged{});
        QCOMPARE(devices.devices.size(), std::size_t{1});
        QCOMPARE(devices.devices[0].id, std::string("real.microphone"));
    }

    void withoutAServerAndAStandInTheErrorIsSaid() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) { world.loseServer(); });
        const auto server = f.waitFor<ServerChanged>();
        QVERIFY(server);
        QCOMPARE(server->state, ServerChanged::State::Lost);
        QVERIFY(server->error);
        QCOMPARE(server->error->kind, ErrorKind::ServerDown);
    }

private:
    static TakeId begin(EngineFixture& f) {
        const InputId input = f.open(microphone);
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        f.waitFor<TakeStarted>();
        return take;
    }
};

QTEST_GUILESS_MAIN(TestEngineFaults)
#include "tst_engine_faults.moc"
