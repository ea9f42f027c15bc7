// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace headroom {

/// Foreign text made valid UTF-8: each byte that begins no valid sequence becomes U+FFFD. Every string that a
/// driver, a server or a file gives goes through this once, at the border.
[[nodiscard]] std::string validUtf8(std::string_view text);

/// Without the blanks and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// A to Z made small; every other byte stays.
[[nodiscard]] std::string asciiLower(std::string_view text);

/// Small letters for the capitals of Latin, Greek and Cyrillic names (Unicode's simple lower case up to
/// U+044F); everything else stays. For comparing, in every locale alike.
[[nodiscard]] std::string lowerCase(std::string_view utf8);

/// The length in bytes of the character at the front of a text that is not empty; of a stray byte 1.
[[nodiscard]] std::size_t characterLength(std::string_view utf8);

} // namespace headroom
