// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soundcard/simulated_setup.h"

#if defined(HEADROOM_HAS_REALTIME_TRAP)
#include "tests/fakes/realtime_trap.h"
#endif

#include <QTest>

#include <atomic>
#include <cmath>
#include <future>
#include <sstream>
#include <thread>

using namespace headroom;
using namespace headroom::test;
using soundcard::Audio;
using soundcard::StreamOptions;

namespace {

/// The first frame whose samples are not the ramp's, counted on from the first one; frames() where all are.
std::size_t firstBreak(const Audio& audio) {
    const std::uint64_t first = rampFrame(audio.at(0, 0));
    for (std::size_t f = 0; f < audio.frames(); ++f)
        for (int c = 0; c < audio.channels; ++c)
            if (audio.at(f, c) != rampSample(c, first + f))
                return f;
    return audio.frames();
}

} // namespace

class TestSoundcard : public QObject {
    Q_OBJECT

private slots:
    void init() {
#if defined(HEADROOM_HAS_REALTIME_TRAP)
        RealtimeTrap::reset();
#endif
    }
    void cleanup() {
#if defined(HEADROOM_HAS_REALTIME_TRAP)
        QVERIFY2(RealtimeTrap::violations() == 0, RealtimeTrap::report().c_str());
#endif
    }

    // Devices

    void devicesAreFoundAsSoundCardFindsThem() {
        const SimulatedSetup setup;
        QCOMPARE(soundcard::allSpeakers().value().size(), std::size_t{2});
        QCOMPARE(soundcard::defaultSpeaker().value().id(), std::string("scarlett.out"));
        QCOMPARE(soundcard::defaultMicrophone().value().id(), std::string("scarlett.in"));
        for (const char* pattern : {"Scarlett", "FS2i2", "scarlett.out"})
            QCOMPARE(soundcard::speaker(pattern).value().id(), std::string("scarlett.out"));
        QCOMPARE(soundcard::microphone("FS2i2").value().id(), std::string("scarlett.in"));
        const auto nobody = soundcard::microphone("nobody");
        QCOMPARE(nobody.error().kind, ErrorKind::NoSuchDevice);
        QCOMPARE(nobody.error().offers.size(), std::size_t{4});
    }

    void loopbacksAreListedWhenAskedFor() {
        const SimulatedSetup setup;
        QCOMPARE(soundcard::allMicrophones().value().size(), std::size_t{4});
        QCOMPARE(soundcard::allMicrophones(true).value().size(), std::size_t{6});
        QCOMPARE(soundcard::microphone("Monitor of Surround").error().kind, ErrorKind::NoSuchDevice);
        const auto loopback = soundcard::microphone("Monitor of Surround", true).value();
        QVERIFY(loopback.isLoopback());
        QCOMPARE(loopback.channels(), 8);
        QCOMPARE(soundcard::microphone("surround.loopback").value(), loopback);
    }

    void devicesArePrintedAsSoundCardPrintsThem() {
        const SimulatedSetup setup;
        std::ostringstream out;
        out << soundcard::defaultSpeaker().value() << soundcard::defaultMicrophone().value()
            << soundcard::microphone("surround.loopback").value();
        QCOMPARE(out.str(), std::string("<Speaker Focusrite Scarlett 2i2 (2 channels)>"
                                        "<Microphone Focusrite Scarlett 2i2 (2 channels)>"
                                        "<Loopback Monitor of Surround 7.1 (8 channels)>"));
    }

    void twoOfOneNameAreToldApartById() {
        const SimulatedSetup setup;
        const auto first = soundcard::microphone("twin.1").value();
        const auto second = soundcard::microphone("twin.2").value();
        QCOMPARE(first.name(), second.name());
        QVERIFY(first != second);
        QCOMPARE(first.record(480).value().channels, 2);
        QCOMPARE(second.record(480).value().channels, 1);
    }

    void positionsHaveSoundCardsNumbers() {
        const auto names = soundcard::channelNameMap();
        const std::pair<const char*, int> readme[] = {{"mono", -1},
                                                      {"left", 0},
                                                      {"right", 1},
                                                      {"center", 2},
                                                      {"rear-center", 3},
                                                      {"rear-left", 4},
                                                      {"rear-right", 5},
                                                      {"lfe", 6},
                                                      {"front-left-of-center", 7},
                                                      {"front-right-of-center", 8},
                                                      {"side-left", 9},
                                                      {"side-right", 10}};
        for (const auto& [name, index] : readme)
            QCOMPARE(names.at(name), index);
    }

    // Recording

    void aRecordingIsExactlyAsLongAsAskedFor() {
        const SimulatedSetup setup;
        for (const std::size_t frames : {1U, 479U, 480U, 5000U}) {
            const auto audio = soundcard::defaultMicrophone().value().record(frames);
            QVERIFY(audio.ok());
            QCOMPARE(audio.value().frames(), frames);
            QCOMPARE(audio.value().channels, 2);
            QCOMPARE(firstBreak(audio.value()), frames);
        }
    }

