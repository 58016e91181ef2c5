#!/bin/sh
# usage: fetch.sh SOURCE FOLDER   puts the viewer's sources and the packages of its lockfile into FOLDER;
# again: seconds, and no network unless the lockfile changed.
set -eu
source=$1 folder=$2
mkdir -p "$folder"
cp "$source"/*.js "$source"/*.mjs "$source"/*.css "$source"/*.html "$folder"/
if [ -d "$folder/node_modules/esbuild" ] &&
    cmp -s "$source/package-lock.json" "$folder/package-lock.json"; then
    exit 0
fi
cp "$source/package.json" "$source/.npmrc" "$folder"/
rm -f "$folder/package-lock.json"
cp "$source/package-lock.json" "$folder/package-lock.new"
cd "$folder"
mv package-lock.new package-lock.json
if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >npm.log 2>&1; then
    rm -rf node_modules package-lock.json # so that the next run tries again
    tail -n 3 npm.log
    exit 1
fi
