// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"
#include "tests/servers/private_pipewire.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>
#include <vector>

using namespace headroom::test;

namespace {

/// PulseAudio's order of 7.1, which is not that of files.
const QString surround =
    QStringLiteral("front-left,front-right,rear-left,rear-right,front-center,lfe,side-left,side-right");
constexpr int sinkChannels = 8;
constexpr int rate = 48000;
constexpr double amplitude = 0.1;

/// Whole numbers of Hz, so that one second holds whole periods of each and a bin of its transform sees none
/// of the others.
constexpr double toneHz(int channel) {
    return 500.0 + 310.0 * channel;
}

/// The amplitude of a tone in one second of one channel.
double amplitudeOf(const std::vector<float>& samples, std::size_t channels, std::size_t channel, double hz) {
    double re = 0.0, im = 0.0;
    for (std::size_t frame = 0; frame < rate; ++frame) {
        const double phase = 2.0 * std::numbers::pi * hz * static_cast<double>(frame) / rate;
        const auto sample = static_cast<double>(samples[frame * channels + channel]);
        re += sample * std::cos(phase);
        im -= sample * std::sin(phase);
    }
    return std::hypot(re, im) * 2.0 / rate;
}

/// What one channel of the file must hold: the amplitude of each of the sink's tones.
using Tones = std::array<double, sinkChannels>;
Tones only(int channel) {
    Tones tones{};
    tones[static_cast<std::size_t>(channel)] = amplitude;
    return tones;
}
Tones mean() {
    Tones tones;
    tones.fill(amplitude / sinkChannels);
    return tones;
}

/// How one second of a recording differs from what is wanted; empty where it does not.
QString difference(const std::vector<float>& samples, const std::vector<Tones>& wanted) {
    for (std::size_t channel = 0; channel < wanted.size(); ++channel)
        for (int tone = 0; tone < sinkChannels; ++tone) {
            const double is = amplitudeOf(samples, wanted.size(), channel, toneHz(tone));
            const double should = wanted[channel][static_cast<std::size_t>(tone)];
            // What is not asked for is at least 60 dB below; silence is silence.
            const double within = wanted[channel] == Tones{} ? 0.0 : amplitude / 1000.0;
            if (std::abs(is - should) > within)
                return QStringLiteral("file channel %1, tone %2: %3 instead of %4")
                    .arg(channel)
                    .arg(tone)
                    .arg(is)
                    .arg(should);
        }
    return {};
}

struct SurroundSink {
    explicit SurroundSink(bool pipeWire) {
        if (pipeWire)
            server = std::make_unique<PrivatePipeWire>();
        else
            server = std::make_unique<PrivatePulse>();
        ok = server->start() &&
             server->addNullSink({QStringLiteral("surround"), sinkChannels, rate, surround}) >= 0;
        player =
            std::make_unique<PulsePlayer>(server->server(), QStringLiteral("surround"), rate, surround, 200);
        ok = ok && player->start();
        player->play([](int channel, std::uint64_t frame) {
            const double phase =
                2.0 * std::numbers::pi * toneHz(channel) * static_cast<double>(frame % rate) / rate;
            return static_cast<float>(amplitude * std::sin(phase));
        });
    }
    std::unique_ptr<PulseControl> server;
    std::unique_ptr<PulsePlayer> player;
    bool ok = false;
};

} // namespace

Q_DECLARE_METATYPE(std::vector<Tones>)

/// Channel maps on a real server's 7.1 sink, with another tone on each of its channels.
class TestChannelsPulse : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data() {
        QTest::addColumn<bool>("pipeWire");
        QTest::newRow("PulseAudio") << false;
        QTest::newRow("PipeWire") << true;
    }

    void init() {
        QFETCH_GLOBAL(bool, pipeWire);
        if (pipeWire ? !PrivatePipeWire::available() : !PrivatePulse::available())
            QSKIP("this server is not installed");
        if (!sink_ || pipeWire_ != pipeWire) {
            sink_.reset(); // one private server at a time
            sink_ = std::make_unique<SurroundSink>(pipeWire);
            pipeWire_ = pipeWire;
        }
        if (pipeWire && !sink_->ok)
            QSKIP("PipeWire does not come up here");
        QVERIFY(sink_->ok);
    }

    void aRecordingHasTheTonesThatItsMapNames_data() {
        QTest::addColumn<QString>("map");
        QTest::addColumn<std::vector<Tones>>("wanted");
        QTest::newRow("names") << QStringLiteral(
                                      "left,right,center,lfe,rear-left,rear-right,side-left,side-right")
                               << std::vector{only(0), only(1), only(4), only(5),
                                              only(2), only(3), only(6), only(7)};
        QTest::newRow("the device's channels")
            << QStringLiteral("#7,#0,#4") << std::vector{only(7), only(0), only(4)};
        QTest::newRow("SoundCard's indices")
            << QStringLiteral("6,2,10") << std::vector{only(5), only(4), only(7)};
        QTest::newRow("mixed, one twice") << QStringLiteral("lfe,#2,0,lfe,side-right")
                                          << std::vector{only(5), only(2), only(0), only(5), only(7)};
        QTest::newRow("mono and silence")
            << QStringLiteral("mono,silence,center,-1") << std::vector{mean(), Tones{}, only(4), mean()};
        QTest::newRow("no map") << QString() << std::vector{only(0), only(1), only(2), only(3),
                                                            only(4), only(5), only(6), only(7)};
    }
    void aRecordingHasTheTonesThatItsMapNames() {
        QFETCH(QString, map);
        QFETCH(std::vector<Tones>, wanted);
        QStringList arguments{"record", "-", "--from", "surround.monitor", "--frames", "240000"};
        if (!map.isEmpty())
            arguments << "--channels" << map;
        const Ran ran = run(arguments);
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        const std::size_t channels = wanted.size();
        const std::size_t second = rate * channels * sizeof(float);
        QCOMPARE(static_cast<std::size_t>(ran.out.size()), 5 * second);
        // One second without a stumble of the server: on a machine that has much else to do, a private
        // server's graph runs late now and then, and the break has a part of every tone. A wrong map has no
        // clean second.
        QString wrong;
        for (std::size_t begin = 1; begin < 5; ++begin) {
            std::vector<float> samples(rate * channels);
            std::memcpy(samples.data(), ran.out.constData() + begin * second, second);
            wrong = difference(samples, wanted);
            if (wrong.isEmpty())
                return;
        }
        QFAIL(qPrintable(wrong));
    }

    void aPositionThatIsNotThereIsRefusedWithTheListOfThoseThatAre() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.wav"));
        const Ran ran = run({"record", path, "--from", "surround.monitor", "--channels", "left,rear-center",
                             "--frames", "100"});
        QCOMPARE(ran.exitCode, 2);
        QVERIFY(ran.errors.contains("rear-center"));
        for (const char* name : {"front-left", "front-right", "rear-left", "rear-right", "front-center",
                                 "lfe", "side-left", "side-right"})
            QVERIFY2(ran.errors.contains(name), ran.errors.constData());
        QVERIFY(!QFile::exists(path));
    }

    void cleanupTestCase() { sink_.reset(); }

private:
    std::unique_ptr<SurroundSink> sink_;
    bool pipeWire_ = false;
};

QTEST_GUILESS_MAIN(TestChannelsPulse)
#include "tst_channels_pulse.moc"
