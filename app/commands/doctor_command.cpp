// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command_session.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "engine/core/json_writer.h"
#include "engine/realtime/thread_priority.h"
#include "engine/takes/output_file.h"
#include "ui/settings/settings_store.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"

#include <QDir>
#include <QFileInfo>

#include <cmath>
#include <optional>
#include <thread>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DoctorCommand)
};

enum class Verdict { Works, Doubtful, Fails };

/// What was looked at, how it stands, and what helps.
struct Finding {
    const char* check;
    Verdict verdict;
    QString text;
    QString nextStep;
};

const char* wordOf(Verdict verdict) {
    switch (verdict) {
    case Verdict::Works: return "ok";
    case Verdict::Doubtful: return "warning";
    case Verdict::Fails: return "failed";
    }
    return "failed";
}

void tell(const Finding& finding, bool json) {
    if (json) {
        JsonWriter line;
        line.beginObject().member("check", finding.check).member("status", wordOf(finding.verdict));
        line.member("text", std::string_view(finding.text.toStdString()));
        line.member("next", std::string_view(finding.nextStep.toStdString())).endObject();
        console::print(line.text());
        return;
    }
    const QString mark = finding.verdict == Verdict::Works      ? Words::tr("ok")
                         : finding.verdict == Verdict::Doubtful ? Words::tr("look")
                                                                : Words::tr("fails");
    console::print(QStringLiteral("%1  %2").arg(mark, -6).arg(finding.text));
    if (!finding.nextStep.isEmpty())
        console::print(QStringLiteral("        → %1").arg(finding.nextStep));
}

Finding serverFinding(const CommandSession& session) {
    const ServerChanged& server = session.server();
    if (!server.error)
        return {"server",
                Verdict::Works,
                Words::tr("The sound system answers: %1.").arg(QString::fromStdString(server.backend)),
                {}};
    const ErrorWords words = errorWords(*server.error);
    return {"server", Verdict::Fails,
            words.cause + u' ' + Words::tr("Simulated devices are shown in its place."), words.nextStep};
}

Finding inputsFinding(const CommandSession& session) {
    int microphones = 0;
    int loopbacks = 0;
    for (const Device& device : session.devices()) {
        microphones += device.kind == DeviceKind::Microphone ? 1 : 0;
        loopbacks += device.kind == DeviceKind::Loopback ? 1 : 0;
    }
    const QString text = Words::tr("%n microphone(s)", nullptr, microphones) + QStringLiteral(", ") +
                         Words::tr("%n loopback(s)", nullptr, loopbacks);
    if (microphones + loopbacks == 0)
        return {
            "inputs", Verdict::Fails, text,
            Words::tr("Plug in a microphone, or choose an input profile in the system's sound settings.")};
    if (microphones == 0)
        return {"inputs", Verdict::Doubtful, text,
                Words::tr("What the speakers play can be recorded; for a voice, plug in a microphone.")};
    return {"inputs", Verdict::Works, text, {}};
}

std::vector<Finding> stateFindings(const Device& device) {
    std::vector<Finding> findings;
    const QString name = QString::fromStdString(device.name);
    if (device.muted)
        findings.push_back({"muted", Verdict::Fails, Words::tr("%1 is muted in the sound system.").arg(name),
                            Words::tr("Unmute it in the system's sound settings.")});
    // The server's volume of a source scales what every program gets.
    if (!device.muted && std::abs(device.volumeDb) > 0.05)
        findings.push_back(
            {"volume", Verdict::Doubtful,
             Words::tr("%1 stands at %2 dB in the sound system.").arg(name, levelText(device.volumeDb)),
             Words::tr(
                 "At 0 dB samples arrive as the device has them; set it in the system's sound settings.")});
    return findings;
}

