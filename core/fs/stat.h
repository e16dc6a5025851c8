// Attributes of files and file systems.
#pragma once

#include <cstdint>
#include <string>

#include "core/fs/operation.h"

namespace rondo::fs {

/// A point in time: seconds since 1970, and nanoseconds in [0, 1e9).
struct FileTime {
  int64_t seconds = 0;
  uint32_t nanoseconds = 0;
};

struct Attributes {
  uint64_t device = 0;
  uint32_t mode = 0;  // type and permissions, as S_ISDIR and such test
  uint32_t links = 0;
  uint32_t user = 0;
  uint32_t group = 0;
  uint64_t special_device = 0;
  uint32_t block_size = 0;
  uint64_t inode = 0;
  uint64_t size = 0;    // bytes
  uint64_t blocks = 0;  // of 512 bytes
  FileTime accessed;
  FileTime modified;
  FileTime changed;
  /// The change time where the file system keeps no birth time.
  FileTime born;
};

/// statx(2): of `path` (following symbolic links or not), or of `fd` when that
/// is not -1.
class Stat : public Operation {
 public:
  explicit Stat(Callback callback) : Operation(callback, Call::kStat) {}
  std::string path;
  int fd = -1;
  bool follow = true;

  Attributes attributes;

 private:
  bool TryCached() override;
  void Perform() override;
  Call call() const;
};

struct FileSystemAttributes {
  uint64_t type = 0;
  uint64_t block_size = 0;
  uint64_t fragment_size = 0;  // what `blocks` counts
  uint64_t blocks = 0;
  uint64_t blocks_free = 0;
  uint64_t blocks_available = 0;
  uint64_t files = 0;
  uint64_t files_free = 0;
};

/// statfs(2).
class StatFileSystem : public Operation {
 public:
  explicit StatFileSystem(Callback callback)
      : Operation(callback, Call::kStatfs) {}
  std::string path;

  FileSystemAttributes attributes;

 private:
  void Perform() override;
};

}  // namespace rondo::fs
