# shellcheck shell=bash
# Install what the build needs, saying each thing and why
#
# setup [GROUP...]: groups beyond the build's own are fuzz and format.
"$root/tools/setup/setup.sh" "$@"
