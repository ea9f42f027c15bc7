// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(headroom::Numbers)
};

QString number(double value, int decimals) {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'f', decimals);
}

QString twoDigits(std::int64_t value) {
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}

std::int64_t wholeSeconds(double seconds) {
    // The limit keeps a nonsense value from overflowing; nobody records for a million hours.
    return std::isfinite(seconds) ? static_cast<std::int64_t>(std::clamp(seconds, 0.0, 3.6e9)) : 0;
}

} // namespace

QString levelText(double db, int decimals) {
    if (std::isnan(db))
        return QStringLiteral("–");
    if (db < -200.0)
        return QStringLiteral("-∞");
    if (std::isinf(db))
        return QStringLiteral("+∞");
    // "-0.0" would look like a level below full scale.
    const double step = decimals == 0 ? 1.0 : 0.1;
    if (std::abs(db) < step / 2.0)
        return number(0.0, decimals);
    const QString text = number(db, decimals);
    return db > 0.0 ? QLatin1Char('+') + text : text;
}

QString durationText(double seconds) {
    const std::int64_t s = wholeSeconds(seconds);
    return QStringLiteral("%1:%2:%3").arg(s / 3600).arg(twoDigits(s / 60 % 60), twoDigits(s % 60));
}

QString clockText(double seconds) {
    const double bounded = std::isfinite(seconds) ? std::clamp(seconds, 0.0, 3.6e8) : 0.0;
    // A frame count that is exactly on a tenth must not fall below it by rounding.
    const auto tenths = static_cast<std::int64_t>(std::floor(bounded * 10.0 + 1e-6));
    const std::int64_t s = tenths / 10;
    return QStringLiteral("%1:%2:%3%4%5")
        .arg(twoDigits(s / 3600), twoDigits(s / 60 % 60), twoDigits(s % 60), QLocale().decimalPoint())
        .arg(tenths % 10);
}

QString shortTimeText(double seconds) {
    if (seconds < 0.001)
        return Words::tr("%1 ms", "milliseconds").arg(number(seconds * 1000.0, 2));
    if (seconds < 0.01)
        return Words::tr("%1 ms", "milliseconds").arg(number(seconds * 1000.0, 1));
    if (seconds < 0.9995)
        return Words::tr("%1 ms", "milliseconds").arg(number(seconds * 1000.0, 0));
    if (seconds < 59.95)
        return Words::tr("%1 s", "seconds").arg(number(seconds, 1));
    const std::int64_t s = wholeSeconds(std::round(seconds));
    if (s < 3600)
        return Words::tr("%1 min %2 s", "minutes, seconds").arg(s / 60).arg(s % 60);
    return Words::tr("%1 h %2 min", "hours, minutes").arg(s / 3600).arg(s / 60 % 60);
}

QString timeLeftText(double seconds) {
    const std::int64_t s = wholeSeconds(seconds);
    if (s >= 100LL * 3600)
        return Words::tr("more than 99 h", "time left on the disk");
    if (s >= 3600)
        return Words::tr("%1 h %2 min", "hours, minutes").arg(s / 3600).arg(s / 60 % 60);
    if (s >= 60)
        return Words::tr("%1 min", "minutes").arg(s / 60);
    return Words::tr("%1 s", "seconds").arg(s);
}

QString sizeText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(std::min<std::uint64_t>(bytes, INT64_MAX)),
                                       bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString rateText(int rate) {
    const double kilohertz = rate / 1000.0;
    QString text = number(kilohertz, 3);
    // 44.100 is 44.1 and 48.000 is 48, in every locale's point.
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (!text.isEmpty() && !text.back().isDigit())
        text.chop(1);
    return Words::tr("%1 kHz").arg(text);
}

QString channelCountText(int channels) {
    // English has no translation file that could choose a plural: its singulars are strings of their own.
    return channels == 1 ? Words::tr("1 channel") : Words::tr("%n channels", nullptr, channels);
}

