// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command_session.h"

#include "app/commands/console.h"
#include "ui/text/error_text.h"

#include <QCoreApplication>

#include <utility>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CommandSession)
};

constexpr std::chrono::seconds patience{5};

} // namespace

CommandSession::CommandSession(const CommandLine& line, WithoutServer withoutServer) {
    EngineParts parts = systemParts(line.backend.toStdString());
    parts.simulatedWhereNoServer = withoutServer == WithoutServer::ShowSimulated;
    engine_ = std::make_unique<Engine>(std::move(parts));
    engine_->start();

    bool serverKnown = false;
    bool devicesKnown = false;
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!(serverKnown && devicesKnown) && std::chrono::steady_clock::now() < until) {
        Event event;
        if (!engine_->nextEvent(event, std::chrono::milliseconds(50)))
            continue;
        if (const auto* server = std::get_if<ServerChanged>(&event)) {
            server_ = *server;
            serverKnown = true;
            devicesKnown = devicesKnown || server->state == ServerChanged::State::Lost;
        } else if (const auto* devices = std::get_if<DevicesChanged>(&event)) {
            devices_ = devices->devices;
            devicesKnown = true;
        }
    }
    if (server_.state == ServerChanged::State::Lost) {
        const Error error = server_.error.value_or(Error{ErrorKind::ServerDown, {}, {}, {}});
        console::fail(errorWords(error).cause + u' ' +
                      Words::tr("Start PulseAudio or PipeWire, or try Headroom with --backend simulated."));
        failure_ = ExitCode::NoDevice;
    } else if (server_.state == ServerChanged::State::Simulated && server_.error) {
        console::warn(
            QStringLiteral("headroom: ") + errorWords(*server_.error).cause + u' ' +
            Words::tr("These are SIMULATED devices. Start PulseAudio or PipeWire to see the real ones."));
    }
}

std::optional<Device> CommandSession::choose(const std::optional<QString>& pattern, Wanted wanted) {
    if (!pattern) {
        const bool speakers = wanted == Wanted::Speakers;
        if (const Device* device = speakers ? defaultSpeaker(devices_) : defaultInput(devices_))
            return *device;
        Error error{ErrorKind::NoSuchDevice, {}, {}, {}};
        for (const Device& device : devices_)
            if (device.isInput() != speakers)
                error.offers.push_back(device.name + " (" + device.id + ")");
        console::fail(error);
        return std::nullopt;
    }
    auto found = findDevice(devices_, pattern->toStdString(), wanted);
    if (found)
        return std::move(found).value();
    console::fail(found.error());
    return std::nullopt;
}

std::optional<Device> CommandSession::chooseInput(const CommandLine& line) {
    return choose(line.from, line.loopback ? Wanted::MicrophonesAndLoopbacks : Wanted::Microphones);
}

std::optional<Device> CommandSession::chooseSpeaker(const CommandLine& line) {
    return choose(line.to, Wanted::Speakers);
}

InputWish CommandSession::wishFor(const CommandLine& line, const Device& device) {
    InputWish wish;
    wish.deviceId = device.id;
    wish.rate = line.rate;
    wish.blockFrames = line.blockFrames;
    wish.exclusive = line.exclusive;
    wish.map = line.map;
    wish.keepOpen = true;
    return wish;
}

ExitCode exitCodeOf(const Error& error) {
    switch (error.kind) {
    case ErrorKind::ServerDown:
    case ErrorKind::NoSuchDevice:
    case ErrorKind::DeviceGone: return ExitCode::NoDevice;
    case ErrorKind::BadChannelMap:
    case ErrorKind::NoSuchChannel:
    case ErrorKind::ChannelCountMismatch:
    case ErrorKind::FormatNotSupported:
    case ErrorKind::ModeNotSupported:
    case ErrorKind::UnknownFileEnding:
    case ErrorKind::InvalidArgument: return ExitCode::WrongWords;
    default: return ExitCode::Failed;
    }
}

} // namespace headroom
