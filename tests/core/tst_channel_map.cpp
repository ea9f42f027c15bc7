// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/channel_map.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace headroom;
using enum ChannelPosition;

namespace {
const std::vector<ChannelPosition> stereo{FrontLeft, FrontRight};
const std::vector<ChannelPosition> surround{FrontLeft,   FrontRight, RearLeft, RearRight,
                                            FrontCenter, Lfe,        SideLeft, SideRight};
const std::vector<ChannelPosition> auxiliary{auxPosition(0), auxPosition(1), auxPosition(2), auxPosition(3)};

Result<RecordMap> resolved(const char* words, const std::vector<ChannelPosition>& device,
                           IntegerMeaning integers = IntegerMeaning::Position) {
    auto spec = parseChannelMap(words);
    if (!spec)
        return spec.error();
    return resolveForRecording(spec.value(), device, integers);
}

/// The sources in short: a channel's number, "m" for the mean, "-" for silence.
std::string sources(const RecordMap& map) {
    std::string text;
    for (const ChannelSource& source : map.sources) {
        if (source.kind == ChannelSource::Kind::MeanOfAll)
            text += 'm';
        else if (source.kind == ChannelSource::Kind::Silence)
            text += '-';
        else
            text += std::to_string(source.channel);
        text += ' ';
    }
    return text;
}
} // namespace

class TestChannelMap : public QObject {
    Q_OBJECT

private slots:
    void positionsHaveSoundCardsNamesAndIndices() {
        // SoundCard's README lists the first eleven.
        const std::pair<const char*, int> listed[] = {{"mono", -1},
                                                      {"left", 0},
                                                      {"right", 1},
                                                      {"center", 2},
                                                      {"rear-center", 3},
                                                      {"rear-left", 4},
                                                      {"rear-right", 5},
                                                      {"lfe", 6},
                                                      {"front-left-of-center", 7},
                                                      {"front-right-of-center", 8},
                                                      {"side-left", 9},
                                                      {"side-right", 10}};
        for (const auto& [name, index] : listed) {
            QVERIFY(positionFromName(name).has_value());
            QCOMPARE(static_cast<int>(*positionFromName(name)), index);
        }
        QCOMPARE(static_cast<int>(*positionFromName("aux0")), 11);
        QCOMPARE(static_cast<int>(*positionFromName("aux31")), 42);
        QCOMPARE(static_cast<int>(*positionFromName("top-rear-center")), 49);
    }

    void everyNameLeadsToItsIndexAndEveryIndexHasAName() {
        std::set<int> indices;
        for (const ChannelName& channel : allChannelNames()) {
            QCOMPARE(static_cast<int>(*positionFromName(channel.name)), channel.index);
            indices.insert(channel.index);
        }
        QCOMPARE(indices.size(), std::size_t{positionCount + 1});
        for (int index = -1; index < positionCount; ++index)
            QCOMPARE(static_cast<int>(*positionFromName(name(*positionFromIndex(index)))), index);
        QVERIFY(!positionFromIndex(positionCount));
        QVERIFY(!positionFromIndex(-2));
    }

