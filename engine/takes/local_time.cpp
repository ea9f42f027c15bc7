// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/takes/local_time.h"

#include <ctime>

namespace headroom {

namespace {

constexpr std::int64_t nsPerSecond = 1'000'000'000;

/// Seconds rounded down, so that times before 1970 are right too.
std::int64_t wholeSeconds(std::int64_t wallNs) {
    std::int64_t seconds = wallNs / nsPerSecond;
    if (wallNs % nsPerSecond < 0)
        --seconds;
    return seconds;
}

CalendarTime fromParts(const std::tm& parts, std::int64_t wallNs) {
    CalendarTime time;
    time.year = parts.tm_year + 1900;
    time.month = parts.tm_mon + 1;
    time.day = parts.tm_mday;
    time.hour = parts.tm_hour;
    time.minute = parts.tm_min;
    time.second = parts.tm_sec;
    time.nanosecond = wallNs - wholeSeconds(wallNs) * nsPerSecond;
    return time;
}

/// Days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms, days_from_civil).
std::int64_t dayNumber(std::int64_t year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

} // namespace

CalendarTime localTime(std::int64_t wallNs) {
    const std::int64_t seconds = wholeSeconds(wallNs);
    const auto moment = static_cast<std::time_t>(seconds);
    std::tm parts{};
#ifdef _WIN32
    ::localtime_s(&parts, &moment);
#else
    ::localtime_r(&moment, &parts);
#endif
    CalendarTime time = fromParts(parts, wallNs);
    const std::int64_t shown = dayNumber(time.year, time.month, time.day) * 86400 + time.hour * 3600 +
                               time.minute * 60 + time.second;
    time.utcOffsetMinutes = static_cast<int>((shown - seconds) / 60);
    return time;
}

CalendarTime utcTime(std::int64_t wallNs) {
    const auto moment = static_cast<std::time_t>(wholeSeconds(wallNs));
    std::tm parts{};
#ifdef _WIN32
    ::gmtime_s(&parts, &moment);
#else
    ::gmtime_r(&moment, &parts);
#endif
    return fromParts(parts, wallNs);
}

std::string padded(std::int64_t number, int digits) {
    std::string text = std::to_string(number < 0 ? -number : number);
    if (text.size() < static_cast<std::size_t>(digits))
        text.insert(0, static_cast<std::size_t>(digits) - text.size(), '0');
    return number < 0 ? "-" + text : text;
}

std::string isoDate(const CalendarTime& time) {
    return padded(time.year, 4) + "-" + padded(time.month, 2) + "-" + padded(time.day, 2);
}

std::string clockTime(const CalendarTime& time, char mark) {
    return padded(time.hour, 2) + mark + padded(time.minute, 2) + mark + padded(time.second, 2);
}

std::string isoUtc(std::int64_t wallNs) {
    const CalendarTime time = utcTime(wallNs);
    return isoDate(time) + "T" + clockTime(time, ':') + "." + padded(time.nanosecond / 1'000'000, 3) + "Z";
}

} // namespace headroom
