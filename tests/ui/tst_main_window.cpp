// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_fixture.h"
#include "ui/meters/meter_bridge.h"
#include "ui/models/device_model.h"
#include "ui/panels/banner.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/meter_panel.h"
#include "ui/panels/take_panel.h"
#include "ui/panels/transport_panel.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPaintEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace headroom;
using namespace headroom::made_up;
using Fixture = WindowFixture;

namespace {

Device loopback(const std::string& id) {
    return device(DeviceKind::Loopback, id, "Monitor " + id);
}
Device speaker(const std::string& id) {
    return device(DeviceKind::Speaker, id, "Speaker " + id);
}

ChannelLevel loud() {
    ChannelLevel level;
    level.peakDb = -6.0;
    level.rmsDb = -12.0;
    level.maxPeakDb = -6.0;
    return level;
}

class PaintCounter : public QObject {
public:
    PaintCounter() { qApp->installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override {
        events += event->type() == QEvent::Paint;
        return false;
    }
    int events = 0;
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void atTheFirstStartTheDefaultIsFollowed() {
        Fixture f;
        f.window->apply(DevicesChanged{{microphone("a"), defaultMicrophone("b")}});
        QCOMPARE(f.lastSelected(), QStringLiteral("default"));
        QCOMPARE(f.window->selectedInput(), QStringLiteral("b"));
        QVERIFY(f.row(QStringLiteral("default")).data(DeviceModel::ChosenRole).toBool());
        QVERIFY(!f.row(QStringLiteral("b")).data(DeviceModel::ChosenRole).toBool());
        QCOMPARE(f.store->current().input, InputChoice{});
    }

    void aDefaultThatIsAMonitorIsShownToo() {
        Fixture f;
        Device monitor = loopback("m");
        monitor.isDefault = true;
        f.window->apply(DevicesChanged{{microphone("a"), monitor}});
        QCOMPARE(f.window->selectedInput(), QStringLiteral("m"));
    }

    void aBluetoothMicrophoneWaitsForAClick() {
        Fixture f;
        Device headset = defaultMicrophone("bt");
        headset.opensOnlyWhenAsked = true;
        f.window->apply(DevicesChanged{{headset}});
        f.show();
        QCOMPARE(f.selected->count(), 0);
        QVERIFY(f.meters()->message().contains(QStringLiteral("headset")));
        f.click(QStringLiteral("bt"));
        QCOMPARE(f.lastSelected(), QStringLiteral("bt"));
    }

    void aBluetoothMicrophoneThatIsTheDefaultOpensWhereTheDefaultIsClicked() {
        Fixture f;
        Device headset = defaultMicrophone("bt");
        headset.opensOnlyWhenAsked = true;
        f.window->apply(DevicesChanged{{headset}});
        f.show();
        QCOMPARE(f.selected->count(), 0);
        f.click(QStringLiteral("default"));
        QCOMPARE(f.lastSelected(), QStringLiteral("default"));
    }

    void aClickOpensAtOnceAndIsRemembered() {
        Fixture f;
        f.window->apply(DevicesChanged{{microphone("a"), defaultMicrophone("b")}});
        f.show();
        f.click(QStringLiteral("a"));
        QCOMPARE(f.lastSelected(), QStringLiteral("a"));
        QCOMPARE(f.store->current().input, pinned(microphone("a")));
    }

    void theArrowKeysChooseWhereTheyRest() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b"), microphone("c")}});
        f.show();
        f.view()->setFocus();
        f.selected->clear();
        for (int i = 0; i < 3; ++i) // from the default's entry
            QTest::keyClick(f.view(), Qt::Key_Down);
        QTRY_COMPARE(f.selected->count(), 1);
        QCOMPARE(f.lastSelected(), QStringLiteral("c"));
    }

