// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace headroom {

/// A colour of a notice: its ground, its text and its icon.
struct NoticeColors {
    QColor ground;
    QColor text;
    QColor edge;
};

/// One zone of a meter: the bar to the RMS level, and its weaker continuation to the peak.
struct MeterZoneColors {
    QColor rms;
    QColor peak;
};

/// All colours of a theme. Text on its ground has a contrast of at least 4.5 (WCAG 2.1, 1.4.3), what must be
/// told apart from its surroundings at least 3 (1.4.11); a test computes both. The meter's zones are told
/// apart in every common kind of colour vision: blue-green, amber and vermilion differ in lightness too.
struct Colors {
    bool dark = false;
    QColor window;  ///< behind everything
    QColor panel;   ///< lists, fields, the meters' ground
    QColor raised;  ///< buttons
    QColor border;  ///< lines between parts
    QColor outline; ///< edges of controls that must be found
    QColor text;
    QColor muted; ///< second lines, units
    QColor disabled;
    QColor accent; ///< focus, selection, links
    QColor onAccent;
    QColor selected; ///< ground of a chosen row
    QColor record;
    QColor recordHover;
    QColor onRecord;
    QColor good; ///< a complete take
    QColor warn; ///< as text or icon on `panel`
    QColor bad;
    NoticeColors info;
    NoticeColors warning;
    NoticeColors error;
    QColor meterTrack;
    QColor meterGrid;
    QColor meterHold;
    MeterZoneColors meterLow;
    MeterZoneColors meterMiddle;
    MeterZoneColors meterHigh;
    QColor clip;
    QColor onClip;
};

[[nodiscard]] const Colors& lightColors();
[[nodiscard]] const Colors& darkColors();

/// The same colours for what Qt paints by itself.
[[nodiscard]] QPalette paletteOf(const Colors& colors);

/// The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio", "relative luminance").
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

} // namespace headroom
