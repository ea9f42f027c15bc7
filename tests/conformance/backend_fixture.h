// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backend.h"
#include "engine/realtime/clock.h"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace headroom::test {

/// A sound system in the hands of a test: what a backend must be shown so that the conformance cases can be
/// run on it. Each case has one of its own. Functions fail the case by returning false or an empty id.
class BackendFixture {
public:
    virtual ~BackendFixture() = default;

    /// Brings the sound system up, with no inputs but those that it brings along.
    [[nodiscard]] virtual bool start() = 0;
    [[nodiscard]] virtual const Clock& clock() const = 0;
    /// A backend on it, not connected.
    [[nodiscard]] virtual std::unique_ptr<Backend> makeBackend() = 0;

    /// Adds an input at 48 kHz that hears rampSample() on every channel, running. Returns its id.
    [[nodiscard]] virtual std::string addInput(int channels) = 0;
    /// @name Outputs, where the sound system has them yet
    /// @{
    [[nodiscard]] virtual bool hasOutputs() const { return false; }
    /// Adds a speaker at 48 kHz that nothing else plays into. Returns its id, which the functions below take
    /// too.
    [[nodiscard]] virtual std::string addSpeaker(int channels) {
        static_cast<void>(channels);
        return {};
    }
    /// The input that hears what the speaker plays, bit for bit; empty where there is none.
    [[nodiscard]] virtual std::string loopbackOf(const std::string& speakerId) {
        static_cast<void>(speakerId);
        return {};
    }
    /// @}

    /// Unplugs it, and plugs it in again.
    virtual void unplug(const std::string& id) = 0;
    [[nodiscard]] virtual bool plugIn(const std::string& id) = 0;
    virtual void makeDefault(const std::string& id) = 0;
    virtual void suspend(const std::string& id, bool suspended) = 0;
    /// The server ends without a word, and comes back with the devices that were there.
    virtual void loseServer() = 0;
    [[nodiscard]] virtual bool restoreServer() = 0;
    /// False where the signal was disturbed by the machine rather than the backend: the case is then void.
    [[nodiscard]] virtual bool signalWasWhole() const { return true; }
};

struct NamedFixture {
    const char* name;
    bool (*available)(); ///< on this machine
    std::unique_ptr<BackendFixture> (*make)();
};

/// All backends that are held to the contract in this build.
[[nodiscard]] std::span<const NamedFixture> backendFixtures();

} // namespace headroom::test
