// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/engine_thread.h"

#include "engine/backends/registry.h"
#include "engine/realtime/thread_priority.h"
#include "engine/takes/audio_file_writer.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

constexpr std::int64_t closeUnusedNs = 10 * nsPerSecond;
constexpr std::int64_t tryAgainEveryNs = nsPerSecond;
/// A server that is there and does not answer holds this thread up each time.
constexpr std::int64_t tryHangingAgainEveryNs = 10 * nsPerSecond;
/// Bursts of notices (a dock brings five devices, each in three steps) become one look at the devices.
constexpr std::int64_t coalesceNs = nsPerSecond / 10;
/// A take reaches back no further than its pre-roll; the rest is for readers that are late.
constexpr double tapeReserveSeconds = 2.0;
/// How long a stop waits for frames that are on their way: an idle PulseAudio null sink hands its monitor's
/// data out only about every 1.7 s.
constexpr std::int64_t stopGraceNs = 5 * nsPerSecond / 2;

GapReason reasonOf(const Error& error) {
    return error.kind == ErrorKind::ServerDown ? GapReason::ServerLost : GapReason::DeviceGone;
}

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

// --- the loop
// -------------------------------------------------------------------------------------------------

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
    takes_.clear();
    captures_.clear();
    if (backend_)
        backend_->setListener(nullptr);
    backend_.reset();
    wanted_.reset();
}

std::chrono::milliseconds EngineThread::untilNextLook() const {
    using namespace std::chrono_literals;
    const bool waiting = std::ranges::any_of(
        captures_, [](const auto& capture) { return capture->state() == Capture::State::Waiting; });
    if (!takes_.empty() || refreshAtNs_ || waiting)
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
        reopenWaiting();
    }
    for (const auto& capture : captures_)
        capture->passTime();
    std::erase_if(
        takes_, [&](RunningTake& take) { return take.tell(nowNs, [this](Event e) { send(std::move(e)); }); });
    closeUnused(nowNs);
}

// --- the server
// -----------------------------------------------------------------------------------------------

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
        while (!captures_.empty())
            dropCapture(captures_.front()->id());
        useBackend(std::move(wanted_), ServerChanged::State::Connected, std::nullopt);
        return;
    }
    server_ = ServerChanged::State::Connected;
    backend_->setListener(this);
    send(ServerChanged{server_, std::string(backend_->name()), std::nullopt});
    refreshDevices();
    reopenWaiting();
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
        capture->lose(GapReason::ServerLost);
        send(InputWaiting{capture->id(), capture->device(), error});
    }
    devices_.clear();
    send(DevicesChanged{});
}

// --- devices
// --------------------------------------------------------------------------------------------------

void EngineThread::refreshDevices() {
    refreshAtNs_.reset();
    if (server_ == ServerChanged::State::Lost)
        return;
    auto devices = backend_->devices();
    if (!devices)
        return; // the server is going; serverLost says so
    if (devices.value() == devices_)
        return;
    devices_ = std::move(devices).value();
    send(DevicesChanged{devices_});
}

const Device* EngineThread::findDevice(const std::string& id) const {
    const auto it = std::ranges::find(devices_, id, &Device::id);
    return it == devices_.end() ? nullptr : &*it;
}

void EngineThread::devicesChanged() {
    if (refreshPosted_.exchange(true))
        return;
    post([this] {
        refreshPosted_ = false;
        if (!refreshAtNs_)
            refreshAtNs_ = clock_.nowNs() + coalesceNs;
    });
}

void EngineThread::serverLost(const Error& error) {
    post([this, error] { onServerLost(error); });
}

void EngineThread::streamLost(std::uint64_t streamTag, const Error& error) {
    post([this, streamTag, error] { onStreamLost(streamTag, error); });
}

void EngineThread::onStreamLost(std::uint64_t streamTag, const Error& error) {
    for (const auto& capture : captures_) {
        // An older stream's notice may arrive when the next one is open already.
        if (capture->streamTag() != streamTag || capture->state() != Capture::State::Running)
            continue;
        capture->lose(reasonOf(error));
        send(InputWaiting{capture->id(), capture->device(), error});
        // It may be back at once, with another rate.
        refreshAtNs_ = clock_.nowNs() + coalesceNs;
    }
}

// --- inputs
// ---------------------------------------------------------------------------------------------------

double EngineThread::tapeSeconds() const {
    return preRollSeconds_ + tapeReserveSeconds;
}

Capture* EngineThread::find(InputId input) {
    const auto it = std::ranges::find(captures_, input, [](const auto& capture) { return capture->id(); });
    return it == captures_.end() ? nullptr : it->get();
}

bool EngineThread::isRecorded(InputId input) const {
    return std::ranges::any_of(takes_, [input](const RunningTake& take) { return take.input == input; });
}

Result<RecordMap> EngineThread::fittedMap(const Capture& capture) {
    const auto& channels = capture.granted().format.channels;
    if (!capture.wish().map)
        return identityMap(channels);
    return resolveForRecording(*capture.wish().map, channels, capture.device().integers);
}

bool EngineThread::openCapture(Capture& capture) {
    const std::shared_ptr<Tape> before = capture.tape();
    const auto opened = capture.open(*backend_, tapeSeconds());
    if (!opened) {
        if (before == nullptr) // else it goes on waiting
            send(InputFailed{capture.id(), capture.wish().deviceId, opened.error()});
        return false;
    }
    if (capture.tape() != before) {
        const auto map = fittedMap(capture);
        if (!map) {
            send(InputFailed{capture.id(), capture.wish().deviceId, map.error()});
            return false;
        }
        analysis.measure(capture.id(), capture.tape(), map.value());
    }
    send(InputOpened{capture.id(), capture.device(), capture.granted()});
    return true;
}

