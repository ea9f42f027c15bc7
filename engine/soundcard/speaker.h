// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/result.h"
#include "engine/soundcard/audio.h"
#include "engine/soundcard/stream_options.h"

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>

namespace headroom::soundcard {

/// A stream that plays silence until it is given something, and silence again when that is over. When
/// speaker.player() has returned the device truly runs, so that the first frame is heard as well as the last.
///
/// One thread at a time; each player may have another one. Moved from, it can only be assigned or destroyed.
class Player {
public:
    Player(Player&&) noexcept;
    Player& operator=(Player&&) noexcept;
    /// As close().
    ~Player();

    /// Queues the data and returns; waits only while the queue is full. It holds about two blocks where a
    /// blockSize was asked for, a quarter of a second else. `data` has as many channels as the channel map,
    /// without a map as the device; or a single one, which is played on each of these. Data that were queued
    /// without a break are heard without one, see missingFrames().
    /// Errors: ChannelCountMismatch; DeviceGone, ServerDown; TimedOut where the device took nothing for 5 s;
    /// InvalidArgument once it is closed. After an error the first part of `data` may have been heard.
    Result<void> play(const Audio& data);

    /// Frames of silence that were heard inside what was played: the device ran dry, or this program handed
    /// the rest of a play() over too late.
    [[nodiscard]] std::uint64_t missingFrames() const;

    /// From here to the converter, in seconds, as it is reported now, the queue not counted; 0 where unknown.
    [[nodiscard]] double latency() const;

    /// @name As granted
    /// @{
    [[nodiscard]] int sampleRate() const;
    [[nodiscard]] int channels() const; ///< of the data
    [[nodiscard]] std::uint32_t blockSize() const;
    /// @}

    /// Waits until what was queued has been heard, and ends. It waits no longer than that must take: 5 s at
    /// most for a device that takes nothing. Idempotent. Errors, with the end not heard: DeviceGone,
    /// ServerDown, TimedOut.
    Result<void> close();

private:
    friend class Speaker;
    class Impl;
    explicit Player(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// A speaker, as it was when it was looked up. A value: it holds nothing open.
class Speaker {
public:
    explicit Speaker(Device device);

    [[nodiscard]] const std::string& id() const { return device_.id; }
    [[nodiscard]] const std::string& name() const { return device_.name; }
    [[nodiscard]] int channels() const { return device_.format.channelCount(); }
    /// "<Speaker Scarlett 2i2 USB (2 channels)>": as SoundCard prints it, whatever the number.
    [[nodiscard]] std::string toString() const;
    /// All that is known of it.
    [[nodiscard]] const Device& device() const { return device_; }

    /// Plays the data, and is back when they have been heard. Errors: those of player(), Player::play() and
    /// Player::close().
    Result<void> play(const Audio& data, const StreamOptions& options = {}) const;

    /// Opens a stream on exactly this device. Errors: those of Microphone::recorder().
    [[nodiscard]] Result<Player> player(const StreamOptions& options = {}) const;

    bool operator==(const Speaker& other) const { return id() == other.id(); }

private:
    Device device_;
};

/// Writes toString().
std::ostream& operator<<(std::ostream& out, const Speaker& speaker);

} // namespace headroom::soundcard
