// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_levels.h"

#include "engine/analysis/signal_statistics.h"
#include "engine/takes/take_reader.h"

#include <algorithm>

namespace headroom {

Result<FileLevels> measureFile(const std::string& path, const std::function<bool(double)>& goOn) {
    auto opened = openAudioFile(path);
    if (!opened)
        return opened.error();
    AudioFileReader& reader = *opened.value();
    FileLevels levels;
    levels.rate = reader.rate();
    const auto channels = static_cast<int>(reader.channels().size());
    SignalStatistics statistics(channels);
    constexpr std::uint64_t framesAtOnce = 16384;
    std::vector<float> samples(framesAtOnce * static_cast<std::size_t>(channels));
    for (;;) {
        const auto got = reader.read(samples.data(), framesAtOnce);
        if (!got)
            return got.error();
        if (got.value() == 0)
            break;
        statistics.process(samples.data(), got.value());
        const double all = static_cast<double>(std::max<std::uint64_t>(reader.frames(), 1));
        if (!goOn(std::min(static_cast<double>(statistics.frames()) / all, 1.0)))
            break;
    }
    levels.frames = statistics.frames();
    levels.peakDb = statistics.peakDb();
    levels.rmsDb = statistics.rmsDb();
    levels.clips = statistics.clips();
    return levels;
}

} // namespace headroom
