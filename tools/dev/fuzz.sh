# shellcheck shell=bash
# Fuzz: [TARGET|all] [SECONDS each], 60 s each by default
#
# The corpus grows in build/corpus/TARGET, from the seeds in
# fuzz/corpus/TARGET; http_* use the words of fuzz/http.dict. What crashes is
# kept in build/crashes.
target=${1:-all}
seconds=${2:-60}
ensure_setup fuzz
build fuzz fuzzers

mapfile -t targets < <(find "$root/build/fuzz/fuzz" -maxdepth 1 -type f -perm -u+x -printf '%f\n' | sort)
if [[ $target != all ]]; then
  [[ " ${targets[*]} " == *" $target "* ]] ||
    die "no target '$target'; there are: ${targets[*]}"
  targets=("$target")
fi
[[ ${#targets[@]} -gt 0 ]] || die "there are no fuzz targets"

mkdir -p "$root/build/crashes"
for name in "${targets[@]}"; do
  say "$name, $seconds s"
  corpus=$root/build/corpus/$name
  mkdir -p "$corpus"
  seeds=("$corpus")
  if [[ -d $root/fuzz/corpus/$name ]]; then seeds+=("$root/fuzz/corpus/$name"); fi
  if [[ $name == http_* ]]; then seeds+=("-dict=$root/fuzz/http.dict"); fi
  log=$root/build/$name.fuzz.log
  if ! "$root/build/fuzz/fuzz/$name" "${seeds[@]}" -max_total_time="$seconds" \
    -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$root/build/crashes/$name-" > "$log" 2>&1; then
    tail -60 "$log" >&2
    die "$name found a fault; its input is in build/crashes"
  fi
  grep -E 'number_of_executed_units|^Done' "$log" | sed "s/^/  /" >&2
done
