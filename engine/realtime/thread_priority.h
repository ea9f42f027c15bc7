// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom {

/// How urgently the system runs a thread of ours.
enum class ThreadPriority {
    Realtime, ///< scheduled before ordinary work
    Raised,   ///< ordinary scheduling, a better share
    Ordinary, ///< nothing better was allowed
};

/// Asks for the best that the system allows for the calling thread and says what it gave. A refusal is no
/// error: the sound server buffers, we are only later. Not real-time safe: call it before the first block.
ThreadPriority raiseThisThread() noexcept;

/// Gives the calling thread a name that debuggers and `top` show, at most 15 characters.
void nameThisThread(const char* name) noexcept;

/// Treats the tiniest floats as zero on this thread from now on: filters that ring out would otherwise slow
/// down a hundredfold (Intel 64 manual, vol. 1, 10.2.3.3 and 10.2.3.4; ARM ARM, FPCR.FZ).
void flushDenormals() noexcept;

} // namespace headroom
