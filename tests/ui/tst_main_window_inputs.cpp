// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_fixture.h"
#include "ui/panels/transport_panel.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace headroom;
using namespace headroom::made_up;
using Fixture = WindowFixture;

namespace {

Settings remembering(const Device& device) {
    Settings settings;
    settings.input = pinned(device);
    return settings;
}

const Error gone{ErrorKind::DeviceGone, {}, {}, {}};

std::vector<Device> many(int count) {
    std::vector<Device> list;
    for (int i = 0; i < count; ++i)
        list.push_back(microphone("m" + std::to_string(100 + i)));
    return list;
}

} // namespace

/// Which input the window stands for, whatever comes and goes.
class TestMainWindowInputs : public QObject {
    Q_OBJECT

private slots:
    void aPinnedInputIsChosenAgain() {
        Fixture f(remembering(microphone("a")));
        f.window->apply(DevicesChanged{{microphone("a"), defaultMicrophone("b")}});
        QCOMPARE(f.lastSelected(), QStringLiteral("a"));
        QVERIFY(f.row(QStringLiteral("a")).data(DeviceModel::PinnedRole).toBool());
        QVERIFY(!f.row(QStringLiteral("default")).data(DeviceModel::ChosenRole).toBool());
    }

    void aPinnedInputThatIsNotThereWaitsVisiblyAndNothingTakesItsPlace() {
        Fixture f(remembering(device(DeviceKind::Microphone, "usb", "USB Mic")));
        f.window->apply(DevicesChanged{{defaultMicrophone("b")}});
        QCOMPARE(f.selected->count(), 1);
        QCOMPARE(f.lastSelected(), QStringLiteral("usb")); // so that the engine waits for it
        QCOMPARE(f.window->selectedInput(), QStringLiteral("usb"));
        f.window->apply(InputWaiting{f.input, device(DeviceKind::Microphone, "usb", "USB Mic"), gone});
        const QModelIndex row = f.row(QStringLiteral("usb"));
        QVERIFY(row.data(DeviceModel::DetailRole).toString().contains(QStringLiteral("Not connected")));
        QVERIFY(f.meters()->message().contains(QStringLiteral("“USB Mic”")));
        QVERIFY(f.meters()->message().contains(QStringLiteral("no other device takes its place")));
        QVERIFY(f.banner("waiting").isEmpty());
        // It comes: the engine opens it.
        const Device back = device(DeviceKind::Microphone, "usb", "USB Mic");
        f.window->apply(DevicesChanged{{defaultMicrophone("b"), back}});
        f.open(back);
        QVERIFY(f.meters()->message().isEmpty());
        QCOMPARE(f.selected->count(), 1);
    }

    void theSystemDefaultIsOfferedInPlaceOfAnAbsentInput() {
        Fixture f(remembering(device(DeviceKind::Microphone, "usb", "USB Mic")));
        f.window->apply(DevicesChanged{{defaultMicrophone("b")}});
        f.show();
        QPushButton* offer = nullptr;
        for (QPushButton* button : f.meters()->findChildren<QPushButton*>())
            if (button->isVisible() && button->isEnabled())
                offer = button;
        QVERIFY(offer != nullptr);
        offer->click();
        QCOMPARE(f.lastSelected(), QStringLiteral("default"));
        QCOMPARE(f.store->current().input, InputChoice{});
        QVERIFY(!f.row(QStringLiteral("usb")).isValid());
    }

    void aPinnedInputWithANewIdentifierIsFoundByItsNameAndThatIsSaid() {
        Fixture f(remembering(device(DeviceKind::Microphone, "usb-port-1", "USB Mic")));
        const Device moved = device(DeviceKind::Microphone, "usb-port-2", "USB Mic");
        f.window->apply(DevicesChanged{{defaultMicrophone("b"), moved}});
        QCOMPARE(f.window->selectedInput(), QStringLiteral("usb-port-2"));
        QVERIFY(f.banner("renamed").contains(QStringLiteral("“USB Mic”")));
        QCOMPARE(f.store->current().input, pinned(moved));
        QVERIFY(!f.row(QStringLiteral("usb-port-1")).isValid());
    }

    void theEnginesFindByNameIsTakenOverWhenTheDeviceComesLater() {
        Fixture f(remembering(device(DeviceKind::Microphone, "usb-port-1", "USB Mic")));
        const Device moved = device(DeviceKind::Microphone, "usb-port-2", "USB Mic");
        f.window->apply(DevicesChanged{{defaultMicrophone("b")}});
        f.window->apply(DevicesChanged{{defaultMicrophone("b"), moved}});
        f.open(moved);
        QCOMPARE(f.window->selectedInput(), QStringLiteral("usb-port-2"));
        QVERIFY(!f.banner("renamed").isEmpty());
        QCOMPARE(f.store->current().input, pinned(moved));
        QVERIFY(!f.row(QStringLiteral("usb-port-1")).isValid());
        QVERIFY(f.meters()->message().isEmpty());
    }

