#!/usr/bin/env bash
# fetch_packages.sh DIR
#
# Puts what Rondo links privately under DIR, without installing it:
#   DIR/v8      libnode-dev and the libnode it depends on, unpacked
#   DIR/llhttp  libllhttp-dev 9, unpacked, its symbols renamed
#
# V8 is unpacked rather than installed because another vendor's nodejs package
# conflicts with libnode, and because the build makes a private copy of the
# library anyway. llhttp 9 is in Debian 13; on Debian 12 it is taken from
# there, through package lists of its own, so that the machine's apt
# configuration stays as it is.
#
# Needs no root. Idempotent: does nothing when what is there is current.
set -euo pipefail

dir=$(mkdir -p "$1" && cd "$1" && pwd)

source "$(dirname "$0")/unpack.sh"

fetch_v8() {
  local library version
  library=$(libnode_of)
  [[ -n $library ]] ||
    die "no package libnode-dev: is Debian's main archive in the apt sources, and has 'apt-get update' run?"
  version="libnode-dev $(candidate libnode-dev), $library $(candidate "$library")"
  if current v8 "$version"; then return; fi
  say "unpacking $version (V8, used privately)"
  download -- libnode-dev "$library" || die "could not download $library"
  unpack v8 "$version"
}

# libnode exports an older llhttp under the same names, and which of the two a
# program gets would depend on the order of its link line. So ours is called
# rondo_llhttp_*, by objcopy in the archive and by macros before the header.
rename_llhttp() {
  local root=$1 archive header
  archive=$(find "$root/usr/lib" -name libllhttp.a)
  header=$root/usr/include/llhttp.h
  nm --defined-only --extern-only --format=posix "$archive" |
    awk '/ [TDRB] / {print $1, "rondo_" $1}' > "$root/renamed"
  [[ -s $root/renamed ]] || die "no symbols in $archive"
  objcopy --redefine-syms="$root/renamed" "$archive"
  mv "$header" "$root/usr/include/llhttp_original.h"
  {
    echo '#pragma once'
    sed 's/^/#define /' "$root/renamed"
    echo '#include "llhttp_original.h"'
  } > "$header"
}

fetch_llhttp() {
  local version release_options=()
  # Any 9.x that is there will do: it is linked statically, so nothing else
  # on the machine has to agree with it.
  if [[ -f $dir/llhttp/VERSION && -f $dir/llhttp/renamed &&
    $(< "$dir/llhttp/VERSION") == *' 9.'* ]]; then
    return
  fi
  version=$(candidate libllhttp-dev)
  if [[ $version != 9.* ]]; then
    release trixie
    version=$(candidate libllhttp-dev "${release_options[@]}")
    [[ $version == 9.* ]] || die "found no libllhttp-dev 9 (candidate: ${version:-none})"
  fi
  say "unpacking libllhttp-dev $version (HTTP parser, linked statically)"
  download "${release_options[@]}" -- libllhttp-dev || die "could not download libllhttp-dev"
  unpack llhttp "libllhttp-dev $version" rename_llhttp
}

fetch_v8
fetch_llhttp
