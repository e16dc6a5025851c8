#!/usr/bin/env bash
# fetch_headers.sh DIR SUITE: unpacks libnode of another release of Debian, with
# its headers, into DIR/v8-SUITE, to compile against its V8 and to see whether it
# would link. What is there already stays.
set -euo pipefail

dir=$(mkdir -p "$1" && cd "$1" && pwd)
suite=$2
if [[ -f $dir/v8-$suite/VERSION && -f $dir/v8-$suite/LIBRARIES ]]; then exit; fi

source "$(dirname "$0")/unpack.sh"

release "$suite"
version=$(candidate libnode-dev "${release_options[@]}")
library=$(libnode_of "${release_options[@]}")
packages=(libnode-dev "$library")
# What older libnodes export themselves, newer ones take from these packages.
simdutf=$(apt-cache "${release_options[@]}" depends "$library" |
  awk '$1 == "Depends:" && $2 ~ /^libsimdutf/ {print $2}')
if [[ -n $simdutf ]]; then
  packages+=("$simdutf" libsimdutf-dev libada-url-dev)
fi
say "unpacking ${packages[*]} of $suite (to compile and link against libnode $version)"
download "${release_options[@]}" -- "${packages[@]}" || die "could not download ${packages[*]} of $suite"
list_libraries() { find "$1" -name 'lib*.so.*' -type f -printf '%P\n' > "$1/LIBRARIES"; }
unpack "v8-$suite" "libnode-dev $version" list_libraries
