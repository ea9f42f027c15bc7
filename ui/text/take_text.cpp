// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/take_text.h"

#include "ui/text/error_text.h"
#include "ui/text/format_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(headroom::Takes)
};

double seconds(std::uint64_t frames, int rate) {
    return rate > 0 ? static_cast<double>(frames) / rate : 0.0;
}

} // namespace

QString faultCauseText(const Fault& fault) {
    switch (fault.cause) {
    case FaultCause::Tape: return Words::tr("the computer was too busy to keep up");
    case FaultCause::Disk: return Words::tr("the disk could not keep up");
    case FaultCause::Device: break;
    }
    switch (fault.reason) {
    case GapReason::Hole: return Words::tr("the device left samples out");
    case GapReason::Suspended: return Words::tr("the device was asleep");
    case GapReason::DeviceGone: return Words::tr("the device was gone");
    case GapReason::ServerLost: return Words::tr("the sound server was gone");
    case GapReason::DefaultMoved: return Words::tr("the system's default moved to another device");
    case GapReason::ClockJump: return Words::tr("the device's clock jumped");
    }
    return {};
}

QString faultText(const Fault& fault, int rate) {
    return Words::tr("%1 missing at %2: %3.", "length, time in the take, cause")
        .arg(shortTimeText(seconds(fault.frames, rate)), clockText(seconds(fault.position, rate)),
             faultCauseText(fault));
}

QString faultCountText(std::uint64_t faults, std::uint64_t missingFrames, int rate) {
    const QString missing = shortTimeText(seconds(missingFrames, rate));
    return faults == 1 ? Words::tr("1 fault, %1 missing.").arg(missing)
                       : Words::tr("%n faults, %1 missing.", nullptr, static_cast<int>(faults)).arg(missing);
}

QString takeReportText(const TakeReport& report) {
    const QString file = report.files.empty()
                             ? QString()
                             : QFileInfo(QString::fromStdString(report.files.front().path)).fileName();
    const QString length = durationText(seconds(report.frames, report.rate));
    if (report.error && report.frames == 0)
        return Words::tr("Nothing was recorded.") + QLatin1Char(' ') + errorText(*report.error);
    QStringList sentences;
    if (report.error)
        sentences
            << Words::tr("The recording ended early. “%1” is saved, %2.", "file, length").arg(file, length)
            << errorText(*report.error);
    else
        sentences << Words::tr("“%1” is saved, %2.", "file, length").arg(file, length);
    if (report.files.size() > 1)
        sentences << Words::tr("It is in %n files.", nullptr, static_cast<int>(report.files.size()));
    if (!report.faults.empty()) {
        std::uint64_t missing = 0;
        for (const Fault& fault : report.faults)
            missing += fault.frames;
        sentences << faultCountText(report.faults.size(), missing, report.rate)
                  << Words::tr("The missing parts are silent and noted in the file.");
    } else if (!report.error) {
        sentences << Words::tr("Nothing is missing.");
    }
    if (report.simulated())
        sentences << Words::tr("It comes from a simulated device.");
    return sentences.join(QLatin1Char(' '));
}

QString takeStateText(const TakeSummary& take) {
    if (take.error)
        return Words::tr("Cannot be read", "state of a take");
    if (!take.complete)
        return Words::tr("Not known", "state of a take");
    if (*take.complete)
        return Words::tr("Complete", "state of a take");
    if (take.missingFrames == 0)
        return Words::tr("Ended early", "state of a take");
    return Words::tr("%1 missing", "state of a take")
        .arg(shortTimeText(seconds(take.missingFrames, take.rate)));
}

} // namespace headroom
