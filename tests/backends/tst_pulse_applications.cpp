// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"
#include "engine/backends/simulated/simulated_signal.h"
#include "tests/conformance/noted_listener.h"
#include "tests/conformance/ramp_source.h"
#include "tests/conformance/recording_sink.h"
#include "tests/conformance/requests.h"
#include "tests/conformance/wait_for.h"
#include "tests/servers/private_pipewire.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <QTest>

#include <chrono>
#include <cmath>
#include <memory>

using namespace headroom;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rate = 48000;

/// What another program plays meanwhile: no sample of it is one of the ramp's.
float otherSignal(int, std::uint64_t frame) {
    return frame % 2 == 0 ? 0.75F : -0.75F;
}

enum Server { Bare, Usual, PipeWire };

} // namespace

/// Each program that plays is an input of its own.
class tst_PulseApplications : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data() {
        QTest::addColumn<int>("server");
        QTest::newRow("PulseAudio, bare") << int(Bare);
        QTest::newRow("PulseAudio, a desktop's modules") << int(Usual);
        QTest::newRow("PipeWire") << int(PipeWire);
    }

    void init() {
        QFETCH_GLOBAL(int, server);
        if (server == PipeWire ? !PrivatePipeWire::available() : !PrivatePulse::available())
            QSKIP("this server is not installed on this machine");
        // That a server starts at all is not what is tried here.
        for (int attempt = 0; attempt < 3 && !server_; ++attempt) {
            if (server == PipeWire)
                server_ = std::make_unique<PrivatePipeWire>();
            else
                server_ = std::make_unique<PrivatePulse>(PrivatePulse::Options{
                    .modules = server == Usual ? PrivatePulse::Modules::Usual : PrivatePulse::Modules::Bare});
            if (!server_->start())
                server_.reset();
        }
        if (!server_)
            QSKIP("the server did not come up on this machine");
        QVERIFY(server_->addNullSink({.name = "a"}) >= 0);
        listener_ = std::make_unique<NotedListener>();
        backend_ = makePulseBackend(clock_);
        backend_->setListener(listener_.get());
        HEADROOM_OK(backend_->connect(5s));
    }

    void cleanup() {
        backend_.reset();
        if (listener_)
            QVERIFY(!listener_->calledFromDataCallback());
        server_.reset();
    }

    // --- listing ---

    void listsAProgramWhileItIsThere() {
        QVERIFY(applications().empty());
        int before = listener_->changes();
        auto player = makePlayer("Jukebox", "Song of songs", "a", 2);
        QVERIFY(player);
        QVERIFY(waitFor([&] { return listener_->changes() > before && applications().size() == 1; }));
        const Device device = applications().front();
        QVERIFY(device.kind == DeviceKind::Loopback);
        QCOMPARE(device.name, std::string("Jukebox: Song of songs"));
        QCOMPARE(device.speakerId, std::string("a"));
        QCOMPARE(device.backend, std::string("pulse"));
        QCOMPARE(device.format.rate, rate);
        QCOMPARE(device.format.channelCount(), 2);
        QVERIFY(!device.isDefault);
        QVERIFY(!device.opensOnlyWhenAsked);
        QVERIFY(!device.muted);
        // Paused it is there still: who wants its sound chooses it before it begins.
        player->cork(true);
        before = listener_->changes();
        player->cork(false);
        QCOMPARE(applications().front().id, device.id);
        before = listener_->changes();
        player.reset();
        QVERIFY(waitFor([&] { return listener_->changes() > before && applications().empty(); }));
    }

    void tellsProgramsApartAndNeverGivesAnIdTwice() {
        std::vector<std::string> ids;
        for (int round = 0; round < 3; ++round) {
            auto first = makePlayer("Jukebox", "playback", "a", 2);
            auto second = makePlayer("Jukebox", "playback", "a", 2);
            QVERIFY(first && second);
            QVERIFY(waitFor([&] { return applications().size() == 2; }));
            for (const Device& device : applications()) {
                QCOMPARE(device.name, std::string("Jukebox"));
                QVERIFY(std::ranges::find(ids, device.id) == ids.end());
                ids.push_back(device.id);
            }
            first.reset();
            second.reset();
            QVERIFY(waitFor([&] { return applications().empty(); }));
        }
        for (const std::string& id : ids)
            QCOMPARE(name(backend_->openInput(on(id)).error().kind), name(ErrorKind::NoSuchDevice));
    }

    void isFoundByItsWholeIdOrWhenLoopbacksAreWanted() {
        auto player = makePlayer("Jukebox", "Song", "a", 2);
        QVERIFY(player);
        QVERIFY(waitFor([&] { return applications().size() == 1; }));
        const auto devices = backend_->devices();
        HEADROOM_OK(devices);
        const std::string id = applications().front().id;
        const auto found = [&](const std::string& pattern, Wanted wanted) {
            const auto device = findDevice(devices.value(), pattern, wanted);
            return device.ok() && device.value().id == id;
        };
        QVERIFY(found("Jukebox", Wanted::MicrophonesAndLoopbacks));
        QVERIFY(found(id, Wanted::Microphones));
        QVERIFY(!found("Jukebox", Wanted::Microphones));
        QVERIFY(!found("Jukebox", Wanted::Speakers));
    }

    void doesNotListItselfNorTheServersOwnStreams() {
        QVERIFY(server_->addNullSink({.name = "b"}) >= 0);
        QVERIFY(server_->loadModule({"module-loopback", "source=b.monitor", "sink=a"}) >= 0);
        QVERIFY(waitFor([&] { return !server_->pactl({"list", "short", "sink-inputs"}).isEmpty(); }));
        RampSource source(clock_, 2);
        const auto output = backend_->openOutput(into("a"));
        HEADROOM_OK(output);
        HEADROOM_OK(output.value()->start(source));
        QVERIFY(server_->pactl({"list", "short", "sink-inputs"}).split('\n').size() >= 2);
        QVERIFY2(applications().empty(), applications().empty() ? "" : applications()[0].name.c_str());
    }

    void readsOnlyItsOwnIds_data() {
        QTest::addColumn<QString>("change");
        for (const char* change : {"application:", "application:0", "application::0:0", "application:x:y:z",
                                   "application:Jukebox:99999999999999:0"})
            QTest::newRow(change) << change;
        QTest::newRow("another name") << "name";
        QTest::newRow("another server") << "cookie";
    }
    void readsOnlyItsOwnIds() {
        QFETCH(QString, change);
        auto player = makePlayer("Jukebox", "Song", "a", 2);
        QVERIFY(player);
        QVERIFY(waitFor([&] { return applications().size() == 1; }));
        QString id = change;
        if (change == "name")
            id = QString::fromStdString(applications().front().id).replace("Jukebox", "Radio");
        if (change == "cookie")
            id = QString::fromStdString(applications().front().id) + "0";
        const auto stream = backend_->openInput(on(id.toStdString()));
        QVERIFY(!stream.ok());
        QCOMPARE(name(stream.error().kind), name(ErrorKind::NoSuchDevice));
        QVERIFY(!backend_->openOutput(into(applications().front().id)).ok());
    }

    // --- hearing ---

    void hearsTheProgramBitForBitAndNoOther() {
        auto player = makePlayer("Jukebox", "Song", "a", 2);
        auto other = makePlayer("Radio", "News", "a", 2);
        QVERIFY(player && other);
        other->play(&otherSignal);
        player->play(&rampSample);
        RecordingSink sink(clock_, 2);
        const auto stream = backend_->openInput(on(idOf("Jukebox: Song")));
        HEADROOM_OK(stream);
        QCOMPARE(stream.value()->granted().format.rate, rate);
        QCOMPARE(stream.value()->granted().format.channelCount(), 2);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.blockFrames() > 2 * rate; }));
        stream.value()->stop();
        checkHeard(sink, 2, *player);
    }

    void hearsTheProgramsOwnChannelsOfMany() {
        QVERIFY(server_->addNullSink(
                    {.name = "wide",
                     .channels = 8,
                     .map = "front-left,front-right,front-center,lfe,rear-left,rear-right,side-left,"
                            "side-right"}) >= 0);
        auto player = makePlayer("Jukebox", "Song", "wide", 2);
        QVERIFY(player);
        player->play(&rampSample);
        RecordingSink sink(clock_, 2);
        const auto stream = backend_->openInput(on(idOf("Jukebox: Song")));
        HEADROOM_OK(stream);
        using enum ChannelPosition;
        QVERIFY(stream.value()->granted().format.channels == (std::vector{FrontLeft, FrontRight}));
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.blockFrames() > 2 * rate; }));
        stream.value()->stop();
        checkHeard(sink, 2, *player);
    }

    void hearsTheSinksChannelsWhereTheServerMixesTheProgram() {
        auto player = makePlayer("Phone", "Call", "a", 1);
        QVERIFY(player);
        const auto stream = backend_->openInput(on(idOf("Phone: Call")));
        HEADROOM_OK(stream);
        QCOMPARE(stream.value()->granted().format.channelCount(), 2);
    }

    void keepsTimeWhileTheProgramPauses() {
        auto player = makePlayer("Jukebox", "Song", "a", 2);
        QVERIFY(player);
        player->play(&rampSample);
        RecordingSink sink(clock_, 2);
        const auto stream = backend_->openInput(on(idOf("Jukebox: Song")));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 2; }));
        player->cork(true);
        const std::uint64_t seen = sink.frames();
        QVERIFY(waitFor([&] { return sink.frames() > seen + 3 * rate / 2; }));
        player->cork(false);
        const std::uint64_t after = sink.blockFrames();
        QVERIFY(waitFor([&] { return sink.blockFrames() > after + rate / 2; }));
        stream.value()->stop();
        const auto spans = sink.spans();
        const auto elapsed = static_cast<double>(spans.back().receivedNs - spans.front().receivedNs) * 1e-9;
        const double counted = static_cast<double>(sink.frames() - spans.front().frames) / rate;
        QVERIFY2(std::abs(counted - elapsed) < 0.2,
                 QByteArray::number(counted) + " s counted in " + QByteArray::number(elapsed) + " s");
        QCOMPARE(listener_->streamLosses(1).size(), std::size_t{0});
    }

    // --- going ---

    void isLostWhenTheProgramGoes() {
        auto player = makePlayer("Jukebox", "Song", "a", 2);
        auto other = makePlayer("Radio", "News", "a", 2);
        QVERIFY(player && other);
        RecordingSink sink(clock_, 2);
        const auto stream = backend_->openInput(on(idOf("Jukebox: Song"), 7));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 4; }));
        other->play(&otherSignal);
        player.reset();
        QVERIFY(waitFor([&] { return !listener_->streamLosses(7).empty(); }));
        QCOMPARE(name(listener_->streamLosses(7).front().kind), name(ErrorKind::DeviceGone));
        const std::size_t spans = sink.spans().size();
        // The other one plays on and is not heard in its place.
        RecordingSink otherSink(clock_, 2);
        const auto otherStream = backend_->openInput(on(idOf("Radio: News"), 8));
        HEADROOM_OK(otherStream);
        HEADROOM_OK(otherStream.value()->start(otherSink));
        QVERIFY(waitFor([&] { return otherSink.frames() > rate / 2; }));
        QCOMPARE(sink.spans().size(), spans);
        QVERIFY(std::ranges::all_of(sink.samples(), [](float sample) { return sample == 0.0F; }));
        QCOMPARE(listener_->streamLosses(7).size(), std::size_t{1});
        QCOMPARE(listener_->streamLosses(8).size(), std::size_t{0});
    }

    void doesNotStartOnAProgramThatHasGone() {
        auto player = makePlayer("Jukebox", "Song", "a", 2);
        QVERIFY(player);
        RecordingSink sink(clock_, 2);
        const auto stream = backend_->openInput(on(idOf("Jukebox: Song"), 7));
        HEADROOM_OK(stream);
        player.reset();
        QVERIFY(waitFor([&] { return applications().empty(); }));
        const auto started = stream.value()->start(sink);
        QVERIFY(!started.ok());
        QCOMPARE(name(started.error().kind), name(ErrorKind::DeviceGone));
    }

    void followsTheProgramToAnotherSinkOrSaysThatItIsLost() {
        QVERIFY(server_->addNullSink({.name = "b"}) >= 0);
        auto other = makePlayer("Radio", "News", "b", 2);
        QVERIFY(other);
        other->play(&otherSignal);
        PulsePlayer player(server_->server(), "a", rate, pulseMapOf(2), 200);
        player.setNames("Jukebox", "Song");
        player.allowMoves();
        QVERIFY(player.start());
        player.play(&rampSample);
        const std::string id = idOf("Jukebox: Song");
        RecordingSink sink(clock_, 2);
        const auto stream = backend_->openInput(on(id, 7));
        HEADROOM_OK(stream);
        HEADROOM_OK(stream.value()->start(sink));
        QVERIFY(waitFor([&] { return sink.frames() > rate / 2; }));
        server_->pactl({"move-sink-input", QString::number(player.index()), "b"});
        QVERIFY(waitFor([&] {
            const auto all = applications();
            const auto it = std::ranges::find(all, id, &Device::id);
            return it != all.end() && it->speakerId == "b";
        }));
        const std::uint64_t seen = sink.frames();
        QVERIFY(waitFor([&] { return sink.frames() > seen + rate || !listener_->streamLosses(7).empty(); }));
        const bool lost = !listener_->streamLosses(7).empty();
        qInfo(lost ? "lost" : "followed");
        // Never the other program's.
        QVERIFY(std::ranges::none_of(sink.samples(), [](float sample) { return std::abs(sample) == 0.75F; }));
        if (!lost) {
            // It has truly gone along.
            const std::size_t heard = sink.samples().size();
            QVERIFY(waitFor([&] {
                const auto since = sink.samples().subspan(heard);
                return std::ranges::count_if(since, [](float sample) { return sample != 0.0F; }) > rate;
            }));
            return;
        }
        QCOMPARE(name(listener_->streamLosses(7).front().kind), name(ErrorKind::DeviceGone));
        RecordingSink again(clock_, 2);
        const auto reopened = backend_->openInput(on(id, 8));
        HEADROOM_OK(reopened);
        HEADROOM_OK(reopened.value()->start(again));
        QVERIFY(waitFor([&] { return again.blockFrames() > rate; }));
        reopened.value()->stop();
        checkHeard(again, 2, player);
    }

