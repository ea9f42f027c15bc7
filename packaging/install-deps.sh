#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what Headroom's build needs and, with --tests, what its tests need. Does nothing where all is there.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/install-deps.sh [--tests] [--list]

  --tests   also what the tests need: private sound servers, a virtual display, checkers
  --list    print the packages for this system, one a line, and install nothing
TEXT
}

die() {
    printf 'install-deps: %s\n' "$*" >&2
    exit 1
}

with_tests=no
only_list=no
for option in "$@"; do
    case "$option" in
        --tests) with_tests=yes ;;
        --list) only_list=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done

# Runs a command as root: directly, or through sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        die "root is needed and there is no sudo; as root run: $*"
    fi
}

# --- Debian, Ubuntu and what is made from them: the system that this is tested on -------------------------------

apt_build=(
    g++ cmake ninja-build pkg-config ccache
    qt6-base-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools # LinguistTools: lupdate, lrelease
    qt6-svg-dev
    libqt6svg6 # the plugin for SVG icons
    qt6-translations-l10n # Qt's own words in German
    libpulse-dev libsndfile1-dev
)
apt_tests=(
    git
    # Private sound servers. Not pipewire-audio-client-libraries: its pipewire-alsa removes pulseaudio.
    pulseaudio pulseaudio-utils
    pipewire pipewire-pulse wireplumber
    dbus # dbus-run-session
    # Windows on a display that is not there
    xvfb xauth xdotool fonts-dejavu-core
    # Other programs that judge our files
    ffmpeg sox
    locales # what the German one is made from
    # Packages and what lies in them
    dpkg-dev file desktop-file-utils appstream
)

apt_missing() {
    local package
    for package in "${packages[@]}"; do
        if [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
            printf '%s\n' "$package"
        fi
    done
}

apt_get() {
    # Another program may be using the package system: wait for it, but not for ever.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@"
}

install_apt() {
    local missing
    mapfile -t missing < <(apt_missing)
    if [ "${#missing[@]}" -eq 0 ]; then
        return
    fi
    printf 'install-deps: installing %s\n' "${missing[*]}"
    # The lists of packages are fetched only where they do not know what is missing, or are too old to get it.
    if ! apt-get --simulate --no-install-recommends install "${missing[@]}" >/dev/null 2>&1; then
        apt_get update || die "the lists of packages could not be fetched; is there a network?"
    fi
    if ! apt_get --no-install-recommends install "${missing[@]}"; then
        apt_get update || die "the lists of packages could not be fetched; is there a network?"
        apt_get --no-install-recommends install "${missing[@]}" ||
            die "apt-get could not install them; its message is above"
    fi
}

# --- Others: written from their lists of packages, untested ----------------------------------------------------

dnf_build=(
    gcc-c++ cmake ninja-build pkgconf-pkg-config ccache
    qt6-qtbase-devel qt6-qttools-devel qt6-linguist qt6-qtsvg-devel qt6-qttranslations
    pulseaudio-libs-devel libsndfile-devel
)
dnf_tests=(
    git pulseaudio-utils pipewire pipewire-pulseaudio wireplumber dbus-daemon
    xorg-x11-server-Xvfb xorg-x11-xauth xdotool dejavu-sans-fonts
    ffmpeg-free sox dpkg-dev file desktop-file-utils appstream
)
pacman_build=(
    gcc cmake ninja pkgconf ccache
    qt6-base qt6-tools qt6-svg qt6-translations
    libpulse libsndfile
)
pacman_tests=(
    git pipewire pipewire-pulse wireplumber dbus
    xorg-server-xvfb xorg-xauth xdotool ttf-dejavu
    ffmpeg sox dpkg file desktop-file-utils appstream
)
brew_build=(cmake ninja pkg-config ccache qt libsndfile)
brew_tests=(git ffmpeg sox)

untested() {
    printf 'install-deps: the list of packages for %s is untested\n' "$1" >&2
}

install_dnf() {
    untested "Fedora"
    if rpm --quiet --query "${packages[@]}" 2>/dev/null; then
        return
    fi
    as_root dnf -y install --setopt=install_weak_deps=False "${packages[@]}"
}

install_pacman() {
    untested "Arch Linux"
    if pacman --query "${packages[@]}" >/dev/null 2>&1; then
        return
    fi
    as_root pacman --sync --needed --noconfirm "${packages[@]}"
}

install_brew() {
    untested "Homebrew"
    brew install "${packages[@]}"
}

# ----------------------------------------------------------------------------------------------------------------

if command -v apt-get >/dev/null 2>&1; then
    install=install_apt build=("${apt_build[@]}") tests=("${apt_tests[@]}")
elif command -v dnf >/dev/null 2>&1; then
    install=install_dnf build=("${dnf_build[@]}") tests=("${dnf_tests[@]}")
elif command -v pacman >/dev/null 2>&1; then
    install=install_pacman build=("${pacman_build[@]}") tests=("${pacman_tests[@]}")
elif command -v brew >/dev/null 2>&1; then
    install=install_brew build=("${brew_build[@]}") tests=("${brew_tests[@]}")
else
    die "none of apt-get, dnf, pacman and brew is here; CONTRIBUTING.md lists what the build needs"
fi

packages=("${build[@]}")
if [ "$with_tests" = yes ]; then
    packages+=("${tests[@]}")
fi
if [ "$only_list" = yes ]; then
    printf '%s\n' "${packages[@]}"
    exit 0
fi
"$install"
