// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/sndfile_io.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string_view>
#include <vector>

namespace headroom {

namespace {

/// The place that a seek of C's means; -1 where there is none.
sf_count_t target(sf_count_t offset, int whence, std::uint64_t position, std::uint64_t size) {
    switch (whence) {
    case SEEK_SET: break;
    case SEEK_CUR: offset += static_cast<sf_count_t>(position); break;
    case SEEK_END: offset += static_cast<sf_count_t>(size); break;
    default: return -1;
    }
    return offset < 0 ? -1 : offset;
}

Error outOfMemory() {
    return {ErrorKind::WriteFailed, {}, {}, "out of memory"};
}

} // namespace

struct SndfileOutputCalls {
    static SndfileOutput& of(void* user) { return *static_cast<SndfileOutput*>(user); }
    static sf_count_t size(void* user) {
        return static_cast<sf_count_t>(of(user).file_.size() - of(user).start_);
    }
    static sf_count_t seek(sf_count_t offset, int whence, void* user) {
        return of(user).seek(offset, whence);
    }
    static sf_count_t read(void* to, sf_count_t count, void* user) {
        try {
            return of(user).read(to, count);
        } catch (...) {
            return 0;
        }
    }
    static sf_count_t write(const void* from, sf_count_t count, void* user) {
        try {
            return of(user).write(from, count);
        } catch (...) {
            of(user).error_ = outOfMemory();
            return 0;
        }
    }
    static sf_count_t tell(void* user) {
        return static_cast<sf_count_t>(of(user).position_ - of(user).start_);
    }
};

struct SndfileInputCalls {
    static SndfileInput& of(void* user) { return *static_cast<SndfileInput*>(user); }
    static sf_count_t size(void* user) { return static_cast<sf_count_t>(of(user).size()); }
    static sf_count_t seek(sf_count_t offset, int whence, void* user) {
        return of(user).seek(offset, whence);
    }
    static sf_count_t read(void* to, sf_count_t count, void* user) {
        try {
            return of(user).read(to, count);
        } catch (...) {
            return 0;
        }
    }
    static sf_count_t write(const void* /*from*/, sf_count_t /*count*/, void* /*user*/) { return 0; }
    static sf_count_t tell(void* user) { return static_cast<sf_count_t>(of(user).position_); }
};

SndfileHandle SndfileOutput::open(SF_INFO& info) {
    using Calls = SndfileOutputCalls;
    SF_VIRTUAL_IO calls{Calls::size, Calls::seek, Calls::read, Calls::write, Calls::tell};
    position_ = start_;
    return SndfileHandle(sf_open_virtual(&calls, SFM_WRITE, &info, this));
}

void SndfileOutput::fail(const Error& error) {
    if (!error_)
        error_ = error;
}

sf_count_t SndfileOutput::pretend(sf_count_t count) {
    position_ += static_cast<std::uint64_t>(count);
    return count;
}

sf_count_t SndfileOutput::write(const void* from, sf_count_t count) {
    if (count <= 0)
        return 0;
    const std::span bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(count));
    const std::uint64_t before = file_.size();
    if (error_ && afterError_ == AfterError::Nothing)
        return pretend(count);
    if (error_ && position_ + bytes.size() > before)
        return 0;
    auto written = file_.position() == position_ ? Result<void>() : file_.seek(position_);
    if (written)
        written = file_.write(bytes);
    if (!written) {
        fail(written.error());
        if (file_.size() > before)
            static_cast<void>(file_.truncate(before));
        return afterError_ == AfterError::Nothing ? pretend(count) : 0;
    }
    if (bytes.size() >= 2 && bytes[0] == std::byte{0xFF} && (bytes[1] & std::byte{0xFC}) == std::byte{0xF8})
        ++flacFrames_;
    constexpr std::string_view page = "OggS";
    if (bytes.size() >= page.size() &&
        std::ranges::equal(bytes.first(page.size()), std::as_bytes(std::span(page))))
        openOggPage_ = position_;
    else
        openOggPage_.reset();
    position_ += bytes.size();
    return count;
}

sf_count_t SndfileOutput::read(void* to, sf_count_t count) {
    if (count <= 0)
        return 0;
    const auto got = file_.readAt(position_, {static_cast<std::byte*>(to), static_cast<std::size_t>(count)});
    if (!got)
        return 0;
    position_ += got.value();
    return static_cast<sf_count_t>(got.value());
}

sf_count_t SndfileOutput::seek(sf_count_t offset, int whence) {
    const sf_count_t to = target(offset, whence, position_ - start_, file_.size() - start_);
    if (to >= 0)
        position_ = start_ + static_cast<std::uint64_t>(to);
    return to;
}

SndfileHandle SndfileInput::open(SF_INFO& info) {
    using Calls = SndfileInputCalls;
    SF_VIRTUAL_IO calls{Calls::size, Calls::seek, Calls::read, Calls::write, Calls::tell};
    position_ = 0;
    info = {};
    return SndfileHandle(sf_open_virtual(&calls, SFM_READ, &info, this));
}

sf_count_t SndfileInput::read(void* to, sf_count_t count) {
    if (count <= 0)
        return 0;
    const std::span bytes(static_cast<std::byte*>(to), static_cast<std::size_t>(count));
    const auto got = input_ != nullptr ? input_->readAt(position_, bytes) : output_->readAt(position_, bytes);
    if (!got) {
        error_ = got.error();
        return 0;
    }
    position_ += got.value();
    return static_cast<sf_count_t>(got.value());
}

sf_count_t SndfileInput::seek(sf_count_t offset, int whence) {
    const sf_count_t to = target(offset, whence, position_, size());
    if (to >= 0)
        position_ = static_cast<std::uint64_t>(to);
    return to;
}

std::uint64_t countFrames(SNDFILE* handle, const SF_INFO& info) {
    if (isKnownLength(info.frames))
        return static_cast<std::uint64_t>(info.frames);
    constexpr sf_count_t step = 4096;
    std::vector<float> block(static_cast<std::size_t>(step) * static_cast<std::size_t>(info.channels));
    std::uint64_t frames = 0;
    sf_count_t got = 0;
    while ((got = sf_readf_float(handle, block.data(), step)) > 0)
        frames += static_cast<std::uint64_t>(got);
    return frames;
}

} // namespace headroom
