// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>

namespace headroom::test {

/// What a run of the program left behind.
struct Ran {
    int exitCode = -1; ///< -1 where it crashed or did not end
    QByteArray out;
    QByteArray errors;

    /// Standard output as JSON objects, one a line; an invalid object where a line is none.
    [[nodiscard]] QList<QJsonObject> json() const;
    /// The object of this event; empty where there is none.
    [[nodiscard]] QJsonObject event(const char* name) const;
    /// The lines of standard error.
    [[nodiscard]] QList<QByteArray> errorLines() const;
};

/// The path of the program that was built.
[[nodiscard]] QString programPath();

/// A process of the program, not started, in the C locale.
void prepare(QProcess& process, const QStringList& arguments);
/// Waits for its end.
[[nodiscard]] Ran finish(QProcess& process, int timeoutMs = 30'000);
/// Runs it to its end.
[[nodiscard]] Ran run(const QStringList& arguments, int timeoutMs = 30'000);

} // namespace headroom::test
