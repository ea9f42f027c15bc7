// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace headroom {

/// Hands the latest value from one writer thread to one reader thread. Neither ever waits; values that were
/// not read in time are replaced. Three slots: one being written, one being read, one between.
///
/// Real-time safe on both sides where assigning a T is.
template <typename T>
class Snapshot {
public:
    explicit Snapshot(const T& initial = T()) : slots_{initial, initial, initial} {}

    /// The slot to fill. Writer only.
    [[nodiscard]] T& next() noexcept { return slots_[writing_]; }

    /// Makes the filled slot the latest. Writer only.
    void publish() noexcept {
        writing_ = between_.exchange(writing_ | freshBit, std::memory_order_acq_rel) & indexMask;
    }

    /// The latest value. It stays as it is until the next call. Reader only.
    [[nodiscard]] const T& latest() noexcept {
        if ((between_.load(std::memory_order_relaxed) & freshBit) != 0)
            reading_ = between_.exchange(reading_, std::memory_order_acq_rel) & indexMask;
        return slots_[reading_];
    }

private:
    static constexpr std::uint32_t indexMask = 3;
    static constexpr std::uint32_t freshBit = 4;

    std::array<T, 3> slots_;
    std::uint32_t writing_ = 0;
    std::uint32_t reading_ = 1;
    std::atomic<std::uint32_t> between_{2};
};

} // namespace headroom
