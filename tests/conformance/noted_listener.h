// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/realtime/realtime_scope.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace headroom::test {

/// Notes what it is told.
class NotedListener final : public BackendListener {
public:
    void devicesChanged() override {
        noteCaller();
        ++changes_;
    }
    void serverLost(const Error& error) override {
        noteCaller();
        const std::scoped_lock lock(mutex_);
        serverLosses_.push_back(error);
    }
    void streamLost(std::uint64_t streamTag, const Error& error) override {
        noteCaller();
        const std::scoped_lock lock(mutex_);
        streamLosses_[streamTag].push_back(error);
    }

    [[nodiscard]] int changes() const { return changes_; }
    [[nodiscard]] std::vector<Error> serverLosses() const {
        const std::scoped_lock lock(mutex_);
        return serverLosses_;
    }
    /// Of one stream; more than one is a fault of the backend.
    [[nodiscard]] std::vector<Error> streamLosses(std::uint64_t streamTag) const {
        const std::scoped_lock lock(mutex_);
        const auto it = streamLosses_.find(streamTag);
        return it == streamLosses_.end() ? std::vector<Error>() : it->second;
    }
    /// True where it was ever told from within a data callback, which the contract forbids.
    [[nodiscard]] bool calledFromDataCallback() const { return fromCallback_; }

private:
    void noteCaller() {
        if (RealtimeScope::active())
            fromCallback_ = true;
    }

    std::atomic<int> changes_{0};
    std::atomic<bool> fromCallback_{false};
    mutable std::mutex mutex_;
    std::vector<Error> serverLosses_;
    std::map<std::uint64_t, std::vector<Error>> streamLosses_;
};

} // namespace headroom::test
