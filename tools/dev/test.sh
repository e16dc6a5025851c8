# shellcheck shell=bash
# Run the tests, all or those whose name contains [FILTER]
#
# test [--asan|--tsan|--preset NAME] [--list] [FILTER...]
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
    --preset) preset=$2; shift ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
ensure_setup
build "$preset"
exec "$root/tools/test/run.py" --build "$root/build/$preset" "${arguments[@]}"
