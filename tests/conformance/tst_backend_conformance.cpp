// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/conformance_case.h"
#include "tests/conformance/recording_sink.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;

InputRequest on(const std::string& id, std::uint64_t tag = 1) {
    InputRequest request;
    request.deviceId = id;
    request.streamTag = tag;
    return request;
}

} // namespace

/// The contract of engine/backends/backend.h, held against every backend: connecting, devices and inputs.
class tst_BackendConformance : public ConformanceCase {
    Q_OBJECT

private slots:
    void initTestCase_data() { addFixtures(); }
    void init() { begin(); }
    void cleanup() { end(); }

    // --- connecting and listing ---

    void isNotConnectedBeforeConnect() {
        QVERIFY(!backend_->connected());
        QVERIFY(!backend_->devices().ok());
        QVERIFY(!backend_->openInput(on("anything")).ok());
        HEADROOM_OK(backend_->connect(5s));
        QVERIFY(backend_->connected());
        HEADROOM_OK(backend_->connect(5s)); // again changes nothing
        QVERIFY(backend_->connected());
    }

    void listsAnInputAsItIs() {
        const std::string id = addInput(6);
        HEADROOM_OK(backend_->connect(5s));
        const auto devices = backend_->devices();
        HEADROOM_OK(devices);
        const Device* device = find(devices.value(), id);
        QVERIFY(device != nullptr);
        QVERIFY(device->isInput());
        QVERIFY(!device->name.empty());
        QCOMPARE(device->backend, std::string(backend_->name()));
        QCOMPARE(device->format.rate, rate);
        QCOMPARE(device->format.channelCount(), 6);
        QVERIFY(!device->muted);
        QVERIFY(!device->opensOnlyWhenAsked);
    }

    void marksTheDefaultInputAndTellsWhenItChanges() {
        const std::string first = addInput(2);
        const std::string second = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        for (const std::string& id : {first, second, first}) {
            const int before = listener_->changes();
            const bool isAlready = defaultId() == id;
            fixture_->makeDefault(id);
            QVERIFY(waitFor([&] { return defaultId() == id; }));
            QVERIFY(isAlready || waitFor([&] { return listener_->changes() > before; }));
            const auto devices = backend_->devices();
            HEADROOM_OK(devices);
            QCOMPARE(std::ranges::count_if(devices.value(),
                                           [](const Device& d) { return d.isInput() && d.isDefault; }),
                     1);
        }
    }

    void tellsWhenDevicesComeAndGo() {
        HEADROOM_OK(backend_->connect(5s));
        int before = listener_->changes();
        const std::string id = addInput(2);
        QVERIFY(waitFor([&] { return listener_->changes() > before; }));
        QVERIFY(waitFor([&] { return isListed(id); }));
        before = listener_->changes();
        fixture_->unplug(id);
        QVERIFY(waitFor([&] { return listener_->changes() > before; }));
        QVERIFY(waitFor([&] { return !isListed(id); }));
    }

    // --- opening ---

    void opensNothingInPlaceOfADeviceThatIsNotThere() {
        const std::string other = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        for (const std::string& id : {std::string("no-such-device"), std::string(), std::string("0")}) {
            const auto stream = backend_->openInput(on(id));
            QVERIFY(!stream.ok());
            QCOMPARE(name(stream.error().kind), name(ErrorKind::NoSuchDevice));
        }
        fixture_->unplug(other);
        QVERIFY(waitFor([&] { return !isListed(other); }));
        const auto stream = backend_->openInput(on(other));
        QVERIFY(!stream.ok());
        QCOMPARE(name(stream.error().kind), name(ErrorKind::NoSuchDevice));
    }

    void grantsTheDevicesOwnFormat() {
        HEADROOM_OK(backend_->connect(5s));
        for (const int channels : {1, 2, 6, 32}) {
            const std::string id = addInput(channels);
            const auto devices = backend_->devices();
            HEADROOM_OK(devices);
            const auto stream = backend_->openInput(on(id));
            HEADROOM_OK(stream);
            const GrantedStream& granted = stream.value()->granted();
            QVERIFY(granted.format == find(devices.value(), id)->format);
            QCOMPARE(granted.format.channelCount(), channels);
            QVERIFY(granted.blockFrames > 0);
            QVERIFY(granted.latencySeconds >= 0.0);
            QVERIFY(!granted.exclusive);
        }
    }

