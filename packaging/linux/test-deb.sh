#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian package, installs it away from this system, uses it from there and removes it again.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/linux/test-deb.sh [--build DIR] [--chroot DIR]

  --build DIR    a configured and built tree; build/release is configured and built where not given
  --chroot DIR   install with apt-get in this root of a Debian system instead of unpacking with dpkg into an empty
                 one: what the package depends on is then installed by what the package says alone. Needs root.
TEXT
}

die() {
    printf 'test-deb: %s\n' "$*" >&2
    exit 1
}
step() { printf '==> %s\n' "$*"; }

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=
chroot=
while [ $# -gt 0 ]; do
    case "$1" in
        --build) build=${2:?--build needs a folder}; shift ;;
        --chroot) chroot=${2:?--chroot needs a folder}; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

if [ -z "$build" ]; then
    build=build/release
    cmake --preset release
    cmake --build --preset release
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step "Package"
cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/packages" >"$work/cpack.log" 2>&1 ||
    { cat "$work/cpack.log" >&2; die "cpack failed"; }
debs=("$work"/packages/*.deb)
deb=${debs[0]}
[ -f "$deb" ] || die "cpack made no package"
package=$(dpkg-deb --field "$deb" Package)
dpkg-deb --info "$deb"
dpkg-deb --contents "$deb"

# The package may hold nothing but what it is meant to hold.
unexpected=$(dpkg-deb --fsys-tarfile "$deb" | tar --list | grep -v '/$' | grep -vxE \
    '\./usr/bin/headroom|\./usr/share/(applications|icons/hicolor/[^/]+/apps|metainfo)/org\.headroom\.Headroom\.[a-z.]+|\./usr/share/doc/headroom/copyright' || true)
[ -z "$unexpected" ] || die "the package holds what it should not: $unexpected"

# check COMMAND...: runs what was installed as a person without a display would.
check() {
    local version expected devices
    expected=$(dpkg-deb --field "$deb" Version)
    version=$("$@" --version) || die "headroom --version failed"
    case "$version" in
        *"$expected"*) printf '%s\n' "$version" ;;
        *) die "headroom --version says '$version', the package $expected" ;;
    esac
    devices=$("$@" devices --backend simulated --json) || die "headroom devices --backend simulated --json failed"
    printf '%s\n' "$devices"
    grep -q '"kind":"microphone"' <<<"$devices" || die "headroom devices lists no microphone"
}

if [ -n "$chroot" ]; then
    in_chroot() { chroot "$chroot" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"; }
    step "Install with apt-get in $chroot"
    cp "$deb" "$chroot/tmp/headroom.deb"
    in_chroot apt-get -y -q --no-install-recommends --reinstall install /tmp/headroom.deb
    rm "$chroot/tmp/headroom.deb"
    step "Use"
    check in_chroot headroom
    step "Remove"
    in_chroot apt-get -y -q purge "$package"
    root=$chroot
else
    root=$work/root
    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
    : >"$root/var/lib/dpkg/status"
    # The libraries are this system's; that the package names them rightly is what --chroot tries.
    in_root() { dpkg --root="$root" --log="$work/dpkg.log" --force-not-root --force-depends --force-bad-path "$@"; }
    step "Install with dpkg in an empty root"
    in_root --install "$deb" 2>"$work/dpkg.err" || { cat "$work/dpkg.err" >&2; die "dpkg could not install it"; }
    step "Use"
    check "$root/usr/bin/headroom"
    desktop-file-validate "$root/usr/share/applications/org.headroom.Headroom.desktop"
    appstreamcli validate --no-net "$root/usr/share/metainfo/org.headroom.Headroom.metainfo.xml"
    step "Remove"
    in_root --purge "$package" 2>"$work/dpkg.err" || { cat "$work/dpkg.err" >&2; die "dpkg could not remove it"; }
fi

left=$(find "$root/usr" -iname '*headroom*' -not -path '*/var/*' 2>/dev/null || true)
[ -z "$left" ] || die "left behind after removal: $left"
printf 'test-deb: the package installs, runs and goes\n'
