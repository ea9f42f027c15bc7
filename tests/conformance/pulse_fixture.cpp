// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/pulse_fixture.h"

#include "engine/backends/pulse/pulse_backend.h"
#include "engine/backends/simulated/simulated_signal.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <map>

namespace headroom::test {

namespace {

/// An input is the monitor of a null sink into which a player plays; a speaker is a null sink.
class PulseFixture final : public BackendFixture {
public:
    explicit PulseFixture(PrivatePulse::Options options) : server_(options) {}

    [[nodiscard]] bool start() override { return server_.start(); }
    [[nodiscard]] const Clock& clock() const override { return clock_; }
    [[nodiscard]] std::unique_ptr<Backend> makeBackend() override { return makePulseBackend(clock_); }

    [[nodiscard]] std::string addInput(int channels) override { return addSink(channels, true); }
    [[nodiscard]] bool hasOutputs() const override { return true; }
    [[nodiscard]] std::string addSpeaker(int channels) override { return addSink(channels, false); }
    [[nodiscard]] std::string loopbackOf(const std::string& speakerId) override {
        return speakerId + ".monitor";
    }
    void unplug(const std::string& id) override {
        Sink& sink = sinks_.at(id);
        server_.unloadModule(sink.module);
        sink.player.reset();
    }
    [[nodiscard]] bool plugIn(const std::string& id) override {
        Sink& sink = sinks_.at(id);
        sink.module = server_.addNullSink({.name = sink.name, .channels = sink.channels});
        if (sink.module < 0 || !sink.hasSignal)
            return sink.module >= 0;
        sink.player = std::make_unique<PulsePlayer>(server_.server(), sink.name, 48000,
                                                    pulseMapOf(sink.channels), playerLatencyMs);
        if (!sink.player->start())
            return false;
        sink.player->play([](int channel, std::uint64_t frame) { return rampSample(channel, frame); });
        return true;
    }
    void makeDefault(const std::string& id) override {
        server_.pactl({"set-default-source", QString::fromStdString(id)});
    }
    void suspend(const std::string& id, bool suspended) override {
        // A monitor sleeps when its sink does.
        server_.pactl({"suspend-sink", sinks_.at(id).name, suspended ? "1" : "0"});
    }
    void loseServer() override {
        server_.kill();
        for (auto& [id, sink] : sinks_)
            sink.player.reset();
    }
    [[nodiscard]] bool restoreServer() override {
        if (!server_.start())
            return false;
        for (auto& [id, sink] : sinks_)
            if (!plugIn(id))
                return false;
        return true;
    }
    [[nodiscard]] bool signalWasWhole() const override {
        for (const auto& [id, sink] : sinks_)
            if (sink.player && sink.player->underruns() > 0)
                return false;
        return true;
    }

private:
    /// Enough for a busy machine; what matters here is that the player never runs dry.
    static constexpr int playerLatencyMs = 200;
    struct Sink {
        QString name;
        int channels = 2;
        bool hasSignal = true;
        qint64 module = -1;
        std::unique_ptr<PulsePlayer> player;
    };

    std::string addSink(int channels, bool hasSignal) {
        Sink sink;
        sink.name = QString("sink%1").arg(sinks_.size() + 1);
        sink.channels = channels;
        sink.hasSignal = hasSignal;
        const std::string id = sink.name.toStdString() + (hasSignal ? ".monitor" : "");
        sinks_[id] = std::move(sink);
        return plugIn(id) ? id : std::string();
    }

    SystemClock clock_;
    PrivatePulse server_;
    std::map<std::string, Sink> sinks_;
};

} // namespace

bool pulseIsHere() {
    return PrivatePulse::available();
}

std::unique_ptr<BackendFixture> makeBarePulseFixture() {
    return std::make_unique<PulseFixture>(PrivatePulse::Options{});
}

std::unique_ptr<BackendFixture> makeUsualPulseFixture() {
    return std::make_unique<PulseFixture>(PrivatePulse::Options{.modules = PrivatePulse::Modules::Usual});
}

} // namespace headroom::test
