#!/usr/bin/env bash
# setup.sh [--quick] [--update] [GROUP...]
#
# Installs what the build needs, saying each thing and why: compilers and tools
# from the distribution (packages.txt), and in build/deps/root the root, with all
# that the program links and runs with, which is unpacked and not installed
# (root.py).
#
# It adds packages and changes none: nothing is removed, upgraded or downgraded.
# Runs as root, or uses sudo. With all there it says nothing, asks no network and
# takes a moment.
#
# The root comes from Debian's next release; if that cannot be had or does not
# work, from Debian 13, with an older V8. RONDO_ROOT=forky|trixie|DIR chooses.
# --update moves root.lock to what the archive has now.
set -euo pipefail
# What is made here others read; and the user's flags are for his programs.
umask 022
unset CDPATH CFLAGS CXXFLAGS CPPFLAGS LDFLAGS

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
deps=$root/build/deps

say() { printf 'setup: %s\n' "$*" >&2; }
die() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

update=false
quick=false
groups=(build)
while [[ $# -gt 0 ]]; do
  case $1 in
    --quick) quick=true ;; # How the other verbs call it.
    --update) update=true ;;
    *) groups+=("$1") ;;
  esac
  shift
done
[[ $root != *[[:space:]:]* ]] ||
  die "the path of this checkout, '$root', has a space or a colon: compilers and loaders separate paths by these. Move it."
mkdir -p "$deps"

# --- nothing to do? ----------------------------------------------------------
stamp=$deps/.setup-$(IFS=-; echo "${groups[*]}${RONDO_ROOT:+-${RONDO_ROOT//\//_}}")
inputs() {
  { find "$here" -type f -exec cat {} +; cat /etc/os-release "$root"/cmake/{toolchain,dependencies}.cmake; } 2>&1 |
    sha256sum
}
# What the packages of the last run are now: "installed" if they all are.
states() {
  tail -n +2 "$stamp" | xargs -r dpkg-query -W -f='${db:Status-Status}\n' 2>&1 |
    sort -u || true
}
chosen_root() {
  case ${RONDO_ROOT:-} in
    "") echo "$deps/root/default" ;;
    forky | trixie) echo "$deps/root/$RONDO_ROOT" ;;
    *) echo "$RONDO_ROOT" ;;
  esac
}
# Whether the root's loader and libraries stand where its MANIFEST was.
stands() {
  compgen -G "$1/usr/lib/*/ld-linux-*.so.*" > /dev/null &&
    compgen -G "$1/usr/lib/*/libc.so.6" > /dev/null &&
    compgen -G "$1/usr/lib/*/libnode.so.*" > /dev/null && [[ -f $1/MANIFEST ]]
}
fallback=$deps/root/fallback # Why the default root is Debian 13's.
done_before() {
  ! $update && [[ -r $stamp && $(head -1 "$stamp") == "$(inputs)" &&
    $(states) == installed ]] && stands "$(chosen_root)" &&
    command -v npm > /dev/null && command -v node > /dev/null || return 1
  if [[ -z ${RONDO_ROOT:-} && -f $fallback ]]; then
    $quick || return 1
    say "using Debian 13's root, with V8 11.3: $(< "$fallback") ./dev setup tries the newer one again"
  fi
}
if done_before; then exit 0; fi
[[ -w $deps ]] || die "cannot write to $deps"
# One at a time. Who waited may find all done.
exec 8> "$deps/.setup.lock"
flock 8
if done_before; then exit 0; fi

# --- which machine -----------------------------------------------------------
command -v apt-get > /dev/null ||
  die "this needs apt-get: it knows Debian 12 and 13. docs/dependencies.md lists what to install elsewhere."
# shellcheck disable=SC1091
source /etc/os-release
case "${ID:-} ${VERSION_ID:-}" in
  "debian 12" | "debian 13") ;;
  *) say "tried on Debian 12 and 13 only; this is ${PRETTY_NAME:-unknown}" ;;
esac

sudo=()
if [[ $EUID -ne 0 ]]; then sudo=(sudo); fi
as_root() { "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive "$@"; }

updated=false
update_lists() {
  if $updated; then return; fi
  updated=true
  say "reading the package lists (apt-get update)"
  as_root apt-get -qq update || say "apt-get update reported errors; going on with the lists there are"
}

installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null) == installed ]]; }
available() { apt-cache show --no-all-versions "$1" > /dev/null 2>&1; }

# --- tools that are missing --------------------------------------------------
names=()
missing=()
want() { # want PACKAGE WHY
  names+=("$1")
  if ! installed "$1"; then
    say "will install $1: $2"
    missing+=("$1")
  fi
}

