// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/engine_thread.h"
#include "engine/takes/audio_file_writer.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

/// How long a stop waits for frames that are on their way: an idle PulseAudio null sink hands its monitor's
/// data out only about every 1.7 s.
constexpr std::int64_t stopGraceNs = 5 * nsPerSecond / 2;

} // namespace

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
