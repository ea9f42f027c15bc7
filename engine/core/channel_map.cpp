// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/channel_map.h"

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
        entry.number = *number;
        return entry;
    }
    const auto position = positionFromName(word);
    if (!position)
        return std::nullopt;
    entry.kind = *position == ChannelPosition::Mono ? MapEntry::Kind::Mono : MapEntry::Kind::Position;
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

RecordMap identityMap(std::span<const ChannelPosition> device) {
    RecordMap map;
    for (std::size_t channel = 0; channel < device.size(); ++channel) {
        map.sources.push_back({ChannelSource::Kind::DeviceChannel, static_cast<int>(channel)});
        map.positions.push_back(device[channel]);
    }
    return map;
}

Result<RecordMap> resolveForRecording(const MapSpec& spec, std::span<const ChannelPosition> device,
                                      IntegerMeaning integers) {
    const bool numbered = std::ranges::all_of(
        device, [](ChannelPosition p) { return p == ChannelPosition::Unpositioned || isAux(p); });

    RecordMap map;
    for (const MapEntry& entry : spec) {
        std::optional<int> channel;
        switch (entry.kind) {
        case MapEntry::Kind::Silence:
            map.sources.push_back({ChannelSource::Kind::Silence, 0});
            map.positions.push_back(ChannelPosition::Unpositioned);
            continue;
        case MapEntry::Kind::Mono:
            map.sources.push_back({ChannelSource::Kind::MeanOfAll, 0});
            map.positions.push_back(ChannelPosition::Mono);
            continue;
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
        if (!channel || *channel >= static_cast<int>(device.size()))
            return noSuchChannel(entry, device);
        map.sources.push_back({ChannelSource::Kind::DeviceChannel, *channel});
        map.positions.push_back(device[static_cast<std::size_t>(*channel)]);
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
                to[f * outChannels] = from[f * inChannels];
        } else {
            for (std::size_t f = 0; f < frames; ++f) {
                double sum = 0.0;
                for (std::size_t c = 0; c < inChannels; ++c)
                    sum += static_cast<double>(in[f * inChannels + c]);
                to[f * outChannels] = static_cast<float>(sum / static_cast<double>(deviceChannels));
            }
        }
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
