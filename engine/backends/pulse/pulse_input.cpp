// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_input.h"

#include "engine/realtime/realtime_scope.h"

#include <pulse/rtclock.h>
#include <pulse/timeval.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace headroom::pulse {

namespace {

constexpr pa_usec_t tickUsec = 100 * PA_USEC_PER_MSEC;
/// "As the server likes" in pa_buffer_attr.
constexpr auto serversChoice = std::numeric_limits<std::uint32_t>::max();

} // namespace

Input::Input(std::shared_ptr<Connection> connection, const Clock& clock, const InputRequest& request)
    : Stream(Side::Recording, std::move(connection), clock,
             {request.deviceId, request.rate, request.blockFrames, request.exclusive, request.streamTag}) {}

Input::~Input() {
    Input::stop();
}

Result<std::unique_ptr<InputStream>> Input::open(std::shared_ptr<Connection> connection, const Clock& clock,
                                                 const InputRequest& request) {
    std::unique_ptr<Input> input(new Input(std::move(connection), clock, request));
    if (auto opened = input->Stream::open(); !opened)
        return opened.error();
    return std::unique_ptr<InputStream>(std::move(input));
}

pa_buffer_attr Input::wantedBuffer(std::uint32_t blockBytes) const {
    pa_buffer_attr buffer{};
    buffer.maxlength = serversChoice; // as much as the server can, should we be late
    buffer.tlength = buffer.prebuf = buffer.minreq = serversChoice;
    buffer.fragsize = blockBytes;
    return buffer;
}

int Input::connectTo(const char* device, const pa_buffer_attr& buffer, pa_stream_flags_t flags) {
    return pa_stream_connect_record(stream(), device, &buffer, flags);
}

void Input::opened(const pa_buffer_attr& buffer, double deviceLatencySeconds) {
    granted_.blockFrames = std::max(buffer.fragsize / frameBytes(), 1U);
    granted_.latencySeconds =
        static_cast<double>(granted_.blockFrames) / granted_.format.rate + deviceLatencySeconds;
    delivery_.emplace(granted_.format.rate, granted_.format.channelCount(), buffer.maxlength / frameBytes());
}

Result<void> Input::start(InputSink& sink) {
    const Deadline deadline(answerTimeout);
    const Connection::Lock lock(connection());
    if (auto prepared = prepareStart(deadline); !prepared)
        return prepared;
    delivery_->setSink(&sink);
    tick_ = pa_context_rttime_new(
        context(), pa_rtclock_now() + tickUsec,
        [](pa_mainloop_api*, pa_time_event*, const timeval*, void* userdata) {
            auto* self = static_cast<Input*>(userdata);
            {
                const RealtimeScope realtime;
                self->delivery_->passTime(self->clock().nowNs());
            }
            self->armTick();
        },
        this);
    pa_stream_set_read_callback(
        stream(), [](pa_stream*, std::size_t, void* self) { static_cast<Input*>(self)->readAll(); }, this);
    return uncork(deadline);
}

void Input::stop() noexcept {
    // Callbacks run with this lock held: once it is ours none is running, and after close() none will.
    const Connection::Lock lock(connection());
    close();
}

void Input::closing() noexcept {
    pa_stream_set_read_callback(stream(), nullptr, nullptr);
    if (tick_ != nullptr)
        connection().api()->time_free(tick_);
    tick_ = nullptr;
}

void Input::silenced() noexcept {
    delivery_->setSink(nullptr);
    armTick();
}

void Input::suspended(bool isSuspended) {
    delivery_->setSuspended(isSuspended, clock().nowNs());
}

void Input::armTick() {
    if (tick_ != nullptr)
        pa_context_rttime_restart(context(), tick_, lost() ? PA_USEC_INVALID : pa_rtclock_now() + tickUsec);
}

void Input::readAll() {
    const RealtimeScope realtime;
    const std::int64_t now = clock().nowNs();
    noteServerClock(now);
    for (;;) {
        const void* data = nullptr;
        std::size_t bytes = 0;
        if (pa_stream_peek(stream(), &data, &bytes) < 0 || bytes == 0)
            return; // nothing there: a drop would be an error then
        delivery_->fragment(data, bytes, now);
        pa_stream_drop(stream());
        latency_.store(static_cast<double>(delivery_->ageNs()) * 1e-9, std::memory_order_relaxed);
    }
}

void Input::noteServerClock(std::int64_t nowNs) noexcept {
    const auto word = told(nowNs);
    if (!word)
        return;
    const pa_timing_info& timing = word->timing;
    // From the converter to the server's queue; a monitor is ahead of its sink.
    const std::int64_t latencyNs =
        (static_cast<std::int64_t>(timing.source_usec) - static_cast<std::int64_t>(timing.sink_usec)) * 1000;
    const auto frame = timing.write_index / static_cast<std::int64_t>(frameBytes());
    delivery_->noteFrameTime(frame, word->atNs - latencyNs, word->atNs);
}

} // namespace headroom::pulse
