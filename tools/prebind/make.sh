#!/usr/bin/env bash
# make.sh TOOL OUT PROGRAM V8 [--unused NAMESPACE | --drop SONAME-PREFIX |
#                              --too SONAME-PREFIX]...
#
# Makes in OUT, the first folder where PROGRAM looks for libraries, with the tool
# prebind, copies of V8's library and of those beside it that are named by --too:
# V8's without the libraries to drop if PROGRAM starts and works so, else with
# them. A copy with which PROGRAM does not work is removed, and it finds the stock
# library. Always succeeds.
set -u

tool=$1 out=$2 program=$3 v8=$4
shift 4
smoke=$(cd "$(dirname "$0")" && pwd)/smoke.js

options=() too=()
while [[ $# -gt 1 ]]; do
  case $1 in
    --too) too+=("$2") ;;
    *) options+=("$1" "$2") ;;
  esac
  shift 2
done

# attempt LIBRARY OPTION...
attempt() {
  local library=$1
  shift
  "$tool" "$library" "$out/$(basename "$library")" --program "$program" "$@" &&
    timeout 60 "$program" --version > /dev/null 2>&1 &&
    [[ $(timeout 60 "$program" "$smoke" 2> /dev/null) == works ]]
}

bind_v8() {
  if [[ ${#options[@]} -gt 0 ]]; then
    attempt "$v8" "${options[@]}" && return
    echo "prebind: $(basename "$v8") is used with all its libraries"
  fi
  attempt "$v8" && return
  rm -f "$out/$(basename "$v8")"
  echo "prebind: no prebound copy of V8; each start takes some 15 ms longer"
}

# bind_too LIBRARY: what V8 or another library defines as well stays as it is.
bind_too() {
  local others=(--program "$v8") other
  for other in "${libraries[@]}"; do
    [[ $other == "$1" ]] || others+=(--program "$other")
  done
  attempt "$1" "${others[@]}" > /dev/null && return
  rm -f "$out/$(basename "$1")"
  echo "prebind: no prebound $(basename "$1"); each start takes a little longer"
}

# A program that crashes here is one that is tried out, and leaves no core.
ulimit -c 0
mkdir -p "$out"
rm -f "$out"/*.so.*
bind_v8

# The files, by the names under which V8 or the program needs them.
libraries=()
needed=$(objdump -p "$v8" "$program" | sed -n 's/^ *NEEDED *//p' | sort -u)
for prefix in "${too[@]}"; do
  for name in $needed; do
    file=$(dirname "$v8")/$name
    [[ $name == "$prefix"* && -e $file ]] && libraries+=("$file")
  done
done
for library in "${libraries[@]}"; do bind_too "$library"; done
exit 0
