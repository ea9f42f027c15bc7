// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command_session.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/json_lines.h"
#include "engine/core/channel_map.h"
#include "ui/text/format_text.h"

#include <array>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DevicesCommand)
};

QString heading(DeviceKind kind) {
    switch (kind) {
    case DeviceKind::Speaker: return Words::tr("Speakers");
    case DeviceKind::Microphone: return Words::tr("Microphones");
    case DeviceKind::Loopback: return Words::tr("Loopbacks");
    }
    return {};
}

} // namespace

ExitCode runDevices(const CommandLine& line) {
    CommandSession session(line, CommandSession::WithoutServer::ShowSimulated);
    if (session.failure())
        return *session.failure();
    if (line.json) {
        for (const Device& device : session.devices())
            console::print(deviceLine(device));
        return ExitCode::Done;
    }
    for (const DeviceKind kind : {DeviceKind::Microphone, DeviceKind::Loopback, DeviceKind::Speaker}) {
        console::print(heading(kind));
        bool any = false;
        for (const Device& device : session.devices()) {
            if (device.kind != kind)
                continue;
            any = true;
            QString map = QString::fromStdString(joinNames(device.format.channels));
            if (device.format.channelCount() > 8)
                map = positionsText(device.format.channels);
            console::print(QStringLiteral("%1 %2")
                               .arg(QChar(device.isDefault ? u'*' : u' '))
                               .arg(QString::fromStdString(device.name)));
            console::print(QStringLiteral("    %1 · %2 · %3")
                               .arg(QString::fromStdString(device.id), rateText(device.format.rate), map));
        }
        if (!any)
            console::print(QStringLiteral("  ") + Words::tr("none"));
    }
    console::print(Words::tr("* is the system's default."));
    return ExitCode::Done;
}

} // namespace headroom
