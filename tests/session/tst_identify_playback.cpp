// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/level.h"
#include "engine/realtime/realtime_scope.h"
#include "engine/session/identify_source.h"
#include "tests/session/engine_fixture.h"
#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "tests/fakes/realtime_trap.h"
#endif

#include <cmath>

using namespace headroom;

namespace {

constexpr std::int64_t tenMs = nsPerSecond / 100;
constexpr auto speaker = "sim.surround";
constexpr auto loopback = "sim.surround.loopback";

/// Begins to record what the speaker plays, and nothing else.
struct Heard {
    explicit Heard(EngineFixture& fixture) : f(fixture) {
        f.world->setSignals(loopback, {{SimulatedSignal::Kind::Silence, 0.0, 0.0}});
        input = f.open(loopback);
        startNs = f.clock.nowNs();
        take = f.engine->startTake(input, f.settings(), std::nullopt);
        f.waitFor<TakeStarted>();
    }
    FileContent stop() {
        const TakeReport report = f.stop(take);
        return EngineFixture::read(report.files.front().path);
    }
    /// When a frame of the file is heard.
    [[nodiscard]] std::int64_t timeOf(std::uint64_t frame) const {
        return startNs + static_cast<std::int64_t>(frame) * nsPerSecond / 48000;
    }

    EngineFixture& f;
    InputId input = 0;
    TakeId take = 0;
    std::int64_t startNs = 0;
};

/// The first and the last frame of a channel that are not silent.
std::optional<std::pair<std::uint64_t, std::uint64_t>> soundOf(const FileContent& file, int channel) {
    std::optional<std::pair<std::uint64_t, std::uint64_t>> found;
    for (std::uint64_t frame = 0; frame < file.frames(); ++frame) {
        if (file.at(frame, channel) == 0.0F)
            continue;
        if (!found)
            found = {frame, frame};
        found->second = frame;
    }
    return found;
}

IdentifyWish toneWish() {
    IdentifyWish wish;
    wish.speakerId = speaker;
    wish.signal = TestSignal::Tone;
    wish.seconds = 0.2;
    return wish;
}

} // namespace

/// A signal on one channel after the other, heard through the speaker's loopback.
class TestIdentifyPlayback : public QObject {
    Q_OBJECT

private slots:
    void eachChannelSoundsAloneInTurnAndIsToldWhenItIsHeard() {
        EngineFixture f;
        Heard heard(f);
        const PlaybackId playback = f.engine->identify(toneWish());
        const auto started = f.waitFor<PlaybackStarted>();
        QVERIFY(started);
        QCOMPARE(started->playback, playback);
        QCOMPARE(started->granted.format.channelCount(), 8);
        std::vector<std::int64_t> toldNs;
        for (int entry = 0; entry < 8; ++entry) {
            const auto stepped = f.waitFor<IdentifyStepped>(tenMs / 2);
            QVERIFY(stepped);
            QCOMPARE(stepped->entry, entry);
            toldNs.push_back(f.clock.nowNs());
        }
        const auto finished = f.waitFor<PlaybackFinished>(tenMs);
        QVERIFY(finished && !finished->error);
        f.advance(0.2);
        const FileContent file = heard.stop();
        std::uint64_t after = 0;
        for (int channel = 0; channel < 8; ++channel) {
            const auto sound = soundOf(file, channel);
            QVERIFY(sound);
            QVERIFY2(channel == 0 || sound->first > after, "two channels at once");
            after = sound->second;
            const std::uint64_t length = sound->second - sound->first + 1;
            QVERIFY2(length > 9500 && length <= 9600, qPrintable(QString::number(length)));
            // Not before it is heard, and soon after.
            const std::int64_t lateNs =
                toldNs[static_cast<std::size_t>(channel)] - heard.timeOf(sound->first);
            QVERIFY2(lateNs > -nsPerSecond / 1000 && lateNs < nsPerSecond / 5,
                     qPrintable(QString::number(lateNs)));
            // Its level between the edges, and no click at them.
            double squares = 0.0;
            for (std::uint64_t frame = sound->first + 480; frame < sound->first + 480 + 4800; ++frame)
                squares += std::pow(static_cast<double>(file.at(frame, channel)), 2.0);
            QVERIFY(std::abs(toDb(std::sqrt(squares / 4800.0)) + 20.0) < 0.05);
            QVERIFY(std::abs(file.at(sound->first, channel)) < 0.001F);
            QVERIFY(std::abs(file.at(sound->second, channel)) < 0.001F);
        }
    }

    void aMapSaysWhereGainAndPolarityIncluded() {
        EngineFixture f;
        Heard heard(f);
        IdentifyWish wish = toneWish();
        wish.map = parseChannelMap("lfe,front-right").value();
        (*wish.map)[0].gainDb = -6.0205999132796239;
        (*wish.map)[1].inverted = true;
        wish.signal = TestSignal::Noise;
        f.engine->identify(wish);
        QVERIFY(f.waitFor<PlaybackFinished>(tenMs));
        const FileContent file = heard.stop();
        for (int channel = 0; channel < 8; ++channel)
            QCOMPARE(soundOf(file, channel).has_value(), channel == 1 || channel == 5);
        QVERIFY(soundOf(file, 5)->second < soundOf(file, 1)->first);
    }