void EngineThread::openInput(InputId input, const InputWish& wish) {
    const auto fail = [&](Error error) { send(InputFailed{input, wish.deviceId, std::move(error)}); };
    if (server_ == ServerChanged::State::Lost)
        return fail(Error{ErrorKind::ServerDown, parts.backend, {}, {}});
    const Device* device = findDevice(wish.deviceId);
    if (device == nullptr) {
        refreshDevices(); // it may have come a moment ago
        device = findDevice(wish.deviceId);
    }
    if (device == nullptr || !device->isInput())
        return fail(Error{ErrorKind::NoSuchDevice, wish.deviceId, {}, {}});
    auto capture = std::make_unique<Capture>(input, wish, *device, clock_);
    capture->lastUsedNs = clock_.nowNs();
    if (openCapture(*capture))
        captures_.push_back(std::move(capture));
}

void EngineThread::closeInput(InputId input) {
    if (isRecorded(input))
        return; // the take keeps it open; it closes when nobody uses it any more
    dropCapture(input);
}

void EngineThread::dropCapture(InputId input) {
    const auto it = std::ranges::find(captures_, input, [](const auto& capture) { return capture->id(); });
    if (it == captures_.end())
        return;
    const std::string deviceId = (*it)->wish().deviceId;
    analysis.forget(input);
    captures_.erase(it);
    send(InputClosed{input, deviceId});
}

void EngineThread::watchInputs(std::vector<InputId> inputs) {
    const std::int64_t nowNs = clock_.nowNs();
    for (const InputId input : watched_)
        if (Capture* capture = find(input))
            capture->lastUsedNs = nowNs;
    watched_ = std::move(inputs);
}

void EngineThread::closeUnused(std::int64_t nowNs) {
    std::vector<InputId> unused;
    for (const auto& capture : captures_) {
        if (capture->wish().keepOpen || std::ranges::count(watched_, capture->id()) != 0 ||
            isRecorded(capture->id()))
            capture->lastUsedNs = nowNs;
        else if (nowNs - capture->lastUsedNs >= closeUnusedNs)
            unused.push_back(capture->id());
    }
    for (const InputId input : unused)
        dropCapture(input);
}

void EngineThread::reopenWaiting() {
    if (server_ == ServerChanged::State::Lost)
        return;
    for (const auto& capture : captures_)
        if (capture->state() == Capture::State::Waiting && findDevice(capture->wish().deviceId) != nullptr &&
            !openCapture(*capture))
            refreshAtNs_ = clock_.nowNs() + tryAgainEveryNs;
}

void EngineThread::setPreRoll(double seconds) {
    preRollSeconds_ = std::clamp(seconds, 0.0, 60.0);
    for (const auto& capture : captures_) {
        if (capture->state() != Capture::State::Running || isRecorded(capture->id()) ||
            capture->tape()->capacitySeconds() >= tapeSeconds())
            continue;
        // A longer reach needs a longer tape. Nothing records it now, so the little that is missed hurts
        // nobody.
        capture->close();
        if (!openCapture(*capture))
            capture->lose(GapReason::DeviceGone);
    }
}

// --- takes
// ----------------------------------------------------------------------------------------------------

void EngineThread::startTake(TakeId take, InputId input, TakeSettings settings,
                             std::optional<double> preRollSeconds, std::int64_t nowNs) {
    const auto fail = [&](Error error) {
        TakeReport report;
        report.error = std::move(error);
        send(TakeFinished{take, std::move(report)});
    };
    Capture* capture = find(input);
    if (capture == nullptr || capture->state() != Capture::State::Running)
        return fail(Error{
            ErrorKind::DeviceGone, capture == nullptr ? std::string() : capture->device().name, {}, {}});

    const GrantedStream& granted = capture->granted();
    auto fitted = fittedMap(*capture);
    if (!fitted)
        return fail(fitted.error());
    RecordMap map = std::move(fitted).value();
    if (auto fits = checkFormat(settings.format, settings.sampleFormat, granted.format.rate, map.channels());
        !fits)
        return fail(fits.error());

    TakeStart start;
    if (preRollSeconds)
        start.hostNs = nowNs - static_cast<std::int64_t>(*preRollSeconds * static_cast<double>(nsPerSecond));
    RunningTake running;
    running.id = take;
    running.input = input;
    TakeStarted started{take, input, capture->device(), granted, settings.file, map.positions};
    running.recorder = TakeRecorder::begin({capture->tape(), capture->device(), granted}, std::move(settings),
                                           std::move(map), start, clock_, *parts.files);
    takes_.push_back(std::move(running));
    send(std::move(started));
}

void EngineThread::withTake(TakeId take, const std::function<void(TakeRecorder&)>& action) {
    const auto it = std::ranges::find(takes_, take, &RunningTake::id);
    if (it == takes_.end())
        return;
    action(*it->recorder);
    it->toldProgressNs = 0; // it is told at the next look, as somebody is waiting for it
}

void EngineThread::stopTake(TakeId take, std::int64_t hostNs) {
    const auto it = std::ranges::find(takes_, take, &RunningTake::id);
    if (it == takes_.end())
        return;
    const Capture* capture = find(it->input);
    const GapReason absence = capture == nullptr ? GapReason::DeviceGone : capture->absence();
    it->recorder->stop(hostNs, stopGraceNs, absence);
}

} // namespace headroom
