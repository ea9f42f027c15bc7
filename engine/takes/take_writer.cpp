// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/take_writer.h"

#include "engine/takes/take_timeline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace headroom {

namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t zeroSamples = 16 * 1024;
/// Compressed files are looked at for their size after so many frames.
constexpr std::uint64_t compressedStep = 4096;
/// Names of further files that are taken are passed over, so many at the most.
constexpr int namesTried = 10'000;
constexpr std::chrono::milliseconds patience{50};
constexpr std::chrono::seconds second{1};

bool isPcm(FileFormat format) {
    switch (format) {
    case FileFormat::Wav:
    case FileFormat::Rf64:
    case FileFormat::W64:
    case FileFormat::Caf:
    case FileFormat::Aiff:
    case FileFormat::Raw: return true;
    case FileFormat::Flac:
    case FileFormat::Ogg:
    case FileFormat::Opus:
    case FileFormat::Mp3: return false;
    }
    return false;
}

} // namespace

TakeWriter::TakeWriter(const TakeSettings& settings, AudioFileSpec spec, TakeParts parts, FileSystem& files,
                       const Clock& clock, TakeBuffer& buffer, TakeLog& log,
                       std::shared_ptr<FileNumbers> numbers)
    : settings_(settings),
      spec_(std::move(spec)),
      parts_(std::move(parts)),
      fileSystem_(files),
      clock_(clock),
      buffer_(buffer),
      log_(log),
      channels_(spec_.channels.size()),
      single_(settings.file == "-"),
      statistics_(static_cast<int>(channels_)),
      zeros_(std::max(channels_, zeroSamples / channels_ * channels_), 0.0F),
      numbers_(std::move(numbers)),
      reserved_(++numbers_->last),
      nextSecond_(std::chrono::steady_clock::now() + second) {}

void TakeWriter::run() {
    checkBeginning();
    for (;;) {
        const std::optional<TakeChunk> chunk = buffer_.take(patience);
        if (chunk && chunk->kind == TakeChunk::Kind::End)
            break;
        if (chunk) {
            handle(*chunk);
            buffer_.release(*chunk);
        }
        eachSecond();
    }
    finishTake();
}

void TakeWriter::checkBeginning() {
    if (single_) {
        log_.setFree(unlimited, std::numeric_limits<double>::infinity());
        return;
    }
    if (reserved_ == 1 && !settings_.overwrite && fileSystem_.exists(settings_.file))
        fail(Error{ErrorKind::FileExists, settings_.file, {}, {}}, 0);
    else if (const auto free = fileSystem_.freeBytes(settings_.file); !free)
        fail(free.error(), 0);
    else
        tellFree(free.value());
}

void TakeWriter::handle(const TakeChunk& chunk) {
    if (failed_)
        return;
    if (chunk.kind == TakeChunk::Kind::Break && !single_) {
        // The file is closed when the next one begins: a take that ends with the gap needs no other.
        position_ += chunk.frames;
        positionNs_ = chunk.hostNs + frameTimeNs(chunk.frames, spec_.rate);
        return;
    }
    write(chunk.samples.get(), chunk.frames, chunk.hostNs);
    tellFiles();
}

void TakeWriter::write(const float* samples, std::uint64_t frames, std::int64_t hostNs) {
    std::uint64_t done = 0;
    while (done < frames && !failed_) {
        positionNs_ = hostNs + frameTimeNs(done, spec_.rate);
        if (!readyFile())
            return;
        std::uint64_t now = std::min(frames - done, framesThatFit());
        const float* from = zeros_.data();
        if (samples != nullptr)
            from = samples + done * channels_;
        else
            now = std::min<std::uint64_t>(now, zeros_.size() / channels_);

        const Result<void> written = writer_->write(from, now);
        const std::uint64_t kept =
            written ? now : std::min(now, savedByWriter() - std::min(savedByWriter(), position_));
        if (samples != nullptr)
            statistics_.process(from, kept);
        else
            statistics_.processSilence(kept);
        if (!written) {
            fail(written.error(), savedByWriter());
            return;
        }
        dirty_ = true;
        done += now;
        position_ += now;
        files_.back().frames += now;
        eachSecond();
    }
    positionNs_ = hostNs + frameTimeNs(done, spec_.rate);
}

bool TakeWriter::readyFile() {
    if (writer_) {
        const TakeFile& file = files_.back();
        if (position_ == file.firstFrame + file.frames && framesThatFit() > 0)
            return true;
        closeFile(false);
    }
    if (failed_)
        return false;
    auto created = createNext();
    if (!created) {
        fail(created.error(), position_);
        return false;
    }
    writer_ = std::move(created.value());
    headerBytes_ = writer_->bytes();
    files_.push_back({spec_.path, position_, 0, headerBytes_});
    tellFiles();
    return true;
}

Result<std::unique_ptr<AudioFileWriter>> TakeWriter::createNext() {
    spec_.startWallNs = clock_.wallAt(positionNs_);
    spec_.firstFrame = position_;
    for (int tries = 1;; ++tries) {
        const int index = reserved_ != 0 ? std::exchange(reserved_, 0) : ++numbers_->last;
        spec_.path = index == 1 ? settings_.file : parts_.splitFileName(settings_.file, index);
        auto created = parts_.createFile(spec_, fileSystem_);
        if (created || index == 1 || created.error().kind != ErrorKind::FileExists || tries == namesTried)
            return created;
    }
}

