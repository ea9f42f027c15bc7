// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "tests/backends/pulse_cases.h"
#include "tests/conformance/noted_listener.h"
#include "tests/conformance/ramp_source.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/wait_for.h"
#include "tests/servers/private_pulse.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <chrono>
#include <cmath>
#include <memory>
#include <vector>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {
constexpr int rate = 48000;
}

/// What is PulseAudio's own about playing; what every backend promises stands in the conformance cases.
class tst_PulseOutput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!PrivatePulse::available())
            QSKIP("PulseAudio is not installed on this machine");
    }

    // --- the beginning ---

    void losesNothingOfTheBeginningOnAnIdleSink_data() {
        QTest::addColumn<bool>("prompt");
        QTest::addColumn<int>("blockFrames");
        QTest::newRow("one that takes back what it rendered ahead") << false << 0;
        QTest::newRow("one that does not") << true << 0;
        QTest::newRow("small blocks") << false << 128;
        QTest::newRow("large blocks") << false << 4800;
    }
    void losesNothingOfTheBeginningOnAnIdleSink() {
        QFETCH(bool, prompt);
        QFETCH(int, blockFrames);
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a", .prompt = prompt}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2, 60.0);
        const auto input = backend->openInput(on("a.monitor"));
        HEADROOM_OK(input);
        HEADROOM_OK(input.value()->start(sink));
        for (int round = 0; round < 5; ++round) {
            const std::size_t before = sink.samples().size();
            RampSource source(clock_, 2);
            OutputRequest request = into("a");
            if (blockFrames > 0)
                request.blockFrames = static_cast<std::uint32_t>(blockFrames);
            const auto output = backend->openOutput(request);
            HEADROOM_OK(output);
            HEADROOM_OK(output.value()->start(source));
            QVERIFY(waitFor([&] {
                return source.framesGiven() > rate / 2 && sink.samples().size() > before &&
                       sink.samples().back() != 0.0F &&
                       checkRamp(sink.samples().subspan(before), 2).frames > rate / 4;
            }));
            output.value()->stop();
            qInfo("block %u, latency %.1f ms as granted, %.1f ms now, %d underruns",
                  output.value()->granted().blockFrames, output.value()->granted().latencySeconds * 1e3,
                  output.value()->latencySeconds() * 1e3, source.underruns());
            const RampCheck check = checkRamp(sink.samples().subspan(before), 2);
            QCOMPARE(check.offset, std::uint64_t{0});
            if (source.underruns() == 0) {
                // To the end that stop() made, after which there is silence.
                const auto heard =
                    sink.samples().subspan(before + 2 * *check.begins, std::size_t{rate} / 4 * 2);
                QVERIFY2(checkRamp(heard, 2).fault.empty(), checkRamp(heard, 2).fault.c_str());
            }
            QVERIFY(waitFor([&] { return sink.samples().back() == 0.0F; }));
        }
    }

    // --- underruns ---

    void losesNothingButTimeInAnUnderrun() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        // The player stands still in its callback: the recorder must be on another loop thread.
        const auto player = makePulseBackend(clock_);
        const auto recorder = makePulseBackend(clock_);
        HEADROOM_OK(player->connect(5s));
        HEADROOM_OK(recorder->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto input = recorder->openInput(on("a.monitor"));
        HEADROOM_OK(input);
        HEADROOM_OK(input.value()->start(sink));
        RampSource source(clock_, 2);
        const auto output = player->openOutput(into("a"));
        HEADROOM_OK(output);
        HEADROOM_OK(output.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4; }));
        source.stallOnce(500ms);
        QVERIFY(waitFor([&] { return source.hasStalled() && source.underruns() > 0; }));
        const std::uint64_t given = source.framesGiven();
        QVERIFY(waitFor([&] { return source.framesGiven() > given + rate / 2; }));
        output.value()->stop();

        // Every frame in its order; the silence between them is as long as was told.
        const OrderCheck check = checkOrder(sink.samples(), 2);
        QVERIFY(check.inOrder);
        // stop() cut off what was not heard yet.
        QVERIFY(check.frames + rate / 4 >= source.framesGiven());
        qInfo("%d underruns, %llu frames told, %llu heard", source.underruns(),
              static_cast<unsigned long long>(source.framesDry()),
              static_cast<unsigned long long>(check.silence));
        const auto off = static_cast<double>(source.framesDry()) - static_cast<double>(check.silence);
        QVERIFY2(std::abs(off) < rate / 20.0, QByteArray::number(off));
    }

    // --- many ---

    void playsThirtyTwoStreamsAtOnce() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        std::vector<std::unique_ptr<RampSource>> sources;
        std::vector<std::unique_ptr<OutputStream>> streams;
        for (std::uint64_t tag = 0; tag < 32; ++tag) {
            auto stream = backend->openOutput(into("a", tag));
            HEADROOM_OK(stream);
            sources.push_back(std::make_unique<RampSource>(clock_, 2));
            HEADROOM_OK(stream.value()->start(*sources.back()));
            streams.push_back(std::move(stream).value());
        }
        QCOMPARE(inputsOf(pulse), 32);
        for (const auto& source : sources) {
            const std::uint64_t given = source->framesGiven();
            QVERIFY(waitFor([&] { return source->framesGiven() > given + rate / 10; }));
        }
        streams.clear();
        QVERIFY(waitFor([&] { return inputsOf(pulse) == 0; }));
    }

    void leavesNothingBehindAfterFiveHundred() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        for (std::uint64_t round = 0; round < 500; ++round) {
            auto stream = backend->openOutput(into("a", round));
            HEADROOM_OK(stream);
            if (round % 10 == 0) {
                RampSource source(clock_, 2);
                HEADROOM_OK(stream.value()->start(source));
                stream.value().reset();
            }
        }
        QVERIFY(waitFor([&] { return inputsOf(pulse) == 0; }));
    }

    // --- the server ---

    void answersInTimeThoughTheServerHangs() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RampSource source(clock_, 2);
        RampSource never(clock_, 2);
        auto running = backend->openOutput(into("a"));
        HEADROOM_OK(running);
        auto opened = backend->openOutput(into("a"));
        HEADROOM_OK(opened);
        HEADROOM_OK(running.value()->start(source));

        pulse.pause();
        // Each of these ends; that it does is the promise.
        QCOMPARE(name(backend->openOutput(into("a")).error().kind), name(ErrorKind::TimedOut));
        QVERIFY(!opened.value()->start(never).ok());
        running.value()->stop();
        const std::size_t spans = source.spans().size();
        pulse.resume();
        HEADROOM_OK(backend->devices());
        QCOMPARE(source.spans().size(), spans);
        QCOMPARE(never.spans().size(), std::size_t{0});
        opened.value().reset();
        running.value().reset();
        // Nothing is left behind at the server of what was given up.
        QVERIFY(waitFor([&] { return inputsOf(pulse) == 0; }));
    }

    void doesNotBeginOnASpeakerThatStandsStill() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        pulse.pactl({"suspend-sink", "a", "1"});
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RampSource source(clock_, 2);
        const auto stream = backend->openOutput(into("a"));
        HEADROOM_OK(stream);
        const auto started = stream.value()->start(source);
        QVERIFY(!started.ok());
        QCOMPARE(name(started.error().kind), name(ErrorKind::TimedOut));
        QCOMPARE(source.spans().size(), std::size_t{0});
        QVERIFY(waitFor([&] { return inputsOf(pulse) == 0; }));
    }

    void tellsOfTheTimeForWhichTheSpeakerSlept() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        RampSource source(clock_, 2);
        const auto stream = backend->openOutput(into("a"));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4; }));
        const std::int64_t asleepNs = clock_.nowNs();
        pulse.pactl({"suspend-sink", "a", "1"});
        QVERIFY(waitFor([&] { return clock_.nowNs() > asleepNs + nsPerSecond; }));
        pulse.pactl({"suspend-sink", "a", "0"});
        QVERIFY(waitFor([&] { return source.underruns() > 0; }));
        const double asleep = static_cast<double>(clock_.nowNs() - asleepNs) * 1e-9;
        const std::uint64_t given = source.framesGiven();
        QVERIFY(waitFor([&] { return source.framesGiven() > given + rate / 4; }));
        const double told = static_cast<double>(source.framesDry()) / rate;
        QVERIFY2(told > 0.8 && told < asleep + 0.3, QByteArray::number(told));
    }

    void goesByTheNameThatItIsGiven() {
        PrivatePulse pulse;
        QVERIFY(pulse.start());
        QVERIFY(pulse.addNullSink({.name = "a"}) >= 0);
        const auto backend = makePulseBackend(clock_);
        HEADROOM_OK(backend->connect(5s));
        const auto earlier = backend->openOutput(into("a"));
        HEADROOM_OK(earlier);
        QCOMPARE(namesAt(pulse, "clients"), QStringList{"Headroom"});
        QCOMPARE(namesAt(pulse, "sink-inputs"), QStringList{"Headroom"});
        // At once, on the connection and its streams as they are.
        backend->setProgramName("Another name");
        QVERIFY(waitFor([&] { return namesAt(pulse, "clients") == QStringList{"Another name"}; }));
        QVERIFY(waitFor([&] { return namesAt(pulse, "sink-inputs") == QStringList{"Another name"}; }));
        const auto later = backend->openOutput(into("a"));
        HEADROOM_OK(later);
        QCOMPARE(namesAt(pulse, "sink-inputs"), QStringList({"Another name", "Another name"}));

        const auto another = makePulseBackend(clock_);
        another->setProgramName("before it connects");
        HEADROOM_OK(another->connect(5s));
        QVERIFY(waitFor([&] { return namesAt(pulse, "clients").contains("before it connects"); }));
    }

private:
    /// How many streams play at the server.
    static int inputsOf(const PulseControl& pulse) {
        return static_cast<int>(
            pulse.pactl({"list", "short", "sink-inputs"}).split('\n', Qt::SkipEmptyParts).size());
    }
    /// The names of the programs behind the server's clients or streams, pactl's own apart.
    static QStringList namesAt(const PulseControl& pulse, const QString& what) {
        QStringList names;
        for (const auto& entry :
             QJsonDocument::fromJson(pulse.pactl({"--format=json", "list", what}).toUtf8()).array()) {
            const QString name = entry.toObject()["properties"].toObject()["application.name"].toString();
            if (name != "pactl")
                names << name;
        }
        return names;
    }

    SystemClock clock_;
};

QTEST_GUILESS_MAIN(tst_PulseOutput)
#include "tst_pulse_output.moc"
