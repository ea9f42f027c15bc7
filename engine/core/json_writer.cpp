// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

namespace headroom {

void JsonWriter::separate() {
    if (!first_ && !afterKey_)
        text_ += ',';
    first_ = false;
    afterKey_ = false;
}

JsonWriter& JsonWriter::beginObject() {
    separate();
    text_ += '{';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::endObject() {
    text_ += '}';
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::beginArray() {
    separate();
    text_ += '[';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::endArray() {
    text_ += ']';
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view key) {
    value(key);
    text_ += ':';
    afterKey_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    text_ += '"';
    for (const char c : text) {
        switch (c) {
        case '"': text_ += "\\\""; break;
        case '\\': text_ += "\\\\"; break;
        case '\n': text_ += "\\n"; break;
        case '\r': text_ += "\\r"; break;
        case '\t': text_ += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                constexpr std::string_view digits = "0123456789abcdef";
                text_ += "\\u00";
                text_ += digits[static_cast<unsigned char>(c) >> 4U];
                text_ += digits[static_cast<unsigned char>(c) & 0xFU];
            } else {
                text_ += c;
            }
        }
    }
    text_ += '"';
    return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
    separate();
    text_ += truth ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    separate();
    text_ += std::to_string(number);
    return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
    separate();
    text_ += std::to_string(number);
    return *this;
}

JsonWriter& JsonWriter::value(double number, int decimals) {
    separate();
    if (!std::isfinite(number)) {
        text_ += "null";
        return *this;
    }
    const double scale = std::pow(10.0, decimals);
    // Numbers too large to be scaled have no decimals to drop.
    const double rounded = std::abs(number) < 1e9 ? std::round(number * scale) / scale : number;
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), rounded == 0.0 ? 0.0 : rounded);
    text_.append(digits.data(), end.ptr);
    return *this;
}

} // namespace headroom
