// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/json_writer.h"
#include "engine/core/level.h"
#include "engine/core/take.h"
#include "engine/core/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <clocale>

using namespace headroom;

class TestValues : public QObject {
    Q_OBJECT

private slots:
    void foreignTextBecomesValidUtf8_data() {
        QTest::addColumn<QByteArray>("given");
        QTest::newRow("plain") << QByteArray("Mikrofon");
        QTest::newRow("umlauts") << QByteArray("Gerät für Töne");
        QTest::newRow("latin-1") << QByteArray("Ger\xE4t");
        QTest::newRow("cut off") << QByteArray("Ger\xC3");
        QTest::newRow("overlong") << QByteArray("\xC0\xAF");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
        QTest::newRow("beyond the last") << QByteArray("\xF4\x90\x80\x80");
        QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x8E\xA4");
        QTest::newRow("rubbish") << QByteArray("\xFF\xFE\x80\xBF");
    }
    void foreignTextBecomesValidUtf8() {
        QFETCH(QByteArray, given);
        const auto valid = QByteArray::fromStdString(validUtf8(given.toStdString()));
        // Text that Qt can turn there and back is valid.
        QCOMPARE(QString::fromUtf8(valid).toUtf8(), valid);
        QCOMPARE(QString::fromUtf8(given), QString::fromUtf8(valid));
    }

    void jsonReadsBackAsItWasWritten() {
        JsonWriter json;
        json.beginObject()
            .member("text", "a\"b\\c\n\t\x01ü")
            .member("number", 1.5)
            .member("whole", std::uint64_t{1} << 53U);
        json.key("list").beginArray().value(true).value(-3).beginObject().endObject().endArray();
        json.member("nothing", silenceDb).endObject();
        const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json.text())).object();
        QCOMPARE(object["text"].toString(), QStringLiteral("a\"b\\c\n\t\x01ü"));
        QCOMPARE(object["number"].toDouble(), 1.5);
        QCOMPARE(object["whole"].toDouble(), 9007199254740992.0);
        QCOMPARE(object["list"].toArray().size(), 3);
        QVERIFY(object["nothing"].isNull());
    }

    void jsonNumbersAreTheSameInEveryLocale() {
        const QByteArray before = std::setlocale(LC_ALL, nullptr);
        std::setlocale(LC_ALL, "de_DE.UTF-8"); // where the system has it
        JsonWriter json;
        json.beginArray().value(-18.256, 2).value(0.1).value(-0.0001, 2).value(48000.0).endArray();
        std::setlocale(LC_ALL, before.constData());
        QCOMPARE(json.text(), std::string("[-18.26,0.1,0,48000]"));
    }

    void theEndingChoosesTheFormat() {
        QCOMPARE(formatFromFileName("a/b.WAV").value(), FileFormat::Wav);
        QCOMPARE(formatFromFileName("take.2.flac").value(), FileFormat::Flac);
        QCOMPARE(formatFromFileName("x.aif").value(), FileFormat::Aiff);
        for (const char* name : {"take", "take.xyz", "take.", "folder.wav/take", ""}) {
            const auto format = formatFromFileName(name);
            QVERIFY(!format);
            QCOMPARE(format.error().kind, ErrorKind::UnknownFileEnding);
            QVERIFY(!format.error().offers.empty());
        }
    }

    void levelsAreTwentyLogTen() {
        QCOMPARE(toDb(1.0), 0.0);
        QVERIFY(std::abs(toDb(0.5) + 6.0206) < 1e-4);
        QCOMPARE(toDb(0.0), silenceDb);
        QVERIFY(std::abs(fromDb(-20.0) - 0.1) < 1e-12);
    }

    void aTakeIsCompleteWithoutFaultsAndErrors() {
        TakeReport report;
        QVERIFY(report.complete());
        report.faults.push_back({});
        QVERIFY(!report.complete());
        report.faults.clear();
        report.error = Error{};
        QVERIFY(!report.complete());
    }
};

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
