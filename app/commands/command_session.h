// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"
#include "engine/session/engine.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace headroom {

/// The engine as a command uses it: started, with the devices known.
class CommandSession {
public:
    /// What stands in where no sound server answers.
    enum class WithoutServer { Fail, ShowSimulated };

    /// Starts the engine and waits, in bounded time, until it knows how things stand. Where it cannot go on
    /// it has said why on standard error, and `failure` is how the program ends.
    CommandSession(const CommandLine& line, WithoutServer withoutServer);

    [[nodiscard]] const std::optional<ExitCode>& failure() const { return failure_; }
    [[nodiscard]] Engine& engine() { return *engine_; }
    [[nodiscard]] const std::vector<Device>& devices() const { return devices_; }
    [[nodiscard]] const ServerChanged& server() const { return server_; }

    /// The input that --from names, else the default one. Where there is none it has said so.
    [[nodiscard]] std::optional<Device> chooseInput(const CommandLine& line);

    /// The speaker that --to names, likewise.
    [[nodiscard]] std::optional<Device> chooseSpeaker(const CommandLine& line);

    /// The command line's wishes for an input that a command keeps open.
    [[nodiscard]] static InputWish wishFor(const CommandLine& line, const Device& device);

private:
    [[nodiscard]] std::optional<Device> choose(const std::optional<QString>& pattern, Wanted wanted);

    std::unique_ptr<Engine> engine_;
    std::vector<Device> devices_;
    ServerChanged server_;
    std::optional<ExitCode> failure_;
};

/// How a program ends after an error of an input.
[[nodiscard]] ExitCode exitCodeOf(const Error& error);

} // namespace headroom
