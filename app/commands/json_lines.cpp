// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/json_lines.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace headroom {

namespace {
constexpr int levelDecimals = 2;
constexpr double intervalSeconds = 0.1;
void writeFaults(JsonWriter& json, std::span<const TakeReport> takes) {
    std::uint64_t before = 0;
    json.key("faults").beginArray();
    for (const TakeReport& take : takes) {
        for (const Fault& fault : take.faults) {
            json.beginObject().member("cause", name(fault.cause)).member("position", before + fault.position);
            json.member("frames", fault.frames);
            if (fault.cause == FaultCause::Device)
                json.member("reason", name(fault.reason));
            json.endObject();
        }
        before += take.frames;
    }
    json.endArray();
}

void writeMarkers(JsonWriter& json, std::span<const TakeReport> takes) {
    const auto none = [](const TakeReport& take) { return take.markers.empty(); };
    if (std::ranges::all_of(takes, none))
        return;
    std::uint64_t before = 0;
    json.key("markers").beginArray();
    for (const TakeReport& take : takes) {
        for (const Marker& marker : take.markers)
            json.beginObject()
                .member("position", before + marker.position)
                .member("label", std::string_view(marker.label))
                .endObject();
        before += take.frames;
    }
    json.endArray();
}

} // namespace

void writeLevels(JsonWriter& json, std::string_view key, std::span<const double> levelsDb) {
    json.key(key).beginArray();
    for (const double level : levelsDb)
        json.value(level, levelDecimals);
    json.endArray();
}

void writeCounts(JsonWriter& json, std::string_view key, std::span<const std::uint64_t> counts) {
    json.key(key).beginArray();
    for (const std::uint64_t count : counts)
        json.value(count);
    json.endArray();
}

void writeDevice(JsonWriter& json, const Device& device) {
    json.beginObject();
    json.member("kind", name(device.kind)).member("id", std::string_view(device.id));
    json.member("name", std::string_view(device.name)).member("channels", device.format.channelCount());
    json.key("map").beginArray();
    for (const ChannelPosition position : device.format.channels)
        json.value(name(position));
    json.endArray();
    json.member("rate", device.format.rate).member("default", device.isDefault);
    json.member("backend", std::string_view(device.backend));
    json.endObject();
}

std::string deviceLine(const Device& device) {
    JsonWriter json;
    writeDevice(json, device);
    return json.text();
}

std::string startedLine(const Device& device, const GrantedStream& granted, int channels) {
    JsonWriter json;
    json.beginObject().member("event", "started").key("device");
    writeDevice(json, device);
    json.member("rate", granted.format.rate)
        .member("channels", channels)
        .member("block", granted.blockFrames);
    json.member("latency_s", granted.latencySeconds).endObject();
    return json.text();
}

std::string levelsLine(const LevelReading& reading) {
    std::vector<double> peaks;
    std::vector<double> rms;
    for (const ChannelLevel& channel : reading.channels) {
        peaks.push_back(channel.intervalPeakDb);
        rms.push_back(channel.intervalRmsDb);
    }
    JsonWriter json;
    json.beginObject().member("event", "levels").key("time");
    json.value(static_cast<double>(reading.intervals) * intervalSeconds, 1);
    writeLevels(json, "peak_dbfs", peaks);
    writeLevels(json, "rms_dbfs", rms);
    json.endObject();
    return json.text();
}

std::string finishedLine(std::span<const TakeReport> takes) {
    const TakeReport& first = takes.front();
    std::vector<std::string_view> files;
    std::uint64_t frames = 0;
    bool complete = true;
    for (const TakeReport& take : takes) {
        for (const TakeFile& file : take.files)
            files.push_back(file.path);
        frames += take.frames;
        complete = complete && take.complete();
    }
    JsonWriter json;
    json.beginObject().member("event", "finished");
    json.member("file", files.empty() ? std::string_view() : files.front());
    if (files.size() > 1) {
        json.key("files").beginArray();
        for (const std::string_view file : files)
            json.value(file);
        json.endArray();
    }
    json.member("frames", frames).member("rate", first.rate);
    json.member("channels", static_cast<int>(first.channels.size())).member("complete", complete);
    writeFaults(json, takes);
    writeMarkers(json, takes);
    // Of a recording that is several takes, each channel's highest and all its clips, by its number.
    std::vector<double> peaks;
    std::vector<std::uint64_t> clips;
    for (const TakeReport& take : takes) {
        peaks.resize(std::max(peaks.size(), take.peakDb.size()), silenceDb);
        clips.resize(std::max(clips.size(), take.clips.size()), 0);
        for (std::size_t k = 0; k < take.peakDb.size(); ++k)
            peaks[k] = std::max(peaks[k], take.peakDb[k]);
        for (std::size_t k = 0; k < take.clips.size(); ++k)
            clips[k] += take.clips[k];
    }
    writeLevels(json, "peak_dbfs", peaks);
    writeCounts(json, "clips", clips);
    json.member("simulated", first.simulated());
    for (const TakeReport& take : takes)
        if (take.error) {
            json.member("error", name(take.error->kind));
            break;
        }
    if (takes.size() > 1) {
        json.key("takes").beginArray();
        for (const TakeReport& take : takes) {
            json.beginObject().key("files").beginArray();
            for (const TakeFile& file : take.files)
                json.value(std::string_view(file.path));
            json.endArray().member("device", std::string_view(take.device.id));
            json.member("frames", take.frames).member("rate", take.rate);
            json.member("channels", static_cast<int>(take.channels.size()));
            json.member("complete", take.complete()).endObject();
        }
        json.endArray();
    }
    json.endObject();
    return json.text();
}

} // namespace headroom
