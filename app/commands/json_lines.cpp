// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/json_lines.h"

namespace headroom {

namespace {
constexpr int levelDecimals = 2;
constexpr double intervalSeconds = 0.1;
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

std::string finishedLine(const TakeReport& report) {
    JsonWriter json;
    json.beginObject().member("event", "finished");
    json.member("file",
                report.files.empty() ? std::string_view() : std::string_view(report.files.front().path));
    if (report.files.size() > 1) {
        json.key("files").beginArray();
        for (const TakeFile& file : report.files)
            json.value(std::string_view(file.path));
        json.endArray();
    }
    json.member("frames", report.frames).member("rate", report.rate);
    json.member("channels", static_cast<int>(report.channels.size())).member("complete", report.complete());
    json.key("faults").beginArray();
    for (const Fault& fault : report.faults) {
        json.beginObject().member("cause", name(fault.cause)).member("position", fault.position);
        json.member("frames", fault.frames);
        if (fault.cause == FaultCause::Device)
            json.member("reason", name(fault.reason));
        json.endObject();
    }
    json.endArray();
    if (!report.markers.empty()) {
        json.key("markers").beginArray();
        for (const Marker& marker : report.markers)
            json.beginObject()
                .member("position", marker.position)
                .member("label", std::string_view(marker.label))
                .endObject();
        json.endArray();
    }
    writeLevels(json, "peak_dbfs", report.peakDb);
    writeCounts(json, "clips", report.clips);
    json.member("simulated", report.simulated());
    if (report.error)
        json.member("error", name(report.error->kind));
    json.endObject();
    return json.text();
}

} // namespace headroom
