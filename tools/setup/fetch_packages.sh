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

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

# download OPTIONS... -- PACKAGE...: the packages' files into $work.
download() {
  local options=()
  while [[ $1 != -- ]]; do options+=("$1"); shift; done
  shift
  (cd "$work" && apt-get -qq "${options[@]}" -o APT::Sandbox::User=root \
    -o Acquire::Retries=3 download "$@")
}

# unpack NAME VERSION: the files in $work become DIR/NAME in one step.
unpack() {
  local name=$1 version=$2 deb
  rm -rf "$dir/$name.new"
  mkdir -p "$dir/$name.new"
  for deb in "$work"/*.deb; do dpkg -x "$deb" "$dir/$name.new"; done
  # The files bear the dates of their packages; the build must see them as new.
  find "$dir/$name.new" -type f -exec touch {} +
  if [[ $name == llhttp ]]; then rename_llhttp "$dir/$name.new"; fi
  rm -rf "$dir/$name.new/usr/share/doc" "$work"/*.deb
  printf '%s\n' "$version" > "$dir/$name.new/VERSION"
  rm -rf "${dir:?}/$name"
  mv "$dir/$name.new" "$dir/$name"
}

current() { [[ -f $dir/$1/VERSION && $(< "$dir/$1/VERSION") == "$2" ]]; }

candidate() { apt-cache "${@:2}" policy "$1" | awk '$1 == "Candidate:" {print $2}'; }

fetch_v8() {
  local library version
  library=$(apt-cache depends libnode-dev 2>/dev/null |
    awk '$1 == "Depends:" && $2 ~ /^libnode[0-9]+$/ {print $2}' | head -1)
  [[ -n $library ]] ||
    die "no package libnode-dev: is Debian's main archive in the apt sources, and has 'apt-get update' run?"
  version="libnode-dev $(candidate libnode-dev), $library $(candidate "$library")"
  if current v8 "$version"; then return; fi
  say "unpacking $version (V8, used privately)"
  download -- libnode-dev "$library" || die "could not download $library"
  unpack v8 "$version"
}

# The lists of the newer release, from the archive that this machine uses.
newer_release() {
  local archive keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  archive=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(COMPONENT)' \
    'Created-By: Packages' |
    awk '$1 == "Debian" && $2 !~ /security/ && $3 == "main" {print $2; exit}')
  [[ -n $archive ]] || die "found no Debian archive in the apt sources"
  [[ -f $keyring ]] || die "missing $keyring (package debian-archive-keyring)"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  echo "deb [signed-by=$keyring] $archive trixie main" > "$work/sources.list"
  newer=(-o "Dir::Etc::SourceList=$work/sources.list"
    -o Dir::Etc::SourceParts=/dev/null
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
    -o Acquire::Languages=none -o APT::Sandbox::User=root
    -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false)
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
  local version newer=()
  # Any 9.x that is there will do: it is linked statically, so nothing else
  # on the machine has to agree with it.
  if [[ -f $dir/llhttp/VERSION && -f $dir/llhttp/renamed &&
    $(< "$dir/llhttp/VERSION") == *' 9.'* ]]; then
    return
  fi
  version=$(candidate libllhttp-dev)
  if [[ $version != 9.* ]]; then
    newer_release
    apt-get -qq "${newer[@]}" update || die "could not read the lists of Debian 13, from which llhttp 9 comes"
    version=$(candidate libllhttp-dev "${newer[@]}")
    [[ $version == 9.* ]] || die "found no libllhttp-dev 9 (candidate: ${version:-none})"
  fi
  say "unpacking libllhttp-dev $version (HTTP parser, linked statically)"
  download "${newer[@]}" -- libllhttp-dev || die "could not download libllhttp-dev"
  unpack llhttp "libllhttp-dev $version"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec 9> "$dir/.lock"
flock 9
fetch_v8
fetch_llhttp
