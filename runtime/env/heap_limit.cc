#include "runtime/env/heap_limit.h"

#include <unistd.h>
#include <v8.h>

#include <cstdio>

#include "runtime/env/environment.h"
#include "runtime/env/v8_compat.h"

namespace rondo {
namespace {

/// In the JavaScript that met the limit.
void OnInterrupt(v8::Isolate* isolate, void* data) {
  constexpr int kProcessAborted = 134;  // what a shell makes of SIGABRT
  constexpr int kFailed = 1;
  auto& env = *static_cast<Environment*>(data);
  const bool owns_process = env.options().owns_process;
  if (owns_process) PrintCurrentStack(isolate, stderr);
  env.Fail(kOutOfMemory, owns_process ? kProcessAborted : kFailed);
}

size_t OnNearHeapLimit(void* data, size_t current, size_t initial) {
  constexpr size_t kReserve = 512u << 20;
  auto& env = *static_cast<Environment*>(data);
  if (current > initial)
    return current;  // called again while the stack unwinds
  if (env.options().owns_process) {
    std::fprintf(stderr,
                 "\nFATAL ERROR: the JavaScript heap reached its limit of %zu "
                 "MiB (--max-old-space-size)\n",
                 initial >> 20);
  }
  // The collector that runs now must not be disturbed.
  env.isolate()->RequestInterrupt(&OnInterrupt, data);
  return current + kReserve;
}

/// V8 aborts the process if this returns. Of the isolate nothing is used any
/// more: its heap is in no state.
void OnLost(const char*, const v8::OOMDetails&) {
  v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
  if (isolate == nullptr) return;  // a thread of V8's own
  Environment::From(isolate).options().on_lost();
  while (true) ::pause();
}

}  // namespace

void WatchHeap(Environment& env) {
  env.isolate()->AddNearHeapLimitCallback(&OnNearHeapLimit, &env);
  const EnvironmentOptions& options = env.options();
  if (!options.owns_process && options.on_lost) {
    env.isolate()->SetOOMErrorHandler(&OnLost);
  }
}

void StopWatchingHeap(Environment& env) {
  env.isolate()->RemoveNearHeapLimitCallback(&OnNearHeapLimit, 0);
}

}  // namespace rondo
