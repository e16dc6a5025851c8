# shellcheck shell=bash
# Make the packages in build/: tarball, rondo.deb, librondo-dev.deb; [--quick]
#
# package [--quick] [--only tarball|deb|library]... [--output DIR]
#
#   build/rondo-VERSION-linux-x64.tar.xz    unpacked, runs anywhere, may be moved
#   build/rondo_VERSION_amd64.deb           /usr/bin/rondo, its libraries apart
#   build/librondo-dev_VERSION_amd64.deb    the C++ library for other programs
#
# --quick compresses less, for tests. docs/packages.md says what they are.
[[ $(uname -m) == x86_64 ]] || die "packages are made for x86-64 only, so far"
for ((i = 1; i <= $#; i++)); do
  case ${!i} in
    --quick) ;;
    --only | --output) ((++i)) ;;
    *) die "takes --quick, --only and --output, and got '${!i}'" ;;
  esac
done
ensure_setup package
only=$(printf '%s\n' "$@" | sed -n '/--only/{n;p}')
if [[ -z $only || $only == *tarball* || $only == *deb* ]]; then
  build release rondo rondo_prebound rondo_portable rondo_installed
fi
librondo=$root/build/librondo
if [[ -z $only || $only == *library* ]]; then
  {
    cmake -S "$root/tools/package/librondo" -B "$librondo" -G Ninja \
      -DRONDO_ROOT="$(root_folder)" && ninja -C "$librondo" librondo
  } > "$librondo.log" 2>&1 || {
    cat "$librondo.log" >&2
    die "the build of librondo failed"
  }
fi
exec python3 "$root/tools/package/make.py" --root "$(root_folder)" \
  --release "$release" --librondo "$librondo" "$@"
