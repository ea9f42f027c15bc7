// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"
#include "engine/core/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// One word of a channel map as a person writes it.
struct MapEntry {
    enum class Kind {
        Position,      ///< a position by its name
        Index,         ///< an integer as SoundCard means it: see IntegerMeaning
        DeviceChannel, ///< "#N": the device's channel N, from 0
        Mono,          ///< "mono" or -1: the mean of all channels of the device
        Silence,
    };
    Kind kind = Kind::Silence;
    int number = 0; ///< Index, DeviceChannel
    ChannelPosition position = ChannelPosition::Unpositioned;
    std::string word; ///< as written, for errors

    bool operator==(const MapEntry&) const = default;
};
using MapSpec = std::vector<MapEntry>;

/// What a bare integer in a map stands for. SoundCard reads it as a position on PulseAudio and as the
/// device's channel on WASAPI and CoreAudio.
enum class IntegerMeaning { Position, DeviceChannel };

/// Reads "left,right,#4,mono,silence,-1,3": one entry per channel of the file, 1 to 64 of them.
/// Errors: BadChannelMap, `subject` is the word that cannot be read.
[[nodiscard]] Result<MapSpec> parseChannelMap(std::string_view text);

/// Where one channel of a recording comes from.
struct ChannelSource {
    enum class Kind { DeviceChannel, MeanOfAll, Silence };
    Kind kind = Kind::Silence;
    int channel = 0; ///< DeviceChannel only

    bool operator==(const ChannelSource&) const = default;
};

/// A map made fit for one device: channel k of the recording comes from `sources[k]` and is labelled
/// `positions[k]`.
struct RecordMap {
    std::vector<ChannelSource> sources;
    std::vector<ChannelPosition> positions;

    [[nodiscard]] int channels() const { return static_cast<int>(sources.size()); }
    bool operator==(const RecordMap&) const = default;
};

/// All channels of a device in its own order.
[[nodiscard]] RecordMap identityMap(std::span<const ChannelPosition> device);

/// Fits `spec` to a device's channels. A bare integer on a device that has only aux or unpositioned channels
/// is the device's channel under either meaning. Errors: NoSuchChannel, `subject` is the entry, `offers` are
/// the device's positions.
[[nodiscard]] Result<RecordMap>
resolveForRecording(const MapSpec& spec, std::span<const ChannelPosition> device, IntegerMeaning integers);

/// Writes `frames` × map.channels() interleaved samples to `out`, from `frames` × deviceChannels at `in`.
/// Neither buffer may overlap the other. Real-time safe.
void applyRecordMap(const RecordMap& map, const float* in, int deviceChannels, std::size_t frames,
                    float* out);

/// True where every channel is taken over in its own order, so that the samples can be used as they are.
[[nodiscard]] bool isIdentity(const RecordMap& map, int deviceChannels);

/// "front-left,front-right": the names of positions, in order.
[[nodiscard]] std::string joinNames(std::span<const ChannelPosition> positions);

} // namespace headroom
