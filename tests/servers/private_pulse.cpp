// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/private_pulse.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QThread>

#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace headroom::test {

namespace {

constexpr int startTimeoutMs = 15000;

bool answers(const QString& socketPath) {
    const QByteArray path = QFile::encodeName(socketPath);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= static_cast<int>(sizeof address.sun_path))
        return false;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return connected;
}

bool write(const QString& path, const QByteArray& text) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

QString pulseMapOf(int channels) {
    if (channels == 1)
        return "mono";
    if (channels == 2)
        return "front-left,front-right";
    QStringList words;
    for (int channel = 0; channel < channels; ++channel)
        words << QString("aux%1").arg(channel);
    return words.join(',');
}

void setEnvironment(const char* name, const QByteArray& value) {
    if (value.isNull())
        qunsetenv(name);
    else
        qputenv(name, value);
}

PrivatePulse::PrivatePulse(Options options)
    : options_(options),
      folder_(QDir::tempPath() + "/headroom-pulse-XXXXXX"),
      formerServer_(qEnvironmentVariableIsSet("PULSE_SERVER") ? qgetenv("PULSE_SERVER") : QByteArray()),
      formerCookie_(qEnvironmentVariableIsSet("PULSE_COOKIE") ? qgetenv("PULSE_COOKIE") : QByteArray()) {
    const auto onlyOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    QFile::setPermissions(folder_.path(), onlyOwner);
    for (const char* part :
         {"runtime", "runtime/pulse", "state", "home", "home/.config", "home/.config/pulse"}) {
        QDir(folder_.path()).mkdir(part);
        QFile::setPermissions(folder_.filePath(part), onlyOwner);
    }
    qputenv("PULSE_SERVER", server().toUtf8());
    qputenv("PULSE_COOKIE", folder_.filePath("cookie").toUtf8());
}

PrivatePulse::~PrivatePulse() {
    kill();
    setEnvironment("PULSE_SERVER", formerServer_);
    setEnvironment("PULSE_COOKIE", formerCookie_);
}

bool PrivatePulse::available() {
    return !QStandardPaths::findExecutable("pulseaudio").isEmpty();
}

QString PrivatePulse::server() const {
    return "unix:" + folder_.filePath("runtime/pulse/native");
}

QProcessEnvironment PrivatePulse::serverEnvironment() const {
    QProcessEnvironment environment;
    environment.insert("PATH", qEnvironmentVariable("PATH"));
    environment.insert("LC_ALL", "C.UTF-8");
    environment.insert("HOME", folder_.filePath("home"));
    environment.insert("XDG_RUNTIME_DIR", folder_.filePath("runtime"));
    environment.insert("PULSE_RUNTIME_PATH", folder_.filePath("runtime/pulse"));
    environment.insert("PULSE_STATE_PATH", folder_.filePath("state"));
    // None of the session's: a server that finds its bus would look for hardware and seats there.
    environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    environment.insert("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent");
    return environment;
}

bool PrivatePulse::start() {
    QByteArray script;
    if (options_.modules == Modules::Usual)
        for (const char* module :
             {"module-device-restore", "module-stream-restore", "module-augment-properties",
              "module-switch-on-port-available", "module-default-device-restore", "module-always-sink",
              "module-intended-roles", "module-suspend-on-idle", "module-position-event-sounds",
              "module-role-cork", "module-filter-heuristics", "module-filter-apply"})
            script += QByteArray("load-module ") + module + '\n';
    // Last: a socket that answers means that all of the above is there.
    const QString socket = folder_.filePath("runtime/pulse/native");
    script +=
        "load-module module-native-protocol-unix auth-anonymous=1 socket=" + QFile::encodeName(socket) + '\n';
    QFile::remove(socket); // as a killed server leaves it
    if (!write(folder_.filePath("script.pa"), script) ||
        !write(folder_.filePath("home/.config/pulse/daemon.conf"),
               QByteArray("flat-volumes = ") + (options_.flatVolumes ? "yes\n" : "no\n")))
        return false;

    process_.setProcessEnvironment(serverEnvironment());
    process_.setStandardOutputFile(folder_.filePath("log"));
    process_.setStandardErrorFile(folder_.filePath("log"), QIODevice::Append);
    // A test that dies takes its server along.
    process_.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process_.start("pulseaudio", {"-n", "-F", folder_.filePath("script.pa"), "--daemonize=no",
                                  "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=info"});
    if (!process_.waitForStarted())
        return false;
    const QDeadlineTimer deadline(startTimeoutMs);
    while (!answers(socket)) {
        if (deadline.hasExpired() || process_.waitForFinished(0))
            return false;
        QThread::msleep(2);
    }
    return true;
}

void PrivatePulse::kill() {
    if (process_.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(process_.processId()), SIGKILL);
    process_.waitForFinished();
}

void PrivatePulse::stop() {
    if (process_.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(process_.processId()), SIGTERM);
    if (!process_.waitForFinished(10000))
        kill();
}

void PrivatePulse::pause() {
    ::kill(static_cast<pid_t>(process_.processId()), SIGSTOP);
}

void PrivatePulse::resume() {
    ::kill(static_cast<pid_t>(process_.processId()), SIGCONT);
}

QString PrivatePulse::pactl(const QStringList& arguments) const {
    QProcess process;
    QProcessEnvironment environment = serverEnvironment();
    environment.insert("PULSE_SERVER", server());
    environment.insert("PULSE_COOKIE", folder_.filePath("cookie"));
    process.setProcessEnvironment(environment);
    process.start("pactl", arguments);
    if (!process.waitForFinished(10000) || process.exitCode() != 0) {
        qWarning("pactl %s: %s", qPrintable(arguments.join(' ')),
                 process.readAllStandardError().trimmed().constData());
        return {};
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

int PrivatePulse::loadModule(const QStringList& nameAndArguments) const {
    bool isNumber = false;
    const int index = pactl(QStringList("load-module") + nameAndArguments).toInt(&isNumber);
    return isNumber ? index : -1;
}

void PrivatePulse::unloadModule(int index) const {
    pactl({"unload-module", QString::number(index)});
}

int PrivatePulse::addNullSink(const NullSink& sink) const {
    QStringList words{"module-null-sink",
                      "sink_name=" + sink.name,
                      "format=float32le",
                      QString("rate=%1").arg(sink.rate),
                      QString("channels=%1").arg(sink.channels),
                      "channel_map=" + (sink.map.isEmpty() ? pulseMapOf(sink.channels) : sink.map)};
    if (sink.prompt)
        words << "norewinds=1";
    if (!sink.description.isEmpty())
        words << QString("sink_properties=\"device.description='%1'\"").arg(sink.description);
    return loadModule(words);
}

} // namespace headroom::test
