// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/dependency_rule.h"
#include "tests/house/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom::house;

namespace {

/// A house in which each room has one header, as far as the rule goes.
void furnish(const QString& root) {
    const QStringList headers{
        "engine/core/level.h",        "engine/realtime/tape.h", "engine/backends/backend.h",
        "engine/analysis/loudness.h", "engine/takes/take.h",    "engine/session/engine.h",
        "engine/soundcard/speaker.h", "ui/text/words.h",        "ui/theme/theme.h",
        "ui/settings/settings.h",     "ui/models/devices.h",    "ui/meters/meter.h",
        "ui/plots/spectrum.h",        "ui/window/window.h",     "ui/panels/transport.h",
        "ui/dialogs/about.h",         "app/controller.h",       "tests/fakes/fake_disk.h",
    };
    for (const QString& header : headers)
        QVERIFY(writeFile(root, header, "#pragma once\n"));
}

} // namespace

class TestDependencyRule : public QObject {
    Q_OBJECT

private slots:
    void noArrowOfThisTreePointsUp();
    void anArrowThatPointsUpIsFound_data();
    void anArrowThatPointsUpIsFound();
    void anArrowThatPointsDownPasses_data();
    void anArrowThatPointsDownPasses();
    void aFileOutsideOfEveryRoomIsFound();
    void commentsHoldNoIncludes();
};

void TestDependencyRule::noArrowOfThisTreePointsUp() {
    const IncludeScan scan = checkIncludes(QStringLiteral(HEADROOM_SOURCE_DIR));
    // A scan that finds nothing to read would find nothing wrong either.
    QVERIFY2(scan.files > 40, qPrintable(QString::number(scan.files)));
    QVERIFY2(scan.includes > 200, qPrintable(QString::number(scan.includes)));
    for (const Violation& violation : scan.violations)
        qWarning("%s:%d: %s", qPrintable(violation.file), violation.line, qPrintable(violation.what));
    QCOMPARE(scan.violations.size(), 0);
}

void TestDependencyRule::anArrowThatPointsUpIsFound_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("include");
    const auto row = [](const char* file, const char* include) {
        QTest::addRow("%s %s", file, include) << QString(file) << QByteArray(include);
    };
    row("engine/core/bad.h", "\"engine/realtime/tape.h\"");
    row("engine/core/bad.h", "<sys/mman.h>");
    row("engine/core/bad.h", "<QString>");
    row("engine/realtime/bad.cpp", "\"engine/backends/backend.h\"");
    row("engine/realtime/bad.cpp", "<QtCore/QThread>");
    row("engine/realtime/bad.cpp", "<qglobal.h>");
    row("engine/backends/bad.cpp", "\"engine/analysis/loudness.h\"");
    row("engine/backends/pulse/bad.cpp", "\"engine/session/engine.h\"");
    row("engine/backends/simulated/bad.cpp", "<pulse/pulseaudio.h>");
    row("engine/backends/pulse/bad.cpp", "<audioclient.h>");
    row("engine/analysis/bad.cpp", "\"engine/realtime/tape.h\"");
    row("engine/analysis/bad.cpp", "\"engine/takes/take.h\"");
    row("engine/analysis/bad.cpp", "<sndfile.h>");
    row("engine/takes/bad.cpp", "\"engine/backends/backend.h\"");
    row("engine/takes/bad.cpp", "\"engine/session/engine.h\"");
    row("engine/session/bad.cpp", "\"engine/soundcard/speaker.h\"");
    row("engine/session/bad.cpp", "\"ui/text/words.h\"");
    row("engine/session/bad.cpp", "\"app/controller.h\"");
    row("engine/session/bad.cpp", "\"tests/fakes/fake_disk.h\"");
    row("engine/soundcard/bad.cpp", "\"app/controller.h\"");
    row("ui/text/bad.cpp", "\"ui/models/devices.h\"");
    row("ui/text/bad.cpp", "<QWidget>");
    row("ui/theme/bad.cpp", "\"ui/models/devices.h\"");
    row("ui/settings/bad.cpp", "\"ui/theme/theme.h\"");
    row("ui/models/bad.cpp", "<QLabel>");
    row("ui/models/bad.cpp", "<QtWidgets/QLabel>");
    row("ui/models/bad.cpp", "\"ui/meters/meter.h\"");
    row("ui/meters/bad.cpp", "\"ui/panels/transport.h\"");
    row("ui/plots/bad.cpp", "\"ui/dialogs/about.h\"");
    row("ui/panels/bad.cpp", "\"ui/dialogs/about.h\"");
    row("ui/dialogs/bad.cpp", "\"ui/window/window.h\"");
    row("ui/panels/bad.cpp", "\"engine/realtime/tape.h\"");
    row("ui/panels/bad.cpp", "\"engine/session/engine.h\"");
    row("ui/panels/bad.cpp", "\"app/controller.h\"");
    row("ui/panels/bad.cpp", "<thread>");
    row("ui/panels/bad.cpp", "<QThread>");
    row("ui/bad.cpp", "\"engine/takes/take.h\"");
    row("app/bad.cpp", "\"tests/fakes/fake_disk.h\"");
    row("app/bad.cpp", "<pulse/pulseaudio.h>");
    row("engine/takes/bad.cpp", "\"take.h\"");
    row("engine/takes/bad.cpp", "\"../core/level.h\"");
    row("engine/takes/bad.cpp", "<engine/core/level.h>");
    row("engine/takes/bad.cpp", "MACRO");
    row("tests/takes/bad.cpp", "\"fake_disk.h\"");
}

