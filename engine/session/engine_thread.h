// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/events.h"
#include "engine/realtime/message_queue.h"
#include "engine/session/analysis_thread.h"
#include "engine/session/capture.h"
#include "engine/session/engine.h"
#include "engine/session/playback.h"
#include "engine/session/running_take.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace headroom {

/// The engine thread: it alone calls backends, and it alone decides. Commands and the backend's notices reach
/// it as messages; time reaches it by looking at the clock.
class EngineThread final : private BackendListener {
public:
    explicit EngineThread(EngineParts parts);
    ~EngineThread() override;

    void start();
    /// Runs `command` on the engine thread, after those that were posted before. Any thread.
    void post(std::function<void()> command);

    // Commands; each is called through post().
    void openInput(InputId input, const InputWish& wish);
    void closeInput(InputId input);
    void watchInputs(std::vector<InputId> inputs);
    void setPreRoll(double seconds);
    void setInputMap(InputId input, const std::optional<MapSpec>& map);
    void startTake(TakeId take, InputId input, TakeSettings settings, std::optional<double> preRollSeconds,
                   std::int64_t nowNs);
    void pauseTake(TakeId take, bool paused, std::int64_t hostNs);
    void addMarker(TakeId take, const std::string& label, std::int64_t hostNs);
    void stopTake(TakeId take, std::int64_t hostNs);
    void identify(PlaybackId playback, const IdentifyWish& wish);
    void stopPlayback(PlaybackId playback);

    std::atomic<TakeId> lastTake{0}; ///< the newest; a take that goes on in a new file takes the next
    MessageQueue<Event> events;
    AnalysisThread analysis;
    const EngineParts parts;

private:
    // BackendListener, on any thread: each only posts.
    void devicesChanged() override;
    void serverLost(const Error& error) override;
    void streamLost(std::uint64_t streamTag, const Error& error) override;

    void run();
    void tick();
    [[nodiscard]] std::chrono::milliseconds untilNextLook() const;

    /// @name The server
    /// @{
    void connectFirst();
    void connectAgain();
    void useBackend(std::unique_ptr<Backend> backend, ServerChanged::State state, std::optional<Error> why);
    void onServerLost(const Error& error);
    /// @}

    /// @name Inputs
    /// @{
    void onStreamLost(std::uint64_t streamTag, const Error& error);
    void refreshDevices();
    void lookAgainIn(std::int64_t ns);
    /// Opens what waits for a device that is there, and moves what follows the default.
    void openWhatCan();
    void openWaiting(Capture& capture, const Device& device);
    void follow(Capture& capture, const Device* device);
    void openOn(Capture& capture, const Device& device);
    void moveCapture(Capture& capture, GapReason reason);
    void waitFor(Capture& capture, const Device& device, const Error& error);
    void loseCapture(Capture& capture, const Error& error);
    /// It cannot go on at all: it is closed, and its takes end with this error.
    void failCapture(Capture& capture, const std::string& deviceId, const Error& error);
    void dropCapture(InputId input);
    void settle(Capture& capture);
    void tendCaptures();
    void measure(Capture& capture);
    void closeUnused(std::int64_t nowNs);
    [[nodiscard]] Capture* find(InputId input);
    [[nodiscard]] std::vector<InputId> inputs() const;
    [[nodiscard]] bool isRecorded(InputId input) const;
    /// The device that an input is to be open on now; null where it is not there.
    [[nodiscard]] const Device* deviceFor(const Capture& capture) const;
    [[nodiscard]] bool mustBeAskedFor(const Capture& capture, const Device& device) const;
    [[nodiscard]] double tapeSeconds() const;
    /// @}

    /// @name Takes
    /// @{
    RunningTake& beginTake(TakeId take, TakeId continues, const Capture& capture, TakeSettings settings,
                           const TakeStart& start);
    /// Does something to a running take, and tells how it stands then; nothing where it is over.
    void withTake(TakeId take, const std::function<void(RunningTake&)>& action);
    /// Whether its input is on another tape by now, on which it goes on in a new file.
    [[nodiscard]] bool goesOn(const RunningTake& take);
    /// Takes of the former tape that cannot go on will end with an error.
    void judgeTakes(const Capture& capture);
    void continueTake(RunningTake& take);
    void markArrival(const Capture& capture, std::int64_t hostNs);
    void tendTakes(std::int64_t nowNs);
    /// @}

    /// @name Playbacks
    /// @{
    void onPlaybackLost(std::uint64_t streamTag, const Error& error);
    void losePlaybacks(const Error& error);
    void tendPlaybacks(std::int64_t nowNs);
    /// @}

    void send(Event event) { events.send(std::move(event)); }

    const Clock& clock_;
    MessageQueue<std::function<void()>> messages_;
    std::atomic<bool> refreshPosted_{false};

    std::unique_ptr<Backend> backend_;
    std::unique_ptr<Backend> wanted_; ///< the real one that is being tried while simulated devices stand in
    ServerChanged::State server_ = ServerChanged::State::Lost;
    std::int64_t tryAgainNs_ = 0;
    std::optional<std::int64_t> refreshAtNs_;
    std::vector<Device> devices_;
    std::vector<std::unique_ptr<Capture>> captures_;
    std::vector<InputId> watched_;
    std::vector<RunningTake> takes_;      ///< after the captures: they end first
    std::map<TakeId, TakeId> successors_; ///< the take that goes on from another in a new file
    std::vector<std::unique_ptr<Playback>> playbacks_;
    double preRollSeconds_;
    bool quit_ = false;
    std::thread thread_;
};

} // namespace headroom
