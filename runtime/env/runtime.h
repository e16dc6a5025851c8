// Runtime: what the environments of a process share: V8, the platform, the
// worker pool, lib/ and the snapshot.
#pragma once

#include <v8.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/pool/worker_pool.h"
#include "runtime/env/library.h"
#include "runtime/env/platform.h"
#include "runtime/snapshot/snapshot_file.h"

namespace rondo {

struct RuntimeOptions {
  /// Flags for V8 itself, with their dashes.
  std::vector<std::string> v8_flags;
  /// Where lib/ is read from instead of the embedded one; the snapshot is not
  /// used then.
  std::string lib_dir;
  bool use_snapshot = true;
  /// The bytes of a SnapshotFile that outlive the runtime, in place of those
  /// that the program has itself.
  std::span<const char> snapshot = {};
  /// Says on stderr what is out of the ordinary.
  bool verbose = false;
};

/// One a process at most, since V8 can be started once. Every environment must
/// be gone before it.
class Runtime {
 public:
  explicit Runtime(const RuntimeOptions& options);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  /// For the programs' jobs.
  WorkerPool& pool() { return pool_; }
  Platform& platform() { return platform_; }
  const Library& lib() const { return lib_; }
  /// Null: environments execute the bootstrap.
  const SnapshotFile* snapshot() const {
    return use_snapshot_ ? &snapshot_ : nullptr;
  }
  /// Ends with a zero, as V8 wants it.
  const intptr_t* external_references() const { return references_.data(); }
  /// Of all isolates: memory can go from one to another.
  std::shared_ptr<v8::ArrayBuffer::Allocator> allocator() const {
    return allocator_;
  }

 private:
  WorkerPool pool_;
  Platform platform_;
  Library lib_;
  SnapshotFile snapshot_;
  bool use_snapshot_;
  std::vector<intptr_t> references_;
  std::shared_ptr<v8::ArrayBuffer::Allocator> allocator_;
};

}  // namespace rondo
