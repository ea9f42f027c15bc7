// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/naming.h"

#include "engine/core/text.h"
#include "engine/takes/local_time.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace headroom {

namespace {

constexpr int numberDigits = 3;
constexpr int mostAttempts = 10'000;
constexpr std::string_view numberWord = "{number}";

struct Source {
    const NameParts& parts;
    CalendarTime time;
};

struct Word {
    std::string_view word;
    std::string (*text)(const Source&);
};

int dayOfYear(const CalendarTime& time) {
    constexpr std::array before = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const bool leap = (time.year % 4 == 0 && time.year % 100 != 0) || time.year % 400 == 0;
    return before.at(static_cast<std::size_t>(time.month) - 1) + time.day + (leap && time.month > 2 ? 1 : 0);
}

std::string yearText(const Source& s) {
    return padded(s.time.year, 4);
}
std::string monthText(const Source& s) {
    return padded(s.time.month, 2);
}
std::string dayText(const Source& s) {
    return padded(s.time.day, 2);
}
std::string hourText(const Source& s) {
    return padded(s.time.hour, 2);
}
std::string minuteText(const Source& s) {
    return padded(s.time.minute, 2);
}
std::string secondText(const Source& s) {
    return padded(s.time.second, 2);
}

constexpr std::array words = {
    Word{"{device}", [](const Source& s) { return s.parts.device; }},
    Word{"{date}", [](const Source& s) { return isoDate(s.time); }},
    Word{"{time}", [](const Source& s) { return clockTime(s.time, '-'); }},
    Word{"{channels}", [](const Source& s) { return std::to_string(s.parts.channels); }},
    Word{"{rate}", [](const Source& s) { return std::to_string(s.parts.rate); }},
    Word{numberWord, [](const Source& s) { return padded(s.parts.number, numberDigits); }},
    Word{"{year}", yearText},
    Word{"{month}", monthText},
    Word{"{day}", dayText},
    Word{"{hour}", hourText},
    Word{"{minute}", minuteText},
    Word{"{second}", secondText},
    Word{"%Y", yearText},
    Word{"%y", [](const Source& s) { return padded(s.time.year % 100, 2); }},
    Word{"%m", monthText},
    Word{"%d", dayText},
    Word{"%j", [](const Source& s) { return padded(dayOfYear(s.time), 3); }},
    Word{"%H", hourText},
    Word{"%M", minuteText},
    Word{"%S", secondText},
    Word{"%%", [](const Source&) { return std::string("%"); }},
};

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

/// The word at the front of `text`, which begins with '{' or '%', as it is written.
std::string_view writtenWord(std::string_view text) {
    if (text.front() == '{') {
        const std::size_t end = text.find('}');
        return end == std::string_view::npos ? text : text.substr(0, end + 1);
    }
    std::size_t length = std::min<std::size_t>(2, text.size());
    while (length < text.size() && isContinuation(text[length]))
        ++length;
    return text.substr(0, length);
}

bool isWindowsDevice(std::string_view base) {
    const std::string lower = asciiLower(base);
    constexpr std::array<std::string_view, 6> whole = {"con", "prn", "aux", "nul", "conin$", "conout$"};
    if (std::ranges::find(whole, lower) != whole.end())
        return true;
    if (!lower.starts_with("com") && !lower.starts_with("lpt"))
        return false;
    constexpr std::array<std::string_view, 13> digits = {
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};
    return std::ranges::find(digits, std::string_view(lower).substr(3)) != digits.end();
}

std::string_view withoutEnds(std::string_view name) {
    const std::size_t begin = name.find_first_not_of(" .");
    if (begin == std::string_view::npos)
        return {};
    return name.substr(begin, name.find_last_not_of(" .") - begin + 1);
}

std::string_view cut(std::string_view name, std::size_t maxBytes) {
    if (name.size() <= maxBytes)
        return name;
    while (maxBytes > 0 && isContinuation(name[maxBytes]))
        --maxBytes;
    return name.substr(0, maxBytes);
}

} // namespace

std::vector<std::string> templateWords() {
    std::vector<std::string> all;
    for (const Word& word : words)
        all.emplace_back(word.word);
    return all;
}

std::string safeFileName(std::string_view name, std::size_t maxBytes) {
    constexpr std::string_view reserved = "<>:\"/\\|?*";
    std::string safe = validUtf8(name);
    for (char& c : safe) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F)
            c = ' ';
        else if (reserved.find(c) != std::string_view::npos)
            c = '-';
    }
    // One byte is kept for the mark behind a device name of Windows.
    std::string kept(withoutEnds(cut(withoutEnds(safe), maxBytes - 1)));
    const std::size_t dot = std::min(kept.find('.'), kept.size());
    // Windows ignores blanks between such a name and the dot.
    if (isWindowsDevice(trimmed(std::string_view(kept).substr(0, dot))))
        kept.insert(dot, "_");
    return kept.empty() ? "take" : kept;
}

Result<std::string> expandNameTemplate(std::string_view nameTemplate, const NameParts& parts) {
    if (nameTemplate.empty())
        nameTemplate = defaultNameTemplate;
    const Source source{parts, localTime(parts.wallNs)};
    std::string name;
    while (!nameTemplate.empty()) {
        const char first = nameTemplate.front();
        if (first != '{' && first != '%') {
            name += first;
            nameTemplate.remove_prefix(1);
            continue;
        }
        const std::string_view written = writtenWord(nameTemplate);
        const auto known = std::ranges::find(words, written, &Word::word);
        if (known == words.end())
            return Error{ErrorKind::BadName, validUtf8(written), templateWords(), {}};
        name += known->text(source);
        nameTemplate.remove_prefix(written.size());
    }
    return safeFileName(name);
}

Result<std::string> freeFileName(const std::string& folder, std::string_view nameTemplate, NameParts parts,
                                 std::string_view ending, FileSystem& files) {
    const bool counts = nameTemplate.find(numberWord) != std::string_view::npos;
    std::string path;
    for (int attempt = 1; attempt <= mostAttempts; ++attempt) {
        auto name = expandNameTemplate(nameTemplate, parts);
        if (!name)
            return name;
        path = folder;
        if (!path.empty() && path.back() != '/')
            path += '/';
        path += name.value();
        if (!counts && attempt > 1)
            path += " (" + std::to_string(attempt) + ")";
        path.append(".").append(ending);
        if (!files.exists(path))
            return path;
        ++parts.number;
    }
    return Error{ErrorKind::FileExists, validUtf8(path), {}, {}};
}

std::string splitFileName(std::string_view file, int index) {
    std::string name(file);
    if (index <= 1 || file == "-")
        return name;
    const std::size_t slash = file.find_last_of('/');
    const std::size_t base = slash == std::string_view::npos ? 0 : slash + 1;
    const std::size_t dot = file.rfind('.');
    const bool hasEnding = dot != std::string_view::npos && dot > base;
    return name.insert(hasEnding ? dot : name.size(), "-" + padded(index, numberDigits));
}

} // namespace headroom
