// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/engine_thread.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

constexpr std::int64_t closeUnusedNs = 10 * nsPerSecond;
constexpr std::int64_t tryAgainEveryNs = nsPerSecond;
/// Bursts of notices (a dock brings five devices, each in three steps) become one look at the devices.
constexpr std::int64_t coalesceNs = nsPerSecond / 10;
/// A take reaches back no further than its pre-roll; the rest is for readers that are late.
constexpr double tapeReserveSeconds = 2.0;

GapReason reasonOf(const Error& error) {
    return error.kind == ErrorKind::ServerDown ? GapReason::ServerLost : GapReason::DeviceGone;
}

/// Whether waiting mends it: the device or the server is away.
bool passesByItself(const Error& error) {
    switch (error.kind) {
    case ErrorKind::DeviceGone:
    case ErrorKind::NoSuchDevice:
    case ErrorKind::ServerDown:
    case ErrorKind::TimedOut: return true;
    default: return false;
    }
}

} // namespace

// --- devices ---

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

void EngineThread::devicesChanged() {
    if (refreshPosted_.exchange(true))
        return;
    post([this] {
        refreshPosted_ = false;
        lookAgainIn(coalesceNs);
    });
}

void EngineThread::lookAgainIn(std::int64_t ns) {
    const std::int64_t atNs = clock_.nowNs() + ns;
    refreshAtNs_ = refreshAtNs_ ? std::min(*refreshAtNs_, atNs) : atNs;
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
        if (capture->prepares(streamTag)) {
            capture->dropComing();
        } else if (capture->runsAs(streamTag)) {
            settle(*capture);
            if (capture->coming() != nullptr)
                moveCapture(*capture, reasonOf(error));
            else
                loseCapture(*capture, error);
        } else {
            continue;
        }
        // It may be back at once, with another rate.
        lookAgainIn(coalesceNs);
    }
    onPlaybackLost(streamTag, error);
}

// --- inputs ---

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

const Device* EngineThread::deviceFor(const Capture& capture) const {
    const InputWish& wish = capture.wish();
    if (wish.policy == DevicePolicy::FollowDefault)
        return defaultInput(devices_);
    // Once it was open, the id alone counts: nothing else takes its place.
    const Device* device = capture.wasOpen()
                               ? findRemembered(devices_, capture.device().kind, capture.device().id, {})
                               : findRemembered(devices_, wish.deviceKind, wish.deviceId, wish.deviceName);
    return device != nullptr && device->isInput() ? device : nullptr;
}

bool EngineThread::mustBeAskedFor(const Capture& capture, const Device& device) const {
    // A pinned device was chosen by a person; a take that waits is the greater harm than its price.
    return capture.wish().policy == DevicePolicy::FollowDefault && device.opensOnlyWhenAsked &&
           !capture.wish().keepOpen && !isRecorded(capture.id());
}

void EngineThread::waitFor(Capture& capture, const Device& device, const Error& error) {
    capture.wait(device);
    if (std::exchange(capture.toldWaiting, error.kind) != error.kind)
        send(InputWaiting{capture.id(), device, error});
}

void EngineThread::loseCapture(Capture& capture, const Error& error) {
    capture.lose(reasonOf(error));
    capture.toldWaiting = error.kind;
    measure(capture);
    send(InputWaiting{capture.id(), capture.device(), error});
}

void EngineThread::measure(Capture& capture) {
    if (capture.measured == capture.tape() || !capture.tape())
        return;
    capture.measured = capture.tape();
    analysis.measure(capture.id(), capture.tape(), capture.map());
}

void EngineThread::openOn(Capture& capture, const Device& device) {
    const auto opened = capture.open(*backend_, device, tapeSeconds());
    if (opened) {
        capture.toldWaiting.reset();
        capture.refused.clear();
        measure(capture);
        send(InputOpened{capture.id(), capture.device(), capture.granted()});
        return;
    }
    const Error& error = opened.error();
    const bool mapFits = error.kind != ErrorKind::NoSuchChannel && error.kind != ErrorKind::InvalidArgument;
    if (passesByItself(error) || (capture.wasOpen() && mapFits)) {
        waitFor(capture, device, error);
        lookAgainIn(tryAgainEveryNs);
        return;
    }
    failCapture(capture, device.id, error);
}

void EngineThread::failCapture(Capture& capture, const std::string& deviceId, const Error& error) {
    const InputId input = capture.id();
    for (RunningTake& take : takes_)
        if (take.input == input)
            take.endBecause(error);
    analysis.forget(input);
    std::erase_if(captures_, [input](const auto& each) { return each->id() == input; });
    send(InputFailed{input, deviceId, error});
}

