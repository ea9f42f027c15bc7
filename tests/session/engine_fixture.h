// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/simulated/simulated_backend.h"
#include "engine/realtime/clock.h"
#include "engine/session/engine.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// What a sound file holds.
struct FileContent {
    int rate = 0;
    int channels = 0;
    std::vector<float> samples; ///< interleaved

    [[nodiscard]] std::uint64_t frames() const { return samples.size() / static_cast<std::size_t>(channels); }
    [[nodiscard]] float at(std::uint64_t frame, int channel) const {
        return samples[frame * static_cast<std::size_t>(channels) + static_cast<std::size_t>(channel)];
    }
};

/// An engine over simulated devices and a clock that the test moves. Its microphone "sim.microphone" hears
/// the ramp, whose samples tell their own frame.
class EngineFixture {
public:
    /// `prepare` scripts the world before the engine starts.
    explicit EngineFixture(const std::function<void(SimulatedWorld&, EngineParts&)>& prepare = {});
    ~EngineFixture();

    SteppedClock clock;
    std::unique_ptr<SimulatedWorld> world;
    std::unique_ptr<Engine> engine;
    QTemporaryDir folder;
    std::vector<Event> seen; ///< all events so far

    /// The next event of this kind that `wanted` likes, looked for in what was seen since the last one was
    /// found. While it has not come, the clock moves on by `stepNs` at a time (not at all for 0). nullopt
    /// after 10 s of real time.
    template <typename T>
    std::optional<T> waitFor(std::int64_t stepNs = 0, const std::function<bool(const T&)>& wanted = {}) {
        std::optional<T> found;
        waitUntil(
            [&] {
                while (!found && next_ < seen.size()) {
                    const Event& event = seen[next_++];
                    if (const T* match = std::get_if<T>(&event);
                        match != nullptr && (!wanted || wanted(*match)))
                        found = *match;
                }
                return found.has_value();
            },
            stepNs);
        return found;
    }

    /// Whether an event of this kind was ever seen.
    template <typename T>
    [[nodiscard]] int count() {
        fetch();
        int n = 0;
        for (const Event& event : seen)
            n += std::holds_alternative<T>(event) ? 1 : 0;
        return n;
    }

    /// The last event of this kind that was seen.
    template <typename T>
    [[nodiscard]] std::optional<T> last() {
        fetch();
        for (auto it = seen.rbegin(); it != seen.rend(); ++it)
            if (const T* match = std::get_if<T>(&*it))
                return *match;
        return std::nullopt;
    }

    /// Fetches events until `condition` holds; false after 10 s of real time.
    bool waitUntil(const std::function<bool()>& condition, std::int64_t stepNs = 0);

    /// Moves the clock on by 10 ms at a time.
    void advance(double seconds);

    /// Opens an input and waits until it is.
    InputId open(const std::string& deviceId, InputWish wish = {});
    /// A float WAV of this name in the folder.
    [[nodiscard]] TakeSettings settings(const std::string& name = "take.wav") const;
    /// Stops a take and gives its report, moving the clock on until it is there.
    TakeReport stop(TakeId take);

    [[nodiscard]] static FileContent read(const std::string& path);

private:
    void fetch();
    std::size_t next_ = 0;
};

} // namespace headroom
