// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/backends/simulated/simulated_mix.h"
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
/// for all further channels. A loopback that names its speaker hears what is played there, its own signals
/// added; the two have one clock, and what befalls the speaker befalls its loopback.
struct SimulatedDevice {
    Device device;
    std::vector<SimulatedSignal> signals;
    std::uint32_t blockFrames = 480;
    double clockPpm = 0.0; ///< how much faster its clock runs than the engine's
    bool canBeExclusive = false;
};

/// The sound system that the simulated backend speaks to: devices, their clocks and everything that can
/// happen to them. Under a SteppedClock it delivers and pulls inside SteppedClock::advance(), on the caller's
/// thread and in the order of time; under any other clock on a thread of its own. Either way the blocks,
/// their sizes and host times are the same.
///
/// A speaker pulls a stream's blocks one block ahead: a frame is heard as long after its callback as a block
/// is long. What several streams play is summed.
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
    /// Gives an input other channels, likewise.
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
    /// The next `frames` frames of an input are not delivered; the stream says so.
    void hole(const std::string& id, std::uint64_t frames);
    /// A speaker runs dry for the next `frames` frames of each of its streams; the streams say so.
    void underrun(const std::string& id, std::uint64_t frames);
    /// The device sleeps and delivers and plays nothing; its streams say so ten times a second. What a
    /// speaker was given and has not played is played when it wakes.
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
    friend class SimulatedStream;

    static constexpr std::uint32_t largestBlock = 1U << 16U;

    struct Source {
        SimulatedDevice content;
        bool present = true;
        bool denied = false;
        bool busy = false;
        bool suspended = false;
        std::uint64_t hole = 0;
        std::int64_t delayNs = 0;
        std::vector<std::uint32_t> blockSizes;
        SimulatedMix mix; ///< of a speaker
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
        bool exclusive = false;
        // Both null until started and after it was lost, one of them ever.
        InputSink* sink = nullptr;
        OutputSource* source = nullptr;
        std::uint64_t nextFrame = 0; ///< the first of the next block
        std::uint32_t blockFrames = 0;
        std::size_t blockIndex = 0;
        std::int64_t notBeforeNs = 0;
        std::vector<float> buffer;
        std::vector<float> given; ///< of an output: what has not been heard yet, up to nextFrame
        std::uint64_t dry = 0;    ///< frames that it is to run dry for

        [[nodiscard]] bool runs() const { return sink != nullptr || source != nullptr; }
        [[nodiscard]] std::uint64_t firstGiven(int channels) const {
            return nextFrame - given.size() / static_cast<std::size_t>(channels);
        }
        void end();
    };

    Source* find(const std::string& id);
    [[nodiscard]] const Source* find(const std::string& id) const;
    /// The device and, of a speaker, its loopbacks: what shares its fate. None where there is no such device.
    std::vector<Source*> withLoopbacks(const std::string& id);
    /// The device and all that have the same clock: a speaker and its loopbacks.
    std::vector<Source*> withOneClock(const std::string& id);
    /// The speaker that a loopback hears; null where it hears none.
    Source* heardBy(const Source& source);
    void loseStreams(const std::string& id, ErrorKind kind);
    void announce();
    void reanchor(Source& source);

    // All below with the mutex held.
    void runUntil(std::int64_t nowNs);
    [[nodiscard]] std::uint32_t nextBlockSize(const Stream& stream, const Source& source) const;
    [[nodiscard]] std::int64_t dueNs(const Stream& stream, const Source& source) const;
    [[nodiscard]] std::int64_t nowNs() const;
    void deliver(Stream& stream, Source& source);
    void hear(Stream& stream, const Source& source);
    void pull(Stream& stream, Source& speaker);
    void runDry(Stream& stream, const Source& speaker, std::uint64_t frames);
    void tellSuspended(Stream& stream, const Source& source);
    /// Frames before `frame` are heard now and can not be taken back any more.
    void play(Source& speaker, std::uint64_t frame);

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
