#include "core/fs/path_operations.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace rondo::fs {

void Access::Perform() {
  if (::access(path.c_str(), mode) != 0) Fail(Call::kAccess);
}

void Rename::Perform() {
  if (::rename(from.c_str(), to.c_str()) != 0) Fail(Call::kRename);
}

void Link::Perform() {
  if (::link(existing.c_str(), path.c_str()) != 0) Fail(Call::kLink);
}

void Symlink::Perform() {
  if (::symlink(target.c_str(), path.c_str()) != 0) Fail(Call::kSymlink);
}

void Unlink::Perform() {
  if (::unlink(path.c_str()) != 0) Fail(Call::kUnlink);
}

void ReadLink::Perform() {
  // A link's length is not known before (it is 0 in /proc): grow until it fits.
  for (size_t room = 256;; room *= 2) {
    target.resize(room);
    const ssize_t n = ::readlink(path.c_str(), target.data(), room);
    if (n < 0) {
      target.clear();
      return Fail(Call::kReadlink);
    }
    if (static_cast<size_t>(n) < room) {
      target.resize(static_cast<size_t>(n));
      return;
    }
  }
}

void RealPath::Perform() {
  char* found = ::realpath(path.c_str(), nullptr);
  if (found == nullptr) return Fail(Call::kRealpath);
  resolved = found;
  ::free(found);
}

void ChangeMode::Perform() {
  const int result = fd >= 0 ? ::fchmod(fd, mode) : ::chmod(path.c_str(), mode);
  if (result != 0) Fail(fd >= 0 ? Call::kFchmod : Call::kChmod);
}

void ChangeOwner::Perform() {
  if (fd >= 0) {
    if (::fchown(fd, user, group) != 0) Fail(Call::kFchown);
  } else if (follow) {
    if (::chown(path.c_str(), user, group) != 0) Fail(Call::kChown);
  } else {
    if (::lchown(path.c_str(), user, group) != 0) Fail(Call::kLchown);
  }
}

void ChangeTimes::Perform() {
  const timespec times[2] = {
      {static_cast<time_t>(accessed.seconds), accessed.nanoseconds},
      {static_cast<time_t>(modified.seconds), modified.nanoseconds}};
  if (fd >= 0) {
    if (::futimens(fd, times) != 0) Fail(Call::kFutime);
    return;
  }
  if (::utimensat(AT_FDCWD, path.c_str(), times,
                  follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
    Fail(follow ? Call::kUtime : Call::kLutime);
  }
}

}  // namespace rondo::fs
