// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/private_pipewire.h"

#include "tests/servers/server_process.h"

#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <csignal>

namespace headroom::test {

PrivatePipeWire::PrivatePipeWire() : PulseControl("pipewire") {}

PrivatePipeWire::~PrivatePipeWire() {
    PrivatePipeWire::kill();
}

bool PrivatePipeWire::available() {
    return std::ranges::all_of(
        QStringList{"dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse"},
        [](const QString& program) { return !QStandardPaths::findExecutable(program).isEmpty(); });
}

bool PrivatePipeWire::start() {
    const QString busPath = path("runtime/bus");
    for (const QString& left : {busPath, path("runtime/pipewire-0"), socketPath()})
        QFile::remove(left); // as a killed server leaves it
    QProcessEnvironment mine = environment();
    mine.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + busPath);
    const QString log = path("log");
    return startProcess(bus_, mine, log, "dbus-daemon",
                        {"--session", "--nofork", "--nopidfile", "--address=unix:path=" + busPath}) &&
           waitWhileRunning(bus_, [&] { return QFile::exists(busPath); }) &&
           startProcess(pipewire_, mine, log, "pipewire", {}) &&
           waitWhileRunning(pipewire_, [this] { return QFile::exists(path("runtime/pipewire-0")); }) &&
           startProcess(manager_, mine, log, "wireplumber", {}) &&
           startProcess(pulse_, mine, log, "pipewire-pulse", {}) &&
           waitWhileRunning(pulse_, [this] { return answers(); }) &&
           // The manager makes a sink of its own where there is none: then it is at work.
           waitWhileRunning(manager_, [this] {
               return !pactl({"list", "short", "sinks"}).isEmpty();
           });
}

void PrivatePipeWire::kill() {
    for (QProcess* process : {&pulse_, &manager_, &pipewire_, &bus_})
        signalProcess(*process, SIGKILL);
}

} // namespace headroom::test
