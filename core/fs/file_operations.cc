#include "core/fs/file_operations.h"

#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/fs/cached.h"

namespace rondo::fs {
namespace {

/// The kernel caps one transfer here (MAX_RW_COUNT), and so may a count in an
/// Op, which is an int.
constexpr size_t kTransferLimit = 0x7ffff000;

}  // namespace

// --- Open.

bool Open::TryCached() {
  fd = -1;
  if (known == nullptr) return false;
  struct stat status;
  const int opened = known->Open(path, flags, status);
  if (opened == -EAGAIN) return false;
  if (opened < 0) {
    Fail(Call::kOpen, -opened);
    return true;
  }
  fd = opened;
  if (!S_ISREG(status.st_mode)) return false;
  if (!(flags & O_NONBLOCK)) ::fcntl(fd, F_SETFL, flags & ~O_CLOEXEC);
  return true;
}

void Open::Perform() {
  if (fd >= 0) {
    if (flags & O_NONBLOCK) return;
    ::fcntl(fd, F_SETFL, flags & ~O_CLOEXEC);
    struct stat status;
    if (::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode)) {
      // A reader's open waits for a writer.
      pollfd wait{fd, POLLIN, 0};
      while (::poll(&wait, 1, -1) < 0 && errno == EINTR) {
      }
    }
    return;
  }
  do {
    fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) Fail(Call::kOpen);
}

void Open::Abandon() { ::close(fd); }

// --- Close.

Close::LoopOp::LoopOp(Close* owner)
    : CloseOp([](Op& op, const Completion& completion) {
        Close& self = *static_cast<LoopOp&>(op).owner;
        if (completion.result < 0 && completion.result != -EINTR) {
          self.Fail(Call::kClose, -completion.result);
        }
        self.Finish();
      }),
      owner(owner) {}

bool Close::StartOnLoop(Loop& loop) {
  op_.fd = fd;
  loop.Start(op_);
  return true;
}

void Close::Perform() {
  // EINTR: closed all the same, on Linux.
  if (::close(fd) != 0 && errno != EINTR) Fail(Call::kClose);
}

// --- Read.

Read::LoopOp::LoopOp(Read* owner)
    : ReadOp([](Op& op, const Completion& completion) {
        Read& self = *static_cast<LoopOp&>(op).owner;
        if (completion.result < 0) {
          self.Fail(Call::kRead, -completion.result);
        } else {
          self.count = static_cast<uint64_t>(completion.result);
        }
        self.Finish();
      }),
      owner(owner) {}

bool Read::TryCached() {
  count = 0;
  if (buffer.size() > kCachedReadLimit) return false;
  const int64_t n = ReadCached(fd, buffer, offset);
  if (n == -EAGAIN) return false;
  if (n < 0) {
    Fail(Call::kRead, static_cast<int>(-n));
  } else {
    count = static_cast<uint64_t>(n);
  }
  return true;
}

bool Read::StartOnLoop(Loop& loop) {
  op_.fd = fd;
  op_.buffer = buffer.first(std::min(buffer.size(), kTransferLimit));
  op_.offset = offset;
  loop.Start(op_);
  return true;
}

void Read::Perform() {
  count = 0;
  ssize_t n;
  do {
    n = offset < 0 ? ::read(fd, buffer.data(), buffer.size())
                   : ::pread(fd, buffer.data(), buffer.size(), offset);
  } while (n < 0 && errno == EINTR);
  if (n < 0) {
    Fail(Call::kRead);
  } else {
    count = static_cast<uint64_t>(n);
  }
}

// --- Write.

void Write::Perform() {
  count = 0;
  ssize_t n;
  do {
    n = offset < 0 ? ::write(fd, buffer.data(), buffer.size())
                   : ::pwrite(fd, buffer.data(), buffer.size(), offset);
  } while (n < 0 && errno == EINTR);
  if (n < 0) {
    Fail(Call::kWrite);
  } else {
    count = static_cast<uint64_t>(n);
  }
}

// --- Vectors.

void VectorTransfer::TransferAll(
    Call call, ssize_t (*transfer)(int, const iovec*, int, off_t),
    ssize_t (*transfer_on)(int, const iovec*, int)) {
  count = 0;
  std::span<const iovec> left = buffers;
  bool complete;
  do {
    const size_t elements = std::min<size_t>(left.size(), IOV_MAX);
    uint64_t wanted = 0;
    for (const iovec& part : left.first(elements)) wanted += part.iov_len;
    ssize_t n;
    do {
      n = offset < 0 ? transfer_on(fd, left.data(), static_cast<int>(elements))
                     : transfer(fd, left.data(), static_cast<int>(elements),
                                offset + static_cast<int64_t>(count));
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
      // What was transferred before counts.
      if (count == 0) Fail(call);
      return;
    }
    count += static_cast<uint64_t>(n);
    complete = static_cast<uint64_t>(n) == wanted;
    left = left.subspan(elements);
  } while (complete && !left.empty());
}

void ReadVector::Perform() { TransferAll(Call::kRead, ::preadv, ::readv); }

void WriteVector::Perform() { TransferAll(Call::kWrite, ::pwritev, ::writev); }

// --- Sync, Truncate.

void Sync::Perform() {
  const int result = data_only ? ::fdatasync(fd) : ::fsync(fd);
  if (result != 0) Fail(data_only ? Call::kFdatasync : Call::kFsync);
}

void Truncate::Perform() {
  int result;
  do {
    result = ::ftruncate(fd, length);
  } while (result != 0 && errno == EINTR);
  if (result != 0) Fail(Call::kFtruncate);
}

}  // namespace rondo::fs
