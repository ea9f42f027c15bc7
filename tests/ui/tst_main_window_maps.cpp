// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_fixture.h"
#include "ui/dialogs/channel_map_editor.h"
#include "ui/meters/meter_bridge.h"
#include "ui/models/channel_map_model.h"
#include "ui/panels/transport_panel.h"

#include <QAction>
#include <QPushButton>

using namespace headroom;
using namespace headroom::made_up;

namespace {

using Map = std::optional<MapSpec>;

MapSpec words(const char* text) {
    return parseChannelMap(text).value();
}

struct Fixture : WindowFixture {
    Fixture() : maps(window.get(), &MainWindow::inputMapChanged) {}

    [[nodiscard]] Map lastAsked() const { return selected->last()[1].value<Map>(); }
    [[nodiscard]] Map lastSent() const { return maps.last()[1].value<Map>(); }
    [[nodiscard]] ChannelMapEditor* editor() const { return window->findChild<ChannelMapEditor*>(); }
    [[nodiscard]] MeterBridge* bridge() const { return window->findChild<MeterBridge*>(); }
    void trigger(const char* action) const { window->findChild<QAction*>(QLatin1String(action))->trigger(); }
    /// One of the buttons in a banner, by its words.
    [[nodiscard]] QPushButton* bannerButton(const char* id, const char* text) const {
        const Banner* banner = window->findChild<BannerStack*>()->banner(QLatin1String(id));
        if (banner != nullptr)
            for (QPushButton* button : banner->findChildren<QPushButton*>())
                if (button->text() == QLatin1String(text))
                    return button;
        return nullptr;
    }

    QSignalSpy maps;
};

const Device eight = defaultMicrophone("a", 8);

} // namespace

/// What the window does with channel maps; how one is edited is the editor's own test.
class TestMainWindowMaps : public QObject {
    Q_OBJECT

private slots:
    void theKeptMapGoesWithTheInput() {
        Fixture f;
        f.store->setMapFor(eight, words("#3,#1"));
        f.window->apply(DevicesChanged{{eight, microphone("b")}});
        QVERIFY(f.lastAsked() == Map(words("#3,#1")));
        f.show();
        f.click(QStringLiteral("b"));
        QVERIFY(!f.lastAsked());
    }

    void theMetersShowWhatIsRecordedByItsNames() {
        Fixture f;
        MapSpec map = words("#3,silence,mono");
        map[0].label = "Guitar";
        f.store->setMapFor(eight, map);
        f.window->apply(DevicesChanged{{eight}});
        f.open(eight);
        f.show();
        QCOMPARE(f.bridge()->channelCount(), 3);
        QVERIFY(f.bridge()->channel(0)->position().contains(QStringLiteral("Guitar")));
        ChannelLevel level;
        level.peakDb = -7.0;
        f.window->setLevels(f.input, reading(3, level));
        QCOMPARE(f.bridge()->channel(2)->level().peakDb, -7.0);
    }

    void anEditIsSentAtOnceAndMovesTheMeters() {
        Fixture f;
        f.window->apply(DevicesChanged{{eight}});
        f.open(eight);
        f.show();
        f.trigger("channel-map");
        QVERIFY(f.editor() != nullptr && f.editor()->isVisible());
        QCOMPARE(f.editor()->deviceId(), QStringLiteral("a"));
        emit f.editor()->mapChanged(QStringLiteral("a"), words("#1"));
        QCOMPARE(f.maps.count(), 1);
        QCOMPARE(f.maps.last()[0].value<InputId>(), f.input);
        QVERIFY(f.lastSent() == Map(words("#1")));
        QCOMPARE(f.bridge()->channelCount(), 1);
    }

    void theMapOfAnotherDeviceIsNotSent() {
        Fixture f;
        const Device speaker = device(DeviceKind::Speaker, "a", "Speaker of the same id");
        f.window->apply(DevicesChanged{{eight, speaker}});
        f.open(eight);
        f.show();
        emit f.window->findChild<DevicePanel*>()->mapRequested(speaker);
        emit f.editor()->mapChanged(QStringLiteral("a"), words("right,left"));
        QCOMPARE(f.maps.count(), 0);
        QVERIFY(!f.window->wantsDeviceLevels());
    }

