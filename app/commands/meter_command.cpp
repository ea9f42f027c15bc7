// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command_session.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/json_lines.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"

#include <cmath>
#include <optional>

namespace headroom {

namespace {

constexpr double intervalSeconds = 0.1;

QString levelsText(const LevelReading& reading) {
    QString text = durationText(static_cast<double>(reading.intervals) * intervalSeconds);
    for (const ChannelLevel& channel : reading.channels)
        text += QStringLiteral("  %1 (%2)")
                    .arg(levelText(channel.intervalPeakDb), 6)
                    .arg(levelText(channel.intervalRmsDb), 6);
    return text + QStringLiteral(" dBFS");
}

} // namespace

ExitCode runMeter(const CommandLine& line) {
    CommandSession session(line, CommandSession::WithoutServer::Fail);
    if (session.failure())
        return *session.failure();
    const auto device = session.chooseInput(line);
    if (!device)
        return ExitCode::NoDevice;
    InputWish wish = CommandSession::wishFor(line, *device);
    std::optional<RecordMap> map;
    if (line.map) {
        auto resolved = resolveForRecording(*line.map, device->format.channels, device->integers);
        if (!resolved) {
            console::fail(resolved.error());
            return ExitCode::WrongWords;
        }
        map = std::move(resolved).value();
    }
    console::catchInterrupts();
    const InputId input = session.engine().openInput(std::move(wish));

    std::uint64_t shown = 0;
    std::uint64_t lastLine = 0;
    bool opened = false;
    std::optional<std::uint64_t> endInterval;
    LevelReading reading;
    while (!console::interrupted()) {
        Event event;
        if (session.engine().nextEvent(event, std::chrono::milliseconds(10))) {
            if (const auto* failed = std::get_if<InputFailed>(&event)) {
                console::fail(failed->error);
                return exitCodeOf(failed->error);
            }
            if (const auto* waiting = std::get_if<InputWaiting>(&event)) {
                if (!opened) { // it went between the list and its opening
                    console::fail(waiting->error);
                    return exitCodeOf(waiting->error);
                }
                console::warn(errorText(waiting->error));
            }
            if (const auto* granting = std::get_if<InputOpened>(&event)) {
                opened = true;
                const double rate = granting->granted.format.rate;
                if (line.durationSeconds)
                    endInterval =
                        static_cast<std::uint64_t>(std::ceil(*line.durationSeconds / intervalSeconds - 1e-9));
                if (line.frames)
                    endInterval = static_cast<std::uint64_t>(
                        std::ceil(static_cast<double>(*line.frames) / rate / intervalSeconds - 1e-9));
                if (line.json && shown == 0)
                    console::print(
                        startedLine(granting->device, granting->granted,
                                    map ? map->channels() : granting->granted.format.channelCount()));
            }
        }
        if (!session.engine().levels(input, reading) || reading.intervals == shown)
            continue;
        shown = reading.intervals;
        if (line.json)
            console::print(levelsLine(reading));
        else if (shown >= lastLine + 10 || lastLine == 0) {
            // Without a terminal, a line a second is enough to read.
            lastLine = shown;
            if (!console::progress(levelsText(reading)))
                console::print(levelsText(reading));
        } else {
            console::progress(levelsText(reading));
        }
        if (endInterval && shown >= *endInterval)
            break;
    }
    console::endProgress();
    return ExitCode::Done;
}

} // namespace headroom
