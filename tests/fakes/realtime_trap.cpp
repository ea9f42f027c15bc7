// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/realtime_trap.h"

#include "engine/realtime/realtime_scope.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

// glibc's own names of what is replaced below. They cannot be looked up at run time: looking up allocates.
extern "C" {
void* __libc_malloc(std::size_t);
void __libc_free(void*);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace headroom::test::RealtimeTrap {

namespace {

constexpr std::size_t kept = 64;
constexpr int depth = 24;

struct Violation {
    const char* name = nullptr;
    std::array<void*, depth> frames{};
    int frameCount = 0;
};

constinit std::array<Violation, kept> noted{};
constinit std::atomic<std::size_t> count{0};

/// The first backtrace of a process loads a library. It must not be the one that is taken in a callback.
[[gnu::constructor]] void prepare() {
    std::array<void*, 2> frames{};
    ::backtrace(frames.data(), static_cast<int>(frames.size()));
}

} // namespace

[[gnu::noinline]] static void check(const char* name) {
    if (!RealtimeScope::active())
        return;
    const RealtimeLeave leave; // or the noting would be noted
    const std::size_t at = count.fetch_add(1);
    if (at >= kept)
        return;
    noted[at].name = name;
    noted[at].frameCount = ::backtrace(noted[at].frames.data(), depth);
}

void reset() {
    count = 0;
    noted = {};
}

std::size_t violations() {
    return count;
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < std::min(violations(), kept); ++i)
        all.emplace_back(noted[i].name);
    return all;
}

std::string report() {
    std::string text;
    for (std::size_t i = 0; i < std::min(violations(), kept); ++i) {
        text += std::string(noted[i].name) + " in a data callback:\n";
        char** lines = ::backtrace_symbols(noted[i].frames.data(), noted[i].frameCount);
        for (int frame = 0; lines != nullptr && frame < noted[i].frameCount; ++frame)
            text += std::string("    ") + lines[frame] + "\n";
        std::free(lines);
    }
    return text;
}

/// The C library's own function. Looked up before main; a call that comes earlier looks it up itself.
template <typename Function>
class Next {
public:
    explicit Next(const char* name) : name_(name) { static_cast<void>(get()); }
    Function* get() {
        if (function_ == nullptr)
            function_ = reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name_));
        return function_;
    }

private:
    const char* name_;
    Function* function_ = nullptr;
};

} // namespace headroom::test::RealtimeTrap

namespace trap = headroom::test::RealtimeTrap;

// --- memory
// --------------------------------------------------------------------------------------------------------

