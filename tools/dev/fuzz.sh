# shellcheck shell=bash
# Fuzz: [TARGET|all] [SECONDS each], 60 s each by default
#
# The corpus grows in build/corpus/TARGET, from the seeds in
# fuzz/corpus/TARGET; http_* use the words of fuzz/http.dict. What crashes is
# kept in build/crashes.
target=${1:-all}
seconds=${2:-60}
mapfile -t targets < <(basename --suffix=.cc "$root"/fuzz/*_fuzz.cc)
if [[ $target != all ]]; then
  [[ " ${targets[*]} " == *" $target "* ]] ||
    die "no target '$target'; there are: ${targets[*]}"
  targets=("$target")
fi
# To libFuzzer what is no number means for ever.
[[ $seconds =~ ^[1-9][0-9]*$ ]] ||
  die "how many seconds? '$seconds' is no whole number above 0"

ensure_setup fuzz
build fuzz fuzzers
mkdir -p "$root/build/crashes"
for name in "${targets[@]}"; do
  say "$name, $seconds s"
  corpus=$root/build/corpus/$name
  mkdir -p "$corpus"
  seeds=("$corpus")
  if [[ -d $root/fuzz/corpus/$name ]]; then seeds+=("$root/fuzz/corpus/$name"); fi
  if [[ $name == http_* ]]; then seeds+=("-dict=$root/fuzz/http.dict"); fi
  log=$root/build/$name.fuzz.log
  if ! "$(build_folder fuzz)/fuzz/$name" "${seeds[@]}" -max_total_time="$seconds" \
    -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$root/build/crashes/$name-" > "$log" 2>&1; then
    tail -60 "$log" >&2
    die "$name found a fault; its input is in build/crashes"
  fi
  grep -E 'number_of_executed_units|^Done' "$log" | sed "s/^/  /" >&2
done
