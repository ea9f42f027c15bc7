// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/dialogs/channel_map_editor.h"
#include "ui/dialogs/map_table.h"
#include "ui/models/channel_map_model.h"
#include "ui/panels/banner.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/transport_panel.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTest>
#include <QTranslator>

using namespace headroom;
using namespace headroom::made_up;

class TestGerman : public QObject {
    Q_OBJECT

    QTranslator translator_;

private slots:
    void initTestCase() {
        QVERIFY(translator_.load(QStringLiteral(GERMAN_QM)));
        QVERIFY(QCoreApplication::installTranslator(&translator_));
        QLocale::setDefault(QLocale(QLocale::German));
    }

    void errorsAreGerman() {
        for (int i = 0; i <= static_cast<int>(ErrorKind::BackendFailed); ++i) {
            const Error error{static_cast<ErrorKind>(i), "Ding", {}, {}};
            const QString german = errorText(error);
            QVERIFY(!german.contains(QStringLiteral("“Ding”"))); // German quotation marks
            QCoreApplication::removeTranslator(&translator_);
            const QString english = errorText(error);
            QCoreApplication::installTranslator(&translator_);
            QVERIFY2(german != english, qPrintable(english));
        }
    }

    void pluralsAreGerman() {
        QCOMPARE(channelCountText(1), QStringLiteral("1 Kanal"));
        QCOMPARE(channelCountText(2), QStringLiteral("2 Kanäle"));
    }

    void theSmallestWindowCutsNoWord_data() {
        QTest::addColumn<bool>("recording");
        QTest::newRow("idle") << false;
        QTest::newRow("recording") << true;
    }
    void theSmallestWindowCutsNoWord() {
        QFETCH(bool, recording);
        SettingsStore store(std::make_unique<MemoryStorage>());
        store.overrideFolder(QStringLiteral("/m/Headroom"));
        MainWindow window(store);
        const Device input = defaultMicrophone("a");
        window.apply(DevicesChanged{{input}});
        window.setInput(1);
        window.apply(InputOpened{1, input, granted(input)});
        window.setFolderStatus({QStringLiteral("/m/Headroom"), 120'000'000'000ULL, std::nullopt});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.resize(720, 480);
        if (recording) {
            window.findChild<QAction*>(QStringLiteral("record"))->trigger();
            window.apply(TakeStarted{1, 1, input, granted(input), "/m/take.wav", input.format.channels});
            TakeProgress progress;
            progress.state = TakeProgress::State::Recording;
            progress.file = "/m/take.wav";
            progress.secondsLeft = 7200;
            window.apply(TakeProgressed{1, progress});
        }
        QCoreApplication::processEvents();
        QVERIFY2(window.width() <= 720, qPrintable(QString::number(window.width())));
        QVERIFY2(window.height() <= 480, qPrintable(QString::number(window.height())));
        auto* transport = window.findChild<TransportPanel*>();
        QCOMPARE(transport->stopButton()->text(), QStringLiteral("Stopp"));
        for (const ElidedLabel* label : window.findChildren<ElidedLabel*>())
            if (label->isVisible())
                QVERIFY2(!label->isElided(), qPrintable(label->fullText()));
        for (const QAbstractButton* button : window.findChildren<QAbstractButton*>())
            if (button->isVisible() && qobject_cast<QLineEdit*>(button->parent()) == nullptr)
                QVERIFY2(button->width() >= button->minimumSizeHint().width(),
                         qPrintable(QStringLiteral("%1 %2: %3 < %4")
                                        .arg(QLatin1String(button->metaObject()->className()), button->text())
                                        .arg(button->width())
                                        .arg(button->minimumSizeHint().width())));
        for (const QComboBox* box : window.findChildren<QComboBox*>())
            if (box->isVisible())
                QVERIFY2(box->width() >= box->minimumSizeHint().width(), qPrintable(box->currentText()));
        for (const QLabel* label : window.findChildren<QLabel*>())
            if (label->isVisible() && !label->wordWrap() &&
                qobject_cast<const ElidedLabel*>(label) == nullptr)
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
    }

    void theSmallestMapEditorCutsNoWord_data() {
        QTest::addColumn<bool>("speaker");
        QTest::newRow("input") << false;
        QTest::newRow("speaker") << true;
    }
    void theSmallestMapEditorCutsNoWord() {
        QFETCH(bool, speaker);
        SettingsStore store(std::make_unique<MemoryStorage>());
        ChannelMapEditor editor(store);
        editor.setDevice(device(speaker ? DeviceKind::Speaker : DeviceKind::Microphone, "a", "Gerät", 8));
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        editor.resize(720, 480);
        QCoreApplication::processEvents();
        QVERIFY2(editor.width() <= 720, qPrintable(QString::number(editor.width())));
        QVERIFY2(editor.height() <= 480, qPrintable(QString::number(editor.height())));
        const QFontMetrics metrics(editor.table()->font());
        for (int column = 0; column < ChannelMapModel::ColumnCount; ++column) {
            const QString word = editor.model().headerData(column, Qt::Horizontal).toString();
            if (!editor.table()->isColumnHidden(column))
                QVERIFY2(editor.table()->columnWidth(column) >= metrics.horizontalAdvance(word) + 8,
                         qPrintable(word));
        }
        for (const ElidedLabel* label : editor.findChildren<ElidedLabel*>())
            QVERIFY2(!label->isVisible() || !label->isElided(), qPrintable(label->fullText()));
        for (const QAbstractButton* button : editor.findChildren<QAbstractButton*>())
            if (button->isVisible())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        for (const QComboBox* box : editor.findChildren<QComboBox*>())
            QVERIFY2(!box->isVisible() || box->width() >= box->minimumSizeHint().width(),
                     qPrintable(box->currentText()));
    }

    void bannersWrapInsteadOfWideningTheWindow() {
        SettingsStore store(std::make_unique<MemoryStorage>());
        MainWindow window(store);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.resize(720, 480);
        window.apply(ServerChanged{ServerChanged::State::Simulated, "simulated", std::nullopt});
        window.setFolderStatus(
            {QStringLiteral("/m"), std::nullopt,
             Error{ErrorKind::FolderNotWritable, "/ein/recht/langer/pfad/zu/den/aufnahmen", {}, {}}});
        QCoreApplication::processEvents();
        QVERIFY(window.width() <= 720);
        QVERIFY2(window.height() <= 480, qPrintable(QString::number(window.height())));
        auto* banners = window.findChild<BannerStack*>();
        QVERIFY(banners->text(QStringLiteral("simulated")).startsWith(QStringLiteral("Simulierte Geräte")));
        for (const QLabel* label : banners->findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY(label->height() >= label->heightForWidth(label->width()));
    }
};

QTEST_MAIN(TestGerman)
#include "tst_german.moc"
