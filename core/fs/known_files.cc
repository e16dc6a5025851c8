#include "core/fs/known_files.h"

#include <fcntl.h>

#include <cerrno>

#include "core/fs/cached.h"

namespace rondo::fs {
namespace {

// Flags with which open changes nothing and needs no disk.
constexpr int kReadingFlags = O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_DIRECTORY |
                              O_LARGEFILE | O_NONBLOCK | O_NOATIME;

}  // namespace

int KnownFiles::Open(const std::string& path, int flags, struct stat& status) {
  if ((flags & ~kReadingFlags) != O_RDONLY) return -EAGAIN;
  if (!Contains(path)) {
    const int looked = Look(path, flags);
    if (looked < 0) return looked;
  }
  const int fd = OpenCached(path.c_str(), flags | O_CLOEXEC);
  if (fd == -EAGAIN) return fd;
  if (fd < 0) {
    Remove(path);
    return fd;
  }
  if (::fstat(fd, &status) != 0) status.st_mode = 0;
  if (!S_ISREG(status.st_mode)) Remove(path);
  return fd;
}

int KnownFiles::Look(const std::string& path, int flags) {
  // Of a symbolic link that is not to be followed, open says something else.
  if (flags & O_NOFOLLOW) return -EAGAIN;
  struct statx attributes;
  const int result = StatCached(path.c_str(), true, attributes);
  if (result < 0) return result;
  if (!S_ISREG(attributes.stx_mode)) return -EAGAIN;
  const size_t hash = Hash(path);
  hashes_[hash % kSlots] = hash;
  return 0;
}

}  // namespace rondo::fs
