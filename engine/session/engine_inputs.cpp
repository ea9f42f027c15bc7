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

} // namespace

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

} // namespace headroom
