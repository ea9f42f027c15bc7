// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/pulse/pulse_playout.h"
#include "engine/backends/pulse/pulse_stream.h"

#include <memory>
#include <optional>

namespace headroom::pulse {

/// One playback stream on exactly one sink.
///
/// It runs on silence first. A sink that was idle has rendered up to 2 s of nothing ahead, takes that back
/// when a stream comes, and may take some of the stream's beginning with it; a hardware sink may have to wake
/// up. Its source is asked only when the server has played that silence to its end and plays on. After an
/// underrun the server waits for the next data and goes on with them: nothing that was written is dropped.
class Output final : public OutputStream, private Stream {
public:
    static Result<std::unique_ptr<OutputStream>> open(std::shared_ptr<Connection> connection,
                                                      const Clock& clock, const OutputRequest& request);
    ~Output() override;

    [[nodiscard]] const GrantedStream& granted() const override { return granted_; }
    Result<void> start(OutputSource& source) override;
    void stop() noexcept override;
    [[nodiscard]] double latencySeconds() const override { return latency_.load(std::memory_order_relaxed); }

private:
    Output(std::shared_ptr<Connection> connection, const Clock& clock, const OutputRequest& request);

    [[nodiscard]] pa_buffer_attr wantedBuffer(std::uint32_t blockBytes) const override;
    [[nodiscard]] int connectTo(const char* device, const pa_buffer_attr& buffer,
                                pa_stream_flags_t flags) override;
    void opened(const pa_buffer_attr& buffer, double deviceLatencySeconds) override;
    void suspended(bool isSuspended) override;
    void silenced() noexcept override;
    void closing() noexcept override;

    void listen();
    void write(std::size_t bytes) noexcept;
    void noteServerClock() noexcept;
    void ranDry() noexcept;
    void askTiming();

    // Guarded by the connection's lock.
    std::optional<Playout> playout_;
    bool runningUp_ = false; ///< on silence, before the source is asked
    bool consumes_ = false;  ///< the server has played the silence up to the goal
    std::int64_t goalFrame_ = 0;
};

} // namespace headroom::pulse
