// KnownFiles: paths that named a regular file on a local file system when last
// looked at.
#pragma once

#include <sys/stat.h>

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

  /// Opens such a file for reading, without waiting. What is not known yet is
  /// looked at first, without opening it. >= 0: the descriptor, which is the
  /// caller's, has O_NONBLOCK set, and has this `status`. If that is not of a
  /// regular file, somebody has just put something else there: it is to be
  /// kept, for opening a FIFO twice is not opening it once. -EAGAIN: nothing
  /// was opened, for that may block or `flags` change something. Another
  /// negative errno: what open(2) says.
  int Open(const std::string& path, int flags, struct stat& status);

  bool Contains(std::string_view path) const {
    const size_t hash = Hash(path);
    return hashes_[hash % kSlots] == hash;
  }

 private:
  /// Whether `path` is such a file, and if so notes it. 0: it is. -EAGAIN: it
  /// is not, or only a call that may block can tell. Another negative errno:
  /// what open(2) with `flags` would say.
  int Look(const std::string& path, int flags);
  void Remove(std::string_view path) {
    const size_t hash = Hash(path);
    if (hashes_[hash % kSlots] == hash) hashes_[hash % kSlots] = 0;
  }

  static constexpr size_t kSlots = 1024;  // 8 KB
  static size_t Hash(std::string_view path) {
    return std::hash<std::string_view>{}(path) | 1;  // 0 is an empty slot
  }

  std::unique_ptr<size_t[]> hashes_;
};

}  // namespace rondo::fs
