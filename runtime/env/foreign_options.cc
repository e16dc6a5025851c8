#include "runtime/env/foreign_options.h"

namespace rondo {
namespace {

constexpr bool kFlag = false, kValue = true;
constexpr bool kMissed = false, kIdle = true;
constexpr bool kHolds = true;

constexpr ForeignOption kOptions[] = {
    {"--addons", kFlag, kIdle},
    {"--allow-addons", kFlag, kIdle},
    {"--allow-child-process", kFlag, kIdle},
    {"--allow-fs-read", kValue, kIdle},
    {"--allow-fs-write", kValue, kIdle},
    {"--allow-inspector", kFlag, kIdle},
    {"--allow-net", kFlag, kIdle},
    {"--allow-wasi", kFlag, kIdle},
    {"--allow-worker", kFlag, kIdle},
    {"--cpu-prof", kFlag, kMissed},
    {"--cpu-prof-dir", kValue, kIdle},
    {"--cpu-prof-interval", kValue, kIdle},
    {"--cpu-prof-name", kValue, kIdle},
    {"--debug-arraybuffer-allocations", kFlag, kIdle},
    {"--debug-port", kValue, kIdle},
    {"--diagnostic-dir", kValue, kIdle},
    {"--disable-proto", kValue, kMissed},
    {"--disable-sigusr1", kFlag, kIdle},
    {"--disable-wasm-trap-handler", kFlag, kIdle},
    {"--dns-result-order", kValue, kMissed},
    {"--enable-etw-stack-walking", kFlag, kIdle},
    {"--enable-fips", kFlag, kMissed},
    {"--enable-network-family-autoselection", kFlag, kIdle},
    {"--enable-source-maps", kFlag, kMissed},
    {"--entry-url", kFlag, kMissed},
    {"--es-module-specifier-resolution", kValue, kIdle},
    {"--experimental-abortcontroller", kFlag, kIdle},
    {"--experimental-addon-modules", kFlag, kIdle},
    {"--experimental-detect-module", kFlag, kIdle},
    {"--experimental-eventsource", kFlag, kMissed},
    {"--experimental-fetch", kFlag, kIdle},
    {"--experimental-global-customevent", kFlag, kIdle},
    {"--experimental-global-navigator", kFlag, kIdle},
    {"--experimental-global-webcrypto", kFlag, kIdle},
    {"--experimental-import-meta-resolve", kFlag, kIdle},
    {"--experimental-json-modules", kFlag, kIdle},
    {"--experimental-loader", kValue, kMissed},
    {"--experimental-modules", kFlag, kIdle},
    {"--experimental-print-required-tla", kFlag, kIdle},
    {"--experimental-repl-await", kFlag, kIdle},
    {"--experimental-report", kFlag, kIdle},
    {"--experimental-require-module", kFlag, kIdle},
    {"--experimental-shadow-realm", kFlag, kMissed},
    {"--experimental-specifier-resolution", kValue, kIdle},
    {"--experimental-sqlite", kFlag, kIdle},
    {"--experimental-strip-types", kFlag, kIdle},
    {"--experimental-test-isolation", kValue, kIdle},
    {"--experimental-top-level-await", kFlag, kIdle},
    {"--experimental-transform-types", kFlag, kMissed},
    {"--experimental-vm-modules", kFlag, kMissed},
    {"--experimental-wasi-unstable-preview1", kFlag, kIdle},
    {"--experimental-wasm-modules", kFlag, kIdle},
    {"--experimental-websocket", kFlag, kIdle},
    {"--experimental-webstorage", kFlag, kMissed},
    {"--experimental-worker", kFlag, kIdle},
    {"--extra-info-on-fatal-exception", kFlag, kMissed, kHolds},
    {"--force-async-hooks-checks", kFlag, kIdle},
    {"--force-context-aware", kFlag, kIdle},
    {"--force-fips", kFlag, kMissed},
    {"--force-node-api-uncaught-exceptions-policy", kFlag, kIdle},
    {"--frozen-intrinsics", kFlag, kMissed},
    {"--global-search-paths", kFlag, kMissed, kHolds},
    {"--heap-prof", kFlag, kMissed},
    {"--heap-prof-dir", kValue, kIdle},
    {"--heap-prof-interval", kValue, kIdle},
    {"--heap-prof-name", kValue, kIdle},
    {"--heapsnapshot-near-heap-limit", kValue, kMissed},
    {"--heapsnapshot-signal", kValue, kMissed},
    {"--http-parser", kValue, kIdle},
    {"--icu-data-dir", kValue, kMissed},
    {"--import", kValue, kMissed},
    {"--input-type", kValue, kMissed},
    {"--inspect", kFlag, kMissed},
    {"--inspect-brk", kFlag, kMissed},
    {"--inspect-port", kValue, kIdle},
    {"--inspect-publish-uid", kValue, kIdle},
    {"--inspect-wait", kFlag, kMissed},
    {"--loader", kValue, kMissed},
    {"--localstorage-file", kValue, kMissed},
    {"--max-old-space-size-percentage", kValue, kMissed},
    {"--napi-modules", kFlag, kIdle},
    {"--node-memory-debug", kFlag, kIdle},
    {"--node-snapshot", kFlag, kIdle},
    {"--openssl-config", kValue, kIdle},
    {"--openssl-legacy-provider", kFlag, kIdle},
    {"--openssl-shared-config", kFlag, kIdle},
    {"--permission", kFlag, kMissed},
    {"--permission-audit", kFlag, kMissed},
    {"--prof-process", kFlag, kMissed},
    {"--redirect-warnings", kValue, kMissed},
    {"--report-compact", kFlag, kIdle},
    {"--report-dir", kValue, kIdle},
    {"--report-directory", kValue, kIdle},
    {"--report-exclude-env", kFlag, kIdle},
    {"--report-exclude-network", kFlag, kIdle},
    {"--report-filename", kValue, kIdle},
    {"--report-on-fatalerror", kFlag, kMissed},
    {"--report-on-signal", kFlag, kMissed},
    {"--report-signal", kValue, kIdle},
    {"--report-uncaught-exception", kFlag, kMissed},
    {"--require-module", kFlag, kIdle},
    {"--secure-heap", kValue, kIdle},
    {"--secure-heap-min", kValue, kIdle},
    {"--snapshot-blob", kValue, kMissed},
    {"--strip-types", kFlag, kIdle},
    {"--test-coverage-branches", kValue, kIdle},
    {"--test-coverage-exclude", kValue, kIdle},
    {"--test-coverage-functions", kValue, kIdle},
    {"--test-coverage-include", kValue, kIdle},
    {"--test-coverage-include-all", kFlag, kIdle},
    {"--test-coverage-lines", kValue, kIdle},
    {"--test-global-setup", kValue, kIdle},
    {"--test-isolation", kValue, kIdle},
    {"--test-name-pattern", kValue, kIdle},
    {"--test-only", kFlag, kIdle},
    {"--test-random-seed", kValue, kIdle},
    {"--test-randomize", kFlag, kIdle},
    {"--test-reporter", kValue, kIdle},
    {"--test-reporter-destination", kValue, kIdle},
    {"--test-rerun-failures", kValue, kIdle},
    {"--test-shard", kValue, kIdle},
    {"--test-skip-pattern", kValue, kIdle},
    {"--tls-cipher-list", kValue, kIdle},
    {"--tls-keylog", kValue, kIdle},
    {"--tls-max-v1.2", kFlag, kIdle},
    {"--tls-max-v1.3", kFlag, kIdle},
    {"--tls-min-v1.0", kFlag, kIdle},
    {"--tls-min-v1.1", kFlag, kIdle},
    {"--tls-min-v1.2", kFlag, kIdle},
    {"--tls-min-v1.3", kFlag, kIdle},
    {"--trace-env", kFlag, kMissed},
    {"--trace-env-js-stack", kFlag, kMissed},
    {"--trace-env-native-stack", kFlag, kMissed},
    {"--trace-event-categories", kValue, kMissed},
    {"--trace-event-file-pattern", kValue, kIdle},
    {"--trace-events-enabled", kFlag, kMissed},
    {"--trace-promises", kFlag, kMissed},
    {"--trace-require-module", kFlag, kIdle},
    {"--trace-sigint", kFlag, kMissed},
    {"--trace-sync-io", kFlag, kMissed},
    {"--trace-tls", kFlag, kIdle},
    {"--track-heap-objects", kFlag, kIdle},
    {"--use-bundled-ca", kFlag, kIdle},
    {"--use-env-proxy", kFlag, kMissed},
    {"--use-largepages", kValue, kIdle},
    {"--use-openssl-ca", kFlag, kIdle},
    {"--use-system-ca", kFlag, kIdle},
    {"--v8-pool-size", kValue, kIdle},
    {"--verify-base-objects", kFlag, kIdle},
    {"--watch", kFlag, kMissed},
    {"--watch-kill-signal", kValue, kIdle},
    {"--watch-path", kValue, kMissed},
    {"--watch-preserve-output", kFlag, kIdle},
    {"--webstorage", kFlag, kIdle},
    {"--worker-snapshot", kFlag, kIdle},
    {"--zero-fill-buffers", kFlag, kMissed},
};

const ForeignOption* Find(std::string_view name) {
  for (const ForeignOption& option : kOptions) {
    if (name == option.name) return &option;
  }
  return nullptr;
}

}  // namespace

std::span<const ForeignOption> ForeignOptions() { return kOptions; }

const ForeignOption* FindForeignOption(std::string_view name) {
  if (const ForeignOption* option = Find(name)) return option;
  // --no-x: that something is not wanted which is not there has no effect.
  constexpr std::string_view kNo = "--no-";
  if (!name.starts_with(kNo)) return nullptr;
  static constexpr ForeignOption kUnwanted{"", kFlag, kIdle};
  for (const ForeignOption& option : kOptions) {
    if (!option.takes_value &&
        option.name.substr(2) == name.substr(kNo.size())) {
      return option.holds ? &option : &kUnwanted;
    }
  }
  return nullptr;
}

}  // namespace rondo
