// Op: one asynchronous operation, in completions.
//
// An Op is embedded in the object that needs it (no allocation to start one).
// From Loop::Start until its last completion it belongs to the kernel: it and
// every buffer it names must stay where they are. Loop::Cancel only asks; the
// op ends with its last completion (`more == false`), never before. Destroying
// an active op is a bug and ends the process.
#pragma once

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cstdint>
#include <span>

#include "core/base/check.h"
#include "core/base/intrusive_list.h"

namespace rondo {

enum class OpKind : uint8_t {
  kAccept,    // AcceptOp: result = new fd; multishot
  kConnect,   // ConnectOp: result = 0
  kRecv,      // RecvOp: bytes in a loop-owned buffer; multishot
  kSend,      // SendOp: result = bytes taken by the kernel (may be fewer)
  kRecvMsg,   // RecvMsgOp: result = bytes of one message; one shot
  kSendMsg,   // SendMsgOp: result = bytes taken by the kernel
  kPoll,      // PollOp: result = POLLIN | POLLOUT ...; one shot
  kOpen,      // OpenOp: result = fd
  kRead,      // ReadOp: result = bytes
  kWrite,     // WriteOp: result = bytes
  kFsync,     // FsyncOp: result = 0
  kClose,     // CloseOp: result = 0; the fd is gone whatever the result
  kShutdown,  // ShutdownOp: result = 0
};

/// What the kernel answered.
struct Completion {
  /// >= 0: see OpKind. < 0: a negative errno; -ECANCELED after Loop::Cancel.
  int32_t result = 0;
  /// True: a multishot op that stays armed. False: the last completion; the op
  /// is idle again when its callback is called and may be started anew there.
  bool more = false;
  /// RecvOp only: the bytes that arrived (`result` of them; 0 is the end of the
  /// stream). They die when the callback returns: copy what must live on.
  std::span<const uint8_t> data{};
};

class Loop;

/// Base of all operations.
class Op : public ListNode<Op> {
 public:
  /// Runs on the loop's thread, inside the poll phase. May destroy the op's
  /// owner when `completion.more` is false.
  using Callback = void (*)(Op& op, const Completion& completion);

  Op(const Op&) = delete;
  Op& operator=(const Op&) = delete;

  OpKind kind() const { return kind_; }
  /// Started, last completion not yet delivered.
  bool active() const { return active_; }
  /// Whether the op, while active, keeps Loop::Run from returning. Set it only
  /// while idle; Loop::SetRef changes an active one.
  bool ref() const { return ref_; }

 protected:
  Op(OpKind kind, Callback callback) : callback_(callback), kind_(kind) {}
  ~Op() { CHECK(!active_); }

 private:
  friend class Loop;
  friend class Backend;

  Callback callback_;
  OpKind kind_;
  bool active_ = false;
  bool ref_ = true;

 public:
  // What a backend keeps with an op while it owns it. Nobody else touches
  // these.
  uint8_t backend_state = 0;
  uint32_t backend_data = 0;
};

/// Accepts connections until cancelled. The new sockets are non-blocking and
/// close-on-exec. -EMFILE and -ENFILE end the op (`more == false`). A
/// connection that broke before it was accepted is no error, as accept(2) has
/// it, unless kMaxFailures of them come in a row: then something else is wrong,
/// and the op ends with what accept says.
class AcceptOp : public Op {
 public:
  static constexpr uint32_t kMaxFailures = 64;
  explicit AcceptOp(Callback callback) : Op(OpKind::kAccept, callback) {}
  int fd = -1;

  // For backends.
  uint32_t failures = 0;  // since the last connection
  /// After a failure with `error`: whether to go on.
  bool IsBrokenConnection(int error);
};

/// Connects `fd` (non-blocking) to `address`.
class ConnectOp : public Op {
 public:
  explicit ConnectOp(Callback callback) : Op(OpKind::kConnect, callback) {}
  int fd = -1;
  sockaddr_storage address{};
  socklen_t address_length = 0;
};

/// Receives until end of stream, error or cancel. An idle receive owns no
/// buffer. Running out of the loop's buffers is never an error: the backend
/// refills and re-arms. After Loop::Cancel at most kRecvAfterCancel bytes still
/// come, however fast the peer is.
class RecvOp : public Op {
 public:
  static constexpr size_t kRecvAfterCancel = 256 * 1024;
  explicit RecvOp(Callback callback) : Op(OpKind::kRecv, callback) {}
  int fd = -1;
  /// What a backend remembers of this stream from one receive to the next.
  uint8_t backend_memory = 0;
};

/// Sends `iov[0..count)`. SIGPIPE is never raised. A short count is normal: the
/// owner starts the op again with the rest. So it is after a cancel, when a
/// part had gone already.
class SendOp : public Op {
 public:
  explicit SendOp(Callback callback) : Op(OpKind::kSend, callback) {}
  int fd = -1;
  uint32_t count = 0;
  iovec* iov = nullptr;
  /// A part that has gone is told at once; else a backend may go on by itself
  /// until all has.
  bool in_parts = false;
  /// Used by backends when count > 1; must live as long as the op is active.
  msghdr message{};
};

/// Receives one message with what comes beside its bytes: a datagram and where
/// it is from, or bytes of a stream and the descriptors that were sent with
/// them. One shot, into memory of the owner's, which lives until the
/// completion. A stream's end gives 0, as does a datagram without bytes.
///
/// Descriptors in `control` (close-on-exec) are the owner's from the completion
/// on, also when it has cancelled the op in the meantime (ControlReader).
class RecvMsgOp : public Op {
 public:
  explicit RecvMsgOp(Callback callback) : Op(OpKind::kRecvMsg, callback) {}
  int fd = -1;
  std::span<uint8_t> buffer;
  /// Room for ancillary data, aligned as a cmsghdr; empty: none is wanted.
  std::span<uint8_t> control;

