// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/pulse_control.h"

#include "tests/servers/server_process.h"

#include <QDir>
#include <QFile>

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace headroom::test {

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

PulseControl::PulseControl(const QString& name)
    : folder_(QDir::tempPath() + "/headroom-" + name + "-XXXXXX"),
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

PulseControl::~PulseControl() {
    setEnvironment("PULSE_SERVER", formerServer_);
    setEnvironment("PULSE_COOKIE", formerCookie_);
}

QProcessEnvironment PulseControl::environment() const {
    QProcessEnvironment environment;
    environment.insert("PATH", qEnvironmentVariable("PATH"));
    environment.insert("LC_ALL", "C.UTF-8");
    environment.insert("HOME", folder_.filePath("home"));
    environment.insert("XDG_RUNTIME_DIR", folder_.filePath("runtime"));
    environment.insert("PULSE_RUNTIME_PATH", folder_.filePath("runtime/pulse"));
    environment.insert("PULSE_STATE_PATH", folder_.filePath("state"));
    // A server that finds the session's bus would look for hardware and seats there.
    environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    environment.insert("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent");
    return environment;
}

bool PulseControl::answers() const {
    const QByteArray path = QFile::encodeName(socketPath());
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

bool PulseControl::write(const QString& file, const QByteArray& text) const {
    QFile to(folder_.filePath(file));
    return to.open(QIODevice::WriteOnly) && to.write(text) == text.size();
}

QString PulseControl::pactl(const QStringList& arguments) const {
    QProcessEnvironment mine = environment();
    mine.insert("PULSE_SERVER", server());
    mine.insert("PULSE_COOKIE", folder_.filePath("cookie"));
    return QString::fromUtf8(outputOf("pactl", arguments, mine).value_or(QByteArray()));
}

qint64 PulseControl::loadModule(const QStringList& nameAndArguments) const {
    bool isNumber = false;
    const qint64 index = pactl(QStringList("load-module") + nameAndArguments).toLongLong(&isNumber);
    return isNumber ? index : -1;
}

void PulseControl::unloadModule(qint64 index) const {
    pactl({"unload-module", QString::number(index)});
}

qint64 PulseControl::addNullSink(const NullSink& sink) const {
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
