// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a POSIX system. Another system adds a file beside this one that defines the same functions.
#include "engine/core/text.h"
#include "engine/takes/input_file.h"
#include "engine/takes/output_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

/// The most that one call may take: larger ones are cut by some systems (macOS at 2 GiB - 1).
constexpr std::size_t mostPerCall = std::size_t{1} << 30U;

std::string nativeText(int code) {
    return std::to_string(code) + " " + validUtf8(std::generic_category().message(code));
}

std::string folderOf(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

bool isDiskFull(int code) {
    return code == ENOSPC || code == EDQUOT;
}

Error writeError(const std::string& path, int code) {
    return {isDiskFull(code) ? ErrorKind::DiskFull : ErrorKind::WriteFailed,
            validUtf8(path),
            {},
            nativeText(code)};
}

Error createError(const std::string& path, int code, bool existed) {
    ErrorKind kind = ErrorKind::WriteFailed;
    switch (code) {
    case ENOSPC:
    case EDQUOT: kind = ErrorKind::DiskFull; break;
    case EEXIST: kind = ErrorKind::FileExists; break;
    case ENAMETOOLONG:
    case EINVAL:
    case EILSEQ:
    case EISDIR: kind = ErrorKind::BadName; break;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
        // A file that is there and may not be overwritten says nothing about its folder.
        if (!existed)
            kind = ErrorKind::FolderNotWritable;
        break;
    default: break;
    }
    return {
        kind, validUtf8(kind == ErrorKind::FolderNotWritable ? folderOf(path) : path), {}, nativeText(code)};
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;

    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

class PosixOutputFile final : public OutputFile {
public:
    PosixOutputFile(Descriptor descriptor, std::string path)
        : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

    Result<void> write(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const ssize_t done = ::pwrite(descriptor_.get(), bytes.data(),
                                          std::min(bytes.size(), mostPerCall), static_cast<off_t>(position_));
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0)
                return writeError(path_, done < 0 ? errno : EIO);
            position_ += static_cast<std::uint64_t>(done);
            size_ = std::max(size_, position_);
            bytes = bytes.subspan(static_cast<std::size_t>(done));
        }
        return {};
    }

    Result<void> seek(std::uint64_t offset) override {
        position_ = offset;
        return {};
    }

    [[nodiscard]] std::uint64_t position() const override { return position_; }
    [[nodiscard]] std::uint64_t size() const override { return size_; }

    Result<void> truncate(std::uint64_t size) override {
        int code = 0;
        do {
            code = ::ftruncate(descriptor_.get(), static_cast<off_t>(size)) == 0 ? 0 : errno;
        } while (code == EINTR);
        if (code != 0)
            return writeError(path_, code);
        size_ = size;
        return {};
    }

    Result<void> sync() override {
#ifdef __linux__
        const int failed = ::fdatasync(descriptor_.get());
#else
        const int failed = ::fsync(descriptor_.get());
#endif
        // EINVAL: what it is (a pipe, a device) has nothing to wait for.
        if (failed != 0 && errno != EINVAL && errno != EINTR && errno != ENOTSUP)
            return writeError(path_, errno);
        if (!std::exchange(folderSynced_, true)) {
            // The file's name lies in its folder, which a power cut could lose although the data were there.
            const Descriptor folder(::open(folderOf(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (folder.get() >= 0)
                static_cast<void>(::fsync(folder.get()));
        }
        return {};
    }

    Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> bytes) override {
        std::size_t got = 0;
        while (got < bytes.size()) {
            const ssize_t done =
                ::pread(descriptor_.get(), bytes.data() + got, std::min(bytes.size() - got, mostPerCall),
                        static_cast<off_t>(offset + got));
            if (done < 0 && errno == EINTR)
                continue;
            if (done < 0)
                return writeError(path_, errno);
            if (done == 0)
                break;
            got += static_cast<std::size_t>(done);
        }
        return got;
    }

private:
    Descriptor descriptor_;
    std::string path_;
    std::uint64_t position_ = 0;
    std::uint64_t size_ = 0;
    bool folderSynced_ = false;
};

class StandardOutput final : public OutputFile {
public:
    Result<void> write(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const ssize_t done = ::write(STDOUT_FILENO, bytes.data(), std::min(bytes.size(), mostPerCall));
            if (done < 0 && errno == EINTR)
                continue;
            if (done < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
                // Somebody who shares the descriptor made it non-blocking.
                pollfd ready{STDOUT_FILENO, POLLOUT, 0};
                static_cast<void>(::poll(&ready, 1, 1000));
                continue;
            }
            if (done <= 0)
                return writeError("-", done < 0 ? errno : EIO);
            written_ += static_cast<std::uint64_t>(done);
            bytes = bytes.subspan(static_cast<std::size_t>(done));
        }
        return {};
    }
    Result<void> seek(std::uint64_t offset) override {
        return offset == written_ ? Result<void>() : Result<void>(writeError("-", ESPIPE));
    }
    [[nodiscard]] std::uint64_t position() const override { return written_; }
    [[nodiscard]] std::uint64_t size() const override { return written_; }
    Result<void> truncate(std::uint64_t size) override { return seek(size); }
    Result<void> sync() override { return {}; }
    Result<std::size_t> readAt(std::uint64_t /*offset*/, std::span<std::byte> /*bytes*/) override {
        return writeError("-", ESPIPE);
    }

private:
    std::uint64_t written_ = 0;
};

class PosixFileSystem final : public FileSystem {
public:
    Result<std::unique_ptr<OutputFile>> create(const std::string& path, bool overwrite) override {
        if (path.empty() || path.find('\0') != std::string::npos)
            return createError(path, EINVAL, false);
        const bool existed = exists(path);
        int number = -1;
        do {
            number =
                ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | (overwrite ? O_TRUNC : O_EXCL), 0666);
        } while (number < 0 && errno == EINTR);
        if (number < 0)
            return createError(path, errno, existed);
        return std::unique_ptr<OutputFile>(std::make_unique<PosixOutputFile>(Descriptor(number), path));
    }

    Result<void> remove(const std::string& path) override {
        struct stat info {};
        if (::lstat(path.c_str(), &info) != 0)
            return writeError(path, errno);
        if (!S_ISREG(info.st_mode))
            return writeError(path, EINVAL);
        if (::unlink(path.c_str()) != 0)
            return writeError(path, errno);
        return {};
    }

    Result<std::uint64_t> freeBytes(const std::string& path) override {
        struct statvfs info {};
        const std::string folder = folderOf(path);
        if (::statvfs(folder.c_str(), &info) != 0)
            return Error{ErrorKind::FolderNotWritable, validUtf8(folder), {}, nativeText(errno)};
        return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
    }

    bool exists(const std::string& path) override {
        struct stat info {};
        return ::lstat(path.c_str(), &info) == 0;
    }
};

