// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/pulse_fixture.h"

#include "engine/backends/pulse/pulse_backend.h"
#include "engine/backends/simulated/simulated_signal.h"
#include "tests/servers/private_pulse.h"
#include "tests/servers/pulse_player.h"

#include <map>

namespace headroom::test {

namespace {

/// An input is the monitor of a null sink into which a player plays.
class PulseFixture final : public BackendFixture {
public:
    explicit PulseFixture(PrivatePulse::Options options) : server_(options) {}

    [[nodiscard]] bool start() override { return server_.start(); }
    [[nodiscard]] const Clock& clock() const override { return clock_; }
    [[nodiscard]] std::unique_ptr<Backend> makeBackend() override { return makePulseBackend(clock_); }

    [[nodiscard]] std::string addInput(int channels) override {
        Input input;
        input.sink = QString("sink%1").arg(inputs_.size() + 1);
        input.channels = channels;
        const std::string id = input.sink.toStdString() + ".monitor";
        inputs_[id] = std::move(input);
        return plugIn(id) ? id : std::string();
    }
    void unplug(const std::string& id) override {
        Input& input = inputs_.at(id);
        server_.unloadModule(input.module);
        input.player.reset();
    }
    [[nodiscard]] bool plugIn(const std::string& id) override {
        Input& input = inputs_.at(id);
        input.module = server_.addNullSink({.name = input.sink, .channels = input.channels});
        input.player = std::make_unique<PulsePlayer>(server_.server(), input.sink, 48000,
                                                     pulseMapOf(input.channels), playerLatencyMs);
        if (input.module < 0 || !input.player->start())
            return false;
        input.player->play([](int channel, std::uint64_t frame) { return rampSample(channel, frame); });
        return true;
    }
    void makeDefault(const std::string& id) override {
        server_.pactl({"set-default-source", QString::fromStdString(id)});
    }
    void suspend(const std::string& id, bool suspended) override {
        // A monitor sleeps when its sink does.
        server_.pactl({"suspend-sink", inputs_.at(id).sink, suspended ? "1" : "0"});
    }
    void loseServer() override {
        server_.kill();
        for (auto& [id, input] : inputs_)
            input.player.reset();
    }
    [[nodiscard]] bool restoreServer() override {
        if (!server_.start())
            return false;
        for (auto& [id, input] : inputs_)
            if (!plugIn(id))
                return false;
        return true;
    }
    [[nodiscard]] bool signalWasWhole() const override {
        for (const auto& [id, input] : inputs_)
            if (input.player && input.player->underruns() > 0)
                return false;
        return true;
    }

private:
    /// Enough for a busy machine; what matters here is that the player never runs dry.
    static constexpr int playerLatencyMs = 200;
    struct Input {
        QString sink;
        int channels = 2;
        qint64 module = -1;
        std::unique_ptr<PulsePlayer> player;
    };

    SystemClock clock_;
    PrivatePulse server_;
    std::map<std::string, Input> inputs_;
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
