// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// Catches what a data callback must not do. While RealtimeScope::active() on a thread, every call that
/// allocates, frees, locks, wakes, waits, reads, writes, opens, formats or maps memory is noted with its name
/// and where it came from; the call itself is carried out. Noting neither allocates nor locks.
///
/// It sees calls that this program, its libraries and the C++ runtime make to the C library. What the C
/// library does within itself it does not see; each way into it that matters is therefore listed by itself.
namespace headroom::test::RealtimeTrap {

/// Forgets what was noted.
void reset();

/// How many forbidden calls were made since.
[[nodiscard]] std::size_t violations();

/// The names of the calls, in order, at most the first 64.
[[nodiscard]] std::vector<std::string> names();

/// All of them with their callers, to be shown by a failing test; empty where there were none.
[[nodiscard]] std::string report();

} // namespace headroom::test::RealtimeTrap