    void oneEntryAloneOverAndOverUntilItIsStopped() {
        EngineFixture f;
        Heard heard(f);
        IdentifyWish wish = toneWish();
        wish.onlyEntry = 1;
        wish.repeat = true;
        const PlaybackId playback = f.engine->identify(wish);
        for (int i = 0; i < 5; ++i) {
            const auto stepped = f.waitFor<IdentifyStepped>(tenMs);
            QVERIFY(stepped);
            QCOMPARE(stepped->entry, 1);
        }
        f.advance(0.1); // in the midst of the sound
        f.engine->stopPlayback(playback);
        const std::int64_t stoppedNs = f.clock.nowNs();
        const auto finished = f.waitFor<PlaybackFinished>(tenMs);
        QVERIFY(finished && !finished->error);
        QVERIFY(f.clock.nowNs() - stoppedNs < nsPerSecond / 2);
        f.advance(0.2);
        const FileContent file = heard.stop();
        for (int channel = 0; channel < 8; ++channel)
            QCOMPARE(soundOf(file, channel).has_value(), channel == 1);
        const auto sound = soundOf(file, 1);
        QVERIFY(std::abs(file.at(sound->second, 1)) < 0.001F); // faded, not cut
        QVERIFY(heard.timeOf(sound->second) - stoppedNs < nsPerSecond / 4);
        int loudest = 0;
        for (std::uint64_t frame = sound->second - 960; frame < sound->second - 480; ++frame)
            loudest = std::max(loudest, static_cast<int>(std::abs(file.at(frame, 1)) * 1000.0F));
        QVERIFY(loudest > 100); // it was in the midst of it
    }

    void whatCannotBePlayedSaysWhy_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("no such speaker") << static_cast<int>(ErrorKind::NoSuchDevice);
        QTest::newRow("no such channel") << static_cast<int>(ErrorKind::NoSuchChannel);
        QTest::newRow("too loud") << static_cast<int>(ErrorKind::InvalidArgument);
        QTest::newRow("busy") << static_cast<int>(ErrorKind::DeviceBusy);
        QTest::newRow("no server") << static_cast<int>(ErrorKind::ServerDown);
    }
    void whatCannotBePlayedSaysWhy() {
        QFETCH(int, kind);
        const auto wanted = static_cast<ErrorKind>(kind);
        EngineFixture f;
        QVERIFY(f.waitFor<DevicesChanged>());
        IdentifyWish wish = toneWish();
        if (wanted == ErrorKind::NoSuchDevice)
            wish.speakerId = "sim.microphone"; // it is no speaker
        if (wanted == ErrorKind::NoSuchChannel)
            wish.map = parseChannelMap("aux9").value();
        if (wanted == ErrorKind::InvalidArgument)
            wish.levelDb = -5.9;
        if (wanted == ErrorKind::DeviceBusy)
            f.world->setBusy(speaker, true);
        if (wanted == ErrorKind::ServerDown) {
            f.world->loseServer();
            QVERIFY(f.waitFor<ServerChanged>(
                tenMs, [](const ServerChanged& s) { return s.state == ServerChanged::State::Lost; }));
        }
        f.engine->identify(wish);
        const auto finished = f.waitFor<PlaybackFinished>();
        QVERIFY(finished && finished->error);
        QCOMPARE(finished->error->kind, wanted);
        QCOMPARE(f.count<PlaybackStarted>(), 0);
    }

    void aSpeakerOrAServerThatGoesEndsItWithAnError_data() {
        QTest::addColumn<bool>("server");
        QTest::newRow("the speaker") << false;
        QTest::newRow("the server") << true;
    }
    void aSpeakerOrAServerThatGoesEndsItWithAnError() {
        QFETCH(bool, server);
        EngineFixture f;
        f.engine->identify(toneWish());
        QVERIFY(f.waitFor<IdentifyStepped>(tenMs));
        if (server)
            f.world->loseServer();
        else
            f.world->remove(speaker);
        const auto finished = f.waitFor<PlaybackFinished>(tenMs);
        QVERIFY(finished && finished->error);
        QCOMPARE(finished->error->kind, server ? ErrorKind::ServerDown : ErrorKind::DeviceGone);
    }

    void fillingIsRealTimeSafeAndSilentUntilItBegins() {
        IdentifyWish wish = toneWish();
        wish.signal = TestSignal::Burst;
        const StreamFormat format{48000, {ChannelPosition::FrontLeft, ChannelPosition::FrontRight}};
        const auto map =
            resolveForPlayback(mapOfDevice(format.channels), format.channels, IntegerMeaning::Position);
        IdentifySource source(wish, map.value(), {0, 1}, format);
        std::vector<float> block(2000, 1.0F);
        source.onFill(block.data(), 1000, 0);
        QVERIFY(std::ranges::all_of(block, [](float sample) { return sample == 0.0F; }));
        source.begin();
#if defined(HEADROOM_HAS_REALTIME_TRAP)
        test::RealtimeTrap::reset();
#endif
        for (int i = 0; i < 100; ++i) {
            const RealtimeScope scope;
            source.onFill(block.data(), 1000, i * nsPerSecond / 48);
        }
#if defined(HEADROOM_HAS_REALTIME_TRAP)
        QVERIFY2(test::RealtimeTrap::violations() == 0, test::RealtimeTrap::report().c_str());
#endif
        // Two steps of 0.2 s of sound and 0.2 s of silence.
        QVERIFY(std::abs(source.endNs() - 800'000'000) < 10);
        QVERIFY(!source.heardBy(-1));
        QCOMPARE(source.heardBy(0), std::optional(0));
        QVERIFY(!source.heardBy(399'000'000));
        QCOMPARE(source.heardBy(401'000'000), std::optional(1));
        QVERIFY(!source.heardBy(nsPerSecond * 10));
    }
};

QTEST_GUILESS_MAIN(TestIdentifyPlayback)
#include "tst_identify_playback.moc"
