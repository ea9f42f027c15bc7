// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/events.h"
#include "engine/realtime/clock.h"
#include "engine/realtime/tape.h"
#include "engine/session/engine.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace headroom {

/// One open input: its stream and the tape that the stream writes. When the device or the server goes, the
/// tape stays and time goes on upon it as a gap; when it is back with the same rate and channels the tape
/// goes on, else it ends and a new one begins.
///
/// Everything but the InputSink part is the engine thread's.
class Capture final : public InputSink {
public:
    enum class State { Closed, Running, Waiting };

    Capture(InputId id, InputWish wish, Device device, const Clock& clock);
    ~Capture() override;

    /// Opens and starts the stream. Errors: those of Backend::openInput and InputStream::start.
    Result<void> open(Backend& backend, double tapeSeconds);
    /// The stream is dead: it is closed, and from now on time passes as a gap of this reason.
    void lose(GapReason reason);
    /// Lets time pass on the tape while it waits. To be called about ten times a second.
    void passTime();
    /// Ends the tape and closes the stream.
    void close();

    [[nodiscard]] InputId id() const { return id_; }
    [[nodiscard]] const InputWish& wish() const { return wish_; }
    [[nodiscard]] const Device& device() const { return device_; }
    [[nodiscard]] const GrantedStream& granted() const { return granted_; }
    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] GapReason absence() const { return absence_; }
    [[nodiscard]] const std::shared_ptr<Tape>& tape() const { return tape_; }
    /// What names its present stream in BackendListener::streamLost.
    [[nodiscard]] std::uint64_t streamTag() const { return std::uint64_t{id_} << 32U | opens_; }

    std::int64_t lastUsedNs = 0; ///< when somebody last looked at it or recorded it

    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override;
    void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept override;

private:
    [[nodiscard]] std::uint64_t framesUntil(std::int64_t hostNs) const noexcept;

    const InputId id_;
    const InputWish wish_;
    const Device device_;
    const Clock& clock_;
    GrantedStream granted_;
    State state_ = State::Closed;
    GapReason absence_ = GapReason::DeviceGone;
    std::uint32_t opens_ = 0;
    std::shared_ptr<Tape> tape_;
    std::unique_ptr<InputStream> stream_; ///< after the tape: it must stop before the tape goes

    /// The stream is a second one on the same tape and has not delivered yet. Set before start(), then the
    /// device thread's.
    bool resuming_ = false;
};

} // namespace headroom
