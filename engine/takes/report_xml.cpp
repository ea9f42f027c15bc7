// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/report_xml.h"

#include "engine/core/level.h"
#include "engine/core/text.h"
#include "engine/takes/local_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace headroom {

namespace {

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : validUtf8(text)) {
        switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        default:
            // XML 1.0 has no way at all to write the other control characters.
            safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return safe;
}

std::string unescaped(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    std::string plain;
    while (!text.empty()) {
        const auto entity =
            std::ranges::find_if(entities, [&](const auto& e) { return text.starts_with(e.first); });
        if (entity == entities.end()) {
            plain += text.front();
            text.remove_prefix(1);
        } else {
            plain += entity->second;
            text.remove_prefix(entity->first.size());
        }
    }
    return plain;
}

std::string decibels(double level) {
    if (!std::isfinite(level))
        return level < 0.0 ? "-inf" : "inf";
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), level, std::chars_format::fixed, 2);
    return {digits.data(), end.ptr};
}

/// Builds a document line by line; the indentation is for a person who opens it.
class Xml {
public:
    Xml& line(int depth, std::string_view content) {
        text_.append(static_cast<std::size_t>(depth), ' ').append(content).append("\n");
        return *this;
    }
    Xml& element(int depth, std::string_view tag, std::string_view content) {
        const std::string name(tag);
        return line(depth, "<" + name + ">" + escaped(content) + "</" + name + ">");
    }
    Xml& number(int depth, std::string_view tag, std::uint64_t content) {
        return element(depth, tag, std::to_string(content));
    }

