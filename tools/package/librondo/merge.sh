#!/usr/bin/env bash
# merge.sh OUT OURS... -- THEIRS...: makes OUT one archive of all of these, without
# debugging information. The symbols of THEIRS get the prefix rondo_, so that a
# program may link another copy of llhttp or liburing.
set -euo pipefail

out=$1
shift
ours=()
while [[ $1 != -- ]]; do ours+=("$1"); shift; done
shift

{
  echo "create $out.new"
  printf 'addlib %s\n' "${ours[@]}" "$@"
  echo save
} | ar -M
nm --defined-only --extern-only --format=posix "$@" |
  awk '/ [A-Za-z] / && $1 !~ /^rondo_/ {print $1, "rondo_" $1}' | sort -u > "$out.renamed"
[[ -s $out.renamed ]] || { echo "merge.sh: no symbols in $*" >&2; exit 1; }
objcopy --strip-debug --redefine-syms="$out.renamed" "$out.new"
mv "$out.new" "$out"
