#include "runtime/env/runtime.h"

#include <cstdio>

#include "core/base/check.h"
#include "runtime/bind/module.h"
#include "runtime/env/machine.h"
#include "runtime/env/v8_compat.h"
#include "snapshot_blob.h"

namespace rondo {

namespace {

// Flags must be set before V8 starts, and the snapshot be judged after.
void StartV8(Platform& platform, const RuntimeOptions& options) {
  DoNotRecordLocks();
  KeepStackChecks();
  v8::V8::SetEntropySource(&FillEntropy);
  // The snapshot is a part of the executable; a checksum over it takes 3 % of
  // the start. (The same flags as when it was made: V8 rejects code caches
  // else.)
  constexpr std::string_view kNoChecksum = "--no-verify-snapshot-checksum";
  v8::V8::SetFlagsFromString(kNoChecksum.data(), kNoChecksum.size());
  // The young generation starts at the size that a busy server would make it
  // grow to: a scavenge costs what survives, not what died, so fewer are less
  // work. Measured with the hello server: 1 MiB costs 0.4 us a request more,
  // 16 MiB gains nothing further.
  constexpr std::string_view kYoung = "--min-semi-space-size=4";
  v8::V8::SetFlagsFromString(kYoung.data(), kYoung.size());
  for (const std::string& flag : options.v8_flags) {
    v8::V8::SetFlagsFromString(flag.data(), flag.size());
  }
  v8::V8::InitializePlatform(&platform);
  v8::V8::Initialize();
}

}  // namespace

Runtime::Runtime(const RuntimeOptions& options)
    : lib_(options.lib_dir),
      snapshot_(options.snapshot.empty()
                    ? std::span(SnapshotData(), SnapshotSize())
                    : options.snapshot),
      use_snapshot_(options.use_snapshot && options.lib_dir.empty() &&
                    snapshot_.verdict() == SnapshotFile::Verdict::kGood),
      allocator_(v8::ArrayBuffer::Allocator::NewDefaultAllocator()) {
  StartV8(platform_, options);
  AppendExternalReferences(references_);
  lib_.AppendExternalReferences(references_);
  references_.push_back(0);
  if (options.verbose && !use_snapshot_) {
    std::fprintf(stderr, "rondo: no snapshot is used: %s\n",
                 !options.lib_dir.empty() ? "--lib-dir"
                 : !options.use_snapshot  ? "it was not wanted"
                                          : snapshot_.reason().c_str());
  }
}

Runtime::~Runtime() {
  v8::V8::Dispose();
  v8::V8::DisposePlatform();
}

}  // namespace rondo
