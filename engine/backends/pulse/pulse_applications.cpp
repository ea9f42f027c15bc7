// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_applications.h"

#include "engine/backends/pulse/pulse_names.h"
#include "engine/core/text.h"

#include <pulse/error.h>
#include <pulse/proplist.h>
#include <pulse/volume.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <unistd.h>

namespace headroom::pulse {

namespace {

constexpr std::string_view idBegin = "application:";

std::string property(const pa_proplist* properties, const char* key) {
    const char* value = properties != nullptr ? pa_proplist_gets(properties, key) : nullptr;
    return validUtf8(value != nullptr ? value : "");
}

/// What programs say that have nothing to say.
bool tellsNothing(const std::string& plays) {
    static constexpr std::array<std::string_view, 6> words{"playback",    "playback stream", "audio stream",
                                                           "audiostream", "alsa playback",   "stream"};
    return plays.empty() || std::ranges::find(words, asciiLower(plays)) != words.end();
}

std::span<const pa_channel_position_t> positions(const pa_channel_map& map) {
    return {map.map, std::min<std::size_t>(map.channels, PA_CHANNELS_MAX)};
}

/// The stream's index in an id of ours: what stands between the last two colons.
std::optional<std::uint32_t> indexIn(std::string_view id) {
    const std::size_t last = id.rfind(':');
    if (!isApplicationId(id) || last < idBegin.size())
        return std::nullopt;
    const std::string_view front = id.substr(0, last);
    const std::string_view digits = front.substr(front.rfind(':') + 1);
    std::uint32_t index = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size() ? std::optional(index)
                                                                               : std::nullopt;
}

/// Where the answers to findApplication() land.
struct Search {
    Connection* connection = nullptr;
    std::optional<std::uint32_t> cookie;
    std::optional<Application> application;
    bool sinkFound = false;
    std::string monitor;
    pa_channel_map sinkMap{};

    static void onServer(pa_context*, const pa_server_info* info, void* userdata) {
        auto* self = static_cast<Search*>(userdata);
        if (info != nullptr)
            self->cookie = info->cookie;
        self->connection->signal();
    }
    static void onSinkInput(pa_context* context, const pa_sink_input_info* info, int end, void* userdata) {
        auto* self = static_cast<Search*>(userdata);
        if (end == 0 && info != nullptr)
            self->application.emplace(context, *info);
        if (end != 0)
            self->connection->signal();
    }
    static void onSink(pa_context*, const pa_sink_info* info, int end, void* userdata) {
        auto* self = static_cast<Search*>(userdata);
        if (end == 0 && info != nullptr) {
            self->sinkFound = true;
            self->monitor = validUtf8(info->monitor_source_name != nullptr ? info->monitor_source_name : "");
            self->sinkMap = info->channel_map;
        }
        if (end != 0)
            self->connection->signal();
    }
};

} // namespace

bool isApplicationId(std::string_view id) {
    return id.starts_with(idBegin);
}

Application::Application(pa_context* context, const pa_sink_input_info& info)
    : index(info.index),
      sink(info.sink),
      program(property(info.proplist, PA_PROP_APPLICATION_NAME)),
      plays(property(info.proplist, PA_PROP_MEDIA_NAME)),
      map(info.channel_map),
      muted(info.mute != 0) {
    if (program.empty())
        program = property(info.proplist, PA_PROP_APPLICATION_PROCESS_BINARY);
    if (program == plays || tellsNothing(plays))
        plays.clear();
    if (info.has_volume != 0 && pa_cvolume_valid(&info.volume) != 0)
        volumeDb = pa_sw_volume_to_dB(pa_cvolume_max(&info.volume));
    // What has no client is the server's own: a loopback module's, a filter's. PipeWire gives these a client
    // and says of which module they are.
    const bool isServers =
        info.client == PA_INVALID_INDEX || !property(info.proplist, "pulse.module.id").empty();
    // Outputs of ours are on another connection than the one that asks.
    const bool isOurs = info.client == pa_context_get_index(context) ||
                        property(info.proplist, processProperty) == std::to_string(::getpid());
    isProgram = !isServers && !isOurs;
}

std::string Application::id(std::uint32_t cookie) const {
    std::array<char, 8> hex{};
    const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), cookie, 16).ptr;
    return std::string(idBegin) + program + ":" + std::to_string(index) + ":" + std::string(hex.data(), end);
}

std::string Application::name() const {
    return plays.empty() ? program : program.empty() ? plays : program + ": " + plays;
}

pa_channel_map Application::heardOn(const pa_channel_map& sinkMap) const {
    if (pa_channel_map_valid(&map) == 0)
        return sinkMap;
    const auto own = positions(map);
    const auto there = positions(sinkMap);
    for (const pa_channel_position_t position : own)
        // Twice the same could not be told apart.
        if (std::ranges::count(own, position) != 1 || std::ranges::count(there, position) != 1)
            return sinkMap;
    return map;
}

Device Application::device(std::uint32_t cookie, const Device& speaker, const pa_channel_map& sinkMap) const {
    Device device;
    device.kind = DeviceKind::Loopback;
    device.id = id(cookie);
    device.name = name();
    device.format.rate = speaker.format.rate;
    device.format.channels = positionsOf(heardOn(sinkMap));
    device.backend = "pulse";
    device.integers = IntegerMeaning::Position;
    device.speakerId = speaker.id;
    device.isApplication = true;
    device.muted = muted;
    device.volumeDb = volumeDb;
    return device;
}

Result<PlayingApplication> findApplication(Connection& connection, pa_context* context, const std::string& id,
                                           Deadline deadline) {
    const Error none{ErrorKind::NoSuchDevice, validUtf8(id), {}, errorOf(PA_ERR_NOENTITY).native};
    const auto index = indexIn(id);
    if (!index)
        return none;
    Search search;
    search.connection = &connection;
    const auto wait = [&](const Operation& asked) {
        return connection.waitUntil(context, deadline, [&] { return asked.over(); });
    };
    {
        const Operation server(pa_context_get_server_info(context, &Search::onServer, &search));
        const Operation stream(
            pa_context_get_sink_input_info(context, *index, &Search::onSinkInput, &search));
        if (!wait(server) || !wait(stream))
            return errorOf(PA_ERR_TIMEOUT, id);
    }
    if (search.application && search.cookie && search.application->isProgram) {
        const Operation sink(
            pa_context_get_sink_info_by_index(context, search.application->sink, &Search::onSink, &search));
        if (!wait(sink))
            return errorOf(PA_ERR_TIMEOUT, id);
    }
    if (pa_context_get_state(context) != PA_CONTEXT_READY)
        return Error{ErrorKind::ServerDown, id, {}, errorOf(pa_context_errno(context)).native};
    if (!search.sinkFound || search.application->id(*search.cookie) != id)
        return none;
    return PlayingApplication{*index, search.application->name(), search.monitor,
                              search.application->heardOn(search.sinkMap)};
}

} // namespace headroom::pulse
