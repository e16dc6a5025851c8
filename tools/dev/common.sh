# What the verbs share. Sourced by ./dev, which sets root.
# shellcheck shell=bash

deps=$root/build/deps
release=$root/build/release

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

# configure PRESET: its build directory is configured.
configure() {
  local dir=$root/build/$1
  if [[ ! -f $dir/build.ninja || $root/CMakePresets.json -nt $dir/build.ninja ]]; then
    (cd "$root" && cmake --preset "$1" -Wno-dev > "$root/build/$1.log" 2>&1) || {
      cat "$root/build/$1.log" >&2
      die "cmake could not configure the preset $1"
    }
    touch "$dir/build.ninja"
  fi
}

# build PRESET [TARGET...]: shows ninja's progress on a terminal, else only
# what goes wrong. Writes to stderr: stdout belongs to the program that runs.
build() {
  local preset=$1 dir=$root/build/$1 log=$root/build/$1.log
  shift
  configure "$preset"
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
