// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "tests/backends/pulse_cases.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/wait_for.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"
#include "tests/servers/server_process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;

/// Another program that records with the same role as Headroom, so that the server takes the two for one when
/// it remembers volumes.
class OtherRecorder {
public:
    OtherRecorder(const PrivatePulse& pulse, const QString& source)
        : started_(process_.start("parec",
                                  {"--server", pulse.server(), "--device", source, "--client-name=other",
                                   "--property=media.role=production", "--property=application.name=other"},
                                  QProcessEnvironment::systemEnvironment(), "/dev/null")) {}
    [[nodiscard]] bool started() const { return started_; }

private:
    ServerProcess process_;
    bool started_;
};

struct OutputVolume {
    int index = -1;
    bool muted = false;
    QStringList percents; ///< of each channel
};

/// What the server says of the stream of one program.
std::optional<OutputVolume> volumeOf(const PrivatePulse& pulse, const QString& application) {
    const auto outputs =
        QJsonDocument::fromJson(pulse.pactl({"--format=json", "list", "source-outputs"}).toUtf8()).array();
    for (const auto& entry : outputs) {
        const QJsonObject output = entry.toObject();
        if (output["properties"].toObject()["application.name"].toString() != application)
            continue;
        OutputVolume volume{output["index"].toInt(-1), output["mute"].toBool(), {}};
        const QJsonObject channels = output["volume"].toObject();
        for (const QString& channel : channels.keys())
            volume.percents << channels[channel].toObject()["value_percent"].toString();
        return volume;
    }
    return std::nullopt;
}

} // namespace

/// Whatever the server remembers and whoever turns the knobs: the stream runs at unity and leaves the device
/// alone.
class tst_PulseVolume : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!PrivatePulse::available())
            QSKIP("PulseAudio is not installed on this machine");
    }

    void recordsAtUnityThoughTheServerRemembersHalfAndMute() {
        PrivatePulse pulse({.modules = PrivatePulse::Modules::Usual});
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        PulsePlayer player(pulse.server(), "a", rate, pulseMapOf(2), 200);
        QVERIFY(player.start());
        player.play(&rampOf);
        {
            const OtherRecorder first(pulse, "a.monitor");
            QVERIFY(first.started());
            QVERIFY(waitFor([&] { return volumeOf(pulse, "other").has_value(); }));
            const QString index = QString::number(volumeOf(pulse, "other")->index);
            pulse.pactl({"set-source-output-volume", index, "50%"});
            pulse.pactl({"set-source-output-mute", index, "1"});
        }
        QVERIFY(waitFor([&] { return !volumeOf(pulse, "other").has_value(); }));
        {
            // The memory is real: another program of the same role starts quiet.
            const OtherRecorder second(pulse, "a.monitor");
            QVERIFY(second.started());
            QVERIFY(waitFor([&] { return volumeOf(pulse, "other").has_value(); }));
            QCOMPARE(volumeOf(pulse, "other")->percents, QStringList({"50%", "50%"}));
            QVERIFY(volumeOf(pulse, "other")->muted);
        }

        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        QCOMPARE(volumeOf(pulse, "Headroom")->percents, QStringList({"100%", "100%"}));
        QVERIFY(!volumeOf(pulse, "Headroom")->muted);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.blockFrames() > rate && sink.samples().back() != 0.0F; }));
        stream.value()->stop();
        if (player.underruns() > 0)
            QSKIP("this machine was too busy to play the signal without a break");
        const RampCheck check = checkRamp(sink.samples(), 2);
        QVERIFY2(check.begins && check.fault.empty(), check.fault.c_str());
    }

    void returnsToUnityWhenItIsTurnedDownBeforeTheStart() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        turnDownAndMute(pulse);
        HEADROOM_OK(stream.value()->start(sink));
        QCOMPARE(volumeOf(pulse, "Headroom")->percents, QStringList({"100%", "100%"}));
        QVERIFY(!volumeOf(pulse, "Headroom")->muted);
    }

    void returnsToUnityWhenItIsTurnedDownWhileItRuns() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        // More often than one correction would last.
        for (int time = 0; time < 30; ++time) {
            turnDownAndMute(pulse);
            QVERIFY(waitFor([&] {
                const auto volume = volumeOf(pulse, "Headroom");
                return volume && volume->percents == QStringList({"100%", "100%"}) && !volume->muted;
            }));
        }
    }

    void leavesTheDevicesOwnVolumeAlone_data() {
        QTest::addColumn<bool>("flat");
        QTest::newRow("volumes of its own for each stream") << false;
        QTest::newRow("flat volumes") << true;
    }
    void leavesTheDevicesOwnVolumeAlone() {
        QFETCH(bool, flat);
        PrivatePulse pulse({.flatVolumes = flat});
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        pulse.pactl({"set-source-volume", "a.monitor", "50%"});
        pulse.pactl({"set-source-mute", "a.monitor", "1"});
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto stream = backend->openInput(on("a.monitor"));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4; }));
        const auto devices = backend->devices();
        HEADROOM_OK(devices);
        const Device* source = find(devices.value(), "a.monitor");
        QVERIFY(source->muted);
        QVERIFY(std::abs(source->volumeDb + 18.06) < 0.01);
        // Relative to the source the stream takes nothing away and adds nothing.
        QCOMPARE(volumeOf(pulse, "Headroom")->percents,
                 flat ? QStringList({"50%", "50%"}) : QStringList({"100%", "100%"}));
        QVERIFY(!volumeOf(pulse, "Headroom")->muted);
    }

private:
    static void turnDownAndMute(const PrivatePulse& pulse) {
        const auto volume = volumeOf(pulse, "Headroom");
        QVERIFY(volume.has_value());
        pulse.pactl({"set-source-output-volume", QString::number(volume->index), "30%"});
        pulse.pactl({"set-source-output-mute", QString::number(volume->index), "1"});
    }

    SystemClock clock_;
};

QTEST_GUILESS_MAIN(tst_PulseVolume)
#include "tst_pulse_volume.moc"
