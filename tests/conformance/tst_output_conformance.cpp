// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/conformance_case.h"
#include "tests/conformance/ramp_source.h"
#include "tests/conformance/recording_sink.h"

#include <QTest>

#include <chrono>
#include <cmath>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;

OutputRequest into(const std::string& id, std::uint64_t tag = 1) {
    OutputRequest request;
    request.deviceId = id;
    request.streamTag = tag;
    return request;
}

} // namespace

/// The contract of engine/backends/backend.h, held against every backend: outputs.
class tst_OutputConformance : public ConformanceCase {
    Q_OBJECT

private slots:
    void initTestCase_data() { addFixtures(); }
    void init() {
        begin();
        if (fixture_ && !fixture_->hasOutputs())
            QSKIP("this backend has no outputs");
    }
    void cleanup() { end(); }

    // --- opening ---

    void opensNothingBeforeConnect() {
        const std::string id = addSpeaker(2);
        QVERIFY(!backend_->openOutput(into(id)).ok());
        HEADROOM_OK(backend_->connect(5s));
        HEADROOM_OK(backend_->openOutput(into(id)));
    }

    void opensNothingInPlaceOfASpeakerThatIsNotThere() {
        const std::string speaker = addSpeaker(2);
        const std::string input = addInput(2);
        HEADROOM_OK(backend_->connect(5s));
        // Nor is an input a speaker.
        for (const std::string& id :
             {std::string("no-such-device"), std::string(), std::string("0"), input}) {
            const auto stream = backend_->openOutput(into(id));
            QVERIFY(!stream.ok());
            QCOMPARE(name(stream.error().kind), name(ErrorKind::NoSuchDevice));
        }
        fixture_->unplug(speaker);
        QVERIFY(waitFor([&] { return !isListed(speaker); }));
        const auto stream = backend_->openOutput(into(speaker));
        QVERIFY(!stream.ok());
        QCOMPARE(name(stream.error().kind), name(ErrorKind::NoSuchDevice));
    }

    void grantsTheSpeakersOwnFormat() {
        HEADROOM_OK(backend_->connect(5s));
        for (const int channels : {1, 2, 6, 32}) {
            const std::string id = addSpeaker(channels);
            const auto devices = backend_->devices();
            HEADROOM_OK(devices);
            const Device* device = find(devices.value(), id);
            QVERIFY(device != nullptr && device->kind == DeviceKind::Speaker);
            const auto stream = backend_->openOutput(into(id));
            HEADROOM_OK(stream);
            const GrantedStream& granted = stream.value()->granted();
            QVERIFY(granted.format == device->format);
            QCOMPARE(granted.format.channelCount(), channels);
            QVERIFY(granted.blockFrames > 0);
            QVERIFY(granted.latencySeconds >= 0.0);
            QVERIFY(!granted.exclusive);
        }
    }

    void refusesAModeThatItDoesNotHave() {
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        OutputRequest request = into(id);
        request.exclusive = true;
        const auto stream = backend_->openOutput(request);
        QVERIFY(!stream.ok());
        QCOMPARE(name(stream.error().kind), name(ErrorKind::ModeNotSupported));
    }

    void takesAWishForTheBlock() {
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        for (const std::uint32_t frames : {16U, 128U, 1024U, 4800U}) {
            OutputRequest request = into(id);
            request.blockFrames = frames;
            RampSource source(fixture_->clock(), 2);
            const auto stream = backend_->openOutput(request);
            HEADROOM_OK(stream);
            HEADROOM_OK(stream.value()->start(source));
            QVERIFY(waitFor([&] { return source.framesGiven() > rate / 2; }));
            stream.value()->stop();
            for (const auto& span : source.spans())
                QVERIFY(span.isUnderrun || span.frames <= stream.value()->granted().blockFrames);
        }
    }

    // --- running ---

