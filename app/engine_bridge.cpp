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
    connect(&window, &MainWindow::levelsResetRequested, this,
            [this](InputId input) { engine_.resetLevels(input); });
    connect(&window, &MainWindow::inputMapChanged, this, &EngineBridge::setMap);
    connect(&window, &MainWindow::identifyRequested, this, &EngineBridge::identify);
    connect(&window, &MainWindow::identifyStopRequested, this, [this] { engine_.stopPlayback(playback_); });
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
    for (const OpenInput& input : inputs_)
        if (engine_.levels(input.id, reading_))
            window_.setLevels(input.id, reading_);
    if (window_.wantsDeviceLevels() && engine_.deviceLevels(selected_, reading_))
        window_.setDeviceLevels(reading_);
}

void EngineBridge::apply(const Event& event) {
    const auto forget = [this](InputId input) {
        std::erase_if(inputs_, [input](const OpenInput& open) { return open.id == input; });
    };
    if (const auto* opened = std::get_if<InputOpened>(&event))
        // A pinned device may have been found by its name; from now on its identifier counts.
        for (OpenInput& open : inputs_) {
            if (open.id != opened->input)
                continue;
            open.asksFirst = false;
            if (open.choice.isPinned())
                open.choice = pinned(opened->device);
            if (open.id == selected_)
                choice_ = open.choice;
        }
    if (const auto* waiting = std::get_if<InputWaiting>(&event))
        for (OpenInput& open : inputs_)
            if (open.id == waiting->input)
                open.asksFirst = waiting->error.kind == ErrorKind::OpensOnlyWhenAsked;
    if (const auto* failed = std::get_if<InputFailed>(&event); failed != nullptr && !failed->stillOpen)
        forget(failed->input);
    if (const auto* closed = std::get_if<InputClosed>(&event))
        forget(closed->input);
    if (const auto* over = std::get_if<PlaybackFinished>(&event);
        over != nullptr && over->playback == playback_)
        playback_ = 0;
    if (const auto* devices = std::get_if<DevicesChanged>(&event))
        devices_ = devices->devices;
    if (const auto* started = std::get_if<TakeStarted>(&event))
        follow(*started);
    if (const auto* progressed = std::get_if<TakeProgressed>(&event))
        filesBeingWritten_[progressed->take] = progressed->progress.file;
    const auto* finished = std::get_if<TakeFinished>(&event);
    if (finished != nullptr) {
        ending_.erase(finished->take);
        filesBeingWritten_.erase(finished->take);
        if (finished->take == take_)
            take_ = 0;
    }
    window_.apply(event);
    if (finished != nullptr) {
        takesFolder_.refresh();
        if (!isRecording()) {
            stopping_ = false;
            emit recordingEnded();
        }
    }
}

void EngineBridge::follow(const TakeStarted& started) {
    filesBeingWritten_[started.take] = started.file;
    if (started.continues == 0 || started.continues != take_)
        return;
    ending_.insert(take_);
    take_ = started.take;
    // The word to stop may have come to a take that had just gone on in this one.
    if (stopping_)
        engine_.stopTake(take_);
}

bool EngineBridge::isOpen(InputId input) const {
    return std::ranges::any_of(inputs_, [input](const OpenInput& open) { return open.id == input; });
}

void EngineBridge::selectInput(const InputChoice& choice, const std::optional<MapSpec>& map) {
    choice_ = choice;
    map_ = map;
    const auto sameAs = [&](const OpenInput& each) { return each.choice.meansSame(choice); };
    auto open = std::ranges::find_if(inputs_, sameAs);
    if (open != inputs_.end() && open->asksFirst) {
        // Somebody asks now, and a new input is how the engine is told so.
        engine_.closeInput(open->id);
        inputs_.erase(open);
        open = inputs_.end();
    }
    if (open != inputs_.end()) {
        selected_ = open->id;
        if (open->map != map)
            setMap(selected_, map);
    } else {
        InputWish wish;
        wish.policy = choice.policy;
        wish.deviceId = choice.deviceId.toStdString();
        wish.deviceName = choice.deviceName.toStdString();
        wish.deviceKind = choice.deviceKind;
        wish.map = map;
        selected_ = engine_.openInput(std::move(wish));
        inputs_.push_back({selected_, choice, map, false});
    }
    window_.setInput(selected_);
    watch();
}

void EngineBridge::setMap(InputId input, const std::optional<MapSpec>& map) {
    for (OpenInput& open : inputs_)
        if (open.id == input)
            open.map = map;
    if (input == selected_)
        map_ = map;
    engine_.setInputMap(input, map);
}

void EngineBridge::identify(const IdentifyChoice& choice) {
    if (playback_ != 0)
        engine_.stopPlayback(playback_);
    IdentifyWish wish;
    wish.speakerId = choice.deviceId.toStdString();
    wish.map = choice.map;
    wish.onlyEntry = choice.onlyEntry;
    wish.signal = choice.signal;
    wish.levelDb = choice.levelDb;
    wish.repeat = choice.repeat;
    playback_ = engine_.identify(std::move(wish));
    window_.setPlayback(playback_);
}

bool EngineBridge::wouldAskFirst(const InputChoice& choice) const {
    const std::string id = choice.deviceId.toStdString();
    const Device* device =
        choice.isPinned() ? findRemembered(devices_, choice.deviceKind, id, {}) : defaultInput(devices_);
    return device != nullptr && device->opensOnlyWhenAsked;
}

void EngineBridge::watch() {
    std::vector<InputId> watched;
    if (visible_ && isOpen(selected_))
        watched.push_back(selected_);
    engine_.watchInputs(std::move(watched));
}

void EngineBridge::setVisible(bool visible) {
    visible_ = visible;
    timer_.setInterval(visible ? shownMs : hiddenMs);
    timer_.setTimerType(visible ? Qt::PreciseTimer : Qt::CoarseTimer);
    // An input that was closed while nobody looked is opened again for the one who looks.
    if (visible && choice_ && !isOpen(selected_) && !wouldAskFirst(*choice_))
        selectInput(*choice_, map_);
    else
        watch();
}

void EngineBridge::record(const RecordChoice& choice) {
    const std::string deviceId = choice.deviceId.toStdString();
    if (!isOpen(selected_))
        selectInput(choice.input, map_);
    if (const auto folder = ensureFolder(choice.folder.toStdString()); !folder)
        return window_.showError(folder.error());

    NameParts parts;
    if (const auto it = std::ranges::find(devices_, deviceId, &Device::id); it != devices_.end()) {
        parts.device = it->name;
        parts.channels = map_ ? static_cast<int>(map_->size()) : it->format.channelCount();
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
    stopping_ = false;
    take_ = engine_.startTake(selected_, std::move(settings), choice.preRollSeconds);
}

void EngineBridge::stop() {
    stopping_ = true;
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
    std::erase_if(closed, [this](const TakeSummary& take) {
        return std::ranges::any_of(filesBeingWritten_,
                                   [&](const auto& written) { return written.second == take.path; });
    });
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