    void twoOfOneNameAreNoReplacement() {
        Fixture f(remembering(device(DeviceKind::Microphone, "usb-1", "USB Mic")));
        f.window->apply(DevicesChanged{{device(DeviceKind::Microphone, "usb-2", "USB Mic"),
                                        device(DeviceKind::Microphone, "usb-3", "USB Mic")}});
        QCOMPARE(f.window->selectedInput(), QStringLiteral("usb-1"));
        QVERIFY(f.banner("renamed").isEmpty());
    }

    void aFollowedDefaultThatMovesTakesTheMetersWithIt() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b", 4)}});
        f.open(defaultMicrophone("a"));
        f.window->apply(DevicesChanged{{microphone("a"), defaultMicrophone("b", 4)}});
        QCOMPARE(f.window->selectedInput(), QStringLiteral("a")); // what delivers counts
        f.open(defaultMicrophone("b", 4));
        QCOMPARE(f.window->selectedInput(), QStringLiteral("b"));
        QCOMPARE(f.meters()->title(), QStringLiteral("Microphone b"));
        QVERIFY(f.banner("moved").contains(QStringLiteral("“Microphone b”")));
        QVERIFY(f.row(QStringLiteral("default"))
                    .data(DeviceModel::DetailRole)
                    .toString()
                    .contains(QStringLiteral("Microphone b")));
        QCOMPARE(f.row(QStringLiteral("a")).data(DeviceModel::StateRole).toInt(),
                 static_cast<int>(DeviceState::Closed));
        QCOMPARE(f.row(QStringLiteral("b")).data(DeviceModel::StateRole).toInt(),
                 static_cast<int>(DeviceState::Open));
        QCOMPARE(f.selected->count(), 1);
    }

    void aSystemWithoutADefaultIsWaitedFor() {
        Fixture f;
        f.window->apply(DevicesChanged{{microphone("a")}});
        QCOMPARE(f.lastSelected(), QStringLiteral("default"));
        f.window->apply(InputWaiting{f.input, {}, {ErrorKind::NoSuchDevice, {}, {}, {}}});
        QVERIFY(f.meters()->message().contains(QStringLiteral("no default input")));
        QVERIFY(!f.window->findChild<TransportPanel*>()->recordButton()->isEnabled());
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        f.open(defaultMicrophone("a"));
        QVERIFY(f.window->findChild<TransportPanel*>()->recordButton()->isEnabled());
    }

    void aHeadsetThatBecomesTheDefaultIsNotOpenedUnasked() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        f.open(defaultMicrophone("a"));
        Device headset = defaultMicrophone("bt");
        headset.opensOnlyWhenAsked = true;
        f.window->apply(DevicesChanged{{microphone("a"), headset}});
        f.window->apply(InputWaiting{f.input, headset, {ErrorKind::OpensOnlyWhenAsked, {}, {}, {}}});
        QCOMPARE(f.selected->count(), 1);
        QVERIFY(f.meters()->message().contains(QStringLiteral("headset")));
        emit f.meters()->openRequested();
        QCOMPARE(f.selected->count(), 2);
    }

    void aDefaultThatCannotBeMovedToIsSaidAndThePresentOneGoesOn() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b")}});
        f.open(defaultMicrophone("a"));
        f.window->apply(InputFailed{f.input, "b", {ErrorKind::DeviceBusy, "Microphone b", {}, {}}, true});
        QVERIFY(f.meters()->message().isEmpty());
        QVERIFY(f.banner("moved").contains(QStringLiteral("“Microphone a” goes on")));
    }

    void programsAreAGroupThatComesAndGoes() {
        Fixture f;
        Device program = device(DeviceKind::Loopback, "app:player", "Player");
        program.isApplication = true;
        const auto groups = [&] {
            QStringList names;
            const QAbstractItemModel* model = f.view()->model();
            for (int top = 1; top < model->rowCount(); ++top)
                names << model->index(top, 0).data().toString();
            return names;
        };
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        QCOMPARE(groups().size(), 1);
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), program}});
        QCOMPARE(groups().size(), 2);
        QVERIFY(groups()[1].startsWith(QStringLiteral("Programs")));
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        QCOMPARE(groups().size(), 1);
        // One that is chosen is waited for.
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), program}});
        f.show();
        f.click(QStringLiteral("app:player"));
        f.open(program);
        f.window->apply(InputWaiting{f.input, program, gone});
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        QVERIFY(f.row(QStringLiteral("app:player"))
                    .data(DeviceModel::DetailRole)
                    .toString()
                    .contains(QStringLiteral("stopped playing")));
        QVERIFY(f.meters()->message().contains(QStringLiteral("has stopped playing")));
        QVERIFY(f.banner("waiting").contains(QStringLiteral("has stopped playing")));
    }

    void theSearchesFirstIsChosenByReturn() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("usb"), microphone("usb2")}});
        f.show();
        auto* search = f.window->findChild<DevicePanel*>()->search();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("usb2"));
        QCOMPARE(f.selected->count(), 1); // the first choice, at the start
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(f.lastSelected(), QStringLiteral("usb2"));
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QVERIFY(f.row(QStringLiteral("a")).isValid());
    }

    void aSearchWithoutAResultSaysWhatThereIs() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), device(DeviceKind::Speaker, "s", "Hall")}});
        f.show();
        auto* panel = f.window->findChild<DevicePanel*>();
        panel->search()->setText(QStringLiteral("zither"));
        QString text;
        for (const QLabel* label : panel->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QStringLiteral("“zither”")))
                text = label->text();
        QVERIFY(text.contains(QStringLiteral("Microphone a")));
        QVERIFY(text.contains(QStringLiteral("Hall")));
        panel->search()->setText(QStringLiteral("Hall"));
        QVERIFY(f.row(QStringLiteral("s")).isValid());
    }

    void scrollPositionFocusAndSearchSurviveABurstOfChanges() {
        Fixture f;
        std::vector<Device> list = many(40);
        list[0].isDefault = true;
        f.window->apply(DevicesChanged{list});
        f.show();
        f.click(QStringLiteral("default"));
        DeviceView* view = f.view();
        const QModelIndex looked = f.row(QStringLiteral("m125"));
        view->setFocus();
        view->selectionModel()->setCurrentIndex(looked, QItemSelectionModel::NoUpdate);
        view->scrollTo(looked, QAbstractItemView::PositionAtCenter);
        const int top = view->visualRect(looked).top();
        QVERIFY(view->verticalScrollBar()->value() > 0);
        for (int i = 0; i < 30; ++i) {
            std::vector<Device> burst(list.begin() + i % 7, list.end());
            if (i % 3 == 0)
                burst.insert(burst.begin() + 3, microphone("new" + std::to_string(i)));
            f.window->apply(DevicesChanged{burst});
            const QModelIndex now = f.row(QStringLiteral("m125"));
            QCOMPARE(view->currentIndex(), now);
            QCOMPARE(view->visualRect(now).top(), top);
        }
        QVERIFY(view->hasFocus());
        auto* search = f.window->findChild<DevicePanel*>()->search();
        search->setText(QStringLiteral("m12"));
        f.window->apply(DevicesChanged{list});
        QCOMPARE(search->text(), QStringLiteral("m12"));
        QCOMPARE(view->model()->rowCount(view->model()->index(0, 0)), 10);
    }

    void atTheTopTheListStaysAtTheTop() {
        Fixture f;
        std::vector<Device> list = many(40);
        f.window->apply(DevicesChanged{list});
        f.show();
        list.insert(list.begin(), microphone("first"));
        f.window->apply(DevicesChanged{list});
        QCOMPARE(f.view()->verticalScrollBar()->value(), 0);
    }

    void aRowThatGoesUnderTheArrowKeysIsNotReplacedByItsNeighbour() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b"), microphone("c")}});
        f.show();
        f.view()->setFocus();
        f.selected->clear();
        QTest::keyClick(f.view(), Qt::Key_Down);
        QTest::keyClick(f.view(), Qt::Key_Down);
        QCOMPARE(f.view()->currentIndex(), f.row(QStringLiteral("b")));
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("c")}});
        QCOMPARE(f.view()->currentIndex(), f.row(QStringLiteral("default"))); // what a person chose
        QTest::qWait(400);                                                    // longer than the keys rest
        QCOMPARE(f.selected->count(), 0);
    }

    void eventsOfAnInputThatIsNotChosenAnyMoreChangeTheListAlone() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a"), microphone("b")}});
        f.open(defaultMicrophone("a"));
        const InputId first = f.input;
        f.show();
        f.click(QStringLiteral("b"));
        f.open(microphone("b"));
        f.window->apply(InputWaiting{first, defaultMicrophone("a"), gone});
        QVERIFY(f.banner("waiting").isEmpty());
        QCOMPARE(f.meters()->title(), QStringLiteral("Microphone b"));
        f.window->apply(InputClosed{first, "a"});
        QCOMPARE(f.row(QStringLiteral("a")).data(DeviceModel::StateRole).toInt(),
                 static_cast<int>(DeviceState::Closed));
    }

    void theDefaultAndAPinnedInputOnOneDeviceAreTwoInputs() {
        Fixture f;
        f.window->apply(DevicesChanged{{defaultMicrophone("a")}});
        f.open(defaultMicrophone("a"));
        const InputId followed = f.input;
        f.show();
        f.click(QStringLiteral("a"));
        QVERIFY(f.input != followed);
        QVERIFY(f.meters()->message().contains(QStringLiteral("Opening")));
        f.open(defaultMicrophone("a"));
        f.window->apply(InputClosed{followed, "a"});
        QVERIFY(f.meters()->message().isEmpty());
        QCOMPARE(f.row(QStringLiteral("a")).data(DeviceModel::StateRole).toInt(),
                 static_cast<int>(DeviceState::Open));
    }
};

QTEST_MAIN(TestMainWindowInputs)
#include "tst_main_window_inputs.moc"
