// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/output_file.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// A disk in memory that fails as it is told to. Thread-safe: a test may script and look while another thread
/// writes. It must outlive the files that were created on it.
class FaultyFileSystem final : public FileSystem {
public:
    /// One change of a file, for replaying what a killed program leaves behind.
    struct Change {
        enum class Kind { Write, Truncate };
        Kind kind = Kind::Write;
        std::uint64_t offset = 0; ///< Truncate: the new size
        std::vector<std::byte> bytes;
    };
    enum class Operation { Create, Write, Sync };

    FaultyFileSystem();
    ~FaultyFileSystem() override;

    /// @name The script
    /// @{

    /// The disk holds this many bytes over all files; a write that does not fit is written as far as it does
    /// and fails with DiskFull. Writing over what is there always fits.
    void setQuota(std::uint64_t bytes);
    /// From now on writes fail with this error once `bytes` more were written, wherever; none: they work
    /// again.
    void failAfter(std::uint64_t bytes, Error error);
    void workAgain();
    /// Creating a file fails with this error.
    void refuseToCreate(Error error);
    /// Called before every operation, on the thread that asks for it, with no lock held: it may wait, as a
    /// disk does.
    void onOperation(std::function<void(Operation, const std::string& path)> hook);
    /// Keep a list of changes; off at first, as it keeps every byte.
    void keepChanges(bool keep);
    /// @}

    /// @name What is there
    /// @{
    [[nodiscard]] std::vector<std::byte> content(const std::string& path);
    [[nodiscard]] std::string text(const std::string& path);
    [[nodiscard]] std::vector<std::string> paths();
    [[nodiscard]] std::vector<Change> changes(const std::string& path);
    [[nodiscard]] std::uint64_t syncs();
    /// A file that was there before.
    void put(const std::string& path, const std::string& text);
    /// @}

    Result<std::unique_ptr<OutputFile>> create(const std::string& path, bool overwrite) override;
    Result<void> remove(const std::string& path) override;
    Result<std::uint64_t> freeBytes(const std::string& path) override;
    bool exists(const std::string& path) override;

private:
    friend class FaultyOutputFile;
    struct File {
        std::vector<std::byte> bytes;
        std::vector<Change> changes;
    };

    void announce(Operation operation, const std::string& path);
    [[nodiscard]] std::uint64_t used() const; ///< the lock is held
    /// How many of the wanted bytes are taken; the rest fails with `error`. The lock is held.
    [[nodiscard]] std::size_t room(const std::string& path, std::uint64_t offset, std::size_t wanted,
                                   const File& file, std::optional<Error>& error);

    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<File>> files_;
    std::optional<std::uint64_t> quota_;
    std::optional<Error> failure_;
    std::uint64_t untilFailure_ = 0;
    std::optional<Error> refusal_;
    std::function<void(Operation, const std::string&)> hook_;
    bool keepChanges_ = false;
    std::uint64_t syncs_ = 0;
};

} // namespace headroom
