// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/take.h"

#include "engine/core/text.h"

#include <algorithm>
#include <array>

namespace headroom {

namespace {

struct Ending {
    std::string_view ending;
    FileFormat format;
};
constexpr std::array endings = {
    Ending{"wav", FileFormat::Wav},   Ending{"rf64", FileFormat::Rf64}, Ending{"w64", FileFormat::W64},
    Ending{"caf", FileFormat::Caf},   Ending{"aiff", FileFormat::Aiff}, Ending{"aif", FileFormat::Aiff},
    Ending{"flac", FileFormat::Flac}, Ending{"ogg", FileFormat::Ogg},   Ending{"opus", FileFormat::Opus},
    Ending{"mp3", FileFormat::Mp3},
};

} // namespace

std::string_view name(FileFormat format) {
    const auto it = std::ranges::find(endings, format, &Ending::format);
    return it == endings.end() ? std::string_view("raw") : it->ending;
}

Result<FileFormat> formatFromFileName(std::string_view fileName) {
    const std::size_t slash = fileName.find_last_of("/\\");
    const std::string_view base = slash == std::string_view::npos ? fileName : fileName.substr(slash + 1);
    const std::size_t dot = base.rfind('.');
    const std::string ending = dot == std::string_view::npos ? "" : asciiLower(base.substr(dot + 1));
    const auto it = std::ranges::find(endings, ending, &Ending::ending);
    if (it != endings.end())
        return it->format;
    Error error{ErrorKind::UnknownFileEnding, validUtf8(fileName), {}, {}};
    for (const Ending& known : endings)
        error.offers.emplace_back(known.ending);
    return error;
}

std::string_view name(SampleFormat format) {
    switch (format) {
    case SampleFormat::Pcm16: return "16";
    case SampleFormat::Pcm24: return "24";
    case SampleFormat::Pcm32: return "32";
    case SampleFormat::Float: return "float";
    }
    return "float";
}

std::optional<SampleFormat> sampleFormatFromName(std::string_view wanted) {
    for (const SampleFormat format :
         {SampleFormat::Pcm16, SampleFormat::Pcm24, SampleFormat::Pcm32, SampleFormat::Float})
        if (name(format) == wanted)
            return format;
    return std::nullopt;
}

int bytesPerSample(SampleFormat format) {
    switch (format) {
    case SampleFormat::Pcm16: return 2;
    case SampleFormat::Pcm24: return 3;
    case SampleFormat::Pcm32:
    case SampleFormat::Float: return 4;
    }
    return 4;
}

} // namespace headroom
