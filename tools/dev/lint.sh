# shellcheck shell=bash
# Check layers, names, file sizes, types, formatting, and that lib/ is our own
#
# Also that each edit of tools/mutate still finds its text.
#
# The last compares lib/ with the sources inside Node.js, which bench/peers.sh
# fetches; where it was not, that step is skipped.
no_arguments "$@"
ensure_setup
configure release
status=0
"$root/tools/mutate/run.py" --check || status=1
"$root/tools/check_layers" --build "$release" || status=1
"$root/tools/types/run.sh" || status=1
source "$root/tools/dev/format.sh"
if clang_format > /dev/null; then
  format --dry-run --Werror || status=1
else
  say "clang-format 14 is not here (only Debian 12 has it): formatting not checked"
fi
node=$root/build/peers/node/package/bin/node
if [[ -x $node ]]; then
  "$node" --no-deprecation "$root/tools/originality/originality.js" || status=1
else
  say "Node.js is not here (bench/peers.sh fetches it): originality not checked"
fi
exit $status
