// SPDX-License-Identifier: GPL-3.0-or-later
// What is the same on every system; the calls of the system are in posix_file.cpp.
#include "engine/takes/output_file.h"

#include "engine/core/text.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace headroom {

Result<void> ensureFolder(const std::string& path) {
    const std::u8string utf8(path.begin(), path.end());
    std::error_code code;
    std::filesystem::create_directories(std::filesystem::path(utf8), code);
    if (!code && std::filesystem::is_directory(std::filesystem::path(utf8), code))
        return {};
    return Error{ErrorKind::FolderNotWritable,
                 validUtf8(path),
                 {},
                 code ? std::to_string(code.value()) + " " + validUtf8(code.message()) : "not a folder"};
}

double secondsLeft(std::uint64_t freeBytes, double bytesPerSecond) {
    constexpr double most = 1000.0 * 365.25 * 86400.0;
    if (!(bytesPerSecond > 0.0))
        return most;
    return std::min(static_cast<double>(freeBytes) / bytesPerSecond, most);
}

} // namespace headroom
