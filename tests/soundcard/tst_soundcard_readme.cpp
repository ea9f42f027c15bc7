// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of SoundCard's manual, in C++: on simulated devices and on a real server of the test's own.
#include "engine/soundcard/soundcard.h"
#include "tests/soundcard/test_server.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <sstream>

using namespace headroom;
using namespace headroom::test;
namespace sc = headroom::soundcard;

class TestSoundcardReadme : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data() {
        QTest::addColumn<QString>("server");
        QTest::addRow("simulated") << "simulated";
        if (PrivatePulse::available())
            QTest::addRow("PulseAudio") << "pulse";
    }

    void init() {
        QFETCH_GLOBAL(QString, server);
        if (server == "simulated") {
            QVERIFY(sc::useBackend("simulated").ok());
            return;
        }
        server_ = std::make_unique<TestServer>(server);
        TestServer& control = *server_;
        QVERIFY(control->start());
        const QString surround =
            "front-left,front-right,rear-left,rear-right,front-center,lfe,side-left,side-right";
        QVERIFY(control->addNullSink({.name = "speakers", .description = "Simulated Speakers"}) >= 0);
        QVERIFY(control->addNullSink({.name = "surround",
                                      .channels = 8,
                                      .map = surround,
                                      .description = "Simulated Surround 7.1"}) >= 0);
        // A real source, not a monitor, of four channels; it is silent.
        QVERIFY(control->loadModule({"module-null-source", "source_name=interface", "channels=4",
                                     "channel_map=front-left,front-right,front-center,rear-center",
                                     "description=Simulated-Interface"}) >= 0);
        control->pactl({"set-default-sink", "speakers"});
        control->pactl({"set-default-source", "interface"});
    }
    void cleanup() {
        server_.reset();
        sc::Connection::setCurrent(nullptr);
    }

    void gettingToYourSpeakersAndMicrophones() {
        // get a list of all speakers, the default one; the same for microphones
        const auto speakers = sc::allSpeakers().value();
        const auto defaultSpeaker = sc::defaultSpeaker().value();
        const auto microphones = sc::allMicrophones().value();
        const auto defaultMicrophone = sc::defaultMicrophone().value();
        QVERIFY(std::ranges::count(speakers, defaultSpeaker) == 1);
        QVERIFY(std::ranges::count(microphones, defaultMicrophone) == 1);
        QVERIFY(std::ranges::none_of(microphones, &sc::Microphone::isLoopback));

        // search by a part of the name, then by some of its letters
        const auto one = sc::speaker("Surround").value();
        QCOMPARE(sc::speaker("SSrnd7.1").value(), one);
        std::ostringstream printed;
        printed << one;
        QCOMPARE(printed.str(), std::string("<Speaker Simulated Surround 7.1 (8 channels)>"));
    }

    void recordingAndPlayingBackOneSecond() {
        const auto microphone = sc::defaultMicrophone().value();
        const auto speaker = sc::defaultSpeaker().value();
        sc::Audio data = microphone.record(48000, {.sampleRate = 48000, .channels = {0, 1}}).value();
        QCOMPARE(data.frames(), std::size_t{48000});
        QCOMPARE(data.channels, 2);
        // normalized playback
        float peak = 0.0F;
        for (const float sample : data.samples)
            peak = std::max(peak, std::abs(sample));
        if (peak > 0.0F)
            for (float& sample : data.samples)
                sample /= peak;
        QVERIFY(speaker.play(data, {.sampleRate = 48000}).ok());
    }

    void recordingAndPlayingContinuously() {
        auto mic =
            sc::defaultMicrophone().value().recorder({.sampleRate = 48000, .channels = {0, 1}}).value();
        auto sp = sc::defaultSpeaker().value().player({.sampleRate = 48000}).value();
        for (int i = 0; i < 100; ++i) {
            const auto data = mic.record(1024);
            QVERIFY(data.ok());
            QCOMPARE(data.value().frames(), std::size_t{1024});
            QVERIFY(sp.play(data.value()).ok());
        }
        QCOMPARE(mic.missingFrames(), std::uint64_t{0});
    }

    void askingForALowLatency() {
        auto mic = sc::defaultMicrophone().value().recorder({.sampleRate = 48000, .blockSize = 256}).value();
        auto sp = sc::defaultSpeaker().value().player({.sampleRate = 48000, .blockSize = 256}).value();
        QCOMPARE(mic.blockSize(), 256U);
        QCOMPARE(sp.blockSize(), 256U);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(mic.record(64).value().frames(), std::size_t{64}); // less than the block
        QVERIFY(sp.latency() > 0.0);
    }

    void gettingWhateverIsThereRightNow() {
        auto mic = sc::defaultMicrophone().value().recorder({.sampleRate = 48000}).value();
        std::size_t frames = 0;
        while (frames < 24000) {
            const auto data = mic.record();
            QVERIFY(data.ok());
            QVERIFY(data.value().frames() > 0);
            frames += data.value().frames();
        }
    }

    void recordingFourChannelsAndPlayingThemReversed() {
        // On PulseAudio the numbers are positions; the simulated interface has numbered channels alone.
        QFETCH_GLOBAL(QString, server);
        const sc::ChannelMap firstFour =
            server == "pulse" ? sc::ChannelMap{0, 1, 2, 3} : sc::ChannelMap{"#0", "#1", "#2", "#3"};
        const auto microphone = sc::microphone("Interface").value();
        const auto data = microphone.record(48000, {.sampleRate = 48000, .channels = firstFour});
        QVERIFY(data.ok());
        QCOMPARE(data.value().channels, 4);
        const auto speaker = sc::speaker("Surround").value();
        const sc::ChannelMap reversed{"rear-right", "rear-left", "right", "left"};
        QVERIFY(speaker.play(data.value(), {.sampleRate = 48000, .channels = reversed}).ok());
    }

    void playingNoiseOnOneChannelAfterTheOther() {
        // a channel map for a 7.1 audio sink
        const sc::ChannelMap channelMap{"left",      "right",      "center",    "lfe",
                                        "rear-left", "rear-right", "side-left", "side-right"};
        const int channels = static_cast<int>(channelMap.size());
        constexpr std::size_t noiseFrames = 4800;
        std::mt19937 random(1);
        std::uniform_real_distribution<float> noise(0.05F, 0.1F);
        sc::Audio data(noiseFrames * channelMap.size(), channels);
        for (int channel = 0; channel < channels; ++channel)
            for (std::size_t f = 0; f < noiseFrames; ++f)
                data.at(static_cast<std::size_t>(channel) * noiseFrames + f, channel) = noise(random);

        const auto speaker = sc::speaker("Surround").value();
        // and what is heard: each channel in its turn, on its position
        auto keepAwake = speaker.player({.sampleRate = 48000, .blockSize = 512}).value();
        const auto loopbacks = sc::allMicrophones(true).value();
        const auto loopback = std::ranges::find_if(
            loopbacks, [&](const sc::Microphone& m) { return m.device().speakerId == speaker.id(); });
        QVERIFY(loopback != loopbacks.end());
        auto ear = loopback->recorder({.sampleRate = 48000, .channels = channelMap}).value();
        QVERIFY(speaker.play(data, {.sampleRate = 48000, .channels = channelMap, .blockSize = 512}).ok());
        const sc::Audio heard = ear.record(data.frames() / 2).value();
        QCOMPARE(heard.channels, channels);
        sc::Audio rest = ear.flush();
        rest.samples.insert(rest.samples.begin(), heard.samples.begin(), heard.samples.end());
        for (int channel = 0; channel < channels; ++channel) {
            const auto sent = data.channel(channel);
            const auto found = rest.channel(channel);
            const auto isSound = [](float s) { return s != 0.0F; };
            const auto sounds = std::ranges::count_if(found, isSound);
            // The showcase's loopback hisses by itself on every channel.
            QFETCH_GLOBAL(QString, server);
            if (server == "simulated")
                QVERIFY(sounds > std::ranges::count_if(sent, isSound));
            else
                QCOMPARE(sounds, std::ranges::count_if(sent, isSound));
        }
    }

    void theNumbersOfPositions() {
        const auto names = sc::channelNameMap();
        QCOMPARE(names.at("left"), 0);
        QCOMPARE(names.at("side-right"), 10);
    }

private:
    std::unique_ptr<TestServer> server_;
};

QTEST_GUILESS_MAIN(TestSoundcardReadme)
#include "tst_soundcard_readme.moc"