QString positionText(ChannelPosition position, int channel) {
    if (isAux(position))
        return Words::tr("auxiliary %1", "channel position")
            .arg(static_cast<int>(position) - static_cast<int>(ChannelPosition::Aux0));
    switch (position) {
    case ChannelPosition::Mono: return Words::tr("mono", "channel position");
    case ChannelPosition::FrontLeft: return Words::tr("front left", "channel position");
    case ChannelPosition::FrontRight: return Words::tr("front right", "channel position");
    case ChannelPosition::FrontCenter: return Words::tr("front center", "channel position");
    case ChannelPosition::RearCenter: return Words::tr("rear center", "channel position");
    case ChannelPosition::RearLeft: return Words::tr("rear left", "channel position");
    case ChannelPosition::RearRight: return Words::tr("rear right", "channel position");
    case ChannelPosition::Lfe: return Words::tr("low frequency effects", "channel position");
    case ChannelPosition::FrontLeftOfCenter: return Words::tr("front left of center", "channel position");
    case ChannelPosition::FrontRightOfCenter: return Words::tr("front right of center", "channel position");
    case ChannelPosition::SideLeft: return Words::tr("side left", "channel position");
    case ChannelPosition::SideRight: return Words::tr("side right", "channel position");
    case ChannelPosition::TopCenter: return Words::tr("top center", "channel position");
    case ChannelPosition::TopFrontLeft: return Words::tr("top front left", "channel position");
    case ChannelPosition::TopFrontRight: return Words::tr("top front right", "channel position");
    case ChannelPosition::TopFrontCenter: return Words::tr("top front center", "channel position");
    case ChannelPosition::TopRearLeft: return Words::tr("top rear left", "channel position");
    case ChannelPosition::TopRearRight: return Words::tr("top rear right", "channel position");
    case ChannelPosition::TopRearCenter: return Words::tr("top rear center", "channel position");
    default: return Words::tr("channel %1", "a channel without a position").arg(channel);
    }
}

QString positionsText(std::span<const ChannelPosition> positions) {
    constexpr std::size_t most = 8;
    QStringList words;
    for (std::size_t i = 0; i < positions.size() && i < most; ++i)
        words << positionText(positions[i], static_cast<int>(i));
    if (positions.size() > most)
        words << QStringLiteral("…");
    return words.join(QStringLiteral(", "));
}

QString fileFormatText(FileFormat format) {
    switch (format) {
    case FileFormat::Wav: return QStringLiteral("WAV");
    case FileFormat::Rf64: return QStringLiteral("RF64");
    case FileFormat::W64: return QStringLiteral("W64");
    case FileFormat::Caf: return QStringLiteral("CAF");
    case FileFormat::Aiff: return QStringLiteral("AIFF");
    case FileFormat::Flac: return QStringLiteral("FLAC");
    case FileFormat::Ogg: return QStringLiteral("Ogg Vorbis");
    case FileFormat::Opus: return QStringLiteral("Opus");
    case FileFormat::Mp3: return QStringLiteral("MP3");
    case FileFormat::Raw: break;
    }
    return Words::tr("raw", "a file without a header");
}

QString sampleFormatText(SampleFormat format) {
    switch (format) {
    case SampleFormat::Pcm16: return Words::tr("16 bit");
    case SampleFormat::Pcm24: return Words::tr("24 bit");
    case SampleFormat::Pcm32: return Words::tr("32 bit");
    case SampleFormat::Float: break;
    }
    return Words::tr("32 bit float");
}

QString deviceKindText(DeviceKind kind) {
    switch (kind) {
    case DeviceKind::Speaker: return Words::tr("Speaker");
    case DeviceKind::Microphone: return Words::tr("Microphone");
    case DeviceKind::Loopback: break;
    }
    return Words::tr("Loopback");
}

QString deviceKindText(const Device& device) {
    return device.isApplication ? Words::tr("Program", "whose sound can be recorded")
                                : deviceKindText(device.kind);
}

} // namespace headroom
