// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_input.h"

#include "engine/backends/pulse/pulse_names.h"
#include "engine/core/text.h"
#include "engine/realtime/realtime_scope.h"

#include <pulse/def.h>
#include <pulse/error.h>
#include <pulse/proplist.h>
#include <pulse/rtclock.h>
#include <pulse/timeval.h>
#include <pulse/volume.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace headroom::pulse {

namespace {

constexpr pa_usec_t tickUsec = 100 * PA_USEC_PER_MSEC;
/// Corrections of the volume in a row, none of which helped, before the server is believed to mean it.
constexpr int mostCorrections = 20;

// NO_REMAP and NO_REMIX: channels arrive as the source has them. DONT_MOVE: else the server lets a stream
// whose source is gone land on another one. START_UNMUTED: else it starts as the server remembers.
// ADJUST_LATENCY: the source itself runs at the wanted block, not only the stream's own buffer.
constexpr auto streamFlags = static_cast<pa_stream_flags_t>(
    PA_STREAM_START_CORKED | PA_STREAM_NO_REMAP_CHANNELS | PA_STREAM_NO_REMIX_CHANNELS | PA_STREAM_DONT_MOVE |
    PA_STREAM_START_UNMUTED | PA_STREAM_ADJUST_LATENCY | PA_STREAM_AUTO_TIMING_UPDATE);

std::int64_t nsOf(const timeval& time) noexcept {
    return std::int64_t{time.tv_sec} * nsPerSecond + std::int64_t{time.tv_usec} * 1000;
}

constexpr auto serversChoice =
    std::numeric_limits<std::uint32_t>::max(); ///< "as the server likes" in pa_buffer_attr

pa_buffer_attr wantedBuffer(const InputRequest& request, const pa_sample_spec& spec) {
    const std::uint64_t frames =
        request.blockFrames ? std::max<std::uint64_t>(*request.blockFrames, 1) : spec.rate / 100;
    pa_buffer_attr buffer{};
    buffer.maxlength = serversChoice; // as much as the server can, should we be late
    buffer.tlength = buffer.prebuf = buffer.minreq = serversChoice;
    buffer.fragsize = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(frames * pa_frame_size(&spec), std::uint64_t{1} << 22U));
    return buffer;
}

/// Where the answer to "did it work" lands.
struct Success {
    Connection* connection;
    bool worked = false;

    static void note(pa_stream*, int success, void* userdata) {
        auto* self = static_cast<Success*>(userdata);
        self->worked = success != 0;
        self->connection->signal();
    }
    static void noteContext(pa_context*, int success, void* userdata) { note(nullptr, success, userdata); }
};

} // namespace

Input::Input(std::shared_ptr<Connection> connection, const Clock& clock, const InputRequest& request)
    : connection_(std::move(connection)),
      clock_(clock),
      tag_(request.streamTag),
      deviceId_(request.deviceId),
      rateWasAsked_(request.rate.has_value()) {}

Input::~Input() {
    const Connection::Lock lock(*connection_);
    close();
}

// --- opening ---

Result<std::unique_ptr<InputStream>> Input::open(std::shared_ptr<Connection> connection, const Clock& clock,
                                                 const InputRequest& request) {
    std::unique_ptr<Input> input(new Input(std::move(connection), clock, request));
    const Deadline deadline(answerTimeout);
    Result<void> opened;
    {
        const Connection::Lock lock(*input->connection_);
        opened = input->connectStream(request, deadline);
    }
    if (!opened)
        return opened.error();
    return std::unique_ptr<InputStream>(std::move(input));
}

