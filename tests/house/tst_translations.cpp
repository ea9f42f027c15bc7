// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/translation_rules.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace headroom::house;

namespace {

const QString here = QStringLiteral(HEADROOM_SOURCE_DIR);

/// A .ts file of one message in context "Window".
QByteArray german(const QByteArray& message) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE TS>\n<TS version=\"2.1\" language=\"de\">\n"
           "<context><name>Window</name>" +
           message + "</context></TS>\n";
}

/// Brings the .ts file at `ts` up to the sources in `folders`, relative to `root`. Returns what lupdate says
/// where it fails.
QString lupdate(const QString& root, const QStringList& folders, const QString& ts, bool pluralsOnly) {
    // Strings that are gone are kept and marked, so that they are seen here.
    QStringList arguments{"-silent", "-I", ".", "-locations", "none", "-no-ui-lines"};
    if (pluralsOnly)
        arguments.append(QStringLiteral("-pluralonly"));
    QProcess tool;
    tool.setWorkingDirectory(root);
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QStringLiteral(HEADROOM_LUPDATE), arguments + folders + QStringList{"-ts", ts});
    if (!tool.waitForFinished(60000) || tool.exitStatus() != QProcess::NormalExit || tool.exitCode() != 0)
        return QStringLiteral("lupdate failed: ") + QString::fromUtf8(tool.readAll());
    // It warns where it cannot tell which class a string belongs to, and then files it under a wrong one.
    return QString::fromUtf8(tool.readAll()).trimmed();
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void everyStringOfTheProgramIsTranslated_data();
    void everyStringOfTheProgramIsTranslated();
    void aStringThatIsNewInTheSourcesIsFound();
    void aStringThatIsGoneFromTheSourcesIsFound();
    void anIncompleteMessageIsFound_data();
    void anIncompleteMessageIsFound();
    void aCompleteMessagePasses_data();
    void aCompleteMessagePasses();
    void whatIsNoTranslationIsFound();
};

void TestTranslations::everyStringOfTheProgramIsTranslated_data() {
    QTest::addColumn<QString>("file");
    const QStringList files =
        QDir(here + QStringLiteral("/translations")).entryList({QStringLiteral("headroom_*.ts")});
    QVERIFY(files.contains(QStringLiteral("headroom_de.ts")));
    QVERIFY(files.contains(QStringLiteral("headroom_en.ts")));
    for (const QString& file : files)
        QTest::addRow("%s", qPrintable(file)) << file;
}

void TestTranslations::everyStringOfTheProgramIsTranslated() {
    QFETCH(const QString, file);
    const QTemporaryDir folder;
    const QString copy = folder.filePath(file);
    QVERIFY(QFile::copy(here + QStringLiteral("/translations/") + file, copy));
    // English is the language of the sources: only its plurals are translated.
    const bool english = file == QLatin1String("headroom_en.ts");
    const QString failure = lupdate(here, {"ui", "app"}, copy, english);
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
    const QStringList wrong = incompleteTranslations(read(copy));
    for (const QString& line : wrong)
        qWarning("%s", qPrintable(line));
    QVERIFY2(wrong.isEmpty(),
             "Build the target update_translations, then translate what it marks as unfinished.");
}

void TestTranslations::aStringThatIsNewInTheSourcesIsFound() {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("ui"));
    QFile source(folder.filePath("ui/window.cpp"));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write(
        "#include <QCoreApplication>\n"
        "QString a() { return QCoreApplication::translate(\"Window\", \"Record\"); }\n"
        "QString b(int n) { return QCoreApplication::translate(\"Window\", \"%n take(s)\", nullptr, n); }\n");
    source.close();
    const QString ts = folder.filePath("headroom_de.ts");
    const QString failure = lupdate(folder.path(), {"ui"}, ts, false);
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
    int messages = 0;
    const QStringList wrong = incompleteTranslations(read(ts), &messages);
    QCOMPARE(messages, 2);
    QVERIFY(wrong.contains(QStringLiteral("Window: \"Record\": unfinished")));
    QVERIFY(wrong.contains(QStringLiteral("Window: \"%n take(s)\": unfinished")));
}

void TestTranslations::aStringThatIsGoneFromTheSourcesIsFound() {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("ui"));
    const QString ts = folder.filePath("headroom_de.ts");
    QFile file(ts);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(german("<message><source>Record</source><translation>Aufnehmen</translation></message>"));
    file.close();
    QCOMPARE(incompleteTranslations(read(ts)), QStringList());
    const QString failure = lupdate(folder.path(), {"ui"}, ts, false);
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
    QCOMPARE(incompleteTranslations(read(ts)), QStringList{"Window: \"Record\": vanished"});
}

void TestTranslations::anIncompleteMessageIsFound_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("unfinished") << QByteArray(
        "<message><source>Record</source><translation type=\"unfinished\">Aufnehmen</translation></message>");
    QTest::newRow("empty") << QByteArray(
        "<message><source>Record</source><translation></translation></message>");
    QTest::newRow("missing") << QByteArray("<message><source>Record</source></message>");
    QTest::newRow("one plural form of two")
        << QByteArray("<message numerus=\"yes\"><source>%n take(s)</source>"
                      "<translation><numerusform>%n Aufnahmen</numerusform></translation></message>");
    QTest::newRow("an empty plural form")
        << QByteArray("<message numerus=\"yes\"><source>%n take(s)</source><translation>"
                      "<numerusform>eine</numerusform><numerusform></numerusform></translation></message>");
    QTest::newRow("a lost place holder")
        << QByteArray("<message><source>%1 of %2</source><translation>%1 von</translation></message>");
    QTest::newRow("a made-up place holder")
        << QByteArray("<message><source>%1 dB</source><translation>%1 %2</translation></message>");
    QTest::newRow("a place holder lost in a plural") << QByteArray(
        "<message numerus=\"yes\"><source>%n take(s) of %1</source><translation><numerusform>eine von "
        "%1</numerusform><numerusform>%n</numerusform></translation></message>");
}

void TestTranslations::anIncompleteMessageIsFound() {
    QFETCH(const QByteArray, message);
    QCOMPARE(incompleteTranslations(german(message)).size(), 1);
}

void TestTranslations::aCompleteMessagePasses_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("plain") << QByteArray(
        "<message><source>Record</source><translation>Aufnehmen</translation></message>");
    QTest::newRow("with a comment") << QByteArray("<message><source>Record</source><comment>verb</"
                                                  "comment><translation>Aufnehmen</translation></message>");
    QTest::newRow("place holders in another order")
        << QByteArray("<message><source>%1 of %L2</source><translation>%L2: %1</translation></message>");
    QTest::newRow("a singular without its number") << QByteArray(
        "<message numerus=\"yes\"><source>%n take(s) of %1</source><translation><numerusform>eine von "
        "%1</numerusform><numerusform>%n von %1</numerusform></translation></message>");
}

void TestTranslations::aCompleteMessagePasses() {
    QFETCH(const QByteArray, message);
    int messages = 0;
    QCOMPARE(incompleteTranslations(german(message), &messages), QStringList());
    QCOMPARE(messages, 1);
}

void TestTranslations::whatIsNoTranslationIsFound() {
    QCOMPARE(incompleteTranslations("").size(), 1);
    QCOMPARE(incompleteTranslations("<html/>").size(), 1);
    QCOMPARE(incompleteTranslations("<TS version=\"2.1\"></TS>").size(), 1);
    QCOMPARE(incompleteTranslations("<TS version=\"2.1\" language=\"de\"><context>").size(), 1);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
