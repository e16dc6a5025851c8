# shellcheck shell=bash
# Build: [PRESET] [TARGET...], release and everything by default
#
# Presets are those of CMakePresets.json, targets those of ninja.
preset=release
if [[ $# -gt 0 && $1 =~ ^(release|debug|asan|tsan|fuzz)$ ]]; then
  preset=$1
  shift
fi
if [[ $preset == fuzz ]]; then ensure_setup fuzz; else ensure_setup; fi
build "$preset" "$@"
say "build/$preset is up to date"
