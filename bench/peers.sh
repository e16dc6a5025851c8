#!/usr/bin/env bash
# peers.sh [DIR]
#
# Fetches the runtimes that the bench compares with, node, bun and deno, from
# npm under DIR (build/peers), and prints where their binaries are, as shell
# variables. Nothing else of the project needs them. Idempotent.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=${1:-$here/../build/peers}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

case $(uname -m) in
  x86_64) node=linux-x64 bun=linux-x64 deno=linux-x64-glibc ;;
  aarch64) node=linux-arm64 bun=linux-aarch64 deno=linux-arm64-glibc ;;
  *) echo "peers.sh: no peers for $(uname -m)" >&2; exit 1 ;;
esac

# get NAME BINARY PACKAGE: the package's file BINARY becomes executable.
get() {
  local name=$1 binary=$dir/$1/package/$2 package=$3 archive
  if [[ ! -x $binary || $(cat "$dir/$name/PACKAGE" 2>/dev/null) != "$package" ]]
  then
    command -v npm > /dev/null || { echo "peers.sh: npm is missing" >&2; exit 1; }
    echo "peers.sh: fetching $package" >&2
    rm -rf "${dir:?}/$name" && mkdir -p "$dir/$name"
    archive=$(cd "$dir/$name" && npm pack --silent "$package" | tail -1)
    tar xzf "$dir/$name/$archive" -C "$dir/$name"
    rm -f "$dir/$name/$archive"
    chmod +x "$binary"
    echo "$package" > "$dir/$name/PACKAGE"
  fi
  echo "${name^^}=$binary"
}

get node bin/node "node-$node@26.10.0"
get bun bin/bun "@oven/bun-$bun@1.4.4"
get deno deno "@deno/$deno@2.9.6"
