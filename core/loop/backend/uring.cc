#include "core/loop/backend/uring.h"

#include <fcntl.h>
#include <liburing.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "core/base/clock.h"
#include "core/base/intrusive_list.h"
#include "core/base/log.h"
#include "core/base/unique_fd.h"
#include "core/loop/backend/uring_buffers.h"

namespace rondo {
namespace {

// A pass that starts more operations than this submits twice.
constexpr unsigned kSubmissions = 512;
// Room for the completions of many passes; the kernel keeps what does not fit.
constexpr unsigned kCompletions = 4096;

// user_data is the address of the op, or one of these, which no address is.
constexpr uint64_t kWakeKey = 1;
constexpr uint64_t kIgnoredKey = 2;  // the answer to a cancel

// Op::backend_state.
enum State : uint8_t {
  kHeld = 1,        // in held_, unknown to the kernel
  kCancelling = 2,  // Cancel was called
  kCancelHeld = 4,  // in held_, and known to the kernel: the cancel waits
  kDone = 8,        // in done_, with its result in backend_data
  kSwitching = 16,  // a receive that is ended to begin anew the other way
};

// Two ways to receive. Messages come by a multishot receive: it is armed once,
// and costs nothing between two of them. But the kernel fills buffer after
// buffer for it before it asks whether somebody has cancelled: 32 of them, on
// older kernels all that there are. So these are small, and a stream that fills
// several in a row gets the other way: one receive for each large buffer, and
// none is on its way while its owner thinks. When only small pieces come for a
// while, it goes back.
constexpr size_t kMessageSize = 2048;
constexpr size_t kMessageBuffers = 128;
// As large as what epoll receives at once: a large body costs one entry of the
// queue for so much.
constexpr size_t kBulkSize = 64 * 1024;
constexpr size_t kBulkBuffers = 32;
static_assert(kMessageSize * kMessageBuffers <= RecvOp::kRecvAfterCancel);

// RecvOp::backend_memory: up to kFullMessages: so many full buffers in a row
// came by messages, and with the last of them it is time for the other way;
// from kBulk on: by bulk, kBulk + so many small pieces in a row.
constexpr uint8_t kFullMessages = 4;
constexpr uint8_t kBulk = 128;
constexpr uint8_t kSmallPieces = 8;

class UringBackend final : public Backend {
 public:
  UringBackend() = default;
  ~UringBackend() override {
    // Every op is idle (the loop has checked); what the ring still has is the
    // wake poll, which names no memory of ours.
    if (ring_ready_) io_uring_queue_exit(&ring_);
  }

  Status Initialize();

  const char* name() const override { return "uring"; }
  void Start(Op& op) override;
  void Cancel(Op& op) override;
  void Submit() override {
    if (Unsubmitted() > 0) Enter(0, 0, nullptr);
  }
  size_t Poll(int64_t timeout_ns, size_t budget, CompletionSink& sink) override;
  bool KnowsCompletions() const override {
    return HasCompletions() || !done_.empty();
  }
  void Wake() override;
  bool Owns(int fd) const override {
    return fd == ring_.ring_fd || fd == wake_.get();
  }
  uint64_t Now() override { return MonotonicNs(); }
  System& system() override { return RealSystem(); }

 private:
  // Submission.
  io_uring_sqe* GetEntry();
  void Arm(Op& op);
  void ArmWake();
  void Prepare(io_uring_sqe& entry, Op& op);
  void PrepareCancel(io_uring_sqe& entry, Op& op);
  void AskToEnd(Op& op);
  void DrainHeld();
  void Done(Op& op, int32_t result);
  unsigned Unsubmitted() const {
    return ring_.sq.sqe_tail -
           __atomic_load_n(ring_.sq.khead, __ATOMIC_ACQUIRE);
  }
  void Enter(unsigned wait, unsigned flags, const __kernel_timespec* limit);
  int TryEnter(unsigned wait, unsigned flags, const __kernel_timespec* limit);

