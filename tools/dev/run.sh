# shellcheck shell=bash
# Run a program: FILE [ARGUMENTS...], built before if need be
#
# If only files of lib/ are newer than the program, they are read from disk
# (--lib-dir) instead of being embedded first, which takes longer: an edit of
# lib/ runs at once. ./dev build embeds them.
[[ $# -gt 0 ]] || die "which program? ./dev run examples/hello.js"
[[ $1 == -* || -e $1 || -e $1.js ]] || die "no file '$1'"
ensure_setup

rondo=$release/rondo
newer_than_rondo() { [[ -n $(find "$@" -newer "$rondo" -type f -print -quit) ]]; }
if [[ -x $rondo ]] && newer_than_rondo "$root/lib" &&
  ! newer_than_rondo "$root"/{core,runtime,tools,cmake,CMakeLists.txt,CMakePresets.json}; then
  say "lib/ changed; reading it from disk"
  exec "$rondo" --lib-dir "$root/lib" "$@"
fi
build release rondo rondo_prebound
exec "$rondo" "$@"
