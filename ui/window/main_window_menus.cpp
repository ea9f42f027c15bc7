// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/file_names_dialog.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/text/format_text.h"
#include "ui/theme/icons.h"
#include "ui/window/main_window_impl.h"

#include <QActionGroup>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

#include <utility>

namespace headroom {

void MainWindow::Impl::buildMenus() {
    QMenuBar* bar = window.menuBar();
    QMenu* file = bar->addMenu(MainWindow::tr("&File"));
    file->addAction(actions[ActionId::ChangeFolder]);
    file->addAction(actions[ActionId::OpenFolder]);
    file->addAction(actions[ActionId::FileNames]);
    file->addSeparator();
    file->addAction(actions[ActionId::OpenTake]);
    file->addAction(actions[ActionId::RevealTake]);
    file->addAction(actions[ActionId::DeleteTake]);
    file->addSeparator();
    file->addAction(actions[ActionId::Quit]);
    QMenu* record = bar->addMenu(MainWindow::tr("&Record"));
    for (const ActionId id : {ActionId::Record, ActionId::Stop, ActionId::Pause, ActionId::Marker})
        record->addAction(actions[id]);
    QMenu* view = bar->addMenu(MainWindow::tr("&View"));
    view->addAction(actions[ActionId::FindDevice]);
    view->addAction(actions[ActionId::ChannelMap]);
    view->addAction(actions[ActionId::ResetMeters]);
    view->addSeparator();
    auto* themes = new QActionGroup(&window);
    const std::pair<ActionId, ThemeChoice> choices[] = {{ActionId::ThemeSystem, ThemeChoice::System},
                                                        {ActionId::ThemeLight, ThemeChoice::Light},
                                                        {ActionId::ThemeDark, ThemeChoice::Dark}};
    QMenu* themeMenu = view->addMenu(MainWindow::tr("&Theme"));
    for (const auto& [id, themeChoice] : choices) {
        QAction* action = actions[id];
        themes->addAction(action);
        themeMenu->addAction(action);
        action->setChecked(settings.current().theme == themeChoice);
        connect(action, &QAction::triggered, &window, [this, wish = themeChoice] {
            Settings wanted = settings.current();
            wanted.theme = wish;
            settings.update(wanted);
            theme.setChoice(wish);
        });
    }
    QMenu* help = bar->addMenu(MainWindow::tr("&Help"));
    help->addAction(actions[ActionId::Shortcuts]);
    help->addAction(actions[ActionId::About]);

    // Deleting is meant for the list of takes alone; in a text field the same key deletes a letter.
    actions[ActionId::DeleteTake]->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    takePanel->addAction(actions[ActionId::DeleteTake]);
    actions[ActionId::FileNames]->setVisible(false);
    actions[ActionId::Quit]->setMenuRole(QAction::QuitRole);
    actions[ActionId::About]->setMenuRole(QAction::AboutRole);

    const auto on = [this](ActionId id, auto function) {
        connect(actions[id], &QAction::triggered, &window, function);
    };
    on(ActionId::ChangeFolder, [this] { askFolder(); });
    on(ActionId::OpenFolder, [this] { openFolder(); });
    on(ActionId::FileNames, [this] { askFileNames(); });
    on(ActionId::Quit, [this] { window.close(); });
    on(ActionId::Record, [this] { toggleRecord(); });
    on(ActionId::Stop, [this] { stop(); });
    on(ActionId::Pause, [this] { togglePause(); });
    on(ActionId::Marker, [this] { emit window.markerRequested(); });
    on(ActionId::OpenTake, [this] { emit window.takeOpenRequested(takePanel->selectedPath()); });
    on(ActionId::RevealTake, [this] { emit window.takeRevealRequested(takePanel->selectedPath()); });
    on(ActionId::DeleteTake, [this] { askDelete(); });
    on(ActionId::FindDevice, [this] { devicePanel->focusSearch(); });
    on(ActionId::ChannelMap, [this] { showMapOfFocused(); });
    on(ActionId::ResetMeters, [this] { resetLevels(); });
    on(ActionId::Shortcuts, [this] { showShortcuts(); });
    on(ActionId::About, [this] { showAbout(); });
}

void MainWindow::Impl::askFolder() {
    if (takeRuns())
        return;
    auto* dialog = new QFileDialog(&window, MainWindow::tr("Folder of the Recordings"), settings.folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, &window, [this](const QString& path) {
        if (path.isEmpty())
            return;
        settings.setFolder(path);
        folder = {settings.folder(), std::nullopt, std::nullopt};
        banners->withdraw(QStringLiteral("folder"));
        refreshDisk();
        emit window.recordingsFolderChanged(settings.folder());
    });
    dialog->open();
}

void MainWindow::Impl::openFolder() {
    QDesktopServices::openUrl(QUrl::fromLocalFile(settings.folder()));
}

void MainWindow::Impl::askFileNames() {
    auto* dialog = new FileNamesDialog(facts, settings.current().namingTemplate, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &window, [this, dialog] {
        Settings wanted = settings.current();
        wanted.namingTemplate = dialog->namingTemplate();
        settings.update(wanted);
    });
    dialog->open();
}

void MainWindow::Impl::askDelete() {
    const QString path = takePanel->selectedPath();
    const TakeSummary* summary = takes.take(path);
    if (summary == nullptr)
        return;
    auto* question =
        new QMessageBox(QMessageBox::NoIcon, MainWindow::tr("Move to Trash"),
                        MainWindow::tr("Move “%1” to the trash?").arg(QFileInfo(path).fileName()),
                        QMessageBox::NoButton, &window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setIconPixmap(
        iconPixmap(QStringLiteral("trash"), Theme::colors().warn, 32, window.devicePixelRatioF()));
    if (summary->rate > 0)
        question->setInformativeText(
            MainWindow::tr("It is %1 long (%2). A take cannot be repeated, but the trash gives it back.",
                           "length, size")
                .arg(durationText(static_cast<double>(summary->frames) / summary->rate),
                     sizeText(summary->bytes)));
    QPushButton* move = question->addButton(MainWindow::tr("Move to Trash"), QMessageBox::DestructiveRole);
    QPushButton* keep = question->addButton(MainWindow::tr("Keep"), QMessageBox::RejectRole);
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    connect(question, &QMessageBox::finished, &window, [this, question, move, path] {
        if (question->clickedButton() == move)
            emit window.takeDeleteRequested(path);
    });
    question->open();
}

void MainWindow::Impl::askClose() {
    if (closeQuestion != nullptr) {
        closeQuestion->raise();
        return;
    }
    auto* question =
        new QMessageBox(QMessageBox::NoIcon, MainWindow::tr("Recording"),
                        MainWindow::tr("A take is being recorded."), QMessageBox::NoButton, &window);
    closeQuestion = question;
    question->setIconPixmap(
        iconPixmap(QStringLiteral("record"), Theme::colors().bad, 32, window.devicePixelRatioF()));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(MainWindow::tr("Headroom can finish the file properly and then quit."));
    QPushButton* finish = question->addButton(MainWindow::tr("Finish and Quit"), QMessageBox::AcceptRole);
    QPushButton* goOn = question->addButton(MainWindow::tr("Keep Recording"), QMessageBox::RejectRole);
    question->setDefaultButton(goOn);
    question->setEscapeButton(goOn);
    connect(question, &QMessageBox::finished, &window, [this, question, finish] {
        if (question->clickedButton() != finish)
            return;
        // The take may have ended while the question stood.
        if (!takeRuns()) {
            window.close();
            return;
        }
        closeWhenFinished = true;
        stop();
    });
    question->open();
}

void MainWindow::Impl::showShortcuts() {
    auto* dialog = new ShortcutsDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::Impl::showAbout() {
    auto* dialog = new AboutDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace headroom