private:
    std::vector<Device> applications() {
        std::vector<Device> found;
        if (const auto devices = backend_->devices())
            for (const Device& device : devices.value())
                if (device.isApplication)
                    found.push_back(device);
        return found;
    }
    std::string idOf(const std::string& called) {
        std::string id;
        const bool found = waitFor([&] {
            const auto all = applications();
            const auto it = std::ranges::find(all, called, &Device::name);
            id = it != all.end() ? it->id : std::string();
            return !id.empty();
        });
        return found ? id : "not found";
    }
    std::unique_ptr<PulsePlayer> makePlayer(const QString& program, const QString& plays, const QString& sink,
                                            int channels) {
        auto player = std::make_unique<PulsePlayer>(server_->server(), sink, rate, pulseMapOf(channels), 200);
        player->setNames(program, plays);
        return player->start() ? std::move(player) : nullptr;
    }
    /// PipeWire without real-time priority on a busy machine drops periods and puts silence in their place.
    void checkHeard(const RecordingSink& sink, int channels, const PulsePlayer& player) {
        QFETCH_GLOBAL(int, server);
        const auto samples = sink.samples();
        if (server != PipeWire) {
            if (player.underruns() > 0)
                QSKIP("this machine was too busy to play the signal without a break");
            const RampCheck check = checkRamp(samples, channels);
            QVERIFY(check.begins.has_value());
            QVERIFY2(check.fault.empty(), check.fault.c_str());
            QVERIFY(check.frames > rate);
            return;
        }
        std::size_t right = 0;
        std::size_t wrong = 0;
        for (std::size_t i = 0; i + 3 < samples.size(); i += 2)
            if (samples[i] == 0.0F && samples[i + 1] == 0.0F)
                continue;
            else if (samples[i + 1] - samples[i] == rampSample(1, 0) - rampSample(0, 0))
                ++right;
            else
                ++wrong;
        QVERIFY2(right > rate, QByteArray::number(qulonglong(right)));
        QCOMPARE(wrong, std::size_t{0});
    }

    SystemClock clock_;
    std::unique_ptr<PulseControl> server_;
    std::unique_ptr<NotedListener> listener_;
    std::unique_ptr<Backend> backend_;
};

QTEST_GUILESS_MAIN(tst_PulseApplications)
#include "tst_pulse_applications.moc"
