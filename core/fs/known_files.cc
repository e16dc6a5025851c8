#include "core/fs/known_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "core/fs/cached.h"

namespace rondo::fs {

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
