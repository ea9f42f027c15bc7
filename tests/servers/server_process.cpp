// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/server_process.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QThread>

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace headroom::test {

namespace {

constexpr int limitMs = 15000;

/// The words of a command as exec wants them. They live as long as this.
class Words {
public:
    explicit Words(const QStringList& words) {
        for (const QString& word : words)
            bytes_.push_back(word.toLocal8Bit());
        for (QByteArray& word : bytes_)
            pointers_.push_back(word.data());
        pointers_.push_back(nullptr);
    }
    [[nodiscard]] char** data() { return pointers_.data(); }

private:
    std::vector<QByteArray> bytes_;
    std::vector<char*> pointers_;
};

} // namespace

bool ServerProcess::start(const QString& program, const QStringList& arguments,
                          const QProcessEnvironment& environment, const QString& output) {
    const QByteArray path = QFile::encodeName(QStandardPaths::findExecutable(program));
    if (path.isEmpty() || isRunning())
        return false;
    // All that allocates is done before the fork: after it only calls that are safe in a signal handler are
    // allowed.
    Words command(QStringList(program) + arguments);
    Words variables(environment.toStringList());
    const QByteArray file = QFile::encodeName(output);
    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(126); // it ended meanwhile
        const int out = ::open(file.constData(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        const int in = ::open("/dev/null", O_RDONLY);
        ::dup2(in, 0);
        ::dup2(out, 1);
        ::dup2(out, 2);
        ::execve(path.constData(), command.data(), variables.data());
        ::_exit(127);
    }
    return pid_ > 0;
}

bool ServerProcess::isRunning() {
    int status = 0;
    if (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) {
        exitCode_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        pid_ = -1;
    }
    return pid_ > 0;
}

bool ServerProcess::waitUntil(const std::function<bool()>& ready) {
    const QDeadlineTimer deadline(limitMs);
    while (!ready()) {
        if (deadline.hasExpired() || !isRunning())
            return false;
        QThread::msleep(2);
    }
    return true;
}

bool ServerProcess::waitForEnd(int milliseconds) {
    const QDeadlineTimer deadline(milliseconds);
    while (isRunning()) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(1);
    }
    return true;
}

void ServerProcess::signal(int number) {
    if (!isRunning())
        return;
    ::kill(pid_, number);
    if (number == SIGTERM && !waitForEnd(10000))
        ::kill(pid_, number = SIGKILL);
    if (number == SIGKILL)
        waitForEnd(limitMs);
}

std::optional<QByteArray> outputOf(const QString& program, const QStringList& arguments,
                                   const QProcessEnvironment& environment) {
    QTemporaryFile output;
    if (!output.open())
        return std::nullopt;
    ServerProcess process;
    if (!process.start(program, arguments, environment, output.fileName()))
        return std::nullopt;
    const QDeadlineTimer deadline(limitMs);
    while (process.isRunning() && !deadline.hasExpired())
        QThread::msleep(1);
    const QByteArray text = output.readAll().trimmed();
    if (process.isRunning() || process.exitCode() != 0) {
        qWarning("%s %s: %s", qPrintable(program), qPrintable(arguments.join(' ')), text.constData());
        return std::nullopt;
    }
    return text;
}

} // namespace headroom::test
