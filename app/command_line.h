// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"
#include "engine/core/test_signal.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <variant>

namespace headroom {

/// How the program ends; scripts rely on the numbers.
enum class ExitCode : int {
    Done = 0,       ///< nothing is missing
    Failed = 1,     ///< nothing usable was written, or what is there is named
    WrongWords = 2, ///< usage on standard error
    NoDevice = 3,   ///< no such device, or no server
    Incomplete = 4, ///< the take is saved but frames are missing
};

enum class Command { Window, Devices, Channels, Record, Meter, Identify, Analyze, Doctor };

/// What a person or a script asked for, checked for itself: numbers are in range, and the options belong to
/// the command.
struct CommandLine {
    Command command = Command::Window;
    QStringList files;
    QString backend;    ///< empty: the platform's own
    QString recordings; ///< the window's folder; empty: the remembered one
    bool json = false;
    std::optional<QString> from;
    bool loopback = false;
    std::optional<QString> to;
    std::optional<int> rate;
    std::optional<MapSpec> map;
    std::optional<std::uint32_t> blockFrames;
    bool exclusive = false;
    std::optional<double> durationSeconds;
    std::optional<std::uint64_t> frames;
    std::optional<SampleFormat> sampleFormat;
    double splitSeconds = 0.0;
    std::uint64_t splitBytes = 0;
    bool force = false;
    TestSignal signal = TestSignal::Noise;
    std::optional<double> levelDb;
};

/// Words that stand on standard output (help, version) and end the program well.
struct AnsweredHere {
    QString text;
};
/// Words that are wrong: one line that names the cause and the next step.
struct WrongWords {
    QString text;
    QString usage;
};

/// Reads the arguments, the program's name left out.
[[nodiscard]] std::variant<CommandLine, AnsweredHere, WrongWords>
readCommandLine(const QStringList& arguments);

} // namespace headroom
