// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <sys/types.h>

namespace headroom::test {

/// A program that runs beside the test and ends with it, whatever becomes of the test. It is started by a
/// plain fork: QProcess uses a vfork, which shares memory for a moment, and what ThreadSanitizer switches off
/// in the child then stays switched off here, so that it would find nothing any more.
class ServerProcess {
public:
    ServerProcess() = default;
    ~ServerProcess() { signal(9); }
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    /// What it prints goes to the end of the file `output`. False where there is no such program.
    [[nodiscard]] bool start(const QString& program, const QStringList& arguments,
                             const QProcessEnvironment& environment, const QString& output);
    [[nodiscard]] bool isRunning();
    /// Of the run that is over; -1 where a signal ended it.
    [[nodiscard]] int exitCode() const { return exitCode_; }
    /// Waits until `ready`; false where the process ends before or 15 s pass.
    [[nodiscard]] bool waitUntil(const std::function<bool()>& ready);
    /// Sends a signal to this process alone, where it runs. SIGTERM and SIGKILL are waited for; where the
    /// first does not end it within 10 s, the second does.
    void signal(int number);

private:
    bool waitForEnd(int milliseconds);
    pid_t pid_ = -1;
    int exitCode_ = -1;
};

/// Runs a program to its end, 15 s at most, and returns what it printed; nothing where it failed.
[[nodiscard]] std::optional<QByteArray> outputOf(const QString& program, const QStringList& arguments,
                                                 const QProcessEnvironment& environment);

} // namespace headroom::test
