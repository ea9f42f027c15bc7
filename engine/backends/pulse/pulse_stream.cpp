// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_stream.h"

#include "engine/backends/pulse/pulse_names.h"
#include "engine/core/text.h"

#include <pulse/def.h>
#include <pulse/error.h>
#include <pulse/proplist.h>
#include <pulse/timeval.h>
#include <pulse/volume.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace headroom::pulse {

namespace {

/// Corrections of the volume in a row, none of which helped, before the server is believed to mean it.
constexpr int mostCorrections = 20;
/// A block of more bytes than this is nobody's wish.
constexpr std::uint64_t mostBlockBytes = std::uint64_t{1} << 22U;

// NO_REMAP and NO_REMIX: channels are as the device has them. DONT_MOVE: else the server lets a stream whose
// device is gone land on another one. START_UNMUTED: else it starts as the server remembers. ADJUST_LATENCY:
// the device itself runs at the wanted block, not only the stream's own buffer.
constexpr auto streamFlags = static_cast<pa_stream_flags_t>(
    PA_STREAM_START_CORKED | PA_STREAM_NO_REMAP_CHANNELS | PA_STREAM_NO_REMIX_CHANNELS | PA_STREAM_DONT_MOVE |
    PA_STREAM_START_UNMUTED | PA_STREAM_ADJUST_LATENCY | PA_STREAM_AUTO_TIMING_UPDATE);

std::int64_t nsOf(const timeval& time) noexcept {
    return std::int64_t{time.tv_sec} * nsPerSecond + std::int64_t{time.tv_usec} * 1000;
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

Stream::Stream(Side side, std::shared_ptr<Connection> connection, const Clock& clock, Wish wish)
    : side_(side), connection_(std::move(connection)), clock_(clock), wish_(std::move(wish)) {}

std::uint32_t Stream::frameBytes() const {
    return static_cast<std::uint32_t>(pa_frame_size(&spec_));
}

bool Stream::waitUntil(Deadline deadline, const std::function<bool()>& done) {
    return connection_->waitUntil(context_, deadline, done);
}

// --- opening ---

Result<void> Stream::open() {
    const Deadline deadline(answerTimeout);
    const Connection::Lock lock(*connection_);
    return connectStream(deadline);
}

Result<void> Stream::connectStream(Deadline deadline) {
    pa_context* context = connection_->context();
    if (context == nullptr || pa_context_get_state(context) != PA_CONTEXT_READY)
        return Error{ErrorKind::ServerDown, wish_.deviceId, {}, "pulse: not connected"};
    context_ = pa_context_ref(context);

    const auto device = askDevice(deadline);
    if (!device)
        return device.error();
    if (wish_.exclusive)
        return Error{ErrorKind::ModeNotSupported, deviceName_, {}, "pulse: a server's devices are shared"};
    if (auto made = makeStream(device.value(), deadline); !made)
        return made;
    const auto facts = askStream(deadline);
    if (!facts)
        return facts.error();
    if (auto checked = checkStream(facts.value()); !checked)
        return checked;
    if (auto unity = makeUnity(facts.value(), deadline); !unity)
        return unity;

    granted_.format.rate = static_cast<int>(spec_.rate);
    granted_.format.channels = positionsOf(map_);
    opened(*pa_stream_get_buffer_attr(stream_),
           static_cast<double>(facts.value().deviceLatency) / PA_USEC_PER_SEC);
    latency_.store(granted_.latencySeconds, std::memory_order_relaxed);
    opened_ = true;
    return {};
}

StreamFacts Stream::question() const {
    StreamFacts facts;
    facts.answered = [connection = connection_.get()] { connection->signal(); };
    return facts;
}

Result<StreamFacts> Stream::askDevice(Deadline deadline) {
    StreamFacts facts = question();
    {
        const Operation asked(pulse::askDevice(context_, side_, wish_.deviceId.c_str(), facts));
        if (asked.wasSent() && !waitUntil(deadline, [&] { return asked.over(); }))
            return errorOf(PA_ERR_TIMEOUT, wish_.deviceId);
    }
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        return lastError();
    // The server also takes indices and words like @DEFAULT_SOURCE@ for a name: the id means the device
    // alone.
    if (!facts.deviceFound || facts.deviceName != wish_.deviceId)
        return Error{ErrorKind::NoSuchDevice, validUtf8(wish_.deviceId), {}, errorOf(PA_ERR_NOENTITY).native};
    flatVolume_ = facts.flatVolume;
    deviceName_ = facts.description.empty() ? wish_.deviceId : facts.description;
    return facts;
}

Result<void> Stream::makeStream(const StreamFacts& device, Deadline deadline) {
    const std::string ownRate = std::to_string(device.spec.rate);
    if (pa_channel_map_valid(&device.map) == 0 || device.map.channels > maxChannels ||
        device.map.channels != device.spec.channels)
        return Error{ErrorKind::FormatNotSupported,
                     deviceName_,
                     {std::to_string(maxChannels)},
                     "pulse: " + std::to_string(device.spec.channels) + " channels"};
    const std::int64_t rate = wish_.rate ? *wish_.rate : std::int64_t{device.spec.rate};
    if (rate < minRate || rate > maxRate)
        return Error{
            ErrorKind::FormatNotSupported, deviceName_, {ownRate}, "pulse: " + std::to_string(rate) + " Hz"};
    spec_.format = PA_SAMPLE_FLOAT32NE;
    spec_.rate = static_cast<std::uint32_t>(rate);
    spec_.channels = device.spec.channels;
    map_ = device.map;

    pa_proplist* properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_MEDIA_NAME, deviceName_.c_str());
    pa_proplist_sets(properties, PA_PROP_MEDIA_ROLE, "production");
    stream_ = pa_stream_new_with_proplist(context_, deviceName_.c_str(), &spec_, &map_, properties);
    pa_proplist_free(properties);
    if (stream_ == nullptr)
        return lastError();
    watchStream();
    const std::uint64_t block =
        (wish_.blockFrames ? std::max<std::uint64_t>(*wish_.blockFrames, 1) : spec_.rate / 100) *
        frameBytes();
    const pa_buffer_attr buffer =
        wantedBuffer(static_cast<std::uint32_t>(std::min<std::uint64_t>(block, mostBlockBytes)));
    if (connectTo(wish_.deviceId.c_str(), buffer, streamFlags) < 0)
        return lastError();
    if (!waitUntil(deadline, [&] { return pa_stream_get_state(stream_) != PA_STREAM_CREATING; }))
        return errorOf(PA_ERR_TIMEOUT, deviceName_);
    if (pa_stream_get_state(stream_) != PA_STREAM_READY)
        return lastError();
    return {};
}

void Stream::watchStream() {
    pa_stream_set_state_callback(
        stream_,
        [](pa_stream* stream, void* userdata) {
            auto* self = static_cast<Stream*>(userdata);
            if (self->opened_ && !PA_STREAM_IS_GOOD(pa_stream_get_state(stream))) {
                Error error = errorOf(pa_context_errno(self->context_), self->deviceName_);
                error.kind = ErrorKind::DeviceGone;
                self->lose(std::move(error));
            }
            self->connection_->signal();
        },
        this);
    pa_stream_set_moved_callback(
        stream_,
        [](pa_stream* stream, void* userdata) {
            auto* self = static_cast<Stream*>(userdata);
            const char* now = pa_stream_get_device_name(stream);
            if (now == nullptr || self->wish_.deviceId != now)
                self->lose({ErrorKind::DeviceGone,
                            self->deviceName_,
                            {},
                            "pulse: moved to " + validUtf8(now != nullptr ? now : "nowhere")});
        },
        this);
    pa_stream_set_suspended_callback(
        stream_,
        [](pa_stream* stream, void* userdata) {
            auto* self = static_cast<Stream*>(userdata);
            if (self->opened_ && !self->lost_)
                self->suspended(pa_stream_is_suspended(stream) > 0);
        },
        this);
    connection_->add(this);
}

Result<StreamFacts> Stream::askStream(Deadline deadline) {
    StreamFacts facts = question();
    {
        const Operation device(pulse::askDevice(context_, side_, pa_stream_get_device_index(stream_), facts));
        const Operation stream(pulse::askStream(context_, side_, pa_stream_get_index(stream_), facts));
        if (!waitUntil(deadline, [&] { return device.over() && stream.over(); }))
            return errorOf(PA_ERR_TIMEOUT, deviceName_);
    }
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        return lastError();
    if (!alive() || !facts.deviceFound || !facts.streamFound)
        return Error{ErrorKind::DeviceGone, deviceName_, {}, "pulse: the stream is not there any more"};
    return facts;
}

Result<void> Stream::checkStream(const StreamFacts& facts) const {
    const char* device = pa_stream_get_device_name(stream_);
    if (facts.deviceName != wish_.deviceId || device == nullptr || wish_.deviceId != device)
        return Error{ErrorKind::NoSuchDevice,
                     wish_.deviceId,
                     {},
                     "pulse: opened " + facts.deviceName + " in its place"};
    const bool asWanted = pa_sample_spec_equal(pa_stream_get_sample_spec(stream_), &spec_) != 0 &&
                          pa_channel_map_equal(pa_stream_get_channel_map(stream_), &map_) != 0;
    const bool asDevice =
        (wish_.rate || facts.spec.rate == spec_.rate) && pa_channel_map_equal(&facts.map, &map_) != 0;
    if (!asWanted || !asDevice)
        return Error{ErrorKind::FormatNotSupported,
                     deviceName_,
                     {std::to_string(facts.spec.rate)},
                     "pulse: the device changed its format while it was opened"};
    return {};
}

Result<void> Stream::makeUnity(const StreamFacts& facts, Deadline deadline) {
    if (facts.isUnity())
        return {};
    {
        Success volume{connection_.get()};
        Success mute{connection_.get()};
        const std::uint32_t index = pa_stream_get_index(stream_);
        const Operation first(
            setVolume(context_, side_, index, facts.unity(), &Success::noteContext, &volume));
        const Operation second(unmute(context_, side_, index, &Success::noteContext, &mute));
        if (!waitUntil(deadline, [&] { return first.over() && second.over(); }))
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

Result<void> Stream::prepareStart(Deadline deadline) {
    if (started_)
        return Error{ErrorKind::BackendFailed, deviceName_, {}, "pulse: started before"};
    if (!alive())
        return lastError();
    const auto facts = askStream(deadline);
    if (!facts)
        return facts.error();
    if (auto checked = checkStream(facts.value()); !checked)
        return Error{ErrorKind::DeviceGone, deviceName_, {}, checked.error().native};
    if (auto unity = makeUnity(facts.value(), deadline); !unity)
        return unity;
    started_ = true;
    suspended(pa_stream_is_suspended(stream_) > 0);
    return {};
}

Result<void> Stream::uncork(Deadline deadline) {
    Success uncorked{connection_.get()};
    bool answered = false;
    {
        const Operation operation(pa_stream_cork(stream_, 0, &Success::note, &uncorked));
        answered = operation.wasSent() && waitUntil(deadline, [&] { return operation.over() || lost_; });
    }
    if (answered && uncorked.worked && alive())
        return {};
    Error error = answered ? lastError() : errorOf(PA_ERR_TIMEOUT, deviceName_);
    close();
    return error;
}

void Stream::close() noexcept {
    connection_->remove(this);
    deviceQuestion_.reset();
    streamQuestion_.reset();
    started_ = true;
    if (stream_ != nullptr) {
        closing();
        pa_stream_set_state_callback(stream_, nullptr, nullptr);
        pa_stream_set_moved_callback(stream_, nullptr, nullptr);
        pa_stream_set_suspended_callback(stream_, nullptr, nullptr);
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

bool Stream::alive() const {
    return !lost_ && stream_ != nullptr && pa_stream_get_state(stream_) == PA_STREAM_READY;
}

Error Stream::lastError() const {
    if (context_ == nullptr)
        return {ErrorKind::BackendFailed, deviceName_, {}, "pulse: the stream was stopped"};
    Error error = errorOf(pa_context_errno(context_), deviceName_.empty() ? wish_.deviceId : deviceName_);
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        error.kind = ErrorKind::ServerDown;
    else if (lost_)
        error.kind = ErrorKind::DeviceGone;
    return error;
}

std::optional<Stream::Told> Stream::told(std::int64_t nowNs) const noexcept {
    // Taken as the server told it. libpulse would interpolate it, but its guess is wrong by up to a second
    // after a stream that waited for its first data (an idle sink's monitor), and takes as long to recover.
    const pa_timing_info* timing = pa_stream_get_timing_info(stream_);
    if (timing == nullptr || timing->write_index_corrupt != 0 || timing->read_index_corrupt != 0)
        return std::nullopt;
    timeval wall{};
    pa_gettimeofday(&wall);
    return Told{*timing, nowNs - (nsOf(wall) - nsOf(timing->timestamp))};
}

// --- what the server does to it ---

void Stream::lose(Error error) {
    if (std::exchange(lost_, true))
        return;
    silenced();
    // Where the whole server is gone, serverLost() says so for every stream.
    const bool serverIsThere = pa_context_get_state(context_) == PA_CONTEXT_READY;
    if (serverIsThere && connection_->listener() != nullptr)
        connection_->listener()->streamLost(wish_.tag, error);
}

void Stream::serverAnnounced(pa_context* context, pa_subscription_event_type_t what, std::uint32_t index) {
    if (!opened_ || lost_ || context != context_ ||
        (what & PA_SUBSCRIPTION_EVENT_TYPE_MASK) != PA_SUBSCRIPTION_EVENT_CHANGE)
        return;
    const int facility = what & PA_SUBSCRIPTION_EVENT_FACILITY_MASK;
    if (facility == devicesOf(side_) && index == pa_stream_get_device_index(stream_)) {
        deviceQuestion_.reset();
        deviceAnswer_ = {};
        deviceAnswer_.answered = [this] { checkDevice(); };
        deviceQuestion_.emplace(pulse::askDevice(context_, side_, index, deviceAnswer_));
    }
    if (facility == streamsOf(side_) && index == pa_stream_get_index(stream_)) {
        streamQuestion_.reset();
        streamAnswer_ = {};
        streamAnswer_.answered = [this] { checkVolume(); };
        streamQuestion_.emplace(pulse::askStream(context_, side_, index, streamAnswer_));
    }
}

void Stream::programRenamed(const std::string& name) {
    // A stream has its program's name from when it was made.
    if (!alive())
        return;
    pa_proplist* properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_APPLICATION_NAME, name.c_str());
    if (pa_operation* sent =
            pa_stream_proplist_update(stream_, PA_UPDATE_REPLACE, properties, nullptr, nullptr))
        pa_operation_unref(sent);
    pa_proplist_free(properties);
}

void Stream::checkDevice() {
    const StreamFacts& facts = deviceAnswer_;
    const bool same = facts.deviceName == wish_.deviceId && (wish_.rate || facts.spec.rate == spec_.rate) &&
                      pa_channel_map_equal(&facts.map, &map_) != 0;
    if (facts.deviceFound && !same)
        // From now on the server converts: that is not what was granted.
        lose({ErrorKind::DeviceGone, deviceName_, {}, "pulse: the device changed its format"});
}

void Stream::checkVolume() {
    const StreamFacts& facts = streamAnswer_;
    // Under flat volumes to set a stream's volume may turn the device's own up or down. While it runs that is
    // not ours to do.
    if (!facts.streamFound || flatVolume_)
        return;
    if (facts.isUnity()) {
        corrections_ = 0;
        return;
    }
    if (++corrections_ > mostCorrections)
        return;
    const std::uint32_t index = pa_stream_get_index(stream_);
    if (pa_operation* sent = setVolume(context_, side_, index, facts.unity(), nullptr, nullptr))
        pa_operation_unref(sent);
    if (pa_operation* sent = unmute(context_, side_, index, nullptr, nullptr))
        pa_operation_unref(sent);
}

} // namespace headroom::pulse
