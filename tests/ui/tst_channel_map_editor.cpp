// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/dialogs/channel_map_editor.h"
#include "ui/dialogs/map_table.h"
#include "ui/dialogs/room_view.h"
#include "ui/models/channel_map_model.h"
#include "ui/panels/banner.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <memory>

using namespace headroom;
using namespace headroom::made_up;

namespace {

using P = ChannelPosition;
using Model = ChannelMapModel;

Device surround(DeviceKind kind, const std::string& id, int channels) {
    Device made = device(kind, id, "Device " + id);
    const std::vector<P> all{P::FrontLeft, P::FrontRight, P::FrontCenter, P::Lfe,
                             P::RearLeft,  P::RearRight,  P::SideLeft,    P::SideRight};
    made.format.channels.assign(all.begin(), all.begin() + channels);
    return made;
}

Device input(const std::string& id = "in", int channels = 8) {
    return surround(DeviceKind::Microphone, id, channels);
}

Device speaker(int channels = 8) {
    return surround(DeviceKind::Speaker, "out", channels);
}

ChannelLevel at(double peakDb) {
    ChannelLevel level;
    level.peakDb = level.holdDb = level.maxPeakDb = peakDb;
    level.rmsDb = peakDb - 10;
    return level;
}

} // namespace

class TestChannelMapEditor : public QObject {
    Q_OBJECT

    Theme theme_;
    std::unique_ptr<SettingsStore> store_;
    std::unique_ptr<ChannelMapEditor> editor_;
    std::unique_ptr<QSignalSpy> changed_;
    std::unique_ptr<QSignalSpy> identify_;
    std::unique_ptr<QSignalSpy> stopped_;

    void open(const Device& device) {
        editor_->setDevice(device);
        editor_->show();
        QVERIFY(QTest::qWaitForWindowActive(editor_.get()));
    }
    MapTable* table() { return editor_->table(); }
    Model& model() { return editor_->model(); }
    QLineEdit* words() { return editor_->findChild<QLineEdit*>(QStringLiteral("mapWords")); }
    QAction* action(const char* name) { return editor_->findChild<QAction*>(QLatin1String(name)); }
    std::string map() { return formatChannelMap(model().map()); }
    /// The map of the last mapChanged; "own" for the device's own, "-" for none since the last call.
    std::string told() {
        if (changed_->isEmpty())
            return "-";
        const auto value = changed_->last()[1].value<std::optional<MapSpec>>();
        changed_->clear();
        return value ? formatChannelMap(*value) : "own";
    }
    IdentifyChoice asked() { return identify_->takeLast()[0].value<IdentifyChoice>(); }
    QPoint center(int row, Model::Column column) {
        return table()->visualRect(model().index(row, column)).center();
    }
    void press(int row, Model::Column column) {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, center(row, column));
    }
    void goTo(int row, Model::Column column) {
        table()->setFocus();
        table()->setCurrentIndex(model().index(row, column));
    }

