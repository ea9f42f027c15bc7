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

/// One channel of a file or of an application's data: which channel of the device it comes from, or, played,
/// goes to, and what is done to it on the way. The words of a map name the source alone.
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

    std::string label;     ///< a person's own name of the channel; empty for none
    double gainDb = 0.0;   ///< minMapGainDb to maxMapGainDb
    bool muted = false;    ///< the channel stays, as silence
    bool inverted = false; ///< polarity

    bool operator==(const MapEntry&) const = default;
};
using MapSpec = std::vector<MapEntry>;

inline constexpr double minMapGainDb = -60.0;
inline constexpr double maxMapGainDb = 40.0;

/// What a bare integer in a map stands for. SoundCard reads it as a position on PulseAudio and as the
/// device's channel on WASAPI and CoreAudio.
enum class IntegerMeaning { Position, DeviceChannel };

/// Reads "left,right,#4,mono,silence,-1,3": one entry per channel of the file, 1 to 64 of them.
/// Errors: BadChannelMap, `subject` is the word that cannot be read.
[[nodiscard]] Result<MapSpec> parseChannelMap(std::string_view text);

/// The words of a map, as parseChannelMap() reads them: "front-left,#4,mono,silence,3". Labels, gain, mute
/// and polarity have no words.
[[nodiscard]] std::string formatChannelMap(const MapSpec& spec);
[[nodiscard]] std::string formatMapEntry(const MapEntry& entry);

/// All channels of a device in its own order, by position where a position names one channel alone, else
/// "#N".
[[nodiscard]] MapSpec mapOfDevice(std::span<const ChannelPosition> device);

/// Where one channel of a recording comes from.
struct ChannelSource {
    enum class Kind { DeviceChannel, MeanOfAll, Silence };
    Kind kind = Kind::Silence;
    int channel = 0;   ///< DeviceChannel only
    float gain = 1.0F; ///< a factor; below zero with inverted polarity

    bool operator==(const ChannelSource&) const = default;
};

/// A map made fit for one device: channel k of the recording comes from `sources[k]`, stands at
/// `positions[k]` and is called `labels[k]` by a person.
struct RecordMap {
    std::vector<ChannelSource> sources;
    std::vector<ChannelPosition> positions;
    std::vector<std::string> labels; ///< as many; empty ones where there is none

    [[nodiscard]] int channels() const { return static_cast<int>(sources.size()); }
    bool operator==(const RecordMap&) const = default;
};

/// All channels of a device in its own order.
[[nodiscard]] RecordMap identityMap(std::span<const ChannelPosition> device);

/// Fits `spec` to a device's channels. A bare integer on a device that has only aux or unpositioned channels
/// is the device's channel under either meaning. Errors: NoSuchChannel, `subject` is the entry, `offers` are
/// the device's positions; InvalidArgument for a gain out of range.
[[nodiscard]] Result<RecordMap>
resolveForRecording(const MapSpec& spec, std::span<const ChannelPosition> device, IntegerMeaning integers);

/// Writes `frames` × map.channels() interleaved samples to `out`, from `frames` × deviceChannels at `in`.
/// Neither buffer may overlap the other. Real-time safe.
void applyRecordMap(const RecordMap& map, const float* in, int deviceChannels, std::size_t frames,
                    float* out);

/// True where every channel is taken over in its own order, so that the samples can be used as they are.
[[nodiscard]] bool isIdentity(const RecordMap& map, int deviceChannels);

/// One way that a channel of what is played takes to the device.
struct PlayRoute {
    int from = 0; ///< channel of what is played
    int to = 0;   ///< channel of the device
    float gain = 1.0F;

    bool operator==(const PlayRoute&) const = default;
};

/// A map made fit for playing on one device. What meets on a device channel is summed; a device channel that
/// no route leads to stays silent.
struct PlayMap {
    int channels = 0; ///< of what is played
    std::vector<PlayRoute> routes;

    bool operator==(const PlayMap&) const = default;
};

/// Fits `spec` to a device's channels for playing. Errors: those of resolveForRecording.
[[nodiscard]] Result<PlayMap> resolveForPlayback(const MapSpec& spec, std::span<const ChannelPosition> device,
                                                 IntegerMeaning integers);

/// How data of so many channels is played without a map: as many as the device has go there in the device's
/// order; a single one goes to left and right (to all channels of a device that has no such positions).
/// Errors: ChannelCountMismatch, `offers` is the device's number.
[[nodiscard]] Result<PlayMap> playMapFor(int channels, std::span<const ChannelPosition> device);

/// Writes `frames` × deviceChannels interleaved samples to `out`, from `frames` × map.channels at `in`.
/// Neither buffer may overlap the other. Real-time safe.
void applyPlayMap(const PlayMap& map, const float* in, std::size_t frames, float* out, int deviceChannels);

/// "front-left,front-right": the names of positions, in order.
[[nodiscard]] std::string joinNames(std::span<const ChannelPosition> positions);

} // namespace headroom
