// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/memory_audio_file.h"

#include <algorithm>

namespace headroom {

class MemoryDisk::Writer final : public AudioFileWriter {
public:
    Writer(MemoryDisk& disk, const AudioFileSpec& spec) : disk_(disk), path_(spec.path) {}

    Result<void> write(const float* interleaved, std::uint64_t frames) override {
        std::unique_lock lock(disk_.mutex_);
        if (disk_.holding_) {
            ++disk_.held_;
            disk_.changed_.notify_all();
            disk_.changed_.wait(lock, [this] { return !disk_.holding_; });
            --disk_.held_;
        }
        std::uint64_t now = frames;
        if (disk_.room_) {
            now = std::min(now, *disk_.room_);
            *disk_.room_ -= now;
        }
        File& file = disk_.files_[path_];
        file.samples.insert(file.samples.end(), interleaved, interleaved + now * file.spec.channels.size());
        if (now < frames)
            return Error{ErrorKind::DiskFull, path_, {}, {}};
        return {};
    }

    Result<void> checkpoint() override {
        const std::scoped_lock lock(disk_.mutex_);
        ++disk_.files_[path_].checkpoints;
        return {};
    }

    Result<void> finish(const TakeReport& report) override {
        const std::scoped_lock lock(disk_.mutex_);
        disk_.files_[path_].finished = report;
        if (disk_.refuseFinish_)
            return Error{ErrorKind::WriteFailed, path_, {}, {}};
        return {};
    }

    [[nodiscard]] std::uint64_t frames() const override {
        const std::scoped_lock lock(disk_.mutex_);
        return disk_.files_[path_].frames();
    }

    [[nodiscard]] std::uint64_t bytes() const override {
        const std::scoped_lock lock(disk_.mutex_);
        const File& file = disk_.files_[path_];
        const auto width = static_cast<std::uint64_t>(bytesPerSample(file.spec.sampleFormat));
        return headerBytes + file.samples.size() * width;
    }

private:
    MemoryDisk& disk_;
    std::string path_;
};

MemoryDisk::MemoryDisk() = default;
MemoryDisk::~MemoryDisk() = default;

TakeParts MemoryDisk::parts() {
    TakeParts parts;
    parts.createFile = [this](const AudioFileSpec& spec,
                              FileSystem& files) -> Result<std::unique_ptr<AudioFileWriter>> {
        if (!spec.overwrite && files.exists(spec.path))
            return Error{ErrorKind::FileExists, spec.path, {}, {}};
        const std::scoped_lock lock(mutex_);
        files_[spec.path] = File{spec, {}, 0, std::nullopt};
        return std::unique_ptr<AudioFileWriter>(std::make_unique<Writer>(*this, spec));
    };
    parts.splitFileName = [](const std::string& file, int index) {
        return file + "." + std::to_string(index);
    };
    parts.bytesPerSecond = [](FileFormat, SampleFormat samples, int rate, int channels) {
        return static_cast<double>(bytesPerSample(samples)) * rate * channels;
    };
    parts.maxFileBytes = [](FileFormat format) {
        return format == FileFormat::Aiff ? std::optional(shortFormatBytes) : std::nullopt;
    };
    return parts;
}

void MemoryDisk::hold() {
    const std::scoped_lock lock(mutex_);
    holding_ = true;
}

void MemoryDisk::release() {
    const std::scoped_lock lock(mutex_);
    holding_ = false;
    changed_.notify_all();
}

void MemoryDisk::waitUntilHeld() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return held_ > 0; });
}

void MemoryDisk::setRoom(std::uint64_t frames) {
    const std::scoped_lock lock(mutex_);
    room_ = frames;
}

void MemoryDisk::refuseFinish() {
    const std::scoped_lock lock(mutex_);
    refuseFinish_ = true;
}

void MemoryDisk::addForeign(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    foreign_.push_back(path);
}

void MemoryDisk::setFolderMissing() {
    const std::scoped_lock lock(mutex_);
    folderMissing_ = true;
}

std::map<std::string, MemoryDisk::File> MemoryDisk::files() const {
    const std::scoped_lock lock(mutex_);
    return files_;
}

MemoryDisk::File MemoryDisk::file(const std::string& path) const {
    const std::scoped_lock lock(mutex_);
    const auto it = files_.find(path);
    return it == files_.end() ? File{} : it->second;
}

Result<std::unique_ptr<OutputFile>> MemoryDisk::create(const std::string& path, bool) {
    return Error{ErrorKind::WriteFailed, path, {}, "takes write through parts()"};
}

Result<void> MemoryDisk::remove(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    if (files_.erase(path) == 0)
        return Error{ErrorKind::FileNotFound, path, {}, {}};
    return {};
}

Result<std::uint64_t> MemoryDisk::freeBytes(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    if (folderMissing_)
        return Error{ErrorKind::FolderNotWritable, path, {}, {}};
    return std::uint64_t{48'000'000};
}

bool MemoryDisk::exists(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    return files_.contains(path) || std::ranges::find(foreign_, path) != foreign_.end();
}

} // namespace headroom
