// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/take_text.h"
#include "ui/window/main_window_impl.h"

#include <QFileInfo>

namespace headroom {

void MainWindow::Impl::on(const DevicesChanged& event) {
    devices.setDevices(event.devices);
    // A made-up device that was chosen for want of a real one gives way to the first real one.
    if (const Device* chosen = devices.device(devices.chosen());
        chosen != nullptr && chosen->isSimulated() && !simulated && !devices.isPresent(devices.chosen()) &&
        !takeRuns())
        devices.setChosen({});
    if (devices.chosen().isEmpty())
        chooseFirst();
    devicePanel->showChosen();
    if (!takeRuns())
        setTransport(TransportState::Idle);
    refreshMeters();
    refreshDisk();
}

void MainWindow::Impl::on(const ServerChanged& event) {
    const QString detail = event.error ? QString::fromStdString(event.error->native) : QString();
    simulated = event.state == ServerChanged::State::Simulated ||
                (event.state == ServerChanged::State::Connected && event.backend == "simulated");
    if (!simulated)
        banners->withdraw(QStringLiteral("simulated"));
    else if (event.state == ServerChanged::State::Simulated)
        banners->post(
            {QStringLiteral("simulated"),
             Notice::Severity::Warning,
             MainWindow::tr("Simulated devices: no sound server answers. Nothing you see or record here "
                            "is real sound, and takes made now say so."),
             detail,
             {},
             {},
             false,
             true});
    else
        banners->post(
            {QStringLiteral("simulated"),
             Notice::Severity::Warning,
             MainWindow::tr("Simulated devices, as asked for. Nothing you see or record here is real "
                            "sound, and takes made now say so."),
             detail,
             {},
             {},
             false,
             true});
    if (event.state == ServerChanged::State::Lost)
        banners->post({QStringLiteral("server"),
                       Notice::Severity::Error,
                       takeRuns()
                           ? MainWindow::tr("The sound server does not answer. Headroom waits for it; it "
                                            "returns by itself. The take goes on, and what is missing "
                                            "is noted in it.")
                           : MainWindow::tr("The sound server does not answer. Headroom waits for it; the "
                                            "devices return by themselves."),
                       detail,
                       {},
                       {},
                       false,
                       false});
    else
        banners->withdraw(QStringLiteral("server"));
}

void MainWindow::Impl::on(const InputOpened& event) {
    const QString id = QString::fromStdString(event.device.id);
    open.insert(id, {event.input, event.device, event.granted});
    failures.remove(id);
    devices.setState(id, DeviceState::Open);
    if (id != devices.chosen())
        return;
    banners->withdraw(QStringLiteral("waiting"));
    refreshMeters();
    refreshDisk();
}

void MainWindow::Impl::on(const InputWaiting& event) {
    const QString id = QString::fromStdString(event.device.id);
    open.insert(id, {event.input, event.device, open.value(id).granted});
    devices.setState(id, DeviceState::Waiting);
    if (id != devices.chosen())
        return;
    if (event.error.kind == ErrorKind::ServerDown) {
        refreshMeters();
        return; // the server's own banner says it
    }
    const QString name = QString::fromStdString(event.device.name);
    banners->post({QStringLiteral("waiting"),
                   Notice::Severity::Warning,
                   takeRuns()
                       ? MainWindow::tr("“%1” is gone. Headroom waits; it is opened again as soon as it is "
                                        "back. The take goes on, and what is missing is noted in it.")
                             .arg(name)
                       : MainWindow::tr("“%1” is gone. Headroom waits; it is opened again as soon as it is "
                                        "back.")
                             .arg(name),
                   QString::fromStdString(event.error.native),
                   {},
                   {},
                   true,
                   false});
    refreshMeters();
}

void MainWindow::Impl::on(const InputFailed& event) {
    const QString id = QString::fromStdString(event.deviceId);
    open.remove(id);
    failures.insert(id, event.error);
    devices.setState(id, DeviceState::Failed);
    if (id != devices.chosen())
        return;
    banners->withdraw(QStringLiteral("waiting"));
    refreshMeters();
    if (transport->state() == TransportState::Starting && take == 0)
        window.showError(event.error);
}

void MainWindow::Impl::on(const InputClosed& event) {
    const QString id = QString::fromStdString(event.deviceId);
    // A new stream on the same device may have come before the word of the old one's end.
    if (open.contains(id) && open.value(id).input != event.input)
        return;
    open.remove(id);
    if (devices.state(id) != DeviceState::Failed)
        devices.setState(id, DeviceState::Closed);
    if (id != devices.chosen())
        return;
    banners->withdraw(QStringLiteral("waiting"));
    refreshMeters();
}

void MainWindow::Impl::on(const TakeStarted& event) {
    take = event.take;
    takeRate = event.granted.format.rate;
    takeDevice = QString::fromStdString(event.device.id);
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
    if (!stopSent) {
        switch (progress.state) {
        case TakeProgress::State::Waiting: setTransport(TransportState::Starting); break;
        case TakeProgress::State::Recording: setTransport(TransportState::Recording); break;
        case TakeProgress::State::Paused: setTransport(TransportState::Paused); break;
        case TakeProgress::State::Finishing:
        case TakeProgress::State::Finished: setTransport(TransportState::Finishing); break;
        }
    }
    if (takeRate > 0) {
        // The window's title costs a round trip to the window manager: once a second.
        const auto second = static_cast<qint64>(progress.frames / static_cast<std::uint64_t>(takeRate));
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
    // A take that could not begin has no TakeStarted: then it is the one that was asked for.
    const bool ours = event.take == take || (take == 0 && takeRuns());
    if (!ours)
        return;
    const TakeReport& report = event.report;
    take = 0;
    stopSent = false;
    banners->withdraw(QStringLiteral("faults"));
    banners->withdraw(QStringLiteral("slow"));
    const QString words = takeReportText(report);
    if (!report.complete())
        banners->post({QStringLiteral("take"),
                       report.error ? Notice::Severity::Error : Notice::Severity::Warning,
                       words,
                       report.error ? QString::fromStdString(report.error->native) : QString(),
                       {},
                       {},
                       true,
                       false});
    // What is not complete is told by the banner.
    transport->setOutcome(report.complete() ? words : QString());
    setTransport(TransportState::Idle);
    if (!report.files.empty())
        selectWhenListed = QString::fromStdString(report.files.front().path);
    refreshMeters();
    refreshDisk();
    if (closeWhenFinished) {
        closeWhenFinished = false;
        window.close();
    }
}

} // namespace headroom
