// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/tape_head.h"
#include "engine/soundcard/connection.h"
#include "engine/soundcard/microphone.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

namespace headroom::soundcard {

namespace {
constexpr std::uint64_t chunkFrames = 4096;
constexpr std::chrono::microseconds shortestPause{500};
constexpr std::chrono::microseconds longestPause{5000};
} // namespace

class Recorder::Impl final : public InputSink {
public:
    static Result<std::unique_ptr<Impl>> open(const Device& device, const StreamOptions& options);
    explicit Impl(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    ~Impl() override { close(); }

    Result<Audio> record(std::uint64_t atLeast, std::uint64_t atMost);
    Audio takeAll();
    void close();

    void onBlock(const float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override {
        tape_->writeBlock(interleaved, frames, hostNs);
    }
    void onGap(std::uint64_t frames, GapReason reason, std::int64_t hostNs) noexcept override {
        tape_->writeGap(frames, reason, hostNs);
    }

    GrantedStream granted_;
    RecordMap map_;
    std::uint64_t bufferFrames_ = 0;
    std::vector<Fault> gaps_;
    std::unique_ptr<InputStream> stream_;

private:
    [[nodiscard]] std::uint64_t channels() const { return static_cast<std::uint64_t>(map_.channels()); }
    [[nodiscard]] std::uint64_t ready() const { return ready_.size() / channels(); }
    bool fetch(std::uint64_t frames);
    [[nodiscard]] std::uint64_t tooEarly(const TapeSpan& span) const;
    void takeOver(std::uint64_t skip, std::uint64_t frames);
    void miss(const TapeSpan& span, std::uint64_t skip);
    [[nodiscard]] std::int64_t wallTimeOf(const TapeSpan& span, std::uint64_t skip) const;
    Audio take(std::uint64_t frames);

    std::shared_ptr<Connection> connection_;
    std::shared_ptr<StreamState> state_;
    std::shared_ptr<Tape> tape_;
    std::optional<TapeHead> head_;
    std::vector<float> chunk_;  ///< of the device's channels
    std::vector<float> ready_;  ///< of the data's channels: fetched from the tape, not handed out yet
    std::uint64_t zeros_ = 0;   ///< frames of silence that follow these
    std::uint64_t fetched_ = 0; ///< all frames that ever came into ready_
    std::int64_t beganNs_ = 0;
    bool begun_ = false; ///< the first frame that was captured after beganNs_ has come
};

Result<std::unique_ptr<Recorder::Impl>> Recorder::Impl::open(const Device& device,
                                                             const StreamOptions& options) {
    auto spec = specOf(options.channels.empty() ? ChannelMap{0} : options.channels);
    if (!spec)
        return spec.error();
    auto connection = Connection::current();
    if (!connection)
        return connection.error();
    auto impl = std::make_unique<Impl>(connection.value());
    const Connection::Ticket ticket = impl->connection_->newTicket();
    impl->state_ = ticket.state;
    const auto request = requestOf<InputRequest>(device, options, ticket.tag);
    if (!request)
        return request.error();

    const auto start = [&](Backend& backend) -> Result<bool> {
        auto opened = backend.openInput(request.value());
        if (!opened)
            return opened.error();
        impl->stream_ = std::move(opened).value();
        impl->granted_ = impl->stream_->granted();
        const StreamFormat& format = impl->granted_.format;
        impl->map_ = identityMap(format.channels);
        if (!options.channels.empty()) {
            auto map = resolveForRecording(spec.value(), format.channels, device.integers);
            if (!map)
                return map.error();
            impl->map_ = std::move(map).value();
        }
        impl->bufferFrames_ = static_cast<std::uint64_t>(options.bufferSeconds * format.rate);
        impl->tape_ = std::make_shared<Tape>(format.rate, format.channelCount(), options.bufferSeconds,
                                             impl->granted_.blockFrames);
        impl->head_.emplace(impl->tape_);
        impl->chunk_.resize(chunkFrames * static_cast<std::uint64_t>(format.channelCount()));
        if (auto started = impl->stream_->start(*impl); !started)
            return started.error();
        return true;
    };
    if (auto started = impl->connection_->withBackend<bool>(start); !started)
        return started.error();
    impl->beganNs_ = impl->connection_->clock().nowNs();
    return impl;
}

void Recorder::Impl::close() {
    if (!stream_)
        return;
    connection_->exclusively([this] { stream_.reset(); });
    state_->lose(Error{ErrorKind::InvalidArgument, "closed", {}, {}});
}

std::uint64_t Recorder::Impl::tooEarly(const TapeSpan& span) const {
    if (begun_ || span.kind == TapeSpan::Kind::Lost)
        return 0;
    const double early = std::ceil(static_cast<double>(beganNs_ - span.hostNs) * granted_.format.rate /
                                   static_cast<double>(nsPerSecond));
    return std::min(static_cast<std::uint64_t>(std::max(early, 0.0)), span.frames);
}

void Recorder::Impl::takeOver(std::uint64_t skip, std::uint64_t frames) {
    const int deviceChannels = granted_.format.channelCount();
    const std::size_t before = ready_.size();
    ready_.resize(before + frames * channels());
    applyRecordMap(map_, chunk_.data() + skip * static_cast<std::uint64_t>(deviceChannels), deviceChannels,
                   frames, ready_.data() + before);
    fetched_ += frames;
}

std::int64_t Recorder::Impl::wallTimeOf(const TapeSpan& span, std::uint64_t skip) const {
    const double nsPerFrame = static_cast<double>(nsPerSecond) / granted_.format.rate;
    std::int64_t hostNs = span.hostNs + std::llround(static_cast<double>(skip) * nsPerFrame);
    if (span.kind == TapeSpan::Kind::Lost) // has no time of its own: reckoned back from the tape's end
        hostNs = tape_->endHostNs() -
                 std::llround(static_cast<double>(tape_->endPosition() - span.position) * nsPerFrame);
    return connection_->clock().wallAt(hostNs);
}

void Recorder::Impl::miss(const TapeSpan& span, std::uint64_t skip) {
    Fault fault;
    fault.cause = span.kind == TapeSpan::Kind::Lost ? FaultCause::Tape : FaultCause::Device;
    fault.reason = span.reason;
    fault.position = fetched_ + zeros_;
    fault.frames = span.frames - skip;
    fault.wallTimeNs = wallTimeOf(span, skip);
    zeros_ += fault.frames;
    // A device that sleeps says so ten times a second: that is one gap.
    if (!gaps_.empty()) {
        Fault& last = gaps_.back();
        if (last.cause == fault.cause && last.reason == fault.reason &&
            last.position + last.frames == fault.position) {
            last.frames += fault.frames;
            return;
        }
    }
    gaps_.push_back(fault);
}

/// Makes ready what the tape has, up to `frames` frames. False where nothing came.
bool Recorder::Impl::fetch(std::uint64_t frames) {
    bool came = false;
    while (ready() < frames) {
        const std::uint64_t wanted = frames - ready();
        if (zeros_ > 0) {
            const std::uint64_t now = std::min(zeros_, wanted);
            ready_.resize(ready_.size() + now * channels(), 0.0F);
            zeros_ -= now;
            fetched_ += now;
            continue;
        }
        const TapeSpan span = head_->read(chunk_.data(), std::min(wanted, chunkFrames));
        if (span.kind == TapeSpan::Kind::None || span.kind == TapeSpan::Kind::Ended)
            break;
        came = true;
        const std::uint64_t skip = tooEarly(span);
        begun_ = begun_ || skip < span.frames;
        if (skip == span.frames)
            continue;
        if (span.kind == TapeSpan::Kind::Data)
            takeOver(skip, span.frames - skip);
        else
            miss(span, skip);
    }
    return came;
}

Audio Recorder::Impl::take(std::uint64_t frames) {
    Audio audio;
    audio.channels = map_.channels();
    if (frames == ready()) {
        audio.samples = std::exchange(ready_, {});
        return audio;
    }
    const auto end = ready_.begin() + static_cast<std::ptrdiff_t>(frames * channels());
    audio.samples.assign(ready_.begin(), end);
    ready_.erase(ready_.begin(), end);
    return audio;
}

Result<Audio> Recorder::Impl::record(std::uint64_t atLeast, std::uint64_t atMost) {
    auto lastCameAt = std::chrono::steady_clock::now();
    for (;;) {
        // Looked at first: what came before the loss is then seen below.
        const auto loss = state_->loss();
        if (fetch(atMost))
            lastCameAt = std::chrono::steady_clock::now();
        if (ready() >= atLeast)
            return take(std::min(ready(), atMost));
        if (loss)
            return *loss;
        if (std::chrono::steady_clock::now() - lastCameAt > stallTimeout)
            return Error{ErrorKind::TimedOut, "record", {}, {}};
        const std::chrono::microseconds half(
            static_cast<std::int64_t>(static_cast<double>(atLeast - ready()) * 0.5e6 / granted_.format.rate));
        std::this_thread::sleep_for(std::clamp(half, shortestPause, longestPause));
    }
}

Audio Recorder::Impl::takeAll() {
    fetch(std::numeric_limits<std::uint64_t>::max());
    return take(ready());
}

Recorder::Recorder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Recorder::Recorder(Recorder&&) noexcept = default;
Recorder& Recorder::operator=(Recorder&&) noexcept = default;
Recorder::~Recorder() = default;

Result<Audio> Recorder::record(std::size_t frames) {
    return impl_->record(frames, frames);
}

Result<Audio> Recorder::record() {
    return impl_->record(1, impl_->bufferFrames_);
}

Audio Recorder::flush() {
    return impl_->takeAll();
}

const std::vector<Fault>& Recorder::gaps() const {
    return impl_->gaps_;
}

std::uint64_t Recorder::missingFrames() const {
    std::uint64_t sum = 0;
    for (const Fault& gap : impl_->gaps_)
        sum += gap.frames;
    return sum;
}

double Recorder::latency() const {
    return impl_->stream_ ? impl_->stream_->latencySeconds() : impl_->granted_.latencySeconds;
}

int Recorder::sampleRate() const {
    return impl_->granted_.format.rate;
}

int Recorder::channels() const {
    return impl_->map_.channels();
}

std::uint32_t Recorder::blockSize() const {
    return impl_->granted_.blockFrames;
}

void Recorder::close() {
    impl_->close();
}

Result<Recorder> Microphone::recorder(const StreamOptions& options) const {
    auto impl = Recorder::Impl::open(device_, options);
    if (!impl)
        return impl.error();
    return Recorder(std::move(impl).value());
}

Result<Audio> Microphone::record(std::size_t frames, const StreamOptions& options) const {
    auto opened = recorder(options);
    if (!opened)
        return opened.error();
    return opened.value().record(frames);
}

} // namespace headroom::soundcard