Result<void> Input::connectStream(const InputRequest& request, Deadline deadline) {
    pa_context* context = connection_->context();
    if (context == nullptr || pa_context_get_state(context) != PA_CONTEXT_READY)
        return Error{ErrorKind::ServerDown, deviceId_, {}, "pulse: not connected"};
    context_ = pa_context_ref(context);

    const auto source = askSource(deadline);
    if (!source)
        return source.error();
    if (request.exclusive)
        return Error{ErrorKind::ModeNotSupported, deviceName_, {}, "pulse: a server's sources are shared"};
    if (auto made = makeStream(request, source.value(), deadline); !made)
        return made;
    const auto facts = askStream(deadline);
    if (!facts)
        return facts.error();
    if (auto checked = checkStream(facts.value()); !checked)
        return checked;
    if (auto unity = makeUnity(facts.value(), deadline); !unity)
        return unity;

    const pa_buffer_attr* buffer = pa_stream_get_buffer_attr(stream_);
    const auto frameBytes = static_cast<std::uint32_t>(pa_frame_size(&spec_));
    granted_.format.rate = static_cast<int>(spec_.rate);
    granted_.format.channels = positionsOf(map_);
    granted_.blockFrames = std::max(buffer->fragsize / frameBytes, 1U);
    granted_.latencySeconds = static_cast<double>(granted_.blockFrames) / spec_.rate +
                              static_cast<double>(facts.value().sourceLatency) / PA_USEC_PER_SEC;
    latency_.store(granted_.latencySeconds, std::memory_order_relaxed);
    delivery_.emplace(granted_.format.rate, granted_.format.channelCount(), buffer->maxlength / frameBytes);
    opened_ = true;
    return {};
}

Result<StreamFacts> Input::askSource(Deadline deadline) {
    StreamFacts facts;
    facts.connection = connection_.get();
    {
        const Operation question(
            pa_context_get_source_info_by_name(context_, deviceId_.c_str(), &noteSource, &facts));
        if (question.wasSent() &&
            !connection_->waitUntil(context_, deadline, [&] { return question.over(); }))
            return errorOf(PA_ERR_TIMEOUT, deviceId_);
    }
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        return lastError();
    // The server also takes indices and words like @DEFAULT_SOURCE@ for a name: the id means the device
    // alone.
    if (!facts.sourceFound || facts.sourceName != deviceId_)
        return Error{ErrorKind::NoSuchDevice, validUtf8(deviceId_), {}, errorOf(PA_ERR_NOENTITY).native};
    flatVolume_ = facts.flatVolume;
    deviceName_ = facts.description.empty() ? deviceId_ : facts.description;
    return facts;
}

Result<void> Input::makeStream(const InputRequest& request, const StreamFacts& source, Deadline deadline) {
    const std::string ownRate = std::to_string(source.spec.rate);
    if (pa_channel_map_valid(&source.map) == 0 || source.map.channels > maxChannels ||
        source.map.channels != source.spec.channels)
        return Error{ErrorKind::FormatNotSupported,
                     deviceName_,
                     {std::to_string(maxChannels)},
                     "pulse: " + std::to_string(source.spec.channels) + " channels"};
    const std::int64_t rate = request.rate ? *request.rate : std::int64_t{source.spec.rate};
    if (rate < minRate || rate > maxRate)
        return Error{
            ErrorKind::FormatNotSupported, deviceName_, {ownRate}, "pulse: " + std::to_string(rate) + " Hz"};
    spec_.format = PA_SAMPLE_FLOAT32NE;
    spec_.rate = static_cast<std::uint32_t>(rate);
    spec_.channels = source.spec.channels;
    map_ = source.map;

    pa_proplist* properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_MEDIA_NAME, deviceName_.c_str());
    pa_proplist_sets(properties, PA_PROP_MEDIA_ROLE, "production");
    stream_ = pa_stream_new_with_proplist(context_, deviceName_.c_str(), &spec_, &map_, properties);
    pa_proplist_free(properties);
    if (stream_ == nullptr)
        return lastError();
    pa_stream_set_state_callback(
        stream_,
        [](pa_stream* stream, void* self) {
            auto* input = static_cast<Input*>(self);
            if (input->opened_ && !PA_STREAM_IS_GOOD(pa_stream_get_state(stream))) {
                Error error = errorOf(pa_context_errno(input->context_), input->deviceName_);
                error.kind = ErrorKind::DeviceGone;
                input->lose(std::move(error));
            }
            input->connection_->signal();
        },
        this);
    pa_stream_set_moved_callback(
        stream_,
        [](pa_stream* stream, void* self) {
            auto* input = static_cast<Input*>(self);
            const char* now = pa_stream_get_device_name(stream);
            if (now == nullptr || input->deviceId_ != now)
                input->lose({ErrorKind::DeviceGone,
                             input->deviceName_,
                             {},
                             "pulse: moved to " + validUtf8(now != nullptr ? now : "nowhere")});
        },
        this);
    pa_stream_set_suspended_callback(
        stream_, [](pa_stream*, void* self) { static_cast<Input*>(self)->noteSuspended(); }, this);
    tick_ = pa_context_rttime_new(
        context_, PA_USEC_INVALID,
        [](pa_mainloop_api*, pa_time_event*, const timeval*, void* self) {
            auto* input = static_cast<Input*>(self);
            {
                const RealtimeScope realtime;
                input->delivery_->passTime(input->clock_.nowNs());
            }
            input->armTick();
        },
        this);
    connection_->add(this);

    const pa_buffer_attr buffer = wantedBuffer(request, spec_);
    if (pa_stream_connect_record(stream_, deviceId_.c_str(), &buffer, streamFlags) < 0)
        return lastError();
    if (!connection_->waitUntil(context_, deadline,
                                [&] { return pa_stream_get_state(stream_) != PA_STREAM_CREATING; }))
        return errorOf(PA_ERR_TIMEOUT, deviceName_);
    if (pa_stream_get_state(stream_) != PA_STREAM_READY)
        return lastError();
    return {};
}

