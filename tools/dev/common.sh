# What the verbs share. Sourced by ./dev, which sets root.
# shellcheck shell=bash

deps=$root/build/deps

say() { printf '%s: %s\n' "${verb}" "$*" >&2; }
die() { printf '%s: error: %s\n' "${verb}" "$*" >&2; exit 1; }

# no_arguments ARGUMENT...: for a verb that takes none.
no_arguments() { [[ $# -eq 0 ]] || die "takes no arguments, and got '$*'"; }

# known_preset NAME
known_preset() {
  local names
  names=$(sed -n 's/.*"name": "\([a-z]*\)", "configurePreset".*/\1/p' "$root/CMakePresets.json" | tr '\n' ' ')
  [[ " $names" == *" $1 "* ]] || die "no preset '$1'; there are: $names"
}

# ensure_setup [GROUP]: what the build needs is there, or is installed now.
ensure_setup() { "$root/tools/setup/setup.sh" --quick "$@"; }

# The root that RONDO_ROOT names, the default one if it is not set.
root_folder() {
  case ${RONDO_ROOT:-} in
    "") readlink -f "$deps/root/default" ;;
    forky | trixie) readlink -f "$deps/root/$RONDO_ROOT" ;;
    *) readlink -f "$RONDO_ROOT" ;;
  esac
}

# build_folder PRESET: where it is built. Another root than the default has
# folders of its own.
build_folder() {
  local default
  default=$(readlink -f "$deps/root/default" || true)
  if [[ -z ${RONDO_ROOT:-} || $(root_folder) == "$default" ]]; then
    echo "$root/build/$1"
  else
    echo "$root/build/$1-$(basename "$RONDO_ROOT")"
  fi
}
release=$(build_folder release)

# configure PRESET: its build directory is configured, for the root of now.
configure() {
  local dir folder=
  dir=$(build_folder "$1")
  if [[ -f $dir/CMakeCache.txt ]]; then
    folder=$(sed -n 's/^RONDO_ROOT:PATH=//p' "$dir/CMakeCache.txt")
  fi
  if [[ ! -f $dir/build.ninja || $root/CMakePresets.json -nt $dir/build.ninja ||
    $root/cmake/toolchain.cmake -nt $dir/build.ninja || $folder != "$(root_folder)" ]]; then
    mkdir -p "$dir"
    # What the last configuration found belongs to another root, or may.
    (cd "$root" && cmake --fresh --preset "$1" -B "$dir" -DRONDO_ROOT="$(root_folder)" \
      -Wno-dev > "$dir.log" 2>&1) || {
      cat "$dir.log" >&2
      die "cmake could not configure the preset $1"
    }
    touch "$dir/build.ninja"
  fi
}

# build PRESET [TARGET...]: shows ninja's progress on a terminal, else only
# what goes wrong. Writes to stderr: stdout belongs to the program that runs.
build() {
  local preset=$1 dir log
  shift
  configure "$preset"
  dir=$(build_folder "$preset")
  log=$dir.log
  if [[ -t 2 ]]; then
    ninja -C "$dir" "$@" >&2 || die "the build of $preset failed"
    return
  fi
  [[ -f $dir/.ninja_log ]] || say "building $preset, which takes minutes the first time"
  ninja -C "$dir" "$@" > "$log" 2>&1 || {
    grep -v '^\[[0-9]*/[0-9]*\]' "$log" >&2
    die "the build of $preset failed"
  }
}
