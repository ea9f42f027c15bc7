// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/text/error_text.h"
#include "ui/theme/icons.h"
#include "ui/window/main_window_impl.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QSplitter>
#include <QVBoxLayout>

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
    delete impl_->editor;
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
            [this](const QString& id, bool asked) { chooseDevice(id, asked); });
    connect(devicePanel, &DevicePanel::defaultChosen, &window,
            [this](bool asked) { chooseByPerson(InputChoice{}, asked); });
    connect(meterPanel, &MeterPanel::defaultRequested, &window,
            [this] { chooseByPerson(InputChoice{}, true); });
    connect(devicePanel, &DevicePanel::mapRequested, &window,
            [this](const Device& device) { showMap(device); });
    connect(meterPanel, &MeterPanel::mapRequested, &window, [this] {
        if (const Device* device = devices.device(devices.chosen()))
            showMap(Device(*device));
    });
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

void MainWindow::setInput(InputId input) {
    impl_->input = input;
    impl_->opening = impl_->opening && !impl_->inputs.contains(input);
    const QString before = impl_->devices.chosen();
    impl_->showChoice();
    impl_->refreshState(before);
    impl_->refreshState(impl_->devices.chosen());
    impl_->refreshMeters();
}

void MainWindow::setLevels(InputId input, const LevelReading& reading) {
    const auto known = impl_->inputs.find(input);
    if (!wantsReadings() || known == impl_->inputs.end())
        return;
    // The list's small level moves ten times a second: a row is more to paint than a strip of a bar.
    if (known->listed != reading.intervals || known->listed == 0) {
        known->listed = reading.intervals;
        double highest = silenceDb;
        for (const ChannelLevel& level : reading.channels)
            highest = std::max(highest, level.peakDb);
        impl_->devices.setLevel(QString::fromStdString(known->device.id), highest);
    }
    if (input == impl_->input && wantsDeviceLevels())
        impl_->mapped = reading;
    if (input == impl_->input)
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
    if (impl_->transport->state() == TransportState::Starting && impl_->take == 0 &&
        impl_->endingTakes.empty()) {
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
    if (impl_->editor != nullptr)
        impl_->editor->close();
    QMainWindow::closeEvent(event);
}

} // namespace headroom
