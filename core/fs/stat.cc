#include "core/fs/stat.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#include <cerrno>

#include "core/fs/cached.h"

namespace rondo::fs {
namespace {

FileTime Convert(const statx_timestamp& time) {
  return {time.tv_sec, time.tv_nsec};
}

Attributes Convert(const struct statx& from) {
  Attributes to;
  to.device = makedev(from.stx_dev_major, from.stx_dev_minor);
  to.mode = from.stx_mode;
  to.links = from.stx_nlink;
  to.user = from.stx_uid;
  to.group = from.stx_gid;
  to.special_device = makedev(from.stx_rdev_major, from.stx_rdev_minor);
  to.block_size = from.stx_blksize;
  to.inode = from.stx_ino;
  to.size = from.stx_size;
  to.blocks = from.stx_blocks;
  to.accessed = Convert(from.stx_atime);
  to.modified = Convert(from.stx_mtime);
  to.changed = Convert(from.stx_ctime);
  to.born =
      Convert((from.stx_mask & STATX_BTIME) ? from.stx_btime : from.stx_ctime);
  return to;
}

FileTime Convert(const timespec& time) {
  return {time.tv_sec, static_cast<uint32_t>(time.tv_nsec)};
}

/// For sandboxes that deny statx, as some container engines did.
Attributes Convert(const struct stat& from) {
  Attributes to;
  to.device = from.st_dev;
  to.mode = from.st_mode;
  to.links = static_cast<uint32_t>(from.st_nlink);
  to.user = from.st_uid;
  to.group = from.st_gid;
  to.special_device = from.st_rdev;
  to.block_size = static_cast<uint32_t>(from.st_blksize);
  to.inode = from.st_ino;
  to.size = static_cast<uint64_t>(from.st_size);
  to.blocks = static_cast<uint64_t>(from.st_blocks);
  to.accessed = Convert(from.st_atim);
  to.modified = Convert(from.st_mtim);
  to.changed = to.born = Convert(from.st_ctim);
  return to;
}

}  // namespace

Call Stat::call() const {
  if (fd >= 0) return Call::kFstat;
  return follow ? Call::kStat : Call::kLstat;
}

bool Stat::TryCached() {
  struct statx found;
  const int result =
      fd >= 0 ? StatCached(fd, found) : StatCached(path.c_str(), follow, found);
  if (result == -EAGAIN) return false;
  if (result < 0) {
    Fail(call(), -result);
  } else {
    attributes = Convert(found);
  }
  return true;
}

void Stat::Perform() {
  struct statx found;
  int flags = AT_STATX_SYNC_AS_STAT;
  if (fd >= 0) {
    flags |= AT_EMPTY_PATH;
  } else if (!follow) {
    flags |= AT_SYMLINK_NOFOLLOW;
  }
  if (::statx(fd >= 0 ? fd : AT_FDCWD, fd >= 0 ? "" : path.c_str(), flags,
              STATX_BASIC_STATS | STATX_BTIME, &found) == 0) {
    attributes = Convert(found);
    return;
  }
  if (errno == ENOSYS || errno == EPERM || errno == EINVAL) {
    struct stat old;
    const int result = fd >= 0  ? ::fstat(fd, &old)
                       : follow ? ::stat(path.c_str(), &old)
                                : ::lstat(path.c_str(), &old);
    if (result == 0) {
      attributes = Convert(old);
      return;
    }
  }
  Fail(call());
}

void StatFileSystem::Perform() {
  struct statfs found;
  int result;
  do {
    result = ::statfs(path.c_str(), &found);
  } while (result != 0 && errno == EINTR);
  if (result != 0) return Fail(Call::kStatfs);
  attributes.type = static_cast<uint64_t>(found.f_type);
  attributes.block_size = static_cast<uint64_t>(found.f_bsize);
  attributes.fragment_size = static_cast<uint64_t>(found.f_frsize);
  attributes.blocks = found.f_blocks;
  attributes.blocks_free = found.f_bfree;
  attributes.blocks_available = found.f_bavail;
  attributes.files = found.f_files;
  attributes.files_free = found.f_ffree;
}

}  // namespace rondo::fs
