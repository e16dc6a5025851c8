// Operations on names and permissions. Each is one system call, or few.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "core/fs/operation.h"
#include "core/fs/stat.h"

namespace rondo::fs {

/// access(2); `mode` of F_OK, R_OK, W_OK, X_OK.
class Access : public Operation {
 public:
  explicit Access(Callback callback) : Operation(callback, Call::kAccess) {}
  std::string path;
  int mode = 0;

 private:
  void Perform() override;
};

/// rename(2).
class Rename : public Operation {
 public:
  explicit Rename(Callback callback) : Operation(callback, Call::kRename) {}
  std::string from;
  std::string to;

 private:
  void Perform() override;
};

/// link(2).
class Link : public Operation {
 public:
  explicit Link(Callback callback) : Operation(callback, Call::kLink) {}
  std::string existing;
  std::string path;

 private:
  void Perform() override;
};

/// symlink(2).
class Symlink : public Operation {
 public:
  explicit Symlink(Callback callback) : Operation(callback, Call::kSymlink) {}
  std::string target;
  std::string path;

 private:
  void Perform() override;
};

/// unlink(2).
class Unlink : public Operation {
 public:
  explicit Unlink(Callback callback) : Operation(callback, Call::kUnlink) {}
  std::string path;

 private:
  void Perform() override;
};

/// readlink(2).
class ReadLink : public Operation {
 public:
  explicit ReadLink(Callback callback) : Operation(callback, Call::kReadlink) {}
  std::string path;

  std::string target;

 private:
  void Perform() override;
};

/// realpath(3): absolute, without symbolic links, "." and "..".
class RealPath : public Operation {
 public:
  explicit RealPath(Callback callback) : Operation(callback, Call::kRealpath) {}
  std::string path;

  std::string resolved;

 private:
  void Perform() override;
};

/// chmod(2), or fchmod(2) when `fd` is not -1.
class ChangeMode : public Operation {
 public:
  explicit ChangeMode(Callback callback) : Operation(callback, Call::kChmod) {}
  std::string path;
  int fd = -1;
  mode_t mode = 0;

 private:
  void Perform() override;
};

/// chown(2), lchown(2) when not to `follow`, fchown(2) when `fd` is not -1.
/// An id of -1 leaves that one as it is.
class ChangeOwner : public Operation {
 public:
  explicit ChangeOwner(Callback callback) : Operation(callback, Call::kChown) {}
  std::string path;
  int fd = -1;
  bool follow = true;
  uid_t user = static_cast<uid_t>(-1);
  gid_t group = static_cast<gid_t>(-1);

 private:
  void Perform() override;
};

/// utimensat(2) of `path` (following symbolic links or not), or of `fd` when
/// that is not -1.
class ChangeTimes : public Operation {
 public:
  explicit ChangeTimes(Callback callback) : Operation(callback, Call::kUtime) {}
  std::string path;
  int fd = -1;
  bool follow = true;
  FileTime accessed;
  FileTime modified;

 private:
  void Perform() override;
};

}  // namespace rondo::fs
