// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_bridge.h"

#include "engine/realtime/clock.h"
#include "engine/takes/audio_file_writer.h"
#include "engine/takes/naming.h"

#include <algorithm>

namespace headroom {

RecordingFacts recordingFacts() {
    RecordingFacts facts;
    facts.formats.clear();
    // Those that a person knows come first.
    for (const FileFormat format :
         {FileFormat::Wav, FileFormat::Flac, FileFormat::Mp3, FileFormat::Ogg, FileFormat::Opus,
          FileFormat::Aiff, FileFormat::Caf, FileFormat::W64, FileFormat::Rf64}) {
        std::vector<SampleFormat> samples = sampleFormatsOf(format);
        std::ranges::stable_partition(samples,
                                      [format](SampleFormat s) { return s == defaultSampleFormat(format); });
        facts.formats.push_back({format, std::move(samples)});
    }
    facts.bytesPerSecond = bytesPerSecond;
    facts.usualNamingTemplate =
        QString::fromUtf8(defaultNameTemplate.data(), static_cast<qsizetype>(defaultNameTemplate.size()));
    for (const std::string& word : templateWords())
        facts.namingTokens.push_back(QString::fromStdString(word));
    facts.previewName = [](const QString& namingTemplate) -> Result<QString> {
        NameParts example;
        example.device = "Scarlett 2i2";
        example.wallNs = SystemClock().wallNs();
        example.channels = 2;
        example.rate = 48000;
        auto name = expandNameTemplate(namingTemplate.toStdString(), example);
        if (!name)
            return name.error();
        return QString::fromStdString(name.value());
    };
    return facts;
}

} // namespace headroom
