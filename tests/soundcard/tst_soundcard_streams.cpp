// SPDX-License-Identifier: GPL-3.0-or-later
// Many streams, and servers that end, on real servers of the test's own.
#include "engine/soundcard/soundcard.h"
#include "tests/soundcard/test_server.h"

#include <QTest>

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace headroom;
using namespace headroom::test;
using soundcard::Audio;
using soundcard::Player;
using soundcard::Recorder;

namespace {

constexpr int inARow = 500;
constexpr int threadCount = 4;
constexpr int atOnce = 32;

/// Sinks whose first data come out at once, so that hundreds of players need no minutes.
void addSinks(const TestServer& server) {
    for (const char* name : {"first", "second"})
        QVERIFY(server->addNullSink({.name = name}) >= 0);
}

/// Notes the first error of many threads.
class FirstError {
public:
    void note(const Error& error) {
        const std::scoped_lock lock(mutex_);
        if (text_.isEmpty())
            text_ = whatWentWrong(error);
    }
    [[nodiscard]] QString text() const {
        const std::scoped_lock lock(mutex_);
        return text_;
    }

private:
    mutable std::mutex mutex_;
    QString text_;
};

/// Opens a recorder or a player, uses every tenth, and closes it.
void useOne(int number, FirstError& error) {
    const char* const sink = number % 4 < 2 ? "first" : "second";
    const bool isUsed = number % 10 == 0;
    if (number % 2 == 0) {
        const auto microphone = soundcard::microphone(std::string(sink) + ".monitor");
        if (!microphone)
            return error.note(microphone.error());
        auto recorder = microphone.value().recorder({.blockSize = 512});
        if (!recorder)
            return error.note(recorder.error());
        if (isUsed)
            if (const auto audio = recorder.value().record(512); !audio)
                error.note(audio.error());
    } else {
        const auto speaker = soundcard::speaker(sink);
        if (!speaker)
            return error.note(speaker.error());
        auto player = speaker.value().player({.blockSize = 512});
        if (!player)
            return error.note(player.error());
        if (isUsed || number % 10 == 5)
            if (const auto played = player.value().play(Audio(512, 2)); !played)
                error.note(played.error());
    }
}

} // namespace

class TestSoundcardStreams : public QObject {
    Q_OBJECT

private slots:
    void hundredsOfStreamsInARowLeaveNothingBehind_data() { addServerRows(); }
    void hundredsOfStreamsInARowLeaveNothingBehind() {
        QFETCH(QString, server);
        const TestServer control(server);
        QVERIFY(control->start());
        addSinks(control);
        FirstError error;
        for (int number = 0; number < inARow; ++number)
            useOne(number, error);
        QCOMPARE(error.text(), QString());
        QTRY_COMPARE(control.streams(), 0);
    }

