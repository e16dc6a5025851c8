# Everything that must hold before a change is merged. Sourced by test.sh.
# shellcheck shell=bash

ensure_setup fuzz format package
failed=()
step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then
    printf '== %s: passed, %d s\n' "$name" $((SECONDS - start))
  else
    failed+=("$name")
    printf '== %s: FAILED, %d s\n' "$name" $((SECONDS - start))
  fi
}

# The sanitizers watch our own code, so they run what exercises it most.
step "release" "$root/dev" test --preset release
step "lint" "$root/dev" lint
step "faults that tests must see" "$root/tools/mutate/run.py" --sample 10
step "Debian 13's root" env RONDO_ROOT=trixie "$root/dev" test --kind js --kind e2e
step "address sanitizer" "$root/dev" test --asan --kind cc --kind e2e --kind js
step "chaos" "$root/tools/chaos/run.py" --time 120
step "thread sanitizer" "$root/dev" test --tsan --kind cc --kind e2e --kind js
step "fuzz" "$root/dev" fuzz all 20

echo
if [[ ${#failed[@]} -gt 0 ]]; then
  printf 'failed: %s\n' "${failed[@]}"
  exit 1
fi
echo "all steps passed in $SECONDS s"
