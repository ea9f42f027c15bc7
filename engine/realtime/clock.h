// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>

namespace headroom {

inline constexpr std::int64_t nsPerSecond = 1'000'000'000;

/// The time that the engine goes by. All host times in the house are nanoseconds of one such clock.
class Clock {
public:
    virtual ~Clock() = default;
    /// Monotonic. Real-time safe.
    [[nodiscard]] virtual std::int64_t nowNs() const noexcept = 0;
    /// Nanoseconds since 1970-01-01 UTC; may be set back and forth by the system. Real-time safe.
    [[nodiscard]] virtual std::int64_t wallNs() const noexcept = 0;

    /// The wall time of a moment of nowNs(), by the offset that holds now.
    [[nodiscard]] virtual std::int64_t wallAt(std::int64_t hostNs) const noexcept {
        return wallNs() - (nowNs() - hostNs);
    }
};

/// The system's own: CLOCK_MONOTONIC and CLOCK_REALTIME.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::int64_t nowNs() const noexcept override;
    [[nodiscard]] std::int64_t wallNs() const noexcept override;
};

/// A clock that moves only when it is told to: for tests and for days that pass in seconds.
class SteppedClock final : public Clock {
public:
    explicit SteppedClock(std::int64_t startNs = nsPerSecond,
                          std::int64_t wallStartNs = 1'750'000'000 * nsPerSecond);

    [[nodiscard]] std::int64_t nowNs() const noexcept override;
    [[nodiscard]] std::int64_t wallNs() const noexcept override;

    /// Exact while another thread moves the clock on: one time is not read against a later one.
    [[nodiscard]] std::int64_t wallAt(std::int64_t hostNs) const noexcept override {
        return hostNs + wallOffsetNs_;
    }

    /// Moves on and calls the follower on the caller's thread with the new time. Not real-time safe.
    void advance(std::int64_t ns);

    /// The one that is told of each step: the simulated devices. An empty function for none; after the call
    /// the former follower is not running any more.
    void setFollower(std::function<void(std::int64_t nowNs)> follower);

private:
    std::int64_t wallOffsetNs_;
    std::atomic<std::int64_t> nowNs_;
    std::mutex mutex_; ///< held while the follower runs
    std::function<void(std::int64_t)> follower_;
};

} // namespace headroom
