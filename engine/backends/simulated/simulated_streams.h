// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/simulated/simulated_world.h"

namespace headroom {

/// A stream's place in the simulated world, for as long as this lives. Thread-safe.
class SimulatedStream {
public:
    /// Not started. `deviceId` is there.
    SimulatedStream(SimulatedWorld& world, GrantedStream granted, const std::string& deviceId,
                    std::uint64_t tag);
    ~SimulatedStream();
    SimulatedStream(const SimulatedStream&) = delete;
    SimulatedStream& operator=(const SimulatedStream&) = delete;

    [[nodiscard]] const GrantedStream& granted() const { return granted_; }

    /// One of the two is given. Errors: ServerDown, DeviceGone.
    Result<void> start(InputSink* sink, OutputSource* source);
    void stop() noexcept;

private:
    SimulatedWorld& world_;
    GrantedStream granted_;
    SimulatedWorld::Stream stream_;
};

class SimulatedInput final : public InputStream {
public:
    SimulatedInput(SimulatedWorld& world, GrantedStream granted, const InputRequest& request)
        : stream_(world, std::move(granted), request.deviceId, request.streamTag) {}

    [[nodiscard]] const GrantedStream& granted() const override { return stream_.granted(); }
    Result<void> start(InputSink& sink) override { return stream_.start(&sink, nullptr); }
    void stop() noexcept override { stream_.stop(); }
    [[nodiscard]] double latencySeconds() const override { return granted().latencySeconds; }

private:
    SimulatedStream stream_;
};

class SimulatedOutput final : public OutputStream {
public:
    SimulatedOutput(SimulatedWorld& world, GrantedStream granted, const OutputRequest& request)
        : stream_(world, std::move(granted), request.deviceId, request.streamTag) {}

    [[nodiscard]] const GrantedStream& granted() const override { return stream_.granted(); }
    Result<void> start(OutputSource& source) override { return stream_.start(nullptr, &source); }
    void stop() noexcept override { stream_.stop(); }
    [[nodiscard]] double latencySeconds() const override { return granted().latencySeconds; }

private:
    SimulatedStream stream_;
};

} // namespace headroom
