// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/take_parts.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// A disk in memory for takes: keeps what is written to each file, and fills up, stalls or refuses on demand.
/// Any thread.
class MemoryDisk final : public FileSystem {
public:
    struct File {
        AudioFileSpec spec;
        std::vector<float> samples;
        int checkpoints = 0;
        std::optional<TakeReport> finished; ///< what finish() was given
        [[nodiscard]] std::uint64_t frames() const { return samples.size() / spec.channels.size(); }
    };
    /// Bytes before the first sample of each file.
    static constexpr std::uint64_t headerBytes = 100;

    /// Where an AIFF file must end here; the other formats have no end.
    static constexpr std::uint64_t shortFormatBytes = headerBytes + 6 * 1000;

    MemoryDisk();
    ~MemoryDisk() override;

    /// Give these to TakeRecorder::begin. File n of "a.wav" is "a.wav.n".
    [[nodiscard]] TakeParts parts();

    /// Writes wait from now on, until release().
    void hold();
    void release();
    /// Returns once a write waits.
    void waitUntilHeld();

    /// So many frames more, in all files together; then DiskFull.
    void setRoom(std::uint64_t frames);
    /// finish() of every file fails.
    void refuseFinish();
    /// Files of this name are there already.
    void addForeign(const std::string& path);
    void setFolderMissing();

    [[nodiscard]] std::map<std::string, File> files() const;
    [[nodiscard]] File file(const std::string& path) const;

    Result<std::unique_ptr<OutputFile>> create(const std::string& path, bool overwrite) override;
    Result<void> remove(const std::string& path) override;
    Result<std::uint64_t> freeBytes(const std::string& path) override;
    bool exists(const std::string& path) override;

private:
    class Writer;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, File> files_;
    std::vector<std::string> foreign_;
    std::optional<std::uint64_t> room_;
    bool folderMissing_ = false;
    bool refuseFinish_ = false;
    bool holding_ = false;
    int held_ = 0;
};

} // namespace headroom