available ninja-build || update_lists
for group in "${groups[@]}"; do
  known=false
  while read -r in name why; do
    [[ $in == "$group" ]] || continue
    known=true
    if [[ $group == format ]] && ! available "$name" && ! installed "$name"; then
      say "no $name in this release: formatting is checked on Debian 12 only"
      continue
    fi
    want "$name" "$why"
  done < "$here/packages.txt"
  $known || die "no group '$group'; there are: $(awk '!/^#/ {print $1}' "$here/packages.txt" | sort -u | tr '\n' ' ')"
done

# npm comes with a vendor's nodejs package; with Debian's it is one of its own.
if ! command -v npm > /dev/null || ! command -v node > /dev/null; then
  size=$(apt-get install --no-install-recommends --assume-no npm 2> /dev/null |
    grep -o '[0-9.,]* .B of additional disk space' | head -1 || true)
  want npm "installs the few npm packages that the build bundles (${size:-size unknown})"
fi

install() {
  as_root apt-get install -qq --yes --no-install-recommends --no-upgrade --no-remove \
    -o Dpkg::Use-Pty=0 "${missing[@]}" > "$deps/apt.log" 2>&1
}
if [[ ${#missing[@]} -gt 0 ]]; then
  if [[ $EUID -ne 0 ]] && ! command -v sudo > /dev/null; then
    die "neither root nor sudo here. As root: apt-get install --no-install-recommends ${missing[*]}"
  fi
  if ! install; then
    update_lists
    if ! install; then
      tail -15 "$deps/apt.log" >&2
      die "apt-get could not install: ${missing[*]} (all of its output: build/deps/apt.log)"
    fi
  fi
  say "installed ${#missing[@]} packages"
fi

# --- the root ----------------------------------------------------------------

# smoke FOLDER: whether a program with its V8 compiles and runs.
smoke() {
  local dir=$1/.smoke
  rm -rf "$dir"
  cmake -S "$here/smoke" -B "$dir" -G Ninja --toolchain "$root/cmake/toolchain.cmake" \
    -DRONDO_ROOT="$1" > "$deps/smoke.log" 2>&1 &&
    ninja -C "$dir" >> "$deps/smoke.log" 2>&1 &&
    timeout 60 "$dir/smoke" >> "$deps/smoke.log" 2>&1
  local status=$?
  rm -rf "$dir"
  return $status
}

# trial FOLDER: whether Rondo builds with it and runs. Only for a root that is
# not the tested one, since it takes minutes.
trial() {
  [[ $(head -1 "$1/MANIFEST") != locked ]] || return 0
  say "building Rondo with it, to see whether it works; some minutes"
  cmake -S "$root" -B "$root/build/trial" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    --toolchain "$root/cmake/toolchain.cmake" -DRONDO_ROOT="$1" > "$deps/trial.log" 2>&1 &&
    ninja -C "$root/build/trial" rondo >> "$deps/trial.log" 2>&1 &&
    [[ $(timeout 60 "$root/build/trial/rondo" -p 6*7 2>> "$deps/trial.log") == 42 ]]
  local status=$?
  rm -rf "$root/build/trial"
  return $status
}

# obtain SUITE: its root is there and works, or reason says why not.
obtain() {
  local folder=$deps/root/$1
  reason="it could not be had."
  "$here/root.py" fetch "$1" "$folder" || return 1
  if [[ -f $folder/.works && $(< "$folder/.works") == "$(inputs)" ]]; then return 0; fi
  reason="its V8 does not run here (build/deps/smoke.log)."
  if ! smoke "$folder"; then
    # It may be damaged since it was unpacked.
    rm -rf "$folder"
    "$here/root.py" fetch "$1" "$folder" && smoke "$folder" || return 1
  fi
  reason="Rondo does not build or run with it (build/deps/trial.log)."
  trial "$folder" || return 1
  inputs > "$folder/.works"
}

if $update; then "$here/root.py" lock forky trixie || die "root.lock stays as it was"; fi
case ${RONDO_ROOT:-} in
  "")
    suite=forky
    if ! obtain forky; then
      why="no root of Debian's forky: $reason"
      say "$why Taking Debian 13's, with V8 11.3"
      suite=trixie
      obtain trixie || die "no root of Debian 13 either: $reason"
      echo "$why" > "$fallback"
    else
      rm -f "$fallback"
    fi
    ln -sfnT "$suite" "$deps/root/default"
    ;;
  forky | trixie)
    obtain "$RONDO_ROOT" || die "no root of Debian's $RONDO_ROOT: $reason"
    if [[ $RONDO_ROOT == forky || ! -e $deps/root/default ]]; then
      rm -f "$fallback"
      ln -sfnT "$RONDO_ROOT" "$deps/root/default"
    fi
    ;;
  *)
    [[ -f $RONDO_ROOT/MANIFEST ]] ||
      die "RONDO_ROOT is forky, trixie or a folder that tools/setup/root.py made, and '$RONDO_ROOT' holds no MANIFEST"
    ;;
esac

printf '%s\n' "$(inputs)" "${names[@]}" > "$stamp"
