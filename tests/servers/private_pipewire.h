// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/servers/pulse_control.h"
#include "tests/servers/server_process.h"

namespace headroom::test {

/// A real PipeWire of the test's own with its session manager and its PulseAudio server, on a bus of its own.
class PrivatePipeWire final : public PulseControl {
public:
    PrivatePipeWire();
    ~PrivatePipeWire() override;

    /// False where one of the programs is not installed here.
    [[nodiscard]] static bool available();

    [[nodiscard]] bool start() override;
    void kill() override;

private:
    ServerProcess bus_;
    ServerProcess pipewire_;
    ServerProcess manager_;
    ServerProcess pulse_;
};

} // namespace headroom::test
