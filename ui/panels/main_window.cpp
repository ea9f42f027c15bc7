// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/main_window.h"

namespace headroom {

class MainWindow::Impl {
public:
    explicit Impl(SettingsStore& store) : settings(store) {}
    SettingsStore& settings;
};

MainWindow::MainWindow(SettingsStore& settings, QWidget* parent)
    : QMainWindow(parent), impl_(std::make_unique<Impl>(settings)) {}
MainWindow::~MainWindow() = default;
void MainWindow::setRecordingFacts(RecordingFacts) {}
void MainWindow::apply(const Event&) {}
void MainWindow::setLevels(const QString&, const LevelReading&) {}
void MainWindow::setTakes(std::vector<TakeSummary>) {}
void MainWindow::setFolderStatus(const FolderStatus&) {}
void MainWindow::showError(const Error&) {}
void MainWindow::showTrashed(const QString&) {}
bool MainWindow::wantsReadings() const {
    return isVisible() && !isMinimized();
}
QString MainWindow::selectedInput() const {
    return {};
}
QString MainWindow::recordingsFolder() const {
    return impl_->settings.folder();
}
bool MainWindow::isRecording() const {
    return false;
}
bool MainWindow::event(QEvent* event) {
    return QMainWindow::event(event);
}
void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
}
void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
}
void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
}
void MainWindow::closeEvent(QCloseEvent* event) {
    QMainWindow::closeEvent(event);
}

} // namespace headroom
