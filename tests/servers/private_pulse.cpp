// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/private_pulse.h"

#include <QFile>
#include <QStandardPaths>

#include <csignal>

namespace headroom::test {

PrivatePulse::PrivatePulse(Options options) : PulseControl("pulse"), options_(options) {}

PrivatePulse::~PrivatePulse() {
    PrivatePulse::kill();
}

bool PrivatePulse::available() {
    return !QStandardPaths::findExecutable("pulseaudio").isEmpty();
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
    script +=
        "load-module module-native-protocol-unix auth-anonymous=1 socket=" + QFile::encodeName(socketPath()) +
        '\n';
    QFile::remove(socketPath()); // as a killed server leaves it
    return write("script.pa", script) &&
           write("home/.config/pulse/daemon.conf",
                 QByteArray("flat-volumes = ") + (options_.flatVolumes ? "yes\n" : "no\n")) &&
           process_.start("pulseaudio",
                          {"-n", "-F", path("script.pa"), "--daemonize=no", "--exit-idle-time=-1",
                           "--use-pid-file=no", "--log-level=info"},
                          environment(), path("log")) &&
           process_.waitUntil([this] { return answers(); });
}

void PrivatePulse::kill() {
    process_.signal(SIGKILL);
}

void PrivatePulse::stop() {
    process_.signal(SIGTERM);
}

void PrivatePulse::pause() {
    process_.signal(SIGSTOP);
}

void PrivatePulse::resume() {
    process_.signal(SIGCONT);
}

} // namespace headroom::test