    void whatIsFetchedFollowsOnWithoutAHole() {
        const SimulatedSetup setup;
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        Audio whole;
        for (int round = 0; round < 10; ++round) {
            append(whole, recorder.record(1000).value());
            const Audio there = recorder.record().value();
            QVERIFY(there.frames() > 0);
            append(whole, there);
            append(whole, recorder.flush());
            append(whole, recorder.record(7).value());
        }
        QCOMPARE(firstBreak(whole), whole.frames());
        QCOMPARE(recorder.missingFrames(), std::uint64_t{0});
    }

    void nothingIsLostWhileNobodyFetches() {
        const SimulatedSetup setup;
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        const std::int64_t beganNs = setup.clock.nowNs();
        QTRY_VERIFY(setup.clock.nowNs() - beganNs > nsPerSecond / 2);
        const Audio kept = recorder.flush();
        QVERIFY(kept.frames() >= 23000); // all but the last blocks
        QCOMPARE(firstBreak(kept), kept.frames());
        QVERIFY(recorder.gaps().empty());
    }

    void aRecordingHasNothingFromBeforeItBegan() {
        const SimulatedSetup setup;
        const std::uint64_t before = setup.world.frameAt("scarlett.in", setup.clock.nowNs());
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        const std::uint64_t after = setup.world.frameAt("scarlett.in", setup.clock.nowNs());
        const std::uint64_t first = rampFrame(recorder.record(1).value().at(0, 0));
        QVERIFY(first >= before);
        QVERIFY(first <= after + 1);
    }

