// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace headroom {

/// A moment as a calendar and a clock show it. Months and days count from 1.
struct CalendarTime {
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::int64_t nanosecond = 0;
    int utcOffsetMinutes = 0;
};

/// A wall time, nanoseconds since 1970-01-01 UTC, in the system's time zone.
[[nodiscard]] CalendarTime localTime(std::int64_t wallNs);
/// The same in UTC.
[[nodiscard]] CalendarTime utcTime(std::int64_t wallNs);

[[nodiscard]] std::string isoDate(const CalendarTime& time);              ///< "2026-11-22"
[[nodiscard]] std::string clockTime(const CalendarTime& time, char mark); ///< "14:03:05" where mark is ':'
/// "2026-11-22T13:03:05.120Z": ISO 8601 in UTC, to the millisecond.
[[nodiscard]] std::string isoUtc(std::int64_t wallNs);

/// `number` with zeros before it, at least `digits` wide.
[[nodiscard]] std::string padded(std::int64_t number, int digits);

} // namespace headroom
