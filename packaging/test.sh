#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Headroom with its tests, warnings as errors, and runs all of them. What is missing is installed first.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/test.sh [--sanitizers]

  --sanitizers   then also with AddressSanitizer and UndefinedBehaviorSanitizer, and the engine with ThreadSanitizer
TEXT
}

die() {
    printf 'test: %s\n' "$*" >&2
    exit 1
}
step() { printf '\n==> %s\n' "$*"; }

presets=(dev)
for option in "$@"; do
    case "$option" in
        --sanitizers) presets=(dev asan tsan) ;;
        -h | --help) usage; exit 0 ;;
        *) printf 'test: unknown option %s\n' "$option" >&2; usage >&2; exit 2 ;;
    esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
step "Installing what is missing"
packaging/install-deps.sh --tests || die "what the tests need could not be installed; see above"

logs=build/test-logs
mkdir -p "$logs"
passed=0
failed=0
summary=()

# run_tests PRESET [NAME [OPTIONS]]: the tests of a built preset, or those that ctest's options leave. A failure is
# counted, and the next preset still runs.
run_tests() {
    local preset=$1 name=${2:-$1} options=("${@:3}") line=() wrap=()
    local log=$logs/$name.txt
    if [ "$preset" = tsan ] && setarch "$(uname -m)" --addr-no-randomize true 2>/dev/null; then
        # ThreadSanitizer needs fixed places in memory, which a kernel with much address randomisation takes away.
        wrap=(setarch "$(uname -m)" --addr-no-randomize)
    fi
    local status=0
    "${wrap[@]}" ctest --preset "$preset" "${options[@]}" 2>&1 | tee "$log" || status=$?
    # "98% tests passed, 1 tests failed out of 50"
    read -r -a line < <(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+).*/\1 \2/p' "$log") || true
    if [ "${#line[@]}" -ne 2 ]; then
        failed=$((failed + 1))
        summary+=("$name: the tests could not be run")
        return
    fi
    failed=$((failed + line[0]))
    passed=$((passed + line[1] - line[0]))
    summary+=("$name: ${line[0]} of ${line[1]} tests failed")
    if [ "$status" -ne 0 ] && [ "${line[0]}" -eq 0 ]; then
        failed=$((failed + 1))
        summary+=("$name: ctest ended with $status")
    fi
}

# German writes numbers with a comma, and the program speaks German: everything must be as right in it. The C library's
# part of the locale is made here, as few systems have it. What the engine does with sound servers knows no words.
run_tests_in_german() {
    local locales=$PWD/build/locale
    mkdir -p "$locales"
    [ -d "$locales/de_DE.UTF-8" ] || localedef -i de_DE -f UTF-8 "$locales/de_DE.UTF-8" ||
        die "the German locale could not be made"
    LOCPATH=$locales LC_ALL=de_DE.UTF-8 LANGUAGE=de run_tests dev german --label-exclude servers
}

export LC_ALL=C.UTF-8
for preset in "${presets[@]}"; do
    step "$preset: building"
    # An old cache must not bring an old setting along.
    cmake --preset "$preset" -DHEADROOM_WERROR=ON >"$logs/$preset-configure.txt" 2>&1 ||
        { cat "$logs/$preset-configure.txt"; die "$preset could not be configured"; }
    cmake --build --preset "$preset" || die "$preset could not be built"
    step "$preset: testing"
    run_tests "$preset"
    if [ "$preset" = dev ]; then
        step "$preset: testing in German"
        run_tests_in_german
    fi
done

printf '\n'
printf '%s\n' "${summary[@]}"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