void EngineThread::openInput(InputId input, const InputWish& wish) {
    auto added = std::make_unique<Capture>(input, wish, clock_);
    Capture& capture = *added;
    capture.lastUsedNs = clock_.nowNs();
    captures_.push_back(std::move(added));
    if (server_ == ServerChanged::State::Lost)
        return waitFor(capture, capture.device(), Error{ErrorKind::ServerDown, parts.backend, {}, {}});
    const Device* device = deviceFor(capture);
    if (device == nullptr) {
        refreshDevices(); // it may have come a moment ago
        device = deviceFor(capture);
    }
    if (device == nullptr)
        return waitFor(capture, capture.device(), Error{ErrorKind::NoSuchDevice, wish.deviceId, {}, {}});
    openOn(capture, *device);
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
    const std::string deviceId = (*it)->device().id;
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

void EngineThread::setPreRoll(double seconds) {
    preRollSeconds_ = std::clamp(seconds, 0.0, 60.0);
    for (const InputId input : inputs()) {
        Capture& capture = *find(input);
        if (capture.state() != Capture::State::Running || isRecorded(input) ||
            capture.tape()->capacitySeconds() >= tapeSeconds())
            continue;
        // A longer reach needs a longer tape. Nothing records it now, so the little that is missed hurts
        // nobody.
        const Device device = capture.device();
        capture.close();
        openOn(capture, device);
    }
}

void EngineThread::setInputMap(InputId input, const std::optional<MapSpec>& map) {
    Capture* capture = find(input);
    if (capture == nullptr || isRecorded(input))
        return;
    if (const auto set = capture->setMap(map); !set)
        send(InputFailed{input, capture->device().id, set.error(), true});
    else if (capture->tape())
        analysis.setMap(input, capture->map());
}

std::vector<InputId> EngineThread::inputs() const {
    std::vector<InputId> ids;
    for (const auto& capture : captures_)
        ids.push_back(capture->id());
    return ids;
}

// --- where devices come and go ---

void EngineThread::openWhatCan() {
    if (server_ == ServerChanged::State::Lost)
        return;
    for (const InputId input : inputs()) { // one that fails is taken off the list
        Capture& capture = *find(input);
        const Device* device = deviceFor(capture);
        if (capture.state() == Capture::State::Waiting && device != nullptr)
            openWaiting(capture, *device);
        else if (capture.state() == Capture::State::Running &&
                 capture.wish().policy == DevicePolicy::FollowDefault)
            follow(capture, device);
    }
}

void EngineThread::openWaiting(Capture& capture, const Device& device) {
    const Error unasked{ErrorKind::OpensOnlyWhenAsked, device.name, {}, {}};
    if (mustBeAskedFor(capture, device))
        waitFor(capture, device, unasked);
    else
        openOn(capture, device);
}

void EngineThread::follow(Capture& capture, const Device* device) {
    if (device == nullptr)
        return; // no default at all: what delivers goes on
    if (device->id == capture.device().id) {
        capture.dropComing();
        capture.refused.clear();
        return;
    }
    if (capture.coming() != nullptr && capture.coming()->id == device->id)
        return;
    if (mustBeAskedFor(capture, *device)) {
        // The meter must not show a device that a take would not be of.
        const Device next = *device;
        capture.close();
        openWaiting(capture, next);
        return;
    }
    const auto prepared = capture.prepare(*backend_, *device, tapeSeconds());
    if (prepared)
        return;
    // It is said once, and the present device goes on: a take that ends is the greater harm.
    if (std::exchange(capture.refused, device->id) != device->id)
        send(InputFailed{capture.id(), device->id, prepared.error(), true});
    lookAgainIn(tryAgainEveryNs);
}

void EngineThread::moveCapture(Capture& capture, GapReason reason) {
    capture.move(reason);
    capture.refused.clear();
    measure(capture);
    send(InputOpened{capture.id(), capture.device(), capture.granted()});
}

void EngineThread::settle(Capture& capture) {
    if (!capture.canSettle())
        return;
    judgeTakes(capture);
    capture.settle();
}

void EngineThread::tendCaptures() {
    for (const auto& capture : captures_) {
        settle(*capture);
        if (capture->readyToMove()) {
            moveCapture(*capture, GapReason::DefaultMoved);
            settle(*capture);
        }
        capture->passTime();
        if (const auto arrivedNs = capture->arrival())
            markArrival(*capture, *arrivedNs);
    }
}

} // namespace headroom