std::uint64_t TakeWriter::framesThatFit() const {
    if (single_)
        return unlimited;
    const TakeFile& file = files_.back();
    std::uint64_t frames = unlimited;
    const auto upTo = [&](std::uint64_t limit) {
        frames = std::min(frames, limit - std::min(limit, file.frames));
    };
    if (settings_.splitSeconds > 0.0)
        upTo(static_cast<std::uint64_t>(
            std::clamp(std::round(settings_.splitSeconds * spec_.rate), 1.0, 1.0e18)));
    // A format that cannot grow for ever (AIFF) is split at its own end, though nobody asked for it.
    const std::uint64_t mostBytes =
        std::min(settings_.splitBytes > 0 ? settings_.splitBytes : std::numeric_limits<std::uint64_t>::max(),
                 parts_.maxFileBytes(spec_.format).value_or(std::numeric_limits<std::uint64_t>::max()));
    if (mostBytes != std::numeric_limits<std::uint64_t>::max()) {
        // A tenth of a second at least, so that a limit below a file's own header does not make a file a
        // frame.
        const auto least = static_cast<std::uint64_t>(std::max(spec_.rate / 10, 1));
        if (isPcm(spec_.format)) {
            const std::uint64_t frameBytes =
                channels_ * static_cast<std::uint64_t>(bytesPerSample(spec_.sampleFormat));
            const std::uint64_t room = mostBytes - std::min(mostBytes, headerBytes_);
            upTo(std::max(room / frameBytes, least));
        } else if (file.frames >= least && writer_->bytes() >= mostBytes) {
            frames = 0;
        } else {
            frames = std::min(frames, compressedStep);
        }
    }
    return frames;
}

void TakeWriter::closeFile(bool last) {
    tellFiles();
    log_.setLevels(statistics_.peakDb(), statistics_.clips());
    TakeFile& file = files_.back();
    const Result<void> finished =
        writer_->finish(last ? log_.report() : log_.reportUpTo(file.firstFrame + file.frames));
    if (!finished)
        fail(finished.error(), savedByWriter());
    file.frames = writer_->frames();
    file.bytes = writer_->bytes();
    writer_.reset();
    dirty_ = false;
    tellFiles();
}

void TakeWriter::fail(const Error& error, std::uint64_t savedEnd) {
    log_.setError(error);
    if (writer_)
        files_.back().frames = writer_->frames();
    if (failed_ && savedEnd >= savedEnd_)
        return;
    failed_ = true;
    savedEnd_ = savedEnd;
    savedEndNs_ = positionNs_;
    if (savedEnd < position_)
        savedEndNs_ -= frameTimeNs(position_ - savedEnd, spec_.rate);
    else
        savedEndNs_ += frameTimeNs(savedEnd - position_, spec_.rate);
}

void TakeWriter::eachSecond() {
    const auto time = std::chrono::steady_clock::now();
    if (time < nextSecond_)
        return;
    nextSecond_ = time + second;
    if (writer_ && dirty_ && !failed_) {
        dirty_ = false;
        if (const Result<void> safe = writer_->checkpoint(); !safe)
            fail(safe.error(), savedByWriter());
        tellFiles();
    }
    if (single_)
        return;
    if (const auto free = fileSystem_.freeBytes(settings_.file))
        tellFree(free.value());
}

void TakeWriter::tellFree(std::uint64_t bytes) {
    const double perSecond =
        parts_.bytesPerSecond(spec_.format, spec_.sampleFormat, spec_.rate, static_cast<int>(channels_));
    // What waits in memory will need its place too; it is counted as samples of the file.
    const double waitingSeconds = static_cast<double>(buffer_.bytesWaiting()) /
                                  static_cast<double>(channels_ * sizeof(float)) / spec_.rate;
    log_.setFree(bytes, std::max(secondsLeft(bytes, perSecond) - waitingSeconds, 0.0));
}

void TakeWriter::finishTake() {
    const std::uint64_t collected = log_.collected();
    log_.setLevels(statistics_.peakDb(), statistics_.clips());
    if (files_.empty()) {
        // No file, no take: whatever was collected is told by the error alone.
        log_.clearTimeline();
        log_.setFinished();
        return;
    }
    // Known to the report before the file gets it.
    if (failed_)
        log_.addUnsaved(savedEnd_, collected, spec_.rate, clock_.wallAt(savedEndNs_));
    if (writer_)
        closeFile(true);
    if (failed_)
        log_.addUnsaved(savedEnd_, collected, spec_.rate, clock_.wallAt(savedEndNs_));
    log_.setFinished();
}

std::uint64_t TakeWriter::savedByWriter() const {
    return files_.back().firstFrame + writer_->frames();
}

void TakeWriter::tellFiles() {
    if (writer_)
        files_.back().bytes = writer_->bytes();
    log_.setFiles(files_);
}

} // namespace headroom
