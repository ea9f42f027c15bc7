// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/engine_thread.h"

#include "engine/backends/registry.h"
#include "engine/realtime/thread_priority.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

constexpr std::int64_t tryAgainEveryNs = nsPerSecond;
/// A server that is there and does not answer holds this thread up each time.
constexpr std::int64_t tryHangingAgainEveryNs = 10 * nsPerSecond;

} // namespace

EngineThread::EngineThread(EngineParts engineParts)
    : parts(std::move(engineParts)), clock_(*parts.clock), preRollSeconds_(parts.preRollSeconds) {}

EngineThread::~EngineThread() {
    if (!thread_.joinable())
        return;
    post([this] { quit_ = true; });
    thread_.join();
}

void EngineThread::start() {
    thread_ = std::thread([this] { run(); });
}

void EngineThread::post(std::function<void()> command) {
    messages_.send(std::move(command));
}

// --- the loop ---

void EngineThread::run() {
    nameThisThread("engine");
    connectFirst();
    while (!quit_) {
        std::function<void()> message;
        if (messages_.receive(message, untilNextLook())) {
            do {
                message();
            } while (messages_.tryReceive(message));
        }
        tick();
    }
    // Takes end as if stopped now; only then do the streams that feed them.
    for (RunningTake& take : takes_)
        take.recorder->stop(clock_.nowNs(), 0, GapReason::DeviceGone);
    playbacks_.clear();
    takes_.clear();
    captures_.clear();
    if (backend_)
        backend_->setListener(nullptr);
    backend_.reset();
    wanted_.reset();
}

std::chrono::milliseconds EngineThread::untilNextLook() const {
    using namespace std::chrono_literals;
    const bool moving = std::ranges::any_of(captures_, [](const auto& capture) {
        return capture->coming() != nullptr || capture->former() != nullptr;
    });
    if (!takes_.empty() || !playbacks_.empty() || refreshAtNs_ || moving)
        return 10ms;
    if (!captures_.empty() || server_ != ServerChanged::State::Connected)
        return 100ms;
    return 1000ms;
}

void EngineThread::tick() {
    const std::int64_t nowNs = clock_.nowNs();
    if (server_ != ServerChanged::State::Connected && nowNs >= tryAgainNs_)
        connectAgain();
    if (refreshAtNs_ && nowNs >= *refreshAtNs_) {
        refreshDevices();
        openWhatCan();
    }
    tendCaptures();
    tendTakes(nowNs);
    tendPlaybacks(nowNs);
    closeUnused(nowNs);
}

// --- the server ---

void EngineThread::connectFirst() {
    auto made = parts.makeBackend(parts.backend);
    if (!made) {
        send(ServerChanged{ServerChanged::State::Lost, parts.backend, made.error()});
        return;
    }
    std::unique_ptr<Backend> backend = std::move(made).value();
    const auto connected = backend->connect(parts.connectTimeout);
    if (connected) {
        useBackend(std::move(backend), ServerChanged::State::Connected, std::nullopt);
        return;
    }
    tryAgainNs_ = clock_.nowNs() + tryAgainEveryNs;
    if (parts.simulatedWhereNoServer) {
        if (auto simulated = parts.makeBackend("simulated"); simulated && simulated.value()->connect({})) {
            wanted_ = std::move(backend);
            useBackend(std::move(simulated).value(), ServerChanged::State::Simulated, connected.error());
            return;
        }
    }
    backend_ = std::move(backend);
    server_ = ServerChanged::State::Lost;
    send(ServerChanged{server_, parts.backend, connected.error()});
    send(DevicesChanged{});
}

void EngineThread::connectAgain() {
    tryAgainNs_ = clock_.nowNs() + tryAgainEveryNs;
    Backend* candidate = wanted_                                 ? wanted_.get()
                         : server_ == ServerChanged::State::Lost ? backend_.get()
                                                                 : nullptr;
    // What stands in is not taken away under a running take.
    if (candidate == nullptr || (wanted_ && !takes_.empty()))
        return;
    if (const auto connected = candidate->connect(parts.connectTimeout); !connected) {
        if (connected.error().kind == ErrorKind::TimedOut)
            tryAgainNs_ = clock_.nowNs() + tryHangingAgainEveryNs;
        return;
    }
    if (wanted_) {
        for (const InputId input : inputs()) {
            Capture& capture = *find(input);
            if (capture.wish().policy == DevicePolicy::FollowDefault)
                capture.close(); // what it heard was simulated: nothing of it is in a take of the real one
            else
                dropCapture(input);
        }
        losePlaybacks(Error{ErrorKind::ServerDown, std::string(backend_->name()), {}, {}});
        useBackend(std::move(wanted_), ServerChanged::State::Connected, std::nullopt);
        for (const auto& capture : captures_)
            waitFor(*capture, Device{}, Error{ErrorKind::NoSuchDevice, {}, {}, {}});
        openWhatCan();
        return;
    }
    server_ = ServerChanged::State::Connected;
    backend_->setListener(this);
    send(ServerChanged{server_, std::string(backend_->name()), std::nullopt});
    refreshDevices();
    openWhatCan();
}

void EngineThread::useBackend(std::unique_ptr<Backend> backend, ServerChanged::State state,
                              std::optional<Error> why) {
    if (backend_)
        backend_->setListener(nullptr);
    backend_ = std::move(backend);
    server_ = state;
    backend_->setListener(this);
    send(ServerChanged{state, std::string(backend_->name()), std::move(why)});
    refreshDevices();
}

void EngineThread::onServerLost(const Error& error) {
    if (server_ == ServerChanged::State::Lost)
        return;
    server_ = ServerChanged::State::Lost;
    tryAgainNs_ = clock_.nowNs() + tryAgainEveryNs / 4;
    send(ServerChanged{server_, std::string(backend_->name()), error});
    for (const auto& capture : captures_) {
        if (capture->state() != Capture::State::Running)
            continue;
        capture->dropComing();
        settle(*capture);
        loseCapture(*capture, error);
    }
    losePlaybacks(error);
    devices_.clear();
    send(DevicesChanged{});
}

} // namespace headroom
