// Operations on directories: list, make, remove.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/fs/operation.h"

namespace rondo::fs {

enum class EntryType : uint8_t {
  kUnknown,
  kFile,
  kDirectory,
  kLink,
  kFifo,
  kSocket,
  kCharacterDevice,
  kBlockDevice,
};

/// What a directory holds, without "." and "..".
class EntryList {
 public:
  size_t size() const { return entries_.size(); }
  /// The bytes of the name; valid until the list changes.
  std::string_view name(size_t i) const {
    return {names_.data() + entries_[i].start, entries_[i].length};
  }
  EntryType type(size_t i) const { return entries_[i].type; }
  /// Directory in which the entry is, relative to the one that was listed: ""
  /// or "sub/deeper".
  const std::string& parent(size_t i) const {
    return parents_[entries_[i].parent];
  }

  void Clear();
  /// Entries that are added from now on are in this directory.
  void SetParent(std::string parent) { parents_.push_back(std::move(parent)); }
  void Add(std::string_view name, EntryType type);
  void SetType(size_t i, EntryType type) { entries_[i].type = type; }
  /// By bytes of the names, from entry `first` on.
  void Sort(size_t first);

 private:
  struct Entry {
    uint32_t start;
    uint16_t length;
    EntryType type;
    uint32_t parent;
  };
  std::string names_;
  std::vector<Entry> entries_;
  std::vector<std::string> parents_;
};

/// Lists a directory, sorted by name; with `recursive` also those below it and
/// those that links lead to, breadth first, but no link into a directory that
/// it lies in. Types that the file system does not tell are looked up.
class ReadDirectory : public Operation {
 public:
  explicit ReadDirectory(Callback callback)
      : Operation(callback, Call::kScandir) {}
  std::string path;
  bool recursive = false;

  EntryList entries;

 private:
  void Perform() override;
};

/// Opens a directory for ReadEntries.
class OpenDirectory : public Operation {
 public:
  explicit OpenDirectory(Callback callback)
      : Operation(callback, Call::kOpendir) {}
  std::string path;

  /// Result: belongs to the caller.
  int fd = -1;
  void Abandon() override;

 private:
  void Perform() override;
};

/// The next entries of an open directory, some hundreds, in its own order.
class ReadEntries : public Operation {
 public:
  explicit ReadEntries(Callback callback)
      : Operation(callback, Call::kScandir) {}
  int fd = -1;

  /// Result: empty at the end.
  EntryList entries;

 private:
  void Perform() override;
};

/// mkdir(2); with `recursive` also the missing directories above it, and no
/// error if it is there.
class MakeDirectory : public Operation {
 public:
  explicit MakeDirectory(Callback callback)
      : Operation(callback, Call::kMkdir) {}
  std::string path;
  mode_t mode = 0777;
  bool recursive = false;

  /// Result of a recursive one: the first directory made, "" if none.
  std::string first_made;

 private:
  void Perform() override;
};

/// mkdtemp(3): six random characters are put behind `prefix`.
class MakeTemporaryDirectory : public Operation {
 public:
  explicit MakeTemporaryDirectory(Callback callback)
      : Operation(callback, Call::kMkdtemp) {}
  std::string prefix;

  std::string path;

 private:
  void Perform() override;
};

/// rmdir(2).
class RemoveDirectory : public Operation {
 public:
  explicit RemoveDirectory(Callback callback)
      : Operation(callback, Call::kRmdir) {}
  std::string path;

 private:
  void Perform() override;
};

/// Removes a file, or with `recursive` a directory and all below it. Symbolic
/// links are removed, never followed. A directory without `recursive` is
/// EISDIR.
class Remove : public Operation {
 public:
  explicit Remove(Callback callback) : Operation(callback, Call::kRm) {}
  std::string path;
  bool recursive = false;
  /// That it does not exist is no error.
  bool force = false;
  /// How often to try again what is busy (EBUSY, EMFILE, ENFILE, ENOTEMPTY,
  /// EPERM), each time `retry_delay_ms` later than before.
  uint32_t retries = 0;
  uint32_t retry_delay_ms = 100;

 private:
  void Perform() override;
};

}  // namespace rondo::fs
