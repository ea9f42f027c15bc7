// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_window.h"

#include "app/commands/console.h"
#include "app/engine_bridge.h"
#include "engine/session/engine.h"
#include "ui/settings/settings_store.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QTimer>

#include <cstdlib>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunWindow)
};

} // namespace

std::unique_ptr<QCoreApplication> makeWindowApplication(int& argc, char** argv) {
#if defined(__linux__)
    // Qt would abort with its own words.
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        console::fail(Words::tr("There is no display to open a window on. Use a command instead, for "
                                "example: headroom record take.wav"));
        std::exit(static_cast<int>(ExitCode::Failed));
    }
#endif
    QApplication::setDesktopFileName(QStringLiteral("org.headroom.Headroom"));
    return std::make_unique<QApplication>(argc, argv);
}

ExitCode runWindow(const CommandLine& line) {
    console::catchInterrupts();
    SettingsStore settings;
    if (!line.recordings.isEmpty())
        settings.overrideFolder(QDir(line.recordings).absolutePath());

    EngineParts parts = systemParts(line.backend.toStdString());
    parts.simulatedWhereNoServer = true;
    parts.preRollSeconds = settings.current().preRollSeconds;
    Engine engine(std::move(parts));
    engine.start(); // it connects while the window is being made

    MainWindow window(settings);
    window.setRecordingFacts(recordingFacts());
    EngineBridge bridge(engine, window);

    // A recording is ended properly before the program is, whoever asked for the end.
    QObject::connect(&bridge, &EngineBridge::recordingEnded, qApp, [&window] {
        if (!window.isVisible())
            QCoreApplication::quit();
    });
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(qApp, &QGuiApplication::lastWindowClosed, &bridge, &EngineBridge::endRecording);
    QTimer interrupts;
    QObject::connect(&interrupts, &QTimer::timeout, &bridge, [&] {
        if (!console::interrupted())
            return;
        interrupts.stop();
        window.hide();
        bridge.endRecording();
    });
    interrupts.start(100);

    window.show();
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace headroom