  // Completion.
  void DeliverDone(size_t budget);
  bool HasCompletions() const {
    return *ring_.cq.khead != __atomic_load_n(ring_.cq.ktail, __ATOMIC_ACQUIRE);
  }
  bool KernelHasWork() const {
    return (__atomic_load_n(ring_.sq.kflags, __ATOMIC_RELAXED) &
            (IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW)) != 0;
  }
  void Reap(size_t budget);
  void OnCompletion(Op& op, int32_t result, uint32_t flags);
  void OnReceived(RecvOp& op, int32_t result, uint32_t flags);
  void ChooseWay(RecvOp& op, size_t size, uint32_t flags);
  void OnAccepted(AcceptOp& op, int32_t result, uint32_t flags);
  void GoOn(Op& op, uint32_t flags);
  void Finish(Op& op, int32_t result);
  void Deliver(Op& op, const Completion& completion) {
    ++delivered_;
    sink_->Deliver(op, completion);
  }

  io_uring ring_{};
  bool ring_ready_ = false;
  UringBuffers messages_{0, kMessageSize, kMessageBuffers};
  UringBuffers bulk_{1, kBulkSize, kBulkBuffers};
  UniqueFd wake_;
  std::atomic<bool> wake_pending_{false};
  bool wake_unarmed_ = false;
  IntrusiveList<Op> held_;
  IntrusiveList<Op> done_;

