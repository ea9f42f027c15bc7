// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/sample_queue.h"
#include "engine/soundcard/connection.h"
#include "engine/soundcard/speaker.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <utility>

namespace headroom::soundcard {

namespace {
using SteadyTime = std::chrono::steady_clock::time_point;
constexpr std::chrono::microseconds shortestPause{250};
constexpr std::chrono::microseconds longestPause{2000};
/// What the reported time at which a frame is heard may be off: by so much longer close() waits.
constexpr std::int64_t reserveNs = nsPerSecond / 50;
} // namespace

class Player::Impl final : public OutputSource {
public:
    static Result<std::unique_ptr<Impl>> open(const Device& device, const StreamOptions& options);
    explicit Impl(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    ~Impl() override { static_cast<void>(close()); }

    Result<void> play(const Audio& data);
    Result<void> close();
    [[nodiscard]] int channels() const { return map_.channels; }
    [[nodiscard]] std::uint64_t missingFrames() const noexcept {
        return missing_.load(std::memory_order_relaxed);
    }

    void onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept override;
    void onUnderrun(std::uint64_t frames, std::int64_t hostNs) noexcept override;

    GrantedStream granted_;
    std::unique_ptr<OutputStream> stream_;

private:
    [[nodiscard]] std::int64_t lengthNs(std::uint64_t frames) const noexcept {
        return std::llround(static_cast<double>(frames) * nsPerFrame_);
    }
    Result<void> drain();
    Result<void> waitUntilTaken();
    [[nodiscard]] std::chrono::microseconds pause() const;

    std::shared_ptr<Connection> connection_;
    std::shared_ptr<StreamState> state_;
    PlayMap map_;          ///< for data of as many channels as the map has
    PlayMap broadcastMap_; ///< for data of one channel
    double nsPerFrame_ = 1.0;
    std::optional<SampleQueue> queue_; ///< of the device's channels
    std::vector<float> mapped_;

    std::atomic<bool> moreComes_{false};        ///< the rest of a play() waits for room
    std::atomic<std::uint64_t> handedOver_{0};  ///< frames, after heardUntilNs_ was told
    std::atomic<std::int64_t> heardUntilNs_{0}; ///< when the last frame that was handed over has been heard
    std::atomic<std::uint64_t> missing_{0};
};

Result<std::unique_ptr<Player::Impl>> Player::Impl::open(const Device& device, const StreamOptions& options) {
    auto spec = specOf(options.channels.empty() ? ChannelMap{0} : options.channels);
    if (!spec)
        return spec.error();
    auto connection = Connection::current();
    if (!connection)
        return connection.error();
    auto impl = std::make_unique<Impl>(connection.value());
    const Connection::Ticket ticket = impl->connection_->newTicket();
    impl->state_ = ticket.state;
    const auto request = requestOf<OutputRequest>(device, options, ticket.tag);
    if (!request)
        return request.error();

    const auto start = [&](Backend& backend) -> Result<bool> {
        auto opened = backend.openOutput(request.value());
        if (!opened)
            return opened.error();
        impl->stream_ = std::move(opened).value();
        impl->granted_ = impl->stream_->granted();
        const StreamFormat& format = impl->granted_.format;
        auto map = options.channels.empty()
                       ? playMapFor(format.channelCount(), format.channels)
                       : resolveForPlayback(spec.value(), format.channels, device.integers);
        if (!map)
            return map.error();
        impl->map_ = std::move(map).value();
        impl->broadcastMap_ = impl->map_;
        impl->broadcastMap_.channels = 1;
        for (PlayRoute& route : impl->broadcastMap_.routes)
            route.from = 0;
        impl->nsPerFrame_ = static_cast<double>(nsPerSecond) / format.rate;
        // Whoever asks for a block size asks for little latency. What must be there is a block and the time
        // until play() looks again; a longer queue bears a machine that stands still for a moment.
        const auto rate = static_cast<std::uint64_t>(format.rate);
        const std::uint64_t block = impl->granted_.blockFrames;
        impl->queue_.emplace(format.channelCount(), options.blockSize
                                                        ? std::max(2 * block, block + rate / 100)
                                                        : std::max(2 * block, rate / 4));
        if (auto started = impl->stream_->start(*impl); !started)
            return started.error();
        return true;
    };
    if (auto started = impl->connection_->withBackend<bool>(start); !started)
        return started.error();
    return impl;
}

void Player::Impl::onFill(float* interleaved, std::uint32_t frames, std::int64_t hostNs) noexcept {
    // Looked at before the queue is: what is missing then was still to come.
    const bool moreComes = moreComes_.load(std::memory_order_acquire);
    const std::uint64_t there = queue_->read(interleaved, frames);
    const auto channels = static_cast<std::uint64_t>(queue_->channels());
    std::fill_n(interleaved + there * channels, (frames - there) * channels, 0.0F);
    if (moreComes && there < frames)
        missing_.fetch_add(frames - there, std::memory_order_relaxed);
    if (there > 0) {
        heardUntilNs_.store(hostNs + lengthNs(there), std::memory_order_relaxed);
        handedOver_.fetch_add(there, std::memory_order_release);
    }
}

void Player::Impl::onUnderrun(std::uint64_t frames, std::int64_t hostNs) noexcept {
    // Only what falls into something that is being played counts: silence after its end is what is wanted.
    const std::int64_t heardUntilNs = heardUntilNs_.load(std::memory_order_relaxed);
    const bool inside = hostNs < heardUntilNs || queue_->queued() > 0;
    if (!inside || handedOver_.load(std::memory_order_relaxed) == 0)
        return;
    missing_.fetch_add(frames, std::memory_order_relaxed);
    if (hostNs < heardUntilNs)
        heardUntilNs_.store(heardUntilNs + lengthNs(frames), std::memory_order_relaxed);
}

std::chrono::microseconds Player::Impl::pause() const {
    const std::chrono::microseconds half(
        static_cast<std::int64_t>(granted_.blockFrames * nsPerFrame_ / 2000.0));
    return std::clamp(half, shortestPause, longestPause);
}

Result<void> Player::Impl::play(const Audio& data) {
    if (!stream_)
        return Error{ErrorKind::InvalidArgument, "closed", {}, {}};
    if (data.channels != 1 && data.channels != map_.channels)
        return Error{ErrorKind::ChannelCountMismatch,
                     std::to_string(data.channels),
                     {std::to_string(map_.channels)},
                     {}};
    const PlayMap& map = data.channels == map_.channels ? map_ : broadcastMap_;
    const std::uint64_t frames = data.frames();
    const int deviceChannels = queue_->channels();
    auto lastTookAt = std::chrono::steady_clock::now();
    for (std::uint64_t done = 0; done < frames;) {
        if (const auto loss = state_->loss())
            return *loss;
        const std::uint64_t now = std::min(frames - done, queue_->capacity() - queue_->queued());
        if (now == 0) {
            if (std::chrono::steady_clock::now() - lastTookAt > stallTimeout) {
                moreComes_.store(false, std::memory_order_release);
                return Error{ErrorKind::TimedOut, "play", {}, {}};
            }
            std::this_thread::sleep_for(pause());
            continue;
        }
        mapped_.resize(now * static_cast<std::uint64_t>(deviceChannels));
        applyPlayMap(map, data.samples.data() + done * static_cast<std::uint64_t>(data.channels), now,
                     mapped_.data(), deviceChannels);
        done += now;
        // After the last part silence is no fault any more, between two parts it is.
        if (done == frames)
            moreComes_.store(false, std::memory_order_release);
        queue_->write(mapped_.data(), now);
        if (done < frames)
            moreComes_.store(true, std::memory_order_release);
        lastTookAt = std::chrono::steady_clock::now();
    }
    return {};
}

Result<void> Player::Impl::waitUntilTaken() {
    std::uint64_t before = handedOver_.load(std::memory_order_acquire);
    SteadyTime lastTookAt = std::chrono::steady_clock::now();
    while (handedOver_.load(std::memory_order_acquire) < queue_->written()) {
        if (const auto loss = state_->loss())
            return *loss;
        const SteadyTime now = std::chrono::steady_clock::now();
        if (const std::uint64_t taken = handedOver_.load(std::memory_order_acquire); taken != before) {
            before = taken;
            lastTookAt = now;
        }
        if (now - lastTookAt > stallTimeout)
            return Error{ErrorKind::TimedOut, "close", {}, {}};
        std::this_thread::sleep_for(pause());
    }
    return {};
}

Result<void> Player::Impl::drain() {
    if (!queue_ || queue_->written() == 0)
        return {};
    if (auto taken = waitUntilTaken(); !taken)
        return taken;
    const auto leftNs = [this] {
        return heardUntilNs_.load(std::memory_order_relaxed) + reserveNs - connection_->clock().nowNs();
    };
    const SteadyTime latest = std::chrono::steady_clock::now() +
                              std::chrono::nanoseconds(std::max<std::int64_t>(leftNs(), 0)) + stallTimeout;
    while (leftNs() > 0) {
        if (const auto loss = state_->loss())
            return *loss;
        if (std::chrono::steady_clock::now() > latest)
            return Error{ErrorKind::TimedOut, "close", {}, {}};
        std::this_thread::sleep_for(std::chrono::nanoseconds(
            std::clamp<std::int64_t>(leftNs(), nsPerSecond / 10'000, nsPerSecond / 100)));
    }
    return {};
}

Result<void> Player::Impl::close() {
    if (!stream_)
        return {};
    auto drained = drain();
    connection_->exclusively([this] { stream_.reset(); });
    return drained;
}

Player::Player(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Player::Player(Player&&) noexcept = default;
Player& Player::operator=(Player&&) noexcept = default;
Player::~Player() = default;

Result<void> Player::play(const Audio& data) {
    return impl_->play(data);
}

std::uint64_t Player::missingFrames() const {
    return impl_->missingFrames();
}

double Player::latency() const {
    return impl_->stream_ ? impl_->stream_->latencySeconds() : impl_->granted_.latencySeconds;
}

int Player::sampleRate() const {
    return impl_->granted_.format.rate;
}

int Player::channels() const {
    return impl_->channels();
}

std::uint32_t Player::blockSize() const {
    return impl_->granted_.blockFrames;
}

Result<void> Player::close() {
    return impl_->close();
}

Result<Player> Speaker::player(const StreamOptions& options) const {
    auto impl = Player::Impl::open(device_, options);
    if (!impl)
        return impl.error();
    return Player(std::move(impl).value());
}

Result<void> Speaker::play(const Audio& data, const StreamOptions& options) const {
    auto opened = player(options);
    if (!opened)
        return opened.error();
    if (auto played = opened.value().play(data); !played)
        return played;
    return opened.value().close();
}

} // namespace headroom::soundcard
