// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace headroom::test;

namespace {

QStringList simulated(const QStringList& arguments) {
    return QStringList{"identify", "--backend", "simulated"} + arguments;
}

} // namespace

/// `headroom identify`: each channel of a speaker in turn, named as it is heard.
class TestIdentify : public QObject {
    Q_OBJECT

private slots:
    void eachChannelIsNamedInTurn() {
        const Ran ran = run(simulated({"--to", "Surround", "--duration", "0.1", "--json"}));
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        const QList<QJsonObject> lines = ran.json();
        QCOMPARE(lines.size(), 10);
        QCOMPARE(lines[0]["event"].toString(), QStringLiteral("started"));
        QCOMPARE(lines[0]["device"].toObject()["id"].toString(), QStringLiteral("sim.surround"));
        QCOMPARE(lines[0]["channels"].toInt(), 8);
        const QStringList names{"front-left",   "front-right", "rear-left", "rear-right",
                                "front-center", "lfe",         "side-left", "side-right"};
        for (int entry = 0; entry < 8; ++entry) {
            QCOMPARE(lines[entry + 1]["event"].toString(), QStringLiteral("identify"));
            QCOMPARE(lines[entry + 1]["entry"].toInt(), entry);
            QCOMPARE(lines[entry + 1]["channel"].toString(), names[entry]);
        }
        QCOMPARE(lines[9]["event"].toString(), QStringLiteral("finished"));
        QCOMPARE(lines[9]["heard"].toInt(), 8);
        QVERIFY(ran.errors.contains("SIMULATED"));
    }

    void aMapSaysWhichAndInWhichOrder() {
        const Ran ran = run(simulated(
            {"--channels", "right,mono,#0", "--duration", "0.1", "--signal", "tone", "--level", "-30"}));
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        QCOMPARE(ran.out, QByteArray("0  front-right\n1  mono\n2  #0\n"));
    }

    void anInterruptEndsItSoonAndWell() {
        QProcess process;
        prepare(process, simulated({"--duration", "30", "--json"}));
        process.start();
        QByteArray out;
        while (!out.contains("identify") && process.waitForReadyRead(10'000))
            out += process.readAllStandardOutput();
        QElapsedTimer timer;
        timer.start();
        process.terminate();
        const Ran ran = finish(process);
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.event("finished")["heard"].toInt(), 1);
    }

    void wrongWordsEndAsTheContractSays_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("names");
        const auto row = [](const char* name, const QStringList& arguments, int exitCode, const char* names) {
            QTest::newRow(name) << arguments << exitCode << QByteArray(names);
        };
        row("no such speaker", {"--to", "Moog"}, 3, "Simulated Speakers");
        row("a microphone is none", {"--to", "sim.microphone"}, 3, "sim.microphone");
        row("a channel it lacks", {"--channels", "lfe"}, 2, "front-left");
        row("a map that cannot be read", {"--channels", "lefft"}, 2, "lefft");
        row("a signal that is none", {"--signal", "music"}, 2, "music");
        row("too loud", {"--level", "0"}, 2, "-6");
        row("too long", {"--duration", "100"}, 2, "60");
        row("an input", {"--from", "x"}, 2, "--from");
    }
    void wrongWordsEndAsTheContractSays() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, names);
        const Ran ran = run(simulated(arguments));
        QCOMPARE(ran.exitCode, exitCode);
        QVERIFY(ran.out.isEmpty());
        QVERIFY2(ran.errorLines().constFirst().contains(names), ran.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestIdentify)
#include "tst_identify.moc"
