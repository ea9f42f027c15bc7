// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format_text.h"
#include "ui/text/take_text.h"
#include "ui/window/main_window_impl.h"

#include <QFileInfo>

#include <algorithm>

namespace headroom {

void MainWindow::Impl::goOnIn(const TakeStarted& event) {
    endingTakes.push_back(take);
    const int rate = event.granted.format.rate;
    if (takeRate > 0) {
        earlierSeconds += static_cast<double>(takeFrames) / takeRate;
        missingFrames =
            missingFrames * static_cast<std::uint64_t>(rate) / static_cast<std::uint64_t>(takeRate);
    }
    take = event.take;
    takeRate = rate;
    takeFrames = 0;
    ++part;
    transport->setPart(part, earlierSeconds);
    transport->setFile(QString::fromStdString(event.file), event.device.isSimulated());
    banners->post(
        {QStringLiteral("part"),
         Notice::Severity::Info,
         MainWindow::tr("The take goes on in a new file, “%1”: the device has another rate or another "
                        "number of channels now.")
             .arg(QFileInfo(QString::fromStdString(event.file)).fileName()),
         {},
         {},
         {},
         true,
         false});
}

void MainWindow::Impl::on(const TakeStarted& event) {
    if (event.continues != 0 && event.continues == take) {
        goOnIn(event);
        return;
    }
    take = event.take;
    takeRate = event.granted.format.rate;
    takeFrames = 0;
    part = 1;
    earlierSeconds = 0.0;
    endingTakes.clear();
    reports.clear();
    transport->setPart(1, 0.0);
    faultCount = 0;
    missingFrames = 0;
    titleSecond = -1;
    banners->withdraw(QStringLiteral("faults"));
    banners->withdraw(QStringLiteral("slow"));
    transport->setOutcome({});
    transport->setFile(QString::fromStdString(event.file), event.device.isSimulated());
    TakeProgress begin;
    begin.file = event.file;
    begin.bytesFree = folder.bytesFree.value_or(0);
    transport->setProgress(begin, takeRate);
    setTransport(stopSent ? TransportState::Finishing : TransportState::Starting);
}

void MainWindow::Impl::on(const TakeFaulted& event) {
    if (event.take != take)
        return;
    ++faultCount;
    missingFrames += event.fault.frames;
    QString text = faultText(event.fault, takeRate);
    if (faultCount > 1)
        text = faultCountText(faultCount, missingFrames, takeRate) + QLatin1Char(' ') +
               MainWindow::tr("Last: %1", "the last fault").arg(text);
    banners->post(
        {QStringLiteral("faults"),
         Notice::Severity::Warning,
         text,
         MainWindow::tr("The take goes on. The missing part is silent in it, as long as it was, and is "
                        "noted in the file."),
         {},
         {},
         true,
         false});
}

void MainWindow::Impl::on(const MarkerAdded&) {}

void MainWindow::Impl::on(const TakeProgressed& event) {
    if (event.take != take)
        return;
    const TakeProgress& progress = event.progress;
    transport->setProgress(progress, takeRate);
    takeFrames = progress.frames;
    if (!stopSent) {
        switch (progress.state) {
        case TakeProgress::State::Waiting:
            // A part that goes on from another one began when that one did.
            if (part == 1)
                setTransport(TransportState::Starting);
            break;
        case TakeProgress::State::Recording: setTransport(TransportState::Recording); break;
        case TakeProgress::State::Paused: setTransport(TransportState::Paused); break;
        case TakeProgress::State::Finishing:
        case TakeProgress::State::Finished: setTransport(TransportState::Finishing); break;
        }
    }
    if (takeRate > 0) {
        // The window's title costs a round trip to the window manager: once a second.
        const auto second = static_cast<qint64>(earlierSeconds + static_cast<double>(progress.frames) /
                                                                     static_cast<double>(takeRate));
        if (second != titleSecond) {
            titleSecond = second;
            refreshTitle();
            warnOfDisk(progress.secondsLeft);
        }
    }
    constexpr std::uint64_t slowBytes = 64'000'000;
    if (progress.bytesWaiting > slowBytes)
        banners->post(
            {QStringLiteral("slow"),
             Notice::Severity::Warning,
             MainWindow::tr("The disk is slow: %1 wait in memory to be written. Nothing is lost so far.")
                 .arg(sizeText(progress.bytesWaiting)),
             {},
             {},
             {},
             false,
             false});
    else
        banners->withdraw(QStringLiteral("slow"));
}

void MainWindow::Impl::on(const TakeFinished& event) {
    const auto earlier = std::find(endingTakes.begin(), endingTakes.end(), event.take);
    // A take that could not begin has no TakeStarted: then it is the one that was asked for.
    const bool current = event.take == take || (take == 0 && endingTakes.empty() && takeRuns());
    if (earlier != endingTakes.end())
        endingTakes.erase(earlier);
    else if (current)
        take = 0;
    else
        return;
    reports[event.take] = event.report;
    if (take != 0)
        return;
    // The recording is over when the last of its files is closed, in whichever order that comes.
    if (endingTakes.empty())
        concludeTake();
    else
        setTransport(TransportState::Finishing);
}

void MainWindow::Impl::concludeTake() {
    stopSent = false;
    for (const char* notice : {"faults", "slow", "part", "moved"})
        banners->withdraw(QLatin1String(notice));
    QStringList sentences;
    QString native;
    bool complete = true;
    bool failed = false;
    for (const auto& [id, report] : reports) {
        sentences << takeReportText(report);
        complete = complete && report.complete();
        if (report.error) {
            failed = true;
            native = QString::fromStdString(report.error->native);
        }
        if (!report.files.empty())
            selectWhenListed = QString::fromStdString(report.files.front().path);
    }
    reports.clear();
    const QString words = sentences.join(QLatin1Char(' '));
    if (!complete)
        banners->post({QStringLiteral("take"),
                       failed ? Notice::Severity::Error : Notice::Severity::Warning,
                       words,
                       native,
                       {},
                       {},
                       true,
                       false});
    // What is not complete is told by the banner.
    transport->setOutcome(complete ? words : QString());
    setTransport(TransportState::Idle);
    mapFollows();
    refreshMeters();
    refreshDisk();
    if (closeWhenFinished) {
        closeWhenFinished = false;
        window.close();
    }
}

} // namespace headroom
