// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/error_text.h"
#include "ui/window/main_window_impl.h"

#include <algorithm>

namespace headroom {

void MainWindow::Impl::chooseInput(const QString& id, bool asked, bool byPerson) {
    const Device* device = devices.device(id);
    if (device == nullptr || !device->isInput() || takeRuns())
        return;
    const bool other = id != devices.chosen();
    if (byPerson) {
        Settings wanted = settings.current();
        wanted.inputId = id;
        wanted.inputName = QString::fromStdString(device->name);
        settings.update(wanted);
        banners->withdraw(QStringLiteral("absent"));
    }
    devices.setChosen(id);
    devicePanel->showChosen();
    const bool opens = asked || !device->opensOnlyWhenAsked || open.contains(id);
    const DeviceState state = devices.state(id);
    // What delivers already is asked for again only where another input was shown.
    if (opens && (other || (state != DeviceState::Open && state != DeviceState::Opening)))
        openChosen();
    if (other)
        banners->withdraw(QStringLiteral("waiting"));
    if (transport->state() == TransportState::NoInput)
        setTransport(TransportState::Idle);
    refreshMeters();
    refreshDisk();
}

void MainWindow::Impl::openChosen() {
    const QString id = devices.chosen();
    if (id.isEmpty())
        return;
    failures.remove(id);
    if (!open.contains(id) && devices.isPresent(id))
        devices.setState(id, DeviceState::Opening);
    refreshMeters();
    emit window.inputSelected(id);
}

void MainWindow::Impl::chooseFirst() {
    const std::vector<Device> inputs = devices.inputs();
    if (inputs.empty() || !devices.chosen().isEmpty())
        return;
    const std::string id = settings.current().inputId.toStdString();
    const std::string name = settings.current().inputName.toStdString();
    auto found = inputs.end();
    if (!id.empty()) {
        found = std::find_if(inputs.begin(), inputs.end(), [&](const Device& d) { return d.id == id; });
        // Some systems give a device another id in another socket; a name that is there once is as good.
        const auto sameName = [&](const Device& d) { return d.name == name; };
        if (found == inputs.end() && std::count_if(inputs.begin(), inputs.end(), sameName) == 1)
            found = std::find_if(inputs.begin(), inputs.end(), sameName);
    }
    const bool absent = !id.empty() && found == inputs.end();
    const Device* first = found != inputs.end() ? &*found : defaultInput(inputs);
    if (first == nullptr)
        first = &inputs.front();
    if (absent && !simulated)
        banners->post({QStringLiteral("absent"),
                       Notice::Severity::Warning,
                       MainWindow::tr("“%1”, the input of last time, is not there. “%2” is chosen instead.")
                           .arg(settings.current().inputName, QString::fromStdString(first->name)),
                       {},
                       {},
                       {},
                       true,
                       false});
    chooseInput(QString::fromStdString(first->id), false, false);
}

void MainWindow::Impl::refreshMeters() {
    const QString id = devices.chosen();
    const Device* device = devices.device(id);
    const DeviceState state = devices.state(id);
    transport->setInputReady(state == DeviceState::Open || state == DeviceState::Opening);
    if (device == nullptr) {
        if (devices.inputs().empty())
            meterPanel->showNoDevices();
        else
            meterPanel->showNothing();
        return;
    }
    switch (state) {
    case DeviceState::Open: {
        const OpenInput& input = open[id];
        meterPanel->showOpen(input.device, input.granted);
        break;
    }
    case DeviceState::Opening: meterPanel->showOpening(*device); break;
    case DeviceState::Waiting: meterPanel->showWaiting(*device); break;
    case DeviceState::Failed:
        meterPanel->showFailed(QString::fromStdString(device->name), errorText(failures.value(id)));
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
    if (!devices.chosen().isEmpty())
        emit window.levelsResetRequested(devices.chosen());
}

} // namespace headroom
