// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/device_twins.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr qsizetype shortId = 16; // fits beside nothing else in the narrowest list

qsizetype commonPrefix(const QString& a, const QString& b) {
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    return end - a.begin();
}

qsizetype commonSuffix(const QString& a, const QString& b) {
    const auto end = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first;
    return end - a.rbegin();
}

} // namespace

QString distinctPart(const QString& id, const QStringList& others) {
    if (id.size() <= shortId || others.isEmpty())
        return id;
    qsizetype begin = id.size();
    qsizetype end = 0;
    for (const QString& other : others) {
        begin = std::min(begin, commonPrefix(id, other));
        end = std::max(end, id.size() - commonSuffix(id, other));
    }
    // From the start of a word to the end of one.
    while (begin > 0 && id[begin - 1].isLetterOrNumber())
        --begin;
    end = std::max(end, begin);
    while (end < id.size() && id[end].isLetterOrNumber())
        ++end;
    const QString part = id.mid(begin, end - begin);
    if (part.isEmpty())
        return id;
    return (begin > 0 ? QStringLiteral("…") : QString()) + part +
           (end < id.size() ? QStringLiteral("…") : QString());
}

} // namespace headroom
