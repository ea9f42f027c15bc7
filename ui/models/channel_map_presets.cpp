// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/channel_map_presets.h"

#include "ui/text/format_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(headroom::MapPresets)
};

using P = ChannelPosition;

// The orders of a surround file.
//   Film:  L C R Ls Rs LFE, L C R Lss Rss Lsr Rsr LFE: the track layouts of Pro Tools ("Film" and its 7.1),
//          Avid, Pro Tools Reference Guide, "Pro Tools Setup for Surround".
//   SMPTE: L R C LFE Ls Rs (ITU-R BR.1384; SMPTE ST 428-3), the same guide's "SMPTE/ITU"; in 7.1 the side
//          pair comes before the rear one.
//   DTS:   L R Ls Rs C LFE, the same guide's "DTS".
// "Ls" and "Rs" of a 5.1 system stand at 100 to 120 degrees (ITU-R BS.775): a device has either a side or a
// rear pair for them. Where it has both, the side pair is nearer.
constexpr std::array film51{P::FrontLeft, P::FrontCenter, P::FrontRight, P::SideLeft, P::SideRight, P::Lfe};
constexpr std::array smpte51{P::FrontLeft, P::FrontRight, P::FrontCenter, P::Lfe, P::SideLeft, P::SideRight};
constexpr std::array dts51{P::FrontLeft, P::FrontRight, P::SideLeft, P::SideRight, P::FrontCenter, P::Lfe};
constexpr std::array film71{P::FrontLeft, P::FrontCenter, P::FrontRight, P::SideLeft,
                            P::SideRight, P::RearLeft,    P::RearRight,  P::Lfe};
constexpr std::array smpte71{P::FrontLeft, P::FrontRight, P::FrontCenter, P::Lfe,
                             P::SideLeft,  P::SideRight,  P::RearLeft,    P::RearRight};
constexpr std::array stereo{P::FrontLeft, P::FrontRight};
constexpr std::array swapped{P::FrontRight, P::FrontLeft};

bool has(std::span<const P> device, P position) {
    return std::ranges::find(device, position) != device.end();
}

MapPreset preset(const char* key, const QString& text, std::span<const P> wanted, std::span<const P> device) {
    MapPreset made{QLatin1String(key), text, {}, {}, false};
    const MapSpec own = mapOfDevice(device);
    const bool sides = has(device, P::SideLeft) || has(device, P::SideRight);
    const bool rearsForSides = wanted.size() == 6 && !sides && has(device, P::RearLeft);
    for (P position : wanted) {
        if (rearsForSides && position == P::SideLeft)
            position = P::RearLeft;
        if (rearsForSides && position == P::SideRight)
            position = P::RearRight;
        const auto found = std::ranges::find(device, position);
        if (found == device.end())
            made.missing.push_back(position);
        else
            made.map.push_back(own[static_cast<std::size_t>(found - device.begin())]);
    }
    if (!made.missing.empty())
        made.map.clear();
    return made;
}

} // namespace

std::vector<MapPreset> mapPresets(std::span<const ChannelPosition> device) {
    const MapSpec own = mapOfDevice(device);
    std::vector<MapPreset> all;
    all.push_back({QStringLiteral("own"), Words::tr("As the Device"), own, {}, false});
    all.push_back(preset("stereo", Words::tr("Stereo"), stereo, device));
    all.push_back(preset("swapped", Words::tr("Left and Right Swapped"), swapped, device));
    MapEntry mono;
    mono.kind = MapEntry::Kind::Mono;
    mono.number = -1;
    mono.word = formatMapEntry(mono);
    all.push_back({QStringLiteral("mono"), Words::tr("Mono Mix"), {mono}, {}, false});
    all.push_back(preset("film-5.1", Words::tr("5.1, Film Order: L C R Ls Rs LFE"), film51, device));
    all.push_back(preset("smpte-5.1", Words::tr("5.1, SMPTE Order: L R C LFE Ls Rs"), smpte51, device));
    all.push_back(preset("dts-5.1", Words::tr("5.1, DTS Order: L R Ls Rs C LFE"), dts51, device));
    all.push_back(
        preset("film-7.1", Words::tr("7.1, Film Order: L C R Lss Rss Lsr Rsr LFE"), film71, device));
    all.push_back(
        preset("smpte-7.1", Words::tr("7.1, SMPTE Order: L R C LFE Lss Rss Lsr Rsr"), smpte71, device));
    for (const std::size_t count : {1U, 2U, 4U, 6U, 8U, 12U, 16U, 24U, 32U, 48U})
        if (count < own.size())
            all.push_back({QStringLiteral("first-%1").arg(count),
                           channelCountText(static_cast<int>(count)),
                           MapSpec(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(count)),
                           {},
                           true});
    return all;
}

} // namespace headroom
