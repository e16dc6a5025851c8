#include "core/fs/whole_file.h"

#include <linux/fs.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/fs/cached.h"

namespace rondo::fs {
namespace {

// The kernel transfers no more than this in one call.
constexpr size_t kTransferLimit = 0x7ffff000;
// First buffer for what does not say its size; doubles as it fills.
constexpr size_t kFirstChunk = 64 * 1024;

int OpenRetrying(const char* path, int flags, mode_t mode) {
  int fd;
  do {
    fd = ::open(path, flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

/// 0 or errno.
int WriteAll(int fd, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t n =
        ::write(fd, bytes.data(), std::min(bytes.size(), kTransferLimit));
    if (n >= 0) {
      bytes = bytes.subspan(static_cast<size_t>(n));
    } else if (errno == EAGAIN) {
      // A pipe or terminal that somebody has made non-blocking.
      pollfd wait{fd, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

bool Bytes::Resize(size_t size) {
  if (size == size_) return true;
  if (size == 0) {
    data_.reset();
  } else {
    void* memory = std::realloc(data_.get(), size);
    if (memory == nullptr) return false;
    (void)data_.release();  // realloc took it
    data_.reset(static_cast<uint8_t*>(memory));
  }
  size_ = size;
  return true;
}

// --- ReadFile.

bool ReadFile::TryCached() {
  filled_ = 0;
  sized_ = false;
  at_once = false;
  if (fd >= 0 || known == nullptr) return false;
  struct stat status;
  const int opened = known->Open(path, flags, status);
  if (opened == -EAGAIN) return false;
  if (opened < 0) {
    Fail(Call::kOpen, -opened);
    return true;
  }
  // From here on the descriptor is kept for Perform: nothing is opened twice.
  opened_.Reset(opened);
  if (!S_ISREG(status.st_mode)) return false;
  const auto length = static_cast<uint64_t>(status.st_size);
  if (length > kCachedReadLimit || length > size_limit) return false;
  if (length == 0) {
    // Empty, or one of /proc's, which cannot be read without waiting.
    uint8_t byte;
    if (ReadCached(opened, {&byte, 1}, 0) != 0) return false;
  } else if (length <= room.size()) {
    if (ReadCached(opened, room.first(length), 0) !=
        static_cast<int64_t>(length)) {
      return false;
    }
    at_once = true;
    count = length;
  } else {
    if (!contents.Resize(length)) {
      Fail(Call::kRead, ENOMEM);
      opened_.Reset();
      return true;
    }
    sized_ = true;
    const int64_t n = ReadCached(opened, {contents.data(), length}, 0);
    if (n < 0) return false;
    filled_ = static_cast<size_t>(n);
    if (filled_ < length) return false;
  }
  opened_.Reset();
  return true;
}

void ReadFile::Perform() {
  if (synchronous()) {  // nothing was tried before
    at_once = false;
    sized_ = false;
  }
  int from = fd;
  if (from < 0) {
    if (opened_.valid()) {
      if (!(flags & O_NONBLOCK)) {
        ::fcntl(opened_.get(), F_SETFL, flags & ~O_CLOEXEC);
      }
    } else {
      opened_.Reset(OpenRetrying(path.c_str(), flags, mode));
      if (!opened_.valid()) return Fail(Call::kOpen);
    }
    from = opened_.get();
  }
  if (!sized_) {
    filled_ = 0;
    struct stat status;
    if (::fstat(from, &status) != 0) {
      Fail(Call::kFstat);
    } else if (S_ISFIFO(status.st_mode) && fd < 0) {
      // Opened without waiting for a writer (see Open): wait now.
      pollfd wait{from, POLLIN, 0};
      while (::poll(&wait, 1, -1) < 0 && errno == EINTR) {
      }
    } else if (S_ISREG(status.st_mode) && status.st_size > 0) {
      size = static_cast<uint64_t>(status.st_size);
      if (size > size_limit) {
        Fail(Call::kRead, EFBIG);
      } else if (synchronous() && size <= room.size()) {
        ReadIntoRoom(from, size);
        opened_.Reset();
        return;
      } else if (!contents.Resize(size)) {
        Fail(Call::kRead, ENOMEM);
      } else {
        sized_ = true;
      }
    }
  } else if (filled_ > 0 && fd < 0) {
    // What was cached was read by position, which left the file's at 0.
    ::lseek(from, static_cast<off_t>(filled_), SEEK_SET);
  }
  if (ok()) {
    if (sized_) {
      ReadToSize(from);
    } else {
      ReadToEnd(from);
    }
  }
  opened_.Reset();
  if (ok()) {
    if (!contents.Resize(filled_)) Fail(Call::kRead, ENOMEM);
  } else {
    contents.Resize(0);
  }
}

void ReadFile::ReadIntoRoom(int from, size_t length) {
  count = 0;
  while (count < length) {
    const ssize_t n = ::read(from, room.data() + count, length - count);
    if (n == 0) break;
    if (n > 0) {
      count += static_cast<size_t>(n);
    } else if (errno != EINTR) {
      return Fail(Call::kRead);
    }
  }
  at_once = true;
}

bool ReadFile::ReadMore(int from, size_t limit) {
  for (;;) {
    const ssize_t n = ::read(from, contents.data() + filled_,
                             std::min(limit, kTransferLimit));
    if (n > 0) {
      filled_ += static_cast<size_t>(n);
      return true;
    }
    if (n == 0) return false;
    if (errno == EAGAIN) {
      pollfd wait{from, POLLIN, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      Fail(Call::kRead);
      return false;
    }
  }
}

void ReadFile::ReadToSize(int from) {
  while (filled_ < contents.size() &&
         ReadMore(from, contents.size() - filled_)) {
  }
}

void ReadFile::ReadToEnd(int from) {
  do {
    if (filled_ == contents.size()) {
      if (filled_ >= size_limit) {
        size = filled_;
        return Fail(Call::kRead, EFBIG);
      }
      const size_t room = std::max(kFirstChunk, contents.size() * 2);
      if (!contents.Resize(std::min<uint64_t>(room, size_limit))) {
        return Fail(Call::kRead, ENOMEM);
      }
    }
  } while (ReadMore(from, contents.size() - filled_));
}

// --- WriteFile.

void WriteFile::Perform() {
  UniqueFd opened;
  int to = fd;
  if (to < 0) {
    opened.Reset(OpenRetrying(path.c_str(), flags, mode));
    if (!opened.valid()) return Fail(Call::kOpen);
    to = opened.get();
  }
  if (const int error = WriteAll(to, contents)) {
    Fail(Call::kWrite, error);
  } else if (flush && ::fsync(to) != 0) {
    Fail(Call::kFsync);
  }
  // The last error of a network's disk comes only here.
  if (opened.valid() && ::close(opened.Release()) != 0 && errno != EINTR) {
    Fail(Call::kClose);
  }
}

// --- CopyFile.

namespace {

/// 0 or errno. Copies from `from`'s position to `to`'s until the end.
int CopyBytes(int from, int to) {
  bool copied = false;
  for (;;) {
    const ssize_t n =
        ::copy_file_range(from, nullptr, to, nullptr, kTransferLimit, 0);
    if (n > 0) {
      copied = true;
      continue;
    }
    // 0 at once: the end, or a file of /proc whose size says nothing.
    if (n == 0 && copied) return 0;
    if (n == 0) break;
    if (errno == EINTR) continue;
    // Between file systems, on some of them, or in an old kernel it refuses.
    if (errno == EXDEV || errno == EINVAL || errno == ENOSYS ||
        errno == EOPNOTSUPP || errno == EPERM || errno == ETXTBSY) {
      break;
    }
    return errno;
  }
  Bytes buffer;
  if (!buffer.Resize(kFirstChunk)) return ENOMEM;
  for (;;) {
    const ssize_t n = ::read(from, buffer.data(), buffer.size());
    if (n == 0) return 0;
    if (n < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    if (const int error =
            WriteAll(to, {buffer.data(), static_cast<size_t>(n)})) {
      return error;
    }
  }
}

}  // namespace

void CopyFile::Perform() {
  const UniqueFd source(OpenRetrying(from.c_str(), O_RDONLY, 0));
  struct stat source_status;
  if (!source.valid() || ::fstat(source.get(), &source_status) != 0) {
    return Fail(Call::kCopyFile);
  }
  if (S_ISDIR(source_status.st_mode)) return Fail(Call::kCopyFile, EISDIR);
  // Not truncated yet: it may be the same file.
  const UniqueFd target(OpenRetrying(
      to.c_str(), O_WRONLY | O_CREAT | ((flags & kExclusive) ? O_EXCL : 0),
      source_status.st_mode & 07777));
  struct stat target_status;
  if (!target.valid() || ::fstat(target.get(), &target_status) != 0) {
    return Fail(Call::kCopyFile);
  }
  if (source_status.st_dev == target_status.st_dev &&
      source_status.st_ino == target_status.st_ino) {
    return;
  }
  int error = 0;
  if ((S_ISREG(target_status.st_mode) && ::ftruncate(target.get(), 0) != 0) ||
      (::fchmod(target.get(), source_status.st_mode & 07777) != 0 &&
       errno != EPERM)) {
    error = errno;
  } else if (!(flags & (kClone | kForceClone))) {
    error = CopyBytes(source.get(), target.get());
  } else if (::ioctl(target.get(), FICLONE, source.get()) != 0) {
    error =
        (flags & kForceClone) ? errno : CopyBytes(source.get(), target.get());
  }
  if (error != 0) {
    ::unlink(to.c_str());
    Fail(Call::kCopyFile, error);
  }
}

}  // namespace rondo::fs