    void asksOnlyBetweenStartAndStop() {
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        RampSource witness(fixture_->clock(), 2);
        RampSource source(fixture_->clock(), 2);
        const auto stream = backend_->openOutput(into(id));
        HEADROOM_OK(stream);
        // Another stream that runs shows that time has passed and that the device plays.
        const auto other = backend_->openOutput(into(id, 2));
        HEADROOM_OK(other);
        HEADROOM_OK(other.value()->start(witness));
        QVERIFY(waitFor([&] { return witness.framesGiven() > rate / 4; }));
        QCOMPARE(source.spans().size(), std::size_t{0});

        HEADROOM_OK(stream.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4; }));
        stream.value()->stop();
        const std::size_t spans = source.spans().size();
        const std::uint64_t seen = witness.framesGiven();
        QVERIFY(waitFor([&] { return witness.framesGiven() > seen + rate / 4; }));
        QCOMPARE(source.spans().size(), spans);
        stream.value()->stop(); // again does no harm
        QVERIFY(!stream.value()->start(source).ok());
        QCOMPARE(source.spans().size(), spans);
        QCOMPARE(listener_->streamLosses(1).size(), std::size_t{0});
        QVERIFY(!source.calledOutsideScope());
    }

    void stampsWhatItAsksForWithTimesThatRunOnWithTheClock() {
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        RampSource source(fixture_->clock(), 2);
        const auto stream = backend_->openOutput(into(id));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > 2 * rate; }));
        const double latency = stream.value()->latencySeconds();
        stream.value()->stop();
        const auto spans = source.spans();
        std::uint64_t frames = 0;
        std::int64_t lastNs = 0;
        for (const auto& span : spans) {
            if (span.isUnderrun) {
                frames += span.frames;
                continue;
            }
            QVERIFY2(span.hostNs > lastNs, QByteArray::number(qulonglong(frames)));
            lastNs = span.hostNs;
            // A block's own time and the time by its position tell the same, to what a busy machine allows.
            const double byPosition = static_cast<double>(frames) / rate;
            const double byTime = static_cast<double>(span.hostNs - spans[0].hostNs) * 1e-9;
            QVERIFY2(std::abs(byTime - byPosition) < 0.25, QByteArray::number(byTime - byPosition));
            // It is heard after it was asked for.
            QVERIFY2(span.hostNs > span.calledNs - nsPerSecond / 4, QByteArray::number(qulonglong(frames)));
            frames += span.frames;
        }
        QVERIFY2(latency > 0.0 && latency < 5.0, QByteArray::number(latency));
    }

    void playsEverySampleBitForBitFromTheFirstOn_data() { channelRows({1, 2, 8, 32}); }
    void playsEverySampleBitForBitFromTheFirstOn() {
        QFETCH(int, channels);
        const std::string id = addSpeaker(channels);
        const std::string loopback = fixture_->loopbackOf(id);
        if (loopback.empty())
            QSKIP("nothing hears what this speaker plays");
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), channels);
        RampSource source(fixture_->clock(), channels);
        InputRequest request;
        request.deviceId = loopback;
        const auto input = backend_->openInput(request);
        HEADROOM_OK(input);
        HEADROOM_OK(input.value()->start(sink));
        const auto output = backend_->openOutput(into(id));
        HEADROOM_OK(output);
        HEADROOM_OK(output.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > 3 * rate / 2; }));
        source.silence();
        const std::size_t calls = source.spans().size();
        QVERIFY(
            waitFor([&] { return source.spans().size() > calls + 1; })); // the last one with sound is over
        const std::uint64_t given = source.framesGiven();
        QVERIFY(waitFor([&] {
            const auto samples = sink.samples();
            return checkRamp(samples, channels).frames > given && samples.back() == 0.0F;
        }));
        output.value()->stop();
        input.value()->stop();
        if (source.underruns() > 0 || sink.gapFrames() > 0)
            QSKIP("this machine was too busy to play the signal without a break");
        const auto samples = sink.samples();
        const auto width = static_cast<std::size_t>(channels);
        const RampCheck whole = checkRamp(samples, channels);
        QVERIFY(whole.begins.has_value());
        QCOMPARE(whole.offset, std::uint64_t{0});
        // All that was given, from its first frame to its last, and silence after it.
        const RampCheck check = checkRamp(samples.subspan(*whole.begins * width, given * width), channels);
        QVERIFY2(check.fault.empty(), check.fault.c_str());
        const auto after = samples.subspan((*whole.begins + given) * width);
        QVERIFY(std::ranges::all_of(after, [](float sample) { return sample == 0.0F; }));
    }

    void survivesBeingStartedAndStoppedInQuickSuccession() {
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        for (std::uint64_t round = 0; round < 40; ++round) {
            RampSource source(fixture_->clock(), 2);
            auto stream = backend_->openOutput(into(id, round));
            HEADROOM_OK(stream);
            if (round % 4 == 0)
                continue; // opened only
            HEADROOM_OK(stream.value()->start(source));
            if (round % 4 == 1)
                continue; // destroyed while it runs
            if (round % 4 == 2)
                QVERIFY(waitFor([&] { return source.framesGiven() > 0; }));
            stream.value()->stop();
            const std::size_t spans = source.spans().size();
            stream.value().reset();
            QCOMPARE(source.spans().size(), spans);
        }
        // And all is well afterwards.
        RampSource source(fixture_->clock(), 2);
        const auto stream = backend_->openOutput(into(id));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4; }));
        QCOMPARE(listener_->serverLosses().size(), std::size_t{0});
    }

    void runsInputsAndOutputsAtOnce() {
        const std::string input = addInput(2);
        const std::string first = addSpeaker(2);
        const std::string second = addSpeaker(6);
        HEADROOM_OK(backend_->connect(5s));
        RecordingSink sink(fixture_->clock(), 2);
        InputRequest request;
        request.deviceId = input;
        request.streamTag = 100;
        const auto recording = backend_->openInput(request);
        HEADROOM_OK(recording);
        HEADROOM_OK(recording.value()->start(sink));
        struct Running {
            std::unique_ptr<RampSource> source;
            std::unique_ptr<OutputStream> stream;
        };
        std::vector<Running> running;
        for (std::uint64_t tag = 0; tag < 8; ++tag) {
            auto stream = backend_->openOutput(into(tag % 2 == 0 ? first : second, tag));
            HEADROOM_OK(stream);
            auto source = std::make_unique<RampSource>(fixture_->clock(), tag % 2 == 0 ? 2 : 6);
            running.push_back({std::move(source), std::move(stream).value()});
        }
        for (Running& one : running)
            HEADROOM_OK(one.stream->start(*one.source));
        // Any of them may go, in any order, while the others run on.
        while (!running.empty()) {
            for (Running& one : running) {
                const std::uint64_t given = one.source->framesGiven();
                QVERIFY(waitFor([&] { return one.source->framesGiven() > given + rate / 20; }));
            }
            running[running.size() / 2].stream.reset();
            running.erase(running.begin() + static_cast<std::ptrdiff_t>(running.size() / 2));
        }
        const std::uint64_t seen = sink.frames();
        QVERIFY(waitFor([&] { return sink.frames() > seen + rate / 4; }));
        recording.value()->stop();
        if (!fixture_->signalWasWhole())
            QSKIP("this machine was too busy to play the signal without a break");
        const RampCheck check = checkRamp(sink.samples(), 2);
        QVERIFY2(check.begins && check.fault.empty(), check.fault.c_str());
    }

    // --- faults ---

    void losesAStreamWhoseSpeakerGoesAndNeverMovesIt() {
        const std::string other = addSpeaker(2);
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        RampSource source(fixture_->clock(), 2);
        RampSource otherSource(fixture_->clock(), 2);
        RampSource sourceAgain(fixture_->clock(), 2);
        const auto stream = backend_->openOutput(into(id, 7));
        const auto bystander = backend_->openOutput(into(other, 8));
        HEADROOM_OK(stream);
        HEADROOM_OK(bystander);
        HEADROOM_OK(stream.value()->start(source));
        HEADROOM_OK(bystander.value()->start(otherSource));
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4 && otherSource.framesGiven() > 0; }));

        fixture_->unplug(id);
        QVERIFY(waitFor([&] { return !listener_->streamLosses(7).empty(); }));
        QCOMPARE(name(listener_->streamLosses(7).front().kind), name(ErrorKind::DeviceGone));
        const std::size_t spans = source.spans().size();
        const std::uint64_t seen = otherSource.framesGiven();
        QVERIFY(waitFor([&] { return otherSource.framesGiven() > seen + rate / 2; }));
        QCOMPARE(source.spans().size(), spans);
        QCOMPARE(listener_->streamLosses(7).size(), std::size_t{1});
        QCOMPARE(listener_->streamLosses(8).size(), std::size_t{0});
        QCOMPARE(listener_->serverLosses().size(), std::size_t{0});
        stream.value()->stop();

        // The same speaker, back again, opens by the same id.
        QVERIFY(fixture_->plugIn(id));
        const auto again = backend_->openOutput(into(id, 9));
        HEADROOM_OK(again);
        HEADROOM_OK(again.value()->start(sourceAgain));
        QVERIFY(waitFor([&] { return sourceAgain.framesGiven() > rate / 4; }));
    }

    void doesNotStartAStreamWhoseSpeakerIsGone() {
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        RampSource source(fixture_->clock(), 2);
        const auto stream = backend_->openOutput(into(id, 7));
        HEADROOM_OK(stream);
        fixture_->unplug(id);
        QVERIFY(waitFor([&] { return !isListed(id); }));
        const auto started = stream.value()->start(source);
        QVERIFY(!started.ok());
        QCOMPARE(name(started.error().kind), name(ErrorKind::DeviceGone));
        QCOMPARE(source.spans().size(), std::size_t{0});
    }

    void losesTheServerOnceAndFindsItAgain() {
        const std::string id = addSpeaker(2);
        HEADROOM_OK(backend_->connect(5s));
        RampSource source(fixture_->clock(), 2);
        RampSource sourceAgain(fixture_->clock(), 2);
        auto stream = backend_->openOutput(into(id, 3));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(source));
        QVERIFY(waitFor([&] { return source.framesGiven() > rate / 4; }));

        fixture_->loseServer();
        QVERIFY(waitFor([&] { return !listener_->serverLosses().empty(); }));
        const std::size_t spans = source.spans().size();
        QCOMPARE(name(backend_->openOutput(into(id)).error().kind), name(ErrorKind::ServerDown));
        stream.value()->stop();
        QCOMPARE(source.spans().size(), spans);

        QVERIFY(fixture_->restoreServer());
        HEADROOM_OK(backend_->connect(5s));
        const auto again = backend_->openOutput(into(id, 4));
        HEADROOM_OK(again);
        HEADROOM_OK(again.value()->start(sourceAgain));
        QVERIFY(waitFor([&] { return sourceAgain.framesGiven() > rate / 4; }));
        QCOMPARE(source.spans().size(), spans);
        stream.value().reset();
        QCOMPARE(listener_->serverLosses().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(tst_OutputConformance)
#include "tst_output_conformance.moc"
