// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/channel_map.h"

#include "engine/core/level.h"
#include "engine/core/stream_format.h"
#include "engine/core/text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace headroom {

namespace {

std::optional<int> wholeInteger(std::string_view text) {
    int value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<MapEntry> parseEntry(std::string_view word) {
    MapEntry entry;
    entry.word = std::string(word);
    if (word == "silence")
        return entry;
    if (word.starts_with('#')) {
        const auto number = wholeInteger(word.substr(1));
        if (!number || *number < 0)
            return std::nullopt;
        entry.kind = MapEntry::Kind::DeviceChannel;
        entry.number = *number;
        return entry;
    }
    if (const auto number = wholeInteger(word)) {
        if (*number < -1)
            return std::nullopt;
        entry.kind = *number == -1 ? MapEntry::Kind::Mono : MapEntry::Kind::Index;
        entry.number = std::max(*number, 0);
        return entry;
    }
    const auto position = positionFromName(word);
    if (!position)
        return std::nullopt;
    entry.kind = *position == ChannelPosition::Mono ? MapEntry::Kind::Mono : MapEntry::Kind::Position;
    if (entry.kind == MapEntry::Kind::Position)
        entry.position = *position;
    return entry;
}

Error noSuchChannel(const MapEntry& entry, std::span<const ChannelPosition> device) {
    Error error{ErrorKind::NoSuchChannel, entry.word, {}, {}};
    for (std::size_t channel = 0; channel < device.size(); ++channel) {
        std::string offer = "#" + std::to_string(channel);
        if (device[channel] != ChannelPosition::Unpositioned)
            offer += " " + std::string(name(device[channel]));
        error.offers.push_back(std::move(offer));
    }
    return error;
}

/// An entry made fit for a device, for recording and playing alike.
struct Fit {
    enum class Kind { One, All, None };
    Kind kind = Kind::None;
    int channel = 0;
    float gain = 1.0F;
};

Result<Fit> fit(const MapEntry& entry, std::span<const ChannelPosition> device, IntegerMeaning integers) {
    if (!(entry.gainDb >= minMapGainDb && entry.gainDb <= maxMapGainDb))
        return Error{ErrorKind::InvalidArgument, formatMapEntry(entry), {"-60 to 40 dB"}, {}};
    Fit fitted;
    fitted.gain = static_cast<float>(fromDb(entry.gainDb)) * (entry.inverted ? -1.0F : 1.0F);
    const bool numbered = std::ranges::all_of(
        device, [](ChannelPosition p) { return p == ChannelPosition::Unpositioned || isAux(p); });
    std::optional<int> channel;
    switch (entry.kind) {
    case MapEntry::Kind::Silence: return fitted;
    case MapEntry::Kind::Mono: fitted.kind = Fit::Kind::All; return fitted;
    case MapEntry::Kind::DeviceChannel: channel = entry.number; break;
    case MapEntry::Kind::Index:
        if (integers == IntegerMeaning::DeviceChannel || numbered) {
            channel = entry.number;
            break;
        }
        [[fallthrough]];
    case MapEntry::Kind::Position: {
        const auto wanted = entry.kind == MapEntry::Kind::Index ? positionFromIndex(entry.number)
                                                                : std::optional(entry.position);
        const auto it = wanted ? std::ranges::find(device, *wanted) : device.end();
        if (it != device.end())
            channel = static_cast<int>(it - device.begin());
        break;
    }
    }
    if (!channel || *channel < 0 || *channel >= static_cast<int>(device.size()))
        return noSuchChannel(entry, device);
    fitted.kind = Fit::Kind::One;
    fitted.channel = *channel;
    return fitted;
}

} // namespace

Result<MapSpec> parseChannelMap(std::string_view text) {
    MapSpec spec;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t comma = std::min(text.find(',', begin), text.size());
        const std::string_view word = trimmed(text.substr(begin, comma - begin));
        auto entry = parseEntry(word);
        if (!entry || spec.size() == maxChannels)
            return Error{ErrorKind::BadChannelMap, validUtf8(word), {}, {}};
        spec.push_back(std::move(*entry));
        begin = comma + 1;
    }
    return spec;
}

std::string formatMapEntry(const MapEntry& entry) {
    switch (entry.kind) {
    case MapEntry::Kind::Position: return std::string(name(entry.position));
    case MapEntry::Kind::Index: return std::to_string(entry.number);
    case MapEntry::Kind::DeviceChannel: return "#" + std::to_string(entry.number);
    case MapEntry::Kind::Mono: return "mono";
    case MapEntry::Kind::Silence: break;
    }
    return "silence";
}

std::string formatChannelMap(const MapSpec& spec) {
    std::string text;
    for (const MapEntry& entry : spec) {
        if (!text.empty())
            text += ',';
        text += formatMapEntry(entry);
    }
    return text;
}

MapSpec mapOfDevice(std::span<const ChannelPosition> device) {
    MapSpec spec;
    for (std::size_t channel = 0; channel < device.size(); ++channel) {
        const ChannelPosition position = device[channel];
        MapEntry entry;
        // "mono" as a word means the mean of all channels, so that a channel at that position has a number
        // only.
        const bool named = position != ChannelPosition::Unpositioned && position != ChannelPosition::Mono &&
                           std::ranges::count(device, position) == 1;
        entry.kind = named ? MapEntry::Kind::Position : MapEntry::Kind::DeviceChannel;
        entry.number = named ? 0 : static_cast<int>(channel);
        if (named)
            entry.position = position;
        entry.word = formatMapEntry(entry);
        spec.push_back(std::move(entry));
    }
    return spec;
}

