#!/bin/sh
# usage: sh tools/packages.sh KIND...   installs the rows of packages.debian of these kinds
# (build, run, test) that are missing. Wants root or sudo only when something is missing.
set -eu
cd "$(dirname "$0")/.."
missing=
for kind in "$@"; do
    for package in $(awk -v k="$kind" '$1 == k { print $2 }' packages.debian); do
        # npm comes with some builds of nodejs: the command counts, not the package
        [ "$package" = npm ] && command -v npm >/dev/null 2>&1 && continue
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
done
[ -n "$missing" ] || exit 0
echo "Installing from Debian:$missing"
if [ "$(id -u)" -eq 0 ]; then
    sudo=
elif command -v sudo >/dev/null 2>&1; then
    sudo=sudo
else
    echo "These packages are missing and only root can install them. As root, run:" >&2
    echo "  apt-get install$missing" >&2
    exit 1
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq \
    --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "apt-get could not install the packages above." >&2
    exit 1
fi
