// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/console.h"

#include "ui/text/error_text.h"

#include <csignal>
#include <cstdio>

#if defined(_WIN32)
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace headroom::console {

namespace {

volatile std::sig_atomic_t interruptSeen = 0;
bool progressOpen = false;
qsizetype progressWidth = 0;

void noteInterrupt(int) {
    interruptSeen = 1;
}

void writeLine(std::FILE* stream, const QByteArray& utf8) {
    endProgress();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

} // namespace

void print(const QString& text) {
    writeLine(stdout, text.toUtf8());
}
void print(const std::string& utf8) {
    writeLine(stdout, QByteArray::fromStdString(utf8));
}
void warn(const QString& text) {
    writeLine(stderr, text.toUtf8());
}
void fail(const QString& text) {
    writeLine(stderr, "headroom: " + text.toUtf8());
}
void fail(const Error& error) {
    fail(errorText(error));
}

bool progress(const QString& text) {
    static const bool terminal = isatty(fileno(stdout)) != 0 && isatty(fileno(stderr)) != 0;
    if (!terminal)
        return false;
    // Blanks over what a longer line left behind.
    const QByteArray line = "\r" + text.leftJustified(progressWidth).toUtf8();
    progressWidth = text.size();
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
    progressOpen = true;
    return true;
}

void endProgress() {
    if (!progressOpen)
        return;
    progressOpen = false;
    progressWidth = 0;
    std::fputc('\n', stderr);
}

void catchInterrupts() {
    std::signal(SIGINT, noteInterrupt);
    std::signal(SIGTERM, noteInterrupt);
}

bool interrupted() {
    return interruptSeen != 0;
}

} // namespace headroom::console
