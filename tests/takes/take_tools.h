// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/takes/audio_file_writer.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <sndfile.h>
#include <span>
#include <string>
#include <vector>

namespace headroom {

/// The usual positions of this many channels: mono, stereo, 5.1 in the mask's order, else aux.
[[nodiscard]] std::vector<ChannelPosition> usualPositions(int channels);

/// A spec for "take.ENDING" of a real-looking device.
[[nodiscard]] AudioFileSpec specFor(FileFormat format, SampleFormat samples, int rate = 48000,
                                    int channels = 2);

/// A report of a faultless take with this spec.
[[nodiscard]] TakeReport reportFor(const AudioFileSpec& spec, std::uint64_t frames);

/// Samples in ±1 that differ in every frame and channel, the same each time.
[[nodiscard]] std::vector<float> noise(std::uint64_t frames, int channels, std::uint32_t seed = 1);

/// The largest float below 1.
inline constexpr float almostOne = 0.99999994F;

/// What libsndfile, called directly, makes of a file.
struct Reading {
    bool opened = false;
    std::string error;
    SF_INFO info{};
    std::vector<float> samples;
    std::vector<std::int32_t> integers; ///< as libsndfile gives them: left-justified in 32 bits
    std::vector<std::pair<std::uint32_t, std::string>> cues;
    std::vector<int> channelMap;
    std::string comment;
    std::string title;
    std::string date;
    std::string software;
    std::string description; ///< of bext
    std::uint64_t timeReference = 0;
    int bextVersion = 0;
    std::string originationDate;
    std::string originationTime;

    [[nodiscard]] std::uint64_t frames() const { return static_cast<std::uint64_t>(info.frames); }
};
[[nodiscard]] Reading readBack(std::span<const std::byte> file);
/// Without the samples, of a file that may be huge.
[[nodiscard]] Reading readHead(const QString& path);

/// The chunks of a RIFF file in their order; nullopt where they do not tile it exactly.
struct RiffChunk {
    std::string id;
    std::size_t content = 0;
    std::uint64_t bytes = 0;
};
[[nodiscard]] std::optional<std::vector<RiffChunk>> riffChunks(std::span<const std::byte> file);

/// What `ffprobe` says of a file as "key=value" lines; nullopt where there is no ffprobe.
[[nodiscard]] std::optional<QString> probe(const QString& path);
/// Runs a program; its exit code and what it wrote. nullopt where it is not installed.
struct Ran {
    int exitCode = 0;
    QString output;
};
[[nodiscard]] std::optional<Ran> run(const QString& program, const QStringList& arguments);

} // namespace headroom