extern "C" {

void* malloc(std::size_t size) {
    trap::check("malloc");
    return __libc_malloc(size);
}

void free(void* memory) {
    if (memory != nullptr)
        trap::check("free");
    __libc_free(memory);
}

void* calloc(std::size_t count, std::size_t size) {
    trap::check("calloc");
    return __libc_calloc(count, size);
}

void* realloc(void* memory, std::size_t size) {
    trap::check("realloc");
    return __libc_realloc(memory, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
    trap::check("memalign");
    return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
    trap::check("aligned_alloc");
    return __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
    trap::check("posix_memalign");
    *memory = __libc_memalign(alignment, size);
    return *memory != nullptr ? 0 : ENOMEM;
}

} // extern "C"

// --- everything else: noted, then handed on
// --------------------------------------------------------------------

// One line for each function: its result, name, parameters and the same as arguments.
#define HEADROOM_TRAP(result, name, parameters, arguments)                                                   \
    static trap::Next<result parameters> next_##name(#name);                                                 \
    extern "C" result name parameters {                                                                      \
        trap::check(#name);                                                                                  \
        return next_##name.get() arguments;                                                                  \
    }

// Locks and wake-ups. unlock may wake a waiter, but whoever unlocks has locked, and that is noted.
HEADROOM_TRAP(int, pthread_mutex_lock, (pthread_mutex_t * m), (m))
HEADROOM_TRAP(int, pthread_mutex_trylock, (pthread_mutex_t * m), (m))
HEADROOM_TRAP(int, pthread_mutex_timedlock, (pthread_mutex_t * m, const timespec* t), (m, t))
HEADROOM_TRAP(int, pthread_mutex_clocklock, (pthread_mutex_t * m, clockid_t c, const timespec* t), (m, c, t))
HEADROOM_TRAP(int, pthread_rwlock_rdlock, (pthread_rwlock_t * l), (l))
HEADROOM_TRAP(int, pthread_rwlock_wrlock, (pthread_rwlock_t * l), (l))
HEADROOM_TRAP(int, pthread_rwlock_tryrdlock, (pthread_rwlock_t * l), (l))
HEADROOM_TRAP(int, pthread_rwlock_trywrlock, (pthread_rwlock_t * l), (l))
HEADROOM_TRAP(int, pthread_spin_lock, (pthread_spinlock_t * l), (l))
HEADROOM_TRAP(int, pthread_cond_wait, (pthread_cond_t * c, pthread_mutex_t* m), (c, m))
HEADROOM_TRAP(int, pthread_cond_timedwait, (pthread_cond_t * c, pthread_mutex_t* m, const timespec* t),
              (c, m, t))
HEADROOM_TRAP(int, pthread_cond_clockwait,
              (pthread_cond_t * c, pthread_mutex_t* m, clockid_t k, const timespec* t), (c, m, k, t))
HEADROOM_TRAP(int, pthread_cond_signal, (pthread_cond_t * c), (c))
HEADROOM_TRAP(int, pthread_cond_broadcast, (pthread_cond_t * c), (c))
HEADROOM_TRAP(int, sem_wait, (sem_t * s), (s))
HEADROOM_TRAP(int, sem_trywait, (sem_t * s), (s))
HEADROOM_TRAP(int, sem_timedwait, (sem_t * s, const timespec* t), (s, t))
HEADROOM_TRAP(int, sem_clockwait, (sem_t * s, clockid_t c, const timespec* t), (s, c, t))
HEADROOM_TRAP(int, sem_post, (sem_t * s), (s))
HEADROOM_TRAP(int, pthread_join, (pthread_t t, void** r), (t, r))
HEADROOM_TRAP(int, pthread_create, (pthread_t * t, const pthread_attr_t* a, void* (*f)(void*), void* p),
              (t, a, f, p))

// Waits.
HEADROOM_TRAP(int, nanosleep, (const timespec* t, timespec* r), (t, r))
HEADROOM_TRAP(int, clock_nanosleep, (clockid_t c, int f, const timespec* t, timespec* r), (c, f, t, r))
HEADROOM_TRAP(int, usleep, (useconds_t t), (t))
HEADROOM_TRAP(unsigned, sleep, (unsigned t), (t))
HEADROOM_TRAP(int, sched_yield, (), ())
HEADROOM_TRAP(int, poll, (pollfd * f, nfds_t n, int t), (f, n, t))
HEADROOM_TRAP(int, ppoll, (pollfd * f, nfds_t n, const timespec* t, const sigset_t* s), (f, n, t, s))
HEADROOM_TRAP(int, select, (int n, fd_set* r, fd_set* w, fd_set* e, timeval* t), (n, r, w, e, t))
HEADROOM_TRAP(int, epoll_wait, (int e, epoll_event* v, int n, int t), (e, v, n, t))

// Files, pipes and sockets.
HEADROOM_TRAP(ssize_t, read, (int f, void* b, size_t n), (f, b, n))
HEADROOM_TRAP(ssize_t, write, (int f, const void* b, size_t n), (f, b, n))
HEADROOM_TRAP(ssize_t, pread, (int f, void* b, size_t n, off_t o), (f, b, n, o))
HEADROOM_TRAP(ssize_t, pwrite, (int f, const void* b, size_t n, off_t o), (f, b, n, o))
HEADROOM_TRAP(ssize_t, readv, (int f, const iovec* v, int n), (f, v, n))
HEADROOM_TRAP(ssize_t, writev, (int f, const iovec* v, int n), (f, v, n))
HEADROOM_TRAP(ssize_t, send, (int f, const void* b, size_t n, int g), (f, b, n, g))
HEADROOM_TRAP(ssize_t, sendto, (int f, const void* b, size_t n, int g, const sockaddr* a, socklen_t l),
              (f, b, n, g, a, l))
HEADROOM_TRAP(ssize_t, sendmsg, (int f, const msghdr* m, int g), (f, m, g))
HEADROOM_TRAP(ssize_t, recv, (int f, void* b, size_t n, int g), (f, b, n, g))
HEADROOM_TRAP(ssize_t, recvmsg, (int f, msghdr* m, int g), (f, m, g))
HEADROOM_TRAP(int, close, (int f), (f))
HEADROOM_TRAP(int, fsync, (int f), (f))
HEADROOM_TRAP(int, fdatasync, (int f), (f))
HEADROOM_TRAP(FILE*, fopen, (const char* p, const char* m), (p, m))
HEADROOM_TRAP(int, fclose, (FILE * f), (f))
HEADROOM_TRAP(int, fflush, (FILE * f), (f))
HEADROOM_TRAP(size_t, fwrite, (const void* b, size_t s, size_t n, FILE* f), (b, s, n, f))
HEADROOM_TRAP(size_t, fread, (void* b, size_t s, size_t n, FILE* f), (b, s, n, f))
HEADROOM_TRAP(int, fputs, (const char* t, FILE* f), (t, f))
HEADROOM_TRAP(int, fputc, (int c, FILE* f), (c, f))
HEADROOM_TRAP(int, puts, (const char* t), (t))
HEADROOM_TRAP(void*, dlopen, (const char* f, int g), (f, g))

// Memory from the system.
HEADROOM_TRAP(void*, mmap, (void* a, size_t n, int p, int g, int f, off_t o), (a, n, p, g, f, o))
HEADROOM_TRAP(int, munmap, (void* a, size_t n), (a, n))
HEADROOM_TRAP(int, mprotect, (void* a, size_t n, int p), (a, n, p))
HEADROOM_TRAP(int, madvise, (void* a, size_t n, int v), (a, n, v))
HEADROOM_TRAP(int, mlock, (const void* a, size_t n), (a, n))
HEADROOM_TRAP(int, munlock, (const void* a, size_t n), (a, n))

// Those with a variable number of arguments.
static int openWith(const char* name, const char* path, int flags, va_list arguments) {
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
    static trap::Next<int(const char*, int, mode_t)> next("open");
    trap::check(name);
    return next.get()(path, flags, mode);
}

static trap::Next<int(int, const char*, int, mode_t)> next_openat("openat");
static trap::Next<long(long, long, long, long, long, long, long)> next_syscall("syscall");

extern "C" {

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const int fd = openWith("open", path, flags, arguments);
    va_end(arguments);
    return fd;
}

int open64(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const int fd = openWith("open64", path, flags, arguments);
    va_end(arguments);
    return fd;
}

int openat(int directory, const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    trap::check("openat");
    return next_openat.get()(directory, path, flags, mode);
}

/// std::atomic's wait and notify, and thereby most futexes, come this way.
long syscall(long number, ...) noexcept {
    va_list list;
    va_start(list, number);
    std::array<long, 6> a{};
    for (long& argument : a)
        argument = va_arg(list, long);
    va_end(list);
    trap::check("syscall");
    return next_syscall.get()(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int vsnprintf(char* to, std::size_t size, const char* format, va_list arguments) {
    static trap::Next<int(char*, std::size_t, const char*, va_list)> next("vsnprintf");
    trap::check("vsnprintf");
    return next.get()(to, size, format, arguments);
}

int snprintf(char* to, std::size_t size, const char* format, ...) {
    static trap::Next<int(char*, std::size_t, const char*, va_list)> next("vsnprintf");
    trap::check("snprintf");
    va_list arguments;
    va_start(arguments, format);
    const int length = next.get()(to, size, format, arguments);
    va_end(arguments);
    return length;
}

int vfprintf(FILE* file, const char* format, va_list arguments) {
    static trap::Next<int(FILE*, const char*, va_list)> next("vfprintf");
    trap::check("vfprintf");
    return next.get()(file, format, arguments);
}

int fprintf(FILE* file, const char* format, ...) {
    static trap::Next<int(FILE*, const char*, va_list)> next("vfprintf");
    trap::check("fprintf");
    va_list arguments;
    va_start(arguments, format);
    const int length = next.get()(file, format, arguments);
    va_end(arguments);
    return length;
}

int printf(const char* format, ...) {
    static trap::Next<int(FILE*, const char*, va_list)> next("vfprintf");
    trap::check("printf");
    va_list arguments;
    va_start(arguments, format);
    const int length = next.get()(stdout, format, arguments);
    va_end(arguments);
    return length;
}

// What the libraries of a distribution call in place of the above, as they are built with _FORTIFY_SOURCE.
int __vsnprintf_chk(char* to, std::size_t size, int, std::size_t, const char* format, va_list arguments) {
    static trap::Next<int(char*, std::size_t, const char*, va_list)> next("vsnprintf");
    trap::check("vsnprintf");
    return next.get()(to, size, format, arguments);
}

int __snprintf_chk(char* to, std::size_t size, int, std::size_t, const char* format, ...) {
    static trap::Next<int(char*, std::size_t, const char*, va_list)> next("vsnprintf");
    trap::check("snprintf");
    va_list arguments;
    va_start(arguments, format);
    const int length = next.get()(to, size, format, arguments);
    va_end(arguments);
    return length;
}

int __fprintf_chk(FILE* file, int, const char* format, ...) {
    static trap::Next<int(FILE*, const char*, va_list)> next("vfprintf");
    trap::check("fprintf");
    va_list arguments;
    va_start(arguments, format);
    const int length = next.get()(file, format, arguments);
    va_end(arguments);
    return length;
}

} // extern "C"
