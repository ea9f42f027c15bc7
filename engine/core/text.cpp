// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.h"

#include <cstddef>
#include <cstdint>

namespace headroom {

namespace {

/// The length of the valid sequence at the front of `text`, 0 where there is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80)
        return 1;
    std::size_t length = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0)
            low = 0xA0;
        if (lead == 0xED)
            high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0)
            low = 0x90;
        if (lead == 0xF4)
            high = 0x8F;
    } else {
        return 0;
    }
    if (text.size() < length || byte(1) < low || byte(1) > high)
        return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (byte(i) < 0x80 || byte(i) > 0xBF)
            return 0;
    return length;
}

char32_t lowerCase(char32_t c) {
    const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (within(U'A', U'Z') || (within(0xC0, 0xDE) && c != 0xD7) || (within(0x391, 0x3A9) && c != 0x3A2) ||
        within(0x410, 0x42F))
        return c + 0x20;
    if (within(0x400, 0x40F))
        return c + 0x50;
    // Latin Extended-A: capitals are even, from U+0139 to U+0147 and from U+0179 on odd.
    if ((within(0x100, 0x137) && c != 0x130) || within(0x14A, 0x177))
        return c | 1U;
    if (within(0x139, 0x148) || within(0x179, 0x17E))
        return c + (c & 1U);
    return c == 0x178 ? char32_t{0xFF} : c;
}

} // namespace

std::string validUtf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0) {
            valid += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        } else {
            valid += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    return valid;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string asciiLower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string lowerCase(std::string_view utf8) {
    std::string lower;
    lower.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::size_t length = characterLength(utf8);
        const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(utf8[i]); };
        // Every capital that has a small letter here, and that letter, has one byte or two.
        if (length == 1 && byte(0) < 0x80) {
            lower += static_cast<char>(lowerCase(char32_t{byte(0)}));
        } else if (length == 2) {
            const char32_t c = lowerCase((char32_t{byte(0)} & 0x1FU) << 6U | (char32_t{byte(1)} & 0x3FU));
            lower += static_cast<char>(0xC0U | c >> 6U);
            lower += static_cast<char>(0x80U | (c & 0x3FU));
        } else {
            lower += utf8.substr(0, length);
        }
        utf8.remove_prefix(length);
    }
    return lower;
}

std::size_t characterLength(std::string_view utf8) {
    const std::size_t length = sequenceLength(utf8);
    return length == 0 ? 1 : length;
}

} // namespace headroom
