// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/pulse/pulse_connection.h"
#include "engine/backends/pulse/pulse_delivery.h"
#include "engine/backends/pulse/pulse_stream_facts.h"
#include "engine/realtime/clock.h"

#include <pulse/stream.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace headroom::pulse {

/// One record stream on exactly one source.
///
/// It arrives as the source has it: the source's own map, no remix, no move to another source; the source's
/// own rate, or the wanted one where a rate was asked for, which the server then converts and granted()
/// tells. Its volume is kept at unity and unmuted, when it is opened, when it is started and whenever
/// something changes it, whatever the server remembers of earlier streams. The source's own volume and mute
/// are the device's state and are left alone.
///
/// start() works once; a stream that was stopped is closed.
class Input final : public InputStream, private Connection::Watcher {
public:
    static Result<std::unique_ptr<InputStream>> open(std::shared_ptr<Connection> connection,
                                                     const Clock& clock, const InputRequest& request);
    ~Input() override;
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    [[nodiscard]] const GrantedStream& granted() const override { return granted_; }
    Result<void> start(InputSink& sink) override;
    void stop() noexcept override;
    [[nodiscard]] double latencySeconds() const override { return latency_.load(std::memory_order_relaxed); }

private:
    Input(std::shared_ptr<Connection> connection, const Clock& clock, const InputRequest& request);

    // With the lock held; each waits no longer than the deadline.
    Result<void> connectStream(const InputRequest& request, Deadline deadline);
    Result<StreamFacts> askSource(Deadline deadline);
    Result<StreamFacts> askStream(Deadline deadline);
    Result<void> makeStream(const InputRequest& request, const StreamFacts& source, Deadline deadline);
    Result<void> checkStream(const StreamFacts& facts) const;
    Result<void> makeUnity(const StreamFacts& facts, Deadline deadline);
    [[nodiscard]] Error lastError() const;
    [[nodiscard]] bool alive() const;
    void close() noexcept;

    // With the lock held, or on the loop thread.
    void serverAnnounced(pa_context* context, pa_subscription_event_type_t what,
                         std::uint32_t index) override;
    void lose(Error error);
    void checkSource(const StreamFacts& facts);
    void checkOutput(const StreamFacts& facts);
    void noteSuspended();
    void armTick();
    void readAll();
    void noteServerClock(std::int64_t nowNs) noexcept;

    std::shared_ptr<Connection> connection_;
    const Clock& clock_;
    std::uint64_t tag_;
    std::string deviceId_;
    std::string deviceName_;
    bool rateWasAsked_;
    GrantedStream granted_;
    std::atomic<double> latency_{0.0};

    // Guarded by the connection's lock, which the loop thread holds in every callback.
    pa_context* context_ = nullptr; ///< the one the stream belongs to; a reference is held
    pa_stream* stream_ = nullptr;
    pa_time_event* tick_ = nullptr;
    std::optional<Delivery> delivery_;
    std::optional<Operation> sourceQuestion_;
    std::optional<Operation> outputQuestion_;
    StreamFacts sourceAnswer_;
    StreamFacts outputAnswer_;
    pa_sample_spec spec_{};
    pa_channel_map map_{};
    bool flatVolume_ = false;
    int corrections_ = 0; ///< of the volume, one after the other without having seen it at unity
    bool opened_ = false;
    bool started_ = false;
    bool lost_ = false;
};

} // namespace headroom::pulse
