// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headroom::test;

namespace {

QStringList simulated(QStringList arguments) {
    return arguments << QStringLiteral("--backend") << QStringLiteral("simulated");
}

} // namespace

/// The command line's contract, on simulated devices. What a real server does is in tst_record_pulse.
class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void wrongWordsAreOneClearLineAndUsageAndEndWith2_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("names"); // what the line must name
        const auto row = [](const char* title, const QStringList& arguments, const char* names) {
            QTest::newRow(title) << arguments << QByteArray(names);
        };
        row("a command that is none", {"rekord", "x.wav"}, "rekord");
        row("an option that is none", {"record", "x.wav", "--loud"}, "--loud");
        row("an option of another command", {"devices", "--frames", "5"}, "--frames");
        row("an option without a command", {"--json"}, "--json");
        row("no file", {"record"}, "FILE");
        row("two files", {"record", "a.wav", "b.wav"}, "b.wav");
        row("a file where none belongs", {"devices", "a.wav"}, "a.wav");
        row("an ending that is none", {"record", "x.xyz"}, "x.xyz");
        row("no ending", {"record", "take"}, "take");
        row("a rate that is no number", {"record", "x.wav", "--rate", "fast"}, "fast");
        row("a rate out of range", {"record", "x.wav", "--rate", "12"}, "12");
        row("a negative duration", {"record", "x.wav", "--duration", "-1"}, "-1");
        row("no frames", {"record", "x.wav", "--frames", "0"}, "0");
        row("half a frame", {"record", "x.wav", "--frames", "1.5"}, "1.5");
        row("a duration and frames", {"record", "x.wav", "--frames", "1", "--duration", "1"}, "--frames");
        row("a sample format that is none", {"record", "x.wav", "--sample-format", "12"}, "12");
        row("a map that cannot be read", {"record", "x.wav", "--channels", "left,lefft"}, "lefft");
        row("a backend that is none", {"devices", "--backend", "jack"}, "jack");
        row("a value that is missing", {"record", "x.wav", "--rate"}, "");
        row("JSON and samples on one output", {"record", "-", "--json"}, "--json");
        row("nothing to analyze", {"analyze"}, "FILE");
        row("an empty word", {""}, "");
    }
    void wrongWordsAreOneClearLineAndUsageAndEndWith2() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, names);
        const Ran ran = run(arguments);
        QCOMPARE(ran.exitCode, 2);
        QVERIFY2(ran.out.isEmpty(), ran.out.constData());
        QVERIFY(ran.errors.startsWith("headroom: "));
        QVERIFY2(ran.errorLines().constFirst().contains(names), ran.errors.constData());
        QVERIFY(ran.errorLines().size() <=
                2); // the cause, and the usage where the words are wrong in themselves
    }

    void whatTheDeviceCannotGiveEndsWith2AndSaysWhatItHas_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("offers");
        QTest::newRow("a position it lacks")
            << QStringList{"x.wav", "--channels", "lfe"} << QByteArray("front-left");
        QTest::newRow("a channel it lacks")
            << QStringList{"x.wav", "--channels", "#2"} << QByteArray("front-right");
        QTest::newRow("32 channels of FLAC")
            << QStringList{"x.flac", "--from", "sim.interface"} << QByteArray("8");
        QTest::newRow("FLAC in float")
            << QStringList{"x.flac", "--sample-format", "float"} << QByteArray("24");
        QTest::newRow("a mode it lacks")
            << QStringList{"x.wav", "--exclusive", "--loopback", "--from", "Loopback of"}
            << QByteArray("xclusive");
        QTest::newRow("8 channels of MP3")
            << QStringList{"x.mp3", "--from", "sim.surround.loopback"} << QByteArray("2");
    }
    void whatTheDeviceCannotGiveEndsWith2AndSaysWhatItHas() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, offers);
        QTemporaryDir folder;
        arguments[0] = folder.filePath(arguments[0]);
        const Ran ran = run(simulated(QStringList{"record"} + arguments));
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorLines().size(), 1);
        QVERIFY2(ran.errors.contains(offers), ran.errors.constData());
        QVERIFY(QDir(folder.path()).isEmpty()); // refused before anything was opened
    }

    void aDeviceThatIsNotThereEndsWith3AndListsThoseThatAre() {
        QTemporaryDir folder;
        const Ran ran = run(simulated({"record", folder.filePath("x.wav"), "--from", "Moog"}));
        QCOMPARE(ran.exitCode, 3);
        QCOMPARE(ran.errorLines().size(), 1);
        QVERIFY(ran.errors.contains("Moog"));
        QVERIFY(ran.errors.contains("Simulated Microphone"));
        QVERIFY(!ran.errors.contains("Loopback of")); // not without --loopback
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void aFolderThatIsNotThereAndAFileThatIsEndWith1() {
        Ran ran = run(simulated({"record", "/nowhere/at/all/x.wav", "--frames", "10"}));
        QCOMPARE(ran.exitCode, 1);
        QCOMPARE(ran.errorLines().size(), 1);
        QVERIFY(ran.errors.contains("/nowhere/at/all"));

        QTemporaryDir folder;
        QFile file(folder.filePath("x.wav"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
        file.close();
        ran = run(simulated({"record", file.fileName(), "--frames", "10"}));
        QCOMPARE(ran.exitCode, 1);
        QVERIFY(ran.errors.contains("--force"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("precious"));
        file.close();
        QCOMPARE(run(simulated({"record", file.fileName(), "--frames", "10", "--force"})).exitCode, 0);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("RIFF"));
    }

    void framesAreExact_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QStringList>("options");
        for (const char* ending : {"wav", "rf64", "w64", "caf", "aiff", "flac"})
            QTest::newRow(ending) << QString::fromLatin1(ending) << QStringList();
        QTest::newRow("16 bits") << QStringLiteral("wav") << QStringList{"--sample-format", "16"};
        QTest::newRow("mapped") << QStringLiteral("wav") << QStringList{"--channels", "right,silence,mono"};
    }
    void framesAreExact() {
        QFETCH(QString, ending);
        QFETCH(QStringList, options);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("take.") + ending);
        const Ran ran = run(simulated(QStringList{"record", path, "--frames", "12345", "--json"} + options));
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        const QJsonObject finished = ran.event("finished");
        QCOMPARE(finished["frames"].toInt(), 12345);
        QCOMPARE(finished["complete"].toBool(), true);
        QCOMPARE(finished["file"].toString(), path);
        const Ran analyzed = run({"analyze", path, "--json"});
        QVERIFY2(analyzed.exitCode == 0, analyzed.errors.constData());
        QCOMPARE(analyzed.json().constFirst()["frames"].toInt(), 12345);
    }

    void durationCountsInTheDevicesRate() {
        QTemporaryDir folder;
        const Ran ran = run(simulated({"record", folder.filePath("x.wav"), "--duration", "0.5", "--json"}));
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.event("finished")["frames"].toInt(), 24000);
    }

    void recordTellsItsStartItsLevelsAndItsEnd() {
        QTemporaryDir folder;
        const Ran ran = run(simulated({"record", folder.filePath("x.wav"), "--duration", "1", "--json"}));
        const QJsonObject started = ran.event("started");
        QCOMPARE(started["device"].toObject()["id"].toString(), QStringLiteral("sim.microphone"));
        QCOMPARE(started["device"].toObject()["map"].toArray(), (QJsonArray{"front-left", "front-right"}));
        QCOMPARE(started["rate"].toInt(), 48000);
        QCOMPARE(started["channels"].toInt(), 2);
        QVERIFY(started["block"].toInt() > 0);
        QVERIFY(started["latency_s"].toDouble() > 0.0);
        int levels = 0;
        for (const QJsonObject& object : ran.json()) {
            if (object["event"].toString() != QStringLiteral("levels"))
                continue;
            ++levels;
            QVERIFY(std::abs(object["peak_dbfs"].toArray()[0].toDouble() + 18.0) < 0.05);
            QVERIFY(std::abs(object["rms_dbfs"].toArray()[1].toDouble() + 21.01) < 0.05);
        }
        QVERIFY2(levels >= 7 && levels <= 11, QByteArray::number(levels).constData());
        const QJsonObject finished = ran.event("finished");
        QVERIFY(std::abs(finished["peak_dbfs"].toArray()[0].toDouble() + 18.0) < 0.05);
        QCOMPARE(finished["clips"].toArray(), (QJsonArray{0, 0}));
        QVERIFY(finished["faults"].toArray().isEmpty());
        QVERIFY(ran.errors.toUpper().contains("SIMULATED")); // nobody takes it for a real recording
    }

    void clipsAreCountedPerChannel() {
        QTemporaryDir folder;
        const QString path = folder.filePath("x.wav");
        const Ran ran =
            run(simulated({"record", path, "--from", "sim.overload", "--duration", "0.5", "--json"}));
        const QJsonArray clips = ran.event("finished")["clips"].toArray();
        QVERIFY(clips[0].toInt() > 400); // 440 Hz, both half waves
        QCOMPARE(clips[1].toInt(), 0);
        QCOMPARE(run({"analyze", path, "--json"}).json().constFirst()["clips"].toArray(), clips);
    }

    void splitFilesTogetherHoldEveryFrame() {
        QTemporaryDir folder;
        const Ran ran = run(simulated(
            {"record", folder.filePath("x.wav"), "--frames", "100000", "--split-minutes", "0.01", "--json"}));
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        const QJsonArray files = ran.event("finished")["files"].toArray();
        QCOMPARE(files.size(), 4); // 0.6 s are 28800 frames
        int frames = 0;
        for (const auto& file : files)
            frames += run({"analyze", file.toString(), "--json"}).json().constFirst()["frames"].toInt();
        QCOMPARE(frames, 100000);
    }

    void rawSamplesGoToStandardOutput() {
        const Ran ran = run(simulated({"record", "-", "--frames", "1000"}));
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        QCOMPARE(ran.out.size(), qsizetype{1000 * 2 * 4});
        float highest = 0.0F;
        for (qsizetype i = 0; i < 2000; ++i) {
            float sample = 0.0F;
            memcpy(&sample, ran.out.constData() + i * 4, 4);
            highest = std::max(highest, sample);
        }
        QVERIFY(std::abs(highest - 0.1259F) < 0.001F); // -18 dBFS
    }

    void anInterruptFinishesTheFileProperly() {
        QTemporaryDir folder;
        const QString path = folder.filePath("x.wav");
        QProcess process;
        prepare(process, simulated({"record", path, "--json"}));
        process.start();
        QByteArray out;
        while (!out.contains("levels") && process.waitForReadyRead(10'000))
            out += process.readAllStandardOutput();
        process.terminate();
        const Ran ran = finish(process);
        QCOMPARE(ran.exitCode, 0);
        const int frames = ran.event("finished")["frames"].toInt();
        QVERIFY(frames > 4800);
        QCOMPARE(run({"analyze", path, "--json"}).json().constFirst()["frames"].toInt(), frames);
    }

    void devicesAreListedAsTheContractSays() {
        const Ran ran = run(simulated({"devices", "--json"}));
        QCOMPARE(ran.exitCode, 0);
        const QList<QJsonObject> devices = ran.json();
        QVERIFY(devices.size() >= 8);
        int defaults = 0;
        for (const QJsonObject& device : devices) {
            QVERIFY(QStringList({"speaker", "microphone", "loopback"}).contains(device["kind"].toString()));
            QCOMPARE(device["map"].toArray().size(), device["channels"].toInt());
            QCOMPARE(device["backend"].toString(), QStringLiteral("simulated"));
            QVERIFY(device["rate"].toInt() > 0);
            defaults += device["default"].toBool() ? 1 : 0;
        }
        QCOMPARE(defaults, 2);
        QVERIFY(run(simulated({"devices"})).out.contains("Simulated Microphone"));
    }

    void channelsListsEveryNameWithItsIndex() {
        const QList<QJsonObject> names = run({"channels", "--json"}).json();
        QCOMPARE(names.size(), 55); // 51 positions, and the short names of four
        QCOMPARE(names[0]["name"].toString(), QStringLiteral("mono"));
        QCOMPARE(names[0]["index"].toInt(), -1);
        QVERIFY(run({"channels"}).out.contains("side-right"));
    }

    void meterShowsLevelsForItsTime() {
        const Ran ran = run(simulated({"meter", "--duration", "1", "--json", "--channels", "left,silence"}));
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.event("started")["channels"].toInt(), 2);
        const QJsonObject last = ran.json().constLast();
        QVERIFY(last["time"].toDouble() >= 0.95);
        QVERIFY(std::abs(last["peak_dbfs"].toArray()[0].toDouble() + 18.0) < 0.05);
        QVERIFY(last["peak_dbfs"].toArray()[1].isNull());
        QVERIFY(run(simulated({"meter", "--duration", "0.3"})).out.contains("-18.0"));
    }

    void analyzeNamesFilesThatItCannotRead() {
        QTemporaryDir folder;
        QFile text(folder.filePath("text.wav"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("this is no sound");
        text.close();
        const Ran ran = run({"analyze", text.fileName(), folder.filePath("none.wav"), "--json"});
        QCOMPARE(ran.exitCode, 1);
        QCOMPARE(ran.errorLines().size(), 2);
        QVERIFY(ran.errorLines()[0].contains("text.wav"));
        QVERIFY(ran.errorLines()[1].contains("none.wav"));
    }

    void doctorSaysWhatWorks() {
        const Ran ran = run(simulated({"doctor", "--json"}));
        QCOMPARE(ran.exitCode, 0);
        QStringList checks;
        for (const QJsonObject& finding : ran.json()) {
            checks << finding["check"].toString();
            QVERIFY(QStringList({"ok", "warning", "failed"}).contains(finding["status"].toString()));
            QVERIFY(!finding["text"].toString().isEmpty());
        }
        for (const char* check : {"server", "inputs", "signal", "folder"})
            QVERIFY2(checks.contains(QLatin1String(check)), check);
    }

    void noControlCharactersWithoutATerminal() {
        QTemporaryDir folder;
        for (const QStringList& arguments :
             {QStringList{"record", folder.filePath("x.wav"), "--duration", "0.3"},
              QStringList{"meter", "--duration", "0.3"}, QStringList{"doctor"}, QStringList{"devices"}}) {
            const Ran ran = run(simulated(arguments));
            QCOMPARE(ran.exitCode, 0);
            for (const char c : QByteArray(ran.out + ran.errors))
                QVERIFY(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
        }
    }

    void germanWordsAndTheSameNumbersInJson() {
        QTemporaryDir folder;
        QProcess process;
        prepare(process, simulated({"record", folder.filePath("x.wav"), "--duration", "0.3", "--json"}));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("LC_ALL"));
        environment.insert(QStringLiteral("LANG"), QStringLiteral("de_DE.UTF-8"));
        environment.insert(QStringLiteral("LANGUAGE"), QStringLiteral("de"));
        process.setProcessEnvironment(environment);
        process.start();
        const Ran ran = finish(process);
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(std::abs(ran.event("finished")["peak_dbfs"].toArray()[0].toDouble() + 18.0) < 0.05);
        QVERIFY2(ran.errors.contains("SIMULIERT"), ran.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
