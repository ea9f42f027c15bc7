// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/test_signal_generator.h"
#include "engine/backends/backend.h"
#include "engine/core/channel_map.h"
#include "engine/session/engine.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace headroom {

/// Plays a signal on one entry of a map after the other, with soft edges and a short pause between, and tells
/// when each is heard.
class IdentifySource final : public OutputSource {
public:
    /// `map` is fitted to the device that `granted` is of; `entries` are those that are played, at least one.
    IdentifySource(const IdentifyWish& wish, PlayMap map, std::vector<int> entries,
                   const StreamFormat& granted);

    /// @name Engine thread
    /// @{

    /// The device is truly running: the first entry begins. Before, it is given silence.
    void begin() { begun_.store(true, std::memory_order_release); }
    /// Fades out.
    void stop() { stopped_.store(true, std::memory_order_relaxed); }
    /// The next entry that has begun to be heard by now, if one has; each is told once.
    [[nodiscard]] std::optional<int> heardBy(std::int64_t nowNs);
    /// When the last frame has been heard; 0 while that is not known.
    [[nodiscard]] std::int64_t endNs() const { return endNs_.load(std::memory_order_acquire); }
    /// @}

    void onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override;
    void onUnderrun(std::uint64_t, std::int64_t) noexcept override {}

private:
    static constexpr std::size_t framesAtOnce = 256;
    static constexpr std::size_t stepsKept = 64;

    void note(std::int64_t hostNs) noexcept;
    void fillPart(float* interleaved, std::size_t frames) noexcept;

    const PlayMap map_;
    const std::vector<int> entries_;
    const int rate_;
    const std::size_t channels_;
    const bool repeat_;
    const std::uint64_t soundFrames_; ///< of an entry, both edges included
    const std::uint64_t stepFrames_;  ///< with the pause after it

    std::atomic<bool> begun_{false};
    std::atomic<bool> stopped_{false};
    std::atomic<std::int64_t> endNs_{0};
    std::array<std::atomic<std::int64_t>, stepsKept> heardNs_{};
    std::atomic<std::uint64_t> steps_{0};
    std::uint64_t told_ = 0; ///< the engine thread's own

    // The device thread's own.
    TestSignalGenerator generator_;
    SoftSwitch switch_;
    std::array<float, framesAtOnce> mono_{};
    std::uint64_t step_ = 0;
    std::uint64_t at_ = 0; ///< in the step
};

} // namespace headroom
