// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/result.h"

#include <pulse/context.h>
#include <pulse/operation.h>
#include <pulse/subscribe.h>
#include <pulse/thread-mainloop.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace headroom::pulse {

/// How long a call may wait for a server that does not answer, connect() apart.
inline constexpr std::chrono::milliseconds answerTimeout{3000};

/// The moment at which a wait ends, on libpulse's own monotonic clock.
class Deadline {
public:
    explicit Deadline(std::chrono::milliseconds timeout);
    [[nodiscard]] pa_usec_t usec() const { return usec_; }

private:
    pa_usec_t usec_;
};

/// The loop thread and the connection to the server. Shared by the backend and its streams, so that a stream
/// which outlives its backend still has a loop to end in.
class Connection {
public:
    /// Is told of what the server announces, on the loop thread with the lock held. It must not wait.
    class Watcher {
    public:
        virtual ~Watcher() = default;
        virtual void serverAnnounced(pa_context* context, pa_subscription_event_type_t what,
                                     std::uint32_t index) = 0;
        /// The program goes by another name from now on.
        virtual void programRenamed(const std::string& name) = 0;
    };

    /// Holds the loop's lock, and so keeps every callback from running meanwhile. Not from the loop thread.
    class Lock {
    public:
        explicit Lock(const Connection& connection);
        ~Lock();
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;

    private:
        pa_threaded_mainloop* loop_;
    };

    Connection();
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Takes the lock itself; the former context, if any, is let go. Errors as Backend::connect.
    Result<void> connect(std::chrono::milliseconds timeout);
    [[nodiscard]] bool connected() const { return connected_.load(std::memory_order_acquire); }
    /// Takes the lock itself.
    void setListener(BackendListener* listener);
    /// Takes the lock itself. The server hears of it at once, or with the next connect(). An empty name is
    /// not taken.
    void setProgramName(const std::string& name);

    /// @name With the lock held, or on the loop thread
    /// @{
    /// Null before the first connect().
    [[nodiscard]] pa_context* context() const { return context_; }
    [[nodiscard]] pa_mainloop_api* api() const { return pa_threaded_mainloop_get_api(loop_); }
    [[nodiscard]] BackendListener* listener() const { return listener_; }
    void add(Watcher* watcher);
    void remove(Watcher* watcher);
    /// Wakes the thread that waits. Every callback that may make a wait's condition true calls it.
    void signal();
    /// @}

    /// Waits, the lock held and let go meanwhile, until `done` or the deadline. Returns what `done` says
    /// last.
    bool waitUntil(pa_context* context, Deadline deadline, const std::function<bool()>& done);

private:
    static void onContextState(pa_context* context, void* self);
    static void onAnnouncement(pa_context* context, pa_subscription_event_type_t what, std::uint32_t index,
                               void* self);
    bool startLoop();
    void letGo();

    pa_threaded_mainloop* loop_;
    bool running_ = false;
    pa_context* context_ = nullptr;
    BackendListener* listener_ = nullptr;
    std::vector<Watcher*> watchers_;
    std::string programName_ = "Headroom";
    std::atomic<bool> connected_{false};
};

/// An operation that is under way. It is cancelled when this goes, so that its callback cannot come after
/// what it writes to is gone. The lock is held whenever a member is called.
class Operation {
public:
    Operation() = default;
    explicit Operation(pa_operation* operation) : operation_(operation) {}
    ~Operation();
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;

    [[nodiscard]] bool wasSent() const { return operation_ != nullptr; }
    /// Answered, or cancelled as the connection died. True for one that was never sent.
    [[nodiscard]] bool over() const;

private:
    pa_operation* operation_ = nullptr;
};

} // namespace headroom::pulse
