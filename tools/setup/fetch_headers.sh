#!/usr/bin/env bash
# fetch_headers.sh DIR SUITE: unpacks the headers of libnode of another
# release of Debian into DIR/v8-SUITE, to compile against its V8. What is there already stays.
set -euo pipefail

dir=$(mkdir -p "$1" && cd "$1" && pwd)
suite=$2
if [[ -f $dir/v8-$suite/VERSION ]]; then exit; fi

source "$(dirname "$0")/unpack.sh"

release "$suite"
version=$(candidate libnode-dev "${release_options[@]}")
packages=(libnode-dev)
# What older libnodes export themselves, newer ones take from these packages.
if apt-cache "${release_options[@]}" depends "$(libnode_of "${release_options[@]}")" |
  grep "Depends: libsimdutf" > /dev/null; then
  packages+=(libsimdutf-dev libada-url-dev)
fi
say "unpacking ${packages[*]} of $suite (headers, to compile against libnode $version)"
download "${release_options[@]}" -- "${packages[@]}" || die "could not download ${packages[*]} of $suite"
unpack "v8-$suite" "libnode-dev $version"
