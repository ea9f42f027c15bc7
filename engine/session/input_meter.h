// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/level_meter.h"
#include "engine/core/channel_map.h"
#include "engine/core/events.h"
#include "engine/core/level_reading.h"
#include "engine/realtime/snapshot.h"
#include "engine/realtime/tape_head.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace headroom {

/// The levels of one tape: of the device's own channels, and of what a map makes of them. Where the map takes
/// them over as they are, one measurement serves for both.
class InputMeter {
public:
    InputMeter(InputId input, std::shared_ptr<const Tape> tape, RecordMap map);

    [[nodiscard]] InputId input() const { return input_; }

    /// @name Any thread
    /// @{

    /// From the next work() on. Where each channel comes from the same place as before, or is muted or not
    /// any more, the levels go on; else those after the map begin anew.
    void setMap(RecordMap map);
    /// Maxima, hold and clips begin anew.
    void reset() { reset_ = true; }
    /// @}

    /// Measures all that is new on the tape. Analysis thread.
    void work();

    /// @name The thread of readings
    /// @{
    [[nodiscard]] const LevelReading& levels();
    [[nodiscard]] const LevelReading& deviceLevels() { return deviceLatest_.latest(); }
    /// @}

private:
    void takeMap(RecordMap next);
    [[nodiscard]] bool goesOnUnder(const RecordMap& next) const;
    void publish();

    const InputId input_;
    TapeHead head_;

    std::mutex mutex_; ///< for wanted_ alone
    std::optional<RecordMap> wanted_;

    // The analysis thread's own.
    RecordMap map_;
    /// Where each channel's sound came from last: a channel that was muted in between goes on.
    std::vector<ChannelSource> heard_;
    LevelMeter device_;
    std::optional<LevelMeter> mapped_; ///< none where the device's own levels are those of the map
    std::vector<float> samples_;
    std::vector<float> converted_;

    Snapshot<LevelReading> deviceLatest_;
    Snapshot<LevelReading> mappedLatest_;
    std::atomic<bool> isMapped_{false};
    std::atomic<bool> reset_{false};
};

} // namespace headroom
