// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/error_text.h"
#include "ui/window/main_window_impl.h"

#include <algorithm>

namespace headroom {

void MainWindow::Impl::choose(const InputChoice& wanted, bool asked) {
    if (takeRuns())
        return;
    const bool other = !chosen || !choice.meansSame(wanted);
    const QString before = devices.chosen();
    choice = wanted;
    chosen = true;
    if (other) {
        input = 0;
        opening = false;
        failure.reset();
        for (const char* notice : {"waiting", "moved", "renamed", "map"})
            banners->withdraw(QLatin1String(notice));
    }
    showChoice();
    refreshState(before);
    devicePanel->showChosen();
    const Device* device = devices.device(devices.chosen());
    const DeviceState state = slotState();
    const bool opens =
        asked || device == nullptr || !device->opensOnlyWhenAsked || inputs.value(input).delivers();
    // What delivers already is asked for again only where another input was shown.
    if (opens && (other || (state != DeviceState::Open && state != DeviceState::Opening)))
        openChosen();
    setTransport(TransportState::Idle);
    refreshMeters();
    refreshDisk();
}

void MainWindow::Impl::chooseByPerson(const InputChoice& wanted, bool asked) {
    if (takeRuns())
        return;
    // A made-up device that stands in for want of a real one is nothing to be remembered.
    const Device* device = devices.device(wanted.deviceId);
    if (!(standsIn && wanted.isPinned() && device != nullptr && device->isSimulated())) {
        Settings now = settings.current();
        now.input = wanted;
        settings.update(now);
    }
    choose(wanted, asked);
}

void MainWindow::Impl::chooseDevice(const QString& id, bool asked) {
    const Device* device = devices.device(id);
    if (device != nullptr && device->isInput())
        chooseByPerson(pinned(*device), asked);
}

void MainWindow::Impl::chooseFirst() {
    InputChoice wanted = settings.current().input;
    if (wanted.isPinned()) {
        // A device that has another identifier than it had is told from its name, where that says enough.
        const std::vector<Device> there = devices.inputs();
        const Device* found = findRemembered(there, wanted.deviceKind, wanted.deviceId.toStdString(),
                                             wanted.deviceName.toStdString());
        choose(wanted, false);
        if (found != nullptr && found->id != wanted.deviceId.toStdString())
            adopt(*found);
    } else {
        choose(wanted, false);
    }
}

void MainWindow::Impl::adopt(const Device& device) {
    const InputChoice before = choice;
    const bool remembered = settings.current().input.meansSame(before);
    const QString old = devices.chosen();
    choice = pinned(device);
    if (remembered) {
        Settings now = settings.current();
        now.input = choice;
        settings.update(now);
    }
    showChoice();
    refreshState(old);
    devicePanel->showChosen();
    banners->post(
        {QStringLiteral("renamed"),
         Notice::Severity::Info,
         MainWindow::tr("The system gave “%1” another identifier than before, as it does in another "
                        "socket. It is the only device of that name, so it is used.")
             .arg(choice.deviceName),
         before.deviceId + QStringLiteral(" → ") + choice.deviceId,
         {},
         {},
         true,
         false});
}

void MainWindow::Impl::openChosen() {
    if (!chosen)
        return;
    failure.reset();
    map = keptMap();
    banners->withdraw(QStringLiteral("map"));
    opening = !inputs.value(input).delivers();
    refreshState(devices.chosen());
    refreshMeters();
    emit window.inputSelected(choice, map);
}

void MainWindow::Impl::resumeWaiting() {
    // The engine waits by itself; this is for the one that it gave up because there was nothing to wait for.
    if (!failure || inputs.contains(input) ||
        (failure->kind != ErrorKind::NoSuchDevice && failure->kind != ErrorKind::DeviceGone))
        return;
    const Device* device = devices.device(devices.chosen());
    if (device != nullptr && devices.isPresent(devices.chosen()) && !device->opensOnlyWhenAsked)
        openChosen();
}

void MainWindow::Impl::showChoice() {
    if (!chosen) {
        devices.chooseNothing();
        return;
    }
    if (choice.isPinned()) {
        devices.choosePinned(choice);
        return;
    }
    // What is open counts before what is listed: the one follows the other a moment later.
    const auto now = inputs.constFind(input);
    if (now != inputs.constEnd() && !now->device.id.empty()) {
        devices.chooseDefault(QString::fromStdString(now->device.id));
        return;
    }
    const Device* device = defaultInput(devices.listed());
    devices.chooseDefault(device != nullptr ? QString::fromStdString(device->id) : QString());
}

void MainWindow::Impl::refreshState(const QString& id) {
    if (id.isEmpty())
        return;
    DeviceState state = DeviceState::Closed;
    if (id == devices.chosen())
        state = failure ? DeviceState::Failed : opening ? DeviceState::Opening : DeviceState::Closed;
    const std::string deviceId = id.toStdString();
    for (const OpenInput& each : inputs)
        if (each.device.id == deviceId && state != DeviceState::Open && !each.asksFirst())
            state = each.delivers() ? DeviceState::Open : DeviceState::Waiting;
    devices.setState(id, state);
}

DeviceState MainWindow::Impl::slotState() const {
    if (!devices.chosen().isEmpty())
        return devices.state(devices.chosen());
    return chosen ? DeviceState::Waiting : DeviceState::Closed;
}

void MainWindow::Impl::refreshMeters() {
    const QString id = devices.chosen();
    const Device* device = devices.device(id);
    const DeviceState state = slotState();
    transport->setInputReady(state == DeviceState::Open || state == DeviceState::Opening);
    meterPanel->setFollowing(devices.isFollowing());
    refreshMapWords();
    if (device == nullptr) {
        if (devices.inputs().empty())
            meterPanel->showNoDevices();
        else if (devices.isFollowing())
            meterPanel->showNoDefault();
        else
            meterPanel->showNothing();
        return;
    }
    switch (state) {
    case DeviceState::Open: {
        // Another input on the same device may be open while ours is not yet.
        const auto open = inputs.constFind(input);
        if (open == inputs.constEnd())
            meterPanel->showOpening(*device);
        else
            meterPanel->showOpen(open->device, open->granted, recordMap(open->device, open->granted));
        break;
    }
    case DeviceState::Opening: meterPanel->showOpening(*device); break;
    case DeviceState::Waiting: meterPanel->showWaiting(*device, !devices.isFollowing() && !takeRuns()); break;
    case DeviceState::Failed:
        meterPanel->showFailed(QString::fromStdString(device->name), errorText(failure.value_or(Error{})));
        break;
    case DeviceState::Closed:
        if (device->opensOnlyWhenAsked)
            meterPanel->showAsksFirst(*device);
        else
            meterPanel->showClosed(*device);
        break;
    }
}

void MainWindow::Impl::resetLevels() {
    if (inputs.contains(input))
        emit window.levelsResetRequested(input);
}

} // namespace headroom
