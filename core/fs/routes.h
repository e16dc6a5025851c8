// The system calls of core/fs, by the names that error messages use, and the
// route that each takes when it is started on a loop.
#pragma once

#include <cstdint>

namespace rondo::fs {

enum class Call : uint8_t {
  kAccess,
  kChmod,
  kChown,
  kClose,
  kCopyFile,
  kFchmod,
  kFchown,
  kFdatasync,
  kFstat,
  kFsync,
  kFtruncate,
  kFutime,
  kLchown,
  kLink,
  kLstat,
  kLutime,
  kMkdir,
  kMkdtemp,
  kOpen,
  kOpendir,
  kRead,
  kReadlink,
  kRealpath,
  kRename,
  kRm,
  kRmdir,
  kScandir,
  kStat,
  kStatfs,
  kSymlink,
  kUnlink,
  kUtime,
  kWrite,
};
inline constexpr int kCallCount = static_cast<int>(Call::kWrite) + 1;

/// Where a call runs. Decided by routes_benchmark.cc; the figures are in the
/// table's comments.
enum class Route : uint8_t {
  /// A job of the worker pool.
  kPool,
  /// On the loop's thread when the kernel says that it need not block (names
  /// in its cache, pages in memory), else a job of the pool.
  kCachedThenPool,
  /// On the loop's thread under the same condition, else an operation of the
  /// loop: the ring on io_uring, the pool on epoll.
  kCachedThenLoop,
  /// An operation of the loop.
  kLoop,
};

struct CallInfo {
  /// "open", "scandir": as in `ENOENT: no such file or directory, open 'x'`.
  const char* name;
  Route route;
};
const CallInfo& InfoOf(Call call);

/// Bytes that a cached read copies on the loop's thread at most. Copying this
/// many costs about what the way to a pool thread and back does.
inline constexpr uint64_t kCachedReadLimit = 128 * 1024;

}  // namespace rondo::fs
