// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace headroom {

/// The texts of an MP3 file as an ID3v2.4 tag (id3.org, "ID3 tag version 2.4.0") in UTF-8, to stand before
/// its first frame. Written here since LAME, through libsndfile, labels UTF-8 as Latin-1.
[[nodiscard]] std::vector<std::byte> id3Tag(std::string_view title, std::string_view date,
                                            std::string_view software, std::string_view comment);

} // namespace headroom