    void returnChoosesAtOnce() {
        Fixture f;
        Device headset = microphone("bt");
        headset.opensOnlyWhenAsked = true;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), headset}});
        f.show();
        f.view()->setFocus();
        QTest::keyClick(f.view(), Qt::Key_Down);
        QTest::keyClick(f.view(), Qt::Key_Down);
        QTest::keyClick(f.view(), Qt::Key_Return);
        QCOMPARE(f.lastSelected(), QStringLiteral("bt"));
    }

    void aSpeakerCannotBeChosenButItsLoopbackIsOffered() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), loopback("out.monitor"), speaker("out")}});
        f.show();
        f.selected->clear();
        f.click(QStringLiteral("out"));
        QCOMPARE(f.selected->count(), 0);
        QCOMPARE(f.window->selectedInput(), QStringLiteral("a"));
        QPushButton* offer = nullptr;
        for (QPushButton* button : f.window->findChild<DevicePanel*>()->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QStringLiteral("Use Its Loopback"))
                offer = button;
        QVERIFY(offer != nullptr);
        offer->click();
        QCOMPARE(f.lastSelected(), QStringLiteral("out.monitor"));
    }

    void aSelectionSurvivesHotPlug() {
        Fixture f;
        QAbstractItemModelTester tester(f.window->findChild<DeviceModel*>());
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b")}});
        f.show();
        f.click(QStringLiteral("b"));
        f.open(microphone("b"));
        f.selected->clear();
        f.window->apply(
            DevicesChanged{{microphone("new"), defaultMicrophone("a"), microphone("b"), speaker("s")}});
        QCOMPARE(f.window->selectedInput(), QStringLiteral("b"));
        QCOMPARE(f.view()->currentIndex(), f.row(QStringLiteral("b")));
        QVERIFY(f.view()->selectionModel()->isSelected(f.row(QStringLiteral("b"))));
        QCOMPARE(f.selected->count(), 0);
    }

    void aSelectedDeviceThatGoesStaysAsWaiting() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b")}});
        f.show();
        f.click(QStringLiteral("a"));
        f.open(defaultMicrophone("a"));
        QVERIFY(f.meters()->message().isEmpty());
        f.window->apply(
            InputWaiting{f.input, defaultMicrophone("a"), {ErrorKind::DeviceGone, "Microphone a", {}, {}}});
        f.window->apply(DevicesChanged{{microphone("b")}});
        QCOMPARE(f.window->selectedInput(), QStringLiteral("a"));
        QVERIFY(f.row(QStringLiteral("a")).isValid());
        QVERIFY(f.banner("waiting").contains(QStringLiteral("“Microphone a” is gone")));
        QVERIFY(f.meters()->message().contains(QStringLiteral("Waiting")));
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b")}});
        f.open(defaultMicrophone("a"));
        QVERIFY(f.banner("waiting").isEmpty());
        QVERIFY(f.meters()->message().isEmpty());
    }

    void anInputThatCannotBeOpenedSaysWhyAndOffersToTryAgain() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        f.window->apply(InputFailed{1, "a", {ErrorKind::DeviceBusy, "Microphone a", {}, {}}});
        QVERIFY(f.meters()->message().contains(QStringLiteral("Another program holds “Microphone a”")));
        f.selected->clear();
        emit f.meters()->openRequested();
        QCOMPARE(f.selected->count(), 1);
    }

    void theMetersMoveWithoutARecording() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a", 4)}});
        f.open(defaultMicrophone("a", 4));
        f.show();
        MeterBridge* bridge = f.window->findChild<MeterBridge*>();
        QCOMPARE(bridge->channelCount(), 4);
        f.window->setLevels(f.input, reading(4, loud()));
        QCOMPARE(bridge->channel(3)->level().peakDb, -6.0);
        QCOMPARE(f.row(QStringLiteral("a")).data(DeviceModel::LevelRole).toDouble(), -6.0);
    }

    void levelsOfAnotherInputDoNotReachTheMeters() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b")}});
        f.open(defaultMicrophone("a"));
        f.open(microphone("b"), 77);
        f.show();
        f.window->setLevels(77, reading(2, loud()));
        QCOMPARE(f.window->findChild<MeterBridge*>()->channel(0)->level().peakDb, silenceDb);
        QCOMPARE(f.row(QStringLiteral("b")).data(DeviceModel::LevelRole).toDouble(), -6.0);
    }

    void aHiddenOrMinimisedWindowWantsAndPaintsNothing() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        f.open(defaultMicrophone("a"));
        QSignalSpy visibility(f.window.get(), &MainWindow::visibilityChanged);
        QVERIFY(!f.window->wantsReadings());
        f.show();
        QVERIFY(f.window->wantsReadings());
        f.window->hide();
        QVERIFY(!f.window->wantsReadings());
        QCoreApplication::processEvents();
        PaintCounter counter;
        for (int i = 0; i < 50; ++i) {
            ChannelLevel level = loud();
            level.peakDb = -i;
            f.window->setLevels(f.input, reading(2, level, static_cast<std::uint64_t>(i)));
            QCoreApplication::processEvents();
        }
        QCOMPARE(counter.events, 0);
        f.window->showMinimized();
        QTRY_VERIFY(f.window->isMinimized());
        QVERIFY(!f.window->wantsReadings());
        QCOMPARE(visibility.first()[0].toBool(), true);
        QCOMPARE(visibility.last()[0].toBool(), false);
    }

    void simulatedDevicesAreToldLoudly() {
        Fixture f;
        f.window->apply(ServerChanged{ServerChanged::State::Simulated, "simulated", std::nullopt});
        QVERIFY(f.banner("simulated").contains(QStringLiteral("no sound server answers")));
        const Banner* banner = f.window->findChild<BannerStack*>()->banner(QStringLiteral("simulated"));
        QVERIFY(banner->notice().loud);
        QVERIFY(!banner->notice().closable);
        f.window->apply(ServerChanged{ServerChanged::State::Connected, "simulated", std::nullopt});
        QVERIFY(f.banner("simulated").contains(QStringLiteral("as asked for")));
        f.window->apply(ServerChanged{ServerChanged::State::Connected, "pulse", std::nullopt});
        QVERIFY(f.banner("simulated").isEmpty());
    }

    void realDevicesTakeTheSimulatedOnesPlace() {
        Fixture f;
        Device madeUp = defaultMicrophone("sim");
        madeUp.backend = "simulated";
        f.window->apply(ServerChanged{ServerChanged::State::Simulated, "simulated", std::nullopt});
        f.window->apply(DevicesChanged{{madeUp}});
        f.open(madeUp);
        QCOMPARE(f.window->selectedInput(), QStringLiteral("sim"));
        f.window->apply(ServerChanged{ServerChanged::State::Connected, "pulse", std::nullopt});
        f.window->apply(DevicesChanged{{defaultMicrophone("real")}});
        f.open(defaultMicrophone("real"));
        QVERIFY(!f.row(QStringLiteral("sim")).isValid());
        QCOMPARE(f.window->selectedInput(), QStringLiteral("real"));
    }

    void aLostServerSaysThatItReturnsByItself() {
        Fixture f;
        f.window->apply(ServerChanged{ServerChanged::State::Lost, "pulse",
                                      Error{ErrorKind::ServerDown, {}, {}, "refused"}});
        QVERIFY(f.banner("server").contains(QStringLiteral("by themselves")));
        f.window->apply(ServerChanged{ServerChanged::State::Connected, "pulse", std::nullopt});
        QVERIFY(f.banner("server").isEmpty());
    }

    void withoutDevicesTheWindowSaysWhatToDo() {
        Fixture f;
        f.window->apply(DevicesChanged{{speaker("s")}});
        QVERIFY(f.meters()->message().contains(QStringLiteral("Plug a device in")));
        QVERIFY(!f.window->findChild<TransportPanel*>()->recordButton()->isEnabled());
    }

    void theSearchLeavesTheChosenInputAlone() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("usb")}});
        f.show();
        f.selected->clear();
        QTest::keyClicks(f.window->findChild<DevicePanel*>()->search(), QStringLiteral("usb"));
        QVERIFY(!f.row(QStringLiteral("a")).isValid());
        QCOMPARE(f.window->selectedInput(), QStringLiteral("a"));
        QCOMPARE(f.selected->count(), 0);
        QVERIFY(!f.window->isRecording());
    }

    void aThemeThatIsChosenIsRemembered() {
        Fixture f;
        f.window->findChild<QAction*>(QStringLiteral("theme-dark"))->trigger();
        QVERIFY(Theme::colors().dark);
        QCOMPARE(f.store->current().theme, ThemeChoice::Dark);
        f.window->findChild<QAction*>(QStringLiteral("theme-light"))->trigger();
        QVERIFY(!Theme::colors().dark);
    }

    void aSwitchOfTheThemeRepaintsTheMeters() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        f.open(defaultMicrophone("a"));
        f.show();
        ChannelMeter* meter = f.window->findChild<MeterBridge*>()->channel(0);
        for (const auto& [name, colors] :
             {std::pair{"theme-dark", &darkColors()}, {"theme-light", &lightColors()}}) {
            f.window->findChild<QAction*>(QLatin1String(name))->trigger();
            const QRect bar = meter->stripLayout().bar;
            const QPoint betweenMarks(bar.center().x(), bar.top() + 3);
            QCOMPARE(meter->grab().toImage().pixelColor(betweenMarks), colors->meterTrack);
        }
    }

    void theWindowRemembersItsPlace() {
        Fixture f;
        f.show();
        f.window->resize(900, 640);
        f.window->close();
        QVERIFY(!f.store->current().geometry.isEmpty());
        MainWindow again(*f.store);
        QCOMPARE(again.size(), QSize(900, 640));
    }

    void takesAreListedAndDeletingAsksFirst() {
        Fixture f;
        TakeSummary take;
        take.path = "/music/Headroom/one.wav";
        take.rate = 48000;
        take.frames = 96000;
        f.window->setTakes({take});
        f.show();
        QSignalSpy deletes(f.window.get(), &MainWindow::takeDeleteRequested);
        QSignalSpy opens(f.window.get(), &MainWindow::takeOpenRequested);
        f.window->findChild<TakePanel*>()->select(QStringLiteral("/music/Headroom/one.wav"));
        f.window->findChild<QAction*>(QStringLiteral("open-take"))->trigger();
        QCOMPARE(opens.count(), 1);
        QCOMPARE(opens[0][0].toString(), QStringLiteral("/music/Headroom/one.wav"));
        const auto answer = [&](int role) {
            f.window->findChild<QAction*>(QStringLiteral("delete-take"))->trigger();
            auto* question = f.window->findChild<QMessageBox*>();
            QVERIFY(question != nullptr);
            QVERIFY(question->text().contains(QStringLiteral("one.wav")));
            for (QAbstractButton* button : question->buttons())
                if (question->buttonRole(button) == role)
                    button->click();
            QTRY_VERIFY(f.window->findChild<QMessageBox*>() == nullptr);
        };
        answer(QMessageBox::RejectRole);
        QCOMPARE(deletes.count(), 0);
        answer(QMessageBox::DestructiveRole);
        QCOMPARE(deletes.count(), 1);
        QSignalSpy restores(f.window.get(), &MainWindow::takeRestoreRequested);
        f.window->showTrashed(QStringLiteral("/music/Headroom/one.wav"));
        f.window->findChild<BannerStack*>()->banner(QStringLiteral("trashed"))->notice().action();
        QCOMPARE(restores.count(), 1);
        QVERIFY(f.banner("trashed").isEmpty());
    }

    void aFolderThatCannotBeWrittenIsTold() {
        Fixture f;
        f.window->setFolderStatus(
            {QStringLiteral("/music"), std::nullopt, Error{ErrorKind::FolderNotWritable, "/music", {}, {}}});
        QVERIFY(f.banner("folder").contains(QStringLiteral("Nothing can be written in “/music”")));
        f.window->setFolderStatus({QStringLiteral("/music"), 1'000'000'000'000ULL, std::nullopt});
        QVERIFY(f.banner("folder").isEmpty());
    }

    void aNearlyFullDiskIsToldBeforeTheTake() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        // 384,000 bytes a second as 32 bit float: ten minutes.
        f.window->setFolderStatus({QStringLiteral("/music"), 384'000ULL * 600, std::nullopt});
        QVERIFY(f.banner("disk").contains(QStringLiteral("10 min")));
        QVERIFY(f.window->findChild<TransportPanel*>()->diskText().contains(QStringLiteral("10 min left")));
        f.window->setFolderStatus({QStringLiteral("/music"), 384'000ULL * 7200, std::nullopt});
        QVERIFY(f.banner("disk").isEmpty());
    }

    void theSmallestWindowHoldsEverything() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a", 32)}});
        f.open(defaultMicrophone("a", 32));
        f.show();
        f.window->resize(720, 480);
        QCoreApplication::processEvents();
        QVERIFY2(f.window->width() <= 720 && f.window->height() <= 480,
                 qPrintable(QStringLiteral("%1 x %2").arg(f.window->width()).arg(f.window->height())));
        QVERIFY(f.window->findChild<MeterBridge*>()->channel(31)->stripLayout().bar.height() >= 40);
    }

    void everyControlCanBeReachedByTabAndHasAName() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        f.open(defaultMicrophone("a"));
        f.show();
        QSet<QWidget*> reached;
        QWidget* begin = f.view();
        begin->setFocus();
        for (int i = 0; i < 60; ++i) {
            if (QWidget* now = QApplication::focusWidget())
                reached.insert(now);
            QTest::keyClick(f.window.get(), Qt::Key_Tab);
        }
        TransportPanel* transport = f.window->findChild<TransportPanel*>();
        for (QWidget* control :
             {static_cast<QWidget*>(transport->recordButton()), static_cast<QWidget*>(f.view()),
              static_cast<QWidget*>(transport->formatBox()), static_cast<QWidget*>(transport->folderButton()),
              static_cast<QWidget*>(f.window->findChild<DevicePanel*>()->search())})
            QVERIFY2(reached.contains(control), control->metaObject()->className());
        for (QWidget* control : std::as_const(reached)) {
            QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(control);
            QVERIFY2(interface != nullptr && !interface->text(QAccessible::Name).isEmpty(),
                     control->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
