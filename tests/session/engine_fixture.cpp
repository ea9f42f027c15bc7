// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/engine_fixture.h"

#include <QElapsedTimer>
#include <QThread>

#include <sndfile.h>

#include <utility>

namespace headroom {

EngineFixture::EngineFixture(const std::function<void(SimulatedWorld&, EngineParts&)>& prepare) {
    world = std::make_unique<SimulatedWorld>(clock);
    addShowcase(*world);
    world->setSignals("sim.microphone", {{SimulatedSignal::Kind::Ramp, 0.0, 0.0}});
    EngineParts parts;
    parts.makeBackend = [this](std::string_view) -> Result<std::unique_ptr<Backend>> {
        return makeSimulatedBackend(*world);
    };
    parts.backend = "simulated";
    parts.clock = &clock;
    parts.files = &systemFiles();
    // The clock is moved faster than time: threads that a busy machine keeps waiting must not be lapped by
    // that.
    parts.preRollSeconds = 20.0;
    if (prepare)
        prepare(*world, parts);
    engine = std::make_unique<Engine>(std::move(parts));
    engine->start();
}

EngineFixture::~EngineFixture() {
    engine.reset();
    world.reset();
}

void EngineFixture::fetch() {
    Event event;
    while (engine->nextEvent(event))
        seen.push_back(event);
}

bool EngineFixture::waitUntil(const std::function<bool()>& condition, std::int64_t stepNs) {
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        fetch();
        if (condition())
            return true;
        if (timer.hasExpired(10'000))
            return false;
        if (stepNs > 0)
            clock.advance(stepNs);
        QThread::usleep(500); // a look at the queue, not a guess at how long something takes
    }
}

void EngineFixture::advance(double seconds) {
    const auto steps = static_cast<int>(seconds * 100.0 + 0.5);
    for (int i = 0; i < steps; ++i) {
        clock.advance(nsPerSecond / 100);
        // Readers poll in real time; a tape holds seconds. Letting them look keeps the test to what it is
        // about.
        if (i % 20 == 19)
            QThread::usleep(15'000);
    }
}

InputId EngineFixture::open(const std::string& deviceId, InputWish wish) {
    wish.deviceId = deviceId;
    wish.keepOpen = true;
    const InputId input = engine->openInput(std::move(wish));
    waitFor<InputOpened>(0, [input](const InputOpened& opened) { return opened.input == input; });
    return input;
}

TakeSettings EngineFixture::settings(const std::string& name) const {
    TakeSettings settings;
    settings.file = folder.filePath(QString::fromStdString(name)).toStdString();
    return settings;
}

TakeReport EngineFixture::stop(TakeId take) {
    engine->stopTake(take);
    const auto finished =
        waitFor<TakeFinished>(nsPerSecond / 100, [take](const TakeFinished& f) { return f.take == take; });
    return finished ? finished->report : TakeReport{};
}

FileContent EngineFixture::read(const std::string& path) {
    FileContent content;
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    if (file == nullptr)
        return content;
    content.rate = info.samplerate;
    content.channels = info.channels;
    content.samples.resize(static_cast<std::size_t>(info.frames) * static_cast<std::size_t>(info.channels));
    const sf_count_t got = sf_readf_float(file, content.samples.data(), info.frames);
    content.samples.resize(static_cast<std::size_t>(got) * static_cast<std::size_t>(info.channels));
    sf_close(file);
    return content;
}

} // namespace headroom
