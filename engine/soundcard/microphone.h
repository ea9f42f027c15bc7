// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/fault.h"
#include "engine/core/result.h"
#include "engine/soundcard/audio.h"
#include "engine/soundcard/stream_options.h"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace headroom::soundcard {

/// A recording that runs from the moment at which microphone.recorder() returns until this is closed or
/// destroyed: nothing in it was captured before, and everything since is kept until it is fetched, for as
/// long as StreamOptions::bufferSeconds. Who fetches later than that gets zeros of the same length for what
/// is gone and is told by gaps(), as for what the device did not deliver: a recording is always as long as
/// the time that it took.
///
/// One thread at a time; each recorder may have another one. Moved from, it can only be assigned or
/// destroyed.
class Recorder {
public:
    Recorder(Recorder&&) noexcept;
    Recorder& operator=(Recorder&&) noexcept;
    ~Recorder();

    /// Exactly `frames` frames; waits until they are there. Errors: DeviceGone and ServerDown, as soon as
    /// what was captured before has been fetched; TimedOut where nothing at all came for 5 s; InvalidArgument
    /// once it is closed. What had come by then is not lost: the next call begins with it.
    [[nodiscard]] Result<Audio> record(std::size_t frames);

    /// What is there now, at least one frame: where nothing is there yet, the first data are waited for. At
    /// most as much as bufferSeconds at once. Errors as above.
    [[nodiscard]] Result<Audio> record();

    /// All that has been captured and not been fetched yet, without a wait; none where there is none. The
    /// next record() begins with what comes after it.
    Audio flush();

    /// Every stretch that stands as zeros in what was fetched so far: whose fault (the device's, or ours
    /// where it was fetched too late), where, counted in frames from the beginning, how long, and when.
    [[nodiscard]] const std::vector<Fault>& gaps() const;
    /// The length of all of them together.
    [[nodiscard]] std::uint64_t missingFrames() const;

    /// From the converter to here, in seconds, as it is reported now; 0 where unknown.
    [[nodiscard]] double latency() const;

    /// @name As granted
    /// @{
    [[nodiscard]] int sampleRate() const;
    [[nodiscard]] int channels() const; ///< of the data
    [[nodiscard]] std::uint32_t blockSize() const;
    /// @}

    /// Ends the recording. What was captured can still be fetched. Idempotent.
    void close();

private:
    friend class Microphone;
    class Impl;
    explicit Recorder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// A microphone or a loopback, as it was when it was looked up. A value: it holds nothing open.
class Microphone {
public:
    explicit Microphone(Device device);

    [[nodiscard]] const std::string& id() const { return device_.id; }
    [[nodiscard]] const std::string& name() const { return device_.name; }
    [[nodiscard]] int channels() const { return device_.format.channelCount(); }
    [[nodiscard]] bool isLoopback() const { return device_.kind == DeviceKind::Loopback; }
    /// "<Microphone Scarlett 2i2 USB (2 channels)>", "<Loopback ...>": as SoundCard prints them, whatever the
    /// number.
    [[nodiscard]] std::string toString() const;
    /// All that is known of it.
    [[nodiscard]] const Device& device() const { return device_; }

    /// Records `frames` frames, and is back when they are there. Errors: those of recorder() and
    /// Recorder::record().
    [[nodiscard]] Result<Audio> record(std::size_t frames, const StreamOptions& options = {}) const;

    /// Opens a recording on exactly this device. Errors: NoSuchDevice, DeviceBusy, PermissionDenied,
    /// FormatNotSupported, ModeNotSupported, BadChannelMap, NoSuchChannel, InvalidArgument (an option out of
    /// its range), ServerDown, TimedOut, BackendFailed.
    [[nodiscard]] Result<Recorder> recorder(const StreamOptions& options = {}) const;

    bool operator==(const Microphone& other) const { return id() == other.id(); }

private:
    Device device_;
};

/// Writes toString().
std::ostream& operator<<(std::ostream& out, const Microphone& microphone);

} // namespace headroom::soundcard
