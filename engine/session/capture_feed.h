// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/realtime/clock.h"
#include "engine/realtime/tape.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace headroom {

/// The frames that pass in `ns` nanoseconds at `rate`, rounded down; 0 where the time is negative.
[[nodiscard]] std::uint64_t framesIn(std::int64_t ns, int rate) noexcept;

/// One stream on one device, and the tape that it writes. Everything but the InputSink part is the engine
/// thread's.
class CaptureFeed final : public InputSink {
public:
    /// How it comes upon its tape.
    enum class Entry {
        Writes,    ///< at once
        HoldsBack, ///< another stream writes the tape still; what comes before join() is thrown away
    };

    CaptureFeed(Device device, std::uint64_t tag) : device_(std::move(device)), tag_(tag) {}
    ~CaptureFeed() override { stop(); }

    /// Opens the stream. Errors: those of Backend::openInput.
    Result<void> open(Backend& backend, InputRequest request);
    /// Starts it. On a tape that has frames already, the time since its end becomes a gap of `absence`; what
    /// was captured before that end is left out, so that no time is told twice. Errors: those of
    /// InputStream::start.
    Result<void> start(std::shared_ptr<Tape> tape, Entry entry, GapReason absence);
    /// Nobody else writes the tape any more: from now on this one does, after a gap of `absence`.
    void join(GapReason absence);
    /// Nothing is written after this. In bounded time.
    void stop() noexcept;

    [[nodiscard]] const Device& device() const { return device_; }
    [[nodiscard]] const GrantedStream& granted() const { return stream_->granted(); }
    [[nodiscard]] std::uint64_t tag() const { return tag_; }
    [[nodiscard]] const std::shared_ptr<Tape>& tape() const { return tape_; }
    /// Whether a block has come, written or not.
    [[nodiscard]] bool delivers() const { return delivers_.load(std::memory_order_relaxed); }
    /// The host time of the first frame that it wrote; 0 before.
    [[nodiscard]] std::int64_t firstNs() const { return firstNs_.load(std::memory_order_acquire); }

    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override;
    void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept override;

private:
    /// Makes the tape end where `hostNs` begins; returns how many frames from there it has already.
    [[nodiscard]] std::uint64_t bridge(std::int64_t hostNs) noexcept;

    const Device device_;
    const std::uint64_t tag_;
    std::shared_ptr<Tape> tape_;

    std::atomic<bool> writes_{false};
    std::atomic<bool> delivers_{false};
    std::atomic<std::int64_t> firstNs_{0};
    /// Set before the device thread may write, then its own.
    bool joining_ = false;
    GapReason absence_ = GapReason::DeviceGone;

    std::unique_ptr<InputStream> stream_; ///< after the tape: it must stop before the tape goes
};

} // namespace headroom
