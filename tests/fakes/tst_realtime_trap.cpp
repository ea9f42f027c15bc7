// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/realtime/realtime_scope.h"
#include "tests/fakes/realtime_trap.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <mutex>
#include <poll.h>
#include <semaphore>
#include <shared_mutex>
#include <string>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace trap = headroom::test::RealtimeTrap;
using headroom::RealtimeLeave;
using headroom::RealtimeScope;

namespace {

// What the compiler cannot see through is not optimised away.
void* volatile sinkPointer = nullptr;
volatile int sinkInt = 0;

struct Deed {
    const char* name;   ///< of the row
    const char* caught; ///< under which name the trap knows it
    std::function<void()> prepare;
    std::function<void()> act;
};

std::mutex mutex;
std::shared_mutex sharedMutex;
std::condition_variable condition;
std::counting_semaphore<4> semaphore{4};
std::atomic<int> word{0};
void* memory = nullptr;
int pipeEnds[2] = {-1, -1};
char buffer[64];
const char* volatile nothing = "";

const std::vector<Deed>& deeds() {
    static const std::vector<Deed> all = {
        {"malloc", "malloc", {}, [] { sinkPointer = std::malloc(16); }},
        {"calloc", "calloc", {}, [] { sinkPointer = std::calloc(4, 4); }},
        {"realloc", "realloc", [] { memory = std::malloc(16); },
         [] { sinkPointer = std::realloc(memory, 4096); }},
        {"free", "free", [] { memory = std::malloc(16); }, [] { std::free(memory); }},
        {"aligned_alloc", "aligned_alloc", {}, [] { sinkPointer = std::aligned_alloc(64, 64); }},
        {"posix_memalign",
         "posix_memalign",
         {},
         [] {
             void* to = nullptr;
             sinkInt = ::posix_memalign(&to, 64, 64);
             sinkPointer = to;
         }},
        {"operator new", "malloc", {}, [] { sinkPointer = ::operator new(24); }},
        {"operator delete", "free", [] { memory = ::operator new(24); }, [] { ::operator delete(memory); }},
        {"aligned operator new",
         "aligned_alloc",
         {},
         [] { sinkPointer = ::operator new(64, std::align_val_t(64)); }},
        {"a string that grows",
         "malloc",
         {},
         [] {
             const std::string text(static_cast<std::size_t>(100 + sinkInt * 0), 'x');
             sinkInt = static_cast<int>(text.size());
         }},
        {"mutex",
         "pthread_mutex_lock",
         {},
         [] {
             mutex.lock();
             mutex.unlock();
         }},
        {"mutex, only tried",
         "pthread_mutex_trylock",
         {},
         [] {
             if (mutex.try_lock())
                 mutex.unlock();
         }},
        {"shared mutex",
         "pthread_rwlock_rdlock",
         {},
         [] {
             sharedMutex.lock_shared();
             sharedMutex.unlock_shared();
         }},
        {"condition, notified", "pthread_cond_broadcast", {}, [] { condition.notify_all(); }},
        {"condition, waited for",
         "pthread_mutex_lock",
         {},
         [] {
             std::unique_lock lock(mutex);
             condition.wait_for(lock, std::chrono::microseconds(1));
         }},
        {"atomic wait",
         "syscall",
         {},
         [] {
             // A waiter is needed for notify to reach the system; a value that changes ends the wait.
             std::thread other([] {
                 std::this_thread::sleep_for(std::chrono::milliseconds(30));
                 word = 1;
                 word.notify_all();
             });
             word.wait(0);
             const RealtimeLeave leave;
             other.join();
         }},
        {"sleep",
         "clock_nanosleep",
         {},
         [] {
             ::timespec t{0, 1000};
             ::clock_nanosleep(CLOCK_MONOTONIC, 0, &t, nullptr);
         }},
        {"nanosleep", "nanosleep", {}, [] { std::this_thread::sleep_for(std::chrono::microseconds(1)); }},
        {"yield", "sched_yield", {}, [] { std::this_thread::yield(); }},
        {"poll", "poll", {}, [] { sinkInt = ::poll(nullptr, 0, 0); }},
        {"open", "open", {}, [] { sinkInt = ::open("/dev/null", O_RDONLY); }},
        {"openat", "openat", {}, [] { sinkInt = ::openat(AT_FDCWD, "/dev/null", O_RDONLY); }},
        {"close", "close", [] { pipeEnds[0] = ::open("/dev/null", O_RDONLY); }, [] { ::close(pipeEnds[0]); }},
        {"read", "read", [] { pipeEnds[0] = ::open("/dev/zero", O_RDONLY); },
         [] { sinkInt = static_cast<int>(::read(pipeEnds[0], buffer, 4)); }},
        {"write", "write", [] { pipeEnds[0] = ::open("/dev/null", O_WRONLY); },
         [] { sinkInt = static_cast<int>(::write(pipeEnds[0], buffer, 4)); }},
        {"fopen", "fopen", {}, [] { sinkPointer = std::fopen("/dev/null", "r"); }},
        {"snprintf",
         "snprintf",
         {},
         [] { sinkInt = std::snprintf(buffer, sizeof buffer, "%d", 1 + sinkInt); }},
        {"log", "fprintf", {}, [] { std::fprintf(stderr, "%s%s", nothing, nothing); }},
        {"mmap",
         "mmap",
         {},
         [] { sinkPointer = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }},
        {"thread",
         "pthread_create",
         {},
         [] {
             std::thread other([] {});
             other.join();
         }},
    };
    return all;
}

} // namespace

