// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <chrono>

namespace headroom::test {

/// A real PulseAudio of the test's own, in a folder of its own. While this lives the process's PULSE_SERVER
/// points to it, running or not.
class PrivatePulse {
public:
    enum class Modules {
        Bare,  ///< the protocol alone
        Usual, ///< what a desktop's default.pa loads besides hardware: restores volumes, suspends idle
               ///< devices, ...
    };
    struct Options {
        Modules modules = Modules::Bare;
        bool flatVolumes = false;
    };

    PrivatePulse() : PrivatePulse(Options()) {}
    explicit PrivatePulse(Options options);
    ~PrivatePulse();
    PrivatePulse(const PrivatePulse&) = delete;
    PrivatePulse& operator=(const PrivatePulse&) = delete;

    /// False where the program is not installed here.
    [[nodiscard]] static bool available();

    /// Starts the server and waits until it answers. What it remembers of volumes is kept from one start to
    /// the next.
    [[nodiscard]] bool start();
    /// As a crash would: SIGKILL.
    void kill();
    /// Asks it to end, and waits until it has: it writes down what it remembers.
    void stop();
    /// SIGSTOP: it holds its sockets and answers nothing.
    void pause();
    void resume();

    /// Runs pactl and returns what it printed; empty where it failed.
    QString pactl(const QStringList& arguments) const;
    /// Loads a module and returns its index, -1 on failure.
    [[nodiscard]] int loadModule(const QStringList& nameAndArguments) const;
    void unloadModule(int index) const;

    struct NullSink {
        QString name;
        int channels = 2;
        int rate = 48000;
        QString map = {}; ///< PulseAudio's words; aux0, aux1, ... where not given and more than 2 channels
        QString description = {};
        /// Its first data come out at once. Otherwise the sink renders 2 s ahead while nothing plays, so that
        /// its monitor is silent for as long, and takes back what it rendered when something does.
        bool prompt = true;
    };
    /// A sink that goes nowhere, float32; its monitor is `name`.monitor. Returns the module's index.
    [[nodiscard]] int addNullSink(const NullSink& sink) const;

    [[nodiscard]] QString server() const;
    [[nodiscard]] QString folder() const { return folder_.path(); }

private:
    [[nodiscard]] QProcessEnvironment serverEnvironment() const;

    Options options_;
    QTemporaryDir folder_;
    QProcess process_;
    QByteArray formerServer_;
    QByteArray formerCookie_;
};

/// "aux0,aux1,..." for `channels` channels, "front-left,front-right" for two, "mono" for one.
[[nodiscard]] QString pulseMapOf(int channels);

/// Sets an environment variable, or takes it away where the value is null.
void setEnvironment(const char* name, const QByteArray& value);

} // namespace headroom::test
