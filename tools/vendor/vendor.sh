#!/usr/bin/env bash
# vendor.sh DEPS OUT
#
# Installs the packages of package-lock.json under DEPS/npm, unless those that
# are there come from the same lock file, and bundles them into OUT.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1" "$2"
deps=$(cd "$1" && pwd)
out=$(cd "$2" && pwd)

exec 9> "$deps/.npm.lock"
flock 9

lock=$(sha256sum < "$root/package-lock.json")
if [[ ! -f $deps/npm/.lock || $(< "$deps/npm/.lock") != "$lock" ]]; then
  command -v npm > /dev/null || {
    echo "error: npm is missing (./dev setup installs it)" >&2
    exit 1
  }
  echo "setup: installing the npm packages that the build bundles"
  rm -rf "$deps/npm"
  mkdir -p "$deps/npm"
  cp "$root/package.json" "$root/package-lock.json" "$root/.npmrc" "$deps/npm/"
  (cd "$deps/npm" && npm ci --ignore-scripts --loglevel=error)
  echo "$lock" > "$deps/npm/.lock"
fi

# For the oldest V8 that Rondo runs on: 11.3 is Chrome 113.
node "$root/tools/vendor/bundle.mjs" "$deps/npm" 113 "$out"
