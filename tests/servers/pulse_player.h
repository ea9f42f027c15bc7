// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace headroom::test {

/// Plays into a sink through libpulse, without a break: silence at first, then what a function gives. A
/// stream that begins with its data on an idle sink loses the beginning; one that has been running on silence
/// loses nothing.
class PulsePlayer {
public:
    /// The sample of a channel at a frame that is counted from play().
    using Signal = std::function<float(int channel, std::uint64_t frame)>;

    /// float32, in the sink's own channels: `map` in PulseAudio's words. Its latency is `latencyMs`.
    PulsePlayer(const QString& server, const QString& sink, int rate, const QString& map, int latencyMs = 60);
    ~PulsePlayer();
    PulsePlayer(const PulsePlayer&) = delete;
    PulsePlayer& operator=(const PulsePlayer&) = delete;

    /// How the server shows the program and what it plays; to be called before start().
    void setNames(const QString& program, const QString& plays);
    /// It may be moved to another sink, as most programs may; to be called before start().
    void allowMoves();
    /// Begins to play silence and returns when the sink is truly taking it. False on failure.
    [[nodiscard]] bool start();
    /// From now on the signal is played, in place of the silence.
    void play(Signal signal);
    /// Back to silence.
    void silence();
    /// Pauses and goes on, as a person does with a player: the server asks for nothing meanwhile.
    void cork(bool corked);
    /// The number of its stream at the server.
    [[nodiscard]] std::uint32_t index() const;
    /// How often the stream ran dry since start(): if it did, what was heard is not what was sent.
    [[nodiscard]] int underruns() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace headroom::test
