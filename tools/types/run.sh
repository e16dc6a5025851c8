#!/usr/bin/env bash
# run.sh [FILE...]: checks the JSDoc of the files of lib/ that checked.txt lists,
# or of these, with the TypeScript compiler that package-lock.json names. It is
# kept in build/types.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=$here/../../build/types
mkdir -p "$folder"

exec 9> "$folder/.lock"
flock 9
lock=$(sha256sum < "$here/package-lock.json")
if [[ ! -f $folder/.installed || $(< "$folder/.installed") != "$lock" ]]; then
  cp "$here/package.json" "$here/package-lock.json" "$here/../../.npmrc" "$folder/"
  (cd "$folder" && npm ci --ignore-scripts --loglevel=error > /dev/null) || {
    echo "types: npm cannot install the compiler: types not checked" >&2
    exit 0
  }
  echo "$lock" > "$folder/.installed"
fi

node "$here/check.mjs" "$folder/node_modules/typescript/lib/typescript.js" "$@"
