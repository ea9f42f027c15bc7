// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/house_rules.h"
#include "tests/house/source_tree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace headroom::house;

namespace {

const QString here = QStringLiteral(HEADROOM_SOURCE_DIR);
const QByteArray licence = "// SPDX-License-Identifier: GPL-3.0-or-later\n";

} // namespace

/// Each line on its own, as a failure's message is cut off after a while.
#define VERIFY_KEPT(broken)                                                                                  \
    do {                                                                                                     \
        const QStringList lines = (broken);                                                                  \
        for (const QString& line : lines)                                                                    \
            qWarning("%s", qPrintable(line));                                                                \
        QCOMPARE(lines.size(), 0);                                                                           \
    } while (false)

class TestHouse : public QObject {
    Q_OBJECT

private slots:
    void theTreeIsThere();
    void everySourceBeginsWithItsLicence();
    void everyRoomSaysWhatBelongsInIt();
    void theTopLevelHoldsTheAgreedNamesOnly();
    void noPlaceOfAMachineIsNamed();
    void nothingIsLeftToDo();
    void scriptsCanBeStarted();

    void aSourceWithoutALicenceIsFound();
    void aRoomWithoutAReadmeIsFound();
    void aStrangerAtTheTopIsFound();
    void aPlaceOfAMachineIsFound_data();
    void aPlaceOfAMachineIsFound();
    void aLooseEndIsFound();
    void aBrokenScriptIsFound();
};

void TestHouse::theTreeIsThere() {
    // The rules below would all be kept by an empty folder.
    const QStringList files = filesOf(here);
    QVERIFY(files.size() > 60);
    QVERIFY(files.contains(QStringLiteral("engine/core/level.h")));
    QVERIFY(files.contains(QStringLiteral(".ci/run")));
}

void TestHouse::everySourceBeginsWithItsLicence() {
    VERIFY_KEPT(withoutLicence(here));
}
void TestHouse::everyRoomSaysWhatBelongsInIt() {
    VERIFY_KEPT(withoutReadme(here));
}
void TestHouse::theTopLevelHoldsTheAgreedNamesOnly() {
    VERIFY_KEPT(strangersAtTheTop(here));
}
void TestHouse::noPlaceOfAMachineIsNamed() {
    VERIFY_KEPT(placesNamed(here));
}
void TestHouse::nothingIsLeftToDo() {
    VERIFY_KEPT(looseEnds(here));
}
void TestHouse::scriptsCanBeStarted() {
    VERIFY_KEPT(brokenScripts(here));
}

void TestHouse::aSourceWithoutALicenceIsFound() {
    const QTemporaryDir tree;
    QVERIFY(writeFile(tree.path(), "engine/core/good.h", licence + "#pragma once\n"));
    QVERIFY(writeFile(tree.path(), "engine/core/bad.h", "#pragma once\n" + licence));
    QVERIFY(writeFile(tree.path(), "ui/CMakeLists.txt", "# SPDX-License-Identifier: GPL-3.0-or-later\n"));
    QVERIFY(writeFile(tree.path(), "app/CMakeLists.txt", "add_executable(headroom)\n"));
    QVERIFY(writeFile(tree.path(), "packaging/good.sh",
                      "#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n"));
    QVERIFY(writeFile(tree.path(), "packaging/bad", "#!/bin/sh\necho\n"));
    QVERIFY(writeFile(tree.path(), "build/dev/made.h", "#pragma once\n"));
    const QStringList found = withoutLicence(tree.path());
    QCOMPARE(found.size(), 3);
    QVERIFY(found[0].startsWith(QLatin1String("app/CMakeLists.txt:")));
    QVERIFY(found[1].startsWith(QLatin1String("engine/core/bad.h:")));
    QVERIFY(found[2].startsWith(QLatin1String("packaging/bad:")));
}

void TestHouse::aRoomWithoutAReadmeIsFound() {
    const QTemporaryDir tree;
    QVERIFY(writeFile(tree.path(), "engine/CMakeLists.txt", licence));
    QVERIFY(writeFile(tree.path(), "engine/core/level.h", licence));
    QVERIFY(writeFile(tree.path(), "engine/core/README.md", "# core\n"));
    QVERIFY(writeFile(tree.path(), "engine/takes/take.h", licence));
    QVERIFY(writeFile(tree.path(), "ui/panels/window.h", licence));
    QVERIFY(writeFile(tree.path(), "ui/README.md", " \n"));
    QVERIFY(writeFile(tree.path(), ".github/check.sh", licence));
    const QStringList found = withoutReadme(tree.path());
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0].startsWith(QLatin1String("engine/takes:")));
    QVERIFY(found[1].startsWith(QLatin1String("ui:")));
}

