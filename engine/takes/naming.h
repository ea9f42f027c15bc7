// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/output_file.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// "2026-11-22 14-03-05 USB Microphone"
inline constexpr std::string_view defaultNameTemplate = "{date} {time} {device}";

/// What the words of a naming template stand for.
struct NameParts {
    std::string device;      ///< a device's name
    std::int64_t wallNs = 0; ///< of the take's first frame; names show it in local time
    int channels = 0;
    int rate = 0;
    int number = 1;
};

/// The words that a template may have, for showing: "{device}", ..., "%Y", ...
[[nodiscard]] std::vector<std::string> templateWords();

/// The name that a template makes, without folder and ending, safe for every file system (safeFileName). An
/// empty template is defaultNameTemplate.
///
/// Words: {device}; {date} 2026-11-22; {time} 14-03-05; {year} {month} {day} {hour} {minute} {second};
/// {channels}; {rate} in Hz; {number}, three digits. The same parts of time as strftime has them: %Y %y %m %d
/// %j %H %M %S; %%. Errors: BadName, `subject` is the word that is not known, `offers` are those that are.
[[nodiscard]] Result<std::string> expandNameTemplate(std::string_view nameTemplate, const NameParts& parts);

/// A name that Linux, macOS and Windows accept: no control characters, none of <>:"/\|?* (each becomes "-"),
/// no blank or dot at an end, no device name of Windows ("CON" becomes "CON_"), no more than `maxBytes`
/// bytes, cut between characters. "take" where nothing is left.
[[nodiscard]] std::string safeFileName(std::string_view name, std::size_t maxBytes = 200);

/// A path in `folder` that no file has yet, for a take with this ending ("wav"). Where the template has a
/// {number} it is counted up from `parts.number`; else " (2)", " (3)", ... is appended. Errors: those of
/// expandNameTemplate; FileExists after ten thousand attempts.
[[nodiscard]] Result<std::string> freeFileName(const std::string& folder, std::string_view nameTemplate,
                                               NameParts parts, std::string_view ending, FileSystem& files);

/// The name of a take's file with this index, from 1: "a/name.wav", "a/name-002.wav", ... "-" stays what it
/// is.
[[nodiscard]] std::string splitFileName(std::string_view file, int index);

} // namespace headroom
