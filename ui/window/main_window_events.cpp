// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/error_text.h"
#include "ui/window/main_window_impl.h"

namespace headroom {

namespace {

bool isAboutTheMap(const Error& error) {
    return error.kind == ErrorKind::NoSuchChannel || error.kind == ErrorKind::InvalidArgument ||
           error.kind == ErrorKind::BadChannelMap;
}

} // namespace

void MainWindow::Impl::on(const DevicesChanged& event) {
    devices.setDevices(event.devices);
    const Device* device = devices.device(devices.chosen());
    if (!chosen) {
        chooseFirst();
    } else if (choice.isPinned() && device != nullptr && device->isSimulated() && !simulated &&
               !devices.isPresent(devices.chosen()) && !takeRuns()) {
        // A made-up device that was chosen for want of a real one gives way to what is remembered.
        chooseFirst();
    } else {
        const QString before = devices.chosen();
        showChoice();
        refreshState(before);
        refreshState(devices.chosen());
        resumeWaiting();
    }
    refreshEditor();
    if (!takeRuns())
        setTransport(TransportState::Idle);
    refreshMeters();
    refreshDisk();
}

void MainWindow::Impl::on(const ServerChanged& event) {
    const QString detail = event.error ? QString::fromStdString(event.error->native) : QString();
    simulated = event.state == ServerChanged::State::Simulated ||
                (event.state == ServerChanged::State::Connected && event.backend == "simulated");
    standsIn = event.state == ServerChanged::State::Simulated;
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
    const std::string before = inputs.value(event.input).device.id;
    inputs.insert(event.input, {event.device, event.granted, std::nullopt, 0});
    if (event.input == input) {
        opening = false;
        failure.reset();
        if (choice.isPinned() && choice.deviceId != QString::fromStdString(event.device.id))
            adopt(event.device);
        else
            showChoice();
    }
    refreshState(QString::fromStdString(before));
    refreshState(QString::fromStdString(event.device.id));
    if (event.input != input)
        return;
    banners->withdraw(QStringLiteral("waiting"));
    mapFollows();
    refreshEditor();
    if (!choice.isPinned() && !before.empty() && before != event.device.id)
        banners->post({QStringLiteral("moved"),
                       Notice::Severity::Info,
                       (takeRuns() ? MainWindow::tr("The system's default input is “%1” now. The take goes "
                                                    "on with it.")
                                   : MainWindow::tr("The system's default input is “%1” now."))
                           .arg(QString::fromStdString(event.device.name)),
                       {},
                       {},
                       {},
                       true,
                       false});
    refreshMeters();
    refreshDisk();
    if (!takeRuns())
        setTransport(TransportState::Idle);
}

void MainWindow::Impl::on(const InputWaiting& event) {
    const OpenInput before = inputs.value(event.input);
    OpenInput& now = inputs[event.input];
    now.device = event.device;
    now.waitsFor = event.error.kind;
    if (event.input == input) {
        opening = false;
        if (choice.isPinned() && now.device.id.empty())
            now.device.id = choice.deviceId.toStdString();
        showChoice();
    }
    refreshState(QString::fromStdString(before.device.id));
    refreshState(QString::fromStdString(now.device.id));
    if (event.input != input)
        return;
    refreshMeters();
    // The server's own banner says it; and what never was there, or what is to be asked for, is said where
    // its meters would be.
    if (event.error.kind == ErrorKind::ServerDown || now.asksFirst() || (!before.delivers() && !takeRuns()))
        return;
    const Device* device = devices.device(devices.chosen());
    const QString name = QString::fromStdString(device != nullptr ? device->name : event.device.name);
    const bool stopped = device != nullptr && device->isApplication;
    const QString what =
        !choice.isPinned() ? MainWindow::tr("The system has no default input now. Headroom waits for one.")
        : stopped
            ? MainWindow::tr("“%1” has stopped playing. Headroom waits; it goes on as soon as it plays.")
                  .arg(name)
            : MainWindow::tr("“%1” is gone. Headroom waits; it is opened again as soon as it is back.")
                  .arg(name);
    banners->post({QStringLiteral("waiting"),
                   Notice::Severity::Warning,
                   takeRuns() ? what + QLatin1Char(' ') +
                                    MainWindow::tr("The take goes on, and what is missing is noted in it.")
                              : what,
                   QString::fromStdString(event.error.native),
                   {},
                   {},
                   true,
                   false});
}

void MainWindow::Impl::on(const InputFailed& event) {
    if (event.stillOpen) {
        if (event.input == input)
            staysAsItIs(event);
        return;
    }
    const QString before = QString::fromStdString(inputs.value(event.input).device.id);
    inputs.remove(event.input);
    if (event.input == input) {
        opening = false;
        failure = event.error;
    }
    refreshState(before);
    refreshState(QString::fromStdString(event.deviceId));
    if (event.input != input)
        return;
    showChoice();
    refreshState(devices.chosen());
    banners->withdraw(QStringLiteral("waiting"));
    if (isAboutTheMap(event.error)) {
        // The default's device may have changed with another map in force: that of this one is tried first.
        if (!choice.isPinned() && keptMap() != map)
            return openChosen();
        if (map)
            tellMapDoesNotFit(event.error);
    }
    refreshMeters();
    if (transport->state() == TransportState::Starting && take == 0)
        window.showError(event.error);
}

void MainWindow::Impl::staysAsItIs(const InputFailed& event) {
    const OpenInput now = inputs.value(input);
    if (event.deviceId == now.device.id) {
        // Another map was refused.
        if (editorIsOnChosen() && editor->isVisible())
            editor->showError(event.error);
        else
            tellMapDoesNotFit(event.error);
        return;
    }
    if (const Device* next = devices.device(QString::fromStdString(event.deviceId));
        next != nullptr && isAboutTheMap(event.error) && !takeRuns()) {
        // The engine tries again; with the new device's own map it goes there.
        if (const auto kept = settings.mapFor(*next, devices.listed()); kept != map)
            return sendMap(kept);
    }
    const QString name = QString::fromStdString(now.device.name);
    banners->post({QStringLiteral("moved"),
                   Notice::Severity::Warning,
                   MainWindow::tr("The system's default moved, and the new one could not be opened: %1 “%2” "
                                  "goes on in its place.")
                       .arg(errorText(event.error), name),
                   QString::fromStdString(event.error.native),
                   {},
                   {},
                   true,
                   false});
}

void MainWindow::Impl::on(const InputClosed& event) {
    const QString before = QString::fromStdString(inputs.value(event.input).device.id);
    inputs.remove(event.input);
    if (event.input == input)
        showChoice();
    refreshState(before);
    refreshState(QString::fromStdString(event.deviceId));
    if (event.input != input)
        return;
    banners->withdraw(QStringLiteral("waiting"));
    refreshMeters();
}

} // namespace headroom
