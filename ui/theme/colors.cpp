// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

QColor rgb(QRgb value) {
    return QColor::fromRgb(value);
}

Colors makeLight() {
    Colors c;
    c.dark = false;
    c.window = rgb(0xf1f3f5);
    c.panel = rgb(0xffffff);
    c.raised = rgb(0xffffff);
    c.border = rgb(0xd5dae0);
    c.outline = rgb(0x7a848f);
    c.text = rgb(0x1a1f24);
    c.muted = rgb(0x55606b);
    c.disabled = rgb(0x9aa2ab);
    c.accent = rgb(0x1565a8);
    c.onAccent = rgb(0xffffff);
    c.selected = rgb(0xdceaf7);
    c.record = rgb(0xc42b2b);
    c.recordHover = rgb(0xaa2020);
    c.onRecord = rgb(0xffffff);
    c.good = rgb(0x0b7568);
    c.warn = rgb(0x8a5300);
    c.bad = rgb(0xb3261e);
    c.info = {rgb(0xe3eff9), rgb(0x12344f), rgb(0x1565a8)};
    c.warning = {rgb(0xffeec2), rgb(0x4a3000), rgb(0x9a6200)};
    c.error = {rgb(0xfbdcd9), rgb(0x5c120d), rgb(0xb3261e)};
    c.meterTrack = rgb(0xe9edf0);
    c.meterGrid = rgb(0xc7ced5);
    c.meterHold = rgb(0x1a1f24);
    c.meterLow = {rgb(0x0a7f73), rgb(0x45a196)};
    c.meterMiddle = {rgb(0xa86700), rgb(0xcf8d24)};
    c.meterHigh = {rgb(0xc23616), rgb(0xe2694b)};
    c.clip = rgb(0xc42b2b);
    c.onClip = rgb(0xffffff);
    return c;
}

Colors makeDark() {
    Colors c;
    c.dark = true;
    c.window = rgb(0x181b1f);
    c.panel = rgb(0x20242a);
    c.raised = rgb(0x2b3037);
    c.border = rgb(0x333941);
    c.outline = rgb(0x737d89);
    c.text = rgb(0xe9ecef);
    c.muted = rgb(0xa5aeb8);
    c.disabled = rgb(0x666f7a);
    c.accent = rgb(0x66b2ee);
    c.onAccent = rgb(0x0b1a27);
    c.selected = rgb(0x2a4157);
    c.record = rgb(0xd13434);
    c.recordHover = rgb(0xdb4a4a);
    c.onRecord = rgb(0xffffff);
    c.good = rgb(0x4cc9b8);
    c.warn = rgb(0xf0b44c);
    c.bad = rgb(0xff8a80);
    c.info = {rgb(0x1d3347), rgb(0xd6e9fa), rgb(0x66b2ee)};
    c.warning = {rgb(0x46370f), rgb(0xffe7b0), rgb(0xf0b44c)};
    c.error = {rgb(0x4c2324), rgb(0xffdad6), rgb(0xff8a80)};
    c.meterTrack = rgb(0x14171b);
    c.meterGrid = rgb(0x3a414a);
    c.meterHold = rgb(0xf4f6f8);
    c.meterLow = {rgb(0x36c2b0), rgb(0x23857a)};
    c.meterMiddle = {rgb(0xf0b03c), rgb(0xa67720)};
    c.meterHigh = {rgb(0xff7a52), rgb(0xb84c2c)};
    c.clip = rgb(0xd13434);
    c.onClip = rgb(0xffffff);
    return c;
}

double luminance(const QColor& color) {
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Colors& lightColors() {
    static const Colors colors = makeLight();
    return colors;
}

const Colors& darkColors() {
    static const Colors colors = makeDark();
    return colors;
}

QPalette paletteOf(const Colors& c) {
    QPalette palette(c.raised, c.window);
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.panel);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.bad);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Mid, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.disabled);
    return palette;
}

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace headroom
