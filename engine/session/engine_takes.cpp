// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/engine_thread.h"
#include "engine/takes/audio_file_writer.h"
#include "engine/takes/naming.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom {

namespace {

/// How long a stop waits for frames that are on their way: an idle PulseAudio null sink hands its monitor's
/// data out only about every 1.7 s.
constexpr std::int64_t stopGraceNs = 5 * nsPerSecond / 2;

/// How many frames a take may have at most; none for as many as there are.
std::optional<std::uint64_t> mostFrames(const TakeSettings& settings, int rate) {
    std::optional<std::uint64_t> most = settings.maxFrames;
    if (settings.maxSeconds) {
        const auto frames = static_cast<std::uint64_t>(std::llround(*settings.maxSeconds * rate));
        most = std::min(most.value_or(frames), frames);
    }
    return most;
}

/// What is left for a take that goes on from one of `frames` frames; none where that one had all it may have.
std::optional<TakeSettings> remaining(TakeSettings settings, std::uint64_t frames, int rate) {
    const auto most = mostFrames(settings, rate);
    if (most && frames >= *most)
        return std::nullopt;
    if (settings.maxFrames)
        *settings.maxFrames -= frames;
    if (settings.maxSeconds)
        *settings.maxSeconds -= static_cast<double>(frames) / rate;
    // Its files are further ones, and no name that is taken was meant by whoever allowed to overwrite.
    settings.overwrite = false;
    return settings;
}

Result<void> checkGoingOn(const TakeSettings& settings, const Capture& capture) {
    const int rate = capture.granted().format.rate;
    if (settings.format == FileFormat::Raw) // samples alone could not say that the rate changed
        return Error{ErrorKind::FormatNotSupported,
                     std::string(name(settings.format)),
                     {},
                     "the stream went on at " + std::to_string(rate) + " Hz with " +
                         std::to_string(capture.map().channels()) + " channels"};
    return checkFormat(settings.format, settings.sampleFormat, rate, capture.map().channels());
}

} // namespace

void EngineThread::startTake(TakeId take, InputId input, TakeSettings settings,
                             std::optional<double> preRollSeconds, std::int64_t nowNs) {
    const auto fail = [&](Error error) {
        TakeReport report;
        report.error = std::move(error);
        send(TakeFinished{take, std::move(report)});
    };
    if (Capture* waiting = find(input); waiting != nullptr && waiting->state() == Capture::State::Waiting &&
                                        waiting->toldWaiting == ErrorKind::OpensOnlyWhenAsked)
        if (const Device* device = deviceFor(*waiting))
            openOn(*waiting, *device); // now somebody asked
    const Capture* capture = find(input);
    if (capture == nullptr || capture->state() != Capture::State::Running)
        return fail(Error{
            ErrorKind::DeviceGone, capture == nullptr ? std::string() : capture->device().name, {}, {}});
    if (auto fits = checkFormat(settings.format, settings.sampleFormat, capture->granted().format.rate,
                                capture->map().channels());
        !fits)
        return fail(fits.error());

    TakeStart start;
    if (preRollSeconds)
        start.hostNs = nowNs - static_cast<std::int64_t>(*preRollSeconds * static_cast<double>(nsPerSecond));
    start.numbers = std::make_shared<FileNumbers>();
    RunningTake& running = beginTake(take, 0, *capture, std::move(settings), start);
    // Pre-roll that another device recorded is not passed off as this one's.
    if (const auto arrivedNs = capture->lastArrival();
        arrivedNs && start.hostNs && *arrivedNs > *start.hostNs)
        running.recorder->addMarker(*arrivedNs, capture->device().name);
}

