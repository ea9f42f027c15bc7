// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/server_process.h"

#include <QDeadlineTimer>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>

namespace headroom::test {

bool startProcess(QProcess& process, const QProcessEnvironment& environment, const QString& log,
                  const QString& program, const QStringList& arguments) {
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardOutputFile(log, QIODevice::Append);
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start(program, arguments);
    return process.waitForStarted();
}

bool waitWhileRunning(QProcess& process, const std::function<bool()>& ready) {
    const QDeadlineTimer deadline(15000);
    while (!ready()) {
        if (deadline.hasExpired() || process.waitForFinished(0))
            return false;
        QThread::msleep(2);
    }
    return true;
}

void signalProcess(QProcess& process, int signal) {
    if (process.state() == QProcess::NotRunning)
        return;
    const auto pid = static_cast<pid_t>(process.processId());
    ::kill(pid, signal);
    if (signal == SIGTERM && !process.waitForFinished(10000))
        ::kill(pid, signal = SIGKILL);
    if (signal == SIGKILL)
        process.waitForFinished();
}

} // namespace headroom::test
