# Formatting. One version only: another would format differently.
# shellcheck shell=bash

# clang_format: its name, if version 14 is here.
clang_format() {
  local name
  for name in clang-format-14 clang-format; do
    if command -v "$name" > /dev/null && "$name" --version | grep 'version 14\.' > /dev/null; then
      echo "$name"
      return
    fi
  done
  return 1
}

# format OPTION... [FILE...]: the C++ files, all that git tracks by default.
format() {
  local program options=() files=()
  program=$(clang_format) || die "clang-format 14 is missing (./dev setup format, on Debian 12)"
  while [[ $# -gt 0 && $1 == -* ]]; do options+=("$1"); shift; done
  if [[ $# -gt 0 ]]; then
    files=("$@")
  else
    mapfile -t files < <(cd "$root" && git ls-files -- '*.cc' '*.h' '*.c')
  fi
  (cd "$root" && printf '%s\0' "${files[@]}" | xargs -0 -r "$program" "${options[@]}")
}