    void channelMapsChooseAndOrderChannels_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QList<int>>("channels"); // -1: the mean, -2: silence
        QTest::addRow("README: the first four") << "0,1,4,5" << QList<int>{0, 1, 2, 3};
        QTest::addRow("turned round") << "1,0" << QList<int>{1, 0};
        QTest::addRow("names") << "lfe,center,left" << QList<int>{5, 4, 0};
        QTest::addRow("device channels") << "#7,#0" << QList<int>{7, 0};
        QTest::addRow("mono as a name") << "mono" << QList<int>{-1};
        QTest::addRow("mono as a number") << "-1,0" << QList<int>{-1, 0};
        QTest::addRow("silence") << "silence,right" << QList<int>{-2, 1};
        QTest::addRow("one twice") << "left,left" << QList<int>{0, 0};
    }
    void channelMapsChooseAndOrderChannels() {
        QFETCH(QString, words);
        QFETCH(QList<int>, channels);
        StreamOptions options;
        for (const QString& word : words.split(',')) {
            bool isNumber = false;
            const int number = word.toInt(&isNumber);
            if (isNumber)
                options.channels.emplace_back(number);
            else
                options.channels.emplace_back(word.toStdString());
        }
        const SimulatedSetup setup;
        const auto recorded = soundcard::microphone("rme").value().record(960, options);
        QVERIFY(recorded.ok());
        const Audio& audio = recorded.value();
        QCOMPARE(audio.channels, static_cast<int>(channels.size()));
        for (std::size_t f = 0; f < audio.frames(); ++f)
            for (int c = 0; c < audio.channels; ++c) {
                // The channel number stands in the lowest six bits of the ramp.
                const auto number =
                    static_cast<std::int64_t>(std::floor(static_cast<double>(audio.at(f, c)) * (1 << 22))) +
                    (1 << 21);
                if (channels[c] >= 0)
                    QCOMPARE(static_cast<int>(number & 0x3F), channels[c]);
                else if (channels[c] == -1)
                    QCOMPARE(static_cast<int>(number & 0x3F), 3); // the mean of 0 to 7 is 3.5
                else
                    QCOMPARE(audio.at(f, c), 0.0F);
            }
    }

    void mapsThatDoNotFitAreRefused() {
        const SimulatedSetup setup;
        const auto microphone = soundcard::defaultMicrophone().value();
        const auto speaker = soundcard::defaultSpeaker().value();
        const auto kindOf = [](const auto& result) { return result.error().kind; };
        QCOMPARE(kindOf(microphone.recorder({.channels = {"sideways"}})), ErrorKind::BadChannelMap);
        QCOMPARE(kindOf(microphone.recorder({.channels = {"left,right"}})), ErrorKind::BadChannelMap);
        QCOMPARE(kindOf(microphone.recorder({.channels = {0, "lfe"}})), ErrorKind::NoSuchChannel);
        QCOMPARE(kindOf(speaker.player({.channels = {-2}})), ErrorKind::BadChannelMap);
        QCOMPARE(kindOf(speaker.player({.channels = {2}})), ErrorKind::NoSuchChannel);
    }

    void optionsOutOfRangeAreRefused() {
        const SimulatedSetup setup;
        const auto microphone = soundcard::defaultMicrophone().value();
        for (const StreamOptions& options :
             {StreamOptions{.sampleRate = 0}, StreamOptions{.sampleRate = 1'000'000},
              StreamOptions{.blockSize = 0}, StreamOptions{.bufferSeconds = 0.0},
              StreamOptions{.bufferSeconds = std::numeric_limits<double>::quiet_NaN()}})
            QCOMPARE(microphone.recorder(options).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(microphone.recorder({.sampleRate = 44100}).error().kind, ErrorKind::FormatNotSupported);
    }

    void whatWasGrantedIsTold() {
        const SimulatedSetup setup;
        const auto recorder = soundcard::defaultMicrophone()
                                  .value()
                                  .recorder({.channels = {"right"}, .blockSize = 256})
                                  .value();
        QCOMPARE(recorder.sampleRate(), 48000);
        QCOMPARE(recorder.channels(), 1);
        QCOMPARE(recorder.blockSize(), 256U);
        QCOMPARE(recorder.latency(), 256.0 / 48000.0);
        const auto player = soundcard::defaultSpeaker().value().player({.blockSize = 256}).value();
        QCOMPARE(player.sampleRate(), 48000);
        QCOMPARE(player.channels(), 2);
        QCOMPARE(player.blockSize(), 256U);
        QCOMPARE(player.latency(), 256.0 / 48000.0);
    }

    // Playing

    void whatIsPlayedIsHeardWholeAndBitForBit_data() {
        QTest::addColumn<int>("frames");
        QTest::addColumn<int>("blockSize"); // 0: the device's own
        for (const int frames : {1, 480, 1024, 30000})
            for (const int blockSize : {0, 64, 512})
                QTest::addRow("%d frames, block size %d", frames, blockSize) << frames << blockSize;
    }
    void whatIsPlayedIsHeardWholeAndBitForBit() {
        QFETCH(int, frames);
        QFETCH(int, blockSize);
        const auto length = static_cast<std::size_t>(frames);
        const SimulatedSetup setup;
        StreamOptions options;
        if (blockSize > 0)
            options.blockSize = static_cast<std::uint32_t>(blockSize);
        auto ear = soundcard::microphone("scarlett.out.loopback").value().recorder().value();
        const Audio played = rampAudio(length, 2);
        auto player = soundcard::defaultSpeaker().value().player(options).value();
        QVERIFY(player.play(played).ok());
        QVERIFY(player.close().ok());
        // It has been heard: it is on the loopback's tape within a block.
        Audio heard = ear.flush();
        append(heard, ear.record(960).value());
        // No frame of the ramp is silent. Where this machine stood still there is silence inside, and that
        // was told.
        std::vector<float> sound;
        std::size_t first = heard.frames();
        std::size_t last = 0;
        for (std::size_t f = 0; f < heard.frames(); ++f) {
            if (heard.at(f, 0) == 0.0F && heard.at(f, 1) == 0.0F)
                continue;
            first = std::min(first, f);
            last = f;
            sound.push_back(heard.at(f, 0));
            sound.push_back(heard.at(f, 1));
        }
        QCOMPARE(sound, played.samples);
        QCOMPARE(last + 1 - first, length + player.missingFrames());
    }

    void playingWaitsOnlyWhileTheQueueIsFull() {
        SimulatedSetup<SteppedClock> setup;
        auto player = soundcard::defaultSpeaker().value().player({.blockSize = 480}).value();
        // Time stands still: what fits into the queue is taken without it.
        QVERIFY(player.play(Audio(960, 2)).ok());
        const std::int64_t beganNs = setup.clock.nowNs();
        auto longer = std::async(std::launch::async, [&] { return player.play(rampAudio(48000, 2)); });
        while (longer.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready)
            setup.clock.advance(nsPerSecond / 200);
        QVERIFY(longer.get().ok());
        // 48000 frames and what was there before, less what is still in the queue.
        QVERIFY(setup.clock.nowNs() - beganNs >= nsPerSecond - nsPerSecond / 100);
        std::atomic<bool> closed{false};
        std::thread clock([&] {
            while (!closed) {
                setup.clock.advance(nsPerSecond / 200);
                std::this_thread::yield();
            }
        });
        const auto over = player.close();
        closed = true;
        clock.join();
        QVERIFY(over.ok());
    }

    void dataGoWhereTheMapSays() {
        const SimulatedSetup setup;
        auto ear = soundcard::microphone("surround.loopback").value().recorder().value();
        const auto speaker = soundcard::speaker("surround").value();
        const Audio played = rampAudio(480, 2);
        QVERIFY(speaker.play(played, {.channels = {"lfe", "left"}}).ok());
        const Audio heard = ear.flush();
        const std::size_t first = firstSound(heard);
        for (std::size_t f = 0; f < 480; ++f)
            for (int c = 0; c < 8; ++c)
                QCOMPARE(heard.at(first + f, c), c == 5 ? played.at(f, 0) : c == 0 ? played.at(f, 1) : 0.0F);
    }

    void oneChannelIsPlayedOnAll_data() {
        QTest::addColumn<bool>("mapped");
        QTest::addRow("of the device") << false;
        QTest::addRow("of the map") << true;
    }
    void oneChannelIsPlayedOnAll() {
        QFETCH(bool, mapped);
        const SimulatedSetup setup;
        auto ear = soundcard::microphone("surround.loopback").value().recorder().value();
        StreamOptions options;
        if (mapped)
            options.channels = {"rear-left", "lfe"};
        const std::vector<float> tone(480, 0.25F);
        QVERIFY(soundcard::speaker("surround").value().play(tone, options).ok());
        const Audio heard = ear.flush();
        const std::size_t first = firstSound(heard);
        for (std::size_t f = 0; f < tone.size(); ++f)
            for (int c = 0; c < 8; ++c)
                QCOMPARE(heard.at(first + f, c), !mapped || c == 2 || c == 5 ? 0.25F : 0.0F);
    }

    void anotherNumberOfChannelsIsRefused() {
        const SimulatedSetup setup;
        auto player = soundcard::defaultSpeaker().value().player().value();
        const auto played = player.play(Audio(480, 3));
        QCOMPARE(played.error().kind, ErrorKind::ChannelCountMismatch);
        QCOMPARE(played.error().subject, std::string("3"));
        QCOMPARE(played.error().offers, std::vector<std::string>{"2"});
        QVERIFY(player.play(Audio(480, 2)).ok()); // it is as usable as before
    }

    void nothingPlayedEndsAtOnce() {
        const SimulatedSetup<SteppedClock> setup; // in which no time passes
        QVERIFY(soundcard::defaultSpeaker().value().play(Audio()).ok());
    }

    // The whole

    void manyStreamsRunAtOnceInManyThreads() {
        const SimulatedSetup setup;
        std::atomic<int> broken{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&broken, t] {
                for (int round = 0; round < 8; ++round) {
                    auto one = soundcard::microphone(t % 2 == 0 ? "rme" : "scarlett.in").value().recorder();
                    auto two = soundcard::defaultMicrophone().value().recorder({.blockSize = 128});
                    auto player = soundcard::defaultSpeaker().value().player({.blockSize = 128});
                    if (!one || !two || !player || !player.value().play(rampAudio(960, 2))) {
                        ++broken;
                        continue;
                    }
                    const auto first = one.value().record(960);
                    const auto second = two.value().record(960);
                    if (!first || !second || firstBreak(first.value()) != 960 ||
                        firstBreak(second.value()) != 960)
                        ++broken;
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(broken.load(), 0);
    }

    void anotherBackendCanBeChosen() {
        QVERIFY(soundcard::useBackend("simulated").ok());
        QVERIFY(soundcard::defaultSpeaker().value().device().isSimulated());
        const auto wrong = soundcard::useBackend("gramophone");
        QCOMPARE(wrong.error().kind, ErrorKind::InvalidArgument);
        QVERIFY(std::ranges::count(wrong.error().offers, "simulated") == 1);
        QVERIFY(soundcard::defaultSpeaker().ok()); // the former one is still there

        soundcard::Connection::setCurrent(nullptr);
        qputenv("HEADROOM_BACKEND", "simulated");
        QVERIFY(soundcard::defaultSpeaker().value().device().isSimulated());
        soundcard::Connection::setCurrent(nullptr);
        qputenv("HEADROOM_BACKEND", "gramophone");
        QCOMPARE(soundcard::defaultSpeaker().error().kind, ErrorKind::InvalidArgument);
        qunsetenv("HEADROOM_BACKEND");
    }

    void streamsStayOnTheBackendTheyWereOpenedOn() {
        std::optional<SimulatedSetup<>> setup(std::in_place);
        auto recorder = soundcard::defaultMicrophone().value().recorder().value();
        QVERIFY(soundcard::useBackend("simulated").ok());
        QCOMPARE(firstBreak(recorder.record(4800).value()), std::size_t{4800});
        recorder.close();
    }

    void theProgramHasAName() {
        QCOMPARE(soundcard::programName(), std::string("tst_soundcard"));
        soundcard::setProgramName("Night Owl");
        QCOMPARE(soundcard::programName(), std::string("Night Owl"));
    }
};

QTEST_GUILESS_MAIN(TestSoundcard)
#include "tst_soundcard.moc"
