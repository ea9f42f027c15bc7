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
    std::unique_ptr<TakeRecorder> recorder;
    std::int64_t toldProgressNs = 0;

    /// Tells what is new; true once the take is over and told.
    bool tell(std::int64_t nowNs, const std::function<void(Event)>& send);
};

} // namespace headroom