Result<StreamFacts> Input::askStream(Deadline deadline) {
    StreamFacts facts;
    facts.connection = connection_.get();
    {
        const Operation source(pa_context_get_source_info_by_index(
            context_, pa_stream_get_device_index(stream_), &noteSource, &facts));
        const Operation output(
            pa_context_get_source_output_info(context_, pa_stream_get_index(stream_), &noteOutput, &facts));
        if (!connection_->waitUntil(context_, deadline, [&] { return source.over() && output.over(); }))
            return errorOf(PA_ERR_TIMEOUT, deviceName_);
    }
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        return lastError();
    if (!alive() || !facts.sourceFound || !facts.outputFound)
        return Error{ErrorKind::DeviceGone, deviceName_, {}, "pulse: the stream is not there any more"};
    return facts;
}

Result<void> Input::checkStream(const StreamFacts& facts) const {
    const char* device = pa_stream_get_device_name(stream_);
    if (facts.sourceName != deviceId_ || device == nullptr || deviceId_ != device)
        return Error{
            ErrorKind::NoSuchDevice, deviceId_, {}, "pulse: opened " + facts.sourceName + " in its place"};
    const bool asWanted = pa_sample_spec_equal(pa_stream_get_sample_spec(stream_), &spec_) != 0 &&
                          pa_channel_map_equal(pa_stream_get_channel_map(stream_), &map_) != 0;
    const bool asDevice =
        (rateWasAsked_ || facts.spec.rate == spec_.rate) && pa_channel_map_equal(&facts.map, &map_) != 0;
    if (!asWanted || !asDevice)
        return Error{ErrorKind::FormatNotSupported,
                     deviceName_,
                     {std::to_string(facts.spec.rate)},
                     "pulse: the source changed its format while it was opened"};
    return {};
}

Result<void> Input::makeUnity(const StreamFacts& facts, Deadline deadline) {
    if (facts.isUnity())
        return {};
    const pa_cvolume unity = facts.unity();
    {
        Success volume{connection_.get()};
        Success mute{connection_.get()};
        const std::uint32_t index = pa_stream_get_index(stream_);
        const Operation first(
            pa_context_set_source_output_volume(context_, index, &unity, &Success::noteContext, &volume));
        const Operation second(
            pa_context_set_source_output_mute(context_, index, 0, &Success::noteContext, &mute));
        if (!connection_->waitUntil(context_, deadline, [&] { return first.over() && second.over(); }))
            return errorOf(PA_ERR_TIMEOUT, deviceName_);
    }
    // Asked again: what counts is how it is now, not that it was asked for.
    const auto now = askStream(deadline);
    if (!now)
        return now.error();
    if (!now.value().isUnity())
        return Error{
            ErrorKind::BackendFailed, deviceName_, {}, "pulse: the stream's volume cannot be set to unity"};
    return {};
}

// --- running ---

