// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/device.h"
#include "engine/core/error.h"
#include "engine/core/fault.h"
#include "engine/core/stream_format.h"
#include "engine/core/take.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace headroom {

/// Names an open input for as long as the engine lives; never used twice. 0 is none.
using InputId = std::uint32_t;
/// Names a take likewise.
using TakeId = std::uint32_t;
/// Names something that plays likewise.
using PlaybackId = std::uint32_t;

/// The devices as they are now. Sent at the start and after every change, bursts made one.
struct DevicesChanged {
    std::vector<Device> devices;
    bool operator==(const DevicesChanged&) const = default;
};

/// How the sound system stands. Sent at the start and on every change.
struct ServerChanged {
    enum class State {
        Connected, ///< to `backend`, which may be the simulated one where it was asked for
        Simulated, ///< none answers and simulated devices are shown in its place
        Lost,      ///< none answers; it is being tried again
    };
    State state = State::Lost;
    std::string backend;        ///< "pulse", "simulated", ...
    std::optional<Error> error; ///< why there is none
    bool operator==(const ServerChanged&) const = default;
};

/// An input delivers, with what was granted. Sent again when it is back after InputWaiting, and where it
/// follows the default and the default moved: `device` is another one then.
struct InputOpened {
    InputId input = 0;
    Device device;
    GrantedStream granted;
    bool operator==(const InputOpened&) const = default;
};

/// An input's device or server is not there yet, or is gone. It is opened as soon as it is there; takes go on
/// with a gap. Where a followed default has become a device that is not opened unasked, `error` says so and
/// openInput() or startTake() opens it.
struct InputWaiting {
    InputId input = 0;
    Device device; ///< as far as it is known
    Error error;
    bool operator==(const InputWaiting&) const = default;
};

/// An input could not be opened, or its map does not fit what it was opened on. It is closed, but for
/// `stillOpen`: then it delivers as before, and what failed was another map (setInputMap) or, where the
/// default is followed, to move to the device that is the default now.
struct InputFailed {
    InputId input = 0;
    std::string deviceId;
    Error error;
    bool stillOpen = false;
    bool operator==(const InputFailed&) const = default;
};

/// An input was closed: by command, or because nobody used it.
struct InputClosed {
    InputId input = 0;
    std::string deviceId;
    bool operator==(const InputClosed&) const = default;
};

struct TakeStarted {
    TakeId take = 0;
    InputId input = 0;
    Device device;
    GrantedStream granted;
    std::string file;
    std::vector<ChannelPosition> channels; ///< of the file
    /// The take that this one goes on from in a new file, as the device came back with, or the default moved
    /// to, another rate or number of channels; 0 where a person started it. That take's TakeFinished comes
    /// after this.
    TakeId continues = 0;
    std::vector<std::string> labels = {}; ///< of the file's channels; empty ones where there is none
    bool operator==(const TakeStarted&) const = default;
};

/// A fault, as it happens.
struct TakeFaulted {
    TakeId take = 0;
    Fault fault;
    bool operator==(const TakeFaulted&) const = default;
};

struct MarkerAdded {
    TakeId take = 0;
    Marker marker;
    bool operator==(const MarkerAdded&) const = default;
};

/// About ten times a second while a take runs.
struct TakeProgressed {
    TakeId take = 0;
    TakeProgress progress;
    bool operator==(const TakeProgressed&) const = default;
};

/// The take is over and its files are closed. Every TakeStarted is followed by one of these; a take that
/// could not start has this alone, with an error and no frames.
struct TakeFinished {
    TakeId take = 0;
    TakeReport report;
    bool operator==(const TakeFinished&) const = default;
};

/// A speaker plays for us, with what was granted.
struct PlaybackStarted {
    PlaybackId playback = 0;
    Device device;
    GrantedStream granted;
    bool operator==(const PlaybackStarted&) const = default;
};

/// Identify: what is heard from now on comes from this entry of its map.
struct IdentifyStepped {
    PlaybackId playback = 0;
    int entry = 0;
    bool operator==(const IdentifyStepped&) const = default;
};

/// It is over: everything was heard, it was stopped, or `error`. Every PlaybackStarted is followed by one of
/// these; what could not start has this alone.
struct PlaybackFinished {
    PlaybackId playback = 0;
    std::optional<Error> error;
    bool operator==(const PlaybackFinished&) const = default;
};

/// What the engine tells the window and the command line.
using Event = std::variant<DevicesChanged, ServerChanged, InputOpened, InputWaiting, InputFailed, InputClosed,
                           TakeStarted, TakeFaulted, MarkerAdded, TakeProgressed, TakeFinished,
                           PlaybackStarted, IdentifyStepped, PlaybackFinished>;

} // namespace headroom
