# shellcheck shell=bash
# Install what the build needs, saying each thing and why
#
# setup [--update] [GROUP...]: groups beyond the build's own are fuzz, format.
#
# The libraries come from Debian's next release, in the versions of
# tools/setup/root.lock; RONDO_ROOT=forky|trixie|DIR takes others. --update moves
# the lock to what the archive has now, and runs the tests.
"$root/tools/setup/setup.sh" "$@"
if [[ " $* " == *" --update "* ]]; then
  git -C "$root" diff --stat -- tools/setup/root.lock >&2
  say "testing with the new versions; if a test fails, 'git checkout tools/setup/root.lock' goes back"
  exec "$root/dev" test
fi
