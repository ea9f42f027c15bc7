// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/simulated/simulated_backend.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {
constexpr std::uint32_t smallestBlock = 16;
constexpr std::uint32_t largestBlock = 1U << 16U;
} // namespace

class SimulatedInput final : public InputStream {
public:
    SimulatedInput(SimulatedWorld& world, GrantedStream granted, const InputRequest& request)
        : world_(world), granted_(std::move(granted)) {
        stream_.deviceId = request.deviceId;
        stream_.tag = request.streamTag;
        stream_.blockFrames = granted_.blockFrames;
        const std::scoped_lock lock(world_.mutex_);
        const bool odd = !world_.find(request.deviceId)->blockSizes.empty();
        stream_.buffer.resize(std::size_t{odd ? largestBlock : granted_.blockFrames} *
                              granted_.format.channels.size());
        world_.streams_.push_back(&stream_);
    }

    ~SimulatedInput() override {
        const std::scoped_lock lock(world_.mutex_);
        std::erase(world_.streams_, &stream_);
    }

    [[nodiscard]] const GrantedStream& granted() const override { return granted_; }

    Result<void> start(InputSink& sink) override {
        const std::scoped_lock lock(world_.mutex_);
        const SimulatedWorld::Source* source = world_.find(stream_.deviceId);
        if (!world_.serverUp_)
            return Error{ErrorKind::ServerDown, "simulated", {}, {}};
        if (source == nullptr || !source->present || source->content.device.format != granted_.format)
            return Error{ErrorKind::DeviceGone, stream_.deviceId, {}, {}};
        // A world on a thread of its own may have slept; what was captured before this call is not wanted.
        const std::int64_t nowNs = world_.stepped_ != nullptr
                                       ? world_.reachedNs_
                                       : std::max(world_.reachedNs_, world_.clock_.nowNs());
        stream_.nextFrame = source->frameAt(nowNs);
        stream_.sink = &sink;
        world_.wake();
        return {};
    }

    void stop() noexcept override {
        // The mutex is held while blocks are delivered: with it in hand, none is on its way.
        const std::scoped_lock lock(world_.mutex_);
        stream_.sink = nullptr;
    }

    [[nodiscard]] double latencySeconds() const override { return granted_.latencySeconds; }

private:
    SimulatedWorld& world_;
    GrantedStream granted_;
    SimulatedWorld::Stream stream_;
};

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

    [[nodiscard]] Result<std::unique_ptr<OutputStream>> openOutput(const OutputRequest& request) override {
        return Error{ErrorKind::BackendFailed, request.deviceId, {}, "no outputs yet"};
    }

    [[nodiscard]] Result<std::unique_ptr<InputStream>> openInput(const InputRequest& request) override {
        const std::scoped_lock lock(world_.mutex_);
        if (!connected())
            return Error{ErrorKind::ServerDown, "simulated", {}, {}};
        const SimulatedWorld::Source* source = world_.find(request.deviceId);
        if (source == nullptr || !source->present || !source->content.device.isInput())
            return Error{ErrorKind::NoSuchDevice, request.deviceId, {}, {}};
        const Device& device = source->content.device;
        if (source->denied)
            return Error{ErrorKind::PermissionDenied, device.name, {}, {}};
        if (source->busy)
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
                                         smallestBlock, largestBlock);
        granted.latencySeconds = static_cast<double>(granted.blockFrames) / device.format.rate;
        granted.exclusive = request.exclusive;
        return std::unique_ptr<InputStream>(
            std::make_unique<SimulatedInput>(world_, std::move(granted), request));
    }

private:
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
