// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/device.h"

#include <QTest>

using namespace headroom;

namespace {

Device device(DeviceKind kind, const char* id, const char* name) {
    Device device;
    device.kind = kind;
    device.id = id;
    device.name = name;
    return device;
}

const std::vector<Device> devices{
    device(DeviceKind::Microphone, "in.webcam", "USB Webcam"),
    device(DeviceKind::Microphone, "in.scarlett", "Focusrite Scarlett 2i2"),
    device(DeviceKind::Speaker, "out.scarlett", "Focusrite Scarlett 2i2"),
    device(DeviceKind::Loopback, "out.scarlett.monitor", "Monitor of Focusrite Scarlett 2i2"),
    device(DeviceKind::Microphone, "in.lower", "focus stacker"),
    device(DeviceKind::Microphone, "in.dots", "a.b* (c)"),
};

std::string found(const char* pattern, Wanted wanted = Wanted::Microphones) {
    const auto result = findDevice(devices, pattern, wanted);
    return result ? result.value().id : "none";
}

} // namespace

class TestDevice : public QObject {
    Q_OBJECT

private slots:
    void anIdIsFoundFirst() { QCOMPARE(found("in.scarlett"), std::string("in.scarlett")); }
    void aPartOfTheNameIsFound() { QCOMPARE(found("Scarlett"), std::string("in.scarlett")); }
    void speakersAndMicrophonesOfOneNameAreKeptApart() {
        QCOMPARE(found("Scarlett", Wanted::Speakers), std::string("out.scarlett"));
    }
    void lettersInOrderFindSoundCardsExample() { QCOMPARE(found("FS2i2"), std::string("in.scarlett")); }
    void theFirstLetterMustBeTheNamesFirst() { QCOMPARE(found("carlett2x"), std::string("none")); }
    void lettersAreTakenLiterally() {
        QCOMPARE(found("a.*c"), std::string("in.dots")); // a regular expression would not need the star
        QCOMPARE(found("U.*m"), std::string("none"));
    }
    void caseIsForgivenLast() {
        QCOMPARE(found("focus"), std::string("in.lower")); // as written, before "Focusrite"
        QCOMPARE(found("SCARLETT"), std::string("in.scarlett"));
        QCOMPARE(found("usbw"), std::string("in.webcam"));
    }
    void loopbacksAreFoundOnlyWhereWantedOrByTheirWholeId() {
        QCOMPARE(found("Monitor of"), std::string("none"));
        QCOMPARE(found("Monitor of", Wanted::MicrophonesAndLoopbacks), std::string("out.scarlett.monitor"));
        QCOMPARE(found("out.scarlett.monitor"), std::string("out.scarlett.monitor"));
    }
    void nothingFoundListsWhatThereIs() {
        const auto result = findDevice(devices, "Moog", Wanted::Speakers);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NoSuchDevice);
        QCOMPARE(result.error().subject, std::string("Moog"));
        QCOMPARE(result.error().offers, (std::vector<std::string>{"Focusrite Scarlett 2i2 (out.scarlett)"}));
    }
    void allThatSatisfyTheFirstRuleThatFindsAnyAreListedInOrder() {
        const auto ids = [](const char* pattern, Wanted wanted) {
            std::vector<std::string> found;
            const auto matches = matchDevices(devices, pattern, wanted);
            for (const Device& d : matches.value().devices)
                found.push_back(d.id);
            return found;
        };
        const auto rule = [](const char* pattern, Wanted wanted) {
            return matchDevices(devices, pattern, wanted).value().rule;
        };
        using Ids = std::vector<std::string>;
        QCOMPARE(ids("Scarlett", Wanted::MicrophonesAndLoopbacks),
                 (Ids{"in.scarlett", "out.scarlett.monitor"}));
        QCOMPARE(rule("Scarlett", Wanted::MicrophonesAndLoopbacks), MatchRule::PartOfName);
        // "focus" stands in one name as written; the other case is not asked for then.
        QCOMPARE(ids("focus", Wanted::Microphones), (Ids{"in.lower"}));
        QCOMPARE(ids("FOCUS", Wanted::Microphones), (Ids{"in.scarlett", "in.lower"}));
        QCOMPARE(rule("FOCUS", Wanted::Microphones), MatchRule::PartOfNameAnyCase);
        QCOMPARE(rule("FS2i2", Wanted::Microphones), MatchRule::LettersInOrder);
        QCOMPARE(rule("usbw", Wanted::Microphones), MatchRule::LettersInOrderAnyCase);
        QCOMPARE(rule("in.scarlett", Wanted::Microphones), MatchRule::Id);
        QCOMPARE(rule("out.scarlett.monitor", Wanted::Microphones), MatchRule::LoopbackId);
        QCOMPARE(ids("", Wanted::Microphones).size(), std::size_t{4});
        QVERIFY(!matchDevices(devices, "Moog", Wanted::Microphones));
    }
    void findDeviceIsTheFirstOfTheMatches() {
        for (const Wanted wanted : {Wanted::Speakers, Wanted::Microphones, Wanted::MicrophonesAndLoopbacks})
            for (const char* pattern : {"", "S", "s", "Foc", "FS2i2", "in.dots", "a.*c", "Monitor", "U.*m",
                                        "out.scarlett.monitor"}) {
                const auto matches = matchDevices(devices, pattern, wanted);
                const auto one = findDevice(devices, pattern, wanted);
                QCOMPARE(one.ok(), matches.ok());
                if (matches.ok())
                    QCOMPARE(one.value().id, matches.value().devices.front().id);
            }
    }
    void theDefaultInputMayBeALoopback() {
        std::vector<Device> list = devices;
        QVERIFY(defaultInput(list) == nullptr);
        list[2].isDefault = true;
        QVERIFY(defaultInput(list) == nullptr);
        list[3].isDefault = true;
        QCOMPARE(defaultInput(list)->id, std::string("out.scarlett.monitor"));
        QCOMPARE(defaultSpeaker(list)->id, std::string("out.scarlett"));
    }
};

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_device.moc"
