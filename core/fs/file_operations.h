// Operations on one file: open, close, read, write, sync, truncate.
#pragma once

#include <fcntl.h>
#include <sys/uio.h>

#include <cstdint>
#include <span>
#include <string>

#include "core/fs/known_files.h"
#include "core/fs/operation.h"
#include "core/loop/op.h"

namespace rondo::fs {

/// openat(2), always close-on-exec.
class Open : public Operation {
 public:
  explicit Open(Callback callback) : Operation(callback, Call::kOpen) {}
  std::string path;
  int flags = O_RDONLY;
  mode_t mode = 0666;
  /// May be null: then never on the loop's thread. Must outlive the operation.
  KnownFiles* known = nullptr;

  /// Result: the descriptor, which belongs to the caller; -1 on error.
  int fd = -1;
  void Abandon() override;

 private:
  bool TryCached() override;
  void Perform() override;
};

/// close(2). The descriptor is gone whatever the result. Safe while other
/// operations on it run: they end with what they find.
class Close : public Operation {
 public:
  explicit Close(Callback callback)
      : Operation(callback, Call::kClose), op_(this) {}
  int fd = -1;

 private:
  bool StartOnLoop(Loop& loop) override;
  void Perform() override;

  struct LoopOp : CloseOp {
    explicit LoopOp(Close* owner);
    Close* owner;
  } op_;
};

/// pread(2), read(2) when `offset` is -1. One call: may be short.
class Read : public Operation {
 public:
  explicit Read(Callback callback)
      : Operation(callback, Call::kRead), op_(this) {}
  int fd = -1;
  std::span<uint8_t> buffer;
  int64_t offset = -1;

  /// Result: bytes read, 0 at the end of the file.
  uint64_t count = 0;

 private:
  bool TryCached() override;
  bool StartOnLoop(Loop& loop) override;
  void CancelOnLoop(Loop& loop) override { loop.Cancel(op_); }
  void Perform() override;

  struct LoopOp : ReadOp {
    explicit LoopOp(Read* owner);
    Read* owner;
  } op_;
};

/// pwrite(2), write(2) when `offset` is -1. One call: may be short.
class Write : public Operation {
 public:
  explicit Write(Callback callback) : Operation(callback, Call::kWrite) {}
  int fd = -1;
  std::span<const uint8_t> buffer;
  int64_t offset = -1;

  /// Result: bytes written.
  uint64_t count = 0;

 private:
  void Perform() override;
};

/// What ReadVector and WriteVector share. The vector and what it names must
/// live until the end. At most IOV_MAX elements a call; what is beyond is done
/// by further calls while they are complete.
class VectorTransfer : public Operation {
 public:
  int fd = -1;
  std::span<const iovec> buffers;
  int64_t offset = -1;

  /// Result: bytes transferred.
  uint64_t count = 0;

 protected:
  using Operation::Operation;
  /// `transfer` is preadv or pwritev, `transfer_on` readv or writev, which is
  /// called when `offset` is -1.
  void TransferAll(Call call,
                   ssize_t (*transfer)(int, const iovec*, int, off_t),
                   ssize_t (*transfer_on)(int, const iovec*, int));
};

/// preadv(2), readv(2) when `offset` is -1.
class ReadVector : public VectorTransfer {
 public:
  explicit ReadVector(Callback callback)
      : VectorTransfer(callback, Call::kRead) {}

 private:
  void Perform() override;
};

/// pwritev(2), writev(2) when `offset` is -1.
class WriteVector : public VectorTransfer {
 public:
  explicit WriteVector(Callback callback)
      : VectorTransfer(callback, Call::kWrite) {}

 private:
  void Perform() override;
};

/// fsync(2), or fdatasync(2) when `data_only`.
class Sync : public Operation {
 public:
  explicit Sync(Callback callback) : Operation(callback, Call::kFsync) {}
  int fd = -1;
  bool data_only = false;

 private:
  void Perform() override;
};

/// ftruncate(2).
class Truncate : public Operation {
 public:
  explicit Truncate(Callback callback)
      : Operation(callback, Call::kFtruncate) {}
  int fd = -1;
  int64_t length = 0;

 private:
  void Perform() override;
};

}  // namespace rondo::fs
