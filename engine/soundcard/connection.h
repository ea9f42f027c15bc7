// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/channel_map.h"
#include "engine/realtime/clock.h"
#include "engine/soundcard/stream_options.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace headroom::soundcard {

/// How long a recorder or a player waits for a device that neither gives nor takes anything.
inline constexpr std::chrono::seconds stallTimeout{5};

/// What became of a stream. Any thread.
class StreamState {
public:
    /// The first loss counts.
    void lose(const Error& error);
    [[nodiscard]] std::optional<Error> loss() const;

private:
    mutable std::mutex mutex_;
    std::optional<Error> loss_;
};

/// The process's one way to a sound system. A backend wants to be called by one thread at a time: whoever
/// calls it here holds the mutex. Streams keep the connection alive.
class Connection final : public BackendListener {
public:
    /// The clock is the caller's and must live longer than the connection.
    Connection(std::unique_ptr<Backend> backend, const Clock& clock);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The present one; made where there is none. Errors: InvalidArgument (HEADROOM_BACKEND), BackendFailed
    /// (after a fork).
    [[nodiscard]] static Result<std::shared_ptr<Connection>> current();
    /// Another one from now on; null for a new one with the next call.
    static void setCurrent(std::shared_ptr<Connection> connection);

    [[nodiscard]] const Clock& clock() const { return clock_; }

    /// Calls `use` with the backend, connected, the mutex held. Errors: those of Backend::connect and of
    /// `use`.
    template <typename T>
    [[nodiscard]] Result<T> withBackend(const std::function<Result<T>(Backend&)>& use) {
        const std::scoped_lock lock(mutex_);
        if (auto connected = connect(); !connected)
            return connected.error();
        return use(*backend_);
    }
    /// Calls `use` with the mutex held: what ends a stream.
    void exclusively(const std::function<void()>& use);

    void setProgramName(const std::string& name);

    /// A tag and the place where the loss of the stream of that tag will be told.
    struct Ticket {
        std::uint64_t tag = 0;
        std::shared_ptr<StreamState> state;
    };
    [[nodiscard]] Ticket newTicket();

    void devicesChanged() override {}
    void serverLost(const Error& error) override;
    void streamLost(std::uint64_t streamTag, const Error& error) override;

private:
    Result<void> connect();

    const Clock& clock_;
    std::mutex statesMutex_; ///< never held while the backend is called
    std::uint64_t lastTag_ = 0;
    std::map<std::uint64_t, std::weak_ptr<StreamState>> states_;
    std::mutex mutex_;
    std::unique_ptr<Backend> backend_; ///< last: it tells the members above until it has gone
};

/// What a backend is asked for. Errors: InvalidArgument.
template <typename Request>
[[nodiscard]] Result<Request> requestOf(const Device& device, const StreamOptions& options,
                                        std::uint64_t tag);

/// Errors: BadChannelMap.
[[nodiscard]] Result<MapSpec> specOf(const ChannelMap& map);

} // namespace headroom::soundcard
