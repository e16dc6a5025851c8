#!/usr/bin/env bash
# make.sh TOOL OUT PROGRAM V8 STANDARD [SONAME-PREFIX...]
#
# Makes in OUT, the first folder where PROGRAM looks for libraries, with the tool
# prebind, copies of V8's library and of the standard library of C++, which both
# load: V8's without the libraries of these names if PROGRAM starts so, else with
# them. Which of them its static initialisers call differs between its versions.
# A copy with which PROGRAM does not start is removed, and it finds the stock
# library. Always succeeds.
set -u

tool=$1 out=$2 program=$3 v8=$4 standard=$5
shift 5

drop=()
for name in "$@"; do drop+=(--drop "$name"); done

# The copies are named, so that no other library of a name is tried in its place.
attempt() {
  local library=$1
  shift
  "$tool" "$library" "$out/$(basename "$library")" --program "$program" "$@" &&
    LD_LIBRARY_PATH=$out timeout 60 "$program" --version > /dev/null 2>&1
}

bind_v8() {
  if [[ ${#drop[@]} -gt 0 ]]; then
    attempt "$v8" "${drop[@]}" 2> /dev/null && return
    echo "prebind: $(basename "$v8") needs all its libraries to start"
  fi
  attempt "$v8" && return
  rm -f "$out/$(basename "$v8")"
  echo "prebind: no prebound copy of V8; each start takes some 15 ms longer"
}

bind_standard() {
  attempt "$standard" --program "$v8" && return
  rm -f "$out/$(basename "$standard")"
  echo "prebind: no prebound libstdc++; each start takes 0.5 ms longer"
}

# A program that crashes here is one that is tried out, and leaves no core.
ulimit -c 0
mkdir -p "$out"
rm -f "$out/$(basename "$standard")"
bind_v8
bind_standard
exit 0
