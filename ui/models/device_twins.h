// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace headroom {

/// The part of an identifier that tells it from `others`, whole words of it: "…Y8AAA…" of
/// "usb-Maker_Y8AAA-00". The whole identifier where that is short or is the beginning of another.
[[nodiscard]] QString distinctPart(const QString& id, const QStringList& others);

} // namespace headroom
