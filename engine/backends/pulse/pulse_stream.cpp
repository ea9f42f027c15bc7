// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_stream.h"

#include "engine/backends/pulse/pulse_names.h"
#include "engine/core/text.h"

#include <pulse/def.h>
#include <pulse/error.h>
#include <pulse/proplist.h>
#include <pulse/timeval.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace headroom::pulse {

namespace {

/// A block of more bytes than this is nobody's wish.
constexpr std::uint64_t mostBlockBytes = std::uint64_t{1} << 22U;

// NO_REMAP and NO_REMIX: channels are as the device has them. DONT_MOVE: else the server lets a stream whose
// device is gone land on another one. START_UNMUTED: else it starts as the server remembers. ADJUST_LATENCY:
// the device itself runs at the wanted block, not only the stream's own buffer.
constexpr auto streamFlags = static_cast<pa_stream_flags_t>(
    PA_STREAM_START_CORKED | PA_STREAM_NO_REMAP_CHANNELS | PA_STREAM_NO_REMIX_CHANNELS | PA_STREAM_DONT_MOVE |
    PA_STREAM_START_UNMUTED | PA_STREAM_ADJUST_LATENCY | PA_STREAM_AUTO_TIMING_UPDATE);

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

    auto place = findPlace(deadline);
    if (!place)
        return place.error();
    place_ = std::move(place).value();
    if (wish_.exclusive)
        return Error{ErrorKind::ModeNotSupported, deviceName(), {}, "pulse: a server's devices are shared"};
    if (auto made = makeStream(deadline); !made)
        return made;
    const auto facts = askStream(deadline);
    if (!facts)
        return facts.error();
    if (auto checked = checkStream(facts.value()); !checked)
        return checked;
    if (auto unity = makeUnity(facts.value(), deadline); !unity)
        return unity;

    granted_.format.rate = static_cast<int>(spec_.rate);
    granted_.format.channels = positionsOf(place_.map);
    opened(*pa_stream_get_buffer_attr(stream_),
           static_cast<double>(facts.value().deviceLatency) / PA_USEC_PER_SEC);
    latency_.store(granted_.latencySeconds, std::memory_order_relaxed);
    opened_ = true;
    return {};
}

Result<Stream::Place> Stream::findPlace(Deadline deadline) {
    auto facts = askDevice(wish_.deviceId, deadline);
    if (!facts)
        return facts.error();
    const std::string& description = facts.value().description;
    return Place{facts.value(), description.empty() ? wish_.deviceId : description, facts.value().map};
}

Result<StreamFacts> Stream::askDevice(const std::string& name, Deadline deadline) {
    StreamFacts facts;
    facts.answered = [this] { connection_->signal(); };
    {
        const Operation asked(pulse::askDevice(context_, side_, name.c_str(), facts));
        if (asked.wasSent() && !waitUntil(deadline, [&] { return asked.over(); }))
            return errorOf(PA_ERR_TIMEOUT, wish_.deviceId);
    }
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        return lastError();
    // The server also takes indices and words like @DEFAULT_SOURCE@ for a name: the name means the device
    // alone.
    if (!facts.deviceFound || facts.deviceName != name)
        return Error{ErrorKind::NoSuchDevice, validUtf8(wish_.deviceId), {}, errorOf(PA_ERR_NOENTITY).native};
    return facts;
}

