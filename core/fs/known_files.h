// KnownFiles: paths that named a regular file on a local file system when last
// looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace rondo::fs {

/// A hint, not a promise: opening such a path on the loop's thread will not
/// block on a network, nor stir a device or a FIFO, unless somebody has put one
/// in its place; whoever opens looks at what he got. Fixed size; a path may
/// push out another. One per loop, on the loop's thread.
class KnownFiles {
 public:
  KnownFiles() : hashes_(std::make_unique<size_t[]>(kSlots)) {}

  bool Contains(std::string_view path) const {
    const size_t hash = Hash(path);
    return hashes_[hash % kSlots] == hash;
  }
  /// Looks, without opening it, whether `path` is such a file, and notes it. 0:
  /// it is. -EAGAIN: it is not, or only a call that may block can tell. Another
  /// negative errno: what open(2) with `flags` would say.
  int Look(const std::string& path, int flags);
  void Remove(std::string_view path) {
    const size_t hash = Hash(path);
    if (hashes_[hash % kSlots] == hash) hashes_[hash % kSlots] = 0;
  }

 private:
  static constexpr size_t kSlots = 1024;  // 8 KB
  static size_t Hash(std::string_view path) {
    return std::hash<std::string_view>{}(path) | 1;  // 0 is an empty slot
  }

  std::unique_ptr<size_t[]> hashes_;
};

}  // namespace rondo::fs
