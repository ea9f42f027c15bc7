// SPDX-License-Identifier: GPL-3.0-or-later
// SoundCard's own six tests: what is played into a sink that goes nowhere is recorded from its monitor.
#include "engine/soundcard/soundcard.h"
#include "tests/soundcard/test_server.h"

#include <QTest>

#include <optional>
#include <vector>

using namespace headroom;
using namespace headroom::test;
using soundcard::Audio;
using soundcard::ChannelMap;

namespace {

constexpr std::size_t length = 1024;
constexpr int repetitions = 20;

/// How many samples of a channel are beyond half of full scale, above and below.
struct Count {
    std::size_t above = 0;
    std::size_t below = 0;
    bool operator==(const Count&) const = default;
};

Count countOf(const Audio& audio, int channel) {
    Count count;
    for (std::size_t f = 0; f < audio.frames(); ++f) {
        count.above += audio.at(f, channel) > 0.5F ? 1 : 0;
        count.below += audio.at(f, channel) < -0.5F ? 1 : 0;
    }
    return count;
}

struct Case {
    const char* name;
    int sinkChannels;
    ChannelMap playerMap;
    ChannelMap recorderMap;
    int playedChannels;
    std::vector<Count> expected; ///< of each recorded channel
};

const std::vector<Case>& cases() {
    const Count plus{length, 0};
    const Count minus{0, length};
    const Count silence{};
    static const std::vector<Case> all{
        {"two channels", 2, {0, 1}, {0, 1}, 2, {plus, minus}},
        {"recorder turned round", 2, {0, 1}, {1, 0}, 2, {minus, plus}},
        {"player turned round", 2, {1, 0}, {0, 1}, 2, {minus, plus}},
        {"one channel played", 2, {0}, {0, 1}, 1, {plus, silence}},
        {"one channel recorded", 2, {0, 1}, {0}, 2, {plus}},
        {"two of six channels", 6, {2, 0}, {2, 0}, 2, {plus, minus}},
    };
    return all;
}

} // namespace

class TestSoundcardLoopback : public QObject {
    Q_OBJECT

private slots:
    void theWholeSignalIsHeardInItsChannel_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<int>("index");
        for (const char* server : {"pulse", "pipewire"}) {
            if (server == std::string_view("pipewire") ? !PrivatePipeWire::available()
                                                       : !PrivatePulse::available())
                continue;
            for (int index = 0; index < static_cast<int>(cases().size()); ++index)
                QTest::addRow("%s: %s", server, cases()[static_cast<std::size_t>(index)].name)
                    << server << index;
        }
    }

    void theWholeSignalIsHeardInItsChannel() {
        QFETCH(QString, server);
        QFETCH(int, index);
        const Case& c = cases()[static_cast<std::size_t>(index)];
        const TestServer control(server);
        QVERIFY(control->start());
        const QString map =
            c.sinkChannels == 6 ? "front-left,front-right,front-center,lfe,rear-left,rear-right" : QString();
        // An idle one renders ahead, as SoundCard's tests would find it.
        QVERIFY(control->addNullSink(
                    {.name = "nowhere", .channels = c.sinkChannels, .map = map, .prompt = false}) >= 0);

        Audio signal(length, c.playedChannels);
        for (std::size_t f = 0; f < length; ++f)
            for (int channel = 0; channel < c.playedChannels; ++channel)
                signal.at(f, channel) = channel == 0 ? 1.0F : -1.0F;
        const auto speaker = soundcard::speaker("nowhere");
        QVERIFY(speaker.ok());
        const auto monitor = soundcard::microphone("nowhere.monitor", true);
        QVERIFY(monitor.ok());

        // The first round finds the sink idle. For the others a player that plays nothing keeps it awake: an
        // idle null sink takes two seconds to come to life.
        std::optional<soundcard::Player> wakeful;
        int whole = 0;
        for (int round = 0; round < repetitions; ++round) {
            // The player first: its silence keeps the sink at a low latency.
            auto player =
                speaker.value().player({.sampleRate = 48000, .channels = c.playerMap, .blockSize = 512});
            QVERIFY2(player.ok(), player ? "" : qPrintable(whatWentWrong(player.error())));
            auto recorder =
                monitor.value().recorder({.sampleRate = 48000, .channels = c.recorderMap, .blockSize = 512});
            QVERIFY2(recorder.ok(), recorder ? "" : qPrintable(whatWentWrong(recorder.error())));
            QVERIFY(player.value().play(signal).ok());
            const auto recorded = recorder.value().record(12 * length);
            QVERIFY2(recorded.ok(), recorded ? "" : qPrintable(whatWentWrong(recorded.error())));
            QCOMPARE(recorded.value().frames(), 12 * length);
            QCOMPARE(recorded.value().channels, static_cast<int>(c.expected.size()));
            bool isWhole = true;
            QString found;
            for (int channel = 0; channel < recorded.value().channels; ++channel) {
                const Count count = countOf(recorded.value(), channel);
                isWhole = isWhole && count == c.expected[static_cast<std::size_t>(channel)];
                found += QString(" +%1 -%2").arg(count.above).arg(count.below);
            }
            whole += isWhole ? 1 : 0;
            if (!wakeful)
                wakeful.emplace(speaker.value().player({.sampleRate = 48000, .blockSize = 512}).value());
            if (!isWhole)
                qInfo("round %d:%s; %llu frames missing in the recording, %llu in what was played", round,
                      qPrintable(found), static_cast<unsigned long long>(recorder.value().missingFrames()),
                      static_cast<unsigned long long>(player.value().missingFrames()));
        }
        QCOMPARE(whole, repetitions);
    }
};

QTEST_GUILESS_MAIN(TestSoundcardLoopback)
#include "tst_soundcard_loopback.moc"