private slots:
    void init() {
        store_ = std::make_unique<SettingsStore>(std::make_unique<MemoryStorage>());
        editor_ = std::make_unique<ChannelMapEditor>(*store_);
        changed_ = std::make_unique<QSignalSpy>(editor_.get(), &ChannelMapEditor::mapChanged);
        identify_ = std::make_unique<QSignalSpy>(editor_.get(), &ChannelMapEditor::identifyRequested);
        stopped_ = std::make_unique<QSignalSpy>(editor_.get(), &ChannelMapEditor::identifyStopRequested);
    }
    void cleanup() {
        editor_.reset();
        store_.reset();
    }

    // What is shown

    void aDeviceWithoutAKeptMapShowsItsOwnChannels() {
        open(input("a", 6));
        QCOMPARE(map(), std::string("front-left,front-right,front-center,lfe,rear-left,rear-right"));
        QCOMPARE(words()->text().toStdString(), map());
        QVERIFY(!editor_->isModal());
        QCOMPARE(told(), std::string("-"));
    }

    void aKeptMapIsShownAndNothingIsSaidToHaveChanged() {
        store_->setMapFor(input(), parseChannelMap("mono,#3").value());
        open(input());
        QCOMPARE(map(), std::string("mono,#3"));
        QCOMPARE(told(), std::string("-"));
    }

    void inputsShowLevelsAndSpeakersShowIdentify() {
        open(input());
        QVERIFY(!table()->isColumnHidden(Model::DeviceLevel) && !table()->isColumnHidden(Model::FileLevel));
        QVERIFY(table()->isColumnHidden(Model::Identify));
        editor_->setDevice(speaker());
        QVERIFY(table()->isColumnHidden(Model::DeviceLevel) && table()->isColumnHidden(Model::FileLevel));
        QVERIFY(!table()->isColumnHidden(Model::Identify));
    }

    void anotherDevicesMapCannotBeUndoneInto() {
        open(input("a"));
        model().setMuted({0}, true);
        editor_->setDevice(input("b", 2));
        QVERIFY(!action("undo")->isEnabled());
        QCOMPARE(map(), std::string("front-left,front-right"));
        editor_->setDevice(input("a"));
        QVERIFY(model().map()[0].muted);
    }

    // Editing

    void everyEditIsInForceAndKeptAtOnce() {
        open(input("a", 2));
        model().setMuted({1}, true);
        QCOMPARE(changed_->last()[0].toString(), QStringLiteral("a"));
        QCOMPARE(told(), std::string("front-left,front-right"));
        editor_->hide();
        QVERIFY(store_->mapFor(input("a", 2))->at(1).muted);
    }

    void backToTheDevicesOwnMapIsToldAsNoMap() {
        open(input("a", 2));
        model().move({0}, 2);
        QCOMPARE(told(), std::string("front-right,front-left"));
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(told(), std::string("own"));
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(told(), std::string("front-right,front-left"));
    }

    void aDraggedGainWritesTheSettingsOnce() {
        auto owned = std::make_unique<MemoryStorage>();
        MemoryStorage& storage = *owned;
        SettingsStore store(std::move(owned));
        {
            ChannelMapEditor editor(store);
            editor.setDevice(input());
            for (int i = 0; i < 50; ++i)
                editor.model().changeGain({0}, 0.1, 3);
            QCOMPARE(storage.syncs, 0);
        }
        QCOMPARE(storage.syncs, 1);
        QCOMPARE(store.mapFor(input())->front().gainDb, 5.0);
    }

    void rowsAreAddedRemovedAndMovedWithKeys() {
        open(input("a", 4));
        goTo(0, Model::Source);
        QTest::keyClick(table(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(map(), std::string("front-right,front-left,front-center,lfe"));
        QCOMPARE(table()->currentIndex().row(), 1);
        QTest::keyClick(table(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(map(), std::string("front-left,front-right,front-center,lfe"));
        QTest::keyClick(table(), Qt::Key_Delete);
        QCOMPARE(map(), std::string("front-right,front-center,lfe"));
        QTest::keyClick(table(), Qt::Key_Insert);
        QCOMPARE(map(), std::string("front-right,front-left,front-center,lfe"));
        QCOMPARE(table()->chosenRows(), QList<int>{1});
        table()->selectAll();
        QTest::keyClick(table(), Qt::Key_Delete);
        QCOMPARE(model().rowCount(), 4); // never none
    }

    void severalRowsMoveTogetherAndStaySelected() {
        open(input("a", 4));
        table()->setFocus();
        table()->selectRows({1, 3});
        QTest::keyClick(table(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(map(), std::string("front-right,lfe,front-left,front-center"));
        QCOMPARE(table()->chosenRows(), (QList<int>{0, 1}));
    }

    void aSourceIsChosenFromTheListOrTyped() {
        open(input("a", 2));
        goTo(0, Model::Source);
        QTest::keyClick(table(), Qt::Key_Return);
        auto* box = table()->findChild<QComboBox*>(QStringLiteral("sourceEditor"));
        QVERIFY(box != nullptr);
        QCOMPARE(box->count(), 4);
        QTest::keyClicks(box->lineEdit(), QStringLiteral("silence"));
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QTRY_COMPARE(map(), std::string("silence,front-right"));
        QCOMPARE(told(), std::string("silence,front-right"));
        goTo(1, Model::Source);
        QTest::keyClick(table(), Qt::Key_F2);
        for (auto* each : table()->findChildren<QComboBox*>(QStringLiteral("sourceEditor")))
            if (each->isVisible())
                box = each;
        box->setCurrentIndex(2);
        emit box->activated(2);
        QCOMPARE(map(), std::string("silence,mono"));
    }

    void aTypedSourceThatCannotBeReadIsSaidAndNotTaken() {
        open(input("a", 2));
        model().setData(model().index(0, Model::Source), QStringLiteral("nonsense"));
        QVERIFY(editor_->problem().contains(QStringLiteral("nonsense")));
        QCOMPARE(map(), std::string("front-left,front-right"));
        QCOMPARE(told(), std::string("-"));
    }

    void labelAndGainAreTypedIntoTheirCells() {
        open(input("a", 2));
        goTo(0, Model::Label);
        QTest::keyClick(table(), Qt::Key_F2);
        auto* label = table()->findChild<QLineEdit*>(QStringLiteral("labelEditor"));
        QTest::keyClicks(label, QStringLiteral("Kick"));
        QTest::keyClick(label, Qt::Key_Return);
        QTRY_COMPARE(model().map()[0].label, std::string("Kick"));
        goTo(1, Model::Gain);
        QTest::keyClick(table(), Qt::Key_F2);
        auto* gain = table()->findChild<QDoubleSpinBox*>(QStringLiteral("gainEditor"));
        QTest::keyClicks(gain, QLocale().toString(-7.5));
        QTest::keyClick(gain, Qt::Key_Return);
        QTRY_COMPARE(model().map()[1].gainDb, -7.5);
    }

    void muteAndPolarityArePressedOrSwitchedWithSpaceForAllSelectedRows() {
        open(input("a", 4));
        press(2, Model::Mute);
        QVERIFY(model().map()[2].muted);
        table()->selectRows({0, 1, 3});
        press(1, Model::Polarity);
        for (const int row : {0, 1, 3})
            QVERIFY(model().map()[static_cast<std::size_t>(row)].inverted);
        QVERIFY(!model().map()[2].inverted);
        QCOMPARE(table()->chosenRows(), (QList<int>{0, 1, 3}));
        goTo(2, Model::Mute);
        QTest::keyClick(table(), Qt::Key_Space);
        QVERIFY(!model().map()[2].muted);
        QTest::keyClick(table(), Qt::Key_M, Qt::ControlModifier);
        QVERIFY(model().map()[2].muted);
    }

    void aGainIsDraggedUpwardsAsOneStep() {
        open(input("a", 2));
        const QPoint from = center(1, Model::Gain);
        QTest::mousePress(table()->viewport(), Qt::LeftButton, {}, from);
        for (int y = 0; y <= 30; y += 5)
            QTest::mouseMove(table()->viewport(), from - QPoint(0, y));
        QTest::mouseRelease(table()->viewport(), Qt::LeftButton, {}, from - QPoint(0, 30));
        QCOMPARE(model().map()[1].gainDb, 6.0);
        QCOMPARE(model().undoStack().index(), 1);
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(model().map()[1].gainDb, 0.0);
    }

    void theWheelTurnsTheChosenGainAlone() {
        open(input("a", 2));
        const auto turn = [&](int row) {
            const QPoint at = center(row, Model::Gain);
            QWheelEvent event(at, table()->viewport()->mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, {},
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(table()->viewport(), &event);
        };
        goTo(0, Model::Gain);
        turn(0);
        turn(0);
        turn(1);
        QCOMPARE(model().map()[0].gainDb, 1.0);
        QCOMPARE(model().map()[1].gainDb, 0.0);
        QCOMPARE(model().undoStack().index(), 1);
    }

    // Words

    void theTextFieldIsTheMapsWordsAndEntersItOnReturn() {
        open(input("a", 8));
        model().setData(model().index(1, Model::Label), QStringLiteral("Snare"));
        changed_->clear();
        words()->setFocus();
        words()->selectAll();
        QTest::keyClicks(words(), QStringLiteral("right,lfe"));
        QCOMPARE(told(), std::string("-")); // half a word is no map
        QTest::keyClick(words(), Qt::Key_Return);
        QCOMPARE(told(), std::string("front-right,lfe"));
        QCOMPARE(model().map()[0].label, std::string("Snare"));
        QCOMPARE(words()->text(), QStringLiteral("front-right,lfe"));
        QVERIFY(editor_->isVisible());
    }

    void wordsThatCannotBeReadAreSaidRightThereAndTakenBackWithEscape() {
        open(input("a", 2));
        words()->setFocus();
        words()->selectAll();
        QTest::keyClicks(words(), QStringLiteral("left,rihgt"));
        QVERIFY(editor_->problem().contains(QStringLiteral("rihgt")));
        QTest::keyClick(words(), Qt::Key_Return);
        QCOMPARE(map(), std::string("front-left,front-right"));
        QCOMPARE(words()->text(), QStringLiteral("left,rihgt"));
        QCOMPARE(told(), std::string("-"));
        QTest::keyClick(words(), Qt::Key_Escape);
        QCOMPARE(words()->text(), QStringLiteral("front-left,front-right"));
        QVERIFY(editor_->problem().isEmpty());
        QVERIFY(editor_->isVisible());
    }

    void rowsAreCopiedAsWordsAndPastedBelow() {
        open(input("a", 4));
        model().setMuted({1}, true);
        table()->setFocus();
        table()->selectRows({1, 2});
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("front-right,front-center"));
        table()->selectRows({3});
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(map(), std::string("front-left,front-right,front-center,lfe,front-right,front-center"));
        QVERIFY(model().map()[4].muted); // among editors, with all that belongs to it
        QCOMPARE(table()->chosenRows(), (QList<int>{4, 5}));
    }

    void pastedTextTakesThePlaceOfSeveralSelectedRows() {
        open(input("a", 4));
        QApplication::clipboard()->setText(QStringLiteral("mono"));
        table()->setFocus();
        table()->selectAll();
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(map(), std::string("mono"));
    }

    void pastedTextThatCannotBeReadIsSaidAndTheMapStays() {
        open(input("a", 2));
        QApplication::clipboard()->setText(QStringLiteral("left,oops"));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(editor_->problem().contains(QStringLiteral("oops")));
        QCOMPARE(map(), std::string("front-left,front-right"));
        QCOMPARE(told(), std::string("-"));
    }

    // What does not fit

    void aMapThatTheDeviceCannotGiveIsNotPutInForceAndSaysWhy() {
        store_->setMapFor(input("a", 8), parseChannelMap("left,side-left").value());
        open(input("a", 2));
        QVERIFY(editor_->problem().contains(QStringLiteral("side-left")));
        QVERIFY(editor_->problem().contains(QStringLiteral("#1 front-right")));
        model().setMuted({0}, true);
        QCOMPARE(told(), std::string("-"));
        editor_->hide();
        QVERIFY(!store_->mapFor(input("a", 8))->front().muted); // what was valid is still kept
        model().setData(model().index(1, Model::Source), QStringLiteral("right"));
        QCOMPARE(told(), std::string("front-left,front-right"));
        QVERIFY(editor_->problem().isEmpty());
    }

    void aDeviceThatComesBackSmallerKeepsTheRowsAndMarksThem() {
        open(input("a", 8));
        model().replace(parseChannelMap("side-left,left").value(), QString(), false);
        changed_->clear();
        editor_->setDevice(input("a", 2));
        QCOMPARE(map(), std::string("side-left,front-left"));
        QCOMPARE(model().problems(), 1);
        QVERIFY(action("undo")->isEnabled());
        editor_->setDevice(input("a", 8));
        QVERIFY(editor_->problem().isEmpty());
        QCOMPARE(told(), std::string("-"));
    }

    void aDeviceWithoutAMapOfItsOwnFollowsItsNewChannels() {
        open(input("a", 8));
        editor_->setDevice(input("a", 2));
        QCOMPARE(map(), std::string("front-left,front-right"));
        QVERIFY(editor_->problem().isEmpty());
    }

    void aDeviceThatIsGoneKeepsItsRowsAndLosesItsLevels() {
        open(input("a", 2));
        editor_->setLevels(reading(2, at(-6)), reading(2, at(-6)));
        QVERIFY(table()->barPixels(model().index(0, Model::DeviceLevel)).measured);
        editor_->setDevicePresent(false);
        QVERIFY(!table()->barPixels(model().index(0, Model::DeviceLevel)).measured);
        QCOMPARE(model().rowCount(), 2);
        QVERIFY(!editor_->findChild<BannerStack*>()->text(QStringLiteral("absent")).isEmpty());
        editor_->setDevicePresent(true);
        QVERIFY(editor_->findChild<BannerStack*>()->text(QStringLiteral("absent")).isEmpty());
    }

    // Presets and saved maps

    void presetsThatDoNotFitAreDisabledAndSayWhatIsMissing() {
        open(input("a", 6));
        QAction* seven = action("preset-film-7.1");
        QVERIFY(!seven->isEnabled());
        QVERIFY(seven->toolTip().contains(QStringLiteral("side left, side right")));
        QVERIFY(seven->associatedObjects().size() == 1);
        emit editor_->findChild<QToolButton*>(QStringLiteral("presets"))->menu()->aboutToShow();
        action("preset-film-5.1")->trigger();
        QCOMPARE(told(), std::string("front-left,front-center,front-right,rear-left,rear-right,lfe"));
        emit editor_->findChild<QToolButton*>(QStringLiteral("presets"))->menu()->aboutToShow();
        action("preset-own")->trigger();
        QCOMPARE(told(), std::string("own"));
    }

    void aMapIsSavedByNameLoadedAndRemovedWithUndo() {
        open(input("a", 8));
        model().replace(parseChannelMap("lfe,mono").value(), QString(), false);
        QMenu* menu = editor_->findChild<QToolButton*>(QStringLiteral("savedMaps"))->menu();
        emit menu->aboutToShow();
        action("saveNamedMap")->trigger();
        auto* dialog = editor_->findChild<QInputDialog*>(QStringLiteral("mapName"));
        dialog->setTextValue(QStringLiteral(" Low  end "));
        dialog->accept();
        QCOMPARE(store_->namedMaps().front().name, QStringLiteral("Low end"));
        action("preset-own")->trigger();
        emit menu->aboutToShow();
        menu->actions().front()->trigger();
        QCOMPARE(map(), std::string("lfe,mono"));
        emit menu->aboutToShow();
        action("remove-Low end")->trigger();
        QVERIFY(store_->namedMaps().empty());
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(formatChannelMap(store_->namedMaps().front().map), std::string("lfe,mono"));
    }

    // While recording

    void whileRecordingTheMapIsReadAndCopiedButNotChanged() {
        open(input("a", 2));
        model().setMuted({0}, true);
        changed_->clear();
        editor_->setLocked(true);
        QVERIFY(!editor_->findChild<BannerStack*>()->text(QStringLiteral("locked")).isEmpty());
        for (const char* name : {"addChannel", "removeChannels", "moveDown", "pasteChannels", "muteChannels",
                                 "invertChannels", "undo", "redo"})
            QVERIFY2(!action(name)->isEnabled(), name);
        QVERIFY(words()->isReadOnly());
        press(0, Model::Mute);
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        goTo(0, Model::Source);
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(table()->findChild<QComboBox*>(QStringLiteral("sourceEditor")) == nullptr);
        QVERIFY(model().map()[0].muted);
        QCOMPARE(told(), std::string("-"));
        table()->selectAll();
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("front-left,front-right"));
        editor_->setLocked(false);
        QVERIFY(action("undo")->isEnabled());
    }

    // Levels

    void levelsAreShownInTheirRowsAndNothingIsPaintedWhileHidden() {
        open(input("a", 8));
        model().replace(parseChannelMap("right,mono").value(), QString(), false);
        LevelReading ofDevice = reading(8, at(-40));
        ofDevice.channels[1] = at(-6);
        editor_->setLevels(ofDevice, reading(2, at(-20)));
        const auto bar = [&](int row, Model::Column column) {
            return table()->barPixels(model().index(row, column));
        };
        QVERIFY(bar(0, Model::DeviceLevel).peak > bar(0, Model::FileLevel).peak);
        QVERIFY(!bar(1, Model::DeviceLevel).measured);
        QVERIFY(bar(1, Model::FileLevel).measured);
        editor_->hide();
        const LevelBarPixels before = bar(0, Model::DeviceLevel);
        editor_->setLevels(reading(8, at(0)), reading(2, at(0)));
        QCOMPARE(bar(0, Model::DeviceLevel) == before, true);
    }

    void levelsOfAMapThatIsNotInForceAreNotShown() {
        open(input("a", 2));
        editor_->setLevels(reading(2, at(-6)), reading(5, at(-6)));
        QVERIFY(!table()->barPixels(model().index(0, Model::FileLevel)).measured);
        QVERIFY(table()->barPixels(model().index(0, Model::DeviceLevel)).measured);
    }

    // Identify

    void spaceIdentifiesEachChannelInTurnAndEscapeStops() {
        open(speaker());
        editor_->setFocus();
        QTest::keyClick(editor_.get(), Qt::Key_Space);
        const IdentifyChoice choice = asked();
        QCOMPARE(choice.deviceId, QStringLiteral("out"));
        QVERIFY(!choice.map.has_value() && !choice.onlyEntry.has_value() && !choice.repeat);
        QCOMPARE(choice.signal, TestSignal::Noise);
        QCOMPARE(choice.levelDb, -20.0);
        editor_->setIdentifyStep(3);
        QCOMPARE(editor_->room()->playing(), std::set<int>{3});
        QCOMPARE(table()->playingRow(), std::optional(3));
        QTest::keyClick(editor_.get(), Qt::Key_Escape);
        QCOMPARE(stopped_->count(), 1);
        QVERIFY(editor_->isVisible());
        QVERIFY(editor_->room()->playing().empty());
        editor_->setIdentifyStep(4); // of what is being faded out
        QVERIFY(editor_->room()->playing().empty());
        QTest::keyClick(editor_.get(), Qt::Key_Escape);
        QVERIFY(!editor_->isVisible());
    }

    void theButtonStartsAndStops() {
        open(speaker());
        auto* button = editor_->findChild<QPushButton*>(QStringLiteral("identify"));
        editor_->findChild<QComboBox*>(QStringLiteral("identifySignal"))->setCurrentIndex(2);
        editor_->findChild<QDoubleSpinBox*>(QStringLiteral("identifyLevel"))->setValue(0); // too loud
        editor_->findChild<QAbstractButton*>(QStringLiteral("identifyRepeat"))->click();
        button->click();
        const IdentifyChoice choice = asked();
        QCOMPARE(choice.signal, TestSignal::Burst);
        QCOMPARE(choice.levelDb, -6.0);
        QVERIFY(choice.repeat);
        button->click();
        QCOMPARE(stopped_->count(), 1);
        button->click();
        editor_->setIdentifyStep(0);
        editor_->setIdentifyStep(std::nullopt); // everything was heard
        button->click();
        QCOMPARE(identify_->count(), 2);
        QCOMPARE(stopped_->count(), 1);
    }

    void aPressOnALoudspeakerPlaysThatOneAloneWhateverTheMapSays() {
        open(speaker());
        model().replace(parseChannelMap("right,left").value(), QString(), false);
        model().setMuted({0}, true);
        RoomView* room = editor_->room();
        QTest::mouseClick(room, Qt::LeftButton, {}, room->boxOf(1).center().toPoint());
        const IdentifyChoice choice = asked();
        QVERIFY(!choice.map.has_value());
        QCOMPARE(choice.onlyEntry, std::optional(1));
        editor_->setIdentifyStep(1);
        QCOMPARE(room->playing(), std::set<int>{1});
        QVERIFY(!table()->playingRow().has_value()); // row 1 goes to another loudspeaker
        QTest::mouseClick(room, Qt::LeftButton, {}, room->boxOf(1).center().toPoint());
        QCOMPARE(stopped_->count(), 1);
    }

    void aRowsButtonPlaysThatRowOfTheMap() {
        open(speaker());
        model().replace(parseChannelMap("lfe,mono").value(), QString(), false);
        press(1, Model::Identify);
        const IdentifyChoice choice = asked();
        QCOMPARE(formatChannelMap(*choice.map), std::string("lfe,mono"));
        QCOMPARE(choice.onlyEntry, std::optional(1));
        editor_->setIdentifyStep(1);
        QCOMPARE(editor_->room()->playing().size(), std::size_t{8});
        QCOMPARE(table()->playingRow(), std::optional(1));
    }

    void nothingIsIdentifiedWithoutTheDeviceOrWhileRecording() {
        open(speaker());
        editor_->setLocked(true);
        QTest::keyClick(editor_.get(), Qt::Key_Space);
        press(0, Model::Identify);
        editor_->setLocked(false);
        editor_->setDevicePresent(false);
        QTest::keyClick(editor_.get(), Qt::Key_Space);
        QCOMPARE(identify_->count(), 0);
        QVERIFY(!editor_->findChild<QPushButton*>(QStringLiteral("identify"))->isEnabled());
    }

    void identifyingEndsWithTheEditorTheDeviceOrARecording() {
        open(speaker());
        const auto start = [&] {
            QTest::keyClick(editor_.get(), Qt::Key_Space);
            editor_->setIdentifyStep(0);
        };
        start();
        editor_->setLocked(true);
        QCOMPARE(stopped_->count(), 1);
        editor_->setLocked(false);
        start();
        editor_->setDevicePresent(false);
        QCOMPARE(stopped_->count(), 2);
        editor_->setDevicePresent(true);
        start();
        editor_->setDevice(input());
        QCOMPARE(stopped_->count(), 3);
        editor_->setDevice(speaker());
        start();
        editor_->close();
        QCOMPARE(stopped_->count(), 4);
    }

    void aPictureOfAnInputSelectsTheRowsOfAChannel() {
        open(input("a", 2));
        model().replace(parseChannelMap("right,left,right").value(), QString(), false);
        RoomView* room = editor_->room();
        QTest::mouseClick(room, Qt::LeftButton, {}, room->boxOf(1).center().toPoint());
        QCOMPARE(table()->chosenRows(), (QList<int>{0, 2}));
        QCOMPARE(identify_->count(), 0);
    }

    // Looks

    void itFitsIntoASmallWindow_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("isSpeaker");
        QTest::newRow("2 in") << 2 << false;
        QTest::newRow("8 in") << 8 << false;
        QTest::newRow("8 out") << 8 << true;
    }
    void itFitsIntoASmallWindow() {
        QFETCH(int, channels);
        QFETCH(bool, isSpeaker);
        open(isSpeaker ? speaker(channels) : input("a", channels));
        editor_->resize(720, 480);
        QCoreApplication::processEvents();
        QVERIFY2(editor_->width() <= 720, qPrintable(QString::number(editor_->width())));
        QVERIFY2(editor_->height() <= 480, qPrintable(QString::number(editor_->height())));
        int needed = 0;
        for (int column = 0; column < Model::ColumnCount; ++column)
            needed += table()->columnWidth(column); // 0 where hidden
        QVERIFY2(needed <= table()->viewport()->width(), qPrintable(QString::number(needed)));
    }

    void tabLeavesTheTable() {
        open(input("a", 2));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Tab);
        QVERIFY(!table()->hasFocus());
    }

    void itGoesWhileAWordIsTypedAndStepsCanBeUndone() {
        open(input("a", 2));
        model().setMuted({0}, true);
        words()->setFocus();
        QTest::keyClicks(words(), QStringLiteral("x"));
        editor_.reset();
        QVERIFY(store_->mapFor(input("a", 2))->front().muted);
    }
};

QTEST_MAIN(TestChannelMapEditor)
#include "tst_channel_map_editor.moc"
