# shellcheck shell=bash
# Format the C++ files with clang-format 14; [FILE...]
source "$root/tools/dev/format.sh"
format -i "$@"
