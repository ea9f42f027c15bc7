// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/error.h"

namespace headroom {

std::string_view name(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::DeviceGone: return "device-gone";
    case ErrorKind::DeviceBusy: return "device-busy";
    case ErrorKind::NoSuchDevice: return "no-such-device";
    case ErrorKind::OpensOnlyWhenAsked: return "opens-only-when-asked";
    case ErrorKind::PermissionDenied: return "permission-denied";
    case ErrorKind::ServerDown: return "server-down";
    case ErrorKind::FormatNotSupported: return "format-not-supported";
    case ErrorKind::ModeNotSupported: return "mode-not-supported";
    case ErrorKind::BadChannelMap: return "bad-channel-map";
    case ErrorKind::NoSuchChannel: return "no-such-channel";
    case ErrorKind::ChannelCountMismatch: return "channel-count-mismatch";
    case ErrorKind::UnknownFileEnding: return "unknown-file-ending";
    case ErrorKind::FileExists: return "file-exists";
    case ErrorKind::FileNotFound: return "file-not-found";
    case ErrorKind::FileNotReadable: return "file-not-readable";
    case ErrorKind::FileDamaged: return "file-damaged";
    case ErrorKind::FolderNotWritable: return "folder-not-writable";
    case ErrorKind::WriteFailed: return "write-failed";
    case ErrorKind::DiskFull: return "disk-full";
    case ErrorKind::BadName: return "bad-name";
    case ErrorKind::InvalidArgument: return "invalid-argument";
    case ErrorKind::TimedOut: return "timed-out";
    case ErrorKind::BackendFailed: return "backend-failed";
    }
    return "backend-failed";
}

} // namespace headroom
