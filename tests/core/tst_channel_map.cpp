// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/channel_map.h"

#include <QTest>

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

    void onlyTheUnchangedOrderIsTheIdentity() {
        QVERIFY(isIdentity(identityMap(surround), 8));
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
