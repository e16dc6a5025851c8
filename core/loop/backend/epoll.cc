#include "core/loop/backend/epoll.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <vector>

#include "core/base/clock.h"
#include "core/base/intrusive_list.h"
#include "core/base/log.h"
#include "core/base/unique_fd.h"
#include "core/loop/backend/epoll_socket.h"
#include "core/loop/backend/file_job.h"
#include "core/pool/worker_pool.h"

namespace rondo {
namespace {

using namespace epoll;

// Sockets that are ready together are read one after the other, and only then
// are their handlers called: caches and branch predictors hold either the
// kernel's path or the program's. This many bytes end a batch; what is read
// together stays in the second-level cache.
constexpr size_t kBatchSize = 64 * 1024;
constexpr size_t kBatchSockets = 64;
// Receives in a row on one socket that fills the buffer each time; then the
// others have their turn.
constexpr int kReceivesPerEvent = 4;
// Connections taken in a row from one listener, for the same reason.
constexpr int kAcceptsPerEvent = 64;
constexpr size_t kEvents = 512;
// Passes that deliver known completions without asking the kernel for events:
// a writer whose sends all end at once must not shut the others out.
constexpr int kPassesWithoutWait = 8;

constexpr uint64_t kWakeKey = UINT64_MAX;

class EpollBackend final : public Backend, private FileJobs::Home {
 public:
  EpollBackend(UniqueFd epoll, UniqueFd wake, WorkerPool* pool)
      : epoll_(std::move(epoll)),
        wake_(std::move(wake)),
        buffer_(new uint8_t[kBatchSize + kReceiveSize]),
        events_(new epoll_event[kEvents]),
        files_(pool, *this) {}

  const char* name() const override { return "epoll"; }
  void Start(Op& op) override;
  void Cancel(Op& op) override;
  void Submit() override {}  // Start has done it
  size_t Poll(int64_t timeout_ns, size_t budget, CompletionSink& sink) override;
  bool KnowsCompletions() const override { return !done_.empty(); }
  bool Owns(int fd) const override {
    return fd == epoll_.get() || fd == wake_.get();
  }
  void Wake() override;
  uint64_t Now() override { return MonotonicNs(); }
  System& system() override { return RealSystem(); }

 private:
  // Starting.
  void StartSend(Op& op, int fd);
  void StartReceiveMessage(RecvMsgOp& op);
  void StartConnect(ConnectOp& op);
  void StartClose(CloseOp& op);
  void StartFile(Op& op);
  void WaitIn(Op& op, int fd);
  void WaitOut(Op& op, int fd);
  void StartPoll(PollOp& op);
  void Done(Op& op, int32_t result);

  // The table of descriptors.
  Socket& At(int fd) { return sockets_[static_cast<size_t>(fd)]; }
  Socket* Find(int fd) {
    return static_cast<size_t>(fd) < sockets_.size() ? &At(fd) : nullptr;
  }
  Socket* Make(int fd);
  int Register(int fd, Socket& socket, uint32_t events);
  void Unregister(int fd, Socket& socket);
  void Forget(Socket& socket);
  void Orphan(Socket& socket);
  static void Orphan(Op& op);
  void DropIn(int fd, Op& op);
  void DropOut(int fd, Op& op);
  void AddPoll(Socket& socket, PollOp& op);
  void DropPolls(Socket& socket);
  bool ProvesEmpty(int fd, int32_t received) {
    return static_cast<size_t>(received) < kReceiveSize &&
           At(fd).stream == Socket::Stream::kInternet;
  }

  // One pass.
  void DeliverDone();
  void DeliverReadable();
  void DeliverFiles();
  void DeliverEvents();
  void Wait(int64_t timeout_ns);
  void OnEvent(const epoll_event& event);
  void OnIn(Op& op, uint32_t mask);
  void OnOut(Op& op);
  void OnPoll(int fd, uint32_t mask);
  bool Gather(const epoll_event& event);
  void DeliverReceived();
  void Receive(RecvOp& op, uint32_t mask);
  void ReceiveMessage(RecvMsgOp& op);
  bool DeliverPiece(RecvOp& op, uint8_t* data, int32_t result, uint32_t mask);
  void Continue(RecvOp& op, uint32_t mask);
  void Accept(AcceptOp& op);
  void Deliver(Op& op, const Completion& completion) {
    ++delivered_;
    sink_->Deliver(op, completion);
  }
  void WakeForFiles() override { Wake(); }

