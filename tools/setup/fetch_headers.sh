#!/usr/bin/env bash
# fetch_headers.sh DIR SUITE: unpacks libnode-dev of another release of Debian
# into DIR/v8-SUITE, to compile against its V8. What is there already stays.
set -euo pipefail

dir=$(mkdir -p "$1" && cd "$1" && pwd)
suite=$2
if [[ -f $dir/v8-$suite/VERSION ]]; then exit; fi

source "$(dirname "$0")/unpack.sh"

release "$suite"
version=$(candidate libnode-dev "${release_options[@]}")
say "unpacking libnode-dev $version of $suite (headers, to compile against)"
download "${release_options[@]}" -- libnode-dev || die "could not download libnode-dev of $suite"
unpack "v8-$suite" "libnode-dev $version"
