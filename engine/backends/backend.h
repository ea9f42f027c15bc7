// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/error.h"
#include "engine/core/fault.h"
#include "engine/core/result.h"
#include "engine/core/stream_format.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// Takes what an input stream delivers.
///
/// Called on the backend's device thread alone, between start() and the return of stop(), one call at a time.
/// An implementation must be real-time safe: it never allocates, frees, locks, logs, opens, signals or waits,
/// not in the first block and not on an error.
class InputSink {
public:
    virtual ~InputSink() = default;

    /// `frames` × channels interleaved samples, in the device's own order, 0 dBFS at ±1. `hostNs` is when the
    /// first of them was captured, as well as the backend can tell: Clock::nowNs() less the reported latency.
    virtual void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept = 0;

    /// `frames` frames were not delivered. Blocks and gaps together are the stream's whole time: after a
    /// hole, a suspend or a jump of the device's position the backend says how long it was.
    virtual void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept = 0;
};

/// Gives what an output stream plays.
///
/// Called on the backend's device thread alone, between start() and the return of stop(), one call at a time,
/// under the same rules as InputSink: real-time safe, in the first block and on an error too.
class OutputSource {
public:
    virtual ~OutputSource() = default;

    /// Writes `frames` × channels interleaved samples, in the device's own order, 0 dBFS at ±1; all of them,
    /// silence where there is nothing to play. `hostNs` is when the first of them will be heard, as well as
    /// the backend can tell: Clock::nowNs() plus the reported latency.
    virtual void onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept = 0;

    /// The device ran dry: for `frames` frames (0 where it cannot tell) it played silence that nobody wrote.
    virtual void onUnderrun(std::uint64_t frames, std::int64_t hostNs) noexcept = 0;
};

/// Is told of what happens to a stream or a backend besides data.
///
/// Called on any thread but never inside a data callback. An implementation only posts; it must not call the
/// backend.
class BackendListener {
public:
    virtual ~BackendListener() = default;

    /// Devices came, went, changed or became default. Bursts may call this often.
    virtual void devicesChanged() = 0;
    /// The server ended or was never there. Every stream of this backend is dead.
    virtual void serverLost(const Error& error) = 0;
    /// A stream died: its device is gone, was moved, or changed its format. It delivers nothing more.
    virtual void streamLost(std::uint64_t streamTag, const Error& error) = 0;
};

/// What is wanted of an input stream. Nothing is changed silently: what was granted says what it became.
struct InputRequest {
    std::string deviceId;    ///< of a microphone or loopback
    std::optional<int> rate; ///< the device's own where not given
    std::optional<std::uint32_t> blockFrames;
    bool exclusive = false;
    std::uint64_t streamTag = 0; ///< comes back in BackendListener::streamLost
};

/// What is wanted of an output stream.
struct OutputRequest {
    std::string deviceId;    ///< of a speaker
    std::optional<int> rate; ///< the device's own where not given
    std::optional<std::uint32_t> blockFrames;
    bool exclusive = false;
    std::uint64_t streamTag = 0; ///< comes back in BackendListener::streamLost; shared with inputs' tags
};

/// An open input. Destroying it stops and closes it; that must not happen inside one of its own callbacks.
/// Control functions are called by one thread at a time.
class InputStream {
public:
    virtual ~InputStream() = default;

    [[nodiscard]] virtual const GrantedStream& granted() const = 0;

    /// From now on blocks arrive at `sink`, in the device's own map at unity volume, unmuted. No block
    /// arrives before this is called. Errors: DeviceGone, ServerDown, BackendFailed.
    virtual Result<void> start(InputSink& sink) = 0;

    /// After it returned no call of the sink is running or will come. Idempotent. Must return in bounded time
    /// though the server is dead.
    virtual void stop() noexcept = 0;

    /// The latency as it is reported now, in seconds; 0 where unknown.
    [[nodiscard]] virtual double latencySeconds() const = 0;
};

/// An open output. Destroying it stops and closes it, at once: what was written and not heard yet is cut off.
/// That must not happen inside one of its own callbacks. Control functions are called by one thread at a
/// time.
class OutputStream {
public:
    virtual ~OutputStream() = default;

    [[nodiscard]] virtual const GrantedStream& granted() const = 0;

    /// From now on `source` is asked for blocks, in the device's own map, played at unity volume, unmuted.
    /// When this has returned, the device is truly running: a frame that is given from now on is heard whole.
    /// Errors: DeviceGone, ServerDown, TimedOut, BackendFailed.
    virtual Result<void> start(OutputSource& source) = 0;

    /// After it returned no call of the source is running or will come. Idempotent, in bounded time though
    /// the server is dead.
    virtual void stop() noexcept = 0;

    /// From a frame's callback until it is heard, as it is reported now, in seconds; 0 where unknown.
    [[nodiscard]] virtual double latencySeconds() const = 0;
};

/// One sound system. Functions are called from one thread, the engine's, unless said otherwise, and each
/// returns in bounded time: a server that does not answer is an error, never a wait.
class Backend {
public:
    virtual ~Backend() = default;

    /// "pulse", "wasapi", "coreaudio", "simulated".
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// Connects, or connects again after serverLost. Errors: ServerDown, PermissionDenied, TimedOut.
    virtual Result<void> connect(std::chrono::milliseconds timeout) = 0;
    [[nodiscard]] virtual bool connected() const = 0;

    /// Whom to tell; null for nobody. After the call the former listener is not called any more.
    virtual void setListener(BackendListener* listener) = 0;

    /// All devices as they are now, defaults marked, in the system's order. Errors: ServerDown, TimedOut.
    [[nodiscard]] virtual Result<std::vector<Device>> devices() = 0;

    /// Opens an input on exactly the device of that id; it never lands on another one. The stream is not
    /// started. Errors: NoSuchDevice, DeviceBusy, PermissionDenied, FormatNotSupported, ModeNotSupported,
    /// ServerDown, TimedOut, BackendFailed.
    [[nodiscard]] virtual Result<std::unique_ptr<InputStream>> openInput(const InputRequest& request) = 0;

    /// Opens an output on exactly the speaker of that id; it never lands on another one. The stream is not
    /// started. Errors: those of openInput.
    [[nodiscard]] virtual Result<std::unique_ptr<OutputStream>> openOutput(const OutputRequest& request) = 0;

    /// The name under which the sound system shows this program, where it shows one (PulseAudio). Takes
    /// effect at once, connected or not.
    virtual void setProgramName(const std::string& name) { static_cast<void>(name); }
};

} // namespace headroom
