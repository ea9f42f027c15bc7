#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh clone to a running Headroom: installs what is missing, builds, starts. All arguments go to Headroom:
# packaging/run.sh opens the window, packaging/run.sh devices lists the devices.
set -euo pipefail

# Standard output is Headroom's: a command's JSON or samples may go through a pipe.
say() { printf '==> %s\n' "$*" >&2; }
die() {
    printf 'run: %s\n' "$*" >&2
    exit 1
}

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$top/packaging/install-deps.sh" >&2 || die "what the build needs could not be installed; see above"

log=$top/build/run.log
mkdir -p "$top/build"
build() {
    cd "$top"
    cmake --preset release >"$log" 2>&1 || { cat "$log" >&2; return 1; }
    if [ -t 2 ]; then
        cmake --build --preset release >&2
    else
        cmake --build --preset release >"$log" 2>&1 || { tail -n 40 "$log" >&2; return 1; }
    fi
}
say "Building; the first time takes some minutes"
(build) || die "the build failed; its last words are above. CONTRIBUTING.md says what it needs"
headroom=$top/build/release/app/headroom
[ -x "$headroom" ] || die "the build made no program at build/release/app/headroom"

has_display() {
    [ "$(uname -s)" = Darwin ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}
if [ $# -gt 0 ] || has_display; then
    exec "$headroom" "$@"
fi

say "There is no display for the window: recording five seconds on the command line instead"
# Where the window would put it.
music=$(xdg-user-dir MUSIC 2>/dev/null || true)
folder=${music:-$HOME/Music}/Headroom
mkdir -p "$folder" || die "$folder cannot be made; record where you can write: $0 record FILE.wav"
file=$folder/headroom-$(date +%Y-%m-%d-%H%M%S).wav
record() { "$headroom" record "$file" --duration 5 "$@"; }
status=0
record || status=$?
if [ "$status" -eq 3 ]; then
    say "NO SOUND SERVER OR NO MICROPHONE. What follows is a SIMULATED device: a test signal, not a sound of this room"
    status=0
    record --backend simulated || status=$?
fi
case "$status" in
    0 | 4) say "Recorded: $file" ;;
    *) say "Nothing was recorded; '$0 doctor' says what is missing" ;;
esac
exit "$status"
