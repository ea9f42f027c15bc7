// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/thread_priority.h"

#include <cstdint>

#if defined(__linux__)
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace headroom {

ThreadPriority raiseThisThread() noexcept {
#if defined(__linux__)
    sched_param param{};
    param.sched_priority = 10; // above ordinary work, below the sound server's own threads
    if (pthread_setschedparam(pthread_self(), SCHED_RR | SCHED_RESET_ON_FORK, &param) == 0)
        return ThreadPriority::Realtime;
    const auto thread = static_cast<id_t>(syscall(SYS_gettid));
    if (setpriority(PRIO_PROCESS, thread, -11) == 0)
        return ThreadPriority::Raised;
#endif
    return ThreadPriority::Ordinary;
}

void nameThisThread(const char* name) noexcept {
#if defined(__linux__)
    pthread_setname_np(pthread_self(), name);
#else
    static_cast<void>(name);
#endif
}

void flushDenormals() noexcept {
#if defined(__SSE2__)
    constexpr unsigned flushToZero = 1U << 15U;
    constexpr unsigned denormalsAreZero = 1U << 6U;
    _mm_setcsr(_mm_getcsr() | flushToZero | denormalsAreZero);
#elif defined(__aarch64__)
    std::uint64_t control = 0;
    asm volatile("mrs %0, fpcr" : "=r"(control));
    asm volatile("msr fpcr, %0" : : "r"(control | (1ULL << 24U)));
#endif
}

} // namespace headroom
