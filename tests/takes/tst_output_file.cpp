// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/input_file.h"
#include "engine/takes/output_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>
#include <span>
#include <unistd.h>

using namespace headroom;

namespace {

std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text));
}

} // namespace

class TestOutputFile : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] std::string at(const std::string& name) const {
        return folder_.path().toStdString() + "/" + name;
    }
    [[nodiscard]] static QByteArray contentOf(const std::string& path) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }

private slots:
    void writesAtItsPlaceAndReadsBack() {
        auto file = systemFiles().create(at("a.bin"), false);
        QVERIFY(file.ok());
        OutputFile& out = *file.value();
        QVERIFY(out.write(bytesOf("hello world")).ok());
        QCOMPARE(out.position(), 11U);
        QVERIFY(out.seek(6).ok());
        QVERIFY(out.write(bytesOf("W")).ok());
        QCOMPARE(out.position(), 7U);
        QCOMPARE(out.size(), 11U);
        QVERIFY(out.truncate(7).ok());
        QCOMPARE(out.size(), 7U);
        std::array<std::byte, 20> back{};
        QCOMPARE(out.readAt(4, back).value(), 3U);
        QVERIFY(out.sync().ok());
        QCOMPARE(contentOf(at("a.bin")), QByteArray("hello W"));
    }

    void takesAnyUtf8Name() {
        const std::string name = at("Aufnahme ä 日本 🎙.wav");
        QVERIFY(systemFiles().create(name, false).ok());
        QVERIFY(systemFiles().exists(name));
        QVERIFY(QDir(folder_.path()).entryList(QDir::Files).contains("Aufnahme ä 日本 🎙.wav"));
    }

    void refusesAnExistingFileUnlessToldToOverwriteIt() {
        const std::string name = at("twice.bin");
        QVERIFY(systemFiles().create(name, false).value()->write(bytesOf("first")).ok());
        const auto refused = systemFiles().create(name, false);
        QCOMPARE(refused.error().kind, ErrorKind::FileExists);
        QCOMPARE(refused.error().subject, name);
        QVERIFY(!refused.error().native.empty());
        QCOMPARE(contentOf(name), QByteArray("first"));
        QVERIFY(systemFiles().create(name, true).value()->write(bytesOf("2")).ok());
        QCOMPARE(contentOf(name), QByteArray("2"));
    }

    void aDanglingLinkIsAnExistingFile() {
        QVERIFY(QFile::link(QString::fromStdString(at("nowhere")), QString::fromStdString(at("link"))));
        QVERIFY(systemFiles().exists(at("link")));
        QCOMPARE(systemFiles().create(at("link"), false).error().kind, ErrorKind::FileExists);
    }

    void namesTheFolderThatIsMissing() {
        const auto refused = systemFiles().create(at("no/such/a.wav"), false);
        QCOMPARE(refused.error().kind, ErrorKind::FolderNotWritable);
        QCOMPARE(refused.error().subject, at("no/such"));
    }

    void aFileInThePlaceOfAFolderIsNoFolder() {
        QVERIFY(systemFiles().create(at("plain"), true).ok());
        QCOMPARE(systemFiles().create(at("plain/a.wav"), false).error().kind, ErrorKind::FolderNotWritable);
        QCOMPARE(ensureFolder(at("plain/deeper")).error().kind, ErrorKind::FolderNotWritable);
        QCOMPARE(ensureFolder(at("plain")).error().kind, ErrorKind::FolderNotWritable);
    }

    void saysThatANameCannotBeUsed() {
        for (const std::string& name : {at(std::string(300, 'x')), std::string(), std::string("a\0b", 3)}) {
            const auto refused = systemFiles().create(name, false);
            QCOMPARE(refused.error().kind, ErrorKind::BadName);
        }
        QCOMPARE(systemFiles().create(folder_.path().toStdString(), true).error().kind, ErrorKind::BadName);
    }

    void aReadOnlyFolderIsNotWritable() {
        if (::geteuid() == 0)
            QSKIP("root may write everywhere");
        QVERIFY(ensureFolder(at("locked")).ok());
        QVERIFY(
            QFile::setPermissions(QString::fromStdString(at("locked")), QFile::ReadOwner | QFile::ExeOwner));
        QCOMPARE(systemFiles().create(at("locked/a.wav"), false).error().kind, ErrorKind::FolderNotWritable);
    }

    void aFullDiskIsDiskFull() {
        if (!QFile::exists("/dev/full"))
            QSKIP("this system has no /dev/full");
        auto file = systemFiles().create("/dev/full", true);
        QVERIFY(file.ok());
        const auto written = file.value()->write(bytesOf("x"));
        QCOMPARE(written.error().kind, ErrorKind::DiskFull);
        QVERIFY(QByteArray::fromStdString(written.error().native).startsWith("28 "));
    }

    void removesRegularFilesAlone() {
        QVERIFY(systemFiles().create(at("gone"), true).ok());
        QVERIFY(systemFiles().remove(at("gone")).ok());
        QVERIFY(!systemFiles().exists(at("gone")));
        QVERIFY(!systemFiles().remove(at("gone")).ok());
        QVERIFY(ensureFolder(at("stays")).ok());
        QVERIFY(!systemFiles().remove(at("stays")).ok());
        QVERIFY(systemFiles().exists(at("stays")));
    }

    void makesFoldersWithThoseAboveThem() {
        QVERIFY(ensureFolder(at("ä/b/c")).ok());
        QVERIFY(ensureFolder(at("ä/b/c")).ok());
        QVERIFY(systemFiles().create(at("ä/b/c/a.wav"), false).ok());
    }

    void knowsTheFreeSpace() {
        const auto free = systemFiles().freeBytes(at("a.wav"));
        QVERIFY(free.ok());
        QVERIFY(free.value() > 0);
        QVERIFY(!systemFiles().freeBytes(at("missing/a.wav")).ok());
        QVERIFY(systemFiles().freeBytes("relative.wav").ok());
    }

    void timeLeftIsAlwaysANumberThatCanBeShown() {
        QCOMPARE(secondsLeft(96000, 48000.0), 2.0);
        QCOMPARE(secondsLeft(0, 48000.0), 0.0);
        const double most = secondsLeft(~0ULL, 1.0);
        QVERIFY(most > 3e10 && most < 4e10);
        QCOMPARE(secondsLeft(1, 0.0), most);
        QCOMPARE(secondsLeft(1, -1.0), most);
        QCOMPARE(secondsLeft(1, std::nan("")), most);
    }

    void inputFilesTellMissingFromUnreadable() {
        QCOMPARE(openInputFile(at("none.wav")).error().kind, ErrorKind::FileNotFound);
        QCOMPARE(openInputFile("").error().kind, ErrorKind::FileNotFound);
        QCOMPARE(openInputFile(folder_.path().toStdString()).error().kind, ErrorKind::FileNotReadable);
    }

    void inputFilesReadAtAnyPlace() {
        QVERIFY(systemFiles().create(at("in"), true).value()->write(bytesOf("0123456789")).ok());
        auto file = openInputFile(at("in"));
        QVERIFY(file.ok());
        QCOMPARE(file.value()->size(), 10U);
        QVERIFY(file.value()->modifiedWallNs() > 1'600'000'000'000'000'000);
        std::array<std::byte, 4> back{};
        QCOMPARE(file.value()->readAt(8, back).value(), 2U);
        QCOMPARE(std::to_integer<int>(back[1]), int{'9'});
        QCOMPARE(file.value()->readAt(100, back).value(), 0U);
    }

    void standardOutputOnlyGoesForward() {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        const int saved = ::dup(STDOUT_FILENO);
        ::dup2(ends[1], STDOUT_FILENO);
        auto out = standardOutput();
        const bool written = out->write(bytesOf("abc")).ok();
        const bool again = out->seek(3).ok();
        const bool back = out->seek(0).ok();
        ::dup2(saved, STDOUT_FILENO);
        ::close(saved);
        ::close(ends[1]);
        std::array<char, 8> got{};
        QCOMPARE(::read(ends[0], got.data(), got.size()), 3);
        ::close(ends[0]);
        QVERIFY(written && again && !back);
        QCOMPARE(out->size(), 3U);
    }
};

QTEST_GUILESS_MAIN(TestOutputFile)
#include "tst_output_file.moc"
