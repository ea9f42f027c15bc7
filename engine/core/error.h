// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// What went wrong, as a kind that a caller can act on. The words for a person are made from it in ui/text.
enum class ErrorKind {
    DeviceGone,         ///< was there and is not any more: wait for it, or choose another
    DeviceBusy,         ///< another program holds it (exclusive mode)
    NoSuchDevice,       ///< nothing matches; `offers` lists what there is
    OpensOnlyWhenAsked, ///< opening it has a price (a headset would switch to hands-free): choose it yourself
    PermissionDenied,   ///< the system refuses the microphone or the server
    ServerDown,         ///< no sound server answers
    FormatNotSupported, ///< rate, channels or sample format do not fit; `offers` lists what fits
    ModeNotSupported,   ///< exclusive mode, where the device or the platform has none
    BadChannelMap,      ///< the words of a channel map cannot be read; `subject` is the entry
    NoSuchChannel,      ///< the map names a channel that the device lacks; `offers` lists those it has
    /// What is played has another number of channels (`subject`) than the map or the device (`offers`)
    ChannelCountMismatch,
    UnknownFileEnding, ///< the file's ending names no format; `offers` lists the endings
    FileExists,        ///< it is not overwritten unasked
    FileNotFound,
    FileNotReadable,   ///< exists and cannot be opened
    FileDamaged,       ///< opened, and its content is no sound file that is known here
    FolderNotWritable, ///< the folder is missing or refuses new files
    WriteFailed,       ///< the disk refused data for a reason other than its size
    DiskFull,
    BadName,         ///< a naming template or a file name that cannot be used
    InvalidArgument, ///< a number out of its range; `subject` names it, `offers` the range
    TimedOut,        ///< something that is bounded did not answer in time
    BackendFailed,   ///< the system's sound interface failed in a way that has no kind of its own
};

/// A stable name for logs, tests and JSON: "device-gone".
[[nodiscard]] std::string_view name(ErrorKind kind);

/// An error as a value. All strings are valid UTF-8.
struct Error {
    ErrorKind kind = ErrorKind::BackendFailed;
    std::string subject;             ///< what it is about: a device's name, a file, a word of the user's
    std::vector<std::string> offers; ///< what would have been right, where that can be listed
    std::string native;              ///< the system's own code and words, for the log

    bool operator==(const Error&) const = default;
};

} // namespace headroom
