// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/private_pipewire.h"

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
    return bus_.start("dbus-daemon",
                      {"--session", "--nofork", "--nopidfile", "--address=unix:path=" + busPath}, mine,
                      log) &&
           bus_.waitUntil([&] { return QFile::exists(busPath); }) &&
           pipewire_.start("pipewire", {}, mine, log) &&
           pipewire_.waitUntil([this] { return QFile::exists(path("runtime/pipewire-0")); }) &&
           manager_.start("wireplumber", {}, mine, log) && pulse_.start("pipewire-pulse", {}, mine, log) &&
           pulse_.waitUntil([this] { return answers(); }) &&
           // The manager makes a sink of its own where there is none: then it is at work.
           manager_.waitUntil([this] {
               return !pactl({"list", "short", "sinks"}).isEmpty();
           });
}

void PrivatePipeWire::kill() {
    for (ServerProcess* process : {&pulse_, &manager_, &pipewire_, &bus_})
        process->signal(SIGKILL);
}

} // namespace headroom::test
