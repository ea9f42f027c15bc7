// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "tests/backends/pulse_cases.h"
#include "tests/conformance/ramp_source.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/wait_for.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"
#include "tests/servers/server_process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;
const QStringList unity{"100%", "100%"};

/// What pactl calls the streams of a side.
struct Side {
    QString plural;
    QString setVolume;
    QString setMute;
};
const Side recording{"source-outputs", "set-source-output-volume", "set-source-output-mute"};
const Side playing{"sink-inputs", "set-sink-input-volume", "set-sink-input-mute"};

/// Another program that records "a.monitor" or plays into "a" with the same role as Headroom, so that the
/// server takes the two for one when it remembers volumes.
class OtherProgram {
public:
    OtherProgram(const PrivatePulse& pulse, const Side& side) {
        QStringList arguments{"--server",
                              pulse.server(),
                              "--client-name=other",
                              "--property=media.role=production",
                              "--property=application.name=other",
                              "--device"};
        if (&side == &recording)
            arguments << "a.monitor";
        else
            arguments << "a"
                      << "/dev/zero";
        started_ = process_.start(&side == &recording ? "parec" : "pacat", arguments,
                                  QProcessEnvironment::systemEnvironment(), "/dev/null");
    }
    [[nodiscard]] bool started() const { return started_; }

private:
    ServerProcess process_;
    bool started_ = false;
};

struct StreamVolume {
    int index = -1;
    bool muted = false;
    QStringList percents; ///< of each channel

    [[nodiscard]] bool isUnity() const { return percents == unity && !muted; }
};

/// What the server says of the stream of one program.
std::optional<StreamVolume> volumeOf(const PrivatePulse& pulse, const Side& side,
                                     const QString& application) {
    const auto streams =
        QJsonDocument::fromJson(pulse.pactl({"--format=json", "list", side.plural}).toUtf8()).array();
    for (const auto& entry : streams) {
        const QJsonObject stream = entry.toObject();
        if (stream["properties"].toObject()["application.name"].toString() != application)
            continue;
        StreamVolume volume{stream["index"].toInt(-1), stream["mute"].toBool(), {}};
        const QJsonObject channels = stream["volume"].toObject();
        for (const QString& channel : channels.keys())
            volume.percents << channels[channel].toObject()["value_percent"].toString();
        return volume;
    }
    return std::nullopt;
}

/// An open stream of ours, on "a.monitor" or on "a".
struct Ours {
    RecordingSink sink;
    RampSource source;
    std::unique_ptr<InputStream> input;
    std::unique_ptr<OutputStream> output;

    explicit Ours(const Clock& clock) : sink(clock, 2), source(clock, 2) {}
    Result<void> open(Backend& backend, const Side& side) {
        if (&side == &recording) {
            auto opened = backend.openInput(on("a.monitor"));
            if (!opened)
                return opened.error();
            input = std::move(opened).value();
        } else {
            auto opened = backend.openOutput(into("a"));
            if (!opened)
                return opened.error();
            output = std::move(opened).value();
        }
        return {};
    }
    Result<void> start() { return input ? input->start(sink) : output->start(source); }
    [[nodiscard]] std::uint64_t frames() const { return input ? sink.frames() : source.framesGiven(); }
};

void turnDownAndMute(const PrivatePulse& pulse, const Side& side, const QString& application,
                     const QString& percent) {
    QVERIFY(waitFor([&] { return volumeOf(pulse, side, application).has_value(); }));
    const QString index = QString::number(volumeOf(pulse, side, application)->index);
    pulse.pactl({side.setVolume, index, percent});
    pulse.pactl({side.setMute, index, "1"});
}

void sides() {
    QTest::addColumn<bool>("plays");
    QTest::newRow("recording") << false;
    QTest::newRow("playing") << true;
}

} // namespace

