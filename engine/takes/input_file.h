// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace headroom {

/// A file being read. One thread at a time; functions may block.
class InputFile {
public:
    virtual ~InputFile() = default; ///< closes

    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Reads at an offset; fewer bytes than asked for only at the end of the file. Errors: FileNotReadable.
    virtual Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> bytes) = 0;
    /// When the content last changed, nanoseconds since 1970-01-01 UTC.
    [[nodiscard]] virtual std::int64_t modifiedWallNs() const = 0;
};

/// Opens a regular file by its UTF-8 path. Errors: FileNotFound, FileNotReadable.
[[nodiscard]] Result<std::unique_ptr<InputFile>> openInputFile(const std::string& path);

} // namespace headroom
