// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <functional>

namespace headroom::test {

/// Starts a server that ends with this process, whatever becomes of it. What it prints goes to the end of
/// `log`.
[[nodiscard]] bool startProcess(QProcess& process, const QProcessEnvironment& environment, const QString& log,
                                const QString& program, const QStringList& arguments);

/// Waits until `ready`; false where the process ends before or 15 s pass.
[[nodiscard]] bool waitWhileRunning(QProcess& process, const std::function<bool()>& ready);

/// Sends a signal to that process alone, where it runs. One that ends it is waited for; where SIGTERM does
/// not end it within 10 s, SIGKILL does.
void signalProcess(QProcess& process, int signal);

} // namespace headroom::test
