// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/channel_position.h"
#include "engine/core/device.h"
#include "engine/core/stream_format.h"
#include "engine/core/take.h"

#include <QString>

#include <cstdint>
#include <span>

namespace headroom {

// Numbers and names for a person, in QLocale()'s way of writing. Any thread. Not for JSON.

/// "-12.3"; "-∞" for digital silence and below -200 dB. `decimals` 0 or 1.
[[nodiscard]] QString levelText(double db, int decimals = 1);

/// "0:00:07", "12:34:56": a length to the second, cut and not rounded.
[[nodiscard]] QString durationText(double seconds);
/// "00:00:07.4": a running time, always as wide.
[[nodiscard]] QString clockText(double seconds);
/// "0.4 ms", "12 ms", "1.5 s", "3 min 20 s": a length whose size varies.
[[nodiscard]] QString shortTimeText(double seconds);
/// "3 h 12 min", "12 min", "40 s", "more than 99 h": how long a disk lasts.
[[nodiscard]] QString timeLeftText(double seconds);

/// "12.3 MB", powers of 1000 as disks are sold.
[[nodiscard]] QString sizeText(std::uint64_t bytes);
/// "48 kHz", "44.1 kHz".
[[nodiscard]] QString rateText(int rate);
/// "1 channel", "6 channels".
[[nodiscard]] QString channelCountText(int channels);

/// "front left", "auxiliary 3", "mono".
[[nodiscard]] QString positionText(ChannelPosition position, int channel);
/// "front left, front right"; a long list ends in "…".
[[nodiscard]] QString positionsText(std::span<const ChannelPosition> positions);

/// "WAV", "FLAC".
[[nodiscard]] QString fileFormatText(FileFormat format);
/// "16 bit", "32 bit float".
[[nodiscard]] QString sampleFormatText(SampleFormat format);
/// "Microphone", "Loopback", "Speaker".
[[nodiscard]] QString deviceKindText(DeviceKind kind);
/// Likewise, and "Program" for the sound of one program.
[[nodiscard]] QString deviceKindText(const Device& device);

} // namespace headroom
