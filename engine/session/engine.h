// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/events.h"
#include "engine/core/level_reading.h"
#include "engine/core/take.h"
#include "engine/core/test_signal.h"
#include "engine/realtime/clock.h"
#include "engine/takes/output_file.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace headroom {

/// What an engine is made from.
struct EngineParts {
    /// Makes a backend by name; makeBackend() but in tests.
    std::function<Result<std::unique_ptr<Backend>>(std::string_view name)> makeBackend;
    std::string backend;                 ///< the one to use
    bool simulatedWhereNoServer = false; ///< show simulated devices where none answers
    std::chrono::milliseconds connectTimeout{1500};
    const Clock* clock = nullptr; ///< must live longer than the engine
    FileSystem* files = nullptr;  ///< likewise
    double preRollSeconds = 0.0;  ///< how far back a take can reach
};

/// Parts for the platform's sound system, or for the backend of this name.
[[nodiscard]] EngineParts systemParts(std::string_view backend = {});

/// How an input is wanted.
struct InputWish {
    DevicePolicy policy = DevicePolicy::Pin;
    std::string deviceId; ///< Pin
    /// Pin: the device's name, if it was remembered from an earlier run; where no device has the id any more,
    /// the only input of this kind and name is opened. Once it is open, the id alone counts.
    std::string deviceName;
    DeviceKind deviceKind = DeviceKind::Microphone; ///< of deviceName
    std::optional<int> rate;
    std::optional<std::uint32_t> blockFrames;
    bool exclusive = false;
    /// What its takes and its levels are of; all of the device's channels in its order where not given. It is
    /// fitted to the device whenever that is opened.
    std::optional<MapSpec> map;
    bool keepOpen = false; ///< not closed though nobody looks at it: a recording on the command line
};

/// A signal on one channel after the other, to hear which loudspeaker is which.
struct IdentifyWish {
    std::string speakerId;
    std::optional<MapSpec> map;   ///< entry after entry; all of the speaker's channels where not given
    std::optional<int> onlyEntry; ///< this one alone
    TestSignal signal = TestSignal::Noise;
    double levelDb = -20.0; ///< RMS, dBFS; at most -6
    double seconds = 1.0;   ///< for each
    bool repeat = false;    ///< over and over until it is stopped
};

/// The recorder behind the window and the command line. It owns the engine thread, which alone calls
/// backends.
///
/// Commands may be given from any thread, return at once and never wait for the sound system; what came of
/// them is told by events. Events and readings are fetched by one thread.
class Engine {
public:
    explicit Engine(EngineParts parts);
    ~Engine(); ///< ends takes properly, closes everything
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Starts the engine thread; events begin. Once.
    void start();

    /// @name Commands
    /// @{

    /// Opens an input on exactly this device, or on the default and on what becomes it. InputOpened follows,
    /// InputWaiting where the device, a default or the server is not there, or InputFailed.
    InputId openInput(InputWish wish);
    void closeInput(InputId input);
    /// Says which inputs a person looks at now. One that is neither looked at, nor kept open, nor recorded is
    /// closed after 10 s of the clock.
    void watchInputs(std::vector<InputId> inputs);
    void setPreRoll(double seconds);
    /// From now on takes and levels of an input are of this map; what comes of each channel from the same
    /// place as before goes on in the levels. InputFailed with NoSuchChannel and `stillOpen`, and the map as
    /// it was, where the device does not have what it names. Not while the input is recorded: then nothing
    /// happens.
    void setInputMap(InputId input, std::optional<MapSpec> map);
    void resetLevels(InputId input);

    /// Records an input. `preRollSeconds` reaches back from now; nullopt begins with the first frame that the
    /// device delivers. TakeStarted and TakeFinished follow, or TakeFinished alone with an error.
    TakeId startTake(InputId input, TakeSettings settings, std::optional<double> preRollSeconds);
    void pauseTake(TakeId take);
    void resumeTake(TakeId take);
    void addMarker(TakeId take, std::string label);
    /// Everything captured until now, and for `tailSeconds` more, is in the take.
    void stopTake(TakeId take, double tailSeconds = 0.0);

    /// PlaybackStarted, an IdentifyStepped for each entry as it is heard, and PlaybackFinished follow.
    PlaybackId identify(IdentifyWish wish);
    /// It is faded out and its speaker closed.
    void stopPlayback(PlaybackId playback);
    /// @}

    /// The next event; false where none came within the timeout.
    [[nodiscard]] bool nextEvent(Event& event, std::chrono::microseconds timeout = {});

    /// The latest levels of what is recorded of an input, after its map; false where it is not open.
    [[nodiscard]] bool levels(InputId input, LevelReading& reading);
    /// The latest levels of its device's own channels, before the map.
    [[nodiscard]] bool deviceLevels(InputId input, LevelReading& reading);

    [[nodiscard]] const Clock& clock() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace headroom
