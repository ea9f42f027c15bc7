// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "engine/backends/simulated/simulated_signal.h"
#include "tests/conformance/noted_listener.h"
#include "tests/conformance/ramp_source.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/wait_for.h"
#include "tests/servers/private_pipewire.h"
#include "tests/servers/pulse_player.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {
constexpr int rate = 48000;
}

/// The PulseAudio backend on PipeWire's PulseAudio server. PipeWire without real-time priority on a busy
/// machine drops periods and puts silence in their place, so that no case asks for a whole signal; what
/// arrives must be right.
class tst_PulseOnPipeWire : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!PrivatePipeWire::available())
            QSKIP("PipeWire is not installed on this machine");
    }

    void init() {
        // That a server starts at all is not what is tried here.
        for (int attempt = 0; attempt < 3 && !player_ && !hopeless_; ++attempt) {
            server_ = std::make_unique<PrivatePipeWire>();
            if (!server_->start())
                continue;
            module_ = server_->addNullSink({.name = "a"});
            auto player = std::make_unique<PulsePlayer>(server_->server(), "a", rate, pulseMapOf(2), 200);
            if (module_ >= 0 && player->start())
                player_ = std::move(player);
        }
        hopeless_ = !player_;
        if (hopeless_)
            QSKIP("PipeWire did not come up on this machine");
        player_->play([](int channel, std::uint64_t frame) { return rampSample(channel, frame); });
        backend_ = makePulseBackend(clock_);
        backend_->setListener(&listener_);
        QVERIFY(backend_->connect(5s).ok());
    }

    void cleanup() {
        backend_.reset();
        player_.reset();
        server_.reset();
    }

    void listsASinkAndItsMonitor() {
        const auto devices = backend_->devices();
        QVERIFY(devices.ok());
        const auto& all = devices.value();
        const auto speaker = std::ranges::find(all, "a", &Device::id);
        const auto loopback = std::ranges::find(all, "a.monitor", &Device::id);
        QVERIFY(speaker != all.end() && speaker->kind == DeviceKind::Speaker);
        QVERIFY(loopback != all.end() && loopback->kind == DeviceKind::Loopback);
        QCOMPARE(loopback->format.rate, rate);
        QCOMPARE(loopback->format.channelCount(), 2);
    }

    void recordsAMonitorSampleForSampleInItsOwnTime() {
        InputRequest request;
        request.deviceId = "a.monitor";
        const auto stream = backend_->openInput(request);
        QVERIFY(stream.ok());
        QCOMPARE(stream.value()->granted().format.rate, rate);
        RecordingSink sink(clock_, 2);
        QVERIFY(stream.value()->start(sink).ok());
        QVERIFY(waitFor([&] { return sink.blockFrames() > 2 * rate; }));
        stream.value()->stop();
        // A volume, a conversion or a remix would leave no frame beside its neighbour as it was.
        const auto samples = sink.samples();
        std::size_t right = 0;
        for (std::size_t i = 0; i + 3 < samples.size(); i += 2)
            if (samples[i] != 0.0F && samples[i + 1] - samples[i] == rampSample(1, 0) - rampSample(0, 0) &&
                samples[i + 2] - samples[i] == rampSample(0, 1) - rampSample(0, 0))
                ++right;
        QVERIFY2(right > rate, QByteArray::number(qulonglong(right)));
        const auto spans = sink.spans();
        for (std::size_t i = 1; i < spans.size(); ++i)
            QVERIFY(spans[i].hostNs > spans[i - 1].hostNs);
        const auto elapsed = static_cast<double>(spans.back().hostNs - spans.front().hostNs) * 1e-9;
        QVERIFY2(std::abs(elapsed - 2.0) < 0.5, QByteArray::number(elapsed));
    }

    void playsASampleForSampleFromTheFirstOn_data() {
        QTest::addColumn<int>("channels");
        QTest::newRow("2") << 2;
        QTest::newRow("8") << 8;
    }
    void playsASampleForSampleFromTheFirstOn() {
        QFETCH(int, channels);
        QVERIFY(server_->addNullSink({.name = "out", .channels = channels}) >= 0);
        InputRequest request;
        request.deviceId = "out.monitor";
        const auto input = backend_->openInput(request);
        QVERIFY(input.ok());
        RecordingSink sink(clock_, channels);
        QVERIFY(input.value()->start(sink).ok());
        OutputRequest wanted;
        wanted.deviceId = "out";
        const auto output = backend_->openOutput(wanted);
        QVERIFY(output.ok());
        QCOMPARE(output.value()->granted().format.rate, rate);
        QCOMPARE(output.value()->granted().format.channelCount(), channels);
        RampSource source(clock_, channels);
        const auto started = output.value()->start(source);
        QVERIFY2(started.ok(), started.ok() ? "" : started.error().native.c_str());
        QVERIFY(waitFor([&] { return source.framesGiven() > 2 * rate; }));
        qInfo("block %u, latency %.1f ms as granted, %.1f ms now, %d underruns of %llu frames",
              output.value()->granted().blockFrames, output.value()->granted().latencySeconds * 1e3,
              output.value()->latencySeconds() * 1e3, source.underruns(),
              static_cast<unsigned long long>(source.framesDry()));
        output.value()->stop();
        input.value()->stop();
        const OrderCheck check = checkOrder(sink.samples(), channels);
        qInfo("%llu frames in order, %llu of silence between", static_cast<unsigned long long>(check.frames),
              static_cast<unsigned long long>(check.silence));
        QVERIFY(check.frames > rate);
        QVERIFY(check.inOrder);
    }

    void losesAnOutputWhoseSpeakerGoesAndNeverMovesIt() {
        QVERIFY(server_->addNullSink({.name = "other"}) >= 0);
        OutputRequest request;
        request.deviceId = "a";
        request.streamTag = 6;
        const auto stream = backend_->openOutput(request);
        QVERIFY(stream.ok());
        RampSource source(clock_, 2);
        QVERIFY(stream.value()->start(source).ok());
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4; }));
        server_->unloadModule(module_);
        QVERIFY(waitFor([&] { return listener_.streamLosses(6).size() == 1; }));
        QCOMPARE(name(listener_.streamLosses(6).front().kind), name(ErrorKind::DeviceGone));
    }

    void losesAStreamWhoseDeviceGoesAndNeverMovesIt() {
        QVERIFY(server_->addNullSink({.name = "other"}) >= 0);
        InputRequest request;
        request.deviceId = "a.monitor";
        request.streamTag = 5;
        const auto stream = backend_->openInput(request);
        QVERIFY(stream.ok());
        RecordingSink sink(clock_, 2);
        QVERIFY(stream.value()->start(sink).ok());
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4; }));
        server_->unloadModule(module_);
        QVERIFY(waitFor([&] { return listener_.streamLosses(5).size() == 1; }));
        QCOMPARE(name(listener_.streamLosses(5).front().kind), name(ErrorKind::DeviceGone));
    }

private:
    SystemClock clock_;
    NotedListener listener_;
    std::unique_ptr<PrivatePipeWire> server_;
    qint64 module_ = -1;
    std::unique_ptr<PulsePlayer> player_;
    bool hopeless_ = false; ///< it did not come up in an earlier case
    std::unique_ptr<Backend> backend_;
};

QTEST_GUILESS_MAIN(tst_PulseOnPipeWire)
#include "tst_pulse_on_pipewire.moc"
