# shellcheck shell=bash
# Run the tests, all or those whose name contains [FILTER]
#
# test [--asan|--tsan|--debug|--preset NAME] [FILTER...]
#      [--kind cc|js|e2e|docs|layers] [--backend uring|epoll] [--repeat N]
#      [--jobs N] [--list] [--all] [-v]
#
# Packages are tried on one release of Debian, another for the next commit; --all
# tries all.
#
# With CI=true, a run without arguments adds the sanitizers, the fuzzers and
# the formatting.
if [[ ${CI:-} == true && $# -eq 0 ]]; then
  source "$root/tools/dev/ci.sh"
  exit
fi

preset=release
arguments=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --asan | --tsan | --debug) preset=${1#--} ;;
    --preset)
      preset=${2:-}
      [[ $# -lt 2 ]] || shift
      ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
known_preset "$preset"
ensure_setup
build "$preset"
exec "$root/tools/test/run.py" --build "$(build_folder "$preset")" "${arguments[@]}"
