// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h"

#include <QFile>

using namespace headroom;

namespace {

constexpr std::int64_t tenMs = nsPerSecond / 100;
constexpr auto microphone = "sim.microphone";

/// A second device of this name, whatever its id.
SimulatedDevice namesake(const char* id, const char* name = "Simulated Microphone") {
    SimulatedDevice device;
    device.device.id = id;
    device.device.name = name;
    device.device.format = {48000, {ChannelPosition::FrontLeft, ChannelPosition::FrontRight}};
    return device;
}

} // namespace

/// A pinned input: that very device, waited for, and nothing else in its place.
class TestPinned : public QObject {
    Q_OBJECT

private slots:
    void aDeviceThatIsNotThereIsWaitedFor() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) { world.remove(microphone); });
        const InputId input = open(f);
        const auto waiting = f.waitFor<InputWaiting>();
        QVERIFY(waiting);
        QCOMPARE(waiting->input, input);
        QCOMPARE(waiting->error.kind, ErrorKind::NoSuchDevice);
        QCOMPARE(waiting->device.id, std::string(microphone));
        f.advance(2.0);
        QCOMPARE(f.count<InputOpened>(), 0);
        f.world->bringBack(microphone);
        const auto opened = f.waitFor<InputOpened>(tenMs);
        QVERIFY(opened);
        QCOMPARE(opened->input, input);
        QCOMPARE(opened->device.id, std::string(microphone));
        QCOMPARE(f.count<InputWaiting>(), 1);
        QCOMPARE(f.count<InputFailed>(), 0);
    }

    void aServerThatIsNotThereIsWaitedFor() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) { world.loseServer(); });
        open(f);
        const auto waiting = f.waitFor<InputWaiting>();
        QVERIFY(waiting);
        QCOMPARE(waiting->error.kind, ErrorKind::ServerDown);
        f.world->restoreServer();
        QVERIFY(f.waitFor<InputOpened>(tenMs));
    }

    void aTakeOfAnInputThatWaitsFailsAtOnce() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) { world.remove(microphone); });
        f.engine->startTake(open(f), f.settings(), std::nullopt);
        const auto finished = f.waitFor<TakeFinished>();
        QVERIFY(finished && finished->report.error);
        QCOMPARE(finished->report.error->kind, ErrorKind::DeviceGone);
    }

    void aRememberedDeviceWithAnotherIdIsFoundByItsName() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) {
            world.remove(microphone);
            world.add(namesake("usb.2"));
        });
        open(f);
        const auto opened = f.waitFor<InputOpened>();
        QVERIFY(opened);
        QCOMPARE(opened->device.id, std::string("usb.2")); // it is said which
    }

    void ofTwoNamesakesNeitherIsTaken() {
        EngineFixture f([](SimulatedWorld& world, EngineParts&) {
            world.remove(microphone);
            world.add(namesake("usb.2"));
            world.add(namesake("usb.3"));
        });
        open(f);
        QVERIFY(f.waitFor<InputWaiting>());
        f.advance(1.0);
        QCOMPARE(f.count<InputOpened>(), 0);
    }

    void onceItWasOpenTheIdAloneCounts() {
        EngineFixture f;
        const InputId input = open(f);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        f.world->remove(microphone);
        f.world->add(namesake("usb.2"));
        f.world->makeDefault("usb.2");
        f.advance(2.0);
        QCOMPARE(f.count<InputOpened>(), 1);
        f.world->bringBack(microphone);
        QVERIFY(f.waitFor<InputOpened>(tenMs));
        QCOMPARE(f.last<InputOpened>()->device.id, std::string(microphone));
        const TakeReport report = f.stop(take);
        QCOMPARE(report.faults.size(), std::size_t{1});
        QCOMPARE(report.faults[0].reason, GapReason::DeviceGone);
        QVERIFY(report.markers.empty());
    }

    void theDefaultThatMovesIsNothingToIt() {
        EngineFixture f;
        open(f);
        QVERIFY(f.waitFor<InputOpened>());
        f.world->makeDefault("sim.sweep");
        f.advance(1.0);
        QCOMPARE(f.count<InputOpened>(), 1);
    }

    void backWithAnotherRateTheTakeGoesOnInANewFile_data() {
        QTest::addColumn<int>("channels");
        QTest::newRow("another rate") << 2;
        QTest::newRow("another number of channels") << 1;
    }
    void backWithAnotherRateTheTakeGoesOnInANewFile() {
        QFETCH(int, channels);
        EngineFixture f;
        const InputId input = open(f);
        QVERIFY(f.waitFor<InputOpened>());
        QFile other(f.folder.filePath("take-002.wav")); // somebody else's
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("precious") == 8);
        other.close();
        TakeSettings settings = f.settings();
        settings.overwrite = true;
        const TakeId take = f.engine->startTake(input, settings, std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(1.0);
        const std::int64_t goneNs = f.clock.nowNs();
        f.world->remove(microphone);
        QVERIFY(f.waitFor<InputWaiting>(tenMs));
        f.advance(2.0);
        if (channels == 2)
            f.world->changeRate(microphone, 44100);
        else
            f.world->changeChannels(microphone, {ChannelPosition::Mono});
        f.world->bringBack(microphone);
        const auto next = f.waitFor<TakeStarted>(tenMs);
        QVERIFY(next);
        QCOMPARE(next->continues, take);
        QCOMPARE(next->input, input);
        QCOMPARE(next->channels.size(), static_cast<std::size_t>(channels));
        QVERIFY(f.last<TakeFinished>() == std::nullopt || f.last<TakeFinished>()->take == take);
        const auto first = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(first);
        QCOMPARE(first->take, take);
        f.advance(1.0);
        const TakeReport second = stop(f, take, next->take);

        const int rate = channels == 2 ? 44100 : 48000;
        QCOMPARE(second.rate, rate);
        QVERIFY(second.complete());
        QCOMPARE(second.files[0].path, f.folder.filePath("take-003.wav").toStdString());
        QVERIFY(other.open(QIODevice::ReadOnly));
        QCOMPARE(other.readAll(), QByteArray("precious"));
        // The time between is in the first one, as a gap at its end.
        QCOMPARE(first->report.faults.size(), std::size_t{1});
        QCOMPARE(first->report.faults[0].reason, GapReason::DeviceGone);
        QCOMPARE(first->report.faults[0].position, std::uint64_t{48000});
        QCOMPARE(first->report.frames, first->report.faults[0].position + first->report.faults[0].frames);
        const auto gapNs = static_cast<std::int64_t>(first->report.faults[0].frames) * nsPerSecond / 48000;
        QVERIFY(std::abs(goneNs + gapNs - wallToHost(f, second.startWallNs)) < nsPerSecond / 1000);
        QCOMPARE(EngineFixture::read(second.files[0].path).rate, rate);
    }

    void whatTheFormatCannotHoldEndsTheTakeAndSaysSo() {
        EngineFixture f;
        const InputId input = open(f);
        QVERIFY(f.waitFor<InputOpened>());
        TakeSettings settings = f.settings("take.opus");
        settings.format = FileFormat::Opus;
        const TakeId take = f.engine->startTake(input, settings, std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        f.world->changeRate(microphone, 44100);
        const auto finished = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(finished);
        QCOMPARE(finished->take, take);
        QVERIFY(finished->report.error);
        QCOMPARE(finished->report.error->kind, ErrorKind::FormatNotSupported);
        QVERIFY(finished->report.frames >= 24000);
        f.advance(0.5);
        QCOMPARE(f.count<TakeStarted>(), 1);
    }

    void whatATakeMayHaveIsWhatIsLeftOfIt_data() {
        QTest::addColumn<bool>("seconds");
        QTest::newRow("frames") << false;
        QTest::newRow("seconds") << true;
    }
    void whatATakeMayHaveIsWhatIsLeftOfIt() {
        QFETCH(bool, seconds);
        EngineFixture f;
        const InputId input = open(f);
        QVERIFY(f.waitFor<InputOpened>());
        TakeSettings settings = f.settings();
        if (seconds)
            settings.maxSeconds = 3.0;
        else
            settings.maxFrames = 140'000;
        f.engine->startTake(input, settings, std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(1.0);
        f.world->changeRate(microphone, 44100);
        const auto first = f.waitFor<TakeFinished>(tenMs);
        const auto second = f.waitFor<TakeFinished>(tenMs);
        QVERIFY(first && second);
        if (seconds) {
            const double length = static_cast<double>(first->report.frames) / 48000.0 +
                                  static_cast<double>(second->report.frames) / 44100.0;
            QVERIFY2(std::abs(length - 3.0) < 1e-4, qPrintable(QString::number(length, 'f', 6)));
        } else {
            QCOMPARE(first->report.frames + second->report.frames, std::uint64_t{140'000});
        }
    }

    void aPausedTakeGoesOnPaused() {
        EngineFixture f;
        const InputId input = open(f);
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId take = f.engine->startTake(input, f.settings(), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.5);
        f.engine->pauseTake(take);
        QVERIFY(f.waitFor<TakeProgressed>(
            0, [](const TakeProgressed& p) { return p.progress.state == TakeProgress::State::Paused; }));
        f.world->changeRate(microphone, 44100);
        const auto next = f.waitFor<TakeStarted>(tenMs);
        QVERIFY(next);
        f.advance(1.0);
        QVERIFY(f.waitFor<TakeProgressed>(tenMs, [&](const TakeProgressed& p) {
            return p.take == next->take && p.progress.state == TakeProgress::State::Paused;
        }));
        const std::uint64_t resumedAt = f.world->frameAt(microphone, f.clock.nowNs());
        f.engine->resumeTake(take);
        QVERIFY(f.waitFor<TakeProgressed>(tenMs, [&](const TakeProgressed& p) {
            return p.take == next->take && p.progress.state == TakeProgress::State::Recording;
        }));
        f.advance(0.5);
        const TakeReport report = stop(f, take, next->take);
        QVERIFY(report.complete());
        QCOMPARE(EngineFixture::read(report.files[0].path).at(0, 0), rampSample(0, resumedAt));
    }

private:
    static InputId open(EngineFixture& f) {
        InputWish wish;
        wish.deviceId = microphone;
        wish.deviceName = "Simulated Microphone";
        wish.keepOpen = true;
        return f.engine->openInput(wish);
    }
    /// Stops a take by the number under which it was begun, and gives the report of the one that went on.
    static TakeReport stop(EngineFixture& f, TakeId begun, TakeId now) {
        f.engine->stopTake(begun);
        const auto finished =
            f.waitFor<TakeFinished>(tenMs, [now](const TakeFinished& t) { return t.take == now; });
        return finished ? finished->report : TakeReport{};
    }
    static std::int64_t wallToHost(const EngineFixture& f, std::int64_t wallNs) {
        return wallNs - f.clock.wallAt(0);
    }
};

QTEST_GUILESS_MAIN(TestPinned)
#include "tst_pinned.moc"
