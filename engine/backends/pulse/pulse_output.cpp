// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_output.h"

#include "engine/backends/pulse/pulse_names.h"
#include "engine/realtime/realtime_scope.h"

#include <pulse/error.h>
#include <pulse/volume.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace headroom::pulse {

namespace {

/// "As the server likes" in pa_buffer_attr.
constexpr auto serversChoice = std::numeric_limits<std::uint32_t>::max();
/// The server keeps two blocks of the whole latency as a reserve and halves the rest between the device and
/// the stream's queue: with four the device runs at one block.
constexpr std::uint32_t blocksOfLatency = 4;

} // namespace

Output::Output(std::shared_ptr<Connection> connection, const Clock& clock, const OutputRequest& request)
    : Stream(Side::Playing, std::move(connection), clock,
             {request.deviceId, request.rate, request.blockFrames, request.exclusive, request.streamTag}) {}

Output::~Output() {
    Output::stop();
}

Result<std::unique_ptr<OutputStream>> Output::open(std::shared_ptr<Connection> connection, const Clock& clock,
                                                   const OutputRequest& request) {
    std::unique_ptr<Output> output(new Output(std::move(connection), clock, request));
    if (auto opened = output->Stream::open(); !opened)
        return opened.error();
    return std::unique_ptr<OutputStream>(std::move(output));
}

pa_buffer_attr Output::wantedBuffer(std::uint32_t blockBytes) const {
    pa_buffer_attr buffer{};
    buffer.maxlength = buffer.fragsize = serversChoice;
    buffer.tlength = blocksOfLatency * blockBytes;
    buffer.minreq = blockBytes;
    // Not 0: the server would play on from where it ought to be after an underrun, and drop what comes late.
    // Not more than a frame: it would wait for that much and stay silent meanwhile.
    buffer.prebuf = frameBytes();
    return buffer;
}

int Output::connectTo(const char* device, const pa_buffer_attr& buffer, pa_stream_flags_t flags) {
    // Unity from the first sample on, relative to the device where volumes are flat. A volume that is given
    // is one that the server does not look up in its memory.
    pa_cvolume unity{};
    pa_cvolume_set(&unity, spec().channels, PA_VOLUME_NORM);
    return pa_stream_connect_playback(stream(), device, &buffer,
                                      static_cast<pa_stream_flags_t>(flags | PA_STREAM_RELATIVE_VOLUME),
                                      &unity, nullptr);
}

void Output::opened(const pa_buffer_attr& buffer, double deviceLatencySeconds) {
    granted_.blockFrames = std::max(buffer.minreq / frameBytes(), 1U);
    // It asks when a block has left its queue: what is given then stands behind the rest of the queue.
    const std::uint32_t before = std::max(buffer.tlength, buffer.minreq) - buffer.minreq;
    granted_.latencySeconds =
        static_cast<double>(before / frameBytes()) / granted_.format.rate + deviceLatencySeconds;
    playout_.emplace(granted_.format.rate, granted_.format.channelCount(), granted_.blockFrames,
                     std::llround(granted_.latencySeconds * nsPerSecond));
}

// --- running ---

Result<void> Output::start(OutputSource& source) {
    const Deadline deadline(answerTimeout);
    const Connection::Lock lock(connection());
    if (auto prepared = prepareStart(deadline); !prepared)
        return prepared;
    listen();
    // What the server asked for when the stream was made: nobody was there to hear it.
    write(pa_stream_writable_size(stream()));
    runningUp_ = true;
    goalFrame_ = playout_->framesWritten();
    if (auto running = uncork(deadline); !running)
        return running;
    waitUntil(deadline, [this] { return consumes_ || !alive(); });
    if (!alive() || !consumes_) {
        Error error = alive() ? errorOf(PA_ERR_TIMEOUT, deviceName()) : lastError();
        close();
        return error;
    }
    runningUp_ = false;
    playout_->setSource(&source);
    return {};
}

void Output::listen() {
    pa_stream_set_write_callback(
        stream(),
        [](pa_stream*, std::size_t bytes, void* userdata) {
            auto* self = static_cast<Output*>(userdata);
            self->write(bytes);
            self->askTiming();
        },
        this);
    pa_stream_set_latency_update_callback(
        stream(),
        [](pa_stream*, void* userdata) {
            auto* self = static_cast<Output*>(userdata);
            self->noteServerClock();
            if (self->consumes_ && self->runningUp_)
                self->connection().signal();
        },
        this);
    pa_stream_set_underflow_callback(
        stream(), [](pa_stream*, void* self) { static_cast<Output*>(self)->ranDry(); }, this);
}

void Output::stop() noexcept {
    // Callbacks run with this lock held: once it is ours none is running, and after close() none will.
    const Connection::Lock lock(connection());
    close();
}

void Output::closing() noexcept {
    pa_stream_set_write_callback(stream(), nullptr, nullptr);
    pa_stream_set_latency_update_callback(stream(), nullptr, nullptr);
    pa_stream_set_underflow_callback(stream(), nullptr, nullptr);
}

void Output::silenced() noexcept {
    playout_->setSource(nullptr);
}

void Output::suspended(bool isSuspended) {
    const RealtimeScope realtime;
    if (isSuspended)
        playout_->ranDry(clock().nowNs(), std::nullopt);
}

void Output::write(std::size_t bytes) noexcept {
    const RealtimeScope realtime;
    if (lost())
        return;
    const std::int64_t now = clock().nowNs();
    const std::size_t frame = frameBytes();
    while (bytes >= frame) {
        void* to = nullptr;
        std::size_t room = bytes;
        {
            const RealtimeLeave leave; // libpulse takes the memory from its pool in its own way
            if (pa_stream_begin_write(stream(), &to, &room) < 0 || to == nullptr)
                return;
        }
        const std::size_t frames = std::min(room, bytes) / frame;
        playout_->fill(static_cast<float*>(to), frames, now);
        {
            const RealtimeLeave leave; // and puts it into its queue to the server
            if (frames == 0)
                pa_stream_cancel_write(stream());
            else
                pa_stream_write(stream(), to, frames * frame, nullptr, 0, PA_SEEK_RELATIVE);
        }
        if (frames == 0)
            return;
        bytes -= frames * frame;
    }
    latency_.store(static_cast<double>(playout_->latencyNs()) * 1e-9, std::memory_order_relaxed);
}

void Output::noteServerClock() noexcept {
    const RealtimeScope realtime;
    const auto word = told(clock().nowNs());
    if (!word || word->timing.playing == 0 || lost())
        return;
    const pa_timing_info& timing = word->timing;
    const auto frame = timing.read_index / static_cast<std::int64_t>(frameBytes());
    playout_->noteFrameTime(frame, word->atNs + static_cast<std::int64_t>(timing.sink_usec) * 1000,
                            word->atNs);
    consumes_ = frame >= goalFrame_;
}

void Output::ranDry() noexcept {
    const RealtimeScope realtime;
    if (lost())
        return;
    goalFrame_ = playout_->framesWritten();
    const std::int64_t index = pa_stream_get_underflow_index(stream());
    playout_->ranDry(clock().nowNs(), index >= 0
                                          ? std::optional(index / static_cast<std::int64_t>(frameBytes()))
                                          : std::nullopt);
}

void Output::askTiming() {
    // By itself libpulse asks less and less often: too seldom to wait for.
    if (!runningUp_)
        return;
    if (pa_operation* sent = pa_stream_update_timing_info(stream(), nullptr, nullptr))
        pa_operation_unref(sent);
}

} // namespace headroom::pulse
