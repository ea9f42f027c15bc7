// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/soundcard/connection.h"
#include "tests/servers/private_pipewire.h"
#include "tests/servers/private_pulse.h"

#include <QTest>

#include <memory>

namespace headroom::test {

/// One row for each sound server that is installed here.
inline void addServerRows() {
    QTest::addColumn<QString>("server");
    if (PrivatePulse::available())
        QTest::addRow("PulseAudio") << "pulse";
    if (PrivatePipeWire::available())
        QTest::addRow("PipeWire") << "pipewire";
}

/// An error as a failing test shows it.
[[nodiscard]] inline QString whatWentWrong(const Error& error) {
    return QString::fromStdString(std::string(name(error.kind)) + ": " + error.subject + " " + error.native);
}

/// A private server that the soundcard API speaks to for as long as this lives, with a name of
/// addServerRows().
class TestServer {
public:
    explicit TestServer(const QString& name) {
        soundcard::Connection::setCurrent(nullptr); // its server is gone
        if (name == "pipewire")
            control_ = std::make_unique<PrivatePipeWire>();
        else
            control_ = std::make_unique<PrivatePulse>();
    }
    ~TestServer() { soundcard::Connection::setCurrent(nullptr); }

    [[nodiscard]] PulseControl& operator*() const { return *control_; }
    [[nodiscard]] PulseControl* operator->() const { return control_.get(); }

    /// The streams that clients have open there.
    [[nodiscard]] int streams() const {
        qsizetype count = 0;
        for (const char* kind : {"sink-inputs", "source-outputs"})
            count += control_->pactl({"list", "short", kind}).split('\n', Qt::SkipEmptyParts).size();
        return static_cast<int>(count);
    }

private:
    std::unique_ptr<PulseControl> control_;
};

} // namespace headroom::test
