// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/run_window.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <clocale>
#include <csignal>
#include <memory>

namespace {

using namespace headroom;

/// A command is named by the first word that is no option; the window needs a display, a command must not.
bool asksForWindow(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--backend" || word == "--recordings")
            ++i;
        else if (!word.starts_with("--backend=") && !word.starts_with("--recordings="))
            return false;
    }
    return true;
}

void installTranslation(QCoreApplication& application, const QLocale& locale, const QString& catalog) {
    auto translator = std::make_unique<QTranslator>();
    if (translator->load(locale, catalog, QStringLiteral("_"), QStringLiteral(":/translations"))) {
        QCoreApplication::installTranslator(translator.get());
        translator.release()->setParent(&application);
    }
}

void installTranslations(QCoreApplication& application) {
    // English first: it holds the plural forms that stand in the source as "%n", for every language without
    // words of its own. The last one installed is asked first.
    installTranslation(application, QLocale(QLocale::English), QStringLiteral("headroom"));
    const QLocale locale;
    if (locale.language() == QLocale::English || locale.language() == QLocale::C)
        return;
    installTranslation(application, locale, QStringLiteral("qtbase"));
    installTranslation(application, locale, QStringLiteral("headroom"));
}

void prepare(QCoreApplication& application) {
    QCoreApplication::setApplicationName(QStringLiteral("Headroom"));
    QCoreApplication::setOrganizationName(QStringLiteral("Headroom"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HEADROOM_VERSION));
#if defined(SIGPIPE)
    // A reader of raw samples that goes away is an error of writing, told like every other.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    // Qt takes the C locale from the environment; numbers that C writes and reads must be the same
    // everywhere.
    std::setlocale(LC_NUMERIC, "C");
    installTranslations(application);
}

ExitCode runCommand(const CommandLine& line) {
    switch (line.command) {
    case Command::Devices: return runDevices(line);
    case Command::Channels: return runChannels(line);
    case Command::Record: return runRecord(line);
    case Command::Meter: return runMeter(line);
    case Command::Identify: return runIdentify(line);
    case Command::Analyze: return runAnalyze(line);
    case Command::Doctor: return runDoctor(line);
    case Command::Window: break;
    }
    return ExitCode::WrongWords;
}

ExitCode runWords(int argc, char** argv) {
    std::unique_ptr<QCoreApplication> application;
    const bool window = asksForWindow(argc, argv);
    if (window)
        application = makeWindowApplication(argc, argv);
    else
        application = std::make_unique<QCoreApplication>(argc, argv);
    prepare(*application);

    const auto read = readCommandLine(QCoreApplication::arguments().mid(1));
    if (const auto* answer = std::get_if<AnsweredHere>(&read)) {
        console::print(answer->text.trimmed());
        return ExitCode::Done;
    }
    if (const auto* wrong = std::get_if<WrongWords>(&read)) {
        console::fail(wrong->text);
        console::warn(wrong->usage);
        return ExitCode::WrongWords;
    }
    const auto& line = std::get<CommandLine>(read);
    return line.command == Command::Window ? runWindow(line) : runCommand(line);
}

} // namespace

int main(int argc, char** argv) {
    return static_cast<int>(runWords(argc, argv));
}
