#!/usr/bin/env bash
# setup.sh [--quick] [GROUP...]
#
# Installs what the build needs, saying each thing and why: packages of the
# distribution (packages.txt), and in build/deps the packages that are only
# unpacked (fetch_packages.sh).
#
# It adds packages and changes none: nothing is removed, upgraded or downgraded.
# Runs as root, or uses sudo. It does nothing if it has succeeded before, the
# package lists have not been updated since (V8 might have been), and what it
# installed is still there; with --quick it then also says nothing.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
deps=$root/build/deps

say() { printf 'setup: %s\n' "$*" >&2; }
die() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

quick=false
if [[ ${1:-} == --quick ]]; then quick=true; shift; fi
groups=(build "$@")
mkdir -p "$deps"

# --- nothing to do? ----------------------------------------------------------
stamp=$deps/.setup-$(IFS=-; echo "${groups[*]}")
inputs() {
  { cat "$here"/* /etc/os-release; stat -c %Y /var/lib/apt/lists; } 2>&1 | sha256sum
}
# What the packages of the last run are now: "installed" if they all are.
states() {
  tail -n +2 "$stamp" | xargs -r dpkg-query -W -f='${db:Status-Status}\n' 2>&1 |
    sort -u || true
}
if [[ -f $stamp && $(head -1 "$stamp") == "$(inputs)" &&
  -f $deps/v8/VERSION && -f $deps/llhttp/VERSION && $(states) == installed ]] &&
  command -v npm node > /dev/null; then
  if ! $quick; then say "everything is there"; fi
  exit 0
fi

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

# --- what is missing ---------------------------------------------------------
names=()
missing=()
want() { # want PACKAGE WHY
  names+=("$1")
  if ! installed "$1"; then
    say "will install $1: $2"
    missing+=("$1")
  fi
}

available libnode-dev || update_lists
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

# The libraries of libnode. Its JavaScript packages (node-*) are not used.
libnode=$(apt-cache depends libnode-dev 2> /dev/null |
  awk '$1 == "Depends:" && $2 ~ /^libnode[0-9]+$/ && !found++ {print $2}')
[[ -n $libnode ]] ||
  die "apt knows no libnode-dev: add Debian's main archive to the apt sources"
apt-cache depends "$libnode" |
  awk '$1 == "Depends:" && $2 !~ /^(node-|<)/ {print $2}' > "$deps/libnode-packages"
while read -r name; do
  want "$name" "$libnode, with V8, needs it"
done < "$deps/libnode-packages"

# npm comes with a vendor's nodejs package; with Debian's it is one of its own.
if ! command -v npm > /dev/null || ! command -v node > /dev/null; then
  size=$(apt-get install --no-install-recommends --assume-no npm 2> /dev/null |
    grep -o '[0-9.,]* .B of additional disk space' | head -1 || true)
  want npm "installs the few npm packages that the build bundles (${size:-size unknown})"
fi

# --- install -----------------------------------------------------------------
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

"$here/fetch_packages.sh" "$deps" >&2 || die "could not unpack V8 and llhttp"

printf '%s\n' "$(inputs)" "${names[@]}" > "$stamp"
if ! $quick; then say "everything is there"; fi
