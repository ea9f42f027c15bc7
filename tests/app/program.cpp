// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include <QJsonDocument>
#include <QProcessEnvironment>

namespace headroom::test {

QList<QJsonObject> Ran::json() const {
    QList<QJsonObject> objects;
    for (const QByteArray& line : out.split('\n'))
        if (!line.isEmpty())
            objects << QJsonDocument::fromJson(line).object();
    return objects;
}

QJsonObject Ran::event(const char* name) const {
    for (const QJsonObject& object : json())
        if (object[QStringLiteral("event")].toString() == QLatin1String(name))
            return object;
    return {};
}

QList<QByteArray> Ran::errorLines() const {
    QList<QByteArray> lines = errors.split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

QString programPath() {
    return QStringLiteral(HEADROOM_PROGRAM);
}

void prepare(QProcess& process, const QStringList& arguments) {
    process.setProgram(programPath());
    process.setArguments(arguments);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.remove(QStringLiteral("LANGUAGE"));
    process.setProcessEnvironment(environment);
}

Ran finish(QProcess& process, int timeoutMs) {
    Ran ran;
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        ran.exitCode = process.exitCode();
    }
    ran.out = process.readAllStandardOutput();
    ran.errors = process.readAllStandardError();
    return ran;
}

Ran run(const QStringList& arguments, int timeoutMs) {
    QProcess process;
    prepare(process, arguments);
    process.start();
    return finish(process, timeoutMs);
}

} // namespace headroom::test