void TestHouse::aStrangerAtTheTopIsFound() {
    const QTemporaryDir tree;
    QVERIFY(writeFile(tree.path(), "engine/core/level.h", licence));
    QVERIFY(writeFile(tree.path(), "build-mine/cache", ""));
    QVERIFY(writeFile(tree.path(), ".clang-format", ""));
    QVERIFY(writeFile(tree.path(), "notes.md", ""));
    QVERIFY(writeFile(tree.path(), "scripts/go.sh", ""));
    const QStringList found = strangersAtTheTop(tree.path());
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0].startsWith(QLatin1String("notes.md:")));
    QVERIFY(found[1].startsWith(QLatin1String("scripts:")));
}

void TestHouse::aPlaceOfAMachineIsFound_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("named");
    // Put together here, as this file is searched too.
    QTest::newRow("a folder of root") << QByteArray("cp it /ro") + "ot/there" << true;
    QTest::newRow("a person's folder") << QByteArray("\"/Us") + "ers/anna/Music\"" << true;
    QTest::newRow("a workplace") << QByteArray("(/wo") + "rk/main)" << true;
    QTest::newRow("a server of packages") << QByteArray("http") + "://deb.example.org/debian" << true;
    QTest::newRow("a page") << QByteArray("https://www.debian.org/doc") << false;
    QTest::newRow("a system folder") << QByteArray("/usr/share/applications") << false;
    QTest::newRow("a folder of the project") << QByteArray("build/root/x") << false;
}

void TestHouse::aPlaceOfAMachineIsFound() {
    QFETCH(const QByteArray, text);
    QFETCH(const bool, named);
    const QTemporaryDir tree;
    QVERIFY(writeFile(tree.path(), "packaging/notes.md", "First line\n" + text + "\n"));
    QVERIFY(writeFile(tree.path(), "resources/picture.png", QByteArray("\0PNG", 4) + text));
    const QStringList found = placesNamed(tree.path());
    QCOMPARE(found.size(), named ? 1 : 0);
    if (named)
        QVERIFY(found[0].startsWith(QLatin1String("packaging/notes.md:2:")));
}

void TestHouse::aLooseEndIsFound() {
    const QTemporaryDir tree;
    QVERIFY(writeFile(tree.path(), "app/main.cpp", licence + "// TO" + "DO: the rest\n"));
    QVERIFY(
        writeFile(tree.path(), "app/other.cpp", licence + "const char* name = \"/tmp/takeXX" + "XX\";\n"));
    const QStringList found = looseEnds(tree.path());
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].startsWith(QLatin1String("app/main.cpp:2:")));
}

void TestHouse::aBrokenScriptIsFound() {
    const QTemporaryDir tree;
    const auto script = [&](const QString& name, const QByteArray& content, bool executable) {
        const QString path = QDir(tree.path()).filePath(name);
        return writeFile(tree.path(), name, content) &&
               QFile::setPermissions(path, executable ? QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                      : QFile::ReadOwner | QFile::WriteOwner);
    };
    QVERIFY(script("packaging/good.sh", "#!/usr/bin/env bash\necho\n", true));
    QVERIFY(script("packaging/idle.sh", "#!/usr/bin/env bash\necho\n", false));
    QVERIFY(script("packaging/open.sh", "#!/usr/bin/env bash\nif true; then\n", true));
    QVERIFY(script("packaging/plain.sh", "echo\n", true));
    const QStringList found = brokenScripts(tree.path());
    QCOMPARE(found.size(), 3);
    QVERIFY(found[0].startsWith(QLatin1String("packaging/idle.sh: is not executable")));
    QVERIFY(found[1].startsWith(QLatin1String("packaging/open.sh: bash cannot read it")));
    QVERIFY(found[2].startsWith(QLatin1String("packaging/plain.sh: does not begin with #!")));
}

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"
