// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h"

#include "engine/backends/simulated/simulated_signal.h"

#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace headroom;

namespace {

constexpr std::int64_t tenMs = nsPerSecond / 100;
constexpr auto pinnedId = "sim.microphone"; // the ramp, whose samples no other device has
const std::vector<std::string> inputs = {pinnedId, "sim.sweep", "sim.noise", "sim.overload"};

/// Everything that can happen to the devices, at random, in an order that the seed decides.
class Misfortune {
public:
    Misfortune(EngineFixture& fixture, unsigned seed) : f_(fixture), random_(seed) {}

    void happen() {
        SimulatedWorld& world = *f_.world;
        const std::string& id = inputs[below(inputs.size())];
        switch (below(11)) {
        case 0:
        case 1: world.remove(id); break;
        case 2:
        case 3: world.bringBack(id); break;
        case 4: world.changeRate(id, below(2) == 0 ? 44100 : 48000); break;
        case 5: changeChannels(id); break;
        case 6:
        case 7:
        case 8: world.makeDefault(id); break;
        case 9: world.clearDefaultInput(); break;
        case 10:
            if (std::exchange(serverUp_, !serverUp_))
                world.loseServer();
            else
                world.restoreServer();
            break;
        }
        // Some at once, some far apart.
        if (below(3) != 0)
            f_.advance(static_cast<double>(below(90)) / 100.0);
    }

    void mend() {
        if (!serverUp_)
            f_.world->restoreServer();
        for (const std::string& id : inputs)
            f_.world->bringBack(id);
        f_.world->makeDefault(pinnedId);
        f_.advance(4.0);
    }

private:
    std::size_t below(std::size_t end) { return random_() % end; }
    void changeChannels(const std::string& id) {
        using enum ChannelPosition;
        if (below(2) == 0)
            f_.world->changeChannels(id, {Mono});
        else
            f_.world->changeChannels(id, {FrontLeft, FrontRight});
    }

    EngineFixture& f_;
    std::mt19937 random_;
    bool serverUp_ = true;
};

/// Whether every sample is the ramp's, frame after frame, or a zero.
bool isRampOrSilence(const FileContent& file) {
    static const std::map<float, std::uint64_t> frameOf = [] {
        std::map<float, std::uint64_t> all;
        for (std::uint64_t frame = 0; frame < 65536; ++frame)
            all.emplace(rampSample(0, frame), frame);
        return all;
    }();
    bool inRamp = false;
    std::uint64_t next = 0;
    for (std::uint64_t frame = 0; frame < file.frames(); ++frame) {
        const float sample = file.at(frame, 0);
        if (inRamp && sample == rampSample(0, next)) {
            ++next;
            continue;
        }
        inRamp = false;
        if (sample == 0.0F)
            continue;
        const auto found = frameOf.find(sample);
        if (found == frameOf.end())
            return false;
        inRamp = true;
        next = found->second + 1;
    }
    return true;
}

double secondsOf(const TakeReport& report) {
    return static_cast<double>(report.frames) / report.rate;
}

} // namespace

