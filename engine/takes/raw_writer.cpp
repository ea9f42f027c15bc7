// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/raw_writer.h"

#include "engine/takes/report_sidecar.h"
#include "engine/takes/sample_encoder.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace headroom {

namespace {

constexpr std::uint64_t sliceFrames = 4096;

class RawWriter final : public AudioFileWriter {
public:
    RawWriter(const AudioFileSpec& spec, std::unique_ptr<OutputFile> file, FileSystem& files)
        : spec_(spec),
          files_(files),
          file_(std::move(file)),
          encoder_(SampleFormat::Float, static_cast<int>(spec.channels.size())),
          frameBytes_(spec.channels.size() * sizeof(float)) {}

    Result<void> write(const float* interleaved, std::uint64_t frames) override {
        if (error_)
            return *error_;
        while (frames > 0) {
            const std::uint64_t count = std::min(frames, sliceFrames);
            slice_.resize(count * frameBytes_);
            encoder_.encode({interleaved, static_cast<std::size_t>(count) * spec_.channels.size()}, slice_);
            if (auto written = file_->write(slice_); !written) {
                error_ = written.error();
                frames_ = file_->size() / frameBytes_;
                if (!toStandardOutput())
                    static_cast<void>(file_->truncate(frames_ * frameBytes_));
                return *error_;
            }
            frames_ += count;
            frames -= count;
            interleaved += count * spec_.channels.size();
        }
        return {};
    }

    Result<void> checkpoint() override {
        if (error_)
            return *error_;
        return file_->sync();
    }

    Result<void> finish(const TakeReport& report) override {
        if (!file_)
            return error_ ? Result<void>(*error_) : Result<void>();
        auto outcome = file_->sync();
        closedBytes_ = file_->size();
        file_.reset();
        if (toStandardOutput())
            return outcome;
        const auto beside = finishSidecar(spec_, report, frames_, files_);
        return outcome ? beside : outcome;
    }

    [[nodiscard]] std::uint64_t frames() const override { return frames_; }
    [[nodiscard]] std::uint64_t bytes() const override { return file_ ? file_->size() : closedBytes_; }

private:
    [[nodiscard]] bool toStandardOutput() const { return spec_.path == "-"; }

    AudioFileSpec spec_;
    FileSystem& files_;
    std::unique_ptr<OutputFile> file_;
    SampleEncoder encoder_;
    std::size_t frameBytes_;
    std::vector<std::byte> slice_;
    std::uint64_t frames_ = 0;
    std::uint64_t closedBytes_ = 0;
    std::optional<Error> error_;
};

} // namespace

Result<std::unique_ptr<AudioFileWriter>> createRawFile(const AudioFileSpec& spec, FileSystem& files) {
    if (spec.path == "-")
        return std::unique_ptr<AudioFileWriter>(std::make_unique<RawWriter>(spec, standardOutput(), files));
    auto file = files.create(spec.path, spec.overwrite);
    if (!file)
        return file.error();
    if (auto begun = beginSidecar(spec, files); !begun)
        return begun.error();
    return std::unique_ptr<AudioFileWriter>(
        std::make_unique<RawWriter>(spec, std::move(file).value(), files));
}

} // namespace headroom
