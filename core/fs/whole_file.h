// Operations on whole files. Whatever cannot be had from memory is done by one
// job of the pool, however many system calls that takes.
#pragma once

#include <fcntl.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>

#include "core/base/unique_fd.h"
#include "core/fs/known_files.h"
#include "core/fs/operation.h"

namespace rondo::fs {

/// Memory from malloc: whoever Releases it frees it with free().
class Bytes {
 public:
  const uint8_t* data() const { return data_.get(); }
  uint8_t* data() { return data_.get(); }
  size_t size() const { return size_; }
  /// Gives the memory away; null when empty.
  [[nodiscard]] uint8_t* Release() {
    size_ = 0;
    return data_.release();
  }
  /// Changes the size; false when memory is short, and then nothing changed.
  bool Resize(size_t size);

 private:
  struct Free {
    void operator()(uint8_t* memory) const { std::free(memory); }
  };
  std::unique_ptr<uint8_t[], Free> data_;
  size_t size_ = 0;
};

/// Reads a file into one buffer. A regular file is read up to the size that it
/// has when opened, or to its end if it shrinks; anything else, and files in
/// /proc that claim to be empty, to the end.
class ReadFile : public Operation {
 public:
  explicit ReadFile(Callback callback) : Operation(callback, Call::kOpen) {}
  std::string path;
  int flags = O_RDONLY;
  mode_t mode = 0666;
  /// Not -1: reads this descriptor from its position on, and leaves it open.
  int fd = -1;
  /// A larger file ends with EFBIG of kRead.
  uint64_t size_limit = UINT64_MAX;
  /// See Open::known.
  KnownFiles* known = nullptr;
  /// Where a regular file that fits is put when it can be read at once: from
  /// inside Start, or by RunSync; `at_once` then says so. Must live until those
  /// return.
  std::span<uint8_t> room;

  /// Result, unless at_once.
  Bytes contents;
  /// The file is in the first `count` bytes of `room`. Settled when Start or
  /// RunSync returns: no other thread touches these two.
  bool at_once = false;
  size_t count = 0;
  /// After EFBIG: the size that was too large.
  uint64_t size = 0;

 private:
  bool TryCached() override;
  void Perform() override;
  void ReadIntoRoom(int from, size_t length);
  void ReadToSize(int from);
  void ReadToEnd(int from);
  /// Reads into contents at `filled_`; false: error or end.
  bool ReadMore(int from, size_t limit);

  UniqueFd opened_;
  size_t filled_ = 0;
  bool sized_ = false;  // contents has the size that the file is to have
};

/// Writes a file from one buffer, which must live until the end.
class WriteFile : public Operation {
 public:
  explicit WriteFile(Callback callback) : Operation(callback, Call::kWrite) {}
  std::string path;
  int flags = O_WRONLY | O_CREAT | O_TRUNC;
  mode_t mode = 0666;
  /// Not -1: writes to this descriptor at its position, and leaves it open.
  int fd = -1;
  std::span<const uint8_t> contents;
  /// fsync before closing.
  bool flush = false;

 private:
  void Perform() override;
};

/// Copies a regular file with its permissions, in the kernel where that can.
class CopyFile : public Operation {
 public:
  explicit CopyFile(Callback callback) : Operation(callback, Call::kCopyFile) {}
  static constexpr int kExclusive = 1;   // fail with EEXIST if `to` exists
  static constexpr int kClone = 2;       // share blocks if possible
  static constexpr int kForceClone = 4;  // or fail
  std::string from;
  std::string to;
  int flags = 0;

 private:
  void Perform() override;
};

}  // namespace rondo::fs
