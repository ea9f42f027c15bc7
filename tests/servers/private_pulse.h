// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/servers/pulse_control.h"
#include "tests/servers/server_process.h"

namespace headroom::test {

/// A real PulseAudio of the test's own, in a folder of its own.
class PrivatePulse final : public PulseControl {
public:
    enum class Modules {
        Bare,  ///< the protocol alone
        Usual, ///< what a desktop's default.pa loads besides hardware: restores volumes, suspends idle
               ///< devices, ...
    };
    struct Options {
        Modules modules = Modules::Bare;
        bool flatVolumes = false;
    };

    PrivatePulse() : PrivatePulse(Options()) {}
    explicit PrivatePulse(Options options);
    ~PrivatePulse() override;

    /// False where the program is not installed here.
    [[nodiscard]] static bool available();

    /// What it remembers of volumes is kept from one start to the next.
    [[nodiscard]] bool start() override;
    void kill() override;
    /// Asks it to end, and waits until it has: it writes down what it remembers.
    void stop();
    /// SIGSTOP: it holds its sockets and answers nothing.
    void pause();
    void resume();

private:
    Options options_;
    ServerProcess process_;
};

} // namespace headroom::test
