// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/error_text.h"

#include <QTest>

#include <set>

using namespace headroom;

namespace {

std::vector<ErrorKind> allKinds() {
    std::vector<ErrorKind> kinds;
    // name() gives every kind a word of its own; beyond the last one it falls back on BackendFailed's.
    for (int i = 0; i <= static_cast<int>(ErrorKind::BackendFailed); ++i)
        kinds.push_back(static_cast<ErrorKind>(i));
    return kinds;
}

} // namespace

class TestErrorText : public QObject {
    Q_OBJECT

private slots:
    void everyKindHasACauseAndANextStep() {
        std::set<QString> causes;
        for (const ErrorKind kind : allKinds()) {
            for (const std::string& subject : {std::string(), std::string("Thing")}) {
                const ErrorWords words = errorWords({kind, subject, {}, "native 42"});
                QVERIFY2(words.cause.size() > 10, name(kind).data());
                QVERIFY2(words.nextStep.size() > 10, name(kind).data());
                QVERIFY2(words.cause.endsWith(QLatin1Char('.')), name(kind).data());
                QVERIFY2(words.nextStep.endsWith(QLatin1Char('.')), name(kind).data());
                if (subject.empty())
                    causes.insert(words.cause);
            }
        }
        QCOMPARE(causes.size(), allKinds().size());
    }

    void theNativeCodeIsNotShown() {
        for (const ErrorKind kind : allKinds())
            QVERIFY(!errorText({kind, "Thing", {}, "PA_ERR_17"}).contains(QStringLiteral("PA_ERR_17")));
    }

    void noPlaceholderIsLeft() {
        for (const ErrorKind kind : allKinds())
            for (const std::vector<std::string>& offers : {std::vector<std::string>{}, {"one", "two"}})
                for (const std::string& subject : {std::string(), std::string("Thing")})
                    QVERIFY(!errorText({kind, subject, offers, {}})
                                 .contains(QRegularExpression(QStringLiteral("%[0-9n]"))));
    }

    void aDeviceIsNamed() {
        QCOMPARE(errorText({ErrorKind::DeviceGone, "Mic", {}, {}}),
                 QStringLiteral("“Mic” is not there any more. Plug it in again, or choose another device."));
    }

    void whatWouldFitIsListed() {
        const QString text = errorText({ErrorKind::NoSuchChannel, "lfe", {"front-left", "front-right"}, {}});
        QVERIFY(text.contains(QStringLiteral("“lfe”")));
        QVERIFY(text.contains(QStringLiteral("front-left, front-right")));
    }

    void aLongListIsCut() {
        std::vector<std::string> offers;
        for (int i = 0; i < 40; ++i)
            offers.push_back("d" + std::to_string(i));
        const QString text = errorText({ErrorKind::NoSuchDevice, "x", offers, {}});
        QVERIFY(text.contains(QStringLiteral("d11 and 28 more")));
        QVERIFY(!text.contains(QStringLiteral("d12")));
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
