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
    {"--allow-wasi", kFlag, kIdle},
    {"--allow-worker", kFlag, kIdle},
    {"--cpu-prof", kFlag, kMissed},
    {"--cpu-prof-dir", kValue, kIdle},
    {"--cpu-prof-interval", kValue, kIdle},
    {"--cpu-prof-name", kValue, kIdle},
    {"--diagnostic-dir", kValue, kIdle},
    {"--disable-proto", kValue, kMissed},
    {"--disable-sigusr1", kFlag, kIdle},
    {"--disable-wasm-trap-handler", kFlag, kIdle},
    {"--dns-result-order", kValue, kMissed},
    {"--enable-fips", kFlag, kMissed},
    {"--enable-source-maps", kFlag, kMissed},
    {"--entry-url", kFlag, kMissed},
    {"--experimental-addon-modules", kFlag, kIdle},
    {"--experimental-detect-module", kFlag, kIdle},
    {"--experimental-eventsource", kFlag, kMissed},
    {"--experimental-global-navigator", kFlag, kIdle},
    {"--experimental-import-meta-resolve", kFlag, kIdle},
    {"--experimental-loader", kValue, kMissed},
    {"--experimental-print-required-tla", kFlag, kIdle},
    {"--experimental-repl-await", kFlag, kIdle},
    {"--experimental-require-module", kFlag, kIdle},
    {"--experimental-shadow-realm", kFlag, kMissed},
    {"--experimental-sqlite", kFlag, kIdle},
    {"--experimental-strip-types", kFlag, kIdle},
    {"--experimental-test-isolation", kValue, kIdle},
    {"--experimental-transform-types", kFlag, kMissed},
    {"--experimental-vm-modules", kFlag, kMissed},
    {"--experimental-wasi-unstable-preview1", kFlag, kIdle},
    {"--experimental-websocket", kFlag, kIdle},
    {"--experimental-webstorage", kFlag, kMissed},
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
    {"--icu-data-dir", kValue, kMissed},
    {"--import", kValue, kMissed},
    {"--input-type", kValue, kMissed},
    {"--inspect", kFlag, kMissed},
    {"--inspect-brk", kFlag, kMissed},
    {"--inspect-port", kValue, kIdle},
    {"--inspect-publish-uid", kValue, kIdle},
    {"--inspect-wait", kFlag, kMissed},
    {"--localstorage-file", kValue, kMissed},
    {"--node-memory-debug", kFlag, kIdle},
    {"--node-snapshot", kFlag, kIdle},
    {"--openssl-config", kValue, kIdle},
    {"--openssl-legacy-provider", kFlag, kIdle},
    {"--openssl-shared-config", kFlag, kIdle},
    {"--permission", kFlag, kMissed},
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
    {"--secure-heap", kValue, kIdle},
    {"--secure-heap-min", kValue, kIdle},
    {"--snapshot-blob", kValue, kMissed},
    {"--test-coverage-branches", kValue, kIdle},
    {"--test-coverage-exclude", kValue, kIdle},
    {"--test-coverage-functions", kValue, kIdle},
    {"--test-coverage-include", kValue, kIdle},
    {"--test-coverage-lines", kValue, kIdle},
    {"--test-global-setup", kValue, kIdle},
    {"--test-isolation", kValue, kIdle},
    {"--test-name-pattern", kValue, kIdle},
    {"--test-only", kFlag, kIdle},
    {"--test-reporter", kValue, kIdle},
    {"--test-reporter-destination", kValue, kIdle},
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
    {"--watch-path", kValue, kMissed},
    {"--watch-preserve-output", kFlag, kIdle},
    {"--webstorage", kFlag, kIdle},
    {"--zero-fill-buffers", kFlag, kMissed},
};

const ForeignOption* Find(std::string_view name) {
  for (const ForeignOption& option : kOptions) {
    if (name == option.name) return &option;
  }
  return nullptr;
}

}  // namespace

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
