// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/pulse_player.h"

#include <pulse/pulseaudio.h>

#include <QDeadlineTimer>
#include <QThread>

#include <atomic>
#include <cstdint>

namespace headroom::test {

namespace {
constexpr int startTimeoutMs = 10000;
} // namespace

struct PulsePlayer::Impl {
    QByteArray server;
    QByteArray sink;
    QByteArray program = "headroom-test-player";
    QByteArray plays = "test signal";
    pa_sample_spec spec{};
    pa_channel_map map{};
    int latencyMs = 0;
    bool movable = false;

    pa_threaded_mainloop* loop = pa_threaded_mainloop_new();
    pa_context* context = nullptr;
    pa_stream* stream = nullptr;
    Signal signal; // guarded by the loop's lock, like all below
    std::uint64_t frame = 0;
    std::atomic<int> underruns{0};

    void write(std::size_t bytes) {
        while (bytes > 0) {
            void* to = nullptr;
            std::size_t room = bytes;
            if (pa_stream_begin_write(stream, &to, &room) < 0 || to == nullptr)
                return;
            const std::size_t frames = room / pa_frame_size(&spec);
            auto* sample = static_cast<float*>(to);
            for (std::size_t f = 0; f < frames; ++f, ++frame)
                for (int channel = 0; channel < spec.channels; ++channel)
                    *sample++ = signal ? signal(channel, frame) : 0.0F;
            const std::size_t written = frames * pa_frame_size(&spec);
            pa_stream_write(stream, to, written, nullptr, 0, PA_SEEK_RELATIVE);
            bytes -= std::min(bytes, written);
            if (written == 0)
                return;
        }
    }

    template <typename State>
    bool wait(State settled) {
        const QDeadlineTimer deadline(startTimeoutMs);
        for (;;) {
            pa_threaded_mainloop_lock(loop);
            const int now = settled();
            pa_threaded_mainloop_unlock(loop);
            if (now != 0)
                return now > 0;
            if (deadline.hasExpired())
                return false;
            QThread::msleep(1);
        }
    }
};

PulsePlayer::PulsePlayer(const QString& server, const QString& sink, int rate, const QString& map,
                         int latencyMs)
    : impl_(std::make_unique<Impl>()) {
    impl_->server = server.toUtf8();
    impl_->sink = sink.toUtf8();
    pa_channel_map_parse(&impl_->map, map.toUtf8().constData());
    impl_->spec = {PA_SAMPLE_FLOAT32NE, static_cast<std::uint32_t>(rate), impl_->map.channels};
    impl_->latencyMs = latencyMs;
}

PulsePlayer::~PulsePlayer() {
    pa_threaded_mainloop_lock(impl_->loop);
    if (impl_->stream != nullptr) {
        pa_stream_set_write_callback(impl_->stream, nullptr, nullptr);
        pa_stream_set_underflow_callback(impl_->stream, nullptr, nullptr);
        pa_stream_disconnect(impl_->stream);
        pa_stream_unref(impl_->stream);
    }
    if (impl_->context != nullptr) {
        pa_context_disconnect(impl_->context);
        pa_context_unref(impl_->context);
    }
    pa_threaded_mainloop_unlock(impl_->loop);
    pa_threaded_mainloop_stop(impl_->loop);
    pa_threaded_mainloop_free(impl_->loop);
}

bool PulsePlayer::start() {
    Impl& d = *impl_;
    if (pa_threaded_mainloop_start(d.loop) < 0)
        return false;
    pa_threaded_mainloop_lock(d.loop);
    d.context = pa_context_new(pa_threaded_mainloop_get_api(d.loop), d.program.constData());
    const int connecting =
        pa_context_connect(d.context, d.server.constData(), PA_CONTEXT_NOAUTOSPAWN, nullptr);
    pa_threaded_mainloop_unlock(d.loop);
    const bool ready = connecting == 0 && d.wait([&] {
        const auto state = pa_context_get_state(d.context);
        return state == PA_CONTEXT_READY ? 1 : PA_CONTEXT_IS_GOOD(state) ? 0 : -1;
    });
    if (!ready)
        return false;

    pa_threaded_mainloop_lock(d.loop);
    d.stream = pa_stream_new(d.context, d.plays.constData(), &d.spec, &d.map);
    pa_stream_set_write_callback(
        d.stream, [](pa_stream*, std::size_t bytes, void* self) { static_cast<Impl*>(self)->write(bytes); },
        &d);
    pa_stream_set_underflow_callback(
        d.stream, [](pa_stream*, void* self) { ++static_cast<Impl*>(self)->underruns; }, &d);
    pa_buffer_attr buffer{};
    buffer.maxlength = buffer.prebuf = buffer.minreq = buffer.fragsize = UINT32_MAX;
    buffer.tlength = static_cast<std::uint32_t>(
        pa_usec_to_bytes(static_cast<pa_usec_t>(d.latencyMs) * PA_USEC_PER_MSEC, &d.spec));
    pa_cvolume volume;
    pa_cvolume_set(&volume, d.spec.channels, PA_VOLUME_NORM);
    const auto flags = static_cast<pa_stream_flags_t>(
        PA_STREAM_ADJUST_LATENCY | PA_STREAM_START_UNMUTED | PA_STREAM_AUTO_TIMING_UPDATE |
        (d.movable ? PA_STREAM_NOFLAGS : PA_STREAM_DONT_MOVE) | PA_STREAM_NO_REMAP_CHANNELS |
        PA_STREAM_NO_REMIX_CHANNELS);
    const int playing =
        pa_stream_connect_playback(d.stream, d.sink.constData(), &buffer, flags, &volume, nullptr);
    pa_threaded_mainloop_unlock(d.loop);
    // Truly running: the server's read index moves.
    return playing == 0 && d.wait([&] {
        if (!PA_STREAM_IS_GOOD(pa_stream_get_state(d.stream)))
            return -1;
        if (pa_stream_get_state(d.stream) != PA_STREAM_READY)
            return 0;
        if (pa_operation* update = pa_stream_update_timing_info(d.stream, nullptr, nullptr))
            pa_operation_unref(update);
        const pa_timing_info* timing = pa_stream_get_timing_info(d.stream);
        return timing != nullptr && timing->read_index > 0 ? 1 : 0;
    });
}

void PulsePlayer::play(Signal signal) {
    pa_threaded_mainloop_lock(impl_->loop);
    impl_->signal = std::move(signal);
    impl_->frame = 0;
    pa_threaded_mainloop_unlock(impl_->loop);
}

void PulsePlayer::silence() {
    play({});
}

void PulsePlayer::setNames(const QString& program, const QString& plays) {
    impl_->program = program.toUtf8();
    impl_->plays = plays.toUtf8();
}

void PulsePlayer::allowMoves() {
    impl_->movable = true;
}

void PulsePlayer::cork(bool corked) {
    pa_threaded_mainloop_lock(impl_->loop);
    if (pa_operation* sent = pa_stream_cork(impl_->stream, corked ? 1 : 0, nullptr, nullptr))
        pa_operation_unref(sent);
    pa_threaded_mainloop_unlock(impl_->loop);
}

std::uint32_t PulsePlayer::index() const {
    pa_threaded_mainloop_lock(impl_->loop);
    const std::uint32_t index = pa_stream_get_index(impl_->stream);
    pa_threaded_mainloop_unlock(impl_->loop);
    return index;
}

int PulsePlayer::underruns() const {
    return impl_->underruns.load();
}

} // namespace headroom::test
