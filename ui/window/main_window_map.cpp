// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/error_text.h"
#include "ui/window/main_window_impl.h"

#include <algorithm>

namespace headroom {

void MainWindow::Impl::showMap(const Device& device) {
    if (editor == nullptr) {
        editor = new ChannelMapEditor(settings, &window);
        connect(editor, &ChannelMapEditor::mapChanged, &window,
                [this](const QString&, const std::optional<MapSpec>& changed) {
                    if (editorIsOnChosen() && !takeRuns())
                        sendMap(changed);
                });
        connect(editor, &ChannelMapEditor::identifyRequested, &window, &MainWindow::identifyRequested);
        connect(editor, &ChannelMapEditor::identifyStopRequested, &window,
                &MainWindow::identifyStopRequested);
    }
    editorDevice = device;
    editor->setDevice(device, devices.listed());
    refreshEditor();
    editor->show();
    editor->raise();
    editor->activateWindow();
}

void MainWindow::Impl::showMapOfFocused() {
    const Device* device = devicePanel->focusedDevice();
    if (device == nullptr)
        device = devices.device(devices.chosen());
    if (device != nullptr)
        showMap(Device(*device));
}

bool MainWindow::Impl::editorIsOnChosen() const {
    return editor != nullptr && editorDevice.isInput() &&
           QString::fromStdString(editorDevice.id) == devices.chosen();
}

void MainWindow::Impl::refreshEditor() {
    if (editor == nullptr)
        return;
    const auto& listed = devices.listed();
    const auto now = std::find_if(listed.begin(), listed.end(), [this](const Device& each) {
        return each.id == editorDevice.id && each.kind == editorDevice.kind;
    });
    if (now != listed.end() && !(*now == editorDevice)) {
        editorDevice = *now;
        editor->setDevice(editorDevice, listed);
    }
    editor->setDevicePresent(now != listed.end());
    editor->setLocked(takeRuns() && editorIsOnChosen());
}

std::optional<MapSpec> MainWindow::Impl::keptMap() const {
    const Device* device = devices.device(devices.chosen());
    return device != nullptr ? settings.mapFor(*device, devices.listed()) : std::nullopt;
}

void MainWindow::Impl::sendMap(const std::optional<MapSpec>& changed) {
    map = changed;
    banners->withdraw(QStringLiteral("map"));
    if (input != 0)
        emit window.inputMapChanged(input, map);
    refreshMeters();
    refreshDisk();
}

void MainWindow::Impl::mapFollows() {
    if (takeRuns())
        return; // the take keeps the map that it has; concludeTake() looks again
    if (const auto kept = keptMap(); kept != map)
        sendMap(kept);
}

void MainWindow::Impl::tellMapDoesNotFit(const Error& error) {
    banners->post({QStringLiteral("map"), Notice::Severity::Error,
                   MainWindow::tr("The channel map of this device does not fit it any more.") +
                       QLatin1Char(' ') + errorText(error),
                   QString::fromStdString(error.native), MainWindow::tr("Open the Channel Map"),
                   [this] {
                       if (const Device* device = devices.device(devices.chosen()))
                           showMap(Device(*device));
                   },
                   true, false, MainWindow::tr("Use the Device's Own Channels"),
                   [this] {
                       const Device* device = devices.device(devices.chosen());
                       if (device == nullptr || takeRuns())
                           return;
                       settings.setMapFor(*device, std::nullopt);
                       banners->withdraw(QStringLiteral("map"));
                       if (editorIsOnChosen())
                           editor->setDevice(*device, devices.listed());
                       openChosen();
                   }});
}

RecordMap MainWindow::Impl::recordMap(const Device& device, const GrantedStream& granted) const {
    if (map)
        if (auto fitted = resolveForRecording(*map, granted.format.channels, device.integers))
            return std::move(fitted).value();
    return identityMap(granted.format.channels);
}

void MainWindow::Impl::refreshMapWords() {
    meterPanel->setMapOffered(devices.device(devices.chosen()) != nullptr);
    meterPanel->setMapWords(map ? QString::fromStdString(formatChannelMap(*map)) : QString());
}

void MainWindow::Impl::on(const IdentifyStepped& event) {
    if (editor != nullptr && event.playback == playback)
        editor->setIdentifyStep(event.entry);
}

void MainWindow::Impl::on(const PlaybackFinished& event) {
    if (event.playback != playback)
        return;
    playback = 0;
    if (editor != nullptr)
        editor->setIdentifyStep(std::nullopt);
    if (!event.error)
        return;
    if (editor != nullptr && editor->isVisible())
        editor->showError(*event.error);
    else
        window.showError(*event.error);
}

void MainWindow::setPlayback(PlaybackId playback) {
    impl_->playback = playback;
}

bool MainWindow::wantsDeviceLevels() const {
    return impl_->editor != nullptr && impl_->editor->isVisible() && impl_->editorIsOnChosen() &&
           impl_->inputs.value(impl_->input).delivers();
}

void MainWindow::setDeviceLevels(const LevelReading& reading) {
    if (wantsDeviceLevels())
        impl_->editor->setLevels(reading, impl_->mapped);
}

} // namespace headroom
