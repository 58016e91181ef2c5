#!/bin/sh
# usage: sh tests/run.sh   installs what the tests need from Debian's packages, builds with gcc and
# clang, runs every test under AddressSanitizer and UndefinedBehaviorSanitizer, the accuracy tests on
# the plain build, and ends with "N passed, N failed". Builds lie in build/ci-*; again is faster.
set -eu
cd "$(dirname "$0")/.."
sh tools/packages.sh build run test

fail=0
configure() { # FOLDER COMPILER OPTION...
    folder=build/$1 compiler=$2
    shift 2
    if [ ! -f "$folder/build.ninja" ]; then
        CC=$compiler meson setup "$folder" "$@" >"$folder.log" 2>&1 ||
            { cat "$folder.log"; echo "0 passed, 1 failed"; exit 1; }
    fi
}
compile() { # FOLDER
    echo "== compiling build/$1"
    ninja -C "build/$1" >"build/$1.log" 2>&1 ||
        { tail -n 60 "build/$1.log"; echo "0 passed, 1 failed"; exit 1; }
}
run() { # FOLDER ARGUMENT...
    folder=build/$1
    shift
    echo "== testing $folder"
    meson test -C "$folder" --no-rebuild --num-processes "$(nproc)" --print-errorlogs "$@" || fail=1
}

mkdir -p build
configure ci-gcc gcc --buildtype=release
configure ci-clang clang --buildtype=debug -Dbenchmarks=false
configure ci-sanitize gcc --buildtype=debug -Doptimization=1 -Db_sanitize=address,undefined -Dbenchmarks=false
compile ci-gcc
compile ci-clang
compile ci-sanitize

export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export ASAN_OPTIONS=detect_leaks=1
run ci-sanitize --no-suite accuracy
run ci-gcc --suite accuracy --suite golden

python3 tests/summary.py build/ci-sanitize build/ci-gcc || fail=1
exit $fail