    void hundredsOfStreamsFromFourThreadsLeaveNothingBehind_data() { addServerRows(); }
    void hundredsOfStreamsFromFourThreadsLeaveNothingBehind() {
        QFETCH(QString, server);
        const TestServer control(server);
        QVERIFY(control->start());
        addSinks(control);
        FirstError error;
        std::atomic<int> next{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < threadCount; ++t)
            threads.emplace_back([&] {
                for (int number = next++; number < inARow; number = next++)
                    useOne(number, error);
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(error.text(), QString());
        QTRY_COMPARE(control.streams(), 0);
    }

    void manyAtOnceAllRun_data() { addServerRows(); }
    void manyAtOnceAllRun() {
        QFETCH(QString, server);
        const TestServer control(server);
        QVERIFY(control->start());
        addSinks(control);
        const auto speaker = soundcard::speaker("first").value();
        const auto monitor = soundcard::microphone("first.monitor").value();
        {
            std::vector<Player> players;
            std::vector<Recorder> recorders;
            for (int number = 0; number < atOnce / 2; ++number) {
                auto player = speaker.player({.blockSize = 1024});
                QVERIFY2(player.ok(), player ? "" : qPrintable(whatWentWrong(player.error())));
                players.push_back(std::move(player).value());
                auto recorder = monitor.recorder({.blockSize = 1024});
                QVERIFY2(recorder.ok(), recorder ? "" : qPrintable(whatWentWrong(recorder.error())));
                recorders.push_back(std::move(recorder).value());
            }
            QCOMPARE(control.streams(), atOnce);
            for (Player& player : players)
                QVERIFY(player.play(Audio(std::vector<float>(1024, 1.0F / 64))).ok());
            for (Recorder& recorder : recorders) {
                const auto audio = recorder.record(4800);
                QVERIFY2(audio.ok(), audio ? "" : qPrintable(whatWentWrong(audio.error())));
                QCOMPARE(audio.value().frames(), std::size_t{4800});
            }
        }
        QTRY_COMPARE(control.streams(), 0);
    }

    void aServerThatDiesIsAnErrorUntilItIsBack_data() { addServerRows(); }
    void aServerThatDiesIsAnErrorUntilItIsBack() {
        QFETCH(QString, server);
        const TestServer control(server);
        QVERIFY(control->start());
        addSinks(control);
        const auto speaker = soundcard::speaker("first").value();
        const auto monitor = soundcard::microphone("first.monitor").value();
        auto player = speaker.player({.blockSize = 512});
        QVERIFY2(player.ok(), player ? "" : qPrintable(whatWentWrong(player.error())));
        auto recorder = monitor.recorder({.blockSize = 512});
        QVERIFY2(recorder.ok(), recorder ? "" : qPrintable(whatWentWrong(recorder.error())));
        QVERIFY(recorder.value().record(1024).ok());

        control->kill();
        const auto recorded = recorder.value().record(100 * 48000);
        QCOMPARE(recorded.error().kind, ErrorKind::ServerDown);
        const auto played = player.value().play(Audio(100 * 48000, 2));
        QCOMPARE(played.error().kind, ErrorKind::ServerDown);
        QCOMPARE(soundcard::allSpeakers().error().kind, ErrorKind::ServerDown);

        QVERIFY(control->start());
        addSinks(control);
        auto again = speaker.player({.blockSize = 512});
        QVERIFY2(again.ok(), again ? "" : qPrintable(whatWentWrong(again.error())));
        QVERIFY(again.value().play(Audio(1024, 2)).ok());
        QVERIFY(monitor.record(1024).ok());
        QCOMPARE(recorder.value().record(100 * 48000).error().kind, ErrorKind::ServerDown);
    }

    void twoOfOneNameAreToldApartById_data() { addServerRows(); }
    void twoOfOneNameAreToldApartById() {
        QFETCH(QString, server);
        const TestServer control(server);
        QVERIFY(control->start());
        for (const char* name : {"left.one", "right.one"})
            QVERIFY(control->addNullSink({.name = name, .description = "Twin"}) >= 0);
        const auto left = soundcard::speaker("left.one").value();
        const auto right = soundcard::speaker("right.one").value();
        QCOMPARE(left.name(), right.name());
        QVERIFY(left != right);
        auto ear = soundcard::microphone("right.one.monitor").value().recorder({.blockSize = 512}).value();
        auto wrongEar =
            soundcard::microphone("left.one.monitor").value().recorder({.blockSize = 512}).value();
        auto silence = left.player({.blockSize = 512}).value();
        QVERIFY(right.play(Audio(std::vector<float>(4800, 0.5F)), {.blockSize = 512}).ok());
        QVERIFY(isLoud(ear.record(4800).value()) || isLoud(ear.flush()));
        QVERIFY(!isLoud(wrongEar.record(4800).value()));
        QVERIFY(!isLoud(wrongEar.flush()));
    }

    void theServerShowsTheProgramsName_data() { addServerRows(); }
    void theServerShowsTheProgramsName() {
        QFETCH(QString, server);
        const TestServer control(server);
        QVERIFY(control->start());
        addSinks(control);
        const auto player = soundcard::speaker("first").value().player().value();
        QVERIFY(control->pactl({"list", "clients"}).contains("application.name = \"tst_soundcard_streams\""));
        soundcard::setProgramName("Night Owl");
        QTRY_VERIFY(control->pactl({"list", "clients"}).contains("application.name = \"Night Owl\""));
        soundcard::setProgramName("tst_soundcard_streams");
    }

private:
    static bool isLoud(const Audio& audio) {
        return std::ranges::any_of(audio.samples, [](float s) { return s > 0.4F; });
    }
};

QTEST_GUILESS_MAIN(TestSoundcardStreams)
#include "tst_soundcard_streams.moc"