void TestDependencyRule::anArrowThatPointsUpIsFound() {
    QFETCH(const QString, file);
    QFETCH(const QByteArray, include);
    const QTemporaryDir tree;
    furnish(tree.path());
    QVERIFY(writeFile(tree.path(), file, "// a file\n#include " + include + "\n"));
    const IncludeScan scan = checkIncludes(tree.path());
    QCOMPARE(scan.violations.size(), 1);
    QCOMPARE(scan.violations[0].file, file);
    QCOMPARE(scan.violations[0].line, 2);
}

void TestDependencyRule::anArrowThatPointsDownPasses_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("include");
    const auto row = [](const char* file, const char* include) {
        QTest::addRow("%s %s", file, include) << QString(file) << QByteArray(include);
    };
    row("engine/core/good.h", "<string>");
    row("engine/realtime/good.cpp", "\"engine/core/level.h\"");
    row("engine/realtime/good.cpp", "<sys/mman.h>");
    row("engine/backends/pulse/good.cpp", "\"engine/realtime/tape.h\"");
    row("engine/backends/pulse/good.cpp", "<pulse/pulseaudio.h>");
    row("engine/takes/good.cpp", "\"engine/analysis/loudness.h\"");
    row("engine/takes/good.cpp", "<sndfile.h>");
    row("engine/session/good.cpp", "\"engine/backends/backend.h\"");
    row("engine/session/good.cpp", "<mutex>");
    row("engine/session/good.cpp", "<queue>");
    row("engine/soundcard/good.cpp", "\"engine/session/engine.h\"");
    row("ui/models/good.cpp", "<QAbstractListModel>");
    row("ui/models/good.cpp", "\"engine/core/level.h\"");
    row("ui/meters/good.cpp", "<QWidget>");
    row("ui/meters/good.cpp", "\"ui/theme/theme.h\"");
    row("ui/meters/good.cpp", "\"good.moc\"");
    row("ui/window/good.cpp", "\"ui/dialogs/about.h\"");
    row("ui/dialogs/good.cpp", "\"ui/panels/transport.h\"");
    row("app/good.cpp", "\"engine/session/engine.h\"");
    row("app/good.cpp", "\"ui/panels/transport.h\"");
    row("tests/ui/good.cpp", "\"tests/fakes/fake_disk.h\"");
    row("tests/ui/good.cpp", "\"app/controller.h\"");
    row("tests/takes/good.cpp", "<sndfile.h>");
}

void TestDependencyRule::anArrowThatPointsDownPasses() {
    QFETCH(const QString, file);
    QFETCH(const QByteArray, include);
    const QTemporaryDir tree;
    furnish(tree.path());
    QVERIFY(writeFile(tree.path(), file, "#include " + include + "\n"));
    const IncludeScan scan = checkIncludes(tree.path());
    QCOMPARE(scan.includes, 1);
    QVERIFY2(scan.violations.isEmpty(),
             qPrintable(scan.violations.isEmpty() ? QString() : scan.violations[0].what));
}

void TestDependencyRule::aFileOutsideOfEveryRoomIsFound() {
    const QTemporaryDir tree;
    furnish(tree.path());
    QVERIFY(writeFile(tree.path(), "engine/network/socket.cpp", "int i;\n"));
    const IncludeScan scan = checkIncludes(tree.path());
    QCOMPARE(scan.violations.size(), 1);
    QCOMPARE(scan.violations[0].file, QStringLiteral("engine/network/socket.cpp"));
}

void TestDependencyRule::commentsHoldNoIncludes() {
    const QTemporaryDir tree;
    furnish(tree.path());
    QVERIFY(writeFile(tree.path(), "engine/core/quiet.h",
                      "/* one\n#include <QString>\n*/\n// #include <QString>\n/**/ #include <string>\n"));
    IncludeScan scan = checkIncludes(tree.path());
    QCOMPARE(scan.includes, 1);
    QCOMPARE(scan.violations.size(), 0);
    // And what stands in a string is no comment.
    QVERIFY(writeFile(tree.path(), "engine/core/quiet.h",
                      "const char* pattern = \"a\\\"/*\"; // it's \"\n#include <QString>\n"));
    scan = checkIncludes(tree.path());
    QCOMPARE(scan.violations.size(), 1);
}

QTEST_GUILESS_MAIN(TestDependencyRule)
#include "tst_dependency_rule.moc"