class tst_RealtimeTrap : public QObject {
    Q_OBJECT

private slots:
    void init() { trap::reset(); }

    void catchesInsideACallback_data() { rows(); }
    void catchesInsideACallback() {
        const Deed& deed = current();
        if (deed.prepare)
            deed.prepare();
        {
            const RealtimeScope scope;
            deed.act();
        }
        const auto names = trap::names();
        QVERIFY2(std::ranges::find(names, deed.caught) != names.end(), trap::report().c_str());
        QVERIFY(trap::report().find(deed.caught) != std::string::npos);
    }

    void seesNothingOutsideOne_data() { rows(); }
    void seesNothingOutsideOne() {
        const Deed& deed = current();
        word = 0;
        if (deed.prepare)
            deed.prepare();
        deed.act();
        QCOMPARE(trap::violations(), std::size_t{0});
    }

    void seesNothingWhereTheScopeWasLeft() {
        const RealtimeScope scope;
        const RealtimeLeave leave;
        sinkPointer = std::malloc(8);
        std::free(sinkPointer);
        QCOMPARE(trap::violations(), std::size_t{0});
    }

    void seesOtherThreadsOnlyInTheirOwnCallbacks() {
        std::atomic<bool> inside{false};
        std::atomic<bool> done{false};
        std::thread device([&] {
            const RealtimeScope scope;
            inside = true;
            while (!done) {
            }
        });
        while (!inside) {
        }
        sinkPointer = std::malloc(8);
        done = true;
        device.join();
        QCOMPARE(trap::violations(), std::size_t{0});
    }

    void tellsWhoCalled() {
        {
            const RealtimeScope scope;
            sinkPointer = std::malloc(8);
        }
        QVERIFY(trap::report().find("tst_realtime_trap") != std::string::npos);
    }

    void plainArithmeticAndTheClockPass() {
        {
            const RealtimeScope scope;
            timespec now{};
            ::clock_gettime(CLOCK_MONOTONIC, &now);
            std::array<float, 256> samples{};
            for (float& sample : samples)
                sample = static_cast<float>(now.tv_nsec) * 0.5F;
            word.store(static_cast<int>(samples[0]), std::memory_order_release);
        }
        QCOMPARE(trap::violations(), std::size_t{0});
    }

private:
    static void rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < deeds().size(); ++i)
            QTest::newRow(deeds()[i].name) << static_cast<int>(i);
    }
    static const Deed& current() {
        QFETCH(int, index);
        return deeds()[static_cast<std::size_t>(index)];
    }
};

QTEST_GUILESS_MAIN(tst_RealtimeTrap)
#include "tst_realtime_trap.moc"
