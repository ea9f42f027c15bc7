// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace headroom::pulse {

/// The host times of the frames of one stream, which follow each other without a seam however late the server
/// comes: a frame's time is the one before plus its length. What the server says of its clock, a frame's
/// number and its time, corrects that slowly: a late wakeup is no jump of the device. Where the two are more
/// than 50 ms apart the server's word is taken at once, but time never runs back.
///
/// One thread at a time; all but the constructor is real-time safe.
class FrameClock {
public:
    explicit FrameClock(int rate) noexcept;

    [[nodiscard]] std::int64_t lengthNs(std::uint64_t frames) const noexcept;
    /// Zero for what is not after `fromNs`.
    [[nodiscard]] std::uint64_t framesBetween(std::int64_t fromNs, std::int64_t toNs) const noexcept;

    /// The server's word: this frame has that time.
    void anchor(std::int64_t frame, std::int64_t hostNs) noexcept;
    void forgetAnchor() noexcept { anchored_ = false; }
    [[nodiscard]] bool anchored() const noexcept { return anchored_; }
    /// A frame's time by the server's word; of use only where there is one.
    [[nodiscard]] std::int64_t measured(std::int64_t frame) const noexcept;

    /// The stream's time begins, or begins again after a jump that is accounted for.
    void begin(std::int64_t hostNs) noexcept;
    [[nodiscard]] bool begun() const noexcept { return begun_; }
    /// The next frame's time, with part of what it is off by made good. To be called once for each piece that
    /// the server hands over or asks for.
    std::int64_t correct(std::int64_t measuredNs) noexcept;
    /// The time of the next frame.
    [[nodiscard]] std::int64_t nextNs() const noexcept { return nextNs_; }
    void advance(std::uint64_t frames) noexcept { nextNs_ += lengthNs(frames); }

private:
    double nsPerFrame_;
    bool anchored_ = false;
    std::int64_t anchorFrame_ = 0;
    std::int64_t anchorNs_ = 0;
    bool begun_ = false;
    std::uint64_t pieces_ = 0; ///< since it began
    std::int64_t nextNs_ = 0;
    std::int64_t lastNs_ = 0; ///< what correct() said last
};

} // namespace headroom::pulse
