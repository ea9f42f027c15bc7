// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace headroom {

/// Messages from any number of threads to one. Not real-time safe: sending takes a short lock and allocates.
/// The device thread sends nothing; what it knows stands on the tape, which is why a lock does here. (The
/// lock-free queues at hand order memory by fences, which ThreadSanitizer cannot follow.)
template <typename T>
class MessageQueue {
public:
    /// Any thread.
    void send(T message) {
        {
            const std::scoped_lock lock(mutex_);
            messages_.push_back(std::move(message));
        }
        arrived_.notify_one();
    }

    /// Takes the oldest message; false where none is there. Any thread.
    [[nodiscard]] bool tryReceive(T& message) {
        const std::scoped_lock lock(mutex_);
        return take(message);
    }

    /// Like tryReceive, but waits for one as long as `timeout`.
    [[nodiscard]] bool receive(T& message, std::chrono::microseconds timeout) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, timeout, [this] { return !messages_.empty(); });
        return take(message);
    }

private:
    bool take(T& message) {
        if (messages_.empty())
            return false;
        message = std::move(messages_.front());
        messages_.pop_front();
        return true;
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<T> messages_;
};

} // namespace headroom
