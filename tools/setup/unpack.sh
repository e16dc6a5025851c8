# Packages that are unpacked and not installed. Sourced; dir is where they go.
# shellcheck shell=bash

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

# unpack NAME VERSION [FUNCTION]: the files in $work become $dir/NAME in one
# step, after FUNCTION has changed them.
unpack() {
  local name=$1 version=$2 deb
  rm -rf "$dir/$name.new"
  mkdir -p "$dir/$name.new"
  for deb in "$work"/*.deb; do dpkg -x "$deb" "$dir/$name.new"; done
  # The files bear the dates of their packages; the build must see them as new.
  find "$dir/$name.new" -type f -exec touch {} +
  if [[ -n ${3:-} ]]; then "$3" "$dir/$name.new"; fi
  rm -rf "$dir/$name.new/usr/share/doc" "$work"/*.deb
  printf '%s\n' "$version" > "$dir/$name.new/VERSION"
  rm -rf "${dir:?}/$name"
  mv "$dir/$name.new" "$dir/$name"
}

current() { [[ -f $dir/$1/VERSION && $(< "$dir/$1/VERSION") == "$2" ]]; }

candidate() { apt-cache "${@:2}" policy "$1" | awk '$1 == "Candidate:" {print $2}'; }

# release SUITE: sets release_options, with which apt reads that release of
# Debian, from the archive that this machine uses, in lists of its own.
release() {
  local suite=$1 archive keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  archive=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(COMPONENT)' \
    'Created-By: Packages' |
    awk '$1 == "Debian" && $2 !~ /security/ && $3 == "main" && !found++ {print $2}')
  [[ -n $archive ]] || die "found no Debian archive in the apt sources"
  [[ -f $keyring ]] || die "missing $keyring (package debian-archive-keyring)"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  echo "deb [signed-by=$keyring] $archive $suite main" > "$work/sources.list"
  release_options=(-o "Dir::Etc::SourceList=$work/sources.list"
    -o Dir::Etc::SourceParts=/dev/null
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
    -o Acquire::Languages=none -o APT::Sandbox::User=root
    -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false)
  apt-get -qq "${release_options[@]}" update ||
    die "could not read the package lists of Debian's $suite"
}

# libnode_of [OPTION...]: the package with the library of libnode-dev.
libnode_of() {
  apt-cache "$@" depends libnode-dev 2> /dev/null |
    awk '$1 == "Depends:" && $2 ~ /^libnode[0-9]+$/ && !found++ {print $2}'
}

# Only one at a time: build directories share what is unpacked.
exec 9> "$dir/.lock"
flock 9
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
