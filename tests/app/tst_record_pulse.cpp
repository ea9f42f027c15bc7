// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/clock.h"
#include "engine/session/engine.h"
#include "tests/app/program.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <sndfile.h>

#include <cmath>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

using namespace headroom;
using namespace headroom::test;

namespace {

/// A sample that is never zero, the same in no two channels or frames nearby.
float knownSample(int channel, std::uint64_t frame) {
    std::uint64_t x = frame * 64 + static_cast<unsigned>(channel) + 1;
    x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27U) * 0x94D049BB133111EBULL;
    const auto bits = static_cast<std::int32_t>(x >> 41U) | 1; // 23 bits
    return static_cast<float>(bits) / 16777216.0F;
}

struct SoundFile {
    explicit SoundFile(const QString& path) {
        SF_INFO info{};
        SNDFILE* file = sf_open(path.toUtf8().constData(), SFM_READ, &info);
        if (file == nullptr)
            return;
        rate = info.samplerate;
        channels = info.channels;
        samples.resize(static_cast<std::size_t>(info.frames * info.channels));
        frames = static_cast<std::uint64_t>(sf_readf_float(file, samples.data(), info.frames));
        sf_close(file);
    }
    [[nodiscard]] float at(std::uint64_t frame, int channel) const {
        return samples[frame * static_cast<std::size_t>(channels) + static_cast<std::size_t>(channel)];
    }
    int rate = 0;
    int channels = 0;
    std::uint64_t frames = 0;
    std::vector<float> samples;
};

/// A server with one null sink that is being played into, so that its monitor delivers at once.
class RunningSink {
public:
    explicit RunningSink(int channels, PrivatePulse::Modules modules = PrivatePulse::Modules::Bare,
                         int latencyMs = 60)
        : server({modules}) {
        ok = server.start() && server.addNullSink({QStringLiteral("sink"), channels}) >= 0;
        player = std::make_unique<PulsePlayer>(server.server(), QStringLiteral("sink"), 48000,
                                               pulseMapOf(channels), latencyMs);
        ok = ok && player->start();
    }
    PrivatePulse server;
    std::unique_ptr<PulsePlayer> player;
    bool ok = false;
};

const QString monitor = QStringLiteral("sink.monitor");

/// Reads what a process writes to standard output until `word` stands in it.
bool waitForWord(QProcess& process, QByteArray& out, const char* word) {
    QElapsedTimer timer;
    timer.start();
    while (!out.contains(word)) {
        if (timer.hasExpired(10'000) ||
            (!process.waitForReadyRead(1000) && process.state() == QProcess::NotRunning))
            return false;
        out += process.readAllStandardOutput();
    }
    return true;
}

} // namespace

