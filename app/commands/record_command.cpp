// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command_session.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/json_lines.h"
#include "engine/takes/audio_file_writer.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/take_text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RecordCommand)
};

/// After an interrupt this much more is taken, so that what the server had captured by then arrives.
constexpr double tailSeconds = 0.1;

/// What can be said of FILE before a device is opened. Says it itself where it is wrong.
std::optional<ExitCode> checkFile(const CommandLine& line, TakeSettings& settings) {
    settings.file = line.files.front().toStdString();
    settings.overwrite = line.force;
    if (settings.file == "-") {
        settings.format = FileFormat::Raw;
        if (line.json) {
            console::fail(Words::tr(
                "Raw samples and JSON cannot share standard output; leave out --json or name a FILE."));
            return ExitCode::WrongWords;
        }
    } else {
        const auto format = formatFromFileName(settings.file);
        if (!format) {
            console::fail(format.error());
            return exitCodeOf(format.error());
        }
        settings.format = format.value();
        const QFileInfo file(line.files.front());
        if (file.isDir()) {
            console::fail(Error{ErrorKind::BadName, settings.file, {}, {}});
            return ExitCode::Failed;
        }
        const QFileInfo folder(file.absolutePath());
        if (!folder.isDir() || !folder.isWritable()) {
            console::fail(Error{ErrorKind::FolderNotWritable, folder.filePath().toStdString(), {}, {}});
            return ExitCode::Failed;
        }
        if (file.exists() && !line.force) {
            console::fail(Error{ErrorKind::FileExists, settings.file, {}, {}});
            return ExitCode::Failed;
        }
    }
    settings.sampleFormat = line.sampleFormat.value_or(defaultSampleFormat(settings.format));
    settings.splitSeconds = line.splitSeconds;
    settings.splitBytes = line.splitBytes;
    settings.maxFrames = line.frames;
    return std::nullopt;
}

QString progressText(const TakeProgress& progress, int rate, const LevelReading& reading) {
    QString text = clockText(static_cast<double>(progress.frames) / rate);
    constexpr std::size_t mostShown = 8;
    for (std::size_t channel = 0; channel < std::min(reading.channels.size(), mostShown); ++channel)
        text += QStringLiteral(" %1").arg(levelText(reading.channels[channel].intervalPeakDb), 6);
    text += QStringLiteral(" dBFS  %1  ").arg(sizeText(progress.bytesWritten + progress.bytesWaiting));
    text += Words::tr("%1 left on the disk").arg(timeLeftText(progress.secondsLeft));
    if (progress.faults > 0)
        text += QStringLiteral("  ") + Words::tr("%n fault(s)", nullptr, static_cast<int>(progress.faults));
    return text;
}

/// Follows one take from its start to its end.
class Recording {
public:
    Recording(const CommandLine& line, CommandSession& session) : line_(line), session_(session) {}

    ExitCode run(const Device& device, TakeSettings settings) {
        toStandardOutput_ = settings.format == FileFormat::Raw;
        InputWish wish = CommandSession::wishFor(line_, device);
        input_ = session_.engine().openInput(std::move(wish));
        take_ = session_.engine().startTake(input_, std::move(settings), std::nullopt);
        while (!exit_) {
            if (console::interrupted() && !std::exchange(stopping_, true))
                session_.engine().stopTake(take_, tailSeconds);
            Event event;
            if (session_.engine().nextEvent(event, std::chrono::milliseconds(10)))
                std::visit([this](const auto& e) { on(e); }, event);
            tellLevels();
        }
        return *exit_;
    }

private:
    void say(const QString& text) const {
        if (toStandardOutput_ || line_.json)
            console::warn(text);
        else
            console::print(text);
    }

    void on(const InputFailed& failed) {
        if (rate_ != 0)
            return; // what was recorded is kept, and its report says why it ended
        console::fail(failed.error);
        exit_ = exitCodeOf(failed.error);
    }

