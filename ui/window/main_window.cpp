// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/theme/icons.h"
#include "ui/window/main_window_impl.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>
#include <QWindow>

#include <algorithm>
#include <variant>

namespace headroom {

MainWindow::Impl::Impl(MainWindow& owner, SettingsStore& store)
    : window(owner), settings(store), theme(&owner), devices(&owner), takes(&owner), actions(&owner) {}

MainWindow::MainWindow(SettingsStore& settings, QWidget* parent)
    : QMainWindow(parent), impl_(std::make_unique<Impl>(*this, settings)) {
    impl_->build();
    impl_->buildMenus();
    impl_->connectPanels();
    impl_->restore();
    impl_->refreshActions();
}

MainWindow::~MainWindow() {
    // The panels go before the models that they show: a tree that is hidden once more as its window goes
    // measures rows.
    impl_->rows->removeEventFilter(this);
    delete takeCentralWidget();
}

void MainWindow::Impl::build() {
    window.setWindowTitle(QStringLiteral("Headroom"));
    window.setWindowIcon(programIcon());
    auto* center = new QWidget(&window);
    banners = new BannerStack(center);
    columns = new QSplitter(Qt::Horizontal, center);
    devicePanel = new DevicePanel(devices, columns);
    rows = new QSplitter(Qt::Vertical, columns);
    meterPanel = new MeterPanel(rows);
    takePanel = new TakePanel(takes, actions, rows);
    transport = new TransportPanel(center);
    for (QSplitter* splitter : {columns, rows}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    columns->setStretchFactor(0, 0);
    columns->setStretchFactor(1, 1);
    columns->setSizes({272, 768});
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 1);
    rows->setSizes({380, 170});
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(banners);
    column->addWidget(columns, 1);
    column->addWidget(transport);
    window.setCentralWidget(center);
    window.resize(1040, 720);
    // Notices must not make a small window grow: the list of takes gives way before the meters do.
    takePanel->setMinimumHeight(1);
    rows->installEventFilter(&window);
}

void MainWindow::Impl::fitRows() {
    takePanel->setMaximumHeight(std::max(92, rows->height() * 2 / 5));
}

void MainWindow::Impl::connectPanels() {
    connect(&theme, &Theme::changed, &window, [this] { themeChanged(); });
    connect(devicePanel, &DevicePanel::inputChosen, &window,
            [this](const QString& id, bool asked) { chooseInput(id, asked, true); });
    connect(meterPanel, &MeterPanel::resetRequested, &window, [this] { resetLevels(); });
    connect(meterPanel, &MeterPanel::openRequested, &window, [this] { openChosen(); });
    connect(takePanel, &TakePanel::selectionChanged, &window, [this] { refreshActions(); });
    connect(transport, &TransportPanel::recordPressed, &window, [this] { toggleRecord(); });
    connect(transport, &TransportPanel::stopPressed, &window, [this] { stop(); });
    connect(transport, &TransportPanel::pausePressed, &window, [this] { togglePause(); });
    connect(transport, &TransportPanel::markerPressed, &window,
            [this] { actions[ActionId::Marker]->trigger(); });
    connect(transport, &TransportPanel::folderPressed, &window, [this] { askFolder(); });
    connect(transport, &TransportPanel::formatChanged, &window, [this] {
        Settings wanted = settings.current();
        wanted.format = transport->format();
        wanted.sampleFormat = transport->sampleFormat();
        settings.update(wanted);
        refreshDisk();
    });
    connect(transport, &TransportPanel::preRollChanged, &window, [this](double seconds) {
        Settings wanted = settings.current();
        wanted.preRollSeconds = seconds;
        settings.update(wanted);
        emit window.preRollChanged(seconds);
    });
}

void MainWindow::Impl::restore() {
    const Settings& saved = settings.current();
    theme.setChoice(saved.theme);
    if (!saved.geometry.isEmpty())
        window.restoreGeometry(saved.geometry);
    if (!saved.columns.isEmpty())
        columns->restoreState(saved.columns);
    if (!saved.rows.isEmpty())
        rows->restoreState(saved.rows);
    transport->setFormat(saved.format, saved.sampleFormat);
    transport->setPreRoll(saved.preRollSeconds);
    folder.folder = settings.folder();
    refreshDisk();
    devicePanel->view()->setFocus();
}

void MainWindow::Impl::save() {
    Settings now = settings.current();
    now.geometry = window.saveGeometry();
    now.columns = columns->saveState();
    now.rows = rows->saveState();
    settings.update(now);
}

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
    RecordChoice choice;
    choice.deviceId = id;
    choice.folder = settings.folder();
    choice.namingTemplate = settings.current().namingTemplate;
    choice.format = transport->format();
    choice.sampleFormat = transport->sampleFormat();
    choice.preRollSeconds = transport->preRoll();
    banners->withdraw(QStringLiteral("command"));
    banners->withdraw(QStringLiteral("take"));
    transport->setFile({}, devices.device(id)->isSimulated());
    stopSent = false;
    takeDevice = id;
    setTransport(TransportState::Starting);
    // To record is to ask for the device, also where it only opens when asked.
    if (!open.contains(id))
        openChosen();
    emit window.recordRequested(choice);
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
        const auto input = open.constFind(devices.chosen());
        const StreamFormat& format = input != open.constEnd() ? input->granted.format : device->format;
        const double rate = facts.bytesPerSecond
                                ? facts.bytesPerSecond(transport->format(), transport->sampleFormat(),
                                                       format.rate, format.channelCount())
                                : static_cast<double>(format.rate) * format.channelCount() *
                                      bytesPerSample(transport->sampleFormat());
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

void MainWindow::Impl::refreshActions() {
    const TransportState state = transport->state();
    const bool running = state == TransportState::Recording || state == TransportState::Paused;
    actions[ActionId::Record]->setEnabled(state == TransportState::Idle || running ||
                                          state == TransportState::Starting);
    actions[ActionId::Stop]->setEnabled(running || state == TransportState::Starting);
    actions[ActionId::Pause]->setEnabled(running);
    actions[ActionId::Marker]->setEnabled(running);
    for (const ActionId id : {ActionId::ChangeFolder, ActionId::FileNames})
        actions[id]->setEnabled(!takeRuns());
    const bool selected = !takePanel->selectedPath().isEmpty();
    for (const ActionId id : {ActionId::OpenTake, ActionId::RevealTake, ActionId::DeleteTake})
        actions[id]->setEnabled(selected);
}

void MainWindow::Impl::themeChanged() {
    devicePanel->themeChanged();
    meterPanel->themeChanged();
    takePanel->themeChanged();
    transport->themeChanged();
    banners->themeChanged();
    window.update();
}

void MainWindow::Impl::noteVisibility() {
    const bool now = window.wantsReadings();
    if (now == visible)
        return;
    visible = now;
    emit window.visibilityChanged(now);
}

void MainWindow::setRecordingFacts(RecordingFacts facts) {
    impl_->facts = std::move(facts);
    impl_->transport->setFacts(impl_->facts);
    impl_->transport->setFormat(impl_->settings.current().format, impl_->settings.current().sampleFormat);
    impl_->actions[ActionId::FileNames]->setVisible(!impl_->facts.namingTokens.empty());
    impl_->refreshDisk();
}

void MainWindow::apply(const Event& event) {
    std::visit([this](const auto& content) { impl_->on(content); }, event);
}

void MainWindow::setLevels(const QString& deviceId, const LevelReading& reading) {
    if (!wantsReadings())
        return;
    // The list's small level moves ten times a second: a row is more to paint than a strip of a bar.
    if (std::uint64_t& shown = impl_->listedIntervals[deviceId]; shown != reading.intervals || shown == 0) {
        shown = reading.intervals;
        double highest = silenceDb;
        for (const ChannelLevel& level : reading.channels)
            highest = std::max(highest, level.peakDb);
        impl_->devices.setLevel(deviceId, highest);
    }
    if (deviceId == impl_->devices.chosen())
        impl_->meterPanel->setReading(reading);
}

void MainWindow::setTakes(std::vector<TakeSummary> takes) {
    impl_->takes.setTakes(std::move(takes));
    if (!impl_->selectWhenListed.isEmpty() && impl_->takes.take(impl_->selectWhenListed) != nullptr) {
        impl_->takePanel->select(impl_->selectWhenListed);
        impl_->selectWhenListed.clear();
    }
    impl_->refreshActions();
}

void MainWindow::setFolderStatus(const FolderStatus& status) {
    impl_->folder = status;
    if (status.error)
        impl_->banners->post({QStringLiteral("folder"), Notice::Severity::Error, errorText(*status.error),
                              QString::fromStdString(status.error->native), tr("Change Folder…"),
                              [this] { impl_->askFolder(); }, false, false});
    else
        impl_->banners->withdraw(QStringLiteral("folder"));
    impl_->refreshDisk();
}

void MainWindow::showError(const Error& error) {
    impl_->banners->post({QStringLiteral("command"),
                          Notice::Severity::Error,
                          errorText(error),
                          QString::fromStdString(error.native),
                          {},
                          {},
                          true,
                          false});
    if (impl_->transport->state() == TransportState::Starting && impl_->take == 0) {
        impl_->stopSent = false;
        impl_->setTransport(TransportState::Idle);
    }
}

void MainWindow::showTrashed(const QString& path) {
    impl_->banners->post({QStringLiteral("trashed"),
                          Notice::Severity::Info,
                          tr("“%1” is in the trash.").arg(QFileInfo(path).fileName()),
                          {},
                          tr("Undo"),
                          [this, path] {
                              impl_->banners->withdraw(QStringLiteral("trashed"));
                              emit takeRestoreRequested(path);
                          },
                          true,
                          false});
}

bool MainWindow::wantsReadings() const {
    return isVisible() && !isMinimized();
}

QString MainWindow::selectedInput() const {
    return impl_->devices.chosen();
}

QString MainWindow::recordingsFolder() const {
    return impl_->settings.folder();
}

bool MainWindow::isRecording() const {
    return impl_->takeRuns();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == impl_->rows && event->type() == QEvent::Resize)
        impl_->fitRows();
    return QMainWindow::eventFilter(watched, event);
}

bool MainWindow::event(QEvent* event) {
    const bool handled = QMainWindow::event(event);
    if (event->type() == QEvent::WindowStateChange)
        impl_->noteVisibility();
    return handled;
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    impl_->noteVisibility();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    impl_->noteVisibility();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (impl_->takeRuns() && !impl_->closeAnyway) {
        event->ignore();
        impl_->askClose();
        return;
    }
    impl_->save();
    QMainWindow::closeEvent(event);
}

} // namespace headroom