Result<void> Input::start(InputSink& sink) {
    const Deadline deadline(answerTimeout);
    const Connection::Lock lock(*connection_);
    if (started_)
        return Error{ErrorKind::BackendFailed, deviceName_, {}, "pulse: started before"};
    if (!alive())
        return lastError();
    // Time may have passed since it was opened: it is looked at once more before the first sample.
    const auto facts = askStream(deadline);
    if (!facts)
        return facts.error();
    if (auto checked = checkStream(facts.value()); !checked)
        return Error{ErrorKind::DeviceGone, deviceName_, {}, checked.error().native};
    if (auto unity = makeUnity(facts.value(), deadline); !unity)
        return unity;

    started_ = true;
    delivery_->setSink(&sink);
    noteSuspended();
    armTick();
    pa_stream_set_read_callback(
        stream_, [](pa_stream*, std::size_t, void* self) { static_cast<Input*>(self)->readAll(); }, this);
    Success uncorked{connection_.get()};
    bool answered = false;
    {
        const Operation uncork(pa_stream_cork(stream_, 0, &Success::note, &uncorked));
        answered = uncork.wasSent() &&
                   connection_->waitUntil(context_, deadline, [&] { return uncork.over() || lost_; });
    }
    if (answered && uncorked.worked && alive())
        return {};
    Error error = answered ? lastError() : errorOf(PA_ERR_TIMEOUT, deviceName_);
    close();
    return error;
}

void Input::stop() noexcept {
    // Callbacks run with this lock held: once it is ours none is running, and after close() none will.
    const Connection::Lock lock(*connection_);
    close();
}

void Input::close() noexcept {
    connection_->remove(this);
    sourceQuestion_.reset();
    outputQuestion_.reset();
    started_ = true;
    if (tick_ != nullptr) {
        connection_->api()->time_free(tick_);
        tick_ = nullptr;
    }
    if (stream_ != nullptr) {
        pa_stream_set_state_callback(stream_, nullptr, nullptr);
        pa_stream_set_moved_callback(stream_, nullptr, nullptr);
        pa_stream_set_suspended_callback(stream_, nullptr, nullptr);
        pa_stream_set_read_callback(stream_, nullptr, nullptr);
        if (pa_stream_get_state(stream_) == PA_STREAM_CREATING)
            // It cannot be closed before the server has answered. The context holds it until then.
            pa_stream_set_state_callback(
                stream_,
                [](pa_stream* stream, void*) {
                    if (pa_stream_get_state(stream) == PA_STREAM_READY)
                        pa_stream_disconnect(stream);
                },
                nullptr);
        else
            pa_stream_disconnect(stream_); // nothing is waited for; on a dead connection it does nothing
        pa_stream_unref(stream_);
        stream_ = nullptr;
    }
    if (context_ != nullptr) {
        pa_context_unref(context_);
        context_ = nullptr;
    }
}

bool Input::alive() const {
    return !lost_ && stream_ != nullptr && pa_stream_get_state(stream_) == PA_STREAM_READY;
}

Error Input::lastError() const {
    if (context_ == nullptr)
        return {ErrorKind::BackendFailed, deviceName_, {}, "pulse: the stream was stopped"};
    Error error = errorOf(pa_context_errno(context_), deviceName_.empty() ? deviceId_ : deviceName_);
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        error.kind = ErrorKind::ServerDown;
    else if (lost_)
        error.kind = ErrorKind::DeviceGone;
    return error;
}

void Input::readAll() {
    const RealtimeScope realtime;
    const std::int64_t now = clock_.nowNs();
    noteServerClock(now);
    for (;;) {
        const void* data = nullptr;
        std::size_t bytes = 0;
        if (pa_stream_peek(stream_, &data, &bytes) < 0 || bytes == 0)
            return; // nothing there: a drop would be an error then
        delivery_->fragment(data, bytes, now);
        pa_stream_drop(stream_);
        latency_.store(static_cast<double>(delivery_->ageNs()) * 1e-9, std::memory_order_relaxed);
    }
}

