// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/naming.h"
#include "tests/fakes/faulty_file_system.h"

#include <QTest>
#include <ctime>

using namespace headroom;

namespace {

NameParts parts() {
    return {"USB Mikrofon", 1'795'356'185'250'000'000, 2, 48000, 7}; // 2026-11-22 14:03:05 UTC
}

std::string expand(std::string_view nameTemplate) {
    const auto name = expandNameTemplate(nameTemplate, parts());
    return name ? name.value() : "error: " + name.error().subject;
}

} // namespace

class TestNaming : public QObject {
    Q_OBJECT

private slots:
    void init() { setZone("UTC"); }

    void theWordsOfATemplate_data() {
        QTest::addColumn<std::string>("nameTemplate");
        QTest::addColumn<std::string>("name");
        const auto row = [](const char* nameTemplate, const char* name) {
            QTest::newRow(nameTemplate) << std::string(nameTemplate) << std::string(name);
        };
        row("{date} {time} {device}", "2026-11-22 14-03-05 USB Mikrofon");
        row("", "2026-11-22 14-03-05 USB Mikrofon");
        row("{year}{month}{day}T{hour}{minute}{second}", "20261122T140305");
        row("{channels}ch {rate} #{number}", "2ch 48000 #007");
        row("%Y-%m-%d_%H%M%S", "2026-11-22_140305");
        row("%y %j 100%%", "26 326 100%");
        row("plain", "plain");
        row("ä {number} 日本", "ä 007 日本");
        row("a } b", "a } b");
    }
    void theWordsOfATemplate() {
        QFETCH(std::string, nameTemplate);
        QFETCH(std::string, name);
        QCOMPARE(expand(nameTemplate), name);
    }

    void namesShowLocalTime() {
        setZone("Asia/Kathmandu"); // 5:45 ahead
        QCOMPARE(expand("{date} {time}"), std::string("2026-11-22 19-48-05"));
        setZone("America/New_York");
        QCOMPARE(expand("{date} {time}"), std::string("2026-11-22 09-03-05"));
    }

    void anUnknownWordIsNamed_data() {
        QTest::addColumn<std::string>("nameTemplate");
        QTest::addColumn<std::string>("word");
        const auto row = [](const char* nameTemplate, const char* word) {
            QTest::newRow(nameTemplate) << std::string(nameTemplate) << std::string(word);
        };
        row("{date} {devise}", "{devise}");
        row("{DATE}", "{DATE}");
        row("take {", "{");
        row("take {number", "{number");
        row("100% mix", "% ");
        row("100%", "%");
        row("%Q", "%Q");
        row("%ä", "%ä");
    }
    void anUnknownWordIsNamed() {
        QFETCH(std::string, nameTemplate);
        QFETCH(std::string, word);
        const auto name = expandNameTemplate(nameTemplate, parts());
        QVERIFY(!name.ok());
        QCOMPARE(name.error().kind, ErrorKind::BadName);
        QCOMPARE(name.error().subject, word);
        QVERIFY(std::ranges::find(name.error().offers, "{device}") != name.error().offers.end());
    }

    void namesAreSafeOnEveryFileSystem_data() {
        QTest::addColumn<std::string>("raw");
        QTest::addColumn<std::string>("safe");
        const auto row = [](const char* tag, std::string raw, const char* safe) {
            QTest::newRow(tag) << std::move(raw) << std::string(safe);
        };
        row("reserved", "a<b>c:d\"e/f\\g|h?i*j", "a-b-c-d-e-f-g-h-i-j");
        row("control", std::string("a\nb\0c\x7F", 6), "a b c");
        row("trailing", "name. . ", "name");
        row("leading", " ..hidden", "hidden");
        row("up", "../../etc/passwd", "-..-etc-passwd");
        row("dots", "...", "take");
        row("empty", "", "take");
        row("device", "CON", "CON_");
        row("device in small letters", "nul", "nul_");
        row("device with an ending", "Com1.mix", "Com1_.mix");
        row("device with a blank", "AUX .x", "AUX _.x");
        row("superscript", "LPT\xC2\xB2", "LPT\xC2\xB2_");
        row("no device", "console", "console");
        row("no device either", "COM12", "COM12");
        row("broken UTF-8", "a\xFFz", "a\xEF\xBF\xBDz");
    }
    void namesAreSafeOnEveryFileSystem() {
        QFETCH(std::string, raw);
        QFETCH(std::string, safe);
        QCOMPARE(safeFileName(raw), safe);
    }

    void longNamesAreCutBetweenCharacters() {
        std::string longName;
        for (int i = 0; i < 100; ++i)
            longName += "日"; // 3 bytes
        for (std::size_t most = 10; most < 20; ++most) {
            const std::string cut = safeFileName(longName, most);
            QVERIFY(cut.size() <= most);
            QVERIFY(cut.size() + 4 > most);
            QCOMPARE(cut.size() % 3, std::size_t{0});
        }
        QVERIFY(safeFileName(std::string(500, 'x')).size() <= 200);
        QCOMPARE(safeFileName("abc      def", 6), std::string("abc"));
    }

    void aDeviceNameCannotLeaveTheFolder() {
        NameParts evil = parts();
        evil.device = "../../x: {date} %Y";
        QCOMPARE(expandNameTemplate("{device}", evil).value(), std::string("-..-x- {date} %Y"));
    }

    void aTakenNameIsCountedUp() {
        FaultyFileSystem files;
        const auto next = [&](std::string_view nameTemplate) {
            auto path = freeFileName("folder", nameTemplate, parts(), "wav", files);
            files.put(path.value(), "");
            return path.value();
        };
        QCOMPARE(next("a"), std::string("folder/a.wav"));
        QCOMPARE(next("a"), std::string("folder/a (2).wav"));
        QCOMPARE(next("a"), std::string("folder/a (3).wav"));
        QCOMPARE(next("t {number}"), std::string("folder/t 007.wav"));
        QCOMPARE(next("t {number}"), std::string("folder/t 008.wav"));
        QCOMPARE(freeFileName("folder/", "b", parts(), "flac", files).value(), std::string("folder/b.flac"));
        QCOMPARE(freeFileName("f", "{bad}", parts(), "wav", files).error().kind, ErrorKind::BadName);
    }

    void laterFilesOfATakeAreNumbered() {
        QCOMPARE(splitFileName("dir.x/name.wav", 1), std::string("dir.x/name.wav"));
        QCOMPARE(splitFileName("dir.x/name.wav", 2), std::string("dir.x/name-002.wav"));
        QCOMPARE(splitFileName("name.v2.flac", 12), std::string("name.v2-012.flac"));
        QCOMPARE(splitFileName("dir.x/name", 3), std::string("dir.x/name-003"));
        QCOMPARE(splitFileName(".hidden", 3), std::string(".hidden-003"));
        QCOMPARE(splitFileName("name.wav", 1234), std::string("name-1234.wav"));
        QCOMPARE(splitFileName("-", 2), std::string("-"));
    }

private:
    static void setZone(const char* zone) {
        qputenv("TZ", zone);
        ::tzset();
    }
};

QTEST_GUILESS_MAIN(TestNaming)
#include "tst_naming.moc"
