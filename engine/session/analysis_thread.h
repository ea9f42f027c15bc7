// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_map.h"
#include "engine/core/events.h"
#include "engine/core/level_reading.h"
#include "engine/realtime/tape.h"
#include "engine/session/input_meter.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
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

    /// @name Any thread
    /// @{

    /// From now on the input's levels are of this tape, and of what the map, fitted to it, makes of it.
    void measure(InputId input, std::shared_ptr<const Tape> tape, RecordMap map);
    /// Another map on the same tape; see InputMeter::setMap().
    void setMap(InputId input, const RecordMap& map);
    void forget(InputId input);
    void resetLevels(InputId input);
    /// @}

    /// @name One thread at a time; false where the input is not measured
    /// @{

    /// The latest levels after the map.
    [[nodiscard]] bool levels(InputId input, LevelReading& reading);
    /// The latest levels of the device's own channels.
    [[nodiscard]] bool deviceLevels(InputId input, LevelReading& reading);
    /// @}

private:
    void run();
    [[nodiscard]] std::shared_ptr<InputMeter> find(InputId input);

    std::mutex mutex_; ///< for the list; never held while samples are worked on
    std::condition_variable changed_;
    std::vector<std::shared_ptr<InputMeter>> meters_;
    bool quit_ = false;
    std::thread thread_;
};

} // namespace headroom