RunningTake& EngineThread::beginTake(TakeId take, TakeId continues, const Capture& capture,
                                     TakeSettings settings, const TakeStart& start) {
    RunningTake running;
    running.id = take;
    running.input = capture.id();
    running.settings = settings;
    running.tape = capture.tape();
    running.numbers = start.numbers;
    running.paused = start.paused;
    TakeStarted started{take,          capture.id(), capture.device(), capture.granted(),
                        settings.file, {},           continues,        {}};
    started.file = splitFileName(settings.file, start.numbers->last + 1);
    started.channels = capture.map().positions;
    started.labels = capture.map().labels;
    settings.maxFrames = mostFrames(settings, capture.tape()->rate());
    running.recorder = TakeRecorder::begin({capture.tape(), capture.device(), capture.granted()},
                                           std::move(settings), capture.map(), start, clock_, *parts.files);
    takes_.push_back(std::move(running));
    send(std::move(started));
    return takes_.back();
}

void EngineThread::withTake(TakeId take, const std::function<void(RunningTake&)>& action) {
    // A person means the take that is going on, whatever number it has by now.
    for (auto it = successors_.find(take); it != successors_.end(); it = successors_.find(take))
        take = it->second;
    const auto it = std::ranges::find(takes_, take, &RunningTake::id);
    if (it == takes_.end())
        return;
    action(*it);
    it->toldProgressNs = 0; // it is told at the next look, as somebody is waiting for it
}

void EngineThread::pauseTake(TakeId take, bool paused, std::int64_t hostNs) {
    withTake(take, [&](RunningTake& running) {
        running.paused = paused;
        if (paused)
            running.recorder->pause(hostNs);
        else
            running.recorder->resume(hostNs);
    });
}

void EngineThread::addMarker(TakeId take, const std::string& label, std::int64_t hostNs) {
    withTake(take, [&](RunningTake& running) { running.recorder->addMarker(hostNs, label); });
}

void EngineThread::stopTake(TakeId take, std::int64_t hostNs) {
    withTake(take, [&](RunningTake& running) {
        const Capture* capture = find(running.input);
        running.ends = true;
        running.recorder->stop(hostNs, stopGraceNs,
                               capture == nullptr ? GapReason::DeviceGone : capture->absence());
    });
}

// --- where an input goes on on another tape ---

bool EngineThread::goesOn(const RunningTake& take) {
    const Capture* capture = take.ends ? nullptr : find(take.input);
    return capture != nullptr && capture->tape() != take.tape;
}

void EngineThread::judgeTakes(const Capture& capture) {
    for (RunningTake& take : takes_)
        if (!take.ends && take.tape.get() == capture.former())
            if (const auto fits = checkGoingOn(take.settings, capture); !fits)
                take.endBecause(fits.error());
}

void EngineThread::continueTake(RunningTake& take) {
    // The list grows below: nothing of `take` is used after that.
    take.ends = true;
    const Capture& capture = *find(take.input);
    const std::uint64_t frames = take.recorder->progress().frames;
    const auto settings = remaining(take.settings, frames, take.tape->rate());
    if (take.recorder->failed() || !settings || capture.tape()->ended())
        return;
    TakeStart start;
    if (take.tape->endHostNs() != 0)
        start.hostNs = take.tape->endHostNs(); // no time is told twice
    start.joins = start.hostNs.has_value();
    start.paused = take.paused;
    // Where nothing was written yet, the name is still free that a person chose.
    const bool unwritten = frames == 0 && take.numbers->last == 1;
    start.numbers = unwritten ? std::make_shared<FileNumbers>() : take.numbers;
    const TakeId next = ++lastTake;
    successors_[take.id] = next;
    beginTake(next, take.id, capture, *settings, start);
}

void EngineThread::markArrival(const Capture& capture, std::int64_t hostNs) {
    for (const RunningTake& take : takes_)
        if (take.tape == capture.tape())
            take.recorder->addMarker(hostNs, capture.device().name);
}

void EngineThread::tendTakes(std::int64_t nowNs) {
    for (std::size_t i = 0; i < takes_.size(); ++i)
        if (goesOn(takes_[i]) && takes_[i].collected())
            continueTake(takes_[i]);
    std::erase_if(takes_, [&](RunningTake& take) {
        const bool over = take.tell(nowNs, !goesOn(take), [this](Event e) { send(std::move(e)); });
        return over;
    });
}

} // namespace headroom