/// The recorder on a real PulseAudio of the test's own.
class TestRecordPulse : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(PrivatePulse::available()); }

    void theFileHoldsThePlayedSamplesBitForBit_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("usual");
        QTest::newRow("2 channels") << 2 << false;
        QTest::newRow("32 channels") << 32 << false;
        QTest::newRow("2 channels, the usual modules") << 2 << true;
    }
    void theFileHoldsThePlayedSamplesBitForBit() {
        QFETCH(int, channels);
        QFETCH(bool, usual);
        RunningSink sink(channels, usual ? PrivatePulse::Modules::Usual : PrivatePulse::Modules::Bare, 250);
        QVERIFY(sink.ok);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.wav"));
        constexpr std::uint64_t played = 96000;
        // A player that ran dry, as the machine had too much else to do, did not play what was to be
        // recorded.
        int stumbles = 0;
        for (int round = 0;; ++round) {
            QProcess process;
            prepare(process, {"record", path, "--from", monitor, "--frames", "240000", "--json", "--force"});
            process.start();
            QByteArray out;
            QVERIFY(waitForWord(process, out, "levels"));
            sink.player->play([](int channel, std::uint64_t frame) {
                return frame < played ? knownSample(channel, frame) : 0.0F;
            });
            const Ran ran = finish(process);
            QVERIFY2(ran.exitCode == 0, ran.errors.constData());
            const int before = std::exchange(stumbles, sink.player->underruns());
            if (stumbles == before)
                break;
            QVERIFY2(round < 4, "the player ran dry in each of five rounds");
        }

        const SoundFile file(path);
        QCOMPARE(file.channels, channels);
        QCOMPARE(file.frames, std::uint64_t{240000});
        std::uint64_t first = 0;
        while (first < file.frames && file.at(first, 0) == 0.0F)
            ++first;
        QVERIFY(first + played < file.frames);
        for (std::uint64_t frame = 0; frame < file.frames; ++frame)
            for (int channel = 0; channel < channels; ++channel) {
                const bool inside = frame >= first && frame < first + played;
                const float wanted = inside ? knownSample(channel, frame - first) : 0.0F;
                if (file.at(frame, channel) != wanted)
                    QFAIL(qPrintable(QStringLiteral("frame %1, channel %2").arg(frame).arg(channel)));
            }
    }

    void framesAreExact() {
        RunningSink sink(2);
        QVERIFY(sink.ok);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.wav"));
        const Ran ran = run({"record", path, "--from", monitor, "--frames", "480000", "--json"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.event("finished")["frames"].toInt(), 480000);
        QCOMPARE(SoundFile(path).frames, std::uint64_t{480000});
    }

    void durationsAreExact() {
        RunningSink sink(2);
        QVERIFY(sink.ok);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.wav"));
        const Ran ran = run({"record", path, "--from", monitor, "--duration", "15", "--json"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(SoundFile(path).frames, std::uint64_t{720000});
    }

    /// The signal tells how late it is: its frames are those of the wall clock's milliseconds.
    void recordingBeginsSoonAfterTheStartAndAnInterruptLosesNothing() {
        RunningSink sink(2);
        QVERIFY(sink.ok);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.wav"));
        sink.player->play([](int channel, std::uint64_t frame) { return knownSample(channel, frame); });
        // What a recorder that has been running all the time hears is the truth about the source.
        QProcess witness;
        const QString witnessPath = folder.filePath(QStringLiteral("witness.wav"));
        prepare(witness, {"record", witnessPath, "--from", monitor, "--json"});
        witness.start();
        QByteArray out;
        QVERIFY(waitForWord(witness, out, "levels"));

        Engine engine(systemParts("pulse"));
        const Clock& clock = engine.clock();
        QProcess process;
        prepare(process, {"record", path, "--from", monitor, "--json"});
        const std::int64_t startNs = clock.nowNs();
        process.start();
        out.clear();
        QVERIFY(waitForWord(process, out, "levels"));
        QTest::qWait(500);
        const std::int64_t stopNs = clock.nowNs();
        process.terminate();
        const Ran ran = finish(process);
        QCOMPARE(ran.exitCode, 0);
        witness.terminate();
        QCOMPARE(finish(witness).exitCode, 0);

        const SoundFile file(path);
        const SoundFile truth(witnessPath);
        QVERIFY(file.frames > 0);
        // Every frame of the take is the source's, without a break.
        std::uint64_t offset = 0;
        while (offset < truth.frames && truth.at(offset, 0) != file.at(0, 0))
            ++offset;
        QVERIFY(offset + file.frames <= truth.frames);
        for (std::uint64_t frame = 0; frame < file.frames; ++frame)
            QVERIFY(file.at(frame, 0) == truth.at(offset + frame, 0));
        // From soon after the start of the program to the interrupt, all of it. How soon is measured, and
        // printed; the limit is for a machine that has much else to do.
        // An interrupted take goes on for 100 ms, for what is still on its way.
        const double firstMs =
            static_cast<double>(stopNs - startNs) / 1e6 + 100.0 - static_cast<double>(file.frames) / 48.0;
        qInfo("the first recorded frame lies %.0f ms after the start of the program", firstMs);
        QVERIFY2(firstMs < 1500.0, qPrintable(QString::number(firstMs)));
    }

    void preRollBeginsBeforeTheKeyPress() {
        RunningSink sink(2);
        QVERIFY(sink.ok);
        EngineParts parts = systemParts("pulse");
        parts.preRollSeconds = 3.0;
        Engine engine(std::move(parts));
        engine.start();
        Event event;
        const auto waitFor = [&](auto wanted) -> bool {
            using T = decltype(wanted);
            QElapsedTimer timer;
            timer.start();
            while (!timer.hasExpired(10'000))
                if (engine.nextEvent(event, std::chrono::milliseconds(50)) &&
                    std::holds_alternative<T>(event))
                    return true;
            return false;
        };
        QVERIFY(waitFor(DevicesChanged{}));
        InputWish wish;
        wish.deviceId = monitor.toStdString();
        wish.keepOpen = true;
        const InputId input = engine.openInput(wish);
        QVERIFY(waitFor(InputOpened{}));
        QTest::qWait(4000);
        // A click, then the key press: the click must be in the take, as far from its start as it was before
        // the press.
        const auto click = [](int, std::uint64_t frame) { return frame == 0 ? 0.5F : 0.0F; };
        sink.player->play(click);
        QTest::qWait(1000);
        QTemporaryDir folder;
        TakeSettings settings;
        settings.file = folder.filePath(QStringLiteral("x.wav")).toStdString();
        const std::int64_t pressedNs = engine.clock().nowNs();
        const TakeId take = engine.startTake(input, settings, 3.0);
        QVERIFY(waitFor(TakeStarted{}));
        // A second witness of time: the same instant without pre-roll.
        TakeSettings plain = settings;
        plain.file = folder.filePath(QStringLiteral("plain.wav")).toStdString();
        const std::int64_t plainNs = engine.clock().nowNs();
        const TakeId plainTake = engine.startTake(input, plain, 0.0);
        QVERIFY(waitFor(TakeStarted{}));
        QTest::qWait(500);
        sink.player->play(click);
        QTest::qWait(700);
        engine.stopTake(take);
        engine.stopTake(plainTake);
        QVERIFY(waitFor(TakeFinished{}));
        QVERIFY(waitFor(TakeFinished{}));

        const auto clicks = [](const SoundFile& file) {
            std::vector<std::uint64_t> found;
            for (std::uint64_t frame = 0; frame < file.frames; ++frame)
                if (file.at(frame, 0) == 0.5F)
                    found.push_back(frame);
            return found;
        };
        const auto withPreRoll = clicks(SoundFile(QString::fromStdString(settings.file)));
        const auto without = clicks(SoundFile(QString::fromStdString(plain.file)));
        QCOMPARE(withPreRoll.size(), std::size_t{2}); // the one before the press as well
        QCOMPARE(without.size(), std::size_t{1});
        // The second click lies 3 s later in the take with pre-roll, but for the time between the two
        // commands.
        const double between = static_cast<double>(plainNs - pressedNs) / 1e9;
        const double difference = static_cast<double>(withPreRoll[1] - without[0]) / 48000.0 - between;
        QVERIFY2(std::abs(difference - 3.0) < 0.050, qPrintable(QString::number(difference)));
    }

    void withoutAServerRecordEndsWith3AndDevicesShowTheSimulated() {
        PrivatePulse server; // not started
        QTemporaryDir folder;
        QElapsedTimer timer;
        timer.start();
        Ran ran = run({"record", folder.filePath("x.wav"), "--duration", "1"});
        QVERIFY(timer.elapsed() < 2000);
        QCOMPARE(ran.exitCode, 3);
        QCOMPARE(ran.errorLines().size(), 1);
        QVERIFY2(ran.errors.contains("--backend simulated"), ran.errors.constData());
        timer.restart();
        ran = run({"devices", "--json"});
        QVERIFY(timer.elapsed() < 2000);
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.errors.toUpper().contains("SIMULATED"));
        QVERIFY(ran.json().size() > 5);
        timer.restart();
        ran = run({"doctor", "--json"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.json().constFirst()["status"].toString(), QStringLiteral("failed"));
    }

    void aServerThatDiesAndReturnsIsOneTakeWithItsGap() {
        RunningSink sink(2);
        QVERIFY(sink.ok);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.wav"));
        QProcess process;
        prepare(process, {"record", path, "--from", monitor, "--duration", "6", "--json"});
        process.start();
        QByteArray out;
        QVERIFY(waitForWord(process, out, "levels"));
        QTest::qWait(1500);
        sink.player.reset();
        sink.server.kill();
        // What is on the disk now, without any help, is a valid file.
        QTest::qWait(1500);
        QVERIFY(SoundFile(path).frames >= 48000);
        QVERIFY(sink.server.start());
        QVERIFY(sink.server.addNullSink({QStringLiteral("sink"), 2}) >= 0);
        sink.player =
            std::make_unique<PulsePlayer>(sink.server.server(), QStringLiteral("sink"), 48000, pulseMapOf(2));
        QVERIFY(sink.player->start());
        const Ran ran = finish(process);
        QVERIFY2(ran.exitCode == 4, ran.errors.constData());
        const QJsonObject finished = ran.event("finished");
        QCOMPARE(finished["complete"].toBool(), false);
        QCOMPARE(finished["frames"].toInt(), 6 * 48000);
        QCOMPARE(finished["faults"].toArray().size(), 1);
        QCOMPARE(finished["faults"].toArray()[0].toObject()["cause"].toString(), QStringLiteral("device"));
        QCOMPARE(SoundFile(path).frames, std::uint64_t{6 * 48000});
        QVERIFY(!ran.errors.isEmpty());
    }

    void aDeviceThatReturnsAtAnotherRateIsARecordingOfSeveralFilesAllOfThemNamed() {
        PrivatePulse server({PrivatePulse::Modules::Usual});
        QVERIFY(server.start());
        const auto plug = [&server](int rate, std::unique_ptr<PulsePlayer>& player) {
            const qint64 module = server.addNullSink({QStringLiteral("sink"), 2, rate});
            player =
                std::make_unique<PulsePlayer>(server.server(), QStringLiteral("sink"), rate, pulseMapOf(2));
            return player->start() ? module : -1;
        };
        std::unique_ptr<PulsePlayer> player;
        const qint64 module = plug(48000, player);
        QVERIFY(module >= 0);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.wav"));
        QProcess process;
        prepare(process, {"record", path, "--from", monitor, "--duration", "4", "--json"});
        process.start();
        QByteArray out;
        QVERIFY(waitForWord(process, out, "levels"));
        QTest::qWait(800);
        player.reset();
        server.unloadModule(module);
        QVERIFY(plug(44100, player) >= 0);
        const Ran ran = finish(process);
        QVERIFY2(ran.exitCode == 4, ran.errors.constData());
        const QJsonObject finished = ran.event("finished");
        QCOMPARE(finished["complete"].toBool(), false);
        const QJsonArray files = finished["files"].toArray();
        QCOMPARE(files, (QJsonArray{path, folder.filePath(QStringLiteral("x-002.wav"))}));
        const SoundFile first(files[0].toString());
        const SoundFile second(files[1].toString());
        QCOMPARE(first.rate, 48000);
        QCOMPARE(second.rate, 44100);
        QCOMPARE(finished["frames"].toInteger(), static_cast<qint64>(first.frames + second.frames));
        const double seconds =
            static_cast<double>(first.frames) / 48000.0 + static_cast<double>(second.frames) / 44100.0;
        QVERIFY2(std::abs(seconds - 4.0) < 0.001, qPrintable(QString::number(seconds)));
        const QJsonArray takes = finished["takes"].toArray();
        QCOMPARE(takes.size(), 2);
        QCOMPARE(takes[1].toObject()["rate"].toInt(), 44100);
        QCOMPARE(takes[1].toObject()["complete"].toBool(), true);
        QCOMPARE(finished["faults"].toArray().size(), 1);
        QCOMPARE(finished["faults"].toArray()[0].toObject()["reason"].toString(),
                 QStringLiteral("device-gone"));
    }

    void meterReadsTheToneThatIsPlayed() {
        RunningSink sink(2);
        QVERIFY(sink.ok);
        sink.player->play([](int channel, std::uint64_t frame) {
            return static_cast<float>(
                (channel == 0 ? 0.25 : 0.5) *
                std::sin(2.0 * std::numbers::pi * 1000.0 * static_cast<double>(frame) / 48000.0));
        });
        const Ran ran = run({"meter", "--from", monitor, "--duration", "2", "--json"});
        QCOMPARE(ran.exitCode, 0);
        const QJsonObject last = ran.json().constLast();
        QVERIFY(std::abs(last["peak_dbfs"].toArray()[0].toDouble() + 12.04) < 0.02);
        QVERIFY(std::abs(last["rms_dbfs"].toArray()[1].toDouble() + 9.03) < 0.02);
    }
};

QTEST_GUILESS_MAIN(TestRecordPulse)
#include "tst_record_pulse.moc"