/// Whatever befalls the devices: no time is lost or told twice, and a pinned take holds its own device alone.
class TestInputsAtRandom : public QObject {
    Q_OBJECT

private slots:
    void timeIsTrueAndAPinnedTakeHoldsItsDeviceAlone_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 12; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void timeIsTrueAndAPinnedTakeHoldsItsDeviceAlone() {
        QFETCH(unsigned, seed);
        EngineFixture f;
        f.world->setSignals("sim.noise", {{SimulatedSignal::Kind::Tone, 313.0, -9.0}});
        InputWish wish;
        wish.keepOpen = true;
        wish.deviceId = pinnedId;
        const InputId pinned = f.engine->openInput(wish);
        wish.policy = DevicePolicy::FollowDefault;
        const InputId followed = f.engine->openInput(wish);
        QVERIFY(f.waitFor<InputOpened>());
        QVERIFY(f.waitFor<InputOpened>());
        const TakeId first = f.engine->startTake(pinned, f.settings("pinned.wav"), std::nullopt);
        const TakeId second = f.engine->startTake(followed, f.settings("followed.wav"), std::nullopt);
        QVERIFY(f.waitFor<TakeStarted>());
        QVERIFY(f.waitFor<TakeStarted>());
        f.advance(0.3);

        Misfortune misfortune(f, seed);
        for (int i = 0; i < 25; ++i)
            misfortune.happen();
        misfortune.mend();
        const std::int64_t stopWallNs = f.clock.wallAt(f.clock.nowNs());
        f.engine->stopTake(first);
        f.engine->stopTake(second);
        // Before the clock moves on: commands are dealt with in order, and this one is answered.
        InputWish nothing;
        nothing.deviceId = "nothing";
        const InputId asked = f.engine->openInput(nothing);
        QVERIFY(f.waitFor<InputWaiting>(0, [asked](const InputWaiting& w) { return w.input == asked; }));
        const auto allEnded = [&f] { return f.count<TakeStarted>() == f.count<TakeFinished>(); };
        QVERIFY2(f.waitUntil(allEnded, tenMs), "a take that began has not ended");

        std::map<TakeId, TakeStarted> started;
        std::map<TakeId, TakeReport> reports;
        std::set<std::string> files;
        for (const Event& event : f.seen) {
            if (const auto* begun = std::get_if<TakeStarted>(&event)) {
                QVERIFY2(begun->continues == 0 || !reports.contains(begun->continues),
                         "told after the end of the take that it goes on from");
                QVERIFY(started.emplace(begun->take, *begun).second);
            } else if (const auto* ended = std::get_if<TakeFinished>(&event)) {
                QVERIFY(started.contains(ended->take));
                QVERIFY(reports.emplace(ended->take, ended->report).second);
            }
        }
        for (const InputId input : {pinned, followed}) {
            double length = 0.0;
            int takes = 0;
            std::int64_t startWallNs = 0;
            TakeId before = 0;
            QString course;
            for (const auto& [take, begun] : started) {
                if (begun.input != input)
                    continue;
                QCOMPARE(begun.continues, before);
                before = take;
                const TakeReport& report = reports.at(take);
                QVERIFY2(!report.error, report.error ? name(report.error->kind).data() : "");
                if (startWallNs == 0)
                    startWallNs = report.startWallNs;
                if (report.frames > 0)
                    length += secondsOf(report);
                ++takes;
                course += QStringLiteral("; %1 Hz at %2 s for %3 s, %4 faults")
                              .arg(report.rate)
                              .arg(static_cast<double>(report.startWallNs - startWallNs) / 1e9)
                              .arg(secondsOf(report))
                              .arg(report.faults.size());
                std::uint64_t inFiles = 0;
                for (const TakeFile& file : report.files) {
                    QVERIFY2(files.insert(file.path).second, "two takes, one file");
                    const FileContent content = EngineFixture::read(file.path);
                    QCOMPARE(content.rate, report.rate);
                    QCOMPARE(content.frames(), file.frames);
                    inFiles += file.frames;
                    if (input == pinned)
                        QVERIFY2(isRampOrSilence(content), file.path.c_str());
                }
                QCOMPARE(inFiles, report.frames);
                // A clock that is stepped faster than this machine keeps up with makes readers late: what the
                // tape lost is said then, and its time is kept.
                for (const Fault& fault : report.faults)
                    QVERIFY(fault.cause != FaultCause::Disk);
            }
            // A block may lie after the stop, and each change costs a frame of rounding.
            const double passed = static_cast<double>(stopWallNs - startWallNs) / 1e9;
            const double late = length - passed;
            QVERIFY2(
                late > -0.001 * takes && late < 0.011 + 0.001 * takes,
                qPrintable(QStringLiteral("%1 s in place of %2 s%3").arg(length).arg(passed).arg(course)));
        }
    }
};

QTEST_GUILESS_MAIN(TestInputsAtRandom)
#include "tst_inputs_at_random.moc"
