// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_backend.h"

#include "engine/backends/simulated/simulated_streams.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {
constexpr std::uint32_t smallestBlock = 16;
} // namespace

class SimulatedBackend final : public Backend {
public:
    explicit SimulatedBackend(SimulatedWorld& world) : world_(world) {}
    explicit SimulatedBackend(std::unique_ptr<SimulatedWorld> own) : own_(std::move(own)), world_(*own_) {}
    ~SimulatedBackend() override { setListener(nullptr); }

    [[nodiscard]] std::string_view name() const override { return "simulated"; }

    Result<void> connect(std::chrono::milliseconds) override {
        const std::scoped_lock lock(world_.mutex_);
        if (!world_.serverUp_)
            return Error{ErrorKind::ServerDown, "simulated", {}, {}};
        connected_ = true;
        return {};
    }

    [[nodiscard]] bool connected() const override {
        const std::scoped_lock lock(world_.mutex_);
        return connected_ && world_.serverUp_;
    }

    void setListener(BackendListener* listener) override {
        const std::scoped_lock lock(world_.mutex_);
        std::erase(world_.listeners_, listener_);
        listener_ = listener;
        if (listener != nullptr)
            world_.listeners_.push_back(listener);
    }

    [[nodiscard]] Result<std::vector<Device>> devices() override {
        if (!connected())
            return Error{ErrorKind::ServerDown, "simulated", {}, {}};
        return world_.devices();
    }

    [[nodiscard]] Result<std::unique_ptr<InputStream>> openInput(const InputRequest& request) override {
        const std::scoped_lock lock(world_.mutex_);
        auto granted = grant(request, true);
        if (!granted)
            return granted.error();
        return std::unique_ptr<InputStream>(
            std::make_unique<SimulatedInput>(world_, std::move(granted).value(), request));
    }

    [[nodiscard]] Result<std::unique_ptr<OutputStream>> openOutput(const OutputRequest& request) override {
        const std::scoped_lock lock(world_.mutex_);
        auto granted = grant(request, false);
        if (!granted)
            return granted.error();
        return std::unique_ptr<OutputStream>(
            std::make_unique<SimulatedOutput>(world_, std::move(granted).value(), request));
    }

private:
    /// With the world's mutex held.
    template <typename Request>
    [[nodiscard]] Result<GrantedStream> grant(const Request& request, bool input) {
        if (!connected())
            return Error{ErrorKind::ServerDown, "simulated", {}, {}};
        const SimulatedWorld::Source* source = world_.find(request.deviceId);
        if (source == nullptr || !source->present || source->content.device.isInput() != input)
            return Error{ErrorKind::NoSuchDevice, request.deviceId, {}, {}};
        const Device& device = source->content.device;
        if (source->denied)
            return Error{ErrorKind::PermissionDenied, device.name, {}, {}};
        const bool taken = std::ranges::any_of(world_.streams_, [&](const SimulatedWorld::Stream* stream) {
            return stream->deviceId == device.id && (stream->exclusive || request.exclusive);
        });
        if (source->busy || taken)
            return Error{ErrorKind::DeviceBusy, device.name, {}, {}};
        if (request.exclusive && !source->content.canBeExclusive)
            return Error{ErrorKind::ModeNotSupported, device.name, {}, {}};
        if (request.rate && *request.rate != device.format.rate)
            return Error{ErrorKind::FormatNotSupported,
                         std::to_string(*request.rate) + " Hz",
                         {std::to_string(device.format.rate) + " Hz"},
                         {}};
        GrantedStream granted;
        granted.format = device.format;
        granted.blockFrames = std::clamp(request.blockFrames.value_or(source->content.blockFrames),
                                         smallestBlock, SimulatedWorld::largestBlock);
        granted.latencySeconds = static_cast<double>(granted.blockFrames) / device.format.rate;
        granted.exclusive = request.exclusive;
        return granted;
    }

    std::unique_ptr<SimulatedWorld> own_;
    SimulatedWorld& world_;
    BackendListener* listener_ = nullptr;
    bool connected_ = false;
};

std::unique_ptr<Backend> makeSimulatedBackend(SimulatedWorld& world) {
    return std::make_unique<SimulatedBackend>(world);
}

std::unique_ptr<Backend> makeSimulatedBackend(const Clock& clock) {
    auto world = std::make_unique<SimulatedWorld>(clock);
    addShowcase(*world);
    return std::make_unique<SimulatedBackend>(std::move(world));
}

} // namespace headroom
