#!/bin/sh
# usage: fetch.sh SOURCE FOLDER   puts the sources and the packages of their lockfile into FOLDER; again:
# no network unless the lockfile changed.
set -eu
source=$1 folder=$2
mkdir -p "$folder"
for file in "$source"/*.js "$source"/*.mjs "$source"/*.css "$source"/*.html; do
    if [ -f "$file" ]; then cp "$file" "$folder"/; fi
done
if [ -d "$folder/node_modules" ] &&
    cmp -s "$source/package-lock.json" "$folder/package-lock.json"; then
    exit 0
fi
cp "$source/package.json" "$source/.npmrc" "$folder"/
rm -f "$folder/package-lock.json"
cp "$source/package-lock.json" "$folder/package-lock.new"
cd "$folder"
mv package-lock.new package-lock.json
if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefer-offline \
    --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-timeout=30000 >npm.log 2>&1; then
    rm -rf node_modules package-lock.json # so that the next run tries again
    tail -n 3 npm.log
    exit 1
fi
