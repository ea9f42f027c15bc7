// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "tests/conformance/noted_listener.h"
#include "tests/conformance/ramp_source.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/requests.h"
#include "tests/conformance/wait_for.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;

float otherSignal(int, std::uint64_t frame) {
    return frame % 2 == 0 ? 0.75F : -0.75F;
}

bool hasOther(std::span<const float> samples) {
    return std::ranges::any_of(samples, [](float sample) { return std::abs(sample) == 0.75F; });
}

/// How many streams there are at the server, of "source-outputs" or "sink-inputs".
int streams(const PulseControl& server, const QString& what) {
    return static_cast<int>(server.pactl({"list", "short", what}).split('\n', Qt::SkipEmptyParts).size());
}

} // namespace

/// A stream's device goes or changes while the stream is open, on a server that would like to help.
class tst_PulseMoves : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!PrivatePulse::available())
            QSKIP("PulseAudio is not installed on this machine");
    }

    void neverHearsAnotherSourceInPlaceOfItsOwn() {
        PrivatePulse pulse({.modules = PrivatePulse::Modules::Usual});
        QVERIFY(pulse.start());
        const qint64 module = pulse.addNullSink({.name = "a"});
        QVERIFY(module >= 0 && pulse.addNullSink({.name = "b"}) >= 0);
        pulse.pactl({"set-default-source", "b.monitor"});
        PulsePlayer other(pulse.server(), "b", rate, pulseMapOf(2), 200);
        QVERIFY(other.start());
        other.play(&otherSignal);
        NotedListener listener;
        const auto backend = makePulseBackend(clock_);
        backend->setListener(&listener);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        RecordingSink witness(clock_, 2);
        const auto stream = backend->openInput(on("a.monitor", 7));
        const auto bystander = backend->openInput(on("b.monitor", 8));
        HEADROOM_OK(stream);
        HEADROOM_OK(bystander);
        HEADROOM_OK(stream.value()->start(sink));
        HEADROOM_OK(bystander.value()->start(witness));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4 && hasOther(witness.samples()); }));
        pulse.unloadModule(module);
        QVERIFY(waitFor([&] { return !listener.streamLosses(7).empty(); }));
        const std::uint64_t seen = witness.frames();
        QVERIFY(waitFor([&] { return witness.frames() > seen + rate / 2; }));
        QVERIFY(!hasOther(sink.samples()));
        // Nor does it listen there unheard: the one stream that is left is the other one's.
        QCOMPARE(streams(pulse, "source-outputs"), 1);
        QCOMPARE(listener.streamLosses(8).size(), std::size_t{0});
    }

    void neverPlaysIntoAnotherSinkInPlaceOfItsOwn() {
        PrivatePulse pulse({.modules = PrivatePulse::Modules::Usual});
        QVERIFY(pulse.start());
        const qint64 module = pulse.addNullSink({.name = "a"});
        QVERIFY(module >= 0 && pulse.addNullSink({.name = "b"}) >= 0);
        pulse.pactl({"set-default-sink", "b"});
        NotedListener listener;
        const auto backend = makePulseBackend(clock_);
        backend->setListener(&listener);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        const auto listening = backend->openInput(on("b.monitor", 8));
        HEADROOM_OK(listening);
        HEADROOM_OK(listening.value()->start(sink));
        RampSource source(clock_, 2);
        const auto stream = backend->openOutput(into("a", 7));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4 && sink.frames() > 0; }));
        pulse.unloadModule(module);
        QVERIFY(waitFor([&] { return !listener.streamLosses(7).empty(); }));
        const std::uint64_t seen = sink.frames();
        QVERIFY(waitFor([&] { return sink.frames() > seen + rate / 2; }));
        QVERIFY(std::ranges::all_of(sink.samples(), [](float sample) { return sample == 0.0F; }));
        QCOMPARE(streams(pulse, "sink-inputs"), 0);
    }

    void losesADeviceThatComesBackWithAnotherFormatAndOpensItAsItIsNow() {
        PrivatePulse pulse({.modules = PrivatePulse::Modules::Usual});
        QVERIFY(pulse.start());
        const qint64 module = pulse.addNullSink({.name = "a"});
        QVERIFY(module >= 0);
        NotedListener listener;
        const auto backend = makePulseBackend(clock_);
        backend->setListener(&listener);
        HEADROOM_OK(backend->connect(5s));
        RecordingSink sink(clock_, 2);
        RampSource source(clock_, 2);
        const auto input = backend->openInput(on("a.monitor", 1));
        const auto output = backend->openOutput(into("a", 2));
        HEADROOM_OK(input);
        HEADROOM_OK(output);
        HEADROOM_OK(input.value()->start(sink));
        HEADROOM_OK(output.value()->start(source));
        pulse.unloadModule(module);
        QVERIFY(pulse.addNullSink({.name = "a", .channels = 6, .rate = 96000}) >= 0);
        QVERIFY(
            waitFor([&] { return !listener.streamLosses(1).empty() && !listener.streamLosses(2).empty(); }));
        const std::size_t asked = source.spans().size();
        const auto inputNow = backend->openInput(on("a.monitor", 3));
        const auto outputNow = backend->openOutput(into("a", 4));
        HEADROOM_OK(inputNow);
        HEADROOM_OK(outputNow);
        for (const GrantedStream& granted : {inputNow.value()->granted(), outputNow.value()->granted()}) {
            QCOMPARE(granted.format.rate, 96000);
            QCOMPARE(granted.format.channelCount(), 6);
        }
        QCOMPARE(source.spans().size(), asked);
    }

private:
    SystemClock clock_;
};

QTEST_GUILESS_MAIN(tst_PulseMoves)
#include "tst_pulse_moves.moc"
