// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/capture.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {
/// While a device is away, the gap is written up to this much before now: when it is back, its first block
/// was captured up to its latency before now, and time must not have been told twice.
constexpr std::int64_t behindNowNs = nsPerSecond / 4;
/// A prepared stream that delivers nothing for so long takes over all the same: an idle PulseAudio null sink
/// needs up to 1.7 s for its first data.
constexpr std::int64_t firstBlockPatienceNs = 3 * nsPerSecond;
} // namespace

Capture::Capture(InputId id, InputWish wish, const Clock& clock)
    : id_(id), wish_(std::move(wish)), clock_(clock) {
    device_.id = wish_.deviceId;
    device_.name = wish_.deviceName;
    device_.kind = wish_.deviceKind;
}

Capture::~Capture() {
    close();
}

Result<RecordMap> Capture::fit(const GrantedStream& granted, const Device& device) const {
    if (!wish_.map)
        return identityMap(granted.format.channels);
    return resolveForRecording(*wish_.map, granted.format.channels, device.integers);
}

Result<void> Capture::setMap(std::optional<MapSpec> map) {
    std::swap(wish_.map, map);
    if (!wasOpen())
        return {}; // it is fitted when it is opened
    auto fitted = fit(granted_, device_);
    if (!fitted) {
        std::swap(wish_.map, map);
        return fitted.error();
    }
    map_ = std::move(fitted).value();
    next_.reset(); // it was prepared under the former map
    return {};
}

bool Capture::goesOnWith(const GrantedStream& granted, const RecordMap& map) const {
    return tape_ && !tape_->ended() && tape_->rate() == granted.format.rate &&
           tape_->channels() == granted.format.channelCount() && map == map_;
}

std::shared_ptr<Tape> Capture::tapeFor(const GrantedStream& granted, double seconds) {
    return std::make_shared<Tape>(granted.format.rate, granted.format.channelCount(), seconds,
                                  granted.blockFrames);
}

Result<std::unique_ptr<CaptureFeed>> Capture::openFeed(Backend& backend, const Device& device) {
    auto feed = std::make_unique<CaptureFeed>(device, std::uint64_t{id_} << 32U | ++tags_);
    InputRequest request;
    request.rate = wish_.rate;
    request.blockFrames = wish_.blockFrames;
    request.exclusive = wish_.exclusive;
    if (auto opened = feed->open(backend, std::move(request)); !opened)
        return opened.error();
    return feed;
}

Result<void> Capture::open(Backend& backend, const Device& device, double tapeSeconds) {
    feed_.reset();
    auto opened = openFeed(backend, device);
    if (!opened)
        return opened.error();
    std::unique_ptr<CaptureFeed> feed = std::move(opened).value();
    auto map = fit(feed->granted(), device);
    if (!map)
        return map.error();
    const bool goesOn = goesOnWith(feed->granted(), map.value());
    const auto started = feed->start(goesOn ? tape_ : tapeFor(feed->granted(), tapeSeconds),
                                     CaptureFeed::Entry::Writes, absence_);
    if (!started)
        return started.error();
    if (!goesOn)
        leaveTape();
    use(std::move(feed), std::move(map).value());
    return {};
}

void Capture::wait(const Device& device) {
    device_ = device;
    state_ = State::Waiting;
}

Result<void> Capture::prepare(Backend& backend, const Device& device, double tapeSeconds) {
    next_.reset();
    auto opened = openFeed(backend, device);
    if (!opened)
        return opened.error();
    std::unique_ptr<CaptureFeed> feed = std::move(opened).value();
    auto map = fit(feed->granted(), device);
    if (!map)
        return map.error();
    // A tape has one writer at a time; a tape of its own can be written at once.
    const bool goesOn = goesOnWith(feed->granted(), map.value());
    const auto started =
        feed->start(goesOn ? tape_ : tapeFor(feed->granted(), tapeSeconds),
                    goesOn ? CaptureFeed::Entry::HoldsBack : CaptureFeed::Entry::Writes, absence_);
    if (!started)
        return started.error();
    next_ = std::move(feed);
    nextMap_ = std::move(map).value();
    moveAtNs_ = clock_.nowNs() + firstBlockPatienceNs;
    return {};
}

bool Capture::readyToMove() const {
    return next_ && (next_->delivers() || clock_.nowNs() >= moveAtNs_);
}

void Capture::move(GapReason reason) {
    absence_ = reason;
    feed_.reset(); // in bounded time, and no frame of it comes any more
    if (next_->tape() == tape_)
        next_->join(reason);
    else
        leaveTape();
    use(std::move(next_), std::move(nextMap_));
}

void Capture::leaveTape() {
    if (former_)
        tape_->end(); // it never began
    else if (tape_ && !tape_->ended())
        former_ = Former{std::move(tape_), std::move(map_), std::move(granted_)};
    tape_.reset();
    lastArrivalNs_.reset();
}

void Capture::use(std::unique_ptr<CaptureFeed> feed, RecordMap map) {
    ++opens_;
    feed_ = std::move(feed);
    tape_ = feed_->tape();
    device_ = feed_->device();
    granted_ = feed_->granted();
    map_ = std::move(map);
    state_ = State::Running;
}

void Capture::lose(GapReason reason) {
    if (feed_)
        feed_->stop();
    next_.reset();
    if (former_) {
        // What replaced it never began: the former tape goes on, and its absence with the reason it had.
        tape_->end();
        tape_ = std::move(former_->tape);
        map_ = std::move(former_->map);
        granted_ = std::move(former_->granted);
        former_.reset();
    } else {
        absence_ = reason;
    }
    feed_.reset();
    state_ = State::Waiting;
}

void Capture::passTimeOn(Tape& tape) const {
    // Nobody else writes it now. Before a first frame there is no time.
    if (tape.endHostNs() != 0)
        tape.writeGap(framesIn(clock_.nowNs() - behindNowNs - tape.endHostNs(), tape.rate()), absence_,
                      tape.endHostNs());
}

void Capture::passTime() {
    if (former_)
        passTimeOn(*former_->tape);
    else if (state_ == State::Waiting && tape_ && !tape_->ended())
        passTimeOn(*tape_);
}

void Capture::settle() {
    Tape& tape = *former_->tape;
    if (tape.endHostNs() != 0)
        tape.writeGap(framesIn(feed_->firstNs() - tape.endHostNs(), tape.rate()), absence_, tape.endHostNs());
    tape.end();
    former_.reset();
}

std::optional<std::int64_t> Capture::arrival() {
    if (!feed_ || feed_->firstNs() == 0 || (heardTape_ == tape_ && heardDeviceId_ == device_.id))
        return std::nullopt;
    const bool another = heardTape_ == tape_;
    heardTape_ = tape_;
    heardDeviceId_ = device_.id;
    if (another)
        lastArrivalNs_ = feed_->firstNs();
    return another ? lastArrivalNs_ : std::nullopt;
}

void Capture::close() {
    next_.reset();
    feed_.reset();
    if (former_)
        former_->tape->end();
    former_.reset();
    if (tape_)
        tape_->end();
    state_ = State::Closed;
}

bool Capture::runsAs(std::uint64_t tag) const {
    return state_ == State::Running && feed_ && feed_->tag() == tag;
}

} // namespace headroom
