// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/faulty_file_system.h"

#include <algorithm>
#include <span>
#include <utility>

namespace headroom {

class FaultyOutputFile final : public OutputFile {
public:
    FaultyOutputFile(FaultyFileSystem& disk, std::shared_ptr<FaultyFileSystem::File> file, std::string path)
        : disk_(disk), file_(std::move(file)), path_(std::move(path)) {}

    Result<void> write(std::span<const std::byte> bytes) override {
        disk_.announce(FaultyFileSystem::Operation::Write, path_);
        const std::lock_guard lock(disk_.mutex_);
        std::optional<Error> error;
        const std::size_t fits = disk_.room(path_, position_, bytes.size(), *file_, error);
        const std::span<const std::byte> taken = bytes.first(fits);
        if (!taken.empty()) {
            auto& content = file_->bytes;
            if (content.size() < position_ + taken.size())
                content.resize(position_ + taken.size());
            std::ranges::copy(taken, content.begin() + static_cast<std::ptrdiff_t>(position_));
            if (disk_.keepChanges_)
                file_->changes.push_back({FaultyFileSystem::Change::Kind::Write, position_,
                                          std::vector<std::byte>(taken.begin(), taken.end())});
            position_ += taken.size();
        }
        return error ? Result<void>(*error) : Result<void>();
    }

    Result<void> seek(std::uint64_t offset) override {
        position_ = offset;
        return {};
    }
    [[nodiscard]] std::uint64_t position() const override { return position_; }
    [[nodiscard]] std::uint64_t size() const override {
        const std::lock_guard lock(disk_.mutex_);
        return file_->bytes.size();
    }
    Result<void> truncate(std::uint64_t size) override {
        const std::lock_guard lock(disk_.mutex_);
        file_->bytes.resize(size);
        if (disk_.keepChanges_)
            file_->changes.push_back({FaultyFileSystem::Change::Kind::Truncate, size, {}});
        return {};
    }
    Result<void> sync() override {
        disk_.announce(FaultyFileSystem::Operation::Sync, path_);
        const std::lock_guard lock(disk_.mutex_);
        ++disk_.syncs_;
        return {};
    }
    Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> bytes) override {
        const std::lock_guard lock(disk_.mutex_);
        const std::size_t size = file_->bytes.size();
        const std::size_t begin = static_cast<std::size_t>(std::min<std::uint64_t>(offset, size));
        const std::size_t count = std::min(bytes.size(), size - begin);
        std::ranges::copy(std::span(file_->bytes).subspan(begin, count), bytes.begin());
        return count;
    }

private:
    FaultyFileSystem& disk_;
    std::shared_ptr<FaultyFileSystem::File> file_;
    std::string path_;
    std::uint64_t position_ = 0;
};

FaultyFileSystem::FaultyFileSystem() = default;
FaultyFileSystem::~FaultyFileSystem() = default;

void FaultyFileSystem::setQuota(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    quota_ = bytes;
}

void FaultyFileSystem::failAfter(std::uint64_t bytes, Error error) {
    const std::lock_guard lock(mutex_);
    untilFailure_ = bytes;
    failure_ = std::move(error);
}

void FaultyFileSystem::workAgain() {
    const std::lock_guard lock(mutex_);
    failure_.reset();
    quota_.reset();
    refusal_.reset();
}

void FaultyFileSystem::refuseToCreate(Error error) {
    const std::lock_guard lock(mutex_);
    refusal_ = std::move(error);
}

void FaultyFileSystem::onOperation(std::function<void(Operation, const std::string&)> hook) {
    const std::lock_guard lock(mutex_);
    hook_ = std::move(hook);
}

void FaultyFileSystem::keepChanges(bool keep) {
    const std::lock_guard lock(mutex_);
    keepChanges_ = keep;
}

std::vector<std::byte> FaultyFileSystem::content(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto file = files_.find(path);
    return file == files_.end() ? std::vector<std::byte>() : file->second->bytes;
}

std::string FaultyFileSystem::text(const std::string& path) {
    std::string text;
    for (const std::byte byte : content(path))
        text += static_cast<char>(byte);
    return text;
}

std::vector<std::string> FaultyFileSystem::paths() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const auto& [path, file] : files_)
        all.push_back(path);
    return all;
}

std::vector<FaultyFileSystem::Change> FaultyFileSystem::changes(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto file = files_.find(path);
    return file == files_.end() ? std::vector<Change>() : file->second->changes;
}

std::uint64_t FaultyFileSystem::syncs() {
    const std::lock_guard lock(mutex_);
    return syncs_;
}

void FaultyFileSystem::put(const std::string& path, const std::string& text) {
    const std::lock_guard lock(mutex_);
    auto file = std::make_shared<File>();
    const auto bytes = std::as_bytes(std::span(text));
    file->bytes.assign(bytes.begin(), bytes.end());
    files_[path] = std::move(file);
}

void FaultyFileSystem::announce(Operation operation, const std::string& path) {
    std::function<void(Operation, const std::string&)> hook;
    {
        const std::lock_guard lock(mutex_);
        hook = hook_;
    }
    if (hook)
        hook(operation, path);
}

std::uint64_t FaultyFileSystem::used() const {
    std::uint64_t bytes = 0;
    for (const auto& [path, file] : files_)
        bytes += file->bytes.size();
    return bytes;
}

std::size_t FaultyFileSystem::room(const std::string& path, std::uint64_t offset, std::size_t wanted,
                                   const File& file, std::optional<Error>& error) {
    std::size_t fits = wanted;
    if (quota_) {
        const std::uint64_t taken = used();
        const std::uint64_t left = *quota_ - std::min(*quota_, taken);
        const std::uint64_t end = std::min<std::uint64_t>(offset + wanted, file.bytes.size() + left);
        fits = static_cast<std::size_t>(end - std::min(end, offset));
        if (fits < wanted)
            error = Error{ErrorKind::DiskFull, path, {}, "the quota is used up"};
    }
    if (failure_) {
        if (fits > untilFailure_) {
            fits = static_cast<std::size_t>(untilFailure_);
            error = failure_;
        }
        untilFailure_ -= fits;
    }
    return fits;
}

Result<std::unique_ptr<OutputFile>> FaultyFileSystem::create(const std::string& path, bool overwrite) {
    announce(Operation::Create, path);
    const std::lock_guard lock(mutex_);
    if (refusal_)
        return *refusal_;
    if (files_.contains(path) && !overwrite)
        return Error{ErrorKind::FileExists, path, {}, {}};
    auto file = std::make_shared<File>();
    files_[path] = file;
    return std::unique_ptr<OutputFile>(std::make_unique<FaultyOutputFile>(*this, std::move(file), path));
}

Result<void> FaultyFileSystem::remove(const std::string& path) {
    const std::lock_guard lock(mutex_);
    if (files_.erase(path) == 0)
        return Error{ErrorKind::WriteFailed, path, {}, "not there"};
    return {};
}

Result<std::uint64_t> FaultyFileSystem::freeBytes(const std::string& /*path*/) {
    const std::lock_guard lock(mutex_);
    if (!quota_)
        return std::uint64_t{1} << 40U;
    const std::uint64_t taken = used();
    return *quota_ - std::min(*quota_, taken);
}

bool FaultyFileSystem::exists(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return files_.contains(path);
}

} // namespace headroom
