// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/json_lines.h"
#include "app/file_levels.h"
#include "ui/text/format_text.h"

#include <cmath>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(AnalyzeCommand)
};

void tell(const std::string& path, const FileLevels& levels) {
    const double seconds = static_cast<double>(levels.frames) / levels.rate;
    console::print(QStringLiteral("%1: %2, %3, %4")
                       .arg(QString::fromStdString(path), durationText(seconds), rateText(levels.rate),
                            channelCountText(static_cast<int>(levels.peakDb.size()))));
    for (std::size_t channel = 0; channel < levels.peakDb.size(); ++channel)
        console::print(Words::tr("  channel %1: peak %2 dBFS, RMS %3 dBFS, %n clip(s)", nullptr,
                                 static_cast<int>(levels.clips[channel]))
                           .arg(channel + 1)
                           .arg(levelText(levels.peakDb[channel]), levelText(levels.rmsDb[channel])));
}

std::string lineOf(const std::string& path, const FileLevels& levels) {
    JsonWriter json;
    json.beginObject()
        .member("file", std::string_view(path))
        .member("frames", levels.frames)
        .member("rate", levels.rate);
    json.member("channels", static_cast<int>(levels.peakDb.size()));
    writeLevels(json, "peak_dbfs", levels.peakDb);
    writeLevels(json, "rms_dbfs", levels.rmsDb);
    writeCounts(json, "clips", levels.clips);
    json.endObject();
    return json.text();
}

} // namespace

ExitCode runAnalyze(const CommandLine& line) {
    console::catchInterrupts();
    ExitCode end = ExitCode::Done;
    for (const QString& file : line.files) {
        const std::string path = file.toStdString();
        const auto levels = measureFile(path, [&](double done) {
            console::progress(Words::tr("%1: %2 %").arg(file).arg(std::lround(done * 100.0)));
            return !console::interrupted();
        });
        if (console::interrupted())
            return ExitCode::Failed;
        if (!levels) {
            console::fail(levels.error());
            end = ExitCode::Failed;
        } else if (line.json) {
            console::print(lineOf(path, levels.value()));
        } else {
            tell(path, levels.value());
        }
    }
    return end;
}

} // namespace headroom
