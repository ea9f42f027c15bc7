// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"
#include "ui/theme/colors.h"
#include "ui/theme/system_scheme.h"

#include <QObject>

namespace headroom {

/// Steps of the one grid on which everything stands, in logical pixels.
namespace space {
inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
} // namespace space

/// The colours in force: what a person chose, or what the desktop has. Sets the application's style, palette
/// and style sheet. One for the application, made by the main window; others reach the colours by colors().
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    void setChoice(ThemeChoice choice);
    [[nodiscard]] ThemeChoice choice() const { return choice_; }
    [[nodiscard]] Scheme scheme() const;

    /// The colours of the theme in force; light before there is one. They live as long as the program.
    [[nodiscard]] static const Colors& colors();

signals:
    /// After the palette was set.
    void changed();

private:
    void applyColors();

    SystemScheme system_;
    ThemeChoice choice_ = ThemeChoice::System;
};

} // namespace headroom
