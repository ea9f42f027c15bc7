// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/simulated/simulated_signal.h"
#include "engine/realtime/clock.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace headroom {

/// A device of the simulated world, with what it hears (inputs only): one signal per channel, the last one
/// for all further channels.
struct SimulatedDevice {
    Device device;
    std::vector<SimulatedSignal> signals;
    std::uint32_t blockFrames = 480;
    double clockPpm = 0.0; ///< how much faster its clock runs than the engine's
    bool canBeExclusive = false;
};

/// The sound system that the simulated backend speaks to: devices, their clocks and everything that can
/// happen to them. Under a SteppedClock it delivers inside SteppedClock::advance(), on the caller's thread
/// and in the order of time; under any other clock on a thread of its own. Either way the blocks, their sizes
/// and host times are the same.
///
/// All functions are thread-safe. What a script does takes effect at the time that the world has reached.
class SimulatedWorld {
public:
    explicit SimulatedWorld(const Clock& clock);
    ~SimulatedWorld();
    SimulatedWorld(const SimulatedWorld&) = delete;
    SimulatedWorld& operator=(const SimulatedWorld&) = delete;

    /// @name Devices
    /// @{
    void add(SimulatedDevice device);
    /// Unplugs it: its streams are lost.
    void remove(const std::string& id);
    /// Plugs a removed one in again, as it was.
    void bringBack(const std::string& id);
    /// Makes it the default of the inputs or of the speakers.
    void makeDefault(const std::string& id);
    /// Gives it another rate: its streams are lost, new ones run at the new rate.
    void changeRate(const std::string& id, int rate);
    /// Gives it other channels, likewise.
    void changeChannels(const std::string& id, std::vector<ChannelPosition> channels);
    /// From now on no input is the default.
    void clearDefaultInput();
    void setClockPpm(const std::string& id, double ppm);
    void setSignals(const std::string& id, std::vector<SimulatedSignal> signals);
    [[nodiscard]] std::vector<Device> devices() const;
    /// @}

    /// @name Faults
    /// @{
    void loseServer();
    void restoreServer();
    void denyPermission(const std::string& id, bool denied);
    /// Another program holds it in exclusive mode.
    void setBusy(const std::string& id, bool busy);
    /// The next `frames` frames are not delivered; the stream says so.
    void hole(const std::string& id, std::uint64_t frames);
    /// The device sleeps and delivers nothing; its streams say so ten times a second.
    void setSuspended(const std::string& id, bool suspended);
    /// The next block comes this much too late; nothing is lost.
    void delayNextBlock(const std::string& id, std::int64_t ns);
    /// Blocks have these sizes, over and over; none for the device's own.
    void setBlockSizes(const std::string& id, std::vector<std::uint32_t> frames);
    /// Runs `action` when the world reaches `atNs`, between the blocks before and after. It must not wait.
    void at(std::int64_t atNs, std::function<void(SimulatedWorld&)> action);
    /// @}

    /// The device frame that is captured at `hostNs`; frames are counted from the start of the world.
    [[nodiscard]] std::uint64_t frameAt(const std::string& id, std::int64_t hostNs) const;

private:
    friend class SimulatedBackend;
    friend class SimulatedInput;

    struct Source {
        SimulatedDevice content;
        bool present = true;
        bool denied = false;
        bool busy = false;
        bool suspended = false;
        std::uint64_t hole = 0;
        std::int64_t delayNs = 0;
        std::vector<std::uint32_t> blockSizes;
        // Its clock: frame `anchorFrame` is captured at `anchorNs`.
        std::int64_t anchorNs = 0;
        std::uint64_t anchorFrame = 0;

        [[nodiscard]] double nsPerFrame() const;
        [[nodiscard]] std::int64_t timeOf(std::uint64_t frame) const;
        [[nodiscard]] std::uint64_t frameAt(std::int64_t ns) const;
    };
    struct Stream {
        std::string deviceId;
        std::uint64_t tag = 0;
        InputSink* sink = nullptr; ///< null until started and after it was lost
        std::uint64_t nextFrame = 0;
        std::uint32_t blockFrames = 0;
        std::size_t blockIndex = 0;
        std::int64_t notBeforeNs = 0;
        std::vector<float> buffer;
    };

    Source* find(const std::string& id);
    [[nodiscard]] const Source* find(const std::string& id) const;
    void loseStreams(const std::string& id, ErrorKind kind);
    void announce();
    void reanchor(Source& source);

    // All below with the mutex held.
    void runUntil(std::int64_t nowNs);
    [[nodiscard]] std::uint32_t nextBlockSize(const Stream& stream, const Source& source) const;
    [[nodiscard]] std::int64_t dueNs(const Stream& stream, const Source& source) const;
    void deliver(Stream& stream, Source& source);

    void runThread();
    void wake();

    const Clock& clock_;
    SteppedClock* stepped_ = nullptr;
    mutable std::recursive_mutex mutex_; ///< recursive: actions of at() call the public functions
    std::condition_variable_any changed_;
    std::vector<Source> sources_;
    std::vector<Stream*> streams_;
    std::multimap<std::int64_t, std::function<void(SimulatedWorld&)>> script_;
    std::vector<BackendListener*> listeners_;
    bool serverUp_ = true;
    std::int64_t reachedNs_ = 0;
    bool quit_ = false;
    std::thread thread_; ///< last: it uses all of the above
};

/// Fills a world with speakers, microphones and loopbacks to try Headroom on: a stereo microphone with a tone
/// at -18 dBFS (the default), noise, a sweep, an overloaded input, silence, an interface of 32 channels, and
/// two speakers with their loopbacks.
void addShowcase(SimulatedWorld& world);

} // namespace headroom