class PosixInputFile final : public InputFile {
public:
    PosixInputFile(Descriptor descriptor, std::string path, const struct stat& info)
        : descriptor_(std::move(descriptor)),
          path_(std::move(path)),
          size_(static_cast<std::uint64_t>(info.st_size)) {
#ifdef __APPLE__
        const timespec changed = info.st_mtimespec;
#else
        const timespec changed = info.st_mtim;
#endif
        modifiedWallNs_ = static_cast<std::int64_t>(changed.tv_sec) * 1'000'000'000 + changed.tv_nsec;
    }

    [[nodiscard]] std::uint64_t size() const override {
        return size_;
    }
    [[nodiscard]] std::int64_t modifiedWallNs() const override {
        return modifiedWallNs_;
    }

    Result<std::size_t> readAt(std::uint64_t offset, std::span<std::byte> bytes) override {
        std::size_t got = 0;
        while (got < bytes.size()) {
            const ssize_t done =
                ::pread(descriptor_.get(), bytes.data() + got, std::min(bytes.size() - got, mostPerCall),
                        static_cast<off_t>(offset + got));
            if (done < 0 && errno == EINTR)
                continue;
            if (done < 0)
                return Error{ErrorKind::FileNotReadable, validUtf8(path_), {}, nativeText(errno)};
            if (done == 0)
                break;
            got += static_cast<std::size_t>(done);
        }
        return got;
    }

private:
    Descriptor descriptor_;
    std::string path_;
    std::uint64_t size_;
    std::int64_t modifiedWallNs_ = 0;
};

} // namespace

FileSystem& systemFiles() {
    static PosixFileSystem files;
    return files;
}

std::unique_ptr<OutputFile> standardOutput() {
    return std::make_unique<StandardOutput>();
}

Result<std::unique_ptr<InputFile>> openInputFile(const std::string& path) {
    const auto error = [&path](ErrorKind kind, const std::string& native) {
        return Error{kind, validUtf8(path), {}, native};
    };
    if (path.empty() || path.find('\0') != std::string::npos)
        return error(ErrorKind::FileNotFound, nativeText(ENOENT));
    int number = -1;
    do {
        // Non-blocking: a named pipe nobody writes to must not hold the caller; regular files do not care.
        number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    } while (number < 0 && errno == EINTR);
    if (number < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return error(missing ? ErrorKind::FileNotFound : ErrorKind::FileNotReadable, nativeText(errno));
    }
    Descriptor descriptor(number);
    struct stat info {};
    if (::fstat(descriptor.get(), &info) != 0)
        return error(ErrorKind::FileNotReadable, nativeText(errno));
    if (!S_ISREG(info.st_mode))
        return error(ErrorKind::FileNotReadable, "not a regular file");
    return std::unique_ptr<InputFile>(std::make_unique<PosixInputFile>(std::move(descriptor), path, info));
}

} // namespace headroom
