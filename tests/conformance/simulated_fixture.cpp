// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/simulated_fixture.h"

#include "engine/backends/simulated/simulated_backend.h"

namespace headroom::test {

namespace {

/// A simulated world under the system's clock: it delivers on a thread of its own, as a real device does.
class SimulatedFixture final : public BackendFixture {
public:
    [[nodiscard]] bool start() override { return true; }
    [[nodiscard]] const Clock& clock() const override { return clock_; }
    [[nodiscard]] std::unique_ptr<Backend> makeBackend() override { return makeSimulatedBackend(world_); }

    [[nodiscard]] std::string addInput(int channels) override {
        SimulatedDevice input;
        input.device.kind = DeviceKind::Microphone;
        input.device.id = "input" + std::to_string(++inputs_);
        input.device.name = "Ramp " + std::to_string(inputs_);
        input.device.backend = "simulated";
        input.device.format.rate = 48000;
        input.device.format.channels.assign(static_cast<std::size_t>(channels),
                                            ChannelPosition::Unpositioned);
        input.signals = {{.kind = SimulatedSignal::Kind::Ramp}};
        world_.add(input);
        return input.device.id;
    }
    [[nodiscard]] bool hasOutputs() const override { return true; }
    [[nodiscard]] std::string addSpeaker(int channels) override {
        SimulatedDevice speaker;
        speaker.device.kind = DeviceKind::Speaker;
        speaker.device.id = "speaker" + std::to_string(++speakers_);
        speaker.device.name = "Speaker " + std::to_string(speakers_);
        speaker.device.format.rate = 48000;
        speaker.device.format.channels.assign(static_cast<std::size_t>(channels),
                                              ChannelPosition::Unpositioned);
        world_.add(speaker);
        SimulatedDevice loopback = speaker;
        loopback.device.kind = DeviceKind::Loopback;
        loopback.device.id = loopbackOf(speaker.device.id);
        loopback.device.name = "Loopback of " + speaker.device.name;
        loopback.device.speakerId = speaker.device.id;
        world_.add(loopback);
        return speaker.device.id;
    }
    [[nodiscard]] std::string loopbackOf(const std::string& speakerId) override {
        return speakerId + ".loopback";
    }
    void unplug(const std::string& id) override { world_.remove(id); }
    [[nodiscard]] bool plugIn(const std::string& id) override {
        world_.bringBack(id);
        return true;
    }
    void makeDefault(const std::string& id) override { world_.makeDefault(id); }
    void suspend(const std::string& id, bool suspended) override { world_.setSuspended(id, suspended); }
    void loseServer() override { world_.loseServer(); }
    [[nodiscard]] bool restoreServer() override {
        world_.restoreServer();
        return true;
    }

private:
    SystemClock clock_;
    SimulatedWorld world_{clock_};
    int inputs_ = 0;
    int speakers_ = 0;
};

} // namespace

std::unique_ptr<BackendFixture> makeSimulatedFixture() {
    return std::make_unique<SimulatedFixture>();
}

} // namespace headroom::test