void Input::noteServerClock(std::int64_t nowNs) noexcept {
    // Taken as the server told it. libpulse would interpolate it, but its guess is wrong by up to a second
    // after a stream that waited for its first data (an idle sink's monitor), and takes as long to recover.
    const pa_timing_info* timing = pa_stream_get_timing_info(stream_);
    if (timing == nullptr || timing->write_index_corrupt != 0)
        return;
    timeval wall{};
    pa_gettimeofday(&wall);
    const std::int64_t toldNs = nowNs - (nsOf(wall) - nsOf(timing->timestamp));
    // From the converter to the server's queue; a monitor is ahead of its sink.
    const std::int64_t latencyNs =
        (static_cast<std::int64_t>(timing->source_usec) - static_cast<std::int64_t>(timing->sink_usec)) *
        1000;
    const auto frame = timing->write_index / static_cast<std::int64_t>(pa_frame_size(&spec_));
    delivery_->noteFrameTime(frame, toldNs - latencyNs, toldNs);
}

// --- what the server does to it ---

void Input::lose(Error error) {
    if (std::exchange(lost_, true))
        return;
    if (delivery_)
        delivery_->setSink(nullptr);
    armTick();
    // Where the whole server is gone, serverLost() says so for every stream.
    const bool serverIsThere = pa_context_get_state(context_) == PA_CONTEXT_READY;
    if (serverIsThere && connection_->listener() != nullptr)
        connection_->listener()->streamLost(tag_, error);
}

void Input::noteSuspended() {
    if (delivery_ && !lost_)
        delivery_->setSuspended(pa_stream_is_suspended(stream_) > 0, clock_.nowNs());
}

void Input::armTick() {
    if (tick_ != nullptr)
        pa_context_rttime_restart(context_, tick_,
                                  started_ && !lost_ ? pa_rtclock_now() + tickUsec : PA_USEC_INVALID);
}

void Input::serverAnnounced(pa_context* context, pa_subscription_event_type_t what, std::uint32_t index) {
    if (!opened_ || lost_ || context != context_ ||
        (what & PA_SUBSCRIPTION_EVENT_TYPE_MASK) != PA_SUBSCRIPTION_EVENT_CHANGE)
        return;
    const int facility = what & PA_SUBSCRIPTION_EVENT_FACILITY_MASK;
    if (facility == PA_SUBSCRIPTION_EVENT_SOURCE && index == pa_stream_get_device_index(stream_)) {
        sourceAnswer_ = {};
        sourceAnswer_.connection = connection_.get();
        sourceQuestion_.emplace(pa_context_get_source_info_by_index(
            context_, index,
            [](pa_context* c, const pa_source_info* info, int end, void* self) {
                auto* input = static_cast<Input*>(self);
                noteSource(c, info, end, &input->sourceAnswer_);
                if (end == 0)
                    input->checkSource(input->sourceAnswer_);
            },
            this));
    }
    if (facility == PA_SUBSCRIPTION_EVENT_SOURCE_OUTPUT && index == pa_stream_get_index(stream_)) {
        outputAnswer_ = {};
        outputAnswer_.connection = connection_.get();
        outputQuestion_.emplace(pa_context_get_source_output_info(
            context_, index,
            [](pa_context* c, const pa_source_output_info* info, int end, void* self) {
                auto* input = static_cast<Input*>(self);
                noteOutput(c, info, end, &input->outputAnswer_);
                if (end == 0)
                    input->checkOutput(input->outputAnswer_);
            },
            this));
    }
}

void Input::checkSource(const StreamFacts& facts) {
    const bool same = facts.sourceName == deviceId_ && (rateWasAsked_ || facts.spec.rate == spec_.rate) &&
                      pa_channel_map_equal(&facts.map, &map_) != 0;
    if (!same)
        // From now on the server converts: that is not what was granted.
        lose({ErrorKind::DeviceGone, deviceName_, {}, "pulse: the source changed its format"});
}

void Input::checkOutput(const StreamFacts& facts) {
    // Under flat volumes to set a stream's volume may turn the device's own up or down. While it runs that is
    // not ours to do.
    if (flatVolume_)
        return;
    if (facts.isUnity()) {
        corrections_ = 0;
        return;
    }
    if (++corrections_ > mostCorrections)
        return;
    const pa_cvolume unity = facts.unity();
    const std::uint32_t index = pa_stream_get_index(stream_);
    if (pa_operation* sent = pa_context_set_source_output_volume(context_, index, &unity, nullptr, nullptr))
        pa_operation_unref(sent);
    if (pa_operation* sent = pa_context_set_source_output_mute(context_, index, 0, nullptr, nullptr))
        pa_operation_unref(sent);
}

} // namespace headroom::pulse
