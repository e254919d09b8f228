#!/bin/sh
# One entry for everything: installs what is missing, builds, runs. See usage().
set -eu
cd "$(dirname "$0")"

usage() {
    cat <<'TEXT'
usage: ./do COMMAND
  brief [MODEL]  what a negotiation comes to (the Istanbul talks if no MODEL is named): printed, and
                 as a page with charts in build/brief.html
  build          build the program; the last line printed is its path
  test           build with address and undefined-behaviour checks and run every test
  bench [TOPIC]  measure speed and memory, beside peers (docs/bench.md); two to five minutes
  lint           check layers, format, warnings and clang-tidy, and that two compilers' programs agree
  fuzz [SECONDS] run the fuzz targets, each for that long (60)
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
    mkdir -p build
    # shellcheck disable=SC2086
    if ! { $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing; } >build/apt.log 2>&1; then
        tail -n 20 build/apt.log >&2
        say "apt could not install them; the whole log is in build/apt.log"
        exit 1
    fi
}

# A Node.js that is there already, from wherever, will do.
need_node() {
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        need_packages nodejs npm
    fi
}

need_build() {
    need_packages gcc libc6-dev cmake ninja-build pkg-config libyaml-dev libjansson-dev \
        libexpat1-dev libpopt-dev libsmartcols-dev libcmocka-dev
    need_node
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
brief)
    need_build
    build release
    build/release/entente brief "${2:-scenarios/istanbul-2025-06.yaml}" --html build/brief.html
    say "The page with charts is build/brief.html."
    ;;
build)
    need_build
    build release
    echo "$PWD/build/release/entente"
    ;;
test)
    need_build
    need_packages chromium python3 python3-venv
    sh tests/venv.sh
    build asan
    ctest --preset asan -j2
    ;;
bench)
    need_build
    need_packages python3 python3-venv
    build release
    sh bench/venv.sh || say "no Python environment for the peers: entente is measured by itself"
    shift
    python3 bench/run.py build/release "$@"
    ;;
lint)
    need_build
    need_packages python3 clang clang-format clang-tidy
    python3 tests/layers.py
    git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror
    build release # with warnings as errors
    build clang
    python3 tests/compilers.py build/release/entente build/clang/entente
    git ls-files 'src/*.c' 'cli/*.c' | xargs -P2 -n8 clang-tidy --quiet \
        --extra-arg=-Wno-unknown-warning-option -p build/release
    ;;
fuzz)
    need_build
    need_packages clang libclang-rt-14-dev
    build fuzz
    for target in model import_texts; do
        mkdir -p "build/corpus/$target"
        "build/fuzz/fuzz/fuzz_$target" -max_len=20000 -max_total_time="${2:-60}" \
            "build/corpus/$target" "fuzz/corpus/$target"
    done
    ;;
-h | --help | help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
