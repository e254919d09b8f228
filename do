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
  lint           check layers, format, warnings, the types of the page, what is installed, clang-tidy, and
                 that two compilers' programs agree
  fuzz [SECONDS [TARGET...]]
                 run the fuzz targets, or those named, each for that long (60)
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
        libexpat1-dev libutf8proc-dev libpopt-dev libsmartcols-dev libcmocka-dev libmpfr-dev
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

# One check of lint. The others go on where it fails.
check() { # NAME COMMAND...
    name=$1
    shift
    say "lint: $name"
    "$@" || failed="$failed, $name"
}

check_format() { git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror; }
check_tidy() {
    git ls-files 'src/*.c' 'cli/*.c' | xargs -P2 -n8 clang-tidy --quiet \
        --extra-arg=-Wno-unknown-warning-option -p build/release
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
    need_packages chromium g++ python3 python3-jsonschema python3-yaml
    build asan
    ctest --preset asan -j2
    ;;
bench)
    need_build
    need_packages python3 python3-venv
    build release
    sh bench/venv.sh || say "no Python environment for the peers: entente is measured by itself"
    bench_python=build/bench-venv/bin/python
    shift
    python3 bench/run.py build/release "$@"
    if "$bench_python" -c 'import pygambit' 2>/dev/null; then
        "$bench_python" bench/gambit_fixtures.py build/release/tests/test_property_clock_gambit
    fi
    ;;
lint)
    need_build
    need_packages python3 clang clang-format clang-tidy dpkg-dev
    failed=
    check layers python3 tests/layers.py
    check "table of fuzz targets" python3 fuzz/table.py
    check format check_format
    build release # with warnings as errors
    build clang
    check "two compilers" python3 tests/compilers.py build/release/entente build/clang/entente
    check "what is installed" ctest --preset release -R '^install/'
    check "types of the page" npm --prefix web run --silent check
    check clang-tidy check_tidy
    [ -z "$failed" ] || {
        say "lint: failed are${failed#,}"
        exit 1
    }
    ;;
fuzz)
    need_build
    need_packages clang libclang-rt-14-dev
    build fuzz
    seconds=${2:-60}
    [ $# -lt 2 ] || shift
    shift
    while read -r target words seeds; do
        case " ${*:-$target} " in *" $target "*) ;; *) continue ;; esac
        mkdir -p "build/corpus/$target"
        [ "$words" = - ] && words= || words="-dict=$words"
        # shellcheck disable=SC2086
        "build/fuzz/fuzz/fuzz_$target" -max_len=20000 -timeout=20 -max_total_time="$seconds" \
            $words "build/corpus/$target" $seeds
    done <build/fuzz/fuzz/targets.txt
    ;;
-h | --help | help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