    using Attributes = std::vector<std::pair<std::string_view, std::string>>;
    Xml& empty(int depth, std::string_view tag, const Attributes& attributes) {
        std::string tagText = "<" + std::string(tag);
        for (const auto& [name, value] : attributes)
            tagText.append(" ").append(name).append("=\"").append(escaped(value)).append("\"");
        return line(depth, tagText + "/>");
    }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

std::string yesNo(bool truth) {
    return truth ? "true" : "false";
}

void appendReport(Xml& xml, const AudioFileSpec& spec, const TakeReport& report, std::uint64_t frames,
                  std::size_t listed) {
    const FileVerdict verdict = verdictFor(report, spec.firstFrame, frames);
    std::uint64_t missing = 0;
    for (const Fault& fault : report.faults)
        missing += fault.frames;
    double peak = silenceDb;
    for (const double level : report.peakDb)
        peak = std::max(peak, level);

    xml.empty(2, "RESULT",
              {{"COMPLETE", yesNo(verdict.complete)},
               {"FRAMES", std::to_string(frames)},
               {"MISSING_FRAMES", std::to_string(verdict.missingFrames)}});
    Xml::Attributes take = {{"COMPLETE", yesNo(report.complete())},
                            {"FRAMES", std::to_string(report.frames)},
                            {"FAULTS", std::to_string(report.faults.size())},
                            {"MISSING_FRAMES", std::to_string(missing)},
                            {"PAUSES", std::to_string(report.pauses.size())},
                            {"MARKERS", std::to_string(report.markers.size())},
                            {"START", isoUtc(report.startWallNs)}};
    if (!report.peakDb.empty())
        take.emplace_back("PEAK_DBFS", decibels(peak));
    xml.empty(2, "TAKE", take);
    if (report.error)
        xml.empty(2, "ERROR",
                  {{"KIND", std::string(name(report.error->kind))},
                   {"SUBJECT", report.error->subject},
                   {"NATIVE", report.error->native}});
    const StreamFormat& granted = report.granted.format;
    xml.empty(2, "GRANTED",
              {{"RATE", std::to_string(granted.rate)},
               {"CHANNELS", std::to_string(granted.channels.size())},
               {"BLOCK", std::to_string(report.granted.blockFrames)},
               {"LATENCY_US", std::to_string(std::llround(report.granted.latencySeconds * 1e6))},
               {"EXCLUSIVE", yesNo(report.granted.exclusive)}});
    for (std::size_t i = 0; i < std::min(report.peakDb.size(), listed); ++i) {
        Xml::Attributes level = {{"INDEX", std::to_string(i + 1)}, {"PEAK_DBFS", decibels(report.peakDb[i])}};
        if (i < report.clips.size())
            level.emplace_back("CLIPS", std::to_string(report.clips[i]));
        xml.empty(2, "LEVEL", level);
    }
    for (std::size_t i = 0; i < std::min(report.faults.size(), listed); ++i) {
        const Fault& fault = report.faults[i];
        Xml::Attributes attributes = {{"CAUSE", std::string(name(fault.cause))}};
        if (fault.cause == FaultCause::Device)
            attributes.emplace_back("REASON", std::string(name(fault.reason)));
        attributes.emplace_back("POSITION", std::to_string(fault.position));
        attributes.emplace_back("FRAMES", std::to_string(fault.frames));
        attributes.emplace_back("TIME", isoUtc(fault.wallTimeNs));
        xml.empty(2, "FAULT", attributes);
    }
    for (std::size_t i = 0; i < std::min(report.pauses.size(), listed); ++i)
        xml.empty(2, "PAUSE",
                  {{"POSITION", std::to_string(report.pauses[i].position)},
                   {"FRAMES", std::to_string(report.pauses[i].frames)}});
    for (std::size_t i = 0; i < std::min(report.markers.size(), listed); ++i)
        xml.empty(
            2, "MARKER",
            {{"POSITION", std::to_string(report.markers[i].position)}, {"LABEL", report.markers[i].label}});
}

/// The text between the end of `<tag` and the next '>', for every such tag.
std::vector<std::string_view> tags(std::string_view xml, std::string_view tag) {
    std::vector<std::string_view> found;
    const std::string opening = "<" + std::string(tag);
    for (std::size_t at = xml.find(opening); at != std::string_view::npos; at = xml.find(opening, at + 1)) {
        const std::size_t begin = at + opening.size();
        const std::size_t end = xml.find('>', begin);
        if (end == std::string_view::npos)
            break;
        const std::string_view content = xml.substr(begin, end - begin);
        // "<TRACK" also begins "<TRACK_LIST".
        if (content.empty() || content.front() == ' ' || content.front() == '/' || content.front() == '\n')
            found.push_back(content);
    }
    return found;
}

std::optional<std::string> attribute(std::string_view tag, std::string_view name) {
    const std::string wanted = " " + std::string(name) + "=";
    const std::size_t at = tag.find(wanted);
    if (at == std::string_view::npos || at + wanted.size() >= tag.size())
        return std::nullopt;
    const char quote = tag[at + wanted.size()];
    const std::size_t begin = at + wanted.size() + 1;
    const std::size_t end = tag.find(quote, begin);
    if ((quote != '"' && quote != '\'') || end == std::string_view::npos)
        return std::nullopt;
    return unescaped(tag.substr(begin, end - begin));
}

template <typename T>
std::optional<T> asNumber(std::string_view text) {
    T value{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string_view between(std::string_view text, std::string_view opening, std::string_view closing) {
    const std::size_t begin = text.find(opening);
    if (begin == std::string_view::npos)
        return {};
    const std::size_t end = text.find(closing, begin + opening.size());
    if (end == std::string_view::npos)
        return {};
    return text.substr(begin + opening.size(), end - begin - opening.size());
}

/// The names of the tracks by their channel.
std::vector<std::string> trackNames(std::string_view xml) {
    std::vector<std::string> names;
    std::string_view tracks = between(xml, "<TRACK_LIST>", "</TRACK_LIST>");
    constexpr std::string_view closing = "</TRACK>";
    for (std::string_view track = between(tracks, "<TRACK>", closing); !track.empty();
         track = between(tracks, "<TRACK>", closing)) {
        const auto index = asNumber<int>(between(track, "<INTERLEAVE_INDEX>", "</INTERLEAVE_INDEX>"));
        if (index && *index >= 1 && *index <= maxChannels) {
            const auto channel = static_cast<std::size_t>(*index) - 1;
            if (names.size() <= channel)
                names.resize(channel + 1);
            names[channel] = unescaped(between(track, "<NAME>", "</NAME>"));
        }
        tracks.remove_prefix(tracks.find(closing) + closing.size());
    }
    return names;
}

std::vector<ChannelPosition> positionsOf(const std::vector<std::string>& names) {
    std::vector<ChannelPosition> positions;
    for (const std::string& word : names)
        positions.push_back(positionFromName(word).value_or(ChannelPosition::Unpositioned));
    return positions;
}

std::vector<std::string> splitAtCommas(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        words.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return words;
}

} // namespace

std::uint64_t framesSinceMidnight(std::int64_t startWallNs, int rate) {
    const CalendarTime time = localTime(startWallNs);
    const auto whole = static_cast<std::uint64_t>(time.hour * 3600 + time.minute * 60 + time.second);
    const auto frames = static_cast<std::uint64_t>(rate);
    return whole * frames +
           (static_cast<std::uint64_t>(time.nanosecond) * frames + 500'000'000) / 1'000'000'000;
}

std::string reportXml(const AudioFileSpec& spec, const TakeReport* report, std::uint64_t frames,
                      std::size_t listed) {
    const auto rate = static_cast<std::uint64_t>(spec.rate);
    const std::uint64_t stamp = framesSinceMidnight(spec.startWallNs, spec.rate);
    Xml xml;
    xml.line(0, R"(<?xml version="1.0" encoding="UTF-8"?>)").line(0, "<BWFXML>");
    xml.element(1, "IXML_VERSION", "2.10");
    if (spec.device.isSimulated())
        xml.element(1, "NOTE", "simulated device");
    xml.line(1, "<SPEED>");
    xml.number(2, "FILE_SAMPLE_RATE", rate).number(2, "DIGITIZER_SAMPLE_RATE", rate);
    xml.number(2, "AUDIO_BIT_DEPTH", static_cast<std::uint64_t>(bytesPerSample(spec.sampleFormat)) * 8);
    xml.number(2, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", stamp >> 32U);
    xml.number(2, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO", stamp & 0xFFFFFFFFU);
    xml.number(2, "TIMESTAMP_SAMPLE_RATE", rate);
    xml.line(1, "</SPEED>").line(1, "<TRACK_LIST>").number(2, "TRACK_COUNT", spec.channels.size());
    for (std::size_t i = 0; i < spec.channels.size(); ++i) {
        const std::string index = std::to_string(i + 1);
        xml.line(2, "<TRACK><CHANNEL_INDEX>" + index + "</CHANNEL_INDEX><INTERLEAVE_INDEX>" + index +
                        "</INTERLEAVE_INDEX><NAME>" +
                        escaped(labelOf(spec, i).empty() ? name(spec.channels[i]) : labelOf(spec, i)) +
                        "</NAME></TRACK>");
    }
    xml.line(1, "</TRACK_LIST>");
    xml.line(1, "<HEADROOM VERSION=\"1\" STATE=\"" +
                    std::string(report != nullptr ? "finished" : "recording") + "\" SIMULATED=\"" +
                    yesNo(spec.device.isSimulated()) + "\">");
    xml.empty(2, "DEVICE",
              {{"BACKEND", spec.device.backend},
               {"KIND", std::string(name(spec.device.kind))},
               {"ID", spec.device.id},
               {"NAME", spec.device.name}});
    xml.empty(2, "CHANNELS", {{"POSITIONS", joinNames(spec.channels)}});
    xml.empty(2, "FILE",
              {{"FIRST_FRAME", std::to_string(spec.firstFrame)}, {"START", isoUtc(spec.startWallNs)}});
    if (report != nullptr)
        appendReport(xml, spec, *report, frames, listed);
    xml.line(1, "</HEADROOM>").line(0, "</BWFXML>");
    return xml.text();
}

ReportFacts readReportXml(std::string_view xml) {
    ReportFacts facts;
    const std::vector<std::string> tracks = trackNames(xml);
    facts.channels = positionsOf(tracks);
    const std::size_t ownAt = xml.find("<HEADROOM ");
    if (ownAt == std::string_view::npos)
        return facts;
    facts.ours = true;
    const std::string_view mine = xml.substr(ownAt);
    for (const std::string_view tag : tags(mine, "HEADROOM"))
        facts.simulated = attribute(tag, "SIMULATED") == "true";
    // Files from before labels have the positions as the tracks' names alone.
    if (const auto own = tags(mine, "CHANNELS"); !own.empty() && attribute(own.front(), "POSITIONS")) {
        const std::vector<std::string> words = splitAtCommas(*attribute(own.front(), "POSITIONS"));
        if (words.size() == tracks.size())
            facts.channels = positionsOf(words);
    }
    for (const std::string_view tag : tags(mine, "RESULT")) {
        if (const auto complete = attribute(tag, "COMPLETE"))
            facts.complete = *complete == "true";
        facts.missingFrames =
            asNumber<std::uint64_t>(attribute(tag, "MISSING_FRAMES").value_or("")).value_or(0);
    }
    for (const std::string_view tag : tags(mine, "TAKE"))
        facts.peakDb = asNumber<double>(attribute(tag, "PEAK_DBFS").value_or(""));
    return facts;
}

} // namespace headroom