    void refusesAModeThatItDoesNotHave() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        InputRequest request = on(id);
        request.exclusive = true;
        const auto stream = backend_->openInput(request);
        QVERIFY(!stream.ok());
        QCOMPARE(name(stream.error().kind), name(ErrorKind::ModeNotSupported));
    }

    void takesAWishForTheBlock() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        for (const std::uint32_t frames : {16U, 128U, 1024U, 4800U}) {
            InputRequest request = on(id);
            request.blockFrames = frames;
            RecordingSink sink(fixture_->clock(), 2);
            const auto stream = backend_->openInput(request);
            HEADROOM_OK(stream);
            HEADROOM_OK(stream.value()->start(sink));
            QVERIFY(waitFor([&] { return sink.blockFrames() > 24000; }));
            stream.value()->stop();
            for (const auto& span : sink.spans())
                QVERIFY(span.frames <= stream.value()->granted().blockFrames);
        }
    }

    // --- running ---

    void deliversNothingBeforeStartAndNothingAfterStop() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink witness(fixture_->clock(), 2);
        RecordingSink sink(fixture_->clock(), 2);
        const auto stream = backend_->openInput(on(id));
        HEADROOM_OK(stream);
        // Another stream that runs shows that time has passed and that the device delivers.
        const auto other = backend_->openInput(on(id, 2));
        HEADROOM_OK(other);
        HEADROOM_OK(other.value()->start(witness));
        QVERIFY(waitFor([&] { return witness.frames() > rate / 4; }));

        const std::int64_t startedNs = fixture_->clock().nowNs();
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4; }));
        stream.value()->stop();
        const std::size_t spans = sink.spans().size();
        // What was captured before start() does not come either.
        QVERIFY(sink.spans().front().receivedNs >= startedNs);
        QVERIFY(sink.spans().front().hostNs > startedNs - nsPerSecond / 4);
        const std::uint64_t seen = witness.frames();
        QVERIFY(waitFor([&] { return witness.frames() > seen + rate / 4; }));
        QCOMPARE(sink.spans().size(), spans);
        stream.value()->stop(); // again does no harm
        QCOMPARE(listener_->streamLosses(1).size(), std::size_t{0});
    }

    void stampsBlocksWithTimesThatRunOnWithTheClock() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), 2);
        const auto stream = backend_->openInput(on(id));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > 2 * rate; }));
        stream.value()->stop();
        const auto spans = sink.spans();
        std::uint64_t frames = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (i > 0)
                QVERIFY2(spans[i].hostNs > spans[i - 1].hostNs, QByteArray::number(qulonglong(i)));
            // A block's own time and the time by its position tell the same, to what a busy machine allows.
            const double byPosition = static_cast<double>(frames) / rate;
            const double byTime = static_cast<double>(spans[i].hostNs - spans[0].hostNs) * 1e-9;
            QVERIFY2(std::abs(byTime - byPosition) < 0.25, QByteArray::number(byTime - byPosition));
            frames += spans[i].frames;
        }
        QVERIFY(std::abs(stream.value()->latencySeconds()) < 5.0);
    }

    void deliversEverySampleBitForBit_data() { channelRows({1, 2, 32}); }
    void deliversEverySampleBitForBit() {
        QFETCH(int, channels);
        const std::string id = addInput(channels);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), channels);
        const auto stream = backend_->openInput(on(id));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.blockFrames() > 3 * rate / 2 && sink.samples().back() != 0.0F; }));
        stream.value()->stop();
        const RampCheck check = checkRamp(sink.samples(), channels);
        if (!check.fault.empty() && !fixture_->signalWasWhole())
            QSKIP("this machine was too busy to play the signal without a break");
        QVERIFY(check.begins.has_value());
        QVERIFY2(check.fault.empty(), check.fault.c_str());
        QVERIFY(check.frames > rate);
        QCOMPARE(sink.gapFrames(), std::uint64_t{0});
    }

    void survivesBeingStartedAndStoppedInQuickSuccession() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        for (std::uint64_t round = 0; round < 60; ++round) {
            RecordingSink sink(fixture_->clock(), 2, 0.1);
            auto stream = backend_->openInput(on(id, round));
            HEADROOM_OK(stream);
            if (round % 4 == 0)
                continue; // opened only
            HEADROOM_OK(stream.value()->start(sink));
            if (round % 4 == 1)
                continue; // destroyed while it runs
            if (round % 4 == 2)
                QVERIFY(waitFor([&] { return sink.frames() > 0; }));
            stream.value()->stop();
            const std::size_t spans = sink.spans().size();
            stream.value().reset();
            QCOMPARE(sink.spans().size(), spans);
        }
        // And all is well afterwards.
        RecordingSink sink(fixture_->clock(), 2);
        const auto stream = backend_->openInput(on(id));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4; }));
        QCOMPARE(listener_->serverLosses().size(), std::size_t{0});
    }

    void runsSeveralStreamsAtOnce() {
        const std::string first = addInput(2);
        const std::string second = addInput(6);
        HEADROOM_OK(backend_->connect(5s));
        struct Running {
            int channels;
            std::unique_ptr<RecordingSink> sink;
            std::unique_ptr<InputStream> stream;
        };
        std::vector<Running> running;
        for (std::uint64_t tag = 0; tag < 8; ++tag) {
            const int channels = tag % 2 == 0 ? 2 : 6;
            auto stream = backend_->openInput(on(tag % 2 == 0 ? first : second, tag));
            HEADROOM_OK(stream);
            auto sink = std::make_unique<RecordingSink>(fixture_->clock(), channels);
            running.push_back({channels, std::move(sink), std::move(stream).value()});
        }
        for (Running& one : running)
            HEADROOM_OK(one.stream->start(*one.sink));
        for (Running& one : running)
            QVERIFY(waitFor(
                [&] { return one.sink->blockFrames() > rate && one.sink->samples().back() != 0.0F; }));
        // Any of them may go, in any order, while the others run on.
        while (!running.empty()) {
            const std::size_t at = running.size() / 2;
            running[at].stream.reset();
            const RampCheck check = checkRamp(running[at].sink->samples(), running[at].channels);
            if (check.fault.empty() || fixture_->signalWasWhole())
                QVERIFY2(check.begins && check.fault.empty(), check.fault.c_str());
            running.erase(running.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }

    // --- faults ---

    void losesAStreamWhoseDeviceGoesAndNeverMovesIt() {
        const std::string other = addInput(2);
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), 2);
        RecordingSink otherSink(fixture_->clock(), 2);
        RecordingSink sinkAgain(fixture_->clock(), 2);
        const auto stream = backend_->openInput(on(id, 7));
        const auto bystander = backend_->openInput(on(other, 8));
        HEADROOM_OK(stream);
        HEADROOM_OK(bystander);
        HEADROOM_OK(stream.value()->start(sink));
        HEADROOM_OK(bystander.value()->start(otherSink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4 && otherSink.frames() > 0; }));

        fixture_->unplug(id);
        QVERIFY(waitFor([&] { return !listener_->streamLosses(7).empty(); }));
        QCOMPARE(name(listener_->streamLosses(7).front().kind), name(ErrorKind::DeviceGone));
        const std::size_t spans = sink.spans().size();
        const std::uint64_t seen = otherSink.frames();
        QVERIFY(waitFor([&] { return otherSink.frames() > seen + rate / 2; }));
        QCOMPARE(sink.spans().size(), spans);
        QCOMPARE(listener_->streamLosses(7).size(), std::size_t{1});
        QCOMPARE(listener_->streamLosses(8).size(), std::size_t{0});
        QCOMPARE(listener_->serverLosses().size(), std::size_t{0});
        stream.value()->stop();

        // The same device, back again, opens by the same id.
        QVERIFY(fixture_->plugIn(id));
        const auto again = backend_->openInput(on(id, 9));
        HEADROOM_OK(again);
        HEADROOM_OK(again.value()->start(sinkAgain));
        QVERIFY(waitFor([&] { return sinkAgain.frames() > rate / 4; }));
    }

    void doesNotStartAStreamWhoseDeviceIsGone() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), 2);
        const auto stream = backend_->openInput(on(id, 7));
        HEADROOM_OK(stream);
        fixture_->unplug(id);
        QVERIFY(waitFor([&] { return !isListed(id); }));
        const auto started = stream.value()->start(sink);
        QVERIFY(!started.ok());
        QCOMPARE(name(started.error().kind), name(ErrorKind::DeviceGone));
        QCOMPARE(sink.spans().size(), std::size_t{0});
    }

    void keepsTimeWhileTheDeviceSleeps() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), 2);
        const auto stream = backend_->openInput(on(id));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 2; }));

        const std::int64_t asleepNs = fixture_->clock().nowNs();
        fixture_->suspend(id, true);
        // Time runs on while it sleeps, not only once it is awake.
        QVERIFY(waitFor([&] { return sink.gapFrames() > 3 * rate / 2; }));
        fixture_->suspend(id, false);
        const double asleep = static_cast<double>(fixture_->clock().nowNs() - asleepNs) * 1e-9;
        const std::uint64_t heard = sink.blockFrames();
        QVERIFY(waitFor([&] { return sink.blockFrames() > heard + rate / 2; }));
        stream.value()->stop();

        const auto spans = sink.spans();
        const auto elapsed = static_cast<double>(spans.back().receivedNs - spans.front().receivedNs) * 1e-9;
        const double counted = static_cast<double>(sink.frames() - spans.front().frames) / rate;
        QVERIFY2(std::abs(counted - elapsed) < 0.2,
                 QByteArray::number(counted) + " s counted in " + QByteArray::number(elapsed) + " s");
        QVERIFY2(static_cast<double>(sink.gapFrames()) / rate < asleep + 0.3,
                 QByteArray::number(qulonglong(sink.gapFrames())));
        for (const auto& span : spans)
            if (span.isGap)
                QVERIFY(span.reason == GapReason::Suspended);
        QCOMPARE(listener_->streamLosses(1).size(), std::size_t{0});
    }

    void losesTheServerOnceAndFindsItAgain() {
        const std::string id = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), 2);
        RecordingSink sinkAgain(fixture_->clock(), 2);
        auto stream = backend_->openInput(on(id, 3));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4; }));

        fixture_->loseServer();
        QVERIFY(waitFor([&] { return !listener_->serverLosses().empty(); }));
        QCOMPARE(name(listener_->serverLosses().front().kind), name(ErrorKind::ServerDown));
        QVERIFY(!backend_->connected());
        const std::size_t spans = sink.spans().size();
        for (int attempt = 0; attempt < 3; ++attempt) {
            const auto connected = backend_->connect(1s);
            QVERIFY(!connected.ok());
            QCOMPARE(name(connected.error().kind), name(ErrorKind::ServerDown));
        }
        QCOMPARE(name(backend_->devices().error().kind), name(ErrorKind::ServerDown));
        QCOMPARE(name(backend_->openInput(on(id)).error().kind), name(ErrorKind::ServerDown));
        QCOMPARE(sink.spans().size(), spans);
        QCOMPARE(listener_->serverLosses().size(), std::size_t{1});
        stream.value()->stop();

        QVERIFY(fixture_->restoreServer());
        HEADROOM_OK(backend_->connect(5s));
        QVERIFY(backend_->connected());
        const auto again = backend_->openInput(on(id, 4));
        HEADROOM_OK(again);
        HEADROOM_OK(again.value()->start(sinkAgain));
        QVERIFY(waitFor([&] { return sinkAgain.frames() > rate / 4; }));
        QCOMPARE(sink.spans().size(), spans);
        stream.value().reset();
        QCOMPARE(listener_->serverLosses().size(), std::size_t{1});

        // A second time is told a second time.
        fixture_->loseServer();
        QVERIFY(waitFor([&] { return listener_->serverLosses().size() == 2; }));
    }

    void callsAListenerNoMoreOnceItWasReplaced() {
        HEADROOM_OK(backend_->connect(5s));
        NotedListener next;
        backend_->setListener(&next);
        const int before = listener_->changes();
        const std::string id = addInput(2);
        QVERIFY(waitFor([&] { return next.changes() > 0; }));
        QCOMPARE(listener_->changes(), before);
        backend_->setListener(nullptr);
        fixture_->unplug(id);
        QVERIFY(waitFor([&] { return !isListed(id); }));
    }

private:
    std::string defaultId() {
        const auto devices = backend_->devices();
        const Device* found = devices.ok() ? defaultInput(devices.value()) : nullptr;
        return found != nullptr ? found->id : std::string();
    }
};

QTEST_GUILESS_MAIN(tst_BackendConformance)
#include "tst_backend_conformance.moc"
