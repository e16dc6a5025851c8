# shellcheck shell=bash
# Measure: Rondo, bare loops and the peers; [ARGUMENTS] go to bench.py
#
# bench [ROW-FILTER...] [--quick] [--rounds N] [--seconds S] [--only NAME,...]
#       [--list | --redraw]
#
# bench/README.md says what the rows are and how to read the figures.
if [[ " $* " != *" --redraw "* ]]; then
  ensure_setup
  build release
fi
exec python3 "$root/bench/bench.py" "$@"
