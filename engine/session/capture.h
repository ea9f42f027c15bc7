// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/events.h"
#include "engine/realtime/clock.h"
#include "engine/realtime/tape.h"
#include "engine/session/capture_feed.h"
#include "engine/session/engine.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace headroom {

/// One open input: its stream and the tape that the stream writes. Engine thread.
///
/// When the device or the server goes, the tape stays and time goes on upon it as a gap. What comes then, the
/// same device or, where the default is followed, another one, goes on on the same tape where its rate and
/// its number of channels are the same and the map makes the same of it; else on a new tape. The former one
/// is kept, and time passes on it, until the new one has its first frame; then it ends there.
///
/// To move to another device while this one still runs, the other is opened beside it (prepare) and takes
/// over once it delivers (move): nothing is lost while it is being opened.
class Capture {
public:
    enum class State { Closed, Running, Waiting };

    Capture(InputId id, InputWish wish, const Clock& clock);
    ~Capture();
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    /// Opens and starts a stream on `device`. After an error nothing has changed. Errors: those of
    /// Backend::openInput and InputStream::start; NoSuchChannel where the map does not fit.
    Result<void> open(Backend& backend, const Device& device, double tapeSeconds);
    /// It cannot be opened yet: it waits, for `device` where one is known.
    void wait(const Device& device);
    /// The stream is dead: it is closed, and from now on time passes as a gap of this reason.
    void lose(GapReason reason);
    /// Ends the tape and closes the stream.
    void close();

    /// @name Moving to another device, which takes over from the running one
    /// @{

    /// Errors: those of open(). The present stream goes on.
    Result<void> prepare(Backend& backend, const Device& device, double tapeSeconds);
    /// The device that was prepared, or null.
    [[nodiscard]] const Device* coming() const { return next_ ? &next_->device() : nullptr; }
    void dropComing() { next_.reset(); }
    /// True once the prepared stream delivers, or has had its time to.
    [[nodiscard]] bool readyToMove() const;
    /// Closes the present stream and takes the prepared one.
    void move(GapReason reason);
    /// @}

    /// Lets time pass on a tape that nobody writes. To be called about ten times a second.
    void passTime();
    /// The tape that the present one replaced, while it waits for the present one's first frame.
    [[nodiscard]] const Tape* former() const { return former_ ? former_->tape.get() : nullptr; }
    /// True once that frame is there.
    [[nodiscard]] bool canSettle() const { return former_ && feed_ && feed_->firstNs() != 0; }
    /// Lets the former tape end where the present one begins.
    void settle();
    /// When the first frame of another device than before came upon the same tape; told once.
    [[nodiscard]] std::optional<std::int64_t> arrival();
    /// The last such time, on the present tape.
    [[nodiscard]] std::optional<std::int64_t> lastArrival() const { return lastArrivalNs_; }

    /// Fits another map to what was granted; nothing has changed after an error. Errors: NoSuchChannel,
    /// InvalidArgument.
    Result<void> setMap(std::optional<MapSpec> map);

    [[nodiscard]] InputId id() const { return id_; }
    [[nodiscard]] const InputWish& wish() const { return wish_; }
    /// The device it is open on, or was, or waits for.
    [[nodiscard]] const Device& device() const { return device_; }
    [[nodiscard]] bool wasOpen() const { return opens_ > 0; }
    [[nodiscard]] const GrantedStream& granted() const { return granted_; }
    /// The map, fitted to what was granted.
    [[nodiscard]] const RecordMap& map() const { return map_; }
    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] GapReason absence() const { return absence_; }
    [[nodiscard]] const std::shared_ptr<Tape>& tape() const { return tape_; }

    /// Whether its present stream, or the prepared one, has this tag in BackendListener::streamLost.
    [[nodiscard]] bool runsAs(std::uint64_t tag) const;
    [[nodiscard]] bool prepares(std::uint64_t tag) const { return next_ && next_->tag() == tag; }

    /// @name Notes of the engine's
    /// @{
    std::int64_t lastUsedNs = 0;          ///< when somebody last looked at it or recorded it
    std::shared_ptr<const Tape> measured; ///< whose levels are shown
    std::optional<ErrorKind> toldWaiting; ///< what InputWaiting said last
    std::string refused;                  ///< the device that became the default and could not be taken
    /// @}

private:
    struct Former {
        std::shared_ptr<Tape> tape;
        RecordMap map;
        GrantedStream granted;
    };

    [[nodiscard]] Result<std::unique_ptr<CaptureFeed>> openFeed(Backend& backend, const Device& device);
    [[nodiscard]] Result<RecordMap> fit(const GrantedStream& granted, const Device& device) const;
    [[nodiscard]] bool goesOnWith(const GrantedStream& granted, const RecordMap& map) const;
    [[nodiscard]] static std::shared_ptr<Tape> tapeFor(const GrantedStream& granted, double seconds);
    void leaveTape();
    void use(std::unique_ptr<CaptureFeed> feed, RecordMap map);
    void passTimeOn(Tape& tape) const;

    const InputId id_;
    InputWish wish_;
    const Clock& clock_;
    Device device_;
    GrantedStream granted_;
    RecordMap map_;
    State state_ = State::Closed;
    GapReason absence_ = GapReason::DeviceGone;
    std::uint32_t opens_ = 0;
    std::uint32_t tags_ = 0;
    std::shared_ptr<Tape> tape_;
    std::optional<Former> former_;
    std::unique_ptr<CaptureFeed> feed_;
    std::unique_ptr<CaptureFeed> next_;
    RecordMap nextMap_;
    std::int64_t moveAtNs_ = 0;

    std::shared_ptr<const Tape> heardTape_; ///< where frames of heardDeviceId_ stand
    std::string heardDeviceId_;
    std::optional<std::int64_t> lastArrivalNs_;
};

} // namespace headroom