    void on(const TakeStarted& started) {
        if (started.continues != 0) {
            take_ = started.take;
            ++running_;
            rate_ = started.granted.format.rate;
            console::warn(Words::tr("The recording goes on in a new file: %1, %2, %3.")
                              .arg(QString::fromStdString(started.device.name), rateText(rate_),
                                   channelCountText(static_cast<int>(started.channels.size()))));
            return;
        }
        rate_ = started.granted.format.rate;
        if (line_.json)
            console::print(
                startedLine(started.device, started.granted, static_cast<int>(started.channels.size())));
        else
            console::warn(Words::tr("Recording %1: %2, %3. Ctrl+C ends it.")
                              .arg(QString::fromStdString(started.device.name), rateText(rate_),
                                   channelCountText(static_cast<int>(started.channels.size()))));
        if (started.device.isSimulated())
            console::warn(Words::tr("This device is SIMULATED: what is recorded is no real sound."));
    }

    void on(const TakeProgressed& progressed) { progress_ = progressed.progress; }
    void on(const TakeFaulted& faulted) { console::warn(faultText(faulted.fault, rate_)); }
    void on(const InputWaiting& waiting) { console::warn(errorText(waiting.error)); }

    void on(const TakeFinished& finished) {
        const TakeReport& report = finished.report;
        if (report.error)
            console::fail(*report.error);
        reports_.push_back(report);
        if (--running_ > 0)
            return; // it goes on in another one
        std::erase_if(reports_, [this](const TakeReport& each) {
            return reports_.size() > 1 && each.files.empty() && !each.error;
        });
        finish();
    }

    void finish() {
        const auto& error = reports_.back().error;
        const bool anything =
            std::ranges::any_of(reports_, [](const TakeReport& report) { return report.frames > 0; });
        const bool files =
            std::ranges::any_of(reports_, [](const TakeReport& report) { return !report.files.empty(); });
        if (!files && error) {
            exit_ = exitCodeOf(*error);
            return;
        }
        if (line_.json)
            console::print(finishedLine(reports_));
        else
            for (const TakeReport& report : reports_)
                say(takeReportText(report));
        if (!anything) {
            if (!error)
                console::fail(Words::tr(
                    "The device delivered nothing; the file is empty. Check that something plays into it, "
                    "then try again."));
            exit_ = ExitCode::Failed;
            return;
        }
        const bool complete =
            std::ranges::all_of(reports_, [](const TakeReport& report) { return report.complete(); });
        exit_ = complete ? ExitCode::Done : ExitCode::Incomplete;
    }

    template <typename Other>
    void on(const Other&) {}

    void tellLevels() {
        if (exit_ || rate_ == 0 || !session_.engine().levels(input_, reading_) ||
            reading_.intervals == shown_)
            return;
        shown_ = reading_.intervals;
        if (line_.json)
            console::print(levelsLine(reading_));
        else
            console::progress(progressText(progress_, rate_, reading_));
    }

    const CommandLine& line_;
    CommandSession& session_;
    bool toStandardOutput_ = false;
    InputId input_ = 0;
    TakeId take_ = 0;
    int rate_ = 0;
    bool stopping_ = false;
    std::uint64_t shown_ = 0;
    LevelReading reading_;
    TakeProgress progress_;
    int running_ = 1; ///< takes that are not finished: more than one where one goes on in another
    std::vector<TakeReport> reports_; ///< of those that are, in order
    std::optional<ExitCode> exit_;
};

} // namespace

ExitCode runRecord(const CommandLine& line) {
    TakeSettings settings;
    if (const auto wrong = checkFile(line, settings))
        return *wrong;
    console::catchInterrupts();
    CommandSession session(line, CommandSession::WithoutServer::Fail);
    if (session.failure())
        return *session.failure();
    const auto device = session.chooseInput(line);
    if (!device)
        return ExitCode::NoDevice;

    const int rate = line.rate.value_or(device->format.rate);
    int channels = device->format.channelCount();
    if (line.map) {
        const auto map = resolveForRecording(*line.map, device->format.channels, device->integers);
        if (!map) {
            console::fail(map.error());
            return exitCodeOf(map.error());
        }
        channels = map.value().channels();
    }
    if (const auto fits = checkFormat(settings.format, settings.sampleFormat, rate, channels); !fits) {
        console::fail(fits.error());
        return exitCodeOf(fits.error());
    }
    settings.maxSeconds = line.durationSeconds;
    return Recording(line, session).run(*device, std::move(settings));
}

} // namespace headroom