    void mapsAreRead_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("names") << QByteArray("right,left") << QByteArray("1 0 ");
        QTest::newRow("full names and blanks")
            << QByteArray(" front-right , front-left ") << QByteArray("1 0 ");
        QTest::newRow("indices") << QByteArray("2,6") << QByteArray("4 5 ");
        QTest::newRow("device channels") << QByteArray("#7,#0") << QByteArray("7 0 ");
        QTest::newRow("mono both ways") << QByteArray("mono,-1") << QByteArray("m m ");
        QTest::newRow("silence") << QByteArray("left,silence") << QByteArray("0 - ");
        QTest::newRow("twice the same") << QByteArray("lfe,lfe,lfe") << QByteArray("5 5 5 ");
    }
    void mapsAreRead() {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, wanted);
        const auto map = resolved(words.constData(), surround);
        QVERIFY(map.ok());
        QCOMPARE(QByteArray::fromStdString(sources(map.value())), wanted);
    }

    void anIntegerIsADeviceChannelWhereTheDeviceHasNoPositions() {
        QCOMPARE(sources(resolved("0,3", auxiliary).value()), std::string("0 3 "));
        const std::vector<ChannelPosition> unpositioned(4, Unpositioned);
        QCOMPARE(sources(resolved("3,0", unpositioned).value()), std::string("3 0 "));
    }

    void anIntegerIsADeviceChannelOnTheOtherPlatforms() {
        QCOMPARE(sources(resolved("2,6", surround, IntegerMeaning::DeviceChannel).value()),
                 std::string("2 6 "));
    }

    void wordsThatCannotBeReadAreNamed_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("culprit");
        QTest::newRow("nothing") << QByteArray("") << QByteArray("");
        QTest::newRow("an empty entry") << QByteArray("left,,right") << QByteArray("");
        QTest::newRow("a name that is none") << QByteArray("left,lefft") << QByteArray("lefft");
        QTest::newRow("below mono") << QByteArray("-2") << QByteArray("-2");
        QTest::newRow("no number") << QByteArray("#x") << QByteArray("#x");
        QTest::newRow("a negative channel") << QByteArray("#-1") << QByteArray("#-1");
        QTest::newRow("a fraction") << QByteArray("1.5") << QByteArray("1.5");
        QTest::newRow("too large for an int") << QByteArray("99999999999") << QByteArray("99999999999");
    }
    void wordsThatCannotBeReadAreNamed() {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, culprit);
        const auto spec = parseChannelMap(words.toStdString());
        QVERIFY(!spec.ok());
        QCOMPARE(spec.error().kind, ErrorKind::BadChannelMap);
        QCOMPARE(QByteArray::fromStdString(spec.error().subject), culprit);
    }

    void moreThan64ChannelsAreRefused() {
        QByteArray words("mono");
        for (int i = 1; i < 64; ++i)
            words += ",mono";
        QVERIFY(parseChannelMap(words.toStdString()).ok());
        QVERIFY(!parseChannelMap((words + ",mono").toStdString()).ok());
    }

    void aPositionThatTheDeviceLacksListsThoseItHas() {
        for (const char* words : {"lfe", "6", "#2", "49"}) {
            const auto map = resolved(words, stereo);
            QVERIFY(!map.ok());
            QCOMPARE(map.error().kind, ErrorKind::NoSuchChannel);
            QCOMPARE(map.error().subject, std::string(words));
            QCOMPARE(map.error().offers, (std::vector<std::string>{"#0 front-left", "#1 front-right"}));
        }
    }

    void applyingPicksMeansAndSilences() {
        const RecordMap map = resolved("right,silence,mono", stereo).value();
        const float in[] = {0.5F, -0.25F, 1.0F, 0.5F};
        float out[6] = {9, 9, 9, 9, 9, 9};
        applyRecordMap(map, in, 2, 2, out);
        const float wanted[] = {-0.25F, 0.0F, 0.125F, 0.5F, 0.0F, 0.75F};
        for (int i = 0; i < 6; ++i)
            QCOMPARE(out[i], wanted[i]);
    }

    void gainPolarityAndMuteAreApplied() {
        MapSpec spec = parseChannelMap("left,right,mono,left").value();
        spec[0].gainDb = 20.0;
        spec[1].inverted = true;
        spec[2].inverted = true;
        spec[2].gainDb = -20.0;
        spec[3].muted = true;
        const RecordMap map = resolveForRecording(spec, stereo, IntegerMeaning::Position).value();
        const float in[] = {0.05F, 0.25F};
        float out[4] = {9, 9, 9, 9};
        applyRecordMap(map, in, 2, 1, out);
        const float wanted[] = {0.5F, -0.25F, -0.015F, 0.0F};
        for (int i = 0; i < 4; ++i)
            QVERIFY2(std::abs(out[i] - wanted[i]) < 1e-7F, qPrintable(QString::number(i)));
        QCOMPARE(map.positions[3], FrontLeft); // a muted channel stays what it is
    }

    void aMutedChannelIsSilentWhateverTheDeviceDelivers() {
        MapSpec spec = parseChannelMap("left").value();
        spec[0].muted = true;
        const float in[] = {std::numeric_limits<float>::infinity(), 0.0F};
        float out = 9;
        applyRecordMap(resolveForRecording(spec, stereo, IntegerMeaning::Position).value(), in, 2, 1, &out);
        QCOMPARE(out, 0.0F);
    }

    void labelsAreKept() {
        MapSpec spec = parseChannelMap("right,silence").value();
        spec[0].label = "Guest";
        const RecordMap map = resolveForRecording(spec, stereo, IntegerMeaning::Position).value();
        QCOMPARE(map.labels, (std::vector<std::string>{"Guest", ""}));
    }

    void aGainOutOfRangeIsRefused() {
        for (const double gain : {-60.5, 40.5, std::nan(""), HUGE_VAL}) {
            MapSpec spec = parseChannelMap("left").value();
            spec[0].gainDb = gain;
            const auto map = resolveForRecording(spec, stereo, IntegerMeaning::Position);
            QVERIFY(!map.ok());
            QCOMPARE(map.error().kind, ErrorKind::InvalidArgument);
            QVERIFY(!resolveForPlayback(spec, stereo, IntegerMeaning::Position).ok());
        }
    }

    void aMapIsWrittenInTheWordsItIsReadFrom() {
        for (const char* words :
             {"front-left,#4,mono,silence,3", "aux7,lfe,0,-1,top-rear-center", "subwoofer,left,center"}) {
            const MapSpec spec = parseChannelMap(words).value();
            const MapSpec again = parseChannelMap(formatChannelMap(spec)).value();
            QCOMPARE(again.size(), spec.size());
            for (std::size_t k = 0; k < spec.size(); ++k) {
                QCOMPARE(again[k].kind, spec[k].kind);
                QCOMPARE(again[k].number, spec[k].number);
                QCOMPARE(again[k].position, spec[k].position);
            }
        }
        QCOMPARE(formatChannelMap(parseChannelMap("left , -1,#03").value()),
                 std::string("front-left,mono,#3"));
    }

    void aDevicesOwnMapIsItsIdentity_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("7.1") << QByteArray("front-left,front-right,rear-left,rear-right,front-center,lfe,"
                                           "side-left,side-right");
        QTest::newRow("a position twice") << QByteArray("#0,front-right,#2");
        QTest::newRow("mono, which is no word for one channel") << QByteArray("#0");
        QTest::newRow("no positions") << QByteArray("#0,#1");
    }
    void aDevicesOwnMapIsItsIdentity() {
        QFETCH(QByteArray, words);
        const std::vector<std::vector<ChannelPosition>> devices{
            surround, {FrontLeft, FrontRight, FrontLeft}, {Mono}, {Unpositioned, Unpositioned}};
        int fitting = 0;
        for (const auto& device : devices) {
            const MapSpec spec = mapOfDevice(device);
            const RecordMap map = resolveForRecording(spec, device, IntegerMeaning::Position).value();
            QVERIFY(isIdentity(map, static_cast<int>(device.size())));
            QVERIFY(map == identityMap(device));
            fitting += formatChannelMap(spec) == words.toStdString();
        }
        QCOMPARE(fitting, 1);
    }

    void playingPutsEachChannelWhereItsEntrySays_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QList<float>>("played"); // of 1, 10, 100, ...
        QTest::newRow("in order") << QByteArray("left,right") << QList<float>{1, 10};
        QTest::newRow("swapped") << QByteArray("right,left") << QList<float>{10, 1};
        QTest::newRow("SoundCard's indices") << QByteArray("1,0") << QList<float>{10, 1};
        QTest::newRow("the device's channels") << QByteArray("#1,#0") << QList<float>{10, 1};
        QTest::newRow("what no entry names is silent") << QByteArray("right") << QList<float>{0, 1};
        QTest::newRow("two on one are summed") << QByteArray("left,left,right") << QList<float>{11, 100};
        QTest::newRow("mono goes everywhere") << QByteArray("mono,left") << QList<float>{11, 1};
        QTest::newRow("silence goes nowhere") << QByteArray("silence,left") << QList<float>{10, 0};
    }
    void playingPutsEachChannelWhereItsEntrySays() {
        QFETCH(QByteArray, words);
        QFETCH(QList<float>, played);
        const PlayMap map =
            resolveForPlayback(parseChannelMap(words.toStdString()).value(), stereo, IntegerMeaning::Position)
                .value();
        const float in[] = {1, 10, 100};
        float out[] = {9, 9};
        applyPlayMap(map, in, 1, out, 2);
        QCOMPARE((QList<float>{out[0], out[1]}), played);
    }

    void playingOnAChannelThatIsNotThereListsThoseThatAre() {
        const auto map =
            resolveForPlayback(parseChannelMap("left,lfe").value(), stereo, IntegerMeaning::Position);
        QVERIFY(!map.ok());
        QCOMPARE(map.error().kind, ErrorKind::NoSuchChannel);
        QCOMPARE(map.error().offers, (std::vector<std::string>{"#0 front-left", "#1 front-right"}));
    }

    void withoutAMapTheDevicesOrderCountsAndOneChannelIsHeardLeftAndRight() {
        const auto routes = [](int channels, const std::vector<ChannelPosition>& device) {
            std::string text;
            for (const PlayRoute& route : playMapFor(channels, device).value().routes)
                text += std::to_string(route.from) + ">" + std::to_string(route.to) + " ";
            return text;
        };
        QCOMPARE(routes(2, stereo), std::string("0>0 1>1 "));
        QCOMPARE(routes(1, stereo), std::string("0>0 0>1 "));
        QCOMPARE(routes(1, surround), std::string("0>0 0>1 "));
        QCOMPARE(routes(1, {RearLeft, FrontRight, FrontLeft}), std::string("0>2 0>1 "));
        QCOMPARE(routes(1, {Mono}), std::string("0>0 "));
        QCOMPARE(routes(1, {auxPosition(0), auxPosition(1)}), std::string("0>0 0>1 "));
        const auto refused = playMapFor(2, surround);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::ChannelCountMismatch);
        QCOMPARE(refused.error().offers, std::vector<std::string>{"8"});
    }

    void onlyTheUnchangedOrderIsTheIdentity() {
        QVERIFY(isIdentity(identityMap(surround), 8));
        MapSpec louder = mapOfDevice(stereo);
        louder[0].gainDb = 1.0;
        QVERIFY(!isIdentity(resolveForRecording(louder, stereo, IntegerMeaning::Position).value(), 2));
        QVERIFY(!isIdentity(resolved("right,left", stereo).value(), 2));
        QVERIFY(!isIdentity(resolved("left", stereo).value(), 2));
    }

    void theWaveMaskStandsOnlyForItsOwnOrder() {
        QCOMPARE(waveMask(stereo), 0x3U);
        QCOMPARE(waveMask(std::vector{Mono}), 0x4U);
        QCOMPARE(waveMask(std::vector{FrontRight, FrontLeft}), 0U);
        QCOMPARE(waveMask(std::vector{FrontLeft, FrontRight, FrontCenter, Lfe, RearLeft, RearRight, SideLeft,
                                      SideRight}),
                 0x63FU);
        QCOMPARE(waveMask(surround), 0U); // PulseAudio's 7.1 has the rear before the centre
        QCOMPARE(waveMask(auxiliary), 0U);
        QCOMPARE(waveMask(std::vector{FrontLeft, FrontLeft}), 0U);
    }
};

QTEST_GUILESS_MAIN(TestChannelMap)
#include "tst_channel_map.moc"