  // Of the pass that runs.
  CompletionSink* sink_ = nullptr;
  size_t delivered_ = 0;
};

// --- Making the ring.

Status UringBackend::Initialize() {
  // Completions are made when this thread asks for them, and only then: no
  // interrupts of running handlers, no locks (Linux 6.1). 6.0 has the next
  // best.
  constexpr unsigned kCommon = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP |
                               IORING_SETUP_SINGLE_ISSUER |
                               IORING_SETUP_TASKRUN_FLAG;
  io_uring_params params{};
  int result = -EINVAL;
  for (const unsigned mode :
       {IORING_SETUP_DEFER_TASKRUN, IORING_SETUP_COOP_TASKRUN}) {
    params = {};
    params.flags = kCommon | mode;
    params.cq_entries = kCompletions;
    result = io_uring_queue_init_params(kSubmissions, &ring_, &params);
    if (result != -EINVAL) break;
  }
  if (result < 0) return Error::FromResult(result);
  ring_ready_ = true;

  constexpr unsigned kFeatures = IORING_FEAT_EXT_ARG | IORING_FEAT_NODROP |
                                 IORING_FEAT_FAST_POLL | IORING_FEAT_RW_CUR_POS;
  if ((params.features & kFeatures) != kFeatures) return Error(ENOSYS);
  io_uring_probe* probe = io_uring_get_probe_ring(&ring_);
  if (probe == nullptr) return Error(ENOSYS);
  bool complete = true;
  // SEND_ZC came with 6.0, as did the multishot receive, which no probe shows.
  for (const int opcode :
       {IORING_OP_ACCEPT, IORING_OP_CONNECT, IORING_OP_RECV, IORING_OP_SEND,
        IORING_OP_SENDMSG, IORING_OP_RECVMSG, IORING_OP_POLL_ADD,
        IORING_OP_ASYNC_CANCEL, IORING_OP_OPENAT, IORING_OP_READ,
        IORING_OP_WRITE, IORING_OP_FSYNC, IORING_OP_CLOSE, IORING_OP_SEND_ZC}) {
    complete = complete && io_uring_opcode_supported(probe, opcode) != 0;
  }
  io_uring_free_probe(probe);
  if (!complete) return Error(ENOSYS);

  for (UringBuffers* buffers : {&messages_, &bulk_}) {
    if (Status status = buffers->Register(ring_); !status.ok()) return status;
  }
  // Spares each io_uring_enter the look-up of the descriptor; refused only by
  // old kernels, and then not needed.
  io_uring_register_ring_fd(&ring_);
  // Newer versions of liburing ask for rings without this table.
  if (ring_.sq.array != nullptr) {
    for (unsigned i = 0; i < ring_.sq.ring_entries; ++i) ring_.sq.array[i] = i;
  }

  wake_ = UniqueFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake_.valid()) return Error(errno);
  ArmWake();
  // Some sandboxes allow the set-up and refuse the use.
  const int entered = TryEnter(0, IORING_ENTER_GETEVENTS, nullptr);
  if (entered < 0) return Error::FromResult(entered);
  return {};
}

// --- Submission.

// The next free entry; submits when there is none. Null if the kernel takes
// nothing now.
io_uring_sqe* UringBackend::GetEntry() {
  io_uring_sqe* entry = io_uring_get_sqe(&ring_);
  if (entry != nullptr) [[likely]]
    return entry;
  Enter(0, 0, nullptr);
  return io_uring_get_sqe(&ring_);
}

void UringBackend::Start(Op& op) {
  op.backend_state = 0;
  if (op.kind() == OpKind::kShutdown) {
    // The ring would hand it to a thread of its own; it never waits. Sends that
    // were started before go first.
    Submit();
    auto& shutdown_op = static_cast<ShutdownOp&>(op);
    const int result = shutdown(shutdown_op.fd, shutdown_op.how);
    return Done(op, result == 0 ? 0 : -errno);
  }
  if (op.kind() == OpKind::kClose && Owns(static_cast<CloseOp&>(op).fd)) {
    return Done(op, -EBADF);
  }
  Arm(op);
}

void UringBackend::Arm(Op& op) {
  io_uring_sqe* entry = held_.empty() ? GetEntry() : nullptr;
  if (entry == nullptr) [[unlikely]] {
    op.backend_state |= kHeld;
    held_.PushBack(op);
    return;
  }
  Prepare(*entry, op);
}

unsigned Length(size_t size) {
  // What one read(2), write(2) or send(2) moves at most.
  return static_cast<unsigned>(std::min<size_t>(size, 0x7ffff000));
}

void UringBackend::Prepare(io_uring_sqe& entry, Op& op) {
  switch (op.kind()) {
    case OpKind::kAccept:
      io_uring_prep_multishot_accept(&entry, static_cast<AcceptOp&>(op).fd,
                                     nullptr, nullptr,
                                     SOCK_NONBLOCK | SOCK_CLOEXEC);
      break;
    case OpKind::kConnect: {
      auto& connect_op = static_cast<ConnectOp&>(op);
      io_uring_prep_connect(
          &entry, connect_op.fd,
          reinterpret_cast<const sockaddr*>(&connect_op.address),
          connect_op.address_length);
      break;
    }
    case OpKind::kRecv: {
      auto& recv_op = static_cast<RecvOp&>(op);
      if (recv_op.backend_memory < kFullMessages) {
        io_uring_prep_recv_multishot(&entry, recv_op.fd, nullptr, 0, 0);
        entry.buf_group = messages_.group();
      } else {
        recv_op.backend_memory = std::max(recv_op.backend_memory, kBulk);
        io_uring_prep_recv(&entry, recv_op.fd, nullptr, kBulkSize, 0);
        entry.buf_group = bulk_.group();
      }
      entry.flags |= IOSQE_BUFFER_SELECT;
      break;
    }
    case OpKind::kSend: {
      // MSG_WAITALL: the kernel goes on when the socket has room again, without
      // asking us in between.
      auto& send_op = static_cast<SendOp&>(op);
      const int flags =
          MSG_NOSIGNAL | (send_op.in_parts ? 0 : int{MSG_WAITALL});
      if (send_op.count == 1) {
        io_uring_prep_send(&entry, send_op.fd, send_op.iov[0].iov_base,
                           Length(send_op.iov[0].iov_len), flags);
      } else {
        send_op.message = {};
        send_op.message.msg_iov = send_op.iov;
        send_op.message.msg_iovlen = send_op.count;
        io_uring_prep_sendmsg(&entry, send_op.fd, &send_op.message,
                              static_cast<unsigned>(flags));
      }
      break;
    }
    case OpKind::kRecvMsg: {
      auto& recv_op = static_cast<RecvMsgOp&>(op);
      recv_op.PrepareMessage();
      io_uring_prep_recvmsg(&entry, recv_op.fd, &recv_op.message,
                            MSG_CMSG_CLOEXEC);
      break;
    }
    case OpKind::kSendMsg: {
      auto& send_op = static_cast<SendMsgOp&>(op);
      send_op.PrepareMessage();
      io_uring_prep_sendmsg(&entry, send_op.fd, &send_op.message, MSG_NOSIGNAL);
      break;
    }
    case OpKind::kPoll: {
      auto& poll_op = static_cast<PollOp&>(op);
      io_uring_prep_poll_add(&entry, poll_op.fd, poll_op.events);
      break;
    }
    case OpKind::kOpen: {
      auto& open_op = static_cast<OpenOp&>(op);
      io_uring_prep_openat(&entry, open_op.directory, open_op.path,
                           open_op.flags | O_CLOEXEC, open_op.mode);
      break;
    }
    case OpKind::kRead: {
      auto& read_op = static_cast<ReadOp&>(op);
      io_uring_prep_read(&entry, read_op.fd, read_op.buffer.data(),
                         Length(read_op.buffer.size()),
                         static_cast<uint64_t>(read_op.offset));
      break;
    }
    case OpKind::kWrite: {
      auto& write_op = static_cast<WriteOp&>(op);
      io_uring_prep_write(&entry, write_op.fd, write_op.buffer.data(),
                          Length(write_op.buffer.size()),
                          static_cast<uint64_t>(write_op.offset));
      break;
    }
    case OpKind::kFsync: {
      auto& fsync_op = static_cast<FsyncOp&>(op);
      io_uring_prep_fsync(&entry, fsync_op.fd,
                          fsync_op.data_only ? IORING_FSYNC_DATASYNC : 0);
      break;
    }
    case OpKind::kClose:
      io_uring_prep_close(&entry, static_cast<CloseOp&>(op).fd);
      break;
    case OpKind::kShutdown:
      UNREACHABLE();
  }
  io_uring_sqe_set_data64(&entry, reinterpret_cast<uint64_t>(&op));
}

void UringBackend::PrepareCancel(io_uring_sqe& entry, Op& op) {
  io_uring_prep_cancel64(&entry, reinterpret_cast<uint64_t>(&op), 0);
  io_uring_sqe_set_data64(&entry, kIgnoredKey);
}

void UringBackend::ArmWake() {
  // Answers each write to the eventfd; nobody needs to read the counter.
  io_uring_sqe* entry = GetEntry();
  wake_unarmed_ = entry == nullptr;
  if (entry == nullptr) return;
  io_uring_prep_poll_multishot(entry, wake_.get(), POLLIN);
  io_uring_sqe_set_data64(entry, kWakeKey);
}

void UringBackend::Cancel(Op& op) {
  if ((op.backend_state & (kDone | kCancelling)) != 0) return;
  op.backend_state |= kCancelling;
  if ((op.backend_state & kSwitching) != 0) return;  // on its way already
  AskToEnd(op);
}

void UringBackend::AskToEnd(Op& op) {
  if ((op.backend_state & kHeld) != 0) {
    op.Unlink();
    Done(op, -ECANCELED);
    return;
  }
  // The kernel takes entries in their order: this one finds the op as it is
  // now, never one that is started later at the same address.
  io_uring_sqe* entry = held_.empty() ? GetEntry() : nullptr;
  if (entry == nullptr) {
    op.backend_state |= kCancelHeld;
    held_.PushBack(op);
    return;
  }
  PrepareCancel(*entry, op);
}

void UringBackend::DrainHeld() {
  if (wake_unarmed_) ArmWake();
  while (!held_.empty()) {
    io_uring_sqe* entry = GetEntry();
    if (entry == nullptr) return;
    Op& op = *held_.PopFront();
    const bool cancel = (op.backend_state & kCancelHeld) != 0;
    op.backend_state &= static_cast<uint8_t>(~(kHeld | kCancelHeld));
    if (cancel) {
      PrepareCancel(*entry, op);
    } else {
      Prepare(*entry, op);
    }
  }
}

void UringBackend::Done(Op& op, int32_t result) {
  op.backend_state = kDone;
  op.backend_data = static_cast<uint32_t>(result);
  done_.PushBack(op);
}

// Submits what there is; with IORING_ENTER_GETEVENTS collects completions, and
// waits for `wait` of them, at most until `limit`.
void UringBackend::Enter(unsigned wait, unsigned flags,
                         const __kernel_timespec* limit) {
  const int result = TryEnter(wait, flags, limit);
  // ETIME, EINTR: nothing came. EAGAIN, EBUSY, ENOMEM: the kernel is short of
  // memory or has completions to hand over first; what it did not take goes
  // again in the next pass.
  if (result >= 0 || result == -ETIME || result == -EINTR ||
      result == -EAGAIN || result == -EBUSY || result == -ENOMEM) [[likely]] {
    return;
  }
  // Operations are under way in a ring that is out of reach.
  switch (result) {
    case -EBADF:
    case -EOPNOTSUPP:
      Fatal("the loop's descriptor was closed");
    case -EBADR:
      Fatal("the kernel ran out of memory and lost a completion of io_uring");
    case -EPERM:
    case -EACCES:
    case -ENOSYS:
      Fatal(
          "io_uring was taken away while it was in use: start with "
          "RONDO_BACKEND=epoll");
  }
  UNREACHABLE();  // a bug of this file
}

int UringBackend::TryEnter(unsigned wait, unsigned flags,
                           const __kernel_timespec* limit) {
  io_uring_sq& queue = ring_.sq;
  __atomic_store_n(queue.ktail, queue.sqe_tail, __ATOMIC_RELEASE);
  queue.sqe_head = queue.sqe_tail;
  io_uring_getevents_arg arg{};
  size_t arg_size = 0;
  if (limit != nullptr) {
    arg.ts = reinterpret_cast<uint64_t>(limit);
    arg_size = sizeof arg;
    flags |= IORING_ENTER_EXT_ARG;
  }
  if (ring_.enter_ring_fd != ring_.ring_fd) {
    flags |= IORING_ENTER_REGISTERED_RING;
  }
  return io_uring_enter2(
      static_cast<unsigned>(ring_.enter_ring_fd), Unsubmitted(), wait, flags,
      limit != nullptr ? reinterpret_cast<sigset_t*>(&arg) : nullptr, arg_size);
}

void UringBackend::Wake() {
  if (wake_pending_.exchange(true, std::memory_order_acq_rel)) return;
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t ignored = write(wake_.get(), &one, sizeof one);
}

// --- Completion.

size_t UringBackend::Poll(int64_t timeout_ns, size_t budget,
                          CompletionSink& sink) {
  sink_ = &sink;
  delivered_ = 0;
  if (!held_.empty() || wake_unarmed_) DrainHeld();
  if (!done_.empty()) DeliverDone(budget);
  if (timeout_ns != 0 && delivered_ == 0 && !HasCompletions()) {
    if (timeout_ns < 0) {
      Enter(1, IORING_ENTER_GETEVENTS, nullptr);
    } else {
      const __kernel_timespec limit = {.tv_sec = timeout_ns / 1'000'000'000,
                                       .tv_nsec = timeout_ns % 1'000'000'000};
      Enter(1, IORING_ENTER_GETEVENTS, &limit);
    }
  } else if (Unsubmitted() > 0 || KernelHasWork()) {
    Enter(0, IORING_ENTER_GETEVENTS, nullptr);
  }
  Reap(budget);
  return delivered_;
}

void UringBackend::DeliverDone(size_t budget) {
  // What the callbacks start and is done at once belongs to the next pass.
  IntrusiveList<Op> todo;
  todo.TakeAll(done_);
  while (delivered_ < budget) {
    Op* op = todo.PopFront();
    if (op == nullptr) break;
    Deliver(*op, {.result = static_cast<int32_t>(op->backend_data)});
  }
  todo.TakeAll(done_);
  done_.TakeAll(todo);
}

void UringBackend::Reap(size_t budget) {
  io_uring_cq& queue = ring_.cq;
  while (delivered_ < budget && HasCompletions()) {
    // Copied and consumed first: callbacks may submit, and need the room.
    const unsigned head = *queue.khead;
    const io_uring_cqe& entry = queue.cqes[head & *queue.kring_mask];
    const uint64_t key = entry.user_data;
    const int32_t result = entry.res;
    const uint32_t flags = entry.flags;
    __atomic_store_n(queue.khead, head + 1, __ATOMIC_RELEASE);
    if (key == kWakeKey) {
      wake_pending_.exchange(false, std::memory_order_acq_rel);
      if ((flags & IORING_CQE_F_MORE) == 0) ArmWake();
    } else if (key != kIgnoredKey) {
      OnCompletion(*reinterpret_cast<Op*>(key), result, flags);
    }
  }
}

void UringBackend::OnCompletion(Op& op, int32_t result, uint32_t flags) {
  switch (op.kind()) {
    case OpKind::kRecv:
      return OnReceived(static_cast<RecvOp&>(op), result, flags);
    case OpKind::kAccept:
      return OnAccepted(static_cast<AcceptOp&>(op), result, flags);
    default:
      if (result == -EINTR && op.kind() != OpKind::kClose) {
        return GoOn(op, 0);
      }
      if (op.kind() == OpKind::kRecvMsg && result >= 0) {
        static_cast<RecvMsgOp&>(op).TakeMessage();
      }
      return Finish(op, result);
  }
}

void UringBackend::OnReceived(RecvOp& op, int32_t result, uint32_t flags) {
  const bool has_buffer = (flags & IORING_CQE_F_BUFFER) != 0;
  const auto buffer = static_cast<uint16_t>(flags >> IORING_CQE_BUFFER_SHIFT);
  UringBuffers& buffers = op.backend_memory < kBulk ? messages_ : bulk_;
  if (result > 0) {
    CHECK(has_buffer);
    const auto size = static_cast<size_t>(result);
    Deliver(
        op,
        {.result = result, .more = true, .data = buffers.View(buffer, size)});
    buffers.Return(buffer);
    // The op lives: its last completion is still to come.
    if (size >= kMessageSize || op.backend_memory != 0) {
      ChooseWay(op, size, flags);
    }
    return GoOn(op, flags);
  }
  if (has_buffer) buffers.Return(buffer);
  // Out of buffers: they are back in the ring by the time this is armed again.
  if (result == -ENOBUFS || result == -EINTR || result == -EAGAIN ||
      (result == -ECANCELED && (op.backend_state & kSwitching) != 0)) {
    return GoOn(op, flags);
  }
  Finish(op, result);
}

// After a piece of `size` bytes: counts, and asks for the other way when it is
// time. It begins with the next entry of the queue (Prepare): until then the
// memory tells whose buffers the pieces on their way are.
void UringBackend::ChooseWay(RecvOp& op, size_t size, uint32_t flags) {
  const bool full = size >= kMessageSize;
  uint8_t& memory = op.backend_memory;
  if (memory >= kBulk) {
    ++memory;
    if (full) memory = kBulk;
    if (memory == kBulk + kSmallPieces) memory = 0;
    return;
  }
  if (memory < kFullMessages) {
    ++memory;
    if (!full) memory = 0;
  }
  if (memory < kFullMessages || (flags & IORING_CQE_F_MORE) == 0 ||
      (op.backend_state & (kCancelling | kSwitching)) != 0) {
    return;
  }
  op.backend_state |= kSwitching;
  AskToEnd(op);
}

void UringBackend::OnAccepted(AcceptOp& op, int32_t result, uint32_t flags) {
  if (result >= 0) {
    op.failures = 0;
    Deliver(op, {.result = result, .more = true});
    return GoOn(op, flags);
  }
  if (result == -EAGAIN || result == -EINTR || op.IsBrokenConnection(-result)) {
    return GoOn(op, flags);
  }
  Finish(op, result);
}

// Arms a multishot op again that the kernel ended while its owner wants more.
void UringBackend::GoOn(Op& op, uint32_t flags) {
  if ((flags & IORING_CQE_F_MORE) != 0) return;
  if ((op.backend_state & kSwitching) != 0) {
    op.Unlink();  // of held_, where the switch's cancel may wait
    op.backend_state &= static_cast<uint8_t>(~(kSwitching | kCancelHeld));
  }
  if ((op.backend_state & kCancelling) == 0) return Arm(op);
  op.Unlink();  // of held_, where its cancel may wait
  Done(op, -ECANCELED);
}

void UringBackend::Finish(Op& op, int32_t result) {
  op.Unlink();
  op.backend_state = 0;
  Deliver(op, {.result = result});
}

}  // namespace

Result<std::unique_ptr<Backend>> MakeUringBackend() {
  auto backend = std::make_unique<UringBackend>();
  if (Status status = backend->Initialize(); !status.ok()) {
    return status.error();
  }
  return std::unique_ptr<Backend>(std::move(backend));
}

}  // namespace rondo
