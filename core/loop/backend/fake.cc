#include "core/loop/backend/fake.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/base/check.h"

namespace rondo {
namespace {

// Op::backend_state while this backend owns an op.
constexpr uint8_t kCancelled = 1;

// Polls by which chaos holds a cancel back, at most.
constexpr uint64_t kCancelDelay = 4;

}  // namespace

FakeBackend::FakeBackend(const FakeOptions& options)
    : options_(options), random_state_(options.seed) {
  CHECK(options_.window > 0 && options_.receive_size > 0);
}

FakeBackend::~FakeBackend() { CHECK_EQ(active_count_, 0u); }

uint64_t FakeBackend::Random(uint64_t bound) {
  CHECK(bound > 0);
  // splitmix64
  uint64_t z = (random_state_ += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (z ^ (z >> 31)) % bound;
}

// --- Operations.

void FakeBackend::Start(Op& op) {
  op.backend_state = 0;
  op.backend_data = 0;
  active_.PushBack(op);
  ++active_count_;
}

void FakeBackend::Cancel(Op& op) {
  if (op.backend_state & kCancelled) return;
  op.backend_state |= kCancelled;
  op.backend_data =
      options_.chaos ? static_cast<uint32_t>(Random(kCancelDelay)) : 0;
}

void FakeBackend::Wake() {
  {
    std::lock_guard lock(mutex_);
    woken_ = true;
  }
  woken_signal_.notify_one();
}

size_t FakeBackend::Poll(int64_t timeout_ns, size_t budget,
                         CompletionSink& sink) {
  size_t delivered = Pass(budget, sink);
  // Chaos may have held everything back; a sleep must not outlast what is
  // ready.
  for (int i = 0; options_.chaos && delivered == 0 && timeout_ns != 0 && i < 64;
       ++i) {
    delivered = Pass(budget, sink);
  }
  std::unique_lock lock(mutex_);
  if (delivered == 0 && timeout_ns != 0 && !woken_) {
    if (timeout_ns > 0) {
      now_ += static_cast<uint64_t>(timeout_ns);
    } else {
      woken_signal_.wait(lock, [this] { return woken_; });
    }
  }
  woken_ = false;
  return delivered;
}

size_t FakeBackend::Pass(size_t budget, CompletionSink& sink) {
  // Callbacks may start and cancel ops. One that ends is not in the rest of
  // pass_, one that is started joins the next pass.
  std::vector<Op*> pass = std::move(pass_);
  pass.clear();
  for (Op* op = active_.First(); op != nullptr; op = active_.Next(*op)) {
    pass.push_back(op);
  }
  if (options_.chaos) {
    for (size_t i = pass.size(); i > 1; --i) {
      std::swap(pass[i - 1], pass[Random(i)]);
    }
  }
  size_t delivered = 0;
  for (Op* op : pass) {
    if (delivered == budget) break;
    if (options_.chaos && Random(4) == 0) continue;
    if (Examine(*op, sink) == Outcome::kDone) ++delivered;
  }
  pass_ = std::move(pass);
  return delivered;
}

FakeBackend::Outcome FakeBackend::Finish(Op& op, int result,
                                         CompletionSink& sink) {
  op.Unlink();
  --active_count_;
  sink.Deliver(op, Completion{.result = result, .more = false, .data = {}});
  return Outcome::kDone;
}

bool FakeBackend::TakeFailure(const Op& op, int& error) {
  for (auto it = failures_.begin(); it != failures_.end(); ++it) {
    if (it->kind != op.kind()) continue;
    if (it->fd >= 0 && it->fd != DescriptorOf(op)) continue;
    error = it->error;
    failures_.erase(it);
    return true;
  }
  return false;
}

FakeBackend::Outcome FakeBackend::Examine(Op& op, CompletionSink& sink) {
  if (op.backend_state & kCancelled) {
    if (op.backend_data == 0) {
      return Finish(op, -ECANCELED, sink);
    }
    --op.backend_data;  // too late, so far: the op may still complete
  }
  int error;
  if (TakeFailure(op, error)) {
    return Finish(op, -error, sink);
  }
  int result = 0;
  switch (op.kind()) {
    case OpKind::kAccept:
    case OpKind::kRecv:
    case OpKind::kSend:
    case OpKind::kRecvMsg:
    case OpKind::kSendMsg:
    case OpKind::kPoll:
      return ExamineReadiness(op, sink);
    case OpKind::kConnect:
      result = DoConnect(static_cast<ConnectOp&>(op));
      break;
    case OpKind::kOpen:
      result = DoOpen(static_cast<OpenOp&>(op));
      break;
    case OpKind::kRead:
      result = DoRead(static_cast<ReadOp&>(op));
      break;
    case OpKind::kWrite:
      result = DoWrite(static_cast<WriteOp&>(op));
      break;
    case OpKind::kFsync:
      result = Find(DescriptorOf(op)) != nullptr ? 0 : -EBADF;
      break;
    case OpKind::kClose:
      result = DoClose(static_cast<CloseOp&>(op));
      break;
    case OpKind::kShutdown:
      result = DoShutdown(static_cast<ShutdownOp&>(op));
      break;
  }
  return Finish(op, result, sink);
}

FakeBackend::Outcome FakeBackend::ExamineReadiness(Op& op,
                                                   CompletionSink& sink) {
  const int fd = DescriptorOf(op);
  Descriptor* descriptor = Find(fd);
  if (descriptor == nullptr) {
    const bool closed = fd >= kFirstFd && fd < next_fd_;
    return closed ? Outcome::kWaiting : Finish(op, -EBADF, sink);
  }
  switch (op.kind()) {
    case OpKind::kAccept:
      return ExamineAccept(static_cast<AcceptOp&>(op), *descriptor, sink);
    case OpKind::kRecv:
      return ExamineReceive(static_cast<RecvOp&>(op), *descriptor, sink);
    case OpKind::kSend:
      return ExamineSend(static_cast<SendOp&>(op), *descriptor, sink);
    case OpKind::kRecvMsg:
      return ExamineReceiveMessage(static_cast<RecvMsgOp&>(op), *descriptor,
                                   sink);
    case OpKind::kSendMsg:
      return ExamineSendMessage(static_cast<SendMsgOp&>(op), *descriptor, sink);
    case OpKind::kPoll:
      return ExaminePoll(static_cast<PollOp&>(op), *descriptor, sink);
    default:
      UNREACHABLE();
  }
}

FakeBackend::Outcome FakeBackend::ExamineAccept(AcceptOp& op,
                                                Descriptor& listener,
                                                CompletionSink& sink) {
  if (listener.type != Descriptor::Type::kListener) {
    return Finish(op, -EINVAL, sink);
  }
  if (listener.backlog.empty()) return Outcome::kWaiting;
  if (objects_.size() >= options_.descriptor_limit) {
    return Finish(op, -EMFILE, sink);
  }
  const int client = listener.backlog.front();
  listener.backlog.pop_front();
  // The server's end stands since Connect, so that bytes can wait in it.
  Descriptor* end = Find(client);
  CHECK(end != nullptr);
  sink.Deliver(op, Completion{.result = client, .more = true, .data = {}});
  return Outcome::kDone;
}

FakeBackend::Outcome FakeBackend::ExamineReceive(RecvOp& op, Descriptor& end,
                                                 CompletionSink& sink) {
  if (end.type != Descriptor::Type::kStream) {
    return Finish(op, -ENOTSOCK, sink);
  }
  if (end.reset) {
    return Finish(op, -ECONNRESET, sink);
  }
  size_t count = Readable(end, options_.receive_size);
  if (count == 0) {
    if (!end.end_received) return Outcome::kWaiting;
    return Finish(op, 0, sink);
  }
  if (options_.chaos && Random(2) == 0) count = 1 + Random(count);
  // A buffer of exactly this size for each delivery: reading past it, or after
  // the callback, is what a sanitizer sees.
  std::vector<uint8_t> bytes(count);
  std::memcpy(bytes.data(), end.received.data() + end.read_from, count);
  Release(Consume(end, count));  // what nobody has asked for is gone
  sink.Deliver(op, Completion{.result = static_cast<int32_t>(count),
                              .more = true,
                              .data = bytes});
  return Outcome::kDone;
}

FakeBackend::Outcome FakeBackend::ExamineSend(SendOp& op, Descriptor& end,
                                              CompletionSink& sink) {
  if (end.type != Descriptor::Type::kStream) {
    return Finish(op, -ENOTSOCK, sink);
  }
  size_t length = 0;
  for (uint32_t i = 0; i < op.count; ++i) length += op.iov[i].iov_len;
  Descriptor* peer = nullptr;
  const int64_t space = Space(end, length, peer);
  if (space < 0) return Finish(op, static_cast<int>(space), sink);
  const auto count = static_cast<size_t>(space);
  if (count == 0 && length > 0) return Outcome::kWaiting;
  if (peer != nullptr) {
    size_t left = count;
    for (uint32_t i = 0; i < op.count && left > 0; ++i) {
      const size_t part = std::min(left, op.iov[i].iov_len);
      Append(*peer, {static_cast<const char*>(op.iov[i].iov_base), part});
      left -= part;
    }
  }
  return Finish(op, static_cast<int>(count), sink);
}

int64_t FakeBackend::Space(Descriptor& end, size_t length, Descriptor*& peer) {
  if (end.reset || end.end_sent) return -EPIPE;
  peer = end.peer < 0 ? nullptr : Object(end.peer);
  if (peer == nullptr) {
    // What reaches a closed socket is answered by a reset.
    end.reset = true;
    Forget(end);
    return static_cast<int64_t>(length);
  }
  const size_t held = peer->unread();
  const size_t space = held < options_.window ? options_.window - held : 0;
  size_t count = std::min(length, space);
  if (options_.chaos && count > 1 && Random(3) == 0) count = 1 + Random(count);
  return static_cast<int64_t>(count);
}

FakeBackend::Outcome FakeBackend::ExaminePoll(PollOp& op, const Descriptor& end,
                                              CompletionSink& sink) {
  uint32_t events = 0;
  if (end.type == Descriptor::Type::kListener) {
    if (!end.backlog.empty()) events |= POLLIN;
  } else if (end.type == Descriptor::Type::kFile) {
    events = POLLIN | POLLOUT;
  } else {
    const Descriptor* peer = end.peer < 0 ? nullptr : Object(end.peer);
    if (end.readable() || end.end_received || end.reset) events |= POLLIN;
    if (peer == nullptr || peer->unread() < options_.window) events |= POLLOUT;
    if (end.end_received || end.reset) events |= POLLRDHUP;
    if (end.reset) events |= POLLERR | POLLHUP;
  }
  events &= op.events | POLLERR | POLLHUP;
  if (events == 0) return Outcome::kWaiting;
  return Finish(op, static_cast<int>(events), sink);
}

int FakeBackend::DoConnect(ConnectOp& op) {
  Descriptor* end = Find(op.fd);
  if (end == nullptr) return -EBADF;
  const int family = op.address.ss_family;
  if (family != AF_INET && family != AF_INET6 && family != AF_UNIX) {
    return -EAFNOSUPPORT;
  }
  if (end->peer >= 0) return -EISCONN;
  const Name name{op.address, op.address_length};
  for (auto& [object, listener] : descriptors_) {
    if (listener.type != Descriptor::Type::kListener) continue;
    if (!IsNamed(listener, name)) continue;
    if (end->local.length == 0) {
      end->local = Loopback(family, family == AF_UNIX ? 0 : FreePort());
    }
    Descriptor server;
    server.peer = objects_.at(op.fd);
    server.family = family;
    server.local = end->remote = name;
    server.remote = end->local;
    const int listener_object = object;
    const int server_fd = Add(std::move(server));
    Find(op.fd)->peer = server_fd;
    Object(listener_object)->backlog.push_back(server_fd);
    return 0;
  }
  return -ECONNREFUSED;
}

int FakeBackend::DoOpen(OpenOp& op) {
  if (objects_.size() >= options_.descriptor_limit) return -EMFILE;
  auto it = files_.find(op.path);
  if (it == files_.end()) {
    if (!(op.flags & O_CREAT)) return -ENOENT;
    it = files_.emplace(op.path, std::make_shared<File>()).first;
  } else if ((op.flags & O_CREAT) && (op.flags & O_EXCL)) {
    return -EEXIST;
  }
  if (op.flags & O_TRUNC) it->second->contents.clear();
  Descriptor descriptor;
  descriptor.type = Descriptor::Type::kFile;
  descriptor.file = it->second;
  descriptor.append = (op.flags & O_APPEND) != 0;
  return Add(std::move(descriptor));
}

int FakeBackend::DoRead(ReadOp& op) {
  Descriptor* file = Find(op.fd);
  if (file == nullptr || file->type != Descriptor::Type::kFile) return -EBADF;
  const std::string& contents = file->file->contents;
  const auto from =
      static_cast<size_t>(op.offset < 0 ? file->position : op.offset);
  if (from >= contents.size()) return 0;
  size_t count = std::min(op.buffer.size(), contents.size() - from);
  if (options_.chaos && count > 1 && Random(3) == 0) count = 1 + Random(count);
  std::memcpy(op.buffer.data(), contents.data() + from, count);
  if (op.offset < 0) file->position += static_cast<int64_t>(count);
  return static_cast<int>(count);
}

int FakeBackend::DoWrite(WriteOp& op) {
  Descriptor* file = Find(op.fd);
  if (file == nullptr || file->type != Descriptor::Type::kFile) return -EBADF;
  std::string& contents = file->file->contents;
  auto to = static_cast<size_t>(op.offset < 0 ? file->position : op.offset);
  if (file->append) to = contents.size();
  size_t count = op.buffer.size();
  if (options_.chaos && count > 1 && Random(3) == 0) count = 1 + Random(count);
  if (contents.size() < to + count) contents.resize(to + count);
  std::memcpy(contents.data() + to, op.buffer.data(), count);
  if (op.offset < 0) file->position = static_cast<int64_t>(to + count);
  return static_cast<int>(count);
}

int FakeBackend::DoClose(CloseOp& op) {
  if (Find(op.fd) == nullptr) return -EBADF;
  CountCarelessClose(op.fd, &op);
  Remove(op.fd);
  return 0;
}

void FakeBackend::CloseNow(int fd) {
  if (Find(fd) == nullptr) return;
  CountCarelessClose(fd, nullptr);
  Remove(fd);
}

void FakeBackend::CountCarelessClose(int fd, const Op* closing) {
  for (Op* other = active_.First(); other != nullptr;
       other = active_.Next(*other)) {
    if (other != closing && DescriptorOf(*other) == fd &&
        !(other->backend_state & kCancelled)) {
      ++careless_closes_;
    }
  }
}

int FakeBackend::DoShutdown(ShutdownOp& op) {
  Descriptor* end = Find(op.fd);
  return end == nullptr ? -EBADF : ShutDown(*end, op.how);
}

int FakeBackend::ShutDown(Descriptor& end, int how) {
  if (end.type == Descriptor::Type::kListener) return 0;
  if (end.type != Descriptor::Type::kStream) return -ENOTSOCK;
  if (end.reset || end.peer < 0) return -ENOTCONN;
  if (how == SHUT_RD || how == SHUT_RDWR) end.end_received = true;
  if (how == SHUT_WR || how == SHUT_RDWR) {
    end.end_sent = true;
    if (Descriptor* peer = Object(end.peer)) peer->end_received = true;
  }
  return 0;
}

// --- Descriptors.

FakeBackend::Descriptor* FakeBackend::Find(int fd) {
  auto it = objects_.find(fd);
  return it == objects_.end() ? nullptr : Object(it->second);
}

const FakeBackend::Descriptor* FakeBackend::Find(int fd) const {
  auto it = objects_.find(fd);
  return it == objects_.end() ? nullptr : Object(it->second);
}

FakeBackend::Descriptor* FakeBackend::Object(int object) {
  auto it = descriptors_.find(object);
  return it == descriptors_.end() ? nullptr : &it->second;
}

const FakeBackend::Descriptor* FakeBackend::Object(int object) const {
  auto it = descriptors_.find(object);
  return it == descriptors_.end() ? nullptr : &it->second;
}

int FakeBackend::Add(Descriptor descriptor) {
  const int fd = next_fd_++;
  objects_.emplace(fd, fd);
  descriptors_.emplace(fd, std::move(descriptor));
  return fd;
}

int FakeBackend::NewName(int object) {
  const int fd = next_fd_++;
  ++Object(object)->uses;
  objects_.emplace(fd, object);
  return fd;
}

void FakeBackend::Remove(int fd) {
  auto it = objects_.find(fd);
  CHECK(it != objects_.end());
  const int object = it->second;
  objects_.erase(it);
  Unuse(object);
}

void FakeBackend::Unuse(int object) {
  if (--Object(object)->uses == 0) Destroy(object);
}

void FakeBackend::Destroy(int object) {
  auto it = descriptors_.find(object);
  Descriptor gone = std::move(it->second);
  descriptors_.erase(it);
  const bool unread = gone.unread() > 0;
  Forget(gone);
  for (int waiting : gone.backlog) {
    if (Descriptor* end = Find(waiting)) {
      if (Descriptor* client = Object(end->peer)) client->reset = true;
      Remove(waiting);
    }
  }
  if (gone.peer < 0) return;
  if (Descriptor* peer = Object(gone.peer)) {
    peer->peer = -1;
    peer->end_received = true;
    // TCP resets a connection that is closed with bytes unread, and one whose
    // owner does not linger.
    linger lingers{};
    const auto option = gone.socket_options.find({SOL_SOCKET, SO_LINGER});
    if (option != gone.socket_options.end() &&
        option->second.size() == sizeof lingers) {
      std::memcpy(&lingers, option->second.data(), sizeof lingers);
    }
    if (unread || (lingers.l_onoff != 0 && lingers.l_linger == 0)) {
      peer->reset = true;
    }
  }
}

void FakeBackend::Append(Descriptor& to, std::string_view bytes) {
  if (to.read_from > 0 && to.read_from >= to.received.size() / 2) {
    to.received.erase(0, to.read_from);
    to.read_from = 0;
  }
  to.received.append(bytes);
}

// --- The script's side.

int FakeBackend::Listen(uint16_t port) {
  Descriptor listener;
  listener.type = Descriptor::Type::kListener;
  listener.port = port;
  listener.local = Loopback(AF_INET, port);
  return Add(std::move(listener));
}

std::pair<int, int> FakeBackend::MakePair() {
  const int a = Add({});
  const int b = Add({});
  Find(a)->peer = b;
  Find(b)->peer = a;
  return {a, b};
}

int FakeBackend::Connect(int listener) {
  const auto [server, client] = MakePair();
  Descriptor* queue = Find(listener);
  CHECK(queue != nullptr && queue->type == Descriptor::Type::kListener);
  queue->backlog.push_back(server);
  return client;
}

void FakeBackend::Feed(int client, std::string_view bytes) {
  Descriptor* end = Find(client);
  CHECK(end != nullptr);
  if (Descriptor* peer = end->peer < 0 ? nullptr : Object(end->peer)) {
    Append(*peer, bytes);
  }
}

std::string FakeBackend::Take(int client, size_t limit) {
  Descriptor* end = Find(client);
  CHECK(end != nullptr);
  const size_t count = std::min(limit, end->unread());
  std::string bytes = end->received.substr(end->read_from, count);
  Release(Consume(*end, count));
  return bytes;
}

size_t FakeBackend::Pending(int client) const {
  const Descriptor* end = Find(client);
  CHECK(end != nullptr);
  return end->unread();
}

void FakeBackend::HalfClose(int client) {
  Descriptor* end = Find(client);
  CHECK(end != nullptr);
  end->end_sent = true;
  if (Descriptor* peer = end->peer < 0 ? nullptr : Object(end->peer)) {
    peer->end_received = true;
  }
}

void FakeBackend::Close(int client) {
  CHECK(Find(client) != nullptr);
  Remove(client);
}

void FakeBackend::Reset(int client) {
  Descriptor* end = Find(client);
  CHECK(end != nullptr);
  if (Descriptor* peer = end->peer < 0 ? nullptr : Object(end->peer)) {
    peer->reset = true;
    Forget(*peer);
    peer->peer = -1;
  }
  end->peer = -1;
  end->reset = true;
}

bool FakeBackend::Ended(int client) const {
  const Descriptor* end = Find(client);
  CHECK(end != nullptr);
  return end->end_received || end->reset;
}

bool FakeBackend::Gone(int client) const {
  const Descriptor* end = Find(client);
  CHECK(end != nullptr);
  return end->peer < 0;
}

void FakeBackend::FailNext(OpKind kind, int error, int fd) {
  CHECK(error > 0);
  failures_.push_back({kind, error, fd});
}

void FakeBackend::AddFile(const std::string& path, std::string contents) {
  files_[path] = std::make_shared<File>(File{std::move(contents)});
}

const std::string& FakeBackend::FileContents(const std::string& path) const {
  auto it = files_.find(path);
  CHECK(it != files_.end());
  return it->second->contents;
}

}  // namespace rondo
