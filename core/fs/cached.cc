#include "core/fs/cached.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>

#include "core/base/unique_fd.h"

#ifndef RESOLVE_CACHED
#define RESOLVE_CACHED 0x20  // Linux 5.12
#endif

namespace rondo::fs {
namespace {

int OpenResolved(const char* path, uint64_t flags) {
  open_how how{};
  how.flags = flags;
  how.resolve = RESOLVE_CACHED;
  const long fd = ::syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
  if (fd >= 0) return static_cast<int>(fd);
  // Kernels before 5.6 lack the call, those before 5.12 the flag, and some
  // sandboxes deny what they do not know: all ask the other route.
  if (errno == ENOSYS || errno == EINVAL || errno == EPERM) return -EAGAIN;
  return -errno;
}

// From linux/magic.h or the file systems' own headers.
constexpr uint32_t kXfsMagic = 0x58465342;
constexpr uint32_t kZfsMagic = 0x2fc12fc1;
constexpr uint32_t kBcachefsMagic = 0xca451a4e;

// Whether a file is nowhere but in memory: its pages can be swapped out at
// worst, as those of any other memory of the process.
bool IsInMemory(int fd) {
  struct stat attributes;
  struct statfs information;
  if (::fstat(fd, &attributes) != 0 || !S_ISREG(attributes.st_mode) ||
      ::fstatfs(fd, &information) != 0) {
    return false;
  }
  const auto type = static_cast<uint32_t>(information.f_type);
  return type == TMPFS_MAGIC || type == RAMFS_MAGIC;
}

}  // namespace

int OpenCached(const char* path, int flags) {
  return OpenResolved(path, static_cast<uint32_t>(flags) | O_NONBLOCK);
}

bool IsLocal(int fd, const struct statx& attributes) {
  // Block devices have a major number; file systems without one number
  // themselves and have to be asked.
  if (attributes.stx_dev_major != 0) return true;
  struct statfs information;
  if (::fstatfs(fd, &information) != 0) return false;
  switch (static_cast<uint32_t>(information.f_type)) {
    case TMPFS_MAGIC:
    case RAMFS_MAGIC:
    case OVERLAYFS_SUPER_MAGIC:
    case BTRFS_SUPER_MAGIC:
    case kXfsMagic:
    case kZfsMagic:
    case kBcachefsMagic:
      return true;
    default:
      return false;
  }
}

int StatCached(const char* path, bool follow, struct statx& out) {
  const int fd = OpenResolved(
      path, O_PATH | O_CLOEXEC | (follow ? 0u : uint64_t{O_NOFOLLOW}));
  if (fd < 0) return fd;
  const UniqueFd owner(fd);
  return StatCached(fd, out);
}

int StatCached(int fd, struct statx& out) {
  // DONT_SYNC: a network's attributes come from memory too, whence they are
  // thrown away below.
  if (::statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC,
              STATX_BASIC_STATS | STATX_BTIME, &out) != 0) {
    // EINVAL: what the C library does without the call lacks the flag.
    const bool refused = errno == ENOSYS || errno == EPERM || errno == EINVAL;
    return refused ? -EAGAIN : -errno;
  }
  return IsLocal(fd, out) ? 0 : -EAGAIN;
}

int64_t ReadCached(int fd, std::span<uint8_t> buffer, int64_t offset) {
  const iovec iov{buffer.data(), buffer.size()};
  ssize_t n = ::preadv2(fd, &iov, 1, offset, RWF_NOWAIT);
  if (n < 0 && errno == EOPNOTSUPP) {
    // This kind of file cannot tell whether it would block; but those in memory
    // never do.
    if (!IsInMemory(fd)) return -EAGAIN;
    n = ::preadv2(fd, &iov, 1, offset, 0);
  }
  if (n >= 0) return n;
  return errno == ENOSYS || errno == EINTR ? -EAGAIN : -errno;
}

}  // namespace rondo::fs