/// Whatever the server remembers and whoever turns the knobs: a stream runs at unity and leaves the device
/// alone.
class tst_PulseVolume : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!PrivatePulse::available())
            QSKIP("PulseAudio is not installed on this machine");
    }

    void runsAtUnityThoughTheServerRemembersHalfAndMute_data() { sides(); }
    void runsAtUnityThoughTheServerRemembersHalfAndMute() {
        QFETCH(bool, plays);
        const Side& side = plays ? playing : recording;
        PrivatePulse pulse({.modules = PrivatePulse::Modules::Usual});
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        {
            const OtherProgram first(pulse, side);
            QVERIFY(first.started());
            turnDownAndMute(pulse, side, "other", "50%");
        }
        QVERIFY(waitFor([&] { return !volumeOf(pulse, side, "other").has_value(); }));
        {
            // The memory is real: another program of the same role starts quiet.
            const OtherProgram second(pulse, side);
            QVERIFY(second.started());
            QVERIFY(waitFor([&] { return volumeOf(pulse, side, "other").has_value(); }));
            QCOMPARE(volumeOf(pulse, side, "other")->percents, QStringList({"50%", "50%"}));
            QVERIFY(volumeOf(pulse, side, "other")->muted);
        }

        // What is heard is what was played, by another program where we record, by us where we play.
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        std::unique_ptr<PulsePlayer> player;
        if (!plays) {
            player = std::make_unique<PulsePlayer>(pulse.server(), "a", rate, pulseMapOf(2), 200);
            QVERIFY(player->start());
            player->play(&rampOf);
        }
        Ours ours(clock_);
        HEADROOM_OK(ours.open(*backend, side));
        QVERIFY(volumeOf(pulse, side, "Headroom")->isUnity());
        HEADROOM_OK(ours.start());
        Ours listening(clock_);
        if (plays) {
            HEADROOM_OK(listening.open(*backend, recording));
            HEADROOM_OK(listening.start());
        }
        const RecordingSink& heard = plays ? listening.sink : ours.sink;
        QVERIFY(waitFor([&] { return heard.blockFrames() > rate && heard.samples().back() != 0.0F; }));
        QVERIFY(volumeOf(pulse, side, "Headroom")->isUnity());
        ours.input.reset();
        listening.input.reset();
        if (ours.source.underruns() > 0 || (player && player->underruns() > 0))
            QSKIP("this machine was too busy to play the signal without a break");
        const RampCheck check = checkRamp(heard.samples(), 2);
        QVERIFY2(check.begins && check.fault.empty(), check.fault.c_str());
    }

    void returnsToUnityWhenItIsTurnedDownBeforeTheStart_data() { sides(); }
    void returnsToUnityWhenItIsTurnedDownBeforeTheStart() {
        QFETCH(bool, plays);
        const Side& side = plays ? playing : recording;
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        Ours ours(clock_);
        HEADROOM_OK(ours.open(*backend, side));
        turnDownAndMute(pulse, side, "Headroom", "30%");
        HEADROOM_OK(ours.start());
        QVERIFY(volumeOf(pulse, side, "Headroom")->isUnity());
    }

    void returnsToUnityWhenItIsTurnedDownWhileItRuns_data() { sides(); }
    void returnsToUnityWhenItIsTurnedDownWhileItRuns() {
        QFETCH(bool, plays);
        const Side& side = plays ? playing : recording;
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        Ours ours(clock_);
        HEADROOM_OK(ours.open(*backend, side));
        HEADROOM_OK(ours.start());
        // More often than one correction would last.
        for (int time = 0; time < 30; ++time) {
            turnDownAndMute(pulse, side, "Headroom", "30%");
            QVERIFY(waitFor([&] {
                const auto volume = volumeOf(pulse, side, "Headroom");
                return volume && volume->isUnity();
            }));
        }
    }

    void leavesTheDevicesOwnVolumeAlone_data() {
        QTest::addColumn<bool>("plays");
        QTest::addColumn<bool>("flat");
        QTest::newRow("recording, volumes of its own for each stream") << false << false;
        QTest::newRow("recording, flat volumes") << false << true;
        QTest::newRow("playing, volumes of its own for each stream") << true << false;
        QTest::newRow("playing, flat volumes") << true << true;
    }
    void leavesTheDevicesOwnVolumeAlone() {
        QFETCH(bool, plays);
        QFETCH(bool, flat);
        const Side& side = plays ? playing : recording;
        PrivatePulse pulse({.flatVolumes = flat});
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const QString kind = plays ? "sink" : "source";
        const QString device = plays ? "a" : "a.monitor";
        pulse.pactl({"set-" + kind + "-volume", device, "50%"});
        pulse.pactl({"set-" + kind + "-mute", device, "1"});
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        Ours ours(clock_);
        HEADROOM_OK(ours.open(*backend, side));
        HEADROOM_OK(ours.start());
        QVERIFY(waitFor([&] { return ours.frames() > rate / 4; }));
        const auto devices = backend->devices();
        HEADROOM_OK(devices);
        const Device* found = find(devices.value(), device.toStdString());
        QVERIFY(found->muted);
        QVERIFY2(std::abs(found->volumeDb + 18.06) < 0.01, QByteArray::number(found->volumeDb));
        // Relative to the device the stream takes nothing away and adds nothing.
        QCOMPARE(volumeOf(pulse, side, "Headroom")->percents, flat ? QStringList({"50%", "50%"}) : unity);
        QVERIFY(!volumeOf(pulse, side, "Headroom")->muted);
    }

private:
    SystemClock clock_;
};

QTEST_GUILESS_MAIN(tst_PulseVolume)
#include "tst_pulse_volume.moc"
