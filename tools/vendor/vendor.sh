#!/usr/bin/env bash
# vendor.sh DEPS V8_VERSION OUT
#
# Installs the packages of package-lock.json under DEPS/npm, unless those that
# are there come from the same lock file, and bundles them into OUT.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1" "$3"
deps=$(cd "$1" && pwd)
out=$(cd "$3" && pwd)
IFS=. read -r major minor _ <<< "$2"

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

# Chrome's version is V8's: 10.2 is Chrome 102, 13.6 is Chrome 136.
node "$root/tools/vendor/bundle.mjs" "$deps/npm" "$major$minor" "$out"
