// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/error.h"
#include "engine/core/result.h"
#include "engine/core/take.h"
#include "ui/settings/input_choice.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace headroom {

/// How a take is to be made, as the window's controls stand when Record is pressed.
struct RecordChoice {
    InputChoice input;
    QString deviceId; ///< the device that it stands for now
    QString folder;
    QString namingTemplate; ///< empty: the usual one
    FileFormat format = FileFormat::Wav;
    SampleFormat sampleFormat = SampleFormat::Float;
    double preRollSeconds = 0.0;

    bool operator==(const RecordChoice&) const = default;
};

/// A file format and the sample formats that it can hold, the usual one first.
struct FormatOption {
    FileFormat format = FileFormat::Wav;
    std::vector<SampleFormat> samples;
};

/// What the window needs to know of the recorder and cannot include. Given by `app` once, before the window
/// is shown. Functions are called on the window's thread and must not block.
struct RecordingFacts {
    std::vector<FormatOption> formats{
        {FileFormat::Wav,
         {SampleFormat::Float, SampleFormat::Pcm16, SampleFormat::Pcm24, SampleFormat::Pcm32}}};
    /// Bytes a second of a file (takes' bytesPerSecond); PCM's own size is taken where it is not given.
    std::function<double(FileFormat, SampleFormat, int rate, int channels)> bytesPerSecond;
    /// The naming template that is used where a person chose none.
    QString usualNamingTemplate;
    /// What may stand in a template, for the dialog: "{date}", "{time}", ... Empty: names cannot be chosen.
    std::vector<QString> namingTokens;
    /// The file name, without an ending, that a template makes now. Errors: BadName.
    std::function<Result<QString>(const QString& namingTemplate)> previewName;
};

/// How the folder of the recordings stands.
struct FolderStatus {
    QString folder;
    std::optional<std::uint64_t> bytesFree;
    std::optional<Error> error; ///< missing, not writable
};

} // namespace headroom
