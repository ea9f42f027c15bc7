// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace headroom
