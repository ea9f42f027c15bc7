// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace headroom {

/// A file being written. Every byte of a take goes through one of these, so that tests can let a disk fill
/// up, fail or stall. One thread at a time.
class OutputFile {
public:
    virtual ~OutputFile() = default; ///< closes

    /// Writes all of it at the current place, or fails. Errors: DiskFull, WriteFailed.
    virtual Result<void> write(std::span<const std::byte> bytes) = 0;
    virtual Result<void> seek(std::uint64_t offset) = 0;
    [[nodiscard]] virtual std::uint64_t position() const = 0;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Cuts the file to a size. Errors: WriteFailed.
    virtual Result<void> truncate(std::uint64_t size) = 0;
    /// Returns when the disk has what was written so far.
    virtual Result<void> sync() = 0;
    /// Reads back at an offset; fewer bytes at the end of the file.
    virtual Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> bytes) = 0;
};

/// The part of a file system that takes need. Functions may block; they are called on the disk thread or, for
/// questions of a person, on the engine's.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    /// Creates a new file; its folder must exist. Errors: FileExists (unless overwrite), FolderNotWritable
    /// (`subject` is the folder), BadName, DiskFull, WriteFailed for anything else.
    virtual Result<std::unique_ptr<OutputFile>> create(const std::string& path, bool overwrite) = 0;
    /// Removes a regular file, and nothing else. Used for a stub whose beginning could not be written.
    virtual Result<void> remove(const std::string& path) = 0;
    /// Bytes that may still be written in the folder of `path`.
    virtual Result<std::uint64_t> freeBytes(const std::string& path) = 0;
    virtual bool exists(const std::string& path) = 0;
};

/// The system's own. Thread-safe.
[[nodiscard]] FileSystem& systemFiles();

/// Standard output as a file that can only be appended to. A reader that went away is WriteFailed, provided
/// that the program ignores SIGPIPE.
[[nodiscard]] std::unique_ptr<OutputFile> standardOutput();

/// Makes a folder and those above it where they are missing. Errors: FolderNotWritable.
[[nodiscard]] Result<void> ensureFolder(const std::string& path);

/// How long `freeBytes` last at a rate; capped at a thousand years, so that it can be counted in any unit. No
/// rate lasts as long.
[[nodiscard]] double secondsLeft(std::uint64_t freeBytes, double bytesPerSecond);

} // namespace headroom
