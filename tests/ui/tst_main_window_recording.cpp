// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/models/device_model.h"
#include "ui/models/take_model.h"
#include "ui/panels/banner.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/transport_panel.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace headroom;
using namespace headroom::made_up;

namespace {

/// A window with one open input and a spy on each command.
struct Fixture {
    Fixture() {
        QLocale::setDefault(QLocale::c());
        store = std::make_unique<SettingsStore>(std::make_unique<MemoryStorage>());
        store->overrideFolder(QStringLiteral("/music"));
        window = std::make_unique<MainWindow>(*store);
        transport = window->findChild<TransportPanel*>();
        records = std::make_unique<QSignalSpy>(window.get(), &MainWindow::recordRequested);
        stops = std::make_unique<QSignalSpy>(window.get(), &MainWindow::stopRequested);
        pauses = std::make_unique<QSignalSpy>(window.get(), &MainWindow::pauseRequested);
        resumes = std::make_unique<QSignalSpy>(window.get(), &MainWindow::resumeRequested);
        markers = std::make_unique<QSignalSpy>(window.get(), &MainWindow::markerRequested);
        QObject::connect(window.get(), &MainWindow::inputSelected, window.get(),
                         [this] { window->setInput(++asked); });
        window->apply(DevicesChanged{{input, microphone("other")}});
        window->apply(InputOpened{1, input, granted(input)});
        window->show();
        [&] { QVERIFY(QTest::qWaitForWindowExposed(window.get())); }();
        QApplication::setActiveWindow(window.get());
    }

    void key(Qt::Key key) const { QTest::keyClick(window.get(), key); }
    void started() {
        window->apply(TakeStarted{7, 1, input, granted(input), "/music/take.wav", input.format.channels});
    }
    void progress(TakeProgress::State state, std::uint64_t frames = 48000) {
        TakeProgress now;
        now.state = state;
        now.file = "/music/take.wav";
        now.frames = frames;
        now.bytesWritten = frames * 8;
        now.secondsLeft = 7200;
        window->apply(TakeProgressed{7, now});
    }
    void record() {
        key(Qt::Key_R);
        started();
        progress(TakeProgress::State::Recording);
    }
    void finished(const TakeReport& report) { window->apply(TakeFinished{7, report}); }
    [[nodiscard]] TakeReport report() const {
        TakeReport made;
        made.files = {{"/music/take.wav", 0, 480000, 100}};
        made.rate = 48000;
        made.frames = 480000;
        made.device = input;
        return made;
    }
    [[nodiscard]] QString banner(const char* id) const {
        return window->findChild<BannerStack*>()->text(QLatin1String(id));
    }

    InputId asked = 0;
    Device input = defaultMicrophone("a");
    std::unique_ptr<SettingsStore> store;
    std::unique_ptr<MainWindow> window;
    TransportPanel* transport = nullptr;
    std::unique_ptr<QSignalSpy> records, stops, pauses, resumes, markers;
};

RecordingFacts someFacts() {
    RecordingFacts facts;
    facts.formats = {{FileFormat::Wav, {SampleFormat::Float, SampleFormat::Pcm24}},
                     {FileFormat::Flac, {SampleFormat::Pcm24, SampleFormat::Pcm16}}};
    return facts;
}

} // namespace

class TestMainWindowRecording : public QObject {
    Q_OBJECT

private slots:
    void rRecordsWithTheChoicesOfTheWindow() {
        Fixture f;
        f.window->setRecordingFacts(someFacts());
        f.transport->setFormat(FileFormat::Flac, SampleFormat::Pcm16);
        f.transport->setPreRoll(5.0);
        f.key(Qt::Key_R);
        QCOMPARE(f.records->count(), 1);
        const auto choice = f.records->first()[0].value<RecordChoice>();
        QCOMPARE(choice.input, InputChoice{});
        QCOMPARE(choice.deviceId, QStringLiteral("a"));
        QCOMPARE(choice.folder, QStringLiteral("/music"));
        QCOMPARE(choice.format, FileFormat::Flac);
        QCOMPARE(choice.sampleFormat, SampleFormat::Pcm16);
        QCOMPARE(choice.preRollSeconds, 5.0);
        QVERIFY(f.window->isRecording());
    }

