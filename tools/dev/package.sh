# shellcheck shell=bash
# Make build/rondo-VERSION-linux-ARCH.tar.gz, ready to unpack anywhere
no_arguments "$@"
ensure_setup
build release
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$release/CMakeCache.txt")
name=rondo-$version-linux-$(uname -m)
stage=$root/build/package/$name
rm -rf "$stage"
mkdir -p "$stage/lib"
cp "$release/rondo" "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$stage/"
strip --strip-debug "$stage/rondo"
# The prebound library where there is one, else the stock one.
for library in "$release"/lib/stock/libnode.so.*; do
  soname=$(basename "$library")
  cp -L "$([[ -f $release/lib/$soname ]] && echo "$release/lib/$soname" || echo "$library")" \
    "$stage/lib/$soname"
done
cp -r "$root/examples" "$root/docs" "$stage/"
# What the documentation shows and links to.
mkdir -p "$stage/bench/results"
cp "$root/bench/README.md" "$stage/bench/"
cp "$root"/bench/results/*.{md,svg} "$stage/bench/results/"
tar -C "$root/build/package" -czf "$root/build/$name.tar.gz" "$name"
"$stage/rondo" --version > /dev/null || die "the packaged program does not run"
say "build/$name.tar.gz, $(du -h "$root/build/$name.tar.gz" | cut -f1)"
say "it needs these packages: $(grep -v '^#' "$deps/libnode-packages" 2> /dev/null | tr '\n' ' ')"
