// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/core/events.h"
#include "engine/realtime/message_queue.h"
#include "engine/session/analysis_thread.h"
#include "engine/session/capture.h"
#include "engine/session/engine.h"
#include "engine/session/running_take.h"

#include <atomic>
#include <chrono>
#include <functional>
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
    void startTake(TakeId take, InputId input, TakeSettings settings, std::optional<double> preRollSeconds,
                   std::int64_t nowNs);
    /// Does something to a running take, and tells how it stands then; nothing where it is over.
    void withTake(TakeId take, const std::function<void(TakeRecorder&)>& action);
    void stopTake(TakeId take, std::int64_t hostNs);

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

    void connectFirst();
    void connectAgain();
    void useBackend(std::unique_ptr<Backend> backend, ServerChanged::State state, std::optional<Error> why);
    void onServerLost(const Error& error);
    void onStreamLost(std::uint64_t streamTag, const Error& error);
    void refreshDevices();
    void reopenWaiting();
    void closeUnused(std::int64_t nowNs);

    /// The input's map, fitted to what its device granted.
    [[nodiscard]] static Result<RecordMap> fittedMap(const Capture& capture);
    bool openCapture(Capture& capture);
    void dropCapture(InputId input);
    [[nodiscard]] Capture* find(InputId input);
    [[nodiscard]] bool isRecorded(InputId input) const;
    [[nodiscard]] const Device* findDevice(const std::string& id) const;
    [[nodiscard]] double tapeSeconds() const;
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
    std::vector<RunningTake> takes_; ///< after the captures: they end first
    double preRollSeconds_;
    bool quit_ = false;
    std::thread thread_;
};

} // namespace headroom
