// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/pulse/pulse_delivery.h"
#include "engine/backends/pulse/pulse_stream.h"

#include <memory>
#include <optional>

namespace headroom::pulse {

/// One record stream on exactly one source.
class Input final : public InputStream, private Stream {
public:
    static Result<std::unique_ptr<InputStream>> open(std::shared_ptr<Connection> connection,
                                                     const Clock& clock, const InputRequest& request);
    ~Input() override;

    [[nodiscard]] const GrantedStream& granted() const override { return granted_; }
    Result<void> start(InputSink& sink) override;
    void stop() noexcept override;
    [[nodiscard]] double latencySeconds() const override { return latency_.load(std::memory_order_relaxed); }

private:
    Input(std::shared_ptr<Connection> connection, const Clock& clock, const InputRequest& request);

    [[nodiscard]] pa_buffer_attr wantedBuffer(std::uint32_t blockBytes) const override;
    [[nodiscard]] int connectTo(const char* device, const pa_buffer_attr& buffer,
                                pa_stream_flags_t flags) override;
    void opened(const pa_buffer_attr& buffer, double deviceLatencySeconds) override;
    void suspended(bool isSuspended) override;
    void silenced() noexcept override;
    void closing() noexcept override;

    void armTick();
    void readAll();
    void noteServerClock(std::int64_t nowNs) noexcept;

    // Guarded by the connection's lock.
    std::optional<Delivery> delivery_;
    pa_time_event* tick_ = nullptr; ///< there while it runs
};

} // namespace headroom::pulse
