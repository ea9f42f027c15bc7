// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_bridge.h"

#include "engine/takes/audio_file_writer.h"
#include "engine/takes/naming.h"

#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

constexpr int shownMs = 16;   ///< a display's frame
constexpr int hiddenMs = 100; ///< events only

} // namespace

EngineBridge::EngineBridge(Engine& engine, MainWindow& window, QObject* parent)
    : QObject(parent), engine_(engine), window_(window) {
    connect(&window, &MainWindow::inputSelected, this, &EngineBridge::selectInput);
    connect(&window, &MainWindow::recordRequested, this, &EngineBridge::record);
    connect(&window, &MainWindow::stopRequested, this, &EngineBridge::stop);
    connect(&window, &MainWindow::pauseRequested, this, [this] { engine_.pauseTake(take_); });
    connect(&window, &MainWindow::resumeRequested, this, [this] { engine_.resumeTake(take_); });
    connect(&window, &MainWindow::markerRequested, this, [this] { engine_.addMarker(take_, {}); });
    connect(&window, &MainWindow::preRollChanged, this,
            [this](double seconds) { engine_.setPreRoll(seconds); });
    connect(&window, &MainWindow::levelsResetRequested, this, [this](const QString& deviceId) {
        if (const auto it = inputs_.find(deviceId.toStdString()); it != inputs_.end())
            engine_.resetLevels(it->second);
    });
    connect(&window, &MainWindow::visibilityChanged, this, &EngineBridge::setVisible);
    connect(&window, &MainWindow::recordingsFolderChanged, &takesFolder_, &TakesFolder::setFolder);
    connect(&window, &MainWindow::takeOpenRequested, this,
            [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(&window, &MainWindow::takeRevealRequested, this, [](const QString& path) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
    });
    connect(&window, &MainWindow::takeDeleteRequested, this, &EngineBridge::trash);
    connect(&window, &MainWindow::takeRestoreRequested, this, &EngineBridge::restore);
    connect(&takesFolder_, &TakesFolder::takesChanged, this, [this](const std::vector<TakeSummary>& takes) {
        takes_ = takes;
        showTakes();
    });
    connect(&takesFolder_, &TakesFolder::statusChanged, &window, &MainWindow::setFolderStatus);
    takesFolder_.setFolder(window.recordingsFolder());

    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &EngineBridge::look);
    timer_.start(shownMs);
}

void EngineBridge::look() {
    Event event;
    while (engine_.nextEvent(event))
        apply(event);
    if (!window_.wantsReadings())
        return;
    for (const auto& [deviceId, input] : inputs_)
        if (engine_.levels(input, reading_))
            window_.setLevels(QString::fromStdString(deviceId), reading_);
}

void EngineBridge::apply(const Event& event) {
    const auto forget = [this](InputId input) {
        std::erase_if(inputs_, [input](const auto& entry) { return entry.second == input; });
    };
    if (const auto* failed = std::get_if<InputFailed>(&event))
        forget(failed->input);
    if (const auto* closed = std::get_if<InputClosed>(&event))
        forget(closed->input);
    if (const auto* devices = std::get_if<DevicesChanged>(&event))
        devices_ = devices->devices;
    if (const auto* started = std::get_if<TakeStarted>(&event))
        fileBeingWritten_ = started->file;
    if (const auto* progressed = std::get_if<TakeProgressed>(&event))
        fileBeingWritten_ = progressed->progress.file;
    const auto* finished = std::get_if<TakeFinished>(&event);
    if (finished != nullptr && finished->take == take_)
        take_ = 0;
    window_.apply(event);
    if (finished != nullptr) {
        fileBeingWritten_.clear();
        takesFolder_.refresh();
        if (take_ == 0)
            emit recordingEnded();
    }
}

void EngineBridge::selectInput(const QString& deviceId) {
    selected_ = deviceId.toStdString();
    if (!selected_.empty() && !inputs_.contains(selected_)) {
        InputWish wish;
        wish.deviceId = selected_;
        inputs_[selected_] = engine_.openInput(std::move(wish));
    }
    watch();
}

void EngineBridge::watch() {
    std::vector<InputId> watched;
    if (const auto it = inputs_.find(selected_); visible_ && it != inputs_.end())
        watched.push_back(it->second);
    engine_.watchInputs(std::move(watched));
}

void EngineBridge::setVisible(bool visible) {
    visible_ = visible;
    timer_.setInterval(visible ? shownMs : hiddenMs);
    timer_.setTimerType(visible ? Qt::PreciseTimer : Qt::CoarseTimer);
    // An input that was closed while nobody looked is opened again for the one who looks.
    if (visible)
        selectInput(QString::fromStdString(selected_));
    else
        watch();
}

void EngineBridge::record(const RecordChoice& choice) {
    const std::string deviceId = choice.deviceId.toStdString();
    if (!inputs_.contains(deviceId))
        selectInput(choice.deviceId);
    if (const auto folder = ensureFolder(choice.folder.toStdString()); !folder)
        return window_.showError(folder.error());

    NameParts parts;
    if (const auto it = std::ranges::find(devices_, deviceId, &Device::id); it != devices_.end()) {
        parts.device = it->name;
        parts.channels = it->format.channelCount();
        parts.rate = it->format.rate;
    }
    parts.wallNs = engine_.clock().wallNs();
    auto file = freeFileName(choice.folder.toStdString(), choice.namingTemplate.toStdString(),
                             std::move(parts), name(choice.format), systemFiles());
    if (!file)
        return window_.showError(file.error());
    TakeSettings settings;
    settings.file = std::move(file).value();
    settings.format = choice.format;
    settings.sampleFormat = choice.sampleFormat;
    recorded_ = inputs_[deviceId];
    take_ = engine_.startTake(recorded_, std::move(settings), choice.preRollSeconds);
}

void EngineBridge::stop() {
    engine_.stopTake(take_);
}

void EngineBridge::endRecording() {
    if (isRecording())
        stop();
    else
        emit recordingEnded();
}

void EngineBridge::showTakes() {
    std::vector<TakeSummary> closed = takes_;
    std::erase_if(closed, [this](const TakeSummary& take) { return take.path == fileBeingWritten_; });
    window_.setTakes(std::move(closed));
}

void EngineBridge::trash(const QString& path) {
    QString lies;
    if (!QFile::moveToTrash(path, &lies))
        return window_.showError(Error{ErrorKind::WriteFailed, path.toStdString(), {}, "moveToTrash"});
    trashed_[path] = lies;
    window_.showTrashed(path);
    takesFolder_.refresh();
}

void EngineBridge::restore(const QString& path) {
    const auto it = trashed_.find(path);
    if (it == trashed_.end())
        return;
    if (!QFile::rename(it->second, path))
        return window_.showError(Error{ErrorKind::WriteFailed, path.toStdString(), {}, "rename"});
    trashed_.erase(it);
    takesFolder_.refresh();
}

} // namespace headroom
