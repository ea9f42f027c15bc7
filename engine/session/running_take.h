// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/events.h"
#include "engine/takes/take_recorder.h"

#include <functional>
#include <memory>

namespace headroom {

/// A take that runs on an input, and what of it has been told already. Engine thread.
struct RunningTake {
    TakeId id = 0;
    InputId input = 0;
    TakeSettings settings;
    std::shared_ptr<const Tape> tape;
    std::shared_ptr<FileNumbers> numbers;
    std::unique_ptr<TakeRecorder> recorder;
    bool paused = false;
    /// Stopped, or its going on decided: it is over when its recorder is.
    bool ends = false;
    std::int64_t toldProgressNs = 0;

    /// When its tape ends, that is an error; nothing goes on.
    void endBecause(const Error& error);
    /// True once every frame of it is known; the disk may be behind.
    [[nodiscard]] bool collected() const;

    /// Tells what is new; true once the take is over and told. Its end is not told before `mayEnd`.
    bool tell(std::int64_t nowNs, bool mayEnd, const std::function<void(Event)>& send);
};

} // namespace headroom
