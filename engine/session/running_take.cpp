// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/running_take.h"

namespace headroom {

namespace {
constexpr std::int64_t progressEveryNs = nsPerSecond / 10;
} // namespace

void RunningTake::endBecause(const Error& error) {
    recorder->failAtTapeEnd(error);
    ends = true;
}

bool RunningTake::collected() const {
    const TakeProgress::State state = recorder->progress().state;
    return state == TakeProgress::State::Finishing || state == TakeProgress::State::Finished;
}

bool RunningTake::tell(std::int64_t nowNs, bool mayEnd, const std::function<void(Event)>& send) {
    // Asked first, so that what is told below is everything.
    const bool finished = mayEnd && recorder->finished();
    for (const Fault& fault : recorder->newFaults())
        send(TakeFaulted{id, fault});
    for (Marker& marker : recorder->newMarkers())
        send(MarkerAdded{id, std::move(marker)});
    if (finished) {
        send(TakeFinished{id, recorder->report()});
        return true;
    }
    if (nowNs - toldProgressNs >= progressEveryNs) {
        toldProgressNs = nowNs;
        send(TakeProgressed{id, recorder->progress()});
    }
    return false;
}

} // namespace headroom
