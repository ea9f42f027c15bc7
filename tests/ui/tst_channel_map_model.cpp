// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/made_up.h"
#include "ui/models/channel_map_model.h"
#include "ui/models/channel_map_presets.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace headroom;
using namespace headroom::made_up;

namespace {

using P = ChannelPosition;
using Model = ChannelMapModel;

Device surround(int channels) {
    Device made = microphone("a");
    const std::vector<P> all{P::FrontLeft, P::FrontRight, P::FrontCenter, P::Lfe,
                             P::RearLeft,  P::RearRight,  P::SideLeft,    P::SideRight};
    made.format.channels.assign(all.begin(), all.begin() + channels);
    return made;
}

std::string words(const Model& model) {
    return formatChannelMap(model.map());
}

MapSpec parsed(const char* text) {
    return parseChannelMap(text).value();
}

const MapPreset& preset(const std::vector<MapPreset>& all, const char* key) {
    return *std::find_if(all.begin(), all.end(),
                         [&](const MapPreset& each) { return each.key == QLatin1String(key); });
}

} // namespace

class TestChannelMapModel : public QObject {
    Q_OBJECT

    std::unique_ptr<Model> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;

    void load(const Device& device, const char* map) {
        model_->setDevice(device);
        model_->load(parsed(map));
    }
    bool set(int row, Model::Column column, const QVariant& value) {
        return model_->setData(model_->index(row, column), value);
    }

private slots:
    void init() {
        model_ = std::make_unique<Model>();
        tester_ = std::make_unique<QAbstractItemModelTester>(
            model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() {
        tester_.reset();
        model_.reset();
    }

    void everyEditIsUndoneAndRedone() {
        load(surround(8), "left,right,center");
        const MapSpec before = model_->map();
        set(1, Model::Source, QStringLiteral("mono"));
        set(1, Model::Label, QStringLiteral("  Room   mic "));
        set(1, Model::Gain, -12.34);
        model_->setMuted({0, 2}, true);
        model_->setInverted({2}, true);
        model_->insert(1, parsed("lfe,silence"));
        model_->remove({0});
        model_->move({3}, 0);
        const MapSpec after = model_->map();
        QCOMPARE(words(*model_), std::string("front-center,lfe,silence,mono"));
        QCOMPARE(after[3].label, std::string("Room mic"));
        QCOMPARE(after[3].gainDb, -12.3);
        QVERIFY(after[0].muted && after[0].inverted);
        QCOMPARE(model_->undoStack().count(), 8);
        while (model_->undoStack().canUndo())
            model_->undoStack().undo();
        QCOMPARE(model_->map() == before, true);
        while (model_->undoStack().canRedo())
            model_->undoStack().redo();
        QCOMPARE(model_->map() == after, true);
    }

    void aDraggedGainIsOneStep() {
        load(surround(2), "left,right");
        for (int i = 0; i < 30; ++i)
            model_->changeGain({0, 1}, 0.2, 7);
        model_->changeGain({0}, -1.0, 8);
        QCOMPARE(model_->map()[0].gainDb, 5.0);
        QCOMPARE(model_->map()[1].gainDb, 6.0);
        model_->undoStack().undo();
        QCOMPARE(model_->map()[0].gainDb, 6.0);
        model_->undoStack().undo();
        QCOMPARE(model_->map()[0].gainDb, 0.0);
        QVERIFY(!model_->undoStack().canUndo());
    }

    void aGainThatIsDraggedBackLeavesNothingToUndo() {
        load(surround(2), "left,right");
        model_->changeGain({0}, 3.0, 1);
        model_->changeGain({0}, -3.0, 1);
        QVERIFY(!model_->undoStack().canUndo());
    }

    void gainStaysInItsRange() {
        load(surround(2), "left,right");
        model_->changeGain({0}, 500.0, 0);
        model_->changeGain({1}, -500.0, 0);
        QCOMPARE(model_->map()[0].gainDb, maxMapGainDb);
        QCOMPARE(model_->map()[1].gainDb, minMapGainDb);
        QVERIFY(!set(0, Model::Gain, QStringLiteral("loud")));
        QVERIFY(!set(0, Model::Gain, std::numeric_limits<double>::quiet_NaN()));
    }

    void sourcesAreTypedInWordsOfTheGrammarOrChosenByTheirText() {
        load(surround(8), "left,right");
        QVERIFY(set(0, Model::Source, QStringLiteral("#7")));
        QCOMPARE(model_->deviceChannel(0), std::optional(7));
        QVERIFY(set(0, Model::Source, QStringLiteral("Subwoofer")));
        QCOMPARE(model_->deviceChannel(0), std::optional(3));
        for (const Model::Choice& choice : model_->choices()) {
            QVERIFY(set(1, Model::Source, choice.text));
            QCOMPARE(formatMapEntry(model_->map()[1]), formatMapEntry(choice.entry));
        }
        QCOMPARE(model_->choices().size(), std::size_t{10}); // 8 channels, mono, silence
    }

    void aWordThatCannotBeReadIsRefusedAndChangesNothing() {
        load(surround(2), "left,right");
        QSignalSpy refused(model_.get(), &Model::refused);
        QVERIFY(!set(1, Model::Source, QStringLiteral("lefft")));
        QVERIFY(!set(1, Model::Source, QStringLiteral("left,right")));
        QCOMPARE(refused.count(), 2);
        QCOMPARE(refused[0][0].toInt(), 1);
        QCOMPARE(refused[0][1].value<Error>().kind, ErrorKind::BadChannelMap);
        QCOMPARE(words(*model_), std::string("front-left,front-right"));
        QVERIFY(!model_->undoStack().canUndo());
    }

    void whatTheDeviceLacksStaysInItsRowAndIsSaidThere() {
        load(surround(8), "left,side-left,#6,mono");
        QCOMPARE(model_->problems(), 0);
        model_->setDevice(surround(2));
        QCOMPARE(model_->problems(), 2);
        QCOMPARE(model_->firstProblem(), std::optional(1));
        QCOMPARE(model_->problem(1)->kind, ErrorKind::NoSuchChannel);
        QVERIFY(!model_->index(1, Model::Source).data(Model::ProblemRole).toString().isEmpty());
        QVERIFY(model_->index(0, Model::Source).data(Model::ProblemRole).toString().isEmpty());
        QVERIFY(model_->index(1, Model::Source)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("#1 front-right")));
        QCOMPARE(words(*model_), std::string("front-left,side-left,#6,mono"));
        model_->setDevice(surround(8));
        QCOMPARE(model_->problems(), 0);
    }

    void aMutedRowStillHasItsChannelAndItsProblem() {
        load(surround(2), "right,#9");
        model_->setMuted({0, 1}, true);
        QCOMPARE(model_->deviceChannel(0), std::optional(1));
        QCOMPARE(model_->problems(), 1);
    }

    void rowsMoveTogetherAndKeepTheirSelection() {
        load(surround(8), "left,right,center,lfe,rear-left");
        const QPersistentModelIndex lfe = model_->index(3, Model::Label);
        model_->move({1, 3}, 5);
        QCOMPARE(words(*model_), std::string("front-left,front-center,rear-left,front-right,lfe"));
        QCOMPARE(lfe.row(), 4);
        model_->undoStack().undo();
        QCOMPARE(lfe.row(), 3);
        model_->move({0}, 1); // to where it is
        QCOMPARE(model_->undoStack().index(), 0);
    }

    void draggedRowsAreDroppedBetweenOthers() {
        load(surround(8), "left,right,center,lfe");
        model_->setMuted({3}, true);
        const std::unique_ptr<QMimeData> data(model_->mimeData({model_->index(3, Model::Number)}));
        QCOMPARE(data->text(), QStringLiteral("lfe"));
        QVERIFY(model_->dropMimeData(data.get(), Qt::MoveAction, 1, 0, {}));
        QCOMPARE(words(*model_), std::string("front-left,lfe,front-right,front-center"));
        QVERIFY(model_->map()[1].muted);
        QCOMPARE(model_->rowCount(), 4);
    }

    void rowsOfAnotherEditorAreInsertedWithAllThatBelongsToThem() {
        load(surround(2), "left,right");
        Model other;
        other.setDevice(surround(2));
        other.load(parsed("right"));
        other.changeGain({0}, -3.0, 0);
        const std::unique_ptr<QMimeData> data(other.mimeData({other.index(0, Model::Number)}));
        QVERIFY(model_->dropMimeData(data.get(), Qt::MoveAction, 0, 0, {}));
        QCOMPARE(words(*model_), std::string("front-right,front-left,front-right"));
        QCOMPARE(model_->map()[0].gainDb, -3.0);
    }

    void droppedTextIsReadAndBadTextIsRefused() {
        load(surround(2), "left,right");
        QSignalSpy refused(model_.get(), &Model::refused);
        QMimeData text;
        text.setText(QStringLiteral("mono\nsilence\n"));
        QVERIFY(model_->dropMimeData(&text, Qt::CopyAction, -1, -1, model_->index(1, 0)));
        QCOMPARE(words(*model_), std::string("front-left,mono,silence,front-right"));
        text.setText(QStringLiteral("left,nonsense"));
        QVERIFY(!model_->dropMimeData(&text, Qt::CopyAction, -1, -1, {}));
        QCOMPARE(refused.count(), 1);
        QCOMPARE(model_->rowCount(), 4);
    }

    void aMapHasOneTo64Rows() {
        load(surround(2), "left,right");
        model_->remove({0, 1});
        QCOMPARE(model_->rowCount(), 2);
        QSignalSpy refused(model_.get(), &Model::refused);
        model_->insert(0, MapSpec(62, parsed("silence").front()));
        QCOMPARE(model_->rowCount(), 64);
        model_->insert(0, parsed("silence"));
        QCOMPARE(model_->rowCount(), 64);
        QCOMPARE(refused.count(), 1);
        model_->replaceRows({0, 1}, parsed("left,left,left"));
        QCOMPARE(model_->rowCount(), 64);
        QCOMPARE(refused.count(), 2);
    }

    void aNewRowIsOfferedWhatNoOtherHas() {
        load(surround(2), "right");
        QCOMPARE(formatMapEntry(model_->proposal()), std::string("front-left"));
        model_->insert(1, {model_->proposal()});
        QCOMPARE(formatMapEntry(model_->proposal()), std::string("silence"));
    }

    void theDevicesOwnMapIsKnownHoweverItIsWritten() {
        load(surround(2), "left,right");
        QVERIFY(model_->isOwn());
        model_->load(parsed("#0,1"));
        QVERIFY(model_->isOwn());
        model_->load(parsed("right,left"));
        QVERIFY(!model_->isOwn());
        model_->load(parsed("left,right"));
        model_->setMuted({0}, true);
        QVERIFY(!model_->isOwn());
        model_->undoStack().undo();
        set(0, Model::Label, QStringLiteral("Guitar"));
        QVERIFY(!model_->isOwn());
    }

    void labelsAndGainsFollowTheirSourceIntoAnotherMap() {
        load(surround(8), "left,right,left");
        set(0, Model::Label, QStringLiteral("First"));
        set(1, Model::Label, QStringLiteral("Second"));
        set(2, Model::Label, QStringLiteral("Third"));
        model_->replace(parsed("right,lfe,left,left"), QStringLiteral("x"), true);
        QCOMPARE(model_->map()[0].label, std::string("Second"));
        QCOMPARE(model_->map()[1].label, std::string());
        QCOMPARE(model_->map()[2].label, std::string("Third")); // the row that kept its source
        QCOMPARE(model_->map()[3].label, std::string("First"));
        model_->replace(parsed("right"), QStringLiteral("x"), false);
        QCOMPARE(model_->map()[0].label, std::string());
    }

    void nothingCanBeChangedWhileLocked() {
        load(surround(2), "left,right");
        model_->setLocked(true);
        set(0, Model::Label, QStringLiteral("x"));
        set(0, Model::Source, QStringLiteral("mono"));
        model_->changeGain({0}, 1, 0);
        model_->setMuted({0}, true);
        model_->insert(0, parsed("left"));
        model_->remove({0});
        model_->move({0}, 2);
        model_->replace(parsed("mono"), QStringLiteral("x"), false);
        QCOMPARE(words(*model_), std::string("front-left,front-right"));
        QVERIFY(!(model_->flags(model_->index(0, Model::Source)) & Qt::ItemIsEditable));
        QVERIFY(!(model_->flags(model_->index(0, Model::Number)) & Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> data(model_->mimeData({model_->index(0, 0)}));
        QCOMPARE(data->text(), QStringLiteral("front-left"));
    }

    void everyCellHasWordsForAScreenReader() {
        load(surround(2), "left,mono,#9");
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < Model::ColumnCount; ++column)
                QVERIFY(!model_->index(row, column).data(Qt::AccessibleTextRole).toString().isEmpty());
        for (int column = 0; column < Model::ColumnCount; ++column)
            QVERIFY(!model_->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty());
    }

    void levelsAreThoseOfTheRowsSourceAndOfTheFile() {
        load(surround(2), "right,mono");
        LevelReading device = reading(2, {});
        device.channels[1].peakDb = -7.0;
        LevelReading file = reading(2, {});
        file.channels[0].peakDb = -9.0;
        model_->setLevels(device, file);
        QCOMPARE(model_->deviceLevel(0)->peakDb, -7.0);
        QVERIFY(model_->deviceLevel(1) == nullptr);
        QCOMPARE(model_->fileLevel(0)->peakDb, -9.0);
        model_->setLevels(reading(3, {}), reading(1, {}));
        QVERIFY(model_->deviceLevel(0) == nullptr);
        QVERIFY(model_->fileLevel(0) == nullptr);
    }

    void presetsAreInTheOrdersOfTheirNames_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("channels");
        QTest::addColumn<QByteArray>("map");
        const auto row = [](const char* key, int channels, const char* map) {
            QTest::newRow(key) << QByteArray(key) << channels << QByteArray(map);
        };
        row("own", 2, "front-left,front-right");
        row("stereo", 8, "front-left,front-right");
        row("swapped", 2, "front-right,front-left");
        row("mono", 2, "mono");
        row("film-5.1", 6, "front-left,front-center,front-right,rear-left,rear-right,lfe");
        row("smpte-5.1", 6, "front-left,front-right,front-center,lfe,rear-left,rear-right");
        row("dts-5.1", 6, "front-left,front-right,rear-left,rear-right,front-center,lfe");
        row("film-7.1", 8,
            "front-left,front-center,front-right,side-left,side-right,rear-left,rear-right,lfe");
        row("smpte-7.1", 8,
            "front-left,front-right,front-center,lfe,side-left,side-right,rear-left,rear-right");
        row("first-4", 8, "front-left,front-right,front-center,lfe");
    }
    void presetsAreInTheOrdersOfTheirNames() {
        QFETCH(QByteArray, key);
        QFETCH(int, channels);
        QFETCH(QByteArray, map);
        const auto all = mapPresets(surround(channels).format.channels);
        QVERIFY(preset(all, key.constData()).fits());
        QCOMPARE(formatChannelMap(preset(all, key.constData()).map), map.toStdString());
    }

    void theSurroundsOfFivePointOneAreTheSidesWhereADeviceHasBoth() {
        const auto all = mapPresets(surround(8).format.channels);
        QCOMPARE(formatChannelMap(preset(all, "smpte-5.1").map),
                 std::string("front-left,front-right,front-center,lfe,side-left,side-right"));
    }

    void aPresetThatDoesNotFitSaysWhatIsMissing() {
        const auto all = mapPresets(surround(6).format.channels);
        QVERIFY(!preset(all, "film-7.1").fits());
        QCOMPARE(preset(all, "film-7.1").missing, (std::vector{P::SideLeft, P::SideRight}));
        QVERIFY(preset(all, "film-7.1").map.empty());
    }
};

QTEST_GUILESS_MAIN(TestChannelMapModel)
#include "tst_channel_map_model.moc"
