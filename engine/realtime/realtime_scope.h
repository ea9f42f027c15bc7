// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom {

/// Stands at the top of every backend's data callback, for as long as it runs. Inside, nothing may allocate,
/// free, lock, log, open, signal or wait. It costs one thread-local increment; the tests' trap looks at it
/// and fails the test on any such call.
class RealtimeScope {
public:
    RealtimeScope() noexcept;
    ~RealtimeScope();
    RealtimeScope(const RealtimeScope&) = delete;
    RealtimeScope& operator=(const RealtimeScope&) = delete;

    /// True while this thread is inside such a callback. Real-time safe.
    [[nodiscard]] static bool active() noexcept;
};

/// Leaves the scope for the call of a system library that a data callback cannot avoid; say why at the place.
class RealtimeLeave {
public:
    RealtimeLeave() noexcept;
    ~RealtimeLeave();
    RealtimeLeave(const RealtimeLeave&) = delete;
    RealtimeLeave& operator=(const RealtimeLeave&) = delete;

private:
    int depth_;
};

} // namespace headroom