  UniqueFd epoll_;
  UniqueFd wake_;
  std::atomic<bool> wake_pending_{false};
  bool has_pwait2_ = true;
  int passes_without_wait_ = 0;

  std::vector<Socket> sockets_;  // by descriptor
  IntrusiveList<Op> done_;
  IntrusiveList<Op> readable_;
  // The polls of a descriptor are the list that its entry numbers, from 1 on:
  // entries move when the table grows. A list that nobody needs is used again.
  std::deque<IntrusiveList<Op>> poll_lists_;
  std::vector<uint32_t> free_poll_lists_;
  std::unique_ptr<uint8_t[]> buffer_;
  // The batch: what was read and is still to be delivered, oldest first. The
  // buffer is theirs up to gathered_.
  struct Received {
    RecvOp* op;
    uint8_t* data;
    int32_t result;
    uint32_t mask;
  };
  std::array<Received, kBatchSockets> received_;
  size_t received_count_ = 0;
  size_t gathered_ = 0;
  std::unique_ptr<epoll_event[]> events_;
  size_t event_ = 0;  // next of events_ to handle
  size_t event_count_ = 0;

  // Of the pass that runs.
  CompletionSink* sink_ = nullptr;
  size_t delivered_ = 0;
  size_t budget_ = 0;

  FileJobs files_;
};

// --- The table of descriptors.

// The entry of a descriptor, null if nothing is open by that number: the table
// grows with the descriptors that there are, whatever a program names.
Socket* EpollBackend::Make(int fd) {
  if (fd < 0) return nullptr;
  const auto index = static_cast<size_t>(fd);
  if (index >= sockets_.size()) {
    if (fcntl(fd, F_GETFD) < 0) return nullptr;
    sockets_.resize(std::max<size_t>(index + 1, sockets_.size() * 2));
  }
  return &sockets_[index];
}

// Adds, or asks again for the state of, a descriptor. 0 or a negative errno.
int EpollBackend::Register(int fd, Socket& socket, uint32_t events) {
  if (socket.idle()) ++socket.generation;
  epoll_event event{};
  event.events = events;
  const auto control = [&](int operation) {
    event.data.u64 = static_cast<uint64_t>(socket.generation) << 32 |
                     static_cast<uint32_t>(fd);
    return epoll_ctl(epoll_.get(), operation, fd, &event) == 0 ? 0 : errno;
  };
  int error;
  if (socket.registered) {
    error = control(EPOLL_CTL_MOD);
    if (error == ENOENT) {  // somebody closed it, and this is another one
      Forget(socket);
      error = control(EPOLL_CTL_ADD);
    }
  } else {
    error = control(EPOLL_CTL_ADD);
    if (error == EEXIST) error = control(EPOLL_CTL_MOD);
  }
  socket.registered = error == 0;
  return -error;
}

// While the descriptor is open, as far as we know.
void EpollBackend::Unregister(int fd, Socket& socket) {
  if (!socket.registered) return;
  epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
  socket.registered = false;
  socket.stream = Socket::Stream::kUnknown;
}

// The descriptor is another one now, or closed.
void EpollBackend::Forget(Socket& socket) {
  if (!socket.idle()) Orphan(socket);
  ++socket.generation;
  socket.registered = false;
  socket.stream = Socket::Stream::kUnknown;
}

void EpollBackend::Orphan(Socket& socket) {
  for (Op** op : {&socket.in, &socket.out}) {
    if (*op != nullptr) Orphan(**op);
    *op = nullptr;
  }
  if (socket.polls == 0) return;
  IntrusiveList<Op>& polls = poll_lists_[socket.polls - 1];
  while (!polls.empty()) Orphan(polls.front());
  DropPolls(socket);
}

void EpollBackend::Orphan(Op& op) {
  op.Unlink();  // of readable_ or its descriptor's polls
  op.backend_state =
      op.backend_state == kReceived ? kReceivedOrphaned : kOrphaned;
}

// The op ends, or is cancelled. The entry may be another's by now.
void EpollBackend::DropIn(int fd, Op& op) {
  if (At(fd).in == &op) At(fd).in = nullptr;
}
void EpollBackend::DropOut(int fd, Op& op) {
  if (At(fd).out == &op) At(fd).out = nullptr;
}

void EpollBackend::AddPoll(Socket& socket, PollOp& op) {
  if (socket.polls == 0) {
    if (free_poll_lists_.empty()) {
      poll_lists_.emplace_back();
      free_poll_lists_.push_back(static_cast<uint32_t>(poll_lists_.size()));
    }
    socket.polls = free_poll_lists_.back();
    free_poll_lists_.pop_back();
    socket.polls_data = false;
  }
  if ((op.events & (POLLIN | POLLOUT)) != 0) socket.polls_data = true;
  poll_lists_[socket.polls - 1].PushBack(op);
}

// Gives the list back when it is empty.
void EpollBackend::DropPolls(Socket& socket) {
  if (socket.polls == 0 || !poll_lists_[socket.polls - 1].empty()) return;
  free_poll_lists_.push_back(socket.polls);
  socket.polls = 0;
}

// --- Starting and cancelling.

constexpr uint32_t kBothEdges =
    EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | EPOLLET;

void EpollBackend::Start(Op& op) {
  switch (op.kind()) {
    case OpKind::kAccept:
      return WaitIn(op, static_cast<AcceptOp&>(op).fd);
    case OpKind::kRecv:
      return WaitIn(op, static_cast<RecvOp&>(op).fd);
    case OpKind::kSend:
    case OpKind::kSendMsg:
      return StartSend(op, DescriptorOf(op));
    case OpKind::kRecvMsg:
      return StartReceiveMessage(static_cast<RecvMsgOp&>(op));
    case OpKind::kConnect:
      return StartConnect(static_cast<ConnectOp&>(op));
    case OpKind::kPoll:
      return StartPoll(static_cast<PollOp&>(op));
    case OpKind::kShutdown: {
      auto& shutdown_op = static_cast<ShutdownOp&>(op);
      const int result = shutdown(shutdown_op.fd, shutdown_op.how);
      return Done(op, result == 0 ? 0 : -errno);
    }
    case OpKind::kClose:
      return StartClose(static_cast<CloseOp&>(op));
    case OpKind::kOpen:
    case OpKind::kRead:
    case OpKind::kWrite:
    case OpKind::kFsync:
      return StartFile(op);
  }
  UNREACHABLE();
}

void EpollBackend::Done(Op& op, int32_t result) {
  op.backend_state = kDone;
  op.backend_data = static_cast<uint32_t>(result);
  done_.PushBack(op);
}

void EpollBackend::WaitIn(Op& op, int fd) {
  Socket* socket = Make(fd);
  if (socket == nullptr) return Done(op, -EBADF);
  // A listener is level-triggered: what one pass leaves, the next one finds.
  const auto events_of = [](const Op& waiting) {
    return waiting.kind() == OpKind::kAccept ? uint32_t{EPOLLIN} : kBothEdges;
  };
  const uint32_t wanted = events_of(op);
  const uint32_t events =
      socket->in != nullptr ? events_of(*socket->in) : wanted;
  int result = Register(fd, *socket, events);
  // What waited here waited for a descriptor that is closed.
  if (result == 0 && socket->in == nullptr && events != wanted) {
    result = Register(fd, *socket, wanted);
  }
  if (result != 0) return Done(op, result);
  if (socket->in != nullptr) return Done(op, -EEXIST);
  if (socket->stream == Socket::Stream::kUnknown) socket->stream = StreamOf(fd);
  socket->in = &op;
  op.backend_state = kWaiting;
}

void EpollBackend::WaitOut(Op& op, int fd) {
  Socket* socket = Make(fd);
  if (socket == nullptr) return Done(op, -EBADF);
  // While another op waits here the registration stands, and the edge that
  // follows the refusal is still to come. Who connects is new, though: what
  // waits by its number waits for one that was closed.
  if (socket->idle() || op.kind() == OpKind::kConnect) {
    const int result = Register(fd, *socket, kBothEdges);
    if (result != 0) return Done(op, result);
  }
  if (socket->out != nullptr) return Done(op, -EEXIST);
  if (op.kind() == OpKind::kConnect) {
    const auto family = static_cast<ConnectOp&>(op).address.ss_family;
    socket->stream = family == AF_INET || family == AF_INET6
                         ? Socket::Stream::kInternet
                         : Socket::Stream::kOther;
  }
  socket->out = &op;
  op.backend_state = kWaiting;
}

// Does the mask of an event announce the end of the stream?
bool IsEnding(uint32_t mask) {
  return (mask & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
}

// Most sends end here: the socket has room, and the completion waits for the
// next pass.
void EpollBackend::StartSend(Op& op, int fd) {
  const int32_t result = SendNow(op);
  if (result == -EAGAIN) return WaitOut(op, fd);
  Done(op, result);
}

// What came before it was asked for makes no edge.
void EpollBackend::StartReceiveMessage(RecvMsgOp& op) {
  const Socket* socket = Find(op.fd);
  if (socket == nullptr || socket->in == nullptr) {
    const int32_t result = ReceiveMessageNow(op);
    if (result != -EAGAIN) return Done(op, result);
  }
  WaitIn(op, op.fd);
}

void EpollBackend::StartConnect(ConnectOp& op) {
  if (op.fd < 0) return Done(op, -EBADF);
  const int result = connect(
      op.fd, reinterpret_cast<const sockaddr*>(&op.address), op.address_length);
  if (result == 0) return Done(op, 0);
  // An interrupted connect goes on, too.
  if (errno == EINPROGRESS || errno == EINTR) return WaitOut(op, op.fd);
  Done(op, -errno);
}

void EpollBackend::StartPoll(PollOp& op) {
  Socket* socket = Make(op.fd);
  if (socket == nullptr) return Done(op, -EBADF);
  const int result = Register(op.fd, *socket, kBothEdges);
  if (result == -EPERM) {  // a regular file: always ready
    return Done(op, static_cast<int32_t>(op.events & (POLLIN | POLLOUT)));
  }
  if (result != 0) return Done(op, result);
  op.backend_state = kWaiting;
  AddPoll(*socket, op);
}

void EpollBackend::StartClose(CloseOp& op) {
  if (op.fd < 0 || Owns(op.fd)) return Done(op, -EBADF);
  if (Socket* socket = Find(op.fd)) Forget(*socket);
  // Closing a file may write to a slow disk; closing a socket does not wait.
  if (!op.is_socket && files_.available()) return StartFile(op);
  Done(op, close(op.fd) == 0 ? 0 : -errno);
}

void EpollBackend::StartFile(Op& op) {
  if (!files_.available()) return Done(op, -ENOSYS);
  op.backend_state = kInPool;
  op.backend_data = files_.Start(op);
}

void EpollBackend::Cancel(Op& op) {
  if (op.backend_state == kDone || op.backend_state == kReceivedCancelled) {
    return;
  }
  if (op.backend_state == kInPool) return files_.Cancel(op.backend_data);
  if (op.backend_state == kReceivedOrphaned) {
    op.backend_state = kReceivedCancelled;
    return;
  }
  if (op.backend_state == kOrphaned) return Done(op, -ECANCELED);
  const int fd = DescriptorOf(op);
  op.Unlink();  // of readable_ or its descriptor's polls
  Socket& socket = At(fd);
  if (op.kind() == OpKind::kPoll) {
    DropPolls(socket);
  } else {
    DropIn(fd, op);
    DropOut(fd, op);
  }
  // The descriptor may go to another owner now, whose events are not ours.
  if (socket.idle()) Unregister(fd, socket);
  if (op.backend_state == kReceived) {  // its bytes come first
    op.backend_state = kReceivedCancelled;
    return;
  }
  Done(op, -ECANCELED);
}

void EpollBackend::Wake() {
  if (wake_pending_.exchange(true, std::memory_order_acq_rel)) return;
  // Registered edge-triggered: each write is an event, and nobody needs to read
  // the counter.
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t ignored = write(wake_.get(), &one, sizeof one);
}

// --- One pass.

size_t EpollBackend::Poll(int64_t timeout_ns, size_t budget,
                          CompletionSink& sink) {
  sink_ = &sink;
  delivered_ = 0;
  budget_ = budget;
  DeliverDone();
  DeliverReadable();
  DeliverEvents();  // those that the last pass's budget left
  DeliverFiles();
  if (delivered_ > 0 && timeout_ns != 0 &&
      ++passes_without_wait_ < kPassesWithoutWait) {
    return delivered_;
  }
  if (event_ < event_count_) return delivered_;  // out of budget
  Wait(delivered_ > 0 ? 0 : timeout_ns);
  DeliverEvents();
  DeliverFiles();
  return delivered_;
}

void EpollBackend::DeliverDone() {
  if (done_.empty()) return;
  // What the callbacks start and is done at once belongs to the next pass.
  IntrusiveList<Op> todo;
  todo.TakeAll(done_);
  while (delivered_ < budget_) {
    Op* op = todo.PopFront();
    if (op == nullptr) break;
    Deliver(*op, {.result = static_cast<int32_t>(op->backend_data)});
  }
  todo.TakeAll(done_);
  done_.TakeAll(todo);
}

void EpollBackend::DeliverReadable() {
  if (readable_.empty()) return;
  IntrusiveList<Op> todo;
  todo.TakeAll(readable_);
  while (delivered_ < budget_) {
    Op* op = todo.PopFront();
    if (op == nullptr) break;
    op->backend_state = kWaiting;
    Receive(static_cast<RecvOp&>(*op), op->backend_data);
  }
  todo.TakeAll(readable_);
  readable_.TakeAll(todo);
}

void EpollBackend::DeliverFiles() {
  while (delivered_ < budget_) {
    const FileJobs::Finished finished = files_.TakeFinished();
    if (finished.op == nullptr) break;
    Deliver(*finished.op, {.result = finished.result});
  }
}

void EpollBackend::DeliverEvents() {
  while (event_ < event_count_ && delivered_ < budget_) {
    if (Gather(events_[event_])) {
      ++event_;
      continue;
    }
    if (received_count_ > 0) {  // in the events' order, which may matter
      DeliverReceived();
    } else {
      OnEvent(events_[event_++]);
    }
  }
  DeliverReceived();
  DeliverReadable();
}

// Reads what the event announces, if that is all the event is about and the
// batch has room.
bool EpollBackend::Gather(const epoll_event& event) {
  if (event.data.u64 == kWakeKey || received_count_ == kBatchSockets ||
      delivered_ + received_count_ >= budget_ || gathered_ >= kBatchSize) {
    return false;
  }
  const auto fd = static_cast<int>(event.data.u64 & UINT32_MAX);
  const uint32_t mask = event.events;
  Socket& socket = At(fd);
  NoteUrgent(socket, event);
  if (socket.generation != event.data.u64 >> 32 || socket.in == nullptr ||
      socket.out != nullptr || socket.polls > 0 ||
      socket.in->kind() != OpKind::kRecv ||
      socket.in->backend_state != kWaiting ||
      (mask & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) == 0) {
    return false;
  }
  auto& op = static_cast<RecvOp&>(*socket.in);
  uint8_t* const data = buffer_.get() + gathered_;
  const int32_t result = ReceiveNow(fd, data);
  if (result == -EAGAIN) return true;
  if (result > 0) gathered_ += static_cast<size_t>(result);
  op.backend_state = kReceived;
  received_[received_count_++] = {&op, data, result, mask};
  return true;
}

void EpollBackend::DeliverReceived() {
  for (size_t i = 0; i < received_count_; ++i) {
    const auto& [op, data, result, mask] = received_[i];
    if (DeliverPiece(*op, data, result, mask)) Continue(*op, mask);
  }
  received_count_ = 0;
  gathered_ = 0;
}

// Hands over what one receive gave, and its last completion if that is what it
// gave. True: the receive goes on, and there may be more that no event will
// tell of. A short read has emptied a TCP socket, and what comes later is a new
// edge; only the end of the stream, which the mask announces, needs one more.
bool EpollBackend::DeliverPiece(RecvOp& op, uint8_t* data, int32_t result,
                                uint32_t mask) {
  const bool cancelled = op.backend_state == kReceivedCancelled;
  if (op.backend_state == kReceived) {
    op.backend_state = kWaiting;
  } else if (op.backend_state == kReceivedOrphaned) {
    op.backend_state = kOrphaned;
  }
  if (result <= 0) {
    DropIn(op.fd, op);
    Deliver(op, {.result = result});
    return false;
  }
  if (cancelled) Done(op, -ECANCELED);  // comes after
  Deliver(op, {.result = result,
               .more = true,
               .data = {data, static_cast<size_t>(result)}});
  // Whatever its callback did, it cannot be gone: its last completion is still
  // to come.
  return !cancelled && op.backend_state == kWaiting &&
         (!ProvesEmpty(op.fd, result) || IsEnding(mask));
}

void EpollBackend::Continue(RecvOp& op, uint32_t mask) {
  op.backend_state = kReadable;
  op.backend_data = mask;
  readable_.PushBack(op);
}

void EpollBackend::Wait(int64_t timeout_ns) {
  passes_without_wait_ = 0;
  int count;
  if (has_pwait2_) {
    timespec limit{};
    if (timeout_ns > 0) {
      limit.tv_sec = timeout_ns / 1'000'000'000;
      limit.tv_nsec = timeout_ns % 1'000'000'000;
    }
    count = epoll_pwait2(epoll_.get(), events_.get(), kEvents,
                         timeout_ns < 0 ? nullptr : &limit, nullptr);
    if (count < 0 && (errno == ENOSYS || errno == EPERM)) has_pwait2_ = false;
  }
  if (!has_pwait2_) {  // before Linux 5.11, or filtered
    int64_t timeout_ms = -1;
    if (timeout_ns >= 0) {
      timeout_ms = std::min<int64_t>((timeout_ns + 999'999) / 1'000'000,
                                     24 * 3600 * 1000);
    }
    count = epoll_wait(epoll_.get(), events_.get(), kEvents,
                       static_cast<int>(timeout_ms));
  }
  if (count < 0 && errno != EINTR) [[unlikely]] {
    // What is registered is out of reach.
    Fatal(errno == EBADF || errno == EINVAL ? "the loop's descriptor was closed"
                                            : "epoll_wait is refused");
  }
  event_ = 0;
  event_count_ = count > 0 ? static_cast<size_t>(count) : 0;
}

void EpollBackend::OnEvent(const epoll_event& event) {
  if (event.data.u64 == kWakeKey) {
    wake_pending_.exchange(false, std::memory_order_acq_rel);
    return;
  }
  const auto fd = static_cast<int>(event.data.u64 & UINT32_MAX);
  const auto generation = static_cast<uint32_t>(event.data.u64 >> 32);
  const uint32_t mask = event.events;
  // Callbacks may close descriptors and grow the table: look it up each time,
  // and drop the event when the number means another descriptor by now.
  const auto current = [this, fd, generation]() -> Socket* {
    Socket& socket = At(fd);
    return socket.generation == generation ? &socket : nullptr;
  };
  Socket* socket = current();
  if (socket == nullptr) return;
  NoteUrgent(*socket, event);
  if ((mask & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0 &&
      socket->in != nullptr) {
    OnIn(*socket->in, mask);
    socket = current();
    if (socket == nullptr) return;
  }
  if ((mask & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0 &&
      socket->out != nullptr) {
    OnOut(*socket->out);
    socket = current();
    if (socket == nullptr) return;
  }
  if (socket->polls > 0 && (socket->polls_data || IsEnding(mask))) {
    OnPoll(fd, mask);
  }
}

void EpollBackend::OnIn(Op& op, uint32_t mask) {
  if (op.backend_state != kWaiting) return;  // in readable_: comes anyway
  switch (op.kind()) {
    case OpKind::kAccept:
      return Accept(static_cast<AcceptOp&>(op));
    case OpKind::kRecvMsg:
      return ReceiveMessage(static_cast<RecvMsgOp&>(op));
    default:
      return Receive(static_cast<RecvOp&>(op), mask);
  }
}

// More bytes of a socket that filled its part of a batch, or whose end has to
// be read. Never while a batch holds the buffer.
void EpollBackend::Receive(RecvOp& op, uint32_t mask) {
  for (int i = 0; i < kReceivesPerEvent && delivered_ < budget_; ++i) {
    const int32_t result = ReceiveNow(op.fd, buffer_.get());
    if (result == -EAGAIN) return;
    if (!DeliverPiece(op, buffer_.get(), result, mask)) return;
  }
  Continue(op, mask);
}

void EpollBackend::ReceiveMessage(RecvMsgOp& op) {
  const int32_t result = ReceiveMessageNow(op);
  if (result == -EAGAIN) return;
  DropIn(op.fd, op);
  Deliver(op, {.result = result});
}

void EpollBackend::Accept(AcceptOp& op) {
  for (int i = 0; i < kAcceptsPerEvent && delivered_ < budget_; ++i) {
    const int fd =
        accept4(op.fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      op.failures = 0;
      Socket& socket = *Make(fd);
      Forget(socket);  // whoever had this number has closed it
      socket.stream = At(op.fd).stream;
      Deliver(op, {.result = fd, .more = true});
      if (op.backend_state != kWaiting) return;  // cancelled, or orphaned
      continue;
    }
    if (errno == EAGAIN) return;
    if (errno == EINTR || op.IsBrokenConnection(errno)) continue;
    const int error = errno;
    Socket& socket = At(op.fd);
    DropIn(op.fd, op);
    if (socket.idle()) Unregister(op.fd, socket);
    Deliver(op, {.result = -error});
    return;
  }
}

void EpollBackend::OnOut(Op& op) {
  int32_t result;
  int fd;
  if (op.kind() == OpKind::kConnect) {
    fd = static_cast<ConnectOp&>(op).fd;
    int error = 0;
    socklen_t length = sizeof error;
    result = getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0
                 ? -error
                 : -errno;
  } else {
    fd = DescriptorOf(op);
    result = SendNow(op);
    if (result == -EAGAIN) return;
  }
  DropOut(fd, op);
  Deliver(op, {.result = result});
}

void EpollBackend::OnPoll(int fd, uint32_t mask) {
  static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT &&
                EPOLLERR == POLLERR && EPOLLHUP == POLLHUP &&
                EPOLLRDHUP == POLLRDHUP);
  // Callbacks may start and cancel polls: collect first.
  IntrusiveList<Op> ready;
  Socket& socket = At(fd);
  IntrusiveList<Op>& polls = poll_lists_[socket.polls - 1];
  for (Op* op = polls.First(); op != nullptr;) {
    Op* next = polls.Next(*op);
    auto& poll = static_cast<PollOp&>(*op);
    if ((mask & (poll.events | POLLERR | POLLHUP)) != 0) {
      op->Unlink();
      op->backend_state = kDone;
      op->backend_data = mask & (poll.events | POLLERR | POLLHUP);
      ready.PushBack(*op);
    }
    op = next;
  }
  DropPolls(socket);
  while (Op* op = ready.PopFront()) {
    Deliver(*op, {.result = static_cast<int32_t>(op->backend_data)});
  }
}

}  // namespace

Result<std::unique_ptr<Backend>> MakeEpollBackend(WorkerPool* pool) {
  UniqueFd epoll(epoll_create1(EPOLL_CLOEXEC));
  if (!epoll.valid()) return Error(errno);
  UniqueFd wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake.valid()) return Error(errno);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  event.data.u64 = kWakeKey;
  if (epoll_ctl(epoll.get(), EPOLL_CTL_ADD, wake.get(), &event) != 0) {
    return Error(errno);
  }
  return std::unique_ptr<Backend>(
      std::make_unique<EpollBackend>(std::move(epoll), std::move(wake), pool));
}

}  // namespace rondo