RecordMap identityMap(std::span<const ChannelPosition> device) {
    RecordMap map;
    for (std::size_t channel = 0; channel < device.size(); ++channel) {
        map.sources.push_back({ChannelSource::Kind::DeviceChannel, static_cast<int>(channel)});
        map.positions.push_back(device[channel]);
    }
    map.labels.resize(device.size());
    return map;
}

Result<RecordMap> resolveForRecording(const MapSpec& spec, std::span<const ChannelPosition> device,
                                      IntegerMeaning integers) {
    RecordMap map;
    for (const MapEntry& entry : spec) {
        const auto fitted = fit(entry, device, integers);
        if (!fitted)
            return fitted.error();
        const auto [kind, channel, gain] = fitted.value();
        ChannelSource source{ChannelSource::Kind::Silence, channel, gain};
        ChannelPosition position = ChannelPosition::Unpositioned;
        if (kind == Fit::Kind::One) {
            source.kind = ChannelSource::Kind::DeviceChannel;
            position = device[static_cast<std::size_t>(channel)];
        } else if (kind == Fit::Kind::All) {
            source.kind = ChannelSource::Kind::MeanOfAll;
            position = ChannelPosition::Mono;
        }
        if (entry.muted)
            source = {};
        map.sources.push_back(source);
        map.positions.push_back(position);
        map.labels.push_back(entry.label);
    }
    return map;
}

void applyRecordMap(const RecordMap& map, const float* in, int deviceChannels, std::size_t frames,
                    float* out) {
    const auto inChannels = static_cast<std::size_t>(deviceChannels);
    const std::size_t outChannels = map.sources.size();
    for (std::size_t k = 0; k < outChannels; ++k) {
        const ChannelSource source = map.sources[k];
        float* to = out + k;
        if (source.kind == ChannelSource::Kind::Silence) {
            for (std::size_t f = 0; f < frames; ++f)
                to[f * outChannels] = 0.0F;
        } else if (source.kind == ChannelSource::Kind::DeviceChannel) {
            const float* from = in + source.channel;
            for (std::size_t f = 0; f < frames; ++f)
                to[f * outChannels] = from[f * inChannels] * source.gain;
        } else {
            for (std::size_t f = 0; f < frames; ++f) {
                double sum = 0.0;
                for (std::size_t c = 0; c < inChannels; ++c)
                    sum += static_cast<double>(in[f * inChannels + c]);
                to[f * outChannels] = static_cast<float>(sum / static_cast<double>(deviceChannels) *
                                                         static_cast<double>(source.gain));
            }
        }
    }
}

Result<PlayMap> resolveForPlayback(const MapSpec& spec, std::span<const ChannelPosition> device,
                                   IntegerMeaning integers) {
    PlayMap map;
    for (const MapEntry& entry : spec) {
        const auto fitted = fit(entry, device, integers);
        if (!fitted)
            return fitted.error();
        const auto [kind, channel, gain] = fitted.value();
        const int from = map.channels++;
        if (entry.muted)
            continue;
        if (kind == Fit::Kind::One)
            map.routes.push_back({from, channel, gain});
        else if (kind == Fit::Kind::All)
            for (int to = 0; to < static_cast<int>(device.size()); ++to)
                map.routes.push_back({from, to, gain});
    }
    return map;
}

Result<PlayMap> playMapFor(int channels, std::span<const ChannelPosition> device) {
    const auto deviceChannels = static_cast<int>(device.size());
    PlayMap map;
    map.channels = channels;
    if (channels == deviceChannels) {
        for (int channel = 0; channel < channels; ++channel)
            map.routes.push_back({channel, channel});
        return map;
    }
    if (channels != 1)
        return Error{
            ErrorKind::ChannelCountMismatch, std::to_string(channels), {std::to_string(deviceChannels)}, {}};
    const auto left = std::ranges::find(device, ChannelPosition::FrontLeft);
    const auto right = std::ranges::find(device, ChannelPosition::FrontRight);
    if (left != device.end() && right != device.end()) {
        map.routes.push_back({0, static_cast<int>(left - device.begin())});
        map.routes.push_back({0, static_cast<int>(right - device.begin())});
    } else {
        for (int to = 0; to < deviceChannels; ++to)
            map.routes.push_back({0, to});
    }
    return map;
}

void applyPlayMap(const PlayMap& map, const float* in, std::size_t frames, float* out, int deviceChannels) {
    const auto outChannels = static_cast<std::size_t>(deviceChannels);
    const auto inChannels = static_cast<std::size_t>(map.channels);
    std::fill_n(out, frames * outChannels, 0.0F);
    for (const PlayRoute& route : map.routes) {
        const float* from = in + route.from;
        float* to = out + route.to;
        for (std::size_t f = 0; f < frames; ++f)
            to[f * outChannels] += from[f * inChannels] * route.gain;
    }
}

bool isIdentity(const RecordMap& map, int deviceChannels) {
    if (map.channels() != deviceChannels)
        return false;
    for (int k = 0; k < deviceChannels; ++k)
        if (map.sources[static_cast<std::size_t>(k)] != ChannelSource{ChannelSource::Kind::DeviceChannel, k})
            return false;
    return true;
}

std::string joinNames(std::span<const ChannelPosition> positions) {
    std::string text;
    for (const ChannelPosition position : positions) {
        if (!text.empty())
            text += ',';
        text += name(position);
    }
    return text;
}

} // namespace headroom