  // What came, when the result is no error.
  /// Who has sent it; of length 0 when that is not told.
  sockaddr_storage address{};
  socklen_t address_length = 0;
  /// Bytes of `control` that are filled.
  size_t control_length = 0;
  /// MSG_TRUNC: the datagram was longer than the buffer; MSG_CTRUNC: there was
  /// more ancillary data than room, and its descriptors are closed.
  int flags = 0;

  // For backends.
  msghdr message{};
  iovec part{};
  /// Before the system call, and behind one that gave no error.
  void PrepareMessage();
  void TakeMessage();
};

/// Sends `iov[0..count)` as one message, with ancillary data beside it: one
/// datagram, or bytes of a stream, of which few may be taken. What stands in
/// `control` has gone with the first byte of them: who sends the rest leaves it
/// out. SIGPIPE is never raised.
class SendMsgOp : public Op {
 public:
  explicit SendMsgOp(Callback callback) : Op(OpKind::kSendMsg, callback) {}
  int fd = -1;
  uint32_t count = 0;
  iovec* iov = nullptr;
  /// Headers and data as ControlWriter lays them out; may be empty.
  std::span<const uint8_t> control;
  /// Where a datagram goes; of length 0 on a connected socket.
  sockaddr_storage address{};
  socklen_t address_length = 0;

  // For backends.
  msghdr message{};
  void PrepareMessage();
};

/// Waits until one of `events` (POLLIN, POLLOUT, POLLRDHUP) holds on `fd`, or
/// POLLERR or POLLHUP, which need not be asked for; one shot.
class PollOp : public Op {
 public:
  explicit PollOp(Callback callback) : Op(OpKind::kPoll, callback) {}
  int fd = -1;
  uint32_t events = 0;
};

/// openat(2). `path` must live until the completion.
class OpenOp : public Op {
 public:
  explicit OpenOp(Callback callback) : Op(OpKind::kOpen, callback) {}
  int directory = AT_FDCWD;
  const char* path = nullptr;
  int flags = 0;
  mode_t mode = 0666;
};

/// pread/pwrite of one buffer; offset -1 means the file's own position.
class ReadOp : public Op {
 public:
  explicit ReadOp(Callback callback) : Op(OpKind::kRead, callback) {}
  int fd = -1;
  std::span<uint8_t> buffer;
  int64_t offset = -1;
};
class WriteOp : public Op {
 public:
  explicit WriteOp(Callback callback) : Op(OpKind::kWrite, callback) {}
  int fd = -1;
  std::span<const uint8_t> buffer;
  int64_t offset = -1;
};

/// fsync(2), or fdatasync(2) when `data_only`.
class FsyncOp : public Op {
 public:
  explicit FsyncOp(Callback callback) : Op(OpKind::kFsync, callback) {}
  int fd = -1;
  bool data_only = false;
};

/// close(2). Of any number: what is not open gives -EBADF. Ops that wait on a
/// descriptor that is closed under them wait until they are cancelled.
class CloseOp : public Op {
 public:
  explicit CloseOp(Callback callback) : Op(OpKind::kClose, callback) {}
  int fd = -1;
  /// A socket of ours, whose close does not wait for a disk.
  bool is_socket = false;
};

/// shutdown(2); `how` is SHUT_WR and such.
class ShutdownOp : public Op {
 public:
  explicit ShutdownOp(Callback callback) : Op(OpKind::kShutdown, callback) {}
  int fd = -1;
  int how = SHUT_WR;
};

/// The descriptor that an op works on; -1 for those that have none.
int DescriptorOf(const Op& op);

}  // namespace rondo
