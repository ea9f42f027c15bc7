// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <readerwriterqueue/readerwriterqueue.h>

#include <chrono>
#include <mutex>
#include <utility>

namespace headroom {

/// Messages from any number of threads to one. Not real-time safe: sending takes a short lock and may
/// allocate. The device thread sends nothing; what it knows stands on the tape.
template <typename T>
class MessageQueue {
public:
    /// Any thread.
    void send(T message) {
        // The queue has one producer by design; the lock makes many threads one.
        const std::scoped_lock lock(mutex_);
        queue_.enqueue(std::move(message));
    }

    /// Takes the oldest message. Returns false where none is there. The one receiving thread only.
    [[nodiscard]] bool tryReceive(T& message) { return queue_.try_dequeue(message); }

    /// Like tryReceive, but waits for one as long as `timeout`.
    [[nodiscard]] bool receive(T& message, std::chrono::microseconds timeout) {
        return queue_.wait_dequeue_timed(message, timeout);
    }

private:
    std::mutex mutex_;
    moodycamel::BlockingReaderWriterQueue<T> queue_{64};
};

} // namespace headroom