    void whileItIsRecordedTheMapIsLocked() {
        Fixture f;
        f.window->apply(DevicesChanged{{eight}});
        f.open(eight);
        f.show();
        f.trigger("channel-map");
        f.trigger("record");
        f.window->apply(
            TakeStarted{5, f.input, eight, granted(eight), "/m/t.wav", eight.format.channels, 0, {}});
        emit f.editor()->mapChanged(QStringLiteral("a"), words("#1"));
        QCOMPARE(f.maps.count(), 0);
        QCOMPARE(f.bridge()->channelCount(), 8);
        const ChannelMapModel& model = f.editor()->model();
        QVERIFY(!(model.flags(model.index(0, ChannelMapModel::Label)) & Qt::ItemIsEditable));
        f.window->apply(TakeFinished{5, {}});
        QVERIFY(model.flags(model.index(0, ChannelMapModel::Label)) & Qt::ItemIsEditable);
    }

    void aFollowedDefaultBringsItsOwnMap() {
        Fixture f;
        const Device next = microphone("b", 4);
        f.store->setMapFor(next, words("#2"));
        f.window->apply(DevicesChanged{{eight, next}});
        QVERIFY(!f.lastAsked());
        f.open(eight);
        f.open(next);
        QCOMPARE(f.maps.count(), 1);
        QVERIFY(f.lastSent() == Map(words("#2")));
        f.open(eight);
        QVERIFY(!f.lastSent());
    }

    void aTakeKeepsTheMapThatItHasThoughTheDefaultMoves() {
        Fixture f;
        const Device next = microphone("b", 4);
        f.store->setMapFor(next, words("#2"));
        f.window->apply(DevicesChanged{{eight, next}});
        f.open(eight);
        f.trigger("record");
        f.window->apply(
            TakeStarted{5, f.input, eight, granted(eight), "/m/t.wav", eight.format.channels, 0, {}});
        f.open(next);
        QCOMPARE(f.maps.count(), 0);
        f.window->apply(TakeFinished{5, {}});
        QVERIFY(f.lastSent() == Map(words("#2")));
    }

    void aMapThatDoesNotFitAnyMoreIsSaidWithBothWaysOut() {
        Fixture f;
        f.store->setMapFor(eight, words("#7"));
        const Device smaller = defaultMicrophone("a", 2);
        f.window->apply(DevicesChanged{{smaller}});
        f.show();
        f.window->apply(InputFailed{f.input, "a", {ErrorKind::NoSuchChannel, "#7", {"0", "1"}, {}}});
        QVERIFY(f.banner("map").contains(QStringLiteral("does not fit")));
        auto* open = f.bannerButton("map", "Open the Channel Map");
        QVERIFY(open != nullptr);
        open->click();
        QVERIFY(f.editor() != nullptr && f.editor()->isVisible());
        f.selected->clear();
        auto* own = f.bannerButton("map", "Use the Device's Own Channels");
        QVERIFY(own != nullptr);
        own->click();
        QCOMPARE(f.selected->count(), 1);
        QVERIFY(!f.lastAsked());
        QVERIFY(!f.store->mapFor(smaller));
        QVERIFY(f.banner("map").isEmpty());
    }

    void theDevicesOwnLevelsAreWantedWhileTheEditorShowsTheChosenInput() {
        Fixture f;
        f.window->apply(DevicesChanged{{eight}});
        f.open(eight);
        f.show();
        QVERIFY(!f.window->wantsDeviceLevels());
        f.trigger("channel-map");
        QVERIFY(f.window->wantsDeviceLevels());
        f.editor()->close();
        QVERIFY(!f.window->wantsDeviceLevels());
    }

    void onlyWhatPlaysNowReachesTheEditor() {
        Fixture f;
        const Device speaker = device(DeviceKind::Speaker, "s", "Hall");
        f.window->apply(DevicesChanged{{eight, speaker}});
        f.show();
        QSignalSpy asked(f.window.get(), &MainWindow::identifyRequested);
        emit f.window->findChild<DevicePanel*>()->mapRequested(speaker);
        IdentifyChoice choice;
        choice.deviceId = QStringLiteral("s");
        emit f.editor()->identifyRequested(choice);
        QCOMPARE(asked.count(), 1);
        f.window->setPlayback(2);
        const Error error{ErrorKind::DeviceBusy, "Hall", {}, {}};
        f.window->apply(PlaybackFinished{1, error});
        QVERIFY(f.banner("command").isEmpty());
        f.editor()->close();
        f.window->apply(PlaybackFinished{2, error});
        QVERIFY(f.banner("command").contains(QStringLiteral("“Hall”")));
    }

    void theEditorGoesWithTheWindow() {
        Fixture f;
        f.window->apply(DevicesChanged{{eight}});
        f.open(eight);
        f.show();
        f.trigger("channel-map");
        QPointer<ChannelMapEditor> editor = f.editor();
        f.window->close();
        QVERIFY(!editor->isVisible());
        f.window.reset();
        QVERIFY(editor.isNull());
    }
};

QTEST_MAIN(TestMainWindowMaps)
#include "tst_main_window_maps.moc"
