#!/bin/sh
# One entry for everything: installs what is missing, builds, runs. See usage().
set -eu
cd "$(dirname "$0")"

usage() {
    cat <<'TEXT'
usage: ./do COMMAND
  build   build the program; the last line printed is its path
  test    build with address and undefined-behaviour checks and run every test
TEXT
}

say() { printf '%s\n' "$*" >&2; }

# Install the Debian packages named that are not there yet.
need_packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing with apt:$missing"
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -qq >&2
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >&2
}

need_build() {
    need_packages gcc libc6-dev cmake ninja-build pkg-config libyaml-dev libjansson-dev \
        libexpat1-dev libpopt-dev libsmartcols-dev libcmocka-dev
}

build() { # PRESET
    mkdir -p build
    if ! { cmake --preset "$1" && cmake --build --preset "$1"; } >"build/$1.log" 2>&1; then
        tail -n 60 "build/$1.log" >&2
        say "the build failed; the whole log is in build/$1.log"
        exit 1
    fi
}

case "${1:-}" in
build)
    need_build
    build release
    ;;
test)
    need_build
    build asan
    ctest --preset asan
    ;;
-h | --help | help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
