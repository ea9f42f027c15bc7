// SPDX-License-Identifier: GPL-3.0-or-later
// What the file formats can hold. Every limit was found by writing and reading back with libsndfile 1.2, and
// the tests do it again.
#include "engine/takes/audio_file_writer.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

namespace headroom {

namespace {

constexpr std::array opusRates = {8000, 12000, 16000, 24000, 48000};
constexpr std::array mp3Rates = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};
/// libvorbis has no tuning beyond this.
constexpr int maxVorbisRate = 200000;
/// A FLAC frame writes rates above this in tens of hertz (RFC 9639, 9.1.2).
constexpr int maxPlainFlacRate = 65535;

std::span<const int> ratesOf(FileFormat format) {
    switch (format) {
    case FileFormat::Opus: return opusRates;
    case FileFormat::Mp3: return mp3Rates;
    default: return {};
    }
}

std::string range(int from, int to, std::string_view unit) {
    return std::to_string(from) + "-" + std::to_string(to) + " " + std::string(unit);
}

Error refusal(FileFormat format, std::vector<std::string> offers, std::string native) {
    return {ErrorKind::FormatNotSupported, std::string(name(format)), std::move(offers), std::move(native)};
}

/// Ranges of channel counts that a format holds at a rate, ascending.
std::vector<std::pair<int, int>> channelsOf(FileFormat format, int rate) {
    switch (format) {
    case FileFormat::Flac: return {{1, 8}};
    case FileFormat::Mp3: return {{1, 2}};
    case FileFormat::Ogg:
        // libvorbis takes the last of six channels for an LFE at these rates and leaves nothing of what it
        // holds.
        if (rate >= 40000 && rate <= 70000)
            return {{1, 5}, {7, maxChannels}};
        break;
    case FileFormat::Opus:
        // So does libopus with the last of six, seven and eight.
        return {{1, 5}, {9, maxChannels}};
    default: break;
    }
    return {{1, maxChannels}};
}

Result<void> checkChannels(FileFormat format, int rate, int channels) {
    std::vector<std::string> offers;
    for (const auto& [fewest, most] : channelsOf(format, rate)) {
        if (channels >= fewest && channels <= most)
            return {};
        offers.push_back(range(fewest, most, "channels"));
    }
    return refusal(format, std::move(offers), std::to_string(channels) + " channels");
}

Result<void> checkRate(FileFormat format, int rate) {
    const std::string native = std::to_string(rate) + " Hz";
    if (const auto rates = ratesOf(format); !rates.empty()) {
        if (std::ranges::find(rates, rate) != rates.end())
            return {};
        std::vector<std::string> offers;
        for (const int fitting : rates)
            offers.push_back(std::to_string(fitting) + " Hz");
        return refusal(format, std::move(offers), native);
    }
    const int highest = format == FileFormat::Ogg ? maxVorbisRate : maxRate;
    if (rate < minRate || rate > highest)
        return refusal(format, {range(minRate, highest, "Hz")}, native);
    if (format == FileFormat::Flac && rate > maxPlainFlacRate && rate % 10 != 0)
        return refusal(
            format, {range(minRate, maxPlainFlacRate, "Hz"), std::to_string(rate / 10 * 10) + " Hz"}, native);
    return {};
}

} // namespace

std::vector<SampleFormat> sampleFormatsOf(FileFormat format) {
    using enum SampleFormat;
    switch (format) {
    case FileFormat::Wav:
    case FileFormat::Rf64:
    case FileFormat::W64:
    case FileFormat::Caf:
    case FileFormat::Aiff: return {Pcm16, Pcm24, Pcm32, Float};
    case FileFormat::Flac: return {Pcm16, Pcm24};
    case FileFormat::Ogg:
    case FileFormat::Opus:
    case FileFormat::Mp3:
    case FileFormat::Raw: break;
    }
    return {Float};
}

SampleFormat defaultSampleFormat(FileFormat format) {
    return sampleFormatsOf(format).back();
}

Result<void> checkFormat(FileFormat format, SampleFormat samples, int rate, int channels) {
    const std::vector<SampleFormat> holds = sampleFormatsOf(format);
    if (std::ranges::find(holds, samples) == holds.end()) {
        std::vector<std::string> offers;
        for (const SampleFormat fitting : holds)
            offers.emplace_back(name(fitting));
        return refusal(format, std::move(offers), "sample format " + std::string(name(samples)));
    }
    if (auto fits = checkRate(format, rate); !fits)
        return fits;
    return checkChannels(format, rate, channels);
}

double bytesPerSecond(FileFormat format, SampleFormat samples, int rate, int channels) {
    const double pcm = static_cast<double>(bytesPerSample(samples)) * rate * channels;
    switch (format) {
    case FileFormat::Flac: return pcm * 1.02; // noise: samples as they are, and the frames' headers
    case FileFormat::Ogg: return (5.0 / 8.0 * rate + 2000.0) * channels; // noise: 4.5 bits a sample
    case FileFormat::Opus: return 18000.0 * channels;
    case FileFormat::Mp3: return rate >= 32000 ? 34000.0 : 21000.0; // constant, whatever the channels
    default: return pcm;
    }
}

std::optional<std::uint64_t> maxFileBytes(FileFormat format) {
    if (format == FileFormat::Aiff)
        return (1ULL << 31U) - (1ULL << 20U);
    return std::nullopt;
}

} // namespace headroom
