// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/input_meter.h"

#include <utility>

namespace headroom {

namespace {
constexpr std::uint64_t framesAtOnce = 2048;
} // namespace

InputMeter::InputMeter(InputId input, std::shared_ptr<const Tape> tape, RecordMap map)
    : input_(input),
      head_(tape),
      device_(tape->rate(), tape->channels()),
      samples_(framesAtOnce * static_cast<std::size_t>(tape->channels())) {
    head_.toOldest();
    takeMap(std::move(map));
    publish();
}

void InputMeter::setMap(RecordMap map) {
    const std::scoped_lock lock(mutex_);
    wanted_ = std::move(map);
}

bool InputMeter::goesOnUnder(const RecordMap& next) const {
    if (next.sources.size() != map_.sources.size())
        return false;
    for (std::size_t k = 0; k < heard_.size(); ++k) {
        const ChannelSource& now = next.sources[k];
        const ChannelSource& before = heard_[k];
        if (now.kind == ChannelSource::Kind::Silence || before.kind == ChannelSource::Kind::Silence)
            continue;
        if (now.kind != before.kind || now.channel != before.channel)
            return false;
    }
    return true;
}

void InputMeter::takeMap(RecordMap next) {
    const bool same = goesOnUnder(next);
    if (isIdentity(next, device_.channels()))
        mapped_.reset();
    else if (!same)
        mapped_.emplace(static_cast<int>(head_.tape().rate()), next.channels());
    else if (!mapped_)
        mapped_ = device_; // until now these were the levels of the map as well
    if (!same)
        heard_.assign(next.sources.size(), ChannelSource{});
    for (std::size_t k = 0; k < heard_.size(); ++k)
        if (next.sources[k].kind != ChannelSource::Kind::Silence)
            heard_[k] = next.sources[k];
    map_ = std::move(next);
    converted_.resize(mapped_ ? framesAtOnce * map_.sources.size() : 0);
}

void InputMeter::work() {
    std::optional<RecordMap> next;
    {
        const std::scoped_lock lock(mutex_);
        next.swap(wanted_);
    }
    if (next)
        takeMap(std::move(*next));
    if (reset_.exchange(false)) {
        device_.reset();
        if (mapped_)
            mapped_->reset();
    }
    bool fresh = next.has_value();
    for (;;) {
        const TapeSpan span = head_.read(samples_.data(), framesAtOnce);
        if (span.kind == TapeSpan::Kind::Data) {
            device_.process(samples_.data(), span.frames);
            if (mapped_) {
                applyRecordMap(map_, samples_.data(), device_.channels(), span.frames, converted_.data());
                mapped_->process(converted_.data(), span.frames);
            }
        } else if (span.kind == TapeSpan::Kind::Gap) {
            device_.processSilence(span.frames);
            if (mapped_)
                mapped_->processSilence(span.frames);
        } else if (span.kind != TapeSpan::Kind::Lost) { // what was lost is merely not shown
            break;
        }
        fresh = true;
    }
    if (fresh)
        publish();
}

void InputMeter::publish() {
    device_.read(deviceLatest_.next());
    deviceLatest_.publish();
    if (mapped_) {
        mapped_->read(mappedLatest_.next());
        mappedLatest_.publish();
    }
    isMapped_ = mapped_.has_value();
}

const LevelReading& InputMeter::levels() {
    return isMapped_ ? mappedLatest_.latest() : deviceLatest_.latest();
}

} // namespace headroom
