#include "core/net/tcp_stream.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/net/sender.h"
#include "core/net/tcp_output.h"

namespace rondo::net {
namespace {

// More than a socket takes at once.
constexpr size_t kLongSend = 64 * 1024;

}  // namespace

TcpStream::TcpStream(Loop& loop, StreamPool& pool, UniqueFd fd)
    : loop_(loop),
      pool_(pool),
      receive_(&TcpStream::OnReceive, this),
      active_at_(loop.Now()),
      fd_(fd.Release()) {
  receive_.fd = fd_;
  pool_.descriptors().Insert(fd_);
}

TcpStream::~TcpStream() {
  CHECK(state_ == State::kGone);
  CHECK(sender_ == nullptr);
}

// --- Reading.

void TcpStream::StartReading() {
  if (state_ != State::kOpen || reading_) return;
  reading_ = wanted_ = true;
  if (extra_ != nullptr &&
      (!extra_->unread.empty() || extra_->end || extra_->error != 0)) {
    if (!extra_->linked()) loop_.AddPending(*extra_);
    StopWatch();
    return;
  }
  // A receive that is being cancelled starts anew from its last completion.
  if (!receive_.active() && !ended_ && !broken_) loop_.Start(receive_);
  StopWatch();
}

void TcpStream::StopReading() {
  if (!reading_) return;
  reading_ = false;
  loop_.Cancel(receive_);
}

void TcpStream::PauseReading() {
  // The watch begins before the receive ends, so that the descriptor is waited
  // for all the time: a backend need not take it out and in.
  StartWatch();
  StopReading();
}

std::optional<size_t> TcpStream::UnreadBytes() const {
  const int in_kernel = loop_.system().UnreadBytes(fd_);
  if (in_kernel < 0) return std::nullopt;
  return static_cast<size_t>(in_kernel) +
         (extra_ == nullptr ? 0 : extra_->unread.size());
}

void TcpStream::OnReceive(Op& op, const Completion& completion) {
  static_cast<Receive&>(op).stream->Received(completion);
}

void TcpStream::Received(const Completion& completion) {
  const int32_t result = completion.result;
  if (result > 0) {
    bytes_received_ += result;
    active_at_ = loop_.Now();
    if (state_ == State::kOpen && reading_ &&
        (extra_ == nullptr || extra_->unread.empty())) [[likely]] {
      // May close or detach the stream, which ends in a later call, though.
      delegate_->OnData(completion.data);
    } else if (state_ == State::kOpen || state_ == State::kDetaching) {
      std::vector<uint8_t>& unread = NeedExtra().unread;
      unread.insert(unread.end(), completion.data.begin(),
                    completion.data.end());
    }
  }
  if (completion.more) return;
  if (state_ != State::kOpen) {
    MaybeFinish();
    return;
  }
  if (result == 0) {
    ended_ = true;
    if (reading_ && (extra_ == nullptr || extra_->unread.empty())) {
      reading_ = false;
      delegate_->OnEnd();
    } else {
      NeedExtra().end = true;
      if (extra_->watching) TellHangUp();
    }
    return;
  }
  if (result < 0 && result != -ECANCELED) {
    if ((reading_ && (extra_ == nullptr || extra_->unread.empty())) ||
        (extra_ != nullptr && extra_->watching)) {
      Fail(Error::FromResult(result));
    } else {
      NeedExtra().error = -result;
    }
    return;
  }
  // Nothing more is on its way. What waits may wait for long: it takes no more
  // room than it needs.
  if (!reading_ && extra_ != nullptr) extra_->unread.shrink_to_fit();
  // The receive was cancelled, or ended after data. Wanted again meanwhile?
  if (reading_ && !receive_.active() &&
      (extra_ == nullptr || !extra_->linked())) {
    loop_.Start(receive_);
  }
}

void TcpStream::OnPending(PhaseCall& call) {
  TcpStream& stream = *static_cast<Extra&>(call).stream;
  if (stream.state_ == State::kDetaching) {
    stream.MaybeFinish();
  } else {
    stream.DeliverUnread();
    stream.TellSendFailure();
  }
}

void TcpStream::DeliverUnread() {
  if (!reading_ || state_ != State::kOpen) return;
  const std::vector<uint8_t> unread = std::exchange(extra_->unread, {});
  if (!unread.empty()) delegate_->OnData(unread);
  if (!reading_ || state_ != State::kOpen || !extra_->unread.empty()) return;
  if (std::exchange(extra_->end, false)) {
    reading_ = false;
    delegate_->OnEnd();
    return;
  }
  if (const int error = std::exchange(extra_->error, 0)) {
    Fail(Error(error));
    return;
  }
  if (!receive_.active() && !ended_ && !broken_) loop_.Start(receive_);
}

// --- Watching for the end.

void TcpStream::StartWatch() {
  if (state_ != State::kOpen || broken_ || ended_) return;
  Extra& extra = NeedExtra();
  if (extra.hung_up) return;
  extra.watching = true;
  // One that is being cancelled starts anew from its completion.
  if (extra.watch.active()) return;
  extra.watch.fd = fd_;
  extra.watch.events = POLLRDHUP;
  loop_.SetRef(extra.watch, false);
  loop_.Start(extra.watch);
}

void TcpStream::StopWatch() {
  if (extra_ == nullptr || !extra_->watching) return;
  extra_->watching = false;
  loop_.Cancel(extra_->watch);
}

void TcpStream::OnWatch(Op& op, const Completion& completion) {
  static_cast<Watch&>(op).stream->Watched(completion.result);
}

void TcpStream::Watched(int32_t result) {
  if (state_ != State::kOpen) {
    MaybeFinish();
    return;
  }
  if (!extra_->watching) return;  // it is read again, which tells
  if (result == -ECANCELED) {
    StartWatch();
  } else if (result > 0 && (result & POLLERR) != 0) {
    int error = 0;
    socklen_t length = sizeof(error);
    loop_.system().GetOption(fd_, SOL_SOCKET, SO_ERROR, &error, &length);
    Fail(Error(error != 0 ? error : ECONNRESET));
  } else if (result > 0) {
    TellHangUp();
  }
}

void TcpStream::TellHangUp() {
  StopWatch();
  extra_->hung_up = true;
  delegate_->OnHangUp();
}

TcpStream::Extra& TcpStream::NeedExtra() {
  if (extra_ == nullptr) extra_ = std::make_unique<Extra>(this);
  return *extra_;
}

// --- Writing.

Sender& TcpStream::NeedSender() {
  if (sender_ == nullptr) {
    sender_ = pool_.AcquireSender();
    sender_->stream = this;
    sender_->acknowledged = 0;
  }
  return *sender_;
}

void TcpStream::ReleaseSender() {
  if (sender_ == nullptr) return;
  sender_->Unlink();
  pool_.Release(std::exchange(sender_, nullptr));
}

void TcpStream::WantFlush() {
  active_at_ = loop_.Now();
  if (!sender_->linked() && !sender_->send.active()) {
    loop_.AddUnsent(*sender_);
  }
}

std::span<uint8_t> TcpStream::Reserve(size_t size) {
  return NeedSender().queue.Reserve(size);
}

void TcpStream::Commit(size_t size) {
  if (broken_ || shutdown_wanted_ || state_ != State::kOpen) return;
  sender_->queue.Commit(size);
  WantFlush();
}

void TcpStream::WriteOwned(const OwnedBytes& bytes) {
  if (bytes.bytes.empty() || broken_ || shutdown_wanted_ ||
      state_ != State::kOpen) {
    if (bytes.release != nullptr) bytes.release(bytes.owner);
    return;
  }
  NeedSender().queue.AppendOwned(bytes);
  WantFlush();
}

void TcpStream::WriteQueue(SegmentQueue& queue) {
  if (queue.empty() || broken_ || shutdown_wanted_ || state_ != State::kOpen) {
    queue.Clear();
    return;
  }
  NeedSender().queue.TakeAll(queue);
  WantFlush();
}

size_t TcpStream::queued_bytes() const {
  return sender_ == nullptr ? 0 : sender_->queue.size();
}

void Sender::FlushUnsent() { stream->Flush(); }

void TcpStream::Flush() {
  SendOp& send = sender_->send;
  if (send.active() || sender_->queue.empty()) return;
  send.fd = fd_;
  send.iov = sender_->pieces;
  send.count = sender_->queue.Describe(sender_->pieces, Sender::kPieces);
  send.in_parts = sender_->queue.size() > kLongSend && !TellsProgress();
  loop_.Start(send);
}

// Of a TCP connection ActiveAt can ask how far a long send has come; of another
// the send itself has to tell.
bool TcpStream::TellsProgress() {
  if (!family_known_) {
    family_known_ = true;
    tells_progress_ = LookAtTcpOutput(loop_.system(), fd_).has_value();
  }
  return tells_progress_;
}

void Sender::OnSend(Op& op, const Completion& completion) {
  static_cast<StreamOp<SendOp>&>(op).sender.stream->OnSend(completion);
}

void TcpStream::OnSend(const Completion& completion) {
  const int32_t result = completion.result;
  if (result >= 0) {
    bytes_sent_ += result;
    active_at_ = loop_.Now();
    sender_->queue.Consume(result);
  }
  if (state_ == State::kClosing) {
    if (result > 0 && last_words_ && !sender_->queue.empty()) {
      // Done when the stream was closed, had its completion been seen. What
      // stood behind it has its chance now.
      last_words_ = false;
      Flush();
      loop_.Cancel(sender_->send);
      return;
    }
    MaybeFinish();
    return;
  }
  if (result < 0) {
    sender_->queue.Clear();
    if (state_ == State::kDetaching) {
      MaybeFinish();
    } else {
      SendFailed(Error::FromResult(result));
    }
    return;
  }
  if (!sender_->queue.empty()) {
    Flush();
  } else {
    FinishOutput();
    if (state_ == State::kDetaching) {
      MaybeFinish();
      return;
    }
  }
  if (notify_sent_) delegate_->OnSent();
}

void TcpStream::FinishOutput() {
  // Output is empty: the sender goes back, unless it has a shutdown to do.
  if (shutdown_wanted_ && !shutdown_done_) {
    shutdown_done_ = true;
    sender_->shutdown.fd = fd_;
    sender_->shutdown.how = SHUT_WR;
    loop_.Start(sender_->shutdown);
    return;
  }
  if (!sender_->shutdown.active()) ReleaseSender();
}

void TcpStream::Shutdown() {
  if (state_ != State::kOpen || shutdown_wanted_ || broken_) return;
  shutdown_wanted_ = true;
  if (NeedSender().queue.empty()) FinishOutput();
}

void Sender::OnShutdown(Op& op, const Completion&) {
  // An error means that the connection is gone already, which reading tells.
  TcpStream& stream = *static_cast<StreamOp<ShutdownOp>&>(op).sender.stream;
  if (stream.state_ == TcpStream::State::kOpen) {
    stream.ReleaseSender();
  } else {
    stream.MaybeFinish();
  }
}

// EPIPE is what a send says of a connection whose error the socket still has,
// or the receive is about to tell. That is the reason, as it is where sockets
// are read before they are written.
void TcpStream::SendFailed(Error error) {
  if (error.code() != EPIPE || !reading_ || !receive_.active()) {
    return Fail(error);
  }
  int reason = 0;
  socklen_t length = sizeof(reason);
  if (loop_.system().GetOption(fd_, SOL_SOCKET, SO_ERROR, &reason, &length) >=
          0 &&
      reason != 0) {
    return Fail(Error(reason));
  }
  Extra& extra = NeedExtra();
  extra.send_failed = true;
  if (!extra.linked()) loop_.AddPending(extra);
}

// The receive has had its turn. It may know of the end alone, for the send took
// the error from the socket; or its user has stopped it meanwhile.
void TcpStream::TellSendFailure() {
  if (state_ != State::kOpen || !extra_->send_failed) return;
  extra_->send_failed = false;
  Fail(Error(EPIPE));
}

void TcpStream::Fail(Error error) {
  if (broken_) return;
  broken_ = true;
  StopReading();
  StopWatch();
  if (sender_ != nullptr && !sender_->send.active()) {
    sender_->Unlink();
    sender_->queue.Clear();
    if (!sender_->shutdown.active()) ReleaseSender();
  }
  delegate_->OnError(error);
}

// --- Ending.

void TcpStream::Close() {
  if (state_ != State::kOpen) return;
  state_ = State::kClosing;
  reading_ = false;
  loop_.Cancel(receive_);
  StopWatch();
  // Bytes that nobody read make a reset of the close. Behind an end that has
  // been sent the peer does not see it.
  if (!wanted_ && !reset_ && sender_ == nullptr) {
    loop_.system().Shutdown(fd_, SHUT_WR);
  }
  if (sender_ != nullptr) {
    sender_->Unlink();
    last_words_ = sender_->send.active() && !reset_;
    loop_.Cancel(sender_->send);
  }
  MaybeFinish();
}

void TcpStream::Reset() {
  if (state_ != State::kOpen) return;
  // Refused by what is no TCP socket, where a close is all there is.
  const linger at_once = {.l_onoff = 1, .l_linger = 0};
  loop_.system().SetOption(fd_, SOL_SOCKET, SO_LINGER, &at_once,
                           sizeof(at_once));
  reset_ = true;
  Close();
}

void TcpStream::Detach(Detached done, void* context) {
  CHECK(state_ == State::kOpen);
  state_ = State::kDetaching;
  reading_ = false;
  Extra& extra = NeedExtra();
  extra.detached = done;
  extra.context = context;
  loop_.Cancel(receive_);
  StopWatch();
  // Never from inside this call, so that the caller need not expect it.
  if (!extra.linked()) loop_.AddPending(extra);
}

void TcpStream::MaybeFinish() {
  if (receive_.active() || (extra_ != nullptr && extra_->watch.active())) {
    return;
  }
  if (state_ == State::kDetaching) {
    if (extra_->linked()) return;  // comes back from the pending phase
    if (sender_ != nullptr &&
        (sender_->send.active() || sender_->shutdown.active() ||
         sender_->linked() || !sender_->queue.empty())) {
      return;
    }
    ReleaseSender();
    state_ = State::kGone;
    pool_.descriptors().Erase(fd_);
    const std::unique_ptr<Extra> extra = std::move(extra_);
    extra->detached(extra->context, UniqueFd(std::exchange(fd_, -1)),
                    std::move(extra->unread));
    return;
  }
  if (sender_ != nullptr &&
      (sender_->send.active() || sender_->shutdown.active() ||
       sender_->close.active())) {
    return;
  }
  pool_.descriptors().Erase(fd_);
  NeedSender().close.fd = std::exchange(fd_, -1);
  sender_->close.is_socket = true;
  loop_.Start(sender_->close);
}

void Sender::OnClose(Op& op, const Completion&) {
  static_cast<StreamOp<CloseOp>&>(op).sender.stream->OnClose();
}

void TcpStream::OnClose() {
  ReleaseSender();
  state_ = State::kGone;
  if (extra_ != nullptr) extra_->Unlink();
  // The delegate may destroy the stream.
  StreamPool& pool = pool_;
  Loop& loop = loop_;
  delegate_->OnClosed();
  pool.NotifyDescriptorFreed();
  pool.memory_return().StreamClosed(loop);
}

uint64_t TcpStream::ActiveAt() {
  // A backend may report a long send when all of it has left (uring does). That
  // it goes on meanwhile the peer's acknowledgements show.
  if (sender_ == nullptr || !sender_->send.active()) return active_at_;
  const std::optional<TcpOutput> output = LookAtTcpOutput(loop_.system(), fd_);
  if (output && output->acknowledged != sender_->acknowledged) {
    sender_->acknowledged = output->acknowledged;
    const uint64_t now = loop_.Now();
    active_at_ = std::max(active_at_, now - std::min(now, output->silent_ns));
  }
  return active_at_;
}

void TcpStream::SetRef(bool on) { loop_.SetRef(receive_, on); }

Status TcpStream::SetNoDelay(bool on) {
  const int result =
      loop_.system().SetOption(fd_, IPPROTO_TCP, TCP_NODELAY, int{on});
  return result < 0 ? Status(Error(-result)) : Status();
}

Status TcpStream::SetKeepAlive(bool on, uint32_t idle_seconds) {
  System& system = loop_.system();
  int result = system.SetOption(fd_, SOL_SOCKET, SO_KEEPALIVE, int{on});
  if (on && idle_seconds != 0) {
    for (const auto& [option, number] :
         {std::pair<int, int>{TCP_KEEPIDLE, static_cast<int>(idle_seconds)},
          {TCP_KEEPINTVL, 1},
          {TCP_KEEPCNT, 10}}) {
      if (result < 0) break;
      result = system.SetOption(fd_, IPPROTO_TCP, option, number);
    }
  }
  return result < 0 ? Status(Error(-result)) : Status();
}

Status TcpStream::SetTypeOfService(uint8_t value) {
  System& system = loop_.system();
  // A socket of IPv6 may speak IPv4 to a mapped address: it gets both.
  const int v6 = system.SetOption(fd_, IPPROTO_IPV6, IPV6_TCLASS, int{value});
  const int v4 = system.SetOption(fd_, IPPROTO_IP, IP_TOS, int{value});
  if (v4 < 0 && v6 < 0) return Error(-v4);
  return {};
}

Result<uint8_t> TcpStream::TypeOfService() const {
  System& system = loop_.system();
  int number = 0;
  socklen_t length = sizeof(number);
  int result =
      system.GetOption(fd_, IPPROTO_IPV6, IPV6_TCLASS, &number, &length);
  if (result < 0) {
    result = system.GetOption(fd_, IPPROTO_IP, IP_TOS, &number, &length);
  }
  if (result < 0) return Error(-result);
  return static_cast<uint8_t>(number);
}

}  // namespace rondo::net
