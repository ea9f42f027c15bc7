// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/engine.h"

#include "engine/backends/registry.h"
#include "engine/session/engine_thread.h"

#include <atomic>
#include <utility>

namespace headroom {

class Engine::Impl {
public:
    explicit Impl(EngineParts parts) : thread(std::move(parts)) {}

    std::atomic<InputId> lastInput{0};
    std::atomic<PlaybackId> lastPlayback{0};
    EngineThread thread;
};

EngineParts systemParts(std::string_view backend) {
    static const SystemClock clock;
    EngineParts parts;
    parts.makeBackend = [](std::string_view name) { return makeBackend(name, clock); };
    parts.backend = backend.empty() ? platformBackendName() : std::string(backend);
    parts.clock = &clock;
    parts.files = &systemFiles();
    return parts;
}

Engine::Engine(EngineParts parts) : impl_(std::make_unique<Impl>(std::move(parts))) {}
Engine::~Engine() = default;

void Engine::start() {
    impl_->thread.start();
}

InputId Engine::openInput(InputWish wish) {
    const InputId input = ++impl_->lastInput;
    impl_->thread.post(
        [thread = &impl_->thread, input, wish = std::move(wish)] { thread->openInput(input, wish); });
    return input;
}

void Engine::closeInput(InputId input) {
    impl_->thread.post([thread = &impl_->thread, input] { thread->closeInput(input); });
}

void Engine::watchInputs(std::vector<InputId> inputs) {
    impl_->thread.post(
        [thread = &impl_->thread, inputs = std::move(inputs)] { thread->watchInputs(inputs); });
}

void Engine::setPreRoll(double seconds) {
    impl_->thread.post([thread = &impl_->thread, seconds] { thread->setPreRoll(seconds); });
}

void Engine::setInputMap(InputId input, std::optional<MapSpec> map) {
    impl_->thread.post(
        [thread = &impl_->thread, input, map = std::move(map)] { thread->setInputMap(input, map); });
}

void Engine::resetLevels(InputId input) {
    impl_->thread.analysis.resetLevels(input);
}

TakeId Engine::startTake(InputId input, TakeSettings settings, std::optional<double> preRollSeconds) {
    const TakeId take = ++impl_->thread.lastTake;
    // The moment is that of the call: when the engine thread comes to it makes no difference.
    impl_->thread.post(
        [thread = &impl_->thread, take, input, settings = std::move(settings), preRollSeconds,
         nowNs = clock().nowNs()] { thread->startTake(take, input, settings, preRollSeconds, nowNs); });
    return take;
}

void Engine::pauseTake(TakeId take) {
    impl_->thread.post(
        [thread = &impl_->thread, take, nowNs = clock().nowNs()] { thread->pauseTake(take, true, nowNs); });
}

void Engine::resumeTake(TakeId take) {
    impl_->thread.post(
        [thread = &impl_->thread, take, nowNs = clock().nowNs()] { thread->pauseTake(take, false, nowNs); });
}

void Engine::addMarker(TakeId take, std::string label) {
    impl_->thread.post([thread = &impl_->thread, take, label = std::move(label), nowNs = clock().nowNs()] {
        thread->addMarker(take, label, nowNs);
    });
}

void Engine::stopTake(TakeId take, double tailSeconds) {
    const auto tailNs = static_cast<std::int64_t>(tailSeconds * static_cast<double>(nsPerSecond));
    impl_->thread.post(
        [thread = &impl_->thread, take, endNs = clock().nowNs() + tailNs] { thread->stopTake(take, endNs); });
}

PlaybackId Engine::identify(IdentifyWish wish) {
    const PlaybackId playback = ++impl_->lastPlayback;
    impl_->thread.post(
        [thread = &impl_->thread, playback, wish = std::move(wish)] { thread->identify(playback, wish); });
    return playback;
}

void Engine::stopPlayback(PlaybackId playback) {
    impl_->thread.post([thread = &impl_->thread, playback] { thread->stopPlayback(playback); });
}

bool Engine::nextEvent(Event& event, std::chrono::microseconds timeout) {
    return timeout.count() > 0 ? impl_->thread.events.receive(event, timeout)
                               : impl_->thread.events.tryReceive(event);
}

bool Engine::levels(InputId input, LevelReading& reading) {
    return impl_->thread.analysis.levels(input, reading);
}

bool Engine::deviceLevels(InputId input, LevelReading& reading) {
    return impl_->thread.analysis.deviceLevels(input, reading);
}

const Clock& Engine::clock() const {
    return *impl_->thread.parts.clock;
}

} // namespace headroom