/// Opens the default input for a moment and listens.
Finding listenFinding(CommandSession& session, const Device& device) {
    const QString name = QString::fromStdString(device.name);
    if (device.opensOnlyWhenAsked)
        return {"signal",
                Verdict::Works,
                Words::tr("%1 was not opened: a headset would switch to hands-free.").arg(name),
                {}};
    InputWish wish;
    wish.deviceId = device.id;
    const InputId input = session.engine().openInput(wish);
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(2500);
    LevelReading reading;
    while (std::chrono::steady_clock::now() < until) {
        Event event;
        if (session.engine().nextEvent(event, std::chrono::milliseconds(20)))
            if (const auto* failed = std::get_if<InputFailed>(&event)) {
                const ErrorWords words = errorWords(failed->error);
                return {"signal", Verdict::Fails, words.cause, words.nextStep};
            }
        if (session.engine().levels(input, reading) && reading.intervals >= 5)
            break;
    }
    session.engine().closeInput(input);
    if (reading.position == 0)
        return {"signal", Verdict::Fails, Words::tr("%1 was opened and delivered nothing.").arg(name),
                Words::tr("A loopback of an idle speaker may be slow: play something, then look again.")};
    double peakDb = silenceDb;
    for (const ChannelLevel& channel : reading.channels)
        peakDb = std::max(peakDb, channel.maxPeakDb);
    if (peakDb == silenceDb)
        return {"signal", Verdict::Doubtful,
                Words::tr("%1 delivers digital silence: every sample is zero.").arg(name),
                device.kind == DeviceKind::Loopback
                    ? Words::tr("Nothing plays on that speaker now; play something.")
                    : Words::tr("Look for a mute switch on the microphone, and for the right input in the "
                                "system's sound settings.")};
    return {
        "signal", Verdict::Works, Words::tr("%1 delivers; peak %2 dBFS.").arg(name, levelText(peakDb)), {}};
}

Finding priorityFinding() {
    ThreadPriority priority = ThreadPriority::Ordinary;
    std::thread([&priority] { priority = raiseThisThread(); }).join();
    if (priority == ThreadPriority::Realtime)
        return {"priority", Verdict::Works, Words::tr("Real-time scheduling is allowed."), {}};
    return {
        "priority", Verdict::Doubtful,
        Words::tr("Real-time scheduling is not allowed; recordings are safe, small blocks may be late."),
        Words::tr("Allow it for your user, for example by the group \"audio\" and /etc/security/limits.d.")};
}

Finding folderFinding(const CommandLine& line) {
    const QString folder = line.recordings.isEmpty() ? SettingsStore().folder() : line.recordings;
    // What does not exist yet is made by the first recording, inside the nearest folder that does.
    QFileInfo nearest(QDir::cleanPath(QDir(folder).absolutePath()));
    while (!nearest.exists() && !nearest.isRoot())
        nearest = QFileInfo(nearest.absolutePath());
    const auto free =
        systemFiles().freeBytes((nearest.absoluteFilePath() + QStringLiteral("/x")).toStdString());
    if (!nearest.isDir() || !nearest.isWritable() || !free)
        return {"folder", Verdict::Fails, Words::tr("Recordings cannot be written to %1.").arg(folder),
                Words::tr("Choose another folder in the window, or with --recordings.")};
    constexpr std::uint64_t little = 1'000'000'000;
    const QString text = Words::tr("Recordings go to %1; %2 free.").arg(folder, sizeText(free.value()));
    if (free.value() < little)
        return {"folder", Verdict::Doubtful, text, Words::tr("Make room, or choose another folder.")};
    return {"folder", Verdict::Works, text, {}};
}

} // namespace

ExitCode runDoctor(const CommandLine& line) {
    if (!line.json)
        console::print(QStringLiteral("Headroom " HEADROOM_VERSION));
    CommandSession session(line, CommandSession::WithoutServer::ShowSimulated);
    if (session.failure())
        return *session.failure();
    tell(serverFinding(session), line.json);
    tell(inputsFinding(session), line.json);
    if (const Device* input = defaultInput(session.devices())) {
        const Device device = *input;
        for (const Finding& finding : stateFindings(device))
            tell(finding, line.json);
        tell(listenFinding(session, device), line.json);
    }
    tell(priorityFinding(), line.json);
    tell(folderFinding(line), line.json);
    return ExitCode::Done;
}

} // namespace headroom
