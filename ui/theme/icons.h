// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace headroom {

/// An icon of resources/icons in the palette's own colours: text where enabled, the disabled text's colour
/// where not. It follows the theme by itself and is sharp at every scale.
[[nodiscard]] QIcon themedIcon(const QString& name);

/// The same in one colour.
[[nodiscard]] QIcon coloredIcon(const QString& name, const QColor& color);

/// One picture, `size` logical pixels wide and high.
[[nodiscard]] QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio);

/// The program's own icon, in its own colours.
[[nodiscard]] QIcon programIcon();

} // namespace headroom