Result<void> Stream::makeStream(Deadline deadline) {
    const StreamFacts& device = place_.device;
    const std::string ownRate = std::to_string(device.spec.rate);
    if (pa_channel_map_valid(&place_.map) == 0 || place_.map.channels > maxChannels ||
        device.map.channels != device.spec.channels)
        return Error{ErrorKind::FormatNotSupported,
                     deviceName(),
                     {std::to_string(maxChannels)},
                     "pulse: " + std::to_string(device.spec.channels) + " channels"};
    const std::int64_t rate = wish_.rate ? *wish_.rate : std::int64_t{device.spec.rate};
    if (rate < minRate || rate > maxRate)
        return Error{
            ErrorKind::FormatNotSupported, deviceName(), {ownRate}, "pulse: " + std::to_string(rate) + " Hz"};
    spec_.format = PA_SAMPLE_FLOAT32NE;
    spec_.rate = static_cast<std::uint32_t>(rate);
    spec_.channels = place_.map.channels;

    pa_proplist* properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_MEDIA_NAME, deviceName().c_str());
    pa_proplist_sets(properties, PA_PROP_MEDIA_ROLE, "production");
    // By this it is known again among all that play, whichever connection asks.
    pa_proplist_sets(properties, processProperty, std::to_string(::getpid()).c_str());
    stream_ = pa_stream_new_with_proplist(context_, deviceName().c_str(), &spec_, &place_.map, properties);
    pa_proplist_free(properties);
    if (stream_ == nullptr)
        return lastError();
    watchStream();
    const std::uint64_t block =
        (wish_.blockFrames ? std::max<std::uint64_t>(*wish_.blockFrames, 1) : spec_.rate / 100) *
        frameBytes();
    const pa_buffer_attr buffer =
        wantedBuffer(static_cast<std::uint32_t>(std::min<std::uint64_t>(block, mostBlockBytes)));
    if (connectTo(device.deviceName.c_str(), buffer, streamFlags) < 0)
        return lastError();
    if (!waitUntil(deadline, [&] { return pa_stream_get_state(stream_) != PA_STREAM_CREATING; }))
        return errorOf(PA_ERR_TIMEOUT, deviceName());
    if (pa_stream_get_state(stream_) != PA_STREAM_READY)
        return lastError();
    return {};
}

Result<StreamFacts> Stream::askStream(Deadline deadline) {
    StreamFacts facts;
    facts.answered = [this] { connection_->signal(); };
    {
        const Operation device(pulse::askDevice(context_, side_, pa_stream_get_device_index(stream_), facts));
        const Operation stream(pulse::askStream(context_, side_, pa_stream_get_index(stream_), facts));
        if (!waitUntil(deadline, [&] { return device.over() && stream.over(); }))
            return errorOf(PA_ERR_TIMEOUT, deviceName());
    }
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        return lastError();
    if (!alive() || !facts.deviceFound || !facts.streamFound)
        return Error{ErrorKind::DeviceGone, deviceName(), {}, "pulse: the stream is not there any more"};
    return facts;
}

Result<void> Stream::checkStream(const StreamFacts& facts) const {
    const char* device = pa_stream_get_device_name(stream_);
    const std::string& wanted = place_.device.deviceName;
    if (!moved_ && (facts.deviceName != wanted || device == nullptr || wanted != device))
        return Error{ErrorKind::NoSuchDevice,
                     wish_.deviceId,
                     {},
                     "pulse: opened " + facts.deviceName + " in its place"};
    const bool asWanted = pa_sample_spec_equal(pa_stream_get_sample_spec(stream_), &spec_) != 0 &&
                          pa_channel_map_equal(pa_stream_get_channel_map(stream_), &place_.map) != 0;
    const bool asDevice = moved_ || isAsGranted(facts);
    if (!asWanted || !asDevice)
        return Error{ErrorKind::FormatNotSupported,
                     deviceName(),
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
            return errorOf(PA_ERR_TIMEOUT, deviceName());
    }
    // Asked again: what counts is how it is now, not that it was asked for.
    const auto now = askStream(deadline);
    if (!now)
        return now.error();
    if (!now.value().isUnity())
        return Error{
            ErrorKind::BackendFailed, deviceName(), {}, "pulse: the stream's volume cannot be set to unity"};
    return {};
}

// --- running ---

Result<void> Stream::prepareStart(Deadline deadline) {
    if (started_)
        return Error{ErrorKind::BackendFailed, deviceName(), {}, "pulse: started before"};
    if (!alive())
        return lastError();
    const auto facts = askStream(deadline);
    if (!facts)
        return facts.error();
    if (auto checked = checkStream(facts.value()); !checked)
        return Error{ErrorKind::DeviceGone, deviceName(), {}, checked.error().native};
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
    Error error = answered ? lastError() : errorOf(PA_ERR_TIMEOUT, deviceName());
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
        return {ErrorKind::BackendFailed, deviceName(), {}, "pulse: the stream was stopped"};
    Error error = errorOf(pa_context_errno(context_), deviceName().empty() ? wish_.deviceId : deviceName());
    if (pa_context_get_state(context_) != PA_CONTEXT_READY)
        error.kind = ErrorKind::ServerDown;
    else if (lost_)
        error.kind = ErrorKind::DeviceGone;
    return error;
}

} // namespace headroom::pulse
