# shellcheck shell=bash
# Check layers, names, file sizes and formatting
no_arguments "$@"
ensure_setup
configure release
status=0
"$root/tools/check_layers" --build "$release" || status=1
source "$root/tools/dev/format.sh"
if clang_format > /dev/null; then
  format --dry-run --Werror || status=1
else
  say "clang-format 14 is not here (only Debian 12 has it): formatting not checked"
fi
exit $status
