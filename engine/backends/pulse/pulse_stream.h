// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/pulse/pulse_connection.h"
#include "engine/backends/pulse/pulse_side.h"
#include "engine/realtime/clock.h"

#include <pulse/stream.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace headroom::pulse {

/// What inputs and outputs have in common: one stream on exactly one device of the server.
///
/// It has the device's own map, without a remix, and never moves to another device; the device's own rate, or
/// the wanted one where a rate was asked for, which the server then converts and granted() tells. Its volume
/// is kept at unity and unmuted, when it is opened, when it is started and whenever something changes it,
/// whatever the server remembers of earlier streams. The device's own volume and mute are the device's state
/// and are left alone.
///
/// It is started once; a stream that was stopped is closed. A derived class closes it in its destructor: the
/// loop thread may be calling.
class Stream : private Connection::Watcher {
public:
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

protected:
    struct Wish {
        std::string deviceId;
        std::optional<int> rate;
        std::optional<std::uint32_t> blockFrames;
        bool exclusive = false;
        std::uint64_t tag = 0;
    };

    Stream(Side side, std::shared_ptr<Connection> connection, const Clock& clock, Wish wish);
    virtual ~Stream() = default;

    /// Takes the lock itself. Errors as Backend::openInput.
    Result<void> open();

    /// @name With the lock held; each waits no longer than the deadline
    /// @{
    /// Looks at device and stream once more before the first sample; to be followed by uncork().
    Result<void> prepareStart(Deadline deadline);
    Result<void> uncork(Deadline deadline);
    bool waitUntil(Deadline deadline, const std::function<bool()>& done);
    /// @}

    /// @name With the lock held, or on the loop thread
    /// @{
    [[nodiscard]] bool alive() const;
    [[nodiscard]] Error lastError() const;
    [[nodiscard]] bool lost() const { return lost_; }
    void close() noexcept;
    /// @}

    /// @name What an input does in its way and an output in its own, on the loop thread or with the lock held
    /// @{
    /// What is wanted of the server's buffers, `blockFrames` a piece.
    [[nodiscard]] virtual pa_buffer_attr wantedBuffer(std::uint32_t blockBytes) const = 0;
    [[nodiscard]] virtual int connectTo(const char* device, const pa_buffer_attr& buffer,
                                        pa_stream_flags_t flags) = 0;
    /// It is there; with what the server granted. `granted_` has the format already and wants the rest.
    virtual void opened(const pa_buffer_attr& buffer, double deviceLatencySeconds) = 0;
    /// The device went to sleep or woke up.
    virtual void suspended(bool isSuspended) = 0;
    /// Nothing more goes in or out.
    virtual void silenced() noexcept = 0;
    /// Takes back the callbacks that it gave to the stream.
    virtual void closing() noexcept = 0;
    /// @}

    /// What the server last told of this stream, and when by our clock. Nothing where that is of no use.
    /// Real-time safe.
    struct Told {
        const pa_timing_info& timing;
        std::int64_t atNs;
    };
    [[nodiscard]] std::optional<Told> told(std::int64_t nowNs) const noexcept;

    [[nodiscard]] Connection& connection() const { return *connection_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] const std::string& deviceName() const { return deviceName_; }
    [[nodiscard]] pa_context* context() const { return context_; }
    [[nodiscard]] pa_stream* stream() const { return stream_; }
    [[nodiscard]] std::uint32_t frameBytes() const;
    [[nodiscard]] const pa_sample_spec& spec() const { return spec_; }

    GrantedStream granted_;
    std::atomic<double> latency_{0.0};

private:
    Result<void> connectStream(Deadline deadline);
    Result<StreamFacts> askDevice(Deadline deadline);
    Result<StreamFacts> askStream(Deadline deadline);
    Result<void> makeStream(const StreamFacts& device, Deadline deadline);
    void watchStream();
    Result<void> checkStream(const StreamFacts& facts) const;
    Result<void> makeUnity(const StreamFacts& facts, Deadline deadline);
    [[nodiscard]] StreamFacts question() const;

    void serverAnnounced(pa_context* context, pa_subscription_event_type_t what,
                         std::uint32_t index) override;
    void programRenamed(const std::string& name) override;
    void lose(Error error);
    void checkDevice();
    void checkVolume();

    const Side side_;
    std::shared_ptr<Connection> connection_;
    const Clock& clock_;
    const Wish wish_;
    std::string deviceName_;

    // Guarded by the connection's lock, which the loop thread holds in every callback.
    pa_context* context_ = nullptr; ///< the one the stream belongs to; a reference is held
    pa_stream* stream_ = nullptr;
    std::optional<Operation> deviceQuestion_;
    std::optional<Operation> streamQuestion_;
    StreamFacts deviceAnswer_;
    StreamFacts streamAnswer_;
    pa_sample_spec spec_{};
    pa_channel_map map_{};
    bool flatVolume_ = false;
    int corrections_ = 0; ///< of the volume, one after the other without having seen it at unity
    bool opened_ = false;
    bool started_ = false;
    bool lost_ = false;
};

} // namespace headroom::pulse
