// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format_text.h"
#include "ui/window/main_window_impl.h"

#include <QLocale>

namespace headroom {

bool MainWindow::Impl::takeRuns() const {
    return transport->state() != TransportState::NoInput && transport->state() != TransportState::Idle;
}

void MainWindow::Impl::toggleRecord() {
    if (takeRuns()) {
        stop();
        return;
    }
    const QString id = devices.chosen();
    if (id.isEmpty() || transport->state() != TransportState::Idle)
        return;
    RecordChoice wanted;
    wanted.input = choice;
    wanted.deviceId = id;
    wanted.folder = settings.folder();
    wanted.namingTemplate = settings.current().namingTemplate;
    wanted.format = transport->format();
    wanted.sampleFormat = transport->sampleFormat();
    wanted.preRollSeconds = transport->preRoll();
    banners->withdraw(QStringLiteral("command"));
    banners->withdraw(QStringLiteral("take"));
    transport->setFile({}, devices.device(id)->isSimulated());
    transport->setPart(1, 0.0);
    stopSent = false;
    reports.clear();
    setTransport(TransportState::Starting);
    // To record is to ask for the device, also where it only opens when asked.
    if (!inputs.contains(input))
        openChosen();
    emit window.recordRequested(wanted);
}

void MainWindow::Impl::stop() {
    if (!takeRuns() || stopSent)
        return;
    stopSent = true;
    if (take != 0)
        setTransport(TransportState::Finishing);
    emit window.stopRequested();
}

void MainWindow::Impl::togglePause() {
    if (stopSent)
        return;
    if (transport->state() == TransportState::Recording)
        emit window.pauseRequested();
    else if (transport->state() == TransportState::Paused)
        emit window.resumeRequested();
}

void MainWindow::Impl::setTransport(TransportState state) {
    if (state == TransportState::Idle && devices.chosen().isEmpty())
        state = TransportState::NoInput;
    if (transport->state() == state)
        return;
    transport->setState(state);
    devicePanel->setLocked(takeRuns());
    refreshEditor();
    refreshActions();
    refreshTitle();
}

void MainWindow::Impl::refreshTitle() {
    switch (transport->state()) {
    case TransportState::Recording:
        window.setWindowTitle(MainWindow::tr("● %1 – Headroom", "recording, time")
                                  .arg(transport->timeText().section(QLocale().decimalPoint(), 0, 0)));
        break;
    case TransportState::Paused:
        window.setWindowTitle(MainWindow::tr("Paused, %1 – Headroom", "time")
                                  .arg(transport->timeText().section(QLocale().decimalPoint(), 0, 0)));
        break;
    case TransportState::NoInput:
    case TransportState::Idle:
    case TransportState::Starting:
    case TransportState::Finishing: window.setWindowTitle(QStringLiteral("Headroom")); break;
    }
}

void MainWindow::Impl::refreshDisk() {
    std::optional<double> secondsLeft;
    const Device* device = devices.device(devices.chosen());
    if (folder.bytesFree && device != nullptr) {
        const auto open = inputs.constFind(input);
        const StreamFormat& format =
            open != inputs.constEnd() && open->delivers() ? open->granted.format : device->format;
        const int channels = map ? static_cast<int>(map->size()) : format.channelCount();
        const double rate =
            facts.bytesPerSecond
                ? facts.bytesPerSecond(transport->format(), transport->sampleFormat(), format.rate, channels)
                : static_cast<double>(format.rate) * channels * bytesPerSample(transport->sampleFormat());
        if (rate > 0.0)
            secondsLeft = static_cast<double>(*folder.bytesFree) / rate;
    }
    transport->setFolder(settings.folder(), folder.bytesFree, secondsLeft);
    if (!takeRuns() && secondsLeft)
        warnOfDisk(*secondsLeft);
}

void MainWindow::Impl::warnOfDisk(double secondsLeft) {
    constexpr double nearlyFull = 15.0 * 60.0;
    constexpr double almostOver = 2.0 * 60.0;
    if (secondsLeft >= nearlyFull) {
        banners->withdraw(QStringLiteral("disk"));
        return;
    }
    banners->post(
        {QStringLiteral("disk"),
         secondsLeft < almostOver ? Notice::Severity::Error : Notice::Severity::Warning,
         MainWindow::tr("The disk is nearly full: it holds %1 of recording. Free some space, or choose "
                        "a folder on another disk for the next take.")
             .arg(timeLeftText(secondsLeft)),
         {},
         {},
         {},
         false,
         false});
}

} // namespace headroom
