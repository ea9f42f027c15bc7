// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace headroom::test {

/// A private sound server that speaks PulseAudio's protocol, as a test handles it. While this lives the
/// process's PULSE_SERVER points to it, running or not.
class PulseControl {
public:
    virtual ~PulseControl();
    PulseControl(const PulseControl&) = delete;
    PulseControl& operator=(const PulseControl&) = delete;

    /// Starts the server and waits until it answers.
    [[nodiscard]] virtual bool start() = 0;
    /// As a crash would: SIGKILL.
    virtual void kill() = 0;

    /// Runs pactl and returns what it printed; empty where it failed.
    QString pactl(const QStringList& arguments) const;
    /// Loads a module and returns its index, -1 on failure.
    [[nodiscard]] qint64 loadModule(const QStringList& nameAndArguments) const;
    void unloadModule(qint64 index) const;

    struct NullSink {
        QString name;
        int channels = 2;
        int rate = 48000;
        QString map = {}; ///< PulseAudio's words; aux0, aux1, ... where not given and more than 2 channels
        QString description = {};
        /// Its first data come out at once. Otherwise PulseAudio's sink renders 2 s ahead while nothing
        /// plays, so that its monitor is silent for as long, and takes back what it rendered when something
        /// does.
        bool prompt = true;
    };
    /// A sink that goes nowhere, float32; its monitor is `name`.monitor. Returns the module's index.
    [[nodiscard]] qint64 addNullSink(const NullSink& sink) const;

    [[nodiscard]] QString server() const { return "unix:" + socketPath(); }

protected:
    /// The folder is made with the given name at its front.
    explicit PulseControl(const QString& name);

    [[nodiscard]] QString socketPath() const { return folder_.filePath("runtime/pulse/native"); }
    [[nodiscard]] QString path(const QString& file) const { return folder_.filePath(file); }
    /// Nothing of the session's but PATH: a folder of its own for everything.
    [[nodiscard]] QProcessEnvironment environment() const;
    /// True where a connection to the socket is accepted.
    [[nodiscard]] bool answers() const;
    bool write(const QString& file, const QByteArray& text) const;

private:
    QTemporaryDir folder_;
    QByteArray formerServer_;
    QByteArray formerCookie_;
};

/// "aux0,aux1,..." for `channels` channels, "front-left,front-right" for two, "mono" for one.
[[nodiscard]] QString pulseMapOf(int channels);

/// Sets an environment variable, or takes it away where the value is null.
void setEnvironment(const char* name, const QByteArray& value);

} // namespace headroom::test
