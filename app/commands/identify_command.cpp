// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command_session.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/json_lines.h"
#include "engine/core/json_writer.h"
#include "ui/text/format_text.h"

#include <QCoreApplication>

#include <optional>
#include <utility>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(IdentifyCommand)
};

/// Follows one playback from its start to its end.
class Identifying {
public:
    Identifying(const CommandLine& line, CommandSession& session) : line_(line), session_(session) {}

    ExitCode run(const Device& speaker) {
        IdentifyWish wish;
        wish.speakerId = speaker.id;
        wish.map = line_.map.value_or(mapOfDevice(speaker.format.channels));
        map_ = *wish.map;
        wish.signal = line_.signal;
        wish.levelDb = line_.levelDb.value_or(wish.levelDb);
        wish.seconds = line_.durationSeconds.value_or(wish.seconds);
        playback_ = session_.engine().identify(std::move(wish));
        bool stopping = false;
        while (!exit_) {
            if (console::interrupted() && !std::exchange(stopping, true))
                session_.engine().stopPlayback(playback_);
            Event event;
            if (session_.engine().nextEvent(event, std::chrono::milliseconds(10)))
                std::visit([this](const auto& e) { on(e); }, event);
        }
        return *exit_;
    }

private:
    void on(const PlaybackStarted& started) {
        if (line_.json)
            console::print(startedLine(started.device, started.granted, static_cast<int>(map_.size())));
        else
            console::warn(Words::tr("Playing on %1, channel after channel. Ctrl+C ends it.")
                              .arg(QString::fromStdString(started.device.name)));
        if (started.device.isSimulated())
            console::warn(Words::tr("This speaker is SIMULATED: nothing is to be heard."));
    }

    void on(const IdentifyStepped& stepped) {
        const std::string channel = formatMapEntry(map_[static_cast<std::size_t>(stepped.entry)]);
        ++heard_;
        if (!line_.json) {
            console::print(QStringLiteral("%1  %2").arg(stepped.entry).arg(QString::fromStdString(channel)));
            return;
        }
        JsonWriter json;
        json.beginObject().member("event", "identify").member("entry", stepped.entry);
        json.member("channel", std::string_view(channel)).endObject();
        console::print(json.text());
    }

    void on(const PlaybackFinished& finished) {
        if (finished.error)
            console::fail(*finished.error);
        exit_ = finished.error ? exitCodeOf(*finished.error) : ExitCode::Done;
        if (!line_.json)
            return;
        JsonWriter json;
        json.beginObject().member("event", "finished").member("heard", heard_);
        if (finished.error)
            json.member("error", name(finished.error->kind));
        json.endObject();
        console::print(json.text());
    }

    template <typename Other>
    void on(const Other&) {}

    const CommandLine& line_;
    CommandSession& session_;
    MapSpec map_;
    PlaybackId playback_ = 0;
    int heard_ = 0;
    std::optional<ExitCode> exit_;
};

} // namespace

ExitCode runIdentify(const CommandLine& line) {
    console::catchInterrupts();
    CommandSession session(line, CommandSession::WithoutServer::Fail);
    if (session.failure())
        return *session.failure();
    const auto speaker = session.chooseSpeaker(line);
    if (!speaker)
        return ExitCode::NoDevice;
    if (line.map)
        if (const auto map = resolveForPlayback(*line.map, speaker->format.channels, speaker->integers);
            !map) {
            console::fail(map.error());
            return exitCodeOf(map.error());
        }
    return Identifying(line, session).run(*speaker);
}

} // namespace headroom