    void theButtonDoesTheSame() {
        Fixture f;
        QTest::mouseClick(f.transport->recordButton(), Qt::LeftButton);
        QCOMPARE(f.records->count(), 1);
    }

    void aDoubleClickIsOneRecording() {
        Fixture f;
        QTest::mouseClick(f.transport->recordButton(), Qt::LeftButton);
        f.started();
        f.progress(TakeProgress::State::Recording);
        QTest::mouseClick(f.transport->recordButton(), Qt::LeftButton);
        QCOMPARE(f.records->count(), 1);
        QCOMPARE(f.stops->count(), 0);
    }

    void rAgainStopsAndTheWindowSaysSo() {
        Fixture f;
        QCOMPARE(f.transport->recordButton()->key(), QStringLiteral("R"));
        QCOMPARE(f.transport->stopButton()->key(), QString());
        f.record();
        QCOMPARE(f.transport->stopButton()->key(), QStringLiteral("R"));
        QVERIFY(f.transport->recordButton()->toolTip().contains(QStringLiteral("R again")));
        f.key(Qt::Key_R);
        QCOMPARE(f.stops->count(), 1);
        QCOMPARE(f.records->count(), 1);
        QCOMPARE(f.transport->state(), TransportState::Finishing);
    }

    void stopIsAskedForOnce() {
        Fixture f;
        f.record();
        f.key(Qt::Key_R);
        f.progress(TakeProgress::State::Recording);
        f.key(Qt::Key_R);
        QCOMPARE(f.stops->count(), 1);
        QCOMPARE(f.transport->state(), TransportState::Finishing);
        f.finished(f.report());
        QCOMPARE(f.transport->state(), TransportState::Idle);
        f.key(Qt::Key_R);
        QCOMPARE(f.records->count(), 2);
    }

    void pPausesAndResumes() {
        Fixture f;
        f.key(Qt::Key_P);
        QCOMPARE(f.pauses->count(), 0);
        f.record();
        f.key(Qt::Key_P);
        QCOMPARE(f.pauses->count(), 1);
        f.progress(TakeProgress::State::Paused);
        QCOMPARE(f.transport->pauseButton()->text(), QStringLiteral("Resume"));
        f.key(Qt::Key_P);
        QCOMPARE(f.resumes->count(), 1);
        f.progress(TakeProgress::State::Recording);
        QCOMPARE(f.transport->pauseButton()->text(), QStringLiteral("Pause"));
    }

    void mMarks() {
        Fixture f;
        f.key(Qt::Key_M);
        QCOMPARE(f.markers->count(), 0);
        f.record();
        f.key(Qt::Key_M);
        QTest::mouseClick(f.transport->markerButton(), Qt::LeftButton);
        QCOMPARE(f.markers->count(), 2);
    }

