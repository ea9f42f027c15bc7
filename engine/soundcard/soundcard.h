// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/result.h"
#include "engine/soundcard/audio.h"
#include "engine/soundcard/microphone.h"
#include "engine/soundcard/speaker.h"
#include "engine/soundcard/stream_options.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Recording and playing in a few blocking calls, in the words of the Python library SoundCard.
///
/// The process has one connection to the sound system, made with the first call and made again when the
/// server ended and is back. Every function here may be called from any thread; each returns in bounded time,
/// though the server does not answer. Errors are values, see engine/core/error.h.
///
/// After fork() the child has no sound: there every function returns BackendFailed, and recorders and players
/// of the parent must not be touched, nor destroyed. Call exec or _exit in the child, or fork before the
/// first call.
namespace headroom::soundcard {

/// @name Devices
/// As they are now. Errors: ServerDown, TimedOut, PermissionDenied; NoSuchDevice where one is looked for.
/// @{

[[nodiscard]] Result<std::vector<Speaker>> allSpeakers();
[[nodiscard]] Result<Speaker> defaultSpeaker();
/// By its id, a part of its name, or some letters of its name in their order: "FS2i2" finds "Focusrite
/// Scarlett 2i2". See findDevice() in engine/core/device.h. Where two have one name only the id tells them
/// apart.
[[nodiscard]] Result<Speaker> speaker(std::string_view pattern);

/// With `includeLoopback` also what each speaker plays, as something to record.
[[nodiscard]] Result<std::vector<Microphone>> allMicrophones(bool includeLoopback = false);
/// May be a loopback, where the system's default is one.
[[nodiscard]] Result<Microphone> defaultMicrophone();
/// A loopback is found by its whole id though `includeLoopback` is not set.
[[nodiscard]] Result<Microphone> microphone(std::string_view pattern, bool includeLoopback = false);

/// Every name of a channel position and its number.
[[nodiscard]] std::map<std::string, int> channelNameMap();
/// @}

/// @name The sound system
/// @{

/// The name under which the server shows this program; its file's name where none was set. Takes effect at
/// once.
[[nodiscard]] std::string programName();
void setProgramName(const std::string& name);

/// From now on devices and streams are those of this backend; open streams stay where they are. Without a
/// call it is the one that the environment variable HEADROOM_BACKEND names, else the platform's own:
/// "pulse" on Linux. "simulated" has devices that do not exist, to try a program without a sound card.
/// Errors: InvalidArgument, `offers` lists the names.
Result<void> useBackend(std::string_view name);
/// @}

} // namespace headroom::soundcard
