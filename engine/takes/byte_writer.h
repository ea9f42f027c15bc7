// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace headroom {

/// Appends to a byte vector; numbers in little-endian order on every host.
class ByteWriter {
public:
    void u16(std::uint32_t value) { number(value, 2); }
    void u32(std::uint64_t value) { number(value, 4); }
    void u64(std::uint64_t value) { number(value, 8); }
    void text(std::string_view text) { bytes(std::as_bytes(std::span(text))); }
    void bytes(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }
    /// Exactly `width` bytes: cut, or filled with zeros.
    void fixedText(std::string_view content, std::size_t width) {
        text(content.substr(0, width));
        zeros(width - std::min(width, content.size()));
    }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] std::vector<std::byte>& content() { return bytes_; }
    [[nodiscard]] std::span<const std::byte> view() const { return bytes_; }

private:
    void number(std::uint64_t value, int width) {
        for (int i = 0; i < width; ++i)
            bytes_.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFFU));
    }

    std::vector<std::byte> bytes_;
};

/// Reads `width` bytes, at most 8, as a little-endian number.
[[nodiscard]] inline std::uint64_t littleEndian(const std::byte* from, int width) {
    std::uint64_t value = 0;
    for (int i = 0; i < width; ++i)
        value |= std::to_integer<std::uint64_t>(from[i]) << (8 * i);
    return value;
}

} // namespace headroom
