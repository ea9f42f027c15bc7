// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/takes/take_rig.h"

#include "engine/takes/take_timeline.h"

#include <QTest>

namespace headroom {

std::int64_t HeldClock::nowNs() const noexcept {
    if (std::this_thread::get_id() != owner_) {
        std::unique_lock lock(mutex_);
        if (holding_) {
            ++held_;
            changed_.notify_all();
            changed_.wait(lock, [this] { return !holding_; });
            --held_;
        }
    }
    return stepped_.nowNs();
}

void HeldClock::hold() {
    const std::scoped_lock lock(mutex_);
    holding_ = true;
}

void HeldClock::waitUntilHeld() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return held_ > 0; });
}

void HeldClock::release() {
    const std::scoped_lock lock(mutex_);
    holding_ = false;
    changed_.notify_all();
}

TakeRig::TakeRig(int rateHz, int channelCount, double seconds)
    : rate(rateHz),
      channels(channelCount),
      originNs(clock.nowNs()),
      tape(std::make_shared<Tape>(rateHz, channelCount, seconds, 480)) {}

float TakeRig::sampleAt(std::uint64_t position, int channel) const {
    const std::uint64_t number =
        position * static_cast<std::uint64_t>(channels) + static_cast<std::uint64_t>(channel);
    return static_cast<float>(number % (1U << 22U) + 1) / static_cast<float>(1U << 23U);
}

std::vector<float> TakeRig::samples(std::uint64_t from, std::uint64_t to) const {
    std::vector<float> made;
    made.reserve((to - from) * static_cast<std::uint64_t>(channels));
    for (std::uint64_t f = from; f < to; ++f)
        for (int c = 0; c < channels; ++c)
            made.push_back(sampleAt(f, c));
    return made;
}

std::vector<float> TakeRig::zeros(std::uint64_t frames) const {
    return std::vector<float>(frames * static_cast<std::uint64_t>(channels), 0.0F);
}

void TakeRig::block(std::uint64_t frames) {
    const std::uint64_t from = tape->endPosition();
    const std::vector<float> made = samples(from, from + frames);
    clock.advance(timeOf(from + frames) - clock.nowNs());
    tape->writeBlock(made.data(), frames, timeOf(from));
}

void TakeRig::blocks(int count, std::uint64_t frames) {
    for (int i = 0; i < count; ++i)
        block(frames);
}

void TakeRig::gap(std::uint64_t frames, GapReason reason) {
    const std::uint64_t from = tape->endPosition();
    clock.advance(timeOf(from + frames) - clock.nowNs());
    tape->writeGap(frames, reason, timeOf(from));
}

std::int64_t TakeRig::timeOf(std::uint64_t position) const {
    return originNs + frameTimeNs(position, rate);
}

std::unique_ptr<TakeRecorder> TakeRig::begin(TakeSettings settings, TakeStart start, const char* words) {
    return beginOn(disk, disk.parts(), std::move(settings), start, words);
}

std::unique_ptr<TakeRecorder> TakeRig::beginOn(FileSystem& files, TakeParts parts, TakeSettings settings,
                                               TakeStart start, const char* words) {
    if (settings.file.empty())
        settings.file = "take.wav";
    TakeSource source;
    source.tape = tape;
    source.device.id = "mic";
    source.device.name = "A microphone";
    source.granted.format.rate = rate;
    source.granted.format.channels.assign(static_cast<std::size_t>(channels), ChannelPosition::Unpositioned);
    auto map = identityMap(source.granted.format.channels);
    if (words != nullptr)
        map = resolveForRecording(parseChannelMap(words).value(), source.granted.format.channels,
                                  IntegerMeaning::Position)
                  .value();
    return TakeRecorder::begin(source, settings, map, start, clock, files, std::move(parts));
}

bool waitFinished(const TakeRecorder& recorder) {
    return QTest::qWaitFor([&recorder] { return recorder.finished(); }, 60'000);
}

bool waitFrames(const TakeRecorder& recorder, std::uint64_t frames) {
    return QTest::qWaitFor([&] { return recorder.progress().frames >= frames; }, 60'000);
}

std::vector<float> operator+(std::vector<float> a, const std::vector<float>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

} // namespace headroom
