#!/usr/bin/env bash
# make.sh TOOL IN OUT PROGRAM [SONAME-PREFIX...]
#
# Makes OUT, the copy of IN that PROGRAM loads from its rpath, with the tool
# prebind: without the libraries of these names if PROGRAM starts so, else with
# them. Which of them the static initialisers of IN call differs between its
# versions. If PROGRAM starts with neither, there is no OUT, and it finds the
# stock library. Always succeeds.
set -u

tool=$1 in=$2 out=$3 program=$4
shift 4

drop=()
for name in "$@"; do drop+=(--drop "$name"); done

# The copy is named, so that no other library of its name is tried in its place.
attempt() {
  "$tool" "$in" "$out" --program "$program" "$@" &&
    LD_LIBRARY_PATH=$(dirname "$out") timeout 60 "$program" --version > /dev/null 2>&1
}

# A program that crashes here is one that is tried out, and leaves no core.
ulimit -c 0
if [[ ${#drop[@]} -gt 0 ]]; then
  attempt "${drop[@]}" 2> /dev/null && exit 0
  echo "prebind: $(basename "$in") needs all its libraries to start"
fi
attempt && exit 0
rm -f "$out"
echo "prebind: no prebound copy; each start takes some 15 ms longer"
