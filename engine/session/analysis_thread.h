// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/events.h"
#include "engine/core/level_reading.h"
#include "engine/realtime/tape.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace headroom {

/// Reads the tapes of all open inputs and keeps the latest reading of each. It may skip what it was too late
/// for; it never holds up a writer, a take or a reader of readings.
class AnalysisThread {
public:
    AnalysisThread();
    ~AnalysisThread();
    AnalysisThread(const AnalysisThread&) = delete;
    AnalysisThread& operator=(const AnalysisThread&) = delete;

    /// From now on the input's levels are of this tape's channels, or of what the map makes of them. Any
    /// thread.
    void measure(InputId input, std::shared_ptr<const Tape> tape, std::optional<RecordMap> map = {});
    void forget(InputId input);
    void resetLevels(InputId input);

    /// The latest levels of an input; false where it is not measured. One thread at a time.
    [[nodiscard]] bool levels(InputId input, LevelReading& reading);

private:
    struct Entry;
    void run();

    std::mutex mutex_; ///< for the list; never held while samples are worked on
    std::condition_variable changed_;
    std::vector<std::shared_ptr<Entry>> entries_;
    bool quit_ = false;
    std::thread thread_;
};

} // namespace headroom
