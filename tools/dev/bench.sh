# shellcheck shell=bash
# Measure: Rondo, bare loops and the peers; [ARGUMENTS] go to bench.py
ensure_setup
build release
exec python3 "$root/bench/bench.py" "$@"
