// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "engine/core/channel_position.h"
#include "engine/core/json_writer.h"

namespace headroom {

ExitCode runChannels(const CommandLine& line) {
    for (const ChannelName& channel : allChannelNames()) {
        if (line.json) {
            JsonWriter json;
            json.beginObject().member("name", channel.name).member("index", channel.index).endObject();
            console::print(json.text());
        } else {
            console::print(
                QStringLiteral("%1  %2")
                    .arg(channel.index, 3)
                    .arg(QLatin1String(channel.name.data(), static_cast<qsizetype>(channel.name.size()))));
        }
    }
    return ExitCode::Done;
}

} // namespace headroom
