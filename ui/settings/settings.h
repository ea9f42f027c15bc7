// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/take.h"
#include "ui/settings/input_choice.h"

#include <QByteArray>
#include <QString>

namespace headroom {

/// Which theme a person chose; System follows the desktop.
enum class ThemeChoice { System, Light, Dark };

/// What the window remembers from one run to the next. Plain values; SettingsStore keeps them.
struct Settings {
    QByteArray geometry; ///< QWidget::saveGeometry
    QByteArray columns;  ///< QSplitter::saveState of devices | rest
    QByteArray rows;     ///< QSplitter::saveState of meters | takes

    /// The input that a person chose; the system's default as long as nobody did.
    InputChoice input;

    QString folder; ///< of the recordings
    FileFormat format = FileFormat::Wav;
    SampleFormat sampleFormat = SampleFormat::Float;
    QString namingTemplate; ///< empty: the usual one, which the engine knows
    double preRollSeconds = 0.0;

    ThemeChoice theme = ThemeChoice::System;

    bool operator==(const Settings&) const = default;
};

} // namespace headroom
