// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/pulse/pulse_delivery.h"
#include "engine/backends/pulse/pulse_stream.h"

#include <memory>
#include <optional>

namespace headroom::pulse {

/// One record stream on exactly one source; or on the monitor of the sink into which a program plays, of
/// which the server then lets through that program alone. Where the program goes to another sink a server
/// that can do so lets the stream follow (PipeWire); PulseAudio ends it, and it can be opened again under the
/// same id.
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

    [[nodiscard]] Result<Place> findPlace(Deadline deadline) override;
    [[nodiscard]] bool mayMove() const override { return application_ != PA_INVALID_INDEX; }
    [[nodiscard]] pa_buffer_attr wantedBuffer(std::uint32_t blockBytes) const override;
    [[nodiscard]] int connectTo(const char* device, const pa_buffer_attr& buffer,
                                pa_stream_flags_t flags) override;
    void opened(const pa_buffer_attr& buffer, double deviceLatencySeconds) override;
    void suspended(bool isSuspended) override;
    void silenced() noexcept override;
    void closing() noexcept override;
    void serverAnnounced(pa_context* context, pa_subscription_event_type_t what,
                         std::uint32_t index) override;

    void armTick();
    void readAll();
    void noteServerClock(std::int64_t nowNs) noexcept;

    // Guarded by the connection's lock.
    std::uint32_t application_ =
        PA_INVALID_INDEX; ///< the sink input that is heard; the whole source otherwise
    std::optional<Delivery> delivery_;
    pa_time_event* tick_ = nullptr; ///< there while it runs
};

} // namespace headroom::pulse