    void lettersInTheSearchFieldAreLetters() {
        Fixture f;
        auto* search = f.window->findChild<DevicePanel*>()->search();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("rpm"));
        QCOMPARE(search->text(), QStringLiteral("rpm"));
        QCOMPARE(f.records->count(), 0);
    }

    void timeFileAndSizeAreShown() {
        Fixture f;
        f.record();
        f.progress(TakeProgress::State::Recording, 48000ULL * 3661 + 4800);
        QCOMPARE(f.transport->timeText(), QStringLiteral("01:01:01.1"));
        QCOMPARE(f.transport->fileText(), QStringLiteral("take.wav"));
        QVERIFY(f.transport->diskText().contains(QStringLiteral("1.4 GB")));
        QVERIFY(f.transport->diskText().contains(QStringLiteral("2 h 0 min left")));
        QVERIFY(f.window->windowTitle().contains(QStringLiteral("01:01:01")));
    }

    void theInputAndTheFormatAreLockedWhileATakeRuns() {
        Fixture f;
        QSignalSpy selected(f.window.get(), &MainWindow::inputSelected);
        f.record();
        auto* view = f.window->findChild<DeviceView*>();
        QVERIFY(view->isLocked());
        QVERIFY(!f.transport->formatBox()->isEnabled());
        const QModelIndex group = view->model()->index(1, 0);
        const QModelIndex other = view->model()->index(1, 0, group);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(other).center());
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(selected.count(), 0);
        QCOMPARE(f.window->selectedInput(), QStringLiteral("a"));
        f.finished(f.report());
        QVERIFY(!view->isLocked());
        QVERIFY(f.transport->formatBox()->isEnabled());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(other).center());
        QCOMPARE(f.window->selectedInput(), QStringLiteral("other"));
    }

    void aFaultIsToldAsItHappens() {
        Fixture f;
        f.record();
        f.window->apply(TakeFaulted{7, {FaultCause::Device, GapReason::Hole, 48000, 960, 0}});
        QCOMPARE(f.banner("faults"),
                 QStringLiteral("20 ms missing at 00:00:01.0: the device left samples out."));
        f.window->apply(TakeFaulted{7, {FaultCause::Disk, GapReason::Hole, 96000, 4800, 0}});
        QVERIFY(f.banner("faults").startsWith(QStringLiteral("2 faults, 120 ms missing.")));
        QVERIFY(f.banner("faults").contains(QStringLiteral("the disk could not keep up")));
    }

    void theReportReplacesTheFaults() {
        Fixture f;
        f.record();
        f.window->apply(TakeFaulted{7, {FaultCause::Device, GapReason::Hole, 48000, 960, 0}});
        TakeReport report = f.report();
        report.faults = {{FaultCause::Device, GapReason::Hole, 48000, 960, 0}};
        f.finished(report);
        QVERIFY(f.banner("faults").isEmpty());
        QVERIFY(f.banner("take").contains(QStringLiteral("“take.wav” is saved")));
        QVERIFY(f.banner("take").contains(QStringLiteral("1 fault, 20 ms missing.")));
    }

    void aCompleteTakeNeedsNoBanner() {
        Fixture f;
        f.record();
        f.finished(f.report());
        QVERIFY(f.banner("take").isEmpty());
        QVERIFY(f.transport->fileText().contains(QStringLiteral("Nothing is missing.")));
    }

    void aTakeThatCannotBeginSaysCauseAndNextStep() {
        Fixture f;
        f.key(Qt::Key_R);
        TakeReport report;
        report.error = Error{ErrorKind::FolderNotWritable, "/music", {}, {}};
        f.window->apply(TakeFinished{9, report});
        QCOMPARE(f.transport->state(), TransportState::Idle);
        QVERIFY(f.banner("take").contains(QStringLiteral("Nothing can be written in “/music”.")));
        QVERIFY(f.banner("take").contains(QStringLiteral("Choose another folder")));
        QVERIFY(!f.window->isRecording());
    }

    void aCommandThatFailsBeforeTheEngineHadItIsToldToo() {
        Fixture f;
        f.key(Qt::Key_R);
        f.window->showError({ErrorKind::BadName, "a/b", {}, {}});
        QVERIFY(f.banner("command").contains(QStringLiteral("“a/b” cannot be used as a name.")));
        QVERIFY(!f.window->isRecording());
        f.key(Qt::Key_R);
        QCOMPARE(f.records->count(), 2);
        QVERIFY(f.banner("command").isEmpty());
    }

    void anInputThatFailsEndsTheStart() {
        Fixture f;
        f.key(Qt::Key_R);
        f.window->apply(InputFailed{1, "a", {ErrorKind::DeviceBusy, "Microphone a", {}, {}}});
        QVERIFY(!f.window->isRecording());
        QVERIFY(f.banner("command").contains(QStringLiteral("Another program")));
    }

    void waitingForTheFirstSampleIsShownAsSuch() {
        Fixture f;
        f.key(Qt::Key_R);
        f.started();
        f.progress(TakeProgress::State::Waiting, 0);
        QCOMPARE(f.transport->state(), TransportState::Starting);
        f.key(Qt::Key_R);
        QCOMPARE(f.stops->count(), 1);
    }

    void aDeviceThatGoesDuringATakeSaysThatTheTakeGoesOn() {
        Fixture f;
        f.record();
        f.window->apply(InputWaiting{1, f.input, {ErrorKind::DeviceGone, "Microphone a", {}, {}}});
        f.window->apply(DevicesChanged{{microphone("other")}});
        QVERIFY(f.banner("waiting").contains(QStringLiteral("The take goes on")));
        QVERIFY(f.window->isRecording());
        QCOMPARE(f.window->selectedInput(), QStringLiteral("a"));
    }

    void aTakeThatGoesOnInANewFileStaysOneRecording() {
        Fixture f;
        f.record();
        f.progress(TakeProgress::State::Recording, 480000);
        const Device next = microphone("other", 4);
        f.window->apply(DevicesChanged{{microphone("a"), next}});
        f.window->apply(InputOpened{f.asked, next, granted(next)});
        f.window->apply(TakeStarted{8,
                                    f.asked,
                                    next,
                                    {{96000, next.format.channels}, 480, 0.012, false},
                                    "/music/take 2.wav",
                                    next.format.channels,
                                    7,
                                    {}});
        QVERIFY(f.banner("moved").contains(QStringLiteral("The take goes on with it")));
        QVERIFY(f.banner("part").contains(QStringLiteral("“take 2.wav”")));
        QCOMPARE(f.transport->state(), TransportState::Recording);
        f.window->apply(TakeFaulted{8, {FaultCause::Device, GapReason::DefaultMoved, 0, 9600, 0}});
        QVERIFY(f.banner("faults").contains(QStringLiteral("default moved")));
        // The old file is closed after the new one has begun.
        f.finished(f.report());
        QVERIFY(f.window->isRecording());
        QCOMPARE(f.transport->state(), TransportState::Recording);
        TakeProgress now;
        now.state = TakeProgress::State::Waiting;
        f.window->apply(TakeProgressed{8, now});
        QCOMPARE(f.transport->state(), TransportState::Recording);
        now.state = TakeProgress::State::Recording;
        now.frames = 96000 * 5;
        now.secondsLeft = 7200;
        f.window->apply(TakeProgressed{8, now});
        QCOMPARE(f.transport->timeText(), QStringLiteral("00:00:15.0"));
        QVERIFY(f.transport->fileText().contains(QStringLiteral("Part 2: take 2.wav")));
        f.key(Qt::Key_R);
        QCOMPARE(f.stops->count(), 1);
        TakeReport second = f.report();
        second.files = {{"/music/take 2.wav", 0, 480000, 100}};
        second.faults = {{FaultCause::Device, GapReason::DefaultMoved, 0, 9600, 0}};
        f.window->apply(TakeFinished{8, second});
        QVERIFY(!f.window->isRecording());
        QVERIFY(f.banner("part").isEmpty());
        QVERIFY(f.banner("take").contains(QStringLiteral("“take.wav” is saved")));
        QVERIFY(f.banner("take").contains(QStringLiteral("“take 2.wav” is saved")));
    }

    void theRecordingIsOverWhenTheLastOfItsFilesIsClosed() {
        Fixture f;
        f.record();
        QVERIFY(!f.window->close());
        for (QAbstractButton* button : f.window->findChild<QMessageBox*>()->buttons())
            if (f.window->findChild<QMessageBox*>()->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        QCOMPARE(f.stops->count(), 1);
        // It had gone on in another file just then; that one ends first.
        f.window->apply(TakeStarted{
            8, f.asked, f.input, granted(f.input), "/music/take 2.wav", f.input.format.channels, 7, {}});
        f.window->apply(TakeFinished{8, f.report()});
        QVERIFY(f.window->isVisible());
        QVERIFY(f.window->isRecording());
        f.finished(f.report());
        QVERIFY(!f.window->isVisible());
    }

    void aDiskThatGetsFullIsTold() {
        Fixture f;
        f.record();
        TakeProgress now;
        now.state = TakeProgress::State::Recording;
        now.frames = 48000 * 5;
        now.secondsLeft = 600;
        f.window->apply(TakeProgressed{7, now});
        QVERIFY(f.banner("disk").contains(QStringLiteral("10 min")));
        now.frames += 48000;
        now.secondsLeft = 60;
        f.window->apply(TakeProgressed{7, now});
        const Banner* banner = f.window->findChild<BannerStack*>()->banner(QStringLiteral("disk"));
        QCOMPARE(banner->notice().severity, Notice::Severity::Error);
    }

    void aSlowDiskIsToldWhileNothingIsLost() {
        Fixture f;
        f.record();
        TakeProgress now;
        now.state = TakeProgress::State::Recording;
        now.bytesWaiting = 100'000'000;
        now.secondsLeft = 7200;
        f.window->apply(TakeProgressed{7, now});
        QVERIFY(f.banner("slow").contains(QStringLiteral("100.0 MB")));
        now.bytesWaiting = 0;
        f.window->apply(TakeProgressed{7, now});
        QVERIFY(f.banner("slow").isEmpty());
    }

    void aSimulatedTakeSaysSoWhileItRuns() {
        Fixture f;
        f.input.backend = "simulated";
        f.window->apply(DevicesChanged{{f.input}});
        f.record();
        QVERIFY(f.transport->fileText().contains(QStringLiteral("simulated")));
    }

    void closingWhileRecordingAsksAndKeepsRecording() {
        Fixture f;
        f.record();
        QVERIFY(!f.window->close());
        auto* question = f.window->findChild<QMessageBox*>();
        QVERIFY(question != nullptr);
        for (QAbstractButton* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::RejectRole)
                button->click();
        QVERIFY(f.window->isVisible());
        QVERIFY(f.window->isRecording());
        QCOMPARE(f.stops->count(), 0);
    }

    void closingWhileRecordingFinishesTheFileFirst() {
        Fixture f;
        f.record();
        QVERIFY(!f.window->close());
        auto* question = f.window->findChild<QMessageBox*>();
        for (QAbstractButton* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        QCOMPARE(f.stops->count(), 1);
        QVERIFY(f.window->isVisible());
        f.finished(f.report());
        QVERIFY(!f.window->isVisible());
    }

    void theNewTakeIsSelectedInTheList() {
        Fixture f;
        f.record();
        f.finished(f.report());
        TakeSummary made;
        made.path = "/music/take.wav";
        TakeSummary older;
        older.path = "/music/older.wav";
        f.window->setTakes({older, made});
        QSignalSpy opens(f.window.get(), &MainWindow::takeOpenRequested);
        f.window->findChild<QAction*>(QStringLiteral("open-take"))->trigger();
        QCOMPARE(opens.count(), 1);
        QCOMPARE(opens[0][0].toString(), QStringLiteral("/music/take.wav"));
    }

    void aWindowCanGoInTheMiddleOfEverything() {
        Fixture f;
        TakeSummary made;
        made.path = "/music/take.wav";
        f.window->setTakes({made});
        f.record();
        f.finished(f.report());
        f.window->setTakes({made});
        f.record();
        f.window->apply(TakeFaulted{7, {FaultCause::Device, GapReason::Hole, 48000, 960, 0}});
        f.window->close();
        QVERIFY(f.window->findChild<QMessageBox*>() != nullptr);
        f.window.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void listsGoBeforeTheModelsThatTheyShow() {
        // A tree whose window goes is hidden once more and measures its rows then.
        Fixture f;
        int gone = 0;
        std::vector<QPointer<QTreeView>> views;
        for (QTreeView* view : f.window->findChildren<QTreeView*>())
            views.emplace_back(view);
        QCOMPARE(views.size(), std::size_t{2});
        for (QAbstractItemModel* model :
             {static_cast<QAbstractItemModel*>(f.window->findChild<DeviceModel*>()),
              static_cast<QAbstractItemModel*>(f.window->findChild<TakeModel*>())})
            connect(model, &QObject::destroyed, this, [&] {
                ++gone;
                for (const QPointer<QTreeView>& view : views)
                    QVERIFY(view.isNull());
            });
        f.window.reset();
        QCOMPARE(gone, 2);
    }

    void formatsOfferTheirOwnSampleFormats() {
        Fixture f;
        f.window->setRecordingFacts(someFacts());
        f.transport->setFormat(FileFormat::Flac, SampleFormat::Float);
        QCOMPARE(f.transport->sampleFormat(), SampleFormat::Pcm24);
        QCOMPARE(f.transport->sampleBox()->count(), 2);
    }
};

QTEST_MAIN(TestMainWindowRecording)
#include "tst_main_window_recording.moc"
