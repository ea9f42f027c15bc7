// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/report_sidecar.h"

#include "engine/core/json_writer.h"
#include "engine/core/level.h"
#include "engine/core/text.h"
#include "engine/takes/local_time.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

namespace headroom {

namespace {

constexpr std::string_view formatName = "headroom-report-1";

void appendDevice(JsonWriter& json, const Device& device) {
    json.key("device").beginObject();
    json.member("kind", name(device.kind));
    json.member("id", validUtf8(device.id)).member("name", validUtf8(device.name));
    json.member("backend", validUtf8(device.backend)).endObject();
}

void appendLists(JsonWriter& json, const TakeReport& report) {
    json.key("faults").beginArray();
    for (const Fault& fault : report.faults) {
        json.beginObject().member("cause", name(fault.cause));
        if (fault.cause == FaultCause::Device)
            json.member("reason", name(fault.reason));
        json.member("position", fault.position).member("frames", fault.frames);
        json.member("time", isoUtc(fault.wallTimeNs)).endObject();
    }
    json.endArray().key("pauses").beginArray();
    for (const Pause& pause : report.pauses)
        json.beginObject().member("position", pause.position).member("frames", pause.frames).endObject();
    json.endArray().key("markers").beginArray();
    for (const Marker& marker : report.markers) {
        json.beginObject().member("position", marker.position);
        json.member("label", validUtf8(marker.label)).endObject();
    }
    json.endArray();
    json.key("clips").beginArray();
    for (const std::uint64_t clips : report.clips)
        json.value(clips);
    json.endArray();
    if (report.error) {
        json.key("error").beginObject().member("kind", name(report.error->kind));
        json.member("subject", validUtf8(report.error->subject));
        json.member("native", validUtf8(report.error->native)).endObject();
    }
}

/// The text after the first `"key":`. The keys that are looked for stand before every text that comes from
/// outside.
std::optional<std::string_view> after(std::string_view json, std::string_view key) {
    const std::string wanted = "\"" + std::string(key) + "\":";
    const std::size_t at = json.find(wanted);
    if (at == std::string_view::npos)
        return std::nullopt;
    return json.substr(at + wanted.size());
}

Result<void> writeWhole(const AudioFileSpec& spec, const std::string& text, FileSystem& files) {
    const std::string path = spec.path + std::string(sidecarEnding);
    auto file = files.create(path, true);
    if (!file)
        return file.error();
    auto written = file.value()->write(std::as_bytes(std::span(text)));
    if (written)
        written = file.value()->sync();
    file.value().reset();
    if (!written) // half a report is worse than none
        static_cast<void>(files.remove(path));
    return written;
}

} // namespace

std::string reportJson(const AudioFileSpec& spec, const TakeReport* report, std::uint64_t frames) {
    JsonWriter json;
    json.beginObject().member("format", formatName).member("simulated", spec.device.isSimulated());
    if (report != nullptr) {
        const FileVerdict verdict = verdictFor(*report, spec.firstFrame, frames);
        json.member("complete", verdict.complete).member("missing_frames", verdict.missingFrames);
        json.key("peak_dbfs").beginArray();
        for (const double peak : report->peakDb)
            json.value(peak, 2);
        json.endArray();
    }
    json.key("channels").beginArray();
    for (const ChannelPosition position : spec.channels)
        json.value(name(position));
    json.endArray();
    json.member("frames", frames).member("first_frame", spec.firstFrame).member("rate", spec.rate);
    json.member("start", isoUtc(spec.startWallNs));
    if (hasLabels(spec)) {
        json.key("labels").beginArray();
        for (std::size_t k = 0; k < spec.channels.size(); ++k)
            json.value(validUtf8(labelOf(spec, k)));
        json.endArray();
    }
    appendDevice(json, spec.device);
    if (report != nullptr) {
        json.key("take").beginObject().member("complete", report->complete());
        json.member("frames", report->frames).member("block", report->granted.blockFrames);
        json.member("latency_s", report->granted.latencySeconds);
        json.member("exclusive", report->granted.exclusive).endObject();
        appendLists(json, *report);
    }
    json.endObject();
    return json.text() + "\n";
}

ReportFacts readReportJson(std::string_view json) {
    ReportFacts facts;
    if (!json.starts_with("{\"format\":\"" + std::string(formatName) + "\""))
        return facts;
    facts.ours = true;
    if (const auto text = after(json, "simulated"))
        facts.simulated = text->starts_with("true");
    if (const auto text = after(json, "complete"))
        facts.complete = text->starts_with("true");
    if (const auto text = after(json, "missing_frames"))
        std::from_chars(text->data(), text->data() + text->size(), facts.missingFrames);
    if (auto text = after(json, "peak_dbfs")) {
        std::string_view levels = text->substr(0, text->find(']'));
        if (levels.size() > 1) {
            levels.remove_prefix(1);
            facts.peakDb = silenceDb; // what is null is silent
            while (!levels.empty()) {
                double level = silenceDb;
                std::from_chars(levels.data(), levels.data() + levels.size(), level);
                facts.peakDb = std::max(*facts.peakDb, level);
                const std::size_t comma = levels.find(',');
                levels.remove_prefix(comma == std::string_view::npos ? levels.size() : comma + 1);
            }
        }
    }
    if (auto text = after(json, "channels")) {
        std::string_view names = text->substr(0, text->find(']'));
        for (std::size_t quote = names.find('"'); quote != std::string_view::npos; quote = names.find('"')) {
            names.remove_prefix(quote + 1);
            const std::size_t end = std::min(names.find('"'), names.size());
            facts.channels.push_back(
                positionFromName(names.substr(0, end)).value_or(ChannelPosition::Unpositioned));
            names.remove_prefix(std::min(end + 1, names.size()));
        }
    }
    return facts;
}

Result<void> beginSidecar(const AudioFileSpec& spec, FileSystem& files) {
    if (!files.exists(spec.path + std::string(sidecarEnding)))
        return {};
    return writeWhole(spec, reportJson(spec, nullptr, 0), files);
}

Result<void> finishSidecar(const AudioFileSpec& spec, const TakeReport& report, std::uint64_t frames,
                           FileSystem& files) {
    const bool nothingToSay = report.faults.empty() && report.pauses.empty() && report.markers.empty() &&
                              !report.error && !hasLabels(spec) &&
                              !files.exists(spec.path + std::string(sidecarEnding));
    if (nothingToSay)
        return {};
    return writeWhole(spec, reportJson(spec, &report, frames), files);
}

} // namespace headroom
